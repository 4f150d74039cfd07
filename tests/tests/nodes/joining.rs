//! From the founding to four members.

use maillage_node::service::{
    members::ListMembers,
    requests::{ListRequests, RefuseRequest, RequestStanding},
    status::Standing,
};
use maillage_tests::node::{Site, all_equal, until, welcome};

#[tokio::test(flavor = "multi_thread")]
async fn the_fourth_operator_needs_the_approval_of_two_members_and_all_show_the_same() {
    let [arc, nord, val, est] = [(); 4].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    all_equal(&[&a, &b]).await;
    let invited = b.invite("Val").await;
    let requested = val.join("Val", &invited.invitation).await.unwrap();
    let c = val.start().await;
    // One approval is enough, but it is the secretary's node that puts it in order.
    b.accept(requested.code.unwrap()).await;
    until("the third is a member", || async { c.status().await.standing == Standing::Member }).await;
    all_equal(&[&a, &b, &c]).await;

    let invited = c.invite("Est").await;
    let requested = est.join("Est", &invited.invitation).await.unwrap();
    let d = est.start().await;
    assert_eq!(d.status().await.standing, Standing::Joining);
    assert_eq!(d.status().await.network.unwrap().comparison_code, requested.code);
    let accepted = c.accept(requested.code.unwrap()).await;
    assert_eq!((accepted.admitted, accepted.approvals, accepted.needed), (false, 1, 2));
    until("the proposal reaches another member", || async { b.status().await.requests == 1 }).await;
    let lines = b.call(ListRequests {}).await.unwrap();
    assert_eq!((lines[0].operator.as_str(), lines[0].sponsor.as_deref()), ("Est", Some("Val")));
    b.accept(lines[0].code).await;
    until("the fourth is a member", || async { d.status().await.standing == Standing::Member }).await;
    all_equal(&[&a, &b, &c, &d]).await;
    let names: Vec<String> = d.call(ListMembers::default()).await.unwrap().into_iter().map(|member| member.name).collect();
    assert_eq!(names, ["ARC", "Est", "Nord", "Val"]);
    assert_eq!(b.status().await.requests, 0);
    for node in [a, b, c, d] {
        node.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_joiner_is_told_so_and_stays_out() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let invited = a.invite("Nord").await;
    let requested = nord.join("Nord", &invited.invitation).await.unwrap();
    let b = nord.start().await;
    assert_eq!(a.status().await.requests, 1);
    let refuse = RefuseRequest { code: requested.code.unwrap().to_string(), dry_run: false };
    assert_eq!(a.call(refuse).await.unwrap(), "Nord");
    until("the joiner learns that it was refused", || async { b.status().await.standing == Standing::Refused }).await;
    let lines = a.call(ListRequests {}).await.unwrap();
    assert_eq!(lines[0].state, RequestStanding::Refused);
    assert_eq!(a.call(ListMembers::default()).await.unwrap().len(), 1);
    b.stop().await;
    a.stop().await;
}

//! Invitations that are not accepted: each says why.

use maillage_node::service::{
    ProblemCode,
    founding::CreateNetwork,
    invitations::{InvitationStanding, ListInvitations, RevokeInvitation},
    joining::ReadInvitation,
};
use maillage_tests::node::{Node, Site, day};

async fn refused(joiner: &Site, operator: &str, invitation: &str) -> ProblemCode {
    let problem = joiner.join(operator, invitation).await.unwrap_err();
    assert!(!joiner.path().join("store.redb").exists(), "a refused joiner keeps nothing");
    problem.code
}

async fn standing(node: &Node) -> Vec<InvitationStanding> {
    node.call(ListInvitations {}).await.unwrap().into_iter().map(|line| line.state).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_for_one_use() {
    let [arc, nord, val] = [(); 3].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let invited = a.invite("Nord").await;
    assert_eq!(standing(&a).await, [InvitationStanding::Open]);
    nord.join("Nord", &invited.invitation).await.unwrap();
    assert_eq!(refused(&val, "Val", &invited.invitation).await, ProblemCode::InvitationUsed);
    assert_eq!(standing(&a).await, [InvitationStanding::Used]);
    a.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_that_was_taken_back_is_refused() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let invited = a.invite("Nord").await;
    a.call(RevokeInvitation { code: invited.code.to_string(), dry_run: false }).await.unwrap();
    assert_eq!(refused(&nord, "Nord", &invited.invitation).await, ProblemCode::InvitationRevoked);
    assert_eq!(standing(&a).await, [InvitationStanding::Revoked]);
    a.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_past_its_date_is_refused_by_the_joiners_clock_and_by_the_inviters() {
    let [mut arc, mut nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let invited = a.invite("Nord").await;
    let listen = a.places();
    nord.today = day("2026-11-15");
    assert_eq!(refused(&nord, "Nord", &invited.invitation).await, ProblemCode::InvitationExpired);
    a.stop().await;

    (arc.today, nord.today) = (day("2026-11-15"), day("2026-10-15"));
    let a = arc.start_at(listen).await;
    assert_eq!(refused(&nord, "Nord", &invited.invitation).await, ProblemCode::InvitationExpired);
    assert_eq!(standing(&a).await, [InvitationStanding::Expired]);
    a.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_invitation_is_noticed_before_anything_is_sent() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let invited = a.invite("Nord").await;
    let cut = &invited.invitation[..invited.invitation.len() - 7];
    assert_eq!(refused(&nord, "Nord", cut).await, ProblemCode::InvitationMalformed);
    assert_eq!(refused(&nord, "Nord", "bonjour").await, ProblemCode::InvitationMalformed);
    assert_eq!(standing(&a).await, [InvitationStanding::Open]);
    a.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_of_one_network_cannot_use_the_invitation_of_another() {
    let [arc, other] = [(); 2].map(|()| Site::default());
    let (a, o) = (arc.found("ARC").await, other.found("Autre").await);
    let invited = a.invite("Autre").await;
    let problem = other.join("Autre", &invited.invitation).await.unwrap_err();
    assert_eq!(problem.code, ProblemCode::InvitationOtherNetwork);
    let own = a.invite("ARC").await;
    let problem = a.call(ReadInvitation { invitation: own.invitation }).await.unwrap_err();
    assert_eq!(problem.code, ProblemCode::HomeTaken);
    a.stop().await;
    o.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_joiner_cannot_take_the_name_of_a_member() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let invited = a.invite("Nord").await;
    assert_eq!(refused(&nord, "arc", &invited.invitation).await, ProblemCode::MemberExists);
    a.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_kept_before_anything_is_asked_and_the_same_invitation_asks_again_with_them() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let invited = a.invite("Nord").await;
    a.stop().await;
    let problem = nord.join("Nord", &invited.invitation).await.unwrap_err();
    assert_eq!(problem.code, ProblemCode::PeerUnreachable);
    let key = std::fs::read(nord.path().join("keys/root.key")).unwrap();
    let a = arc.start().await;
    let asked = nord.join("Nord", &invited.invitation).await.unwrap();
    assert_eq!(std::fs::read(nord.path().join("keys/root.key")).unwrap(), key);
    assert!(a.accept(asked.code.unwrap()).await.admitted);
    a.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_store_does_not_cost_the_operator_its_root_key() {
    let site = Site::default();
    site.found("ARC").await.stop().await;
    std::fs::rename(site.path().join("store.redb"), site.path().join("elsewhere.redb")).unwrap();
    let key = std::fs::read(site.path().join("keys/root.key")).unwrap();
    let name = |text: &str| text.parse().unwrap();
    let again = CreateNetwork { name: name("Autre"), operator: name("ARC"), dry_run: false };
    assert_eq!(site.command(again).await.unwrap_err().code, ProblemCode::StoreDamaged);
    assert_eq!(std::fs::read(site.path().join("keys/root.key")).unwrap(), key);
}

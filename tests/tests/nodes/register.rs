//! What members decide about each other, on several nodes.

use maillage_node::{
    network::Difficulty,
    service::{
        ProblemCode,
        decisions::{ListDecisions, ShowDecision},
        directory::ListDirectory,
        evidence::{ExportEvidence, ListEvidence},
        hosts::{AddHost, ListHosts},
        matters::{Answer, Stage},
        members::ListMembers,
        pending::{Approve, ListPending, OrderNow, Pending, Reject},
        proposals::{Change, Propose, Proposed},
        settings::{SetSetting, Setting},
        status::Standing,
        synchronising::SyncNow,
    },
};
use maillage_shared::register::{Decided, DecisionKind, Standing as MemberStanding};
use maillage_tests::node::{Node, Site, all_equal, until, welcome};

async fn propose(node: &Node, change: Change) -> Proposed {
    node.call(Propose { change, dry_run: false }).await.unwrap()
}

fn remove(member: &str) -> Change {
    Change::Remove { member: member.into() }
}

fn smallest_figure(k: u32) -> Change {
    Change::Policy { smallest_figure: Some(k), admission_share: None, admission_least: None, relays: None }
}

async fn pending(node: &Node) -> Pending {
    node.call(ListPending { all: false }).await.unwrap()
}

/// Approves what a node was told, once it has arrived.
async fn approve(node: &Node, code: &str) -> bool {
    until("the proposal arrives", || async {
        let all = node.call(ListPending { all: true }).await.unwrap();
        all.matters.iter().any(|matter| matter.code.to_string().starts_with(code))
    })
    .await;
    node.call(Approve { code: code.into(), dry_run: false }).await.unwrap().in_force
}

async fn add_host(node: &Node, slug: &str) {
    let host = AddHost { slug: slug.into(), name: format!("Antenne {slug}"), kind: "cpas".into(), ..AddHost::default() };
    node.call(host).await.unwrap();
}

async fn standing(node: &Node, member: &str) -> MemberStanding {
    let members = node.call(ListMembers { all: true }).await.unwrap();
    members.into_iter().find(|line| line.name == member).unwrap().standing
}

async fn kinds(node: &Node) -> Vec<DecisionKind> {
    node.call(ListDecisions {}).await.unwrap().decisions.iter().map(|record| record.decided.kind()).collect()
}

/// Three members, the first of them the secretary.
async fn three(sites: &[Site; 3]) -> [Node; 3] {
    let a = sites[0].found("ARC").await;
    let b = welcome(&a, &sites[1], "Nord").await;
    let c = welcome(&a, &sites[2], "Val").await;
    all_equal(&[&a, &b, &c]).await;
    [a, b, c]
}

async fn stop(nodes: impl IntoIterator<Item = Node>) {
    for node in nodes {
        node.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_removed_by_a_majority_is_cut_off_at_once_and_its_past_stays_marked() {
    let sites = [(); 3].map(|()| Site::default());
    let [a, b, c] = three(&sites).await;
    add_host(&c, "avant").await;
    all_equal(&[&a, &b, &c]).await;

    let proposed = propose(&b, remove("Val")).await;
    assert!(!proposed.in_force);
    assert_eq!((proposed.matter.needed, proposed.matter.approved_by.len()), (2, 1));
    assert_eq!(proposed.matter.cuts.len(), 1);
    assert_eq!(b.call(Propose { change: remove("Val"), dry_run: false }).await.unwrap_err().code, ProblemCode::ProposedAlready);
    assert_eq!(b.call(Propose { change: remove("ARC"), dry_run: false }).await.unwrap_err().code, ProblemCode::IsSecretary);
    let code = proposed.matter.code.to_string();
    until("it waits for the secretary's member", || async { a.status().await.decisions_waiting == 1 }).await;
    assert!(approve(&a, &code[..5]).await, "the secretary's own node puts it in order");

    until("the removed node has no connection left", || async {
        c.status().await.peers.iter().all(|peer| !peer.connected)
            && a.status().await.peers.iter().all(|peer| peer.operator != "Val")
    })
    .await;
    let report = c.call(SyncNow { listen: Vec::new() }).await.unwrap();
    assert_eq!(report.peers.len(), 2);
    assert!(report.peers.iter().all(|peer| peer.difficulty == Some(Difficulty::NotAMember)), "{report:?}");
    until("it is shown the decision", || async { c.status().await.standing == Standing::Former }).await;
    let host = AddHost { slug: "apres".into(), name: "Antenne apres".into(), kind: "cpas".into(), ..AddHost::default() };
    assert_eq!(c.call(host).await.unwrap_err().code, ProblemCode::MemberFormer);
    assert_eq!(c.call(ListHosts {}).await.unwrap().len(), 1, "what is here may be read");

    all_equal(&[&a, &b]).await;
    let view = b.view().await;
    assert!(view.contains("Antenne avant"));
    assert!(matches!(standing(&a, "Val").await, MemberStanding::Removed(_)));
    assert_eq!(a.call(ListMembers::default()).await.unwrap().len(), 2);
    assert!(kinds(&b).await.contains(&DecisionKind::Remove));
    stop([a, b, c]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_given_already_changes_nothing_and_says_so() {
    let sites = [(); 3].map(|()| Site::default());
    let [a, b, c] = three(&sites).await;
    let proposed = propose(&b, smallest_figure(8)).await;
    let code = proposed.matter.code.to_string();
    let before = b.digest().await;
    for dry_run in [true, false] {
        let again = b.call(Approve { code: code.clone(), dry_run }).await.unwrap();
        assert!(again.given_before && !again.in_force, "{again:?}");
    }
    assert_eq!(b.digest().await, before, "nothing was signed");
    until("it is shown to the others", || async { c.status().await.decisions_waiting == 1 }).await;
    let given = c.call(Approve { code, dry_run: true }).await.unwrap();
    assert!(!given.given_before);
    stop([a, b, c]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_member_is_not_asked_and_comes_back_by_itself() {
    let sites = [(); 3].map(|()| Site::default());
    let [a, b, c] = three(&sites).await;
    let proposed = propose(&a, Change::Suspend { member: "Val".into() }).await;
    assert!(approve_by(&b, &a, &proposed).await);
    until("the member knows that it is suspended", || async { c.status().await.suspended }).await;
    let refused = c.call(Propose { change: remove("Nord"), dry_run: false }).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::MemberSuspended);
    let again = b.call(Propose { change: Change::Suspend { member: "Val".into() }, dry_run: false }).await.unwrap_err();
    assert_eq!(again.code, ProblemCode::AlreadySuspended);

    let back = propose(&c, Change::Resume).await;
    assert_eq!(back.matter.needed, 0);
    until("it is back", || async { !c.status().await.suspended }).await;
    all_equal(&[&a, &b, &c]).await;
    assert_eq!(standing(&b, "Val").await, MemberStanding::Active);
    assert_eq!(c.call(Propose { change: Change::Resume, dry_run: false }).await.unwrap_err().code, ProblemCode::NotSuspended);
    stop([a, b, c]).await;
}

/// Approves at one node, and waits until the secretary's node has put it in order.
async fn approve_by(node: &Node, secretary: &Node, proposed: &Proposed) -> bool {
    let before = kinds(secretary).await.len();
    approve(node, &proposed.matter.code.to_string()).await;
    until("the secretary puts it in order", || async { kinds(secretary).await.len() > before }).await;
    true
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_leaves_by_its_own_signature_and_everybody_knows() {
    let sites = [(); 3].map(|()| Site::default());
    let [a, b, c] = three(&sites).await;
    let proposed = propose(&c, Change::Leave).await;
    assert_eq!((proposed.matter.needed, proposed.matter.stage), (0, Stage::Secretary));
    for node in [&a, &b] {
        until("the member has left", || async { matches!(standing(node, "Val").await, MemberStanding::Left(_)) }).await;
    }
    all_equal(&[&a, &b]).await;
    let refused = a.call(Propose { change: Change::Leave, dry_run: false }).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::IsSecretary);
    stop([a, b, c]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_change_by_a_majority_and_what_one_member_rejects_only_it_does_not_see() {
    let sites = [(); 3].map(|()| Site::default());
    let [a, b, c] = three(&sites).await;
    let impossible = a.call(Propose { change: smallest_figure(3), dry_run: false }).await.unwrap_err();
    assert_eq!((impossible.code, impossible.details["why"].as_str()), (ProblemCode::DecisionInvalid, "impossible-rules"));
    assert_eq!(a.call(Propose { change: smallest_figure(5), dry_run: false }).await.unwrap_err().code, ProblemCode::RulesUnchanged);
    let shown = a.call(Propose { change: smallest_figure(8), dry_run: true }).await.unwrap();
    assert_eq!(shown.matter.rules.as_ref().unwrap().after.smallest_figure, 8);
    assert!(pending(&a).await.matters.is_empty(), "a dry run proposes nothing");
    let proposed = propose(&a, smallest_figure(8)).await;
    let code = proposed.matter.code.to_string();

    until("it arrives", || async { c.status().await.decisions_waiting == 1 }).await;
    let reject = Reject { code: code.clone(), reason: Some("trop haut".into()), dry_run: false };
    assert_eq!(c.call(reject).await.unwrap().matter.answer, Answer::Rejected);
    assert_eq!(c.status().await.decisions_waiting, 0);
    let hidden = pending(&c).await;
    assert_eq!((hidden.matters.len(), hidden.rejected), (0, 1));
    let all = c.call(ListPending { all: true }).await.unwrap();
    assert_eq!(all.matters[0].reason.as_deref(), Some("trop haut"));
    let own = a.call(Reject { code: code.clone(), reason: None, dry_run: false }).await.unwrap_err();
    assert_eq!(own.code, ProblemCode::ApprovedAlready);
    assert_eq!(b.call(Approve { code: "ZZZ".into(), dry_run: false }).await.unwrap_err().code, ProblemCode::MatterUnknown);

    approve_by(&c, &a, &proposed).await;
    all_equal(&[&a, &b, &c]).await;
    assert!(b.view().await.contains("\"smallest_figure\": 8"));
    assert!(matches!(
        a.call(ShowDecision { reference: kinds(&a).await.len().saturating_sub(1).to_string() }).await.unwrap().decision.decided,
        Decided::Policy { smallest_figure: 8, .. }
    ));
    stop([a, b, c]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_secretary_is_installed_while_the_old_one_is_off_and_the_old_one_follows_it() {
    let sites = [(); 3].map(|()| Site::default());
    let [a, b, c] = three(&sites).await;
    let place = a.places();
    a.stop().await;
    let proposed = propose(&b, Change::Secretary { member: "Nord".into() }).await;
    assert_eq!((proposed.matter.needed, proposed.matter.term, proposed.in_force), (2, Some(2), false));
    approve(&c, &proposed.matter.code.to_string()).await;
    until("the new secretary takes office", || async { kinds(&b).await.last() == Some(&DecisionKind::Install) }).await;
    let change = propose(&c, smallest_figure(9)).await;
    assert!(approve(&b, &change.matter.code.to_string()).await, "the new secretary's node decides");

    let a = sites[0].start_at(place).await;
    all_equal(&[&a, &b, &c]).await;
    assert_eq!(kinds(&a).await.iter().filter(|kind| **kind == DecisionKind::Install).count(), 1);
    assert!(!a.call(ListMembers::default()).await.unwrap().iter().any(|member| member.secretary && member.me));
    assert_eq!(a.call(OrderNow { dry_run: false }).await.unwrap_err().code, ProblemCode::NotSecretary);
    assert_eq!(a.call(ListEvidence {}).await.unwrap().len(), 0);
    assert_eq!(a.call(ExportEvidence { id: None }).await.unwrap().exhibits.len(), 0);
    stop([a, b, c]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secretary_that_wants_to_order_by_hand_is_waited_for() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    a.call(SetSetting { setting: Setting::GovernAuto, value: false, dry_run: false }).await.unwrap();
    let before = kinds(&a).await.len();
    let proposed = propose(&a, smallest_figure(7)).await;
    assert_eq!((proposed.in_force, proposed.matter.stage), (false, Stage::Secretary));
    assert!(pending(&a).await.to_order);
    assert_eq!(kinds(&a).await.len(), before);
    let ordered = a.call(OrderNow { dry_run: false }).await.unwrap();
    assert!(ordered.decisions.iter().any(|record| matches!(record.decided, Decided::Policy { smallest_figure: 7, .. })));
    assert_eq!(ordered.waiting, 0);
    all_equal(&[&a, &b]).await;
    assert_eq!(b.status().await.standing, Standing::Member);
    assert_eq!(b.call(ListDirectory { all: true, ..ListDirectory::default() }).await.unwrap().len(), 0);
    assert_eq!(b.call(ListHosts {}).await.unwrap().len(), 0);
    stop([a, b]).await;
}

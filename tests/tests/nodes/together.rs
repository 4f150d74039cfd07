//! Pages and publications appear everywhere, and are settled.

use maillage_node::service::{
    closing::CloseMonth,
    decisions::{Decisions, ListDecisions, ShowDecision},
    directory::ListDirectory,
    hosts::AddHost,
    permanences::{AddPermanence, EditPermanence, TypedPermanence},
    publications::{ListPublications, ShowPublication},
    visits::RecordVisit,
};
use maillage_shared::{
    calendar::Month,
    record::{PartialReason, VisitDraft},
    register::{Decided, DecisionRecord},
};
use maillage_tests::node::{Node, Site, all_equal, day, until, welcome};

/// Puts a host and a permanence on the node's page.
async fn open_permanence(node: &Node, slug: &str) {
    let host = AddHost { slug: "cpas".into(), name: "Antenne du CPAS".into(), kind: "cpas".into(), ..AddHost::default() };
    node.call(host).await.unwrap();
    let typed = TypedPermanence {
        name: Some(format!("Permanence {slug}")),
        host: Some("cpas".into()),
        timetable: Some("Th 14:00-17:00".into()),
        ..TypedPermanence::default()
    };
    node.call(AddPermanence { slug: slug.into(), typed, dry_run: false }).await.unwrap();
}

async fn phone(node: &Node, slug: &str, phone: &str) {
    let typed = TypedPermanence { phone: Some(phone.into()), ..TypedPermanence::default() };
    node.call(EditPermanence { slug: slug.into(), typed, dry_run: false }).await.unwrap();
}

async fn visits(node: &Node, date: &str, count: usize) {
    for _ in 0..count {
        let draft = VisitDraft {
            date: Some(date.into()),
            category: Some("communication".into()),
            outcome: Some("resolu".into()),
            ..VisitDraft::default()
        };
        node.call(RecordVisit { draft, dry_run: false }).await.unwrap();
    }
}

async fn slugs(node: &Node) -> Vec<String> {
    let lines = node.call(ListDirectory::default()).await.unwrap();
    lines.into_iter().map(|line| line.permanence.slug.to_string()).collect()
}

fn anchors(decisions: &Decisions) -> Vec<&DecisionRecord> {
    decisions.decisions.iter().filter(|record| matches!(record.decided, Decided::Anchor { .. })).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_member_writes_on_its_page_or_publishes_appears_at_all_others() {
    let [arc, nord, val] = [(); 3].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    let c = welcome(&a, &val, "Val").await;
    all_equal(&[&a, &b, &c]).await;
    open_permanence(&a, "arc-jeudi").await;
    open_permanence(&b, "nord-jeudi").await;
    until("both pages reach the third member", || async { slugs(&c).await.len() == 2 }).await;
    phone(&b, "nord-jeudi", "+32 2 123 45 67").await;

    visits(&b, "2026-09-10", 6).await;
    let month = Month::new(2026, 9).unwrap();
    let closed = b
        .call(CloseMonth { month: Some(month), all_before: None, partial: Some(PartialReason::Other), dry_run: false })
        .await
        .unwrap();
    assert_eq!(closed[0].cells[0].visits, Some(6));
    all_equal(&[&a, &b, &c]).await;
    let shown = c.call(ShowPublication { operator: "Nord".into(), period: month.into() }).await.unwrap();
    assert_eq!((shown.by_table[0].cells[0].visits, shown.by_table[0].anchored), (Some(6), false));
    assert_eq!(a.view().await, c.view().await);
    assert!(c.view().await.contains("+32 2 123 45 67"));
    for node in [a, b, c] {
        node.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_week_later_the_secretary_settles_what_came_and_every_member_acknowledges_it() {
    let [mut arc, mut nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    open_permanence(&b, "nord-jeudi").await;
    visits(&b, "2026-09-10", 6).await;
    let month = Month::new(2026, 9).unwrap();
    b.call(CloseMonth { month: Some(month), all_before: None, partial: Some(PartialReason::Other), dry_run: false }).await.unwrap();
    all_equal(&[&a, &b]).await;
    let before = anchors(&a.call(ListDecisions {}).await.unwrap()).len();
    let places = [&a, &b].map(maillage_tests::node::Node::places);
    b.stop().await;
    a.stop().await;

    let [here, there] = places;
    (arc.today, nord.today) = (day("2026-10-22"), day("2026-10-22"));
    let (a, b) = (arc.start_at(here).await, nord.start_at(there).await);
    phone_after_restart(&b).await;
    until("a new anchor settles the publication", || async {
        let shown = b.call(ShowPublication { operator: "Nord".into(), period: month.into() }).await.unwrap();
        shown.by_table[0].anchored
    })
    .await;
    let decisions = a.call(ListDecisions {}).await.unwrap();
    let newest = anchors(&decisions).last().unwrap().id.to_string();
    assert!(anchors(&decisions).len() > before);
    until("both members acknowledge it", || async {
        let shown = a.call(ShowDecision { reference: newest.clone() }).await.unwrap();
        shown.acknowledged_by.len() == 2
    })
    .await;
    all_equal(&[&a, &b]).await;
    assert!(!a.call(ListPublications { operator: None }).await.unwrap()[0].disputed);
    a.stop().await;
    b.stop().await;
}

/// The page of a member goes on after a restart, with a new incarnation of its device.
async fn phone_after_restart(node: &Node) {
    phone(node, "nord-jeudi", "1819").await;
    assert!(node.view().await.contains("1819"));
}

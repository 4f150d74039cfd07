//! Nodes that keep less than all, and those that join from them.

use maillage_node::{
    service::{
        checking::CheckStore,
        hosts::AddHost,
        pruning::{PruneStore, StorePruned},
    },
    store::{Read, pruning::Bodies, rows::TABLES},
};
use maillage_tests::node::{Node, Site, all_equal, day, until, welcome};

const PRUNE: PruneStore = PruneStore { snapshot: false, dry_run: false };

/// Puts a host on the node's page.
async fn host(node: &Node, number: usize) {
    let (slug, name) = (format!("antenne-{number}"), format!("Antenne {number}"));
    node.call(AddHost { slug, name, kind: "cpas".into(), ..AddHost::default() }).await.unwrap();
}

async fn is_sound(node: &Node) -> bool {
    let report = node.call(CheckStore {}).await.unwrap();
    report.sound
}

/// Entries in the node's store that have no body there.
fn left_out(node: &Node) -> u64 {
    let store = node.running.service().opened().unwrap().ledger.store();
    let counts = store.read(Read::row_counts).unwrap();
    let rows = |table| TABLES.iter().zip(&counts).find(|(name, _)| **name == table).map(|(_, rows)| *rows).unwrap();
    rows("journal_headers") - rows("journal_bodies")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_third_node_joins_from_one_that_dropped_what_a_snapshot_replaces_and_all_show_the_same() {
    let [mut arc, mut nord, mut sud] = [(); 3].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    for number in 0..6 {
        host(&b, number).await;
    }
    let written = b.call(PruneStore { snapshot: true, dry_run: false }).await.unwrap();
    assert_eq!(written, StorePruned { bodies: Bodies::default(), snapshot: true, changes: 6 });
    host(&b, 7).await;
    all_equal(&[&a, &b]).await;
    // Nothing is settled yet.
    assert_eq!(a.call(PRUNE).await.unwrap().bodies, Bodies::default());
    let before = a.view().await;
    let places = [&a, &b].map(maillage_tests::node::Node::places);
    b.stop().await;
    a.stop().await;

    for site in [&mut arc, &mut nord, &mut sud] {
        site.today = day("2026-10-22");
    }
    let [here, there] = places;
    let (a, b) = (arc.start_at(here).await, nord.start_at(there).await);
    // Each takes them away by itself, once the anchor is acknowledged.
    until("both keep headers only", || async { left_out(&a) == 6 && left_out(&b) == 6 }).await;
    assert_eq!(a.call(PRUNE).await.unwrap().bodies, Bodies::default());
    all_equal(&[&a, &b]).await;
    assert!(is_sound(&a).await && is_sound(&b).await);
    let pages = |view: &str| view.split("\"pages\"").nth(1).unwrap().split("\"publications\"").next().unwrap().to_owned();
    assert_eq!(pages(&a.view().await), pages(&before));

    let c = welcome(&a, &sud, "Sud").await;
    all_equal(&[&a, &b, &c]).await;
    assert_eq!(left_out(&c), 6, "it got headers, a snapshot, and what follows");
    host(&b, 8).await;
    host(&c, 9).await;
    all_equal(&[&a, &b, &c]).await;
    assert!(is_sound(&c).await);
    let view = c.view().await;
    let digest = c.digest().await;
    for node in [c, b, a] {
        node.stop().await;
    }
    let c = sud.start().await;
    assert_eq!((c.view().await, c.digest().await, left_out(&c)), (view, digest, 6));
    assert!(is_sound(&c).await);
    c.stop().await;
}

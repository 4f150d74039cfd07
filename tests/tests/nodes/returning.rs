//! Nodes that were away, or are reached elsewhere.

use maillage_node::service::{hosts::AddHost, synchronising::SyncNow};
use maillage_tests::node::{Node, Site, all_equal, anywhere, until, welcome};

async fn add_host(node: &Node, slug: &str) {
    let host = AddHost { slug: slug.into(), name: format!("Antenne {slug}"), kind: "cpas".into(), ..AddHost::default() };
    node.call(host).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_returns_on_another_port_is_found_again_and_catches_up() {
    let [arc, nord, val] = [(); 3].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    let c = welcome(&a, &val, "Val").await;
    all_equal(&[&a, &b, &c]).await;
    let address = b.running.addresses().to_vec();
    b.stop().await;
    add_host(&a, "pendant").await;
    add_host(&c, "aussi").await;
    until("the others see that it is away", || async { !a.status().await.peers.iter().all(|peer| peer.connected) }).await;

    let b = nord.start().await;
    assert_ne!(b.running.addresses(), address);
    all_equal(&[&a, &b, &c]).await;
    let view = b.view().await;
    assert!(view.contains("pendant") && view.contains("aussi"));
    add_host(&b, "retour").await;
    until("what it writes appears again", || async { c.view().await.contains("retour") }).await;
    for node in [a, b, c] {
        node.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_edited_before_and_after_a_restart_shows_both() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    add_host(&b, "avant").await;
    all_equal(&[&a, &b]).await;
    b.stop().await;
    let b = nord.start().await;
    add_host(&b, "apres").await;
    all_equal(&[&a, &b]).await;
    assert!(a.view().await.contains("avant") && a.view().await.contains("apres"));
    a.stop().await;
    b.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_exchanges_without_a_running_node() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    all_equal(&[&a, &b]).await;
    b.stop().await;
    add_host(&a, "pendant").await;
    let report = nord.command(SyncNow { listen: anywhere() }).await.unwrap();
    assert_eq!(report.peers.len(), 1);
    assert!(report.peers[0].error.is_none() && report.peers[0].equal, "{report:?}");
    let view = nord.command(maillage_node::service::viewing::ExportView {}).await.unwrap();
    assert_eq!(view, a.view().await);
    a.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_told_no_place_comes_back_where_it_was() {
    let site = Site::default();
    site.found("ARC").await.stop().await;
    let first = site.start_at(Vec::new()).await;
    let places = first.places();
    first.stop().await;
    let again = site.start_at(Vec::new()).await;
    assert_eq!(again.places(), places);
    again.stop().await;
}

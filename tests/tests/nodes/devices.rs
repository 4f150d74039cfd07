//! Several devices of one operator: pairing, editing one page, and handing roles over.

use maillage_node::service::{
    ProblemCode,
    closing::CloseMonth,
    devices::{Devices, HoldDevices, ListDevices, RenameDevice, RevokeDevice},
    hosts::AddHost,
    invitations::Invite,
    pairing::{Pair, PairRequested},
    pairings::{AcceptDevice, DeviceAccepted, MakePairingCode},
    status::Standing,
};
use maillage_shared::{calendar::Month, record::PartialReason};
use maillage_tests::node::{Node, Site, all_equal, anywhere, day, name, until, welcome};

/// What people call the second device.
const SECOND: &str = "portable";

async fn code(node: &Node) -> String {
    node.call(MakePairingCode { dry_run: false }).await.unwrap().pairing_code
}

fn pair(code: &str, device: &str) -> Pair {
    Pair { code: code.to_owned(), name: name(device), listen: anywhere(), dry_run: false }
}

async fn accept(node: &Node, requested: &PairRequested) -> DeviceAccepted {
    let code = requested.code.unwrap().to_string();
    node.call(AcceptDevice { code, passphrase: None, dry_run: false }).await.unwrap()
}

/// Lets a second device in, and starts its node.
pub(super) async fn second_device(first: &Node, site: &Site) -> Node {
    let requested = site.command(pair(&code(first).await, SECOND)).await.unwrap();
    let node = site.start_waiting().await;
    assert!(accept(first, &requested).await.recorded);
    until("the second device works for its operator", || async { node.status().await.standing == Standing::Member }).await;
    node
}

async fn devices(node: &Node) -> Devices {
    node.call(ListDevices {}).await.unwrap()
}

fn host(slug: &str) -> AddHost {
    AddHost { slug: slug.into(), name: format!("Antenne {slug}"), kind: "cpas".into(), ..AddHost::default() }
}

fn hold(governs: Option<&str>, publishes: Option<&str>) -> HoldDevices {
    let named = |device: Option<&str>| device.map(ToOwned::to_owned);
    HoldDevices { governs: named(governs), publishes: named(publishes), passphrase: None, dry_run: false }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_device_is_let_in_by_code_and_comparison_and_shows_the_same() {
    let [arc, nord, laptop] = [(); 3].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    // Nord's root speaks, ARC's node records it.
    let requested = laptop.command(pair(&code(&b).await, SECOND)).await.unwrap();
    let node = laptop.start_waiting().await;
    assert_eq!(node.status().await.standing, Standing::Pairing);
    assert_eq!(node.status().await.network.unwrap().comparison_code, requested.code);
    let refused = node.call(host("trop-tot")).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::HomePairing);
    let asking = devices(&b).await.asking;
    assert_eq!((asking[0].name.as_str(), Some(asking[0].code)), (SECOND, requested.code));

    accept(&b, &requested).await;
    until("the second device works for its operator", || async { node.status().await.standing == Standing::Member }).await;
    all_equal(&[&a, &b, &node]).await;
    let listed = devices(&node).await;
    let roles: Vec<_> = listed.devices.iter().map(|d| (d.name.as_str(), d.me, d.governs, d.publishes)).collect();
    assert_eq!(roles, [("appareil 1", false, true, true), (SECOND, true, false, false)]);
    node.call(host("par-le-portable")).await.unwrap();
    until("what it writes appears everywhere", || async { a.view().await.contains("par-le-portable") }).await;
    for node in [a, b, node] {
        node.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pairing_code_serves_one_device_for_fifteen_minutes() {
    let [arc, one, other] = [(); 3].map(|()| Site::default());
    let mut late = Site::default();
    late.today = day("2026-10-16");
    let a = arc.found("ARC").await;
    let code = code(&a).await;
    let first = one.command(pair(&code, SECOND)).await.unwrap();
    let again = one.command(pair(&code, SECOND)).await.unwrap();
    assert_eq!((again.code, again.accepted), (first.code, false));
    assert_eq!(other.command(pair(&code, "autre")).await.unwrap_err().code, ProblemCode::PairingUsed);
    assert!(!other.path().join("keys").exists(), "a refused device leaves nothing behind");
    assert_eq!(late.command(pair(&code, "autre")).await.unwrap_err().code, ProblemCode::PairingExpired);
    let taken = a.call(MakePairingCode { dry_run: false }).await.unwrap().pairing_code;
    assert_eq!(other.command(pair(&taken, "appareil 1")).await.unwrap_err().code, ProblemCode::DeviceExists);
    assert_eq!(arc.command(pair(&taken, "autre")).await.unwrap_err().code, ProblemCode::HomeTaken);
    let damaged = &taken[..taken.len() - 1];
    assert_eq!(other.command(pair(damaged, "autre")).await.unwrap_err().code, ProblemCode::PairingMalformed);
    accept(&a, &first).await;
    assert!(one.command(pair(&code, SECOND)).await.unwrap().accepted);
    a.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_edit_one_page_apart_and_it_merges() {
    let [arc, laptop] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    a.call(host("commun")).await.unwrap();
    let b = second_device(&a, &laptop).await;
    all_equal(&[&a, &b]).await;
    a.stop().await;
    b.stop().await;
    arc.command(host("au-bureau")).await.unwrap();
    laptop.command(host("en-route")).await.unwrap();
    let (a, b) = (arc.start().await, laptop.start().await);
    all_equal(&[&a, &b]).await;
    let view = b.view().await;
    assert!(["commun", "au-bureau", "en-route"].iter().all(|slug| view.contains(slug)), "{view}");
    a.stop().await;
    b.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_move_to_another_device_which_then_decides_and_publishes_alone() {
    let [arc, laptop, nord] = [(); 3].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = second_device(&a, &laptop).await;
    all_equal(&[&a, &b]).await;
    let held = a.call(hold(Some(SECOND), Some(SECOND))).await.unwrap();
    assert!(held.changed && held.recorded, "{held:?}");
    let again = a.call(hold(Some(SECOND), None)).await.unwrap();
    assert!(!again.changed && again.recorded);
    all_equal(&[&a, &b]).await;

    let invite = || Invite { operator: name("Nord"), days: 14, dry_run: false };
    let refused = a.call(invite()).await.unwrap_err();
    assert_eq!((refused.code, refused.details["name"].as_str()), (ProblemCode::NotGoverning, SECOND));
    assert_eq!(refused.code.exit() as u8, 6);
    let close =
        || CloseMonth { month: Month::new(2026, 9).ok(), all_before: None, partial: Some(PartialReason::Other), dry_run: false };
    assert_eq!(a.call(close()).await.unwrap_err().code, ProblemCode::NotPublishing);
    assert_eq!(b.call(close()).await.unwrap_err().code, ProblemCode::MonthEmpty, "the other one may");
    let role = a.status().await.network.unwrap().role.unwrap();
    assert_eq!((role.governs, role.publishes, role.governing.as_str()), (false, false, SECOND));

    // The founder's operator orders decisions: its second device does now.
    let n = welcome(&b, &nord, "Nord").await;
    all_equal(&[&a, &b, &n]).await;
    assert_eq!(b.call(hold(Some("appareil 1"), None)).await.unwrap_err().code, ProblemCode::RootAbsent);
    let unknown = a.call(hold(Some("inconnu"), None)).await.unwrap_err();
    assert_eq!(unknown.code, ProblemCode::DeviceUnknown);
    let itself = RevokeDevice { device: "appareil 1".into(), passphrase: None, dry_run: false };
    assert_eq!(a.call(itself).await.unwrap_err().code, ProblemCode::DeviceSelf, "it would be cut off without a word");
    for node in [a, b, n] {
        node.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_is_renamed_for_everybody_to_see() {
    let [arc, laptop, nord] = [(); 3].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let n = welcome(&a, &nord, "Nord").await;
    let b = second_device(&a, &laptop).await;
    let rename =
        |device: &str, new: &str| RenameDevice { device: device.into(), name: name(new), passphrase: None, dry_run: false };
    assert_eq!(a.call(rename(SECOND, "appareil 1")).await.unwrap_err().code, ProblemCode::DeviceExists);
    assert!(a.call(rename(SECOND, "accueil")).await.unwrap().recorded);
    assert!(a.call(rename("accueil", "accueil de Forest")).await.unwrap().recorded, "a second time as well");
    all_equal(&[&a, &b, &n]).await;
    let named = |devices: Devices| devices.devices.into_iter().map(|device| device.name).collect::<Vec<_>>();
    assert_eq!(named(devices(&b).await), ["accueil de Forest", "appareil 1"]);
    let members = n.call(maillage_node::service::members::ListMembers::default()).await.unwrap();
    assert!(members.iter().flat_map(|member| &member.devices).any(|device| device.name == "accueil de Forest"));
    for node in [a, b, n] {
        node.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_device_is_not_let_in_and_what_it_writes_later_does_not_count() {
    let [arc, laptop, nord] = [(); 3].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let n = welcome(&a, &nord, "Nord").await;
    let b = second_device(&a, &laptop).await;
    b.call(host("avant-le-vol")).await.unwrap();
    all_equal(&[&a, &b, &n]).await;
    let revoke = |device: &str| RevokeDevice { device: device.into(), passphrase: None, dry_run: false };
    assert_eq!(a.call(revoke("appareil 1")).await.unwrap_err().code, ProblemCode::DeviceActs);
    b.stop().await;
    laptop.command(host("apres-le-vol")).await.unwrap();
    let revoked = a.call(revoke(SECOND)).await.unwrap();
    assert!(revoked.recorded && revoked.last_good > 0, "{revoked:?}");
    assert_eq!(a.call(revoke(SECOND)).await.unwrap_err().code, ProblemCode::DeviceRevokedAlready, "once is enough");
    until("the others know", || async { a.digest().await == n.digest().await }).await;
    let b = laptop.start().await;
    let report = b.call(maillage_node::service::synchronising::SyncNow { listen: anywhere() }).await.unwrap();
    assert!(report.peers.iter().all(|peer| peer.error.is_some()), "{report:?}");
    let view = n.view().await;
    assert!(view.contains("avant-le-vol") && !view.contains("apres-le-vol"), "{view}");
    assert!(devices(&a).await.devices.iter().any(|device| device.revoked && device.name == SECOND));
    for node in [a, b, n] {
        node.stop().await;
    }
}

//! Keys at rest and in use: the passphrase of the root key, another endpoint key, and coming back without any device.

use maillage_node::{
    home::{Passphrase, RootProtection},
    service::{
        ProblemCode,
        closing::CloseMonth,
        devices::HoldDevices,
        hosts::AddHost,
        keys::{AskKeys, ProtectKey, RotateEndpoint},
        permanences::{AddPermanence, TypedPermanence},
        publications::ListPublications,
        recovering::{Recover, Recovered},
        recovery_sheet::{MakeRecoverySheet, SheetLines},
        status::Standing,
        visits::RecordVisit,
    },
};
use maillage_shared::{
    calendar::Month,
    record::{PartialReason, VisitDraft},
};
use maillage_tests::node::{Node, Site, all_equal, anywhere, name, until, welcome};

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned()).unwrap()
}

fn protect(current: Option<Passphrase>, new: Option<Passphrase>) -> ProtectKey {
    ProtectKey { current, new, dry_run: false }
}

fn month(number: i8) -> Month {
    Month::new(2026, number).unwrap()
}

/// Puts a permanence on the node's page.
async fn open_permanence(node: &Node) {
    let host = AddHost { slug: "cpas".into(), name: "Antenne du CPAS".into(), kind: "cpas".into(), ..AddHost::default() };
    node.call(host).await.unwrap();
    let typed = TypedPermanence {
        name: Some("Permanence du jeudi".into()),
        host: Some("cpas".into()),
        timetable: Some("Th 14:00-17:00".into()),
        ..TypedPermanence::default()
    };
    node.call(AddPermanence { slug: "jeudi".into(), typed, dry_run: false }).await.unwrap();
}

/// Records six visits in a month and publishes it.
async fn publish(node: &Node, number: i8, date: &str) {
    for _ in 0..6 {
        let draft = VisitDraft {
            date: Some(date.into()),
            category: Some("communication".into()),
            outcome: Some("resolu".into()),
            ..VisitDraft::default()
        };
        node.call(RecordVisit { draft, dry_run: false }).await.unwrap();
    }
    node.call(CloseMonth { month: Some(month(number)), all_before: None, partial: Some(PartialReason::Other), dry_run: false })
        .await
        .unwrap();
}

async fn sheet(node: &Node, plain: bool, passphrase: Option<Passphrase>) -> SheetLines {
    node.call(MakeRecoverySheet { plain, passphrase }).await.unwrap().lines.clone()
}

async fn recover(site: &Site, sheet: &SheetLines, passphrase: Option<Passphrase>) -> Result<Recovered, ProblemCode> {
    let recover = Recover { sheet: sheet.clone(), passphrase, name: name("machine neuve"), listen: anywhere(), dry_run: false };
    site.command(recover).await.map_err(|problem| problem.code)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protected_root_key_is_asked_for_when_devices_change_and_for_nothing_else() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let right = || Some(passphrase("le chat du voisin"));
    assert_eq!(a.call(AskKeys {}).await.unwrap().root, RootProtection::Plain);
    assert_eq!(a.call(protect(None, right())).await.unwrap().root, RootProtection::Passphrase);
    assert!(!arc.path().join("keys/root.key").exists());
    a.stop().await;

    // Without the passphrase the home opens, decides and exchanges as ever.
    let a = arc.start().await;
    let b = welcome(&a, &nord, "Nord").await;
    all_equal(&[&a, &b]).await;
    let hold = |passphrase| HoldDevices { governs: Some("appareil 1".into()), publishes: None, passphrase, dry_run: false };
    assert!(!a.call(hold(None)).await.unwrap().changed, "what changes nothing needs no key");
    assert_eq!(a.call(protect(None, None)).await.unwrap_err().code, ProblemCode::RootLocked);
    assert_eq!(a.call(protect(Some(passphrase("le chien")), None)).await.unwrap_err().code, ProblemCode::PassphraseWrong);
    let locked = a.call(MakeRecoverySheet { plain: true, passphrase: None }).await.unwrap_err();
    assert_eq!(locked.code, ProblemCode::RootLocked);
    assert_eq!(a.call(protect(right(), None)).await.unwrap().root, RootProtection::Plain);
    assert!(!arc.path().join("keys/root.age").exists());
    a.stop().await;
    b.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_root_key_that_is_kept_elsewhere_is_missed_only_when_devices_change() {
    let site = Site::default();
    site.found("ARC").await.stop().await;
    std::fs::remove_file(site.path().join("keys/root.key")).unwrap();
    let a = site.start().await;
    assert_eq!(a.call(AskKeys {}).await.unwrap().root, RootProtection::Absent);
    open_permanence(&a).await;
    let refused = a.call(MakeRecoverySheet { plain: false, passphrase: None }).await.unwrap_err();
    assert_eq!((refused.code, refused.code.exit() as u8), (ProblemCode::RootAbsent, 6));
    a.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_that_lost_its_only_device_comes_back_with_its_sheet_and_publishes_again() {
    let [arc, new] = [(); 2].map(|()| Site::default());
    let nord = Site::default();
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    open_permanence(&b).await;
    publish(&b, 8, "2026-08-13").await;
    all_equal(&[&a, &b]).await;
    b.call(protect(None, Some(passphrase("le chat du voisin")))).await.unwrap();
    let sealed = sheet(&b, false, Some(passphrase("le chat du voisin"))).await;
    b.stop().await;
    drop(nord);

    assert_eq!(recover(&new, &sealed, None).await, Err(ProblemCode::RootLocked));
    assert_eq!(recover(&new, &sealed, Some(passphrase("le chien"))).await, Err(ProblemCode::PassphraseWrong));
    let recovered = recover(&new, &sealed, Some(passphrase("le chat du voisin"))).await.unwrap();
    assert!(recovered.recorded && recovered.publishes && recovered.entries > 0, "{recovered:?}");
    let n = new.start().await;
    assert_eq!(n.call(AskKeys {}).await.unwrap().root, RootProtection::Passphrase);
    until("the journal of the lost device is here", || async { n.view().await.contains("Permanence du jeudi") }).await;
    publish(&n, 9, "2026-09-10").await;
    until("both months count", || async {
        let published = a.call(ListPublications { operator: None }).await.unwrap();
        published.len() == 2 && !published.iter().any(|line| line.disputed)
    })
    .await;
    let role = n.status().await.network.unwrap().role.unwrap();
    assert!(role.governs && role.publishes && role.devices == 2, "{role:?}");
    assert_eq!(a.view().await, n.view().await);
    a.stop().await;
    n.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_founder_comes_back_through_its_own_second_device_and_goes_on_ordering_decisions() {
    let [arc, laptop, new, nord] = [(); 4].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = super::devices::second_device(&a, &laptop).await;
    all_equal(&[&a, &b]).await;
    let plain = sheet(&a, false, None).await;
    a.stop().await;
    // The laptop does not govern: it cannot record anything, but the first device comes back later and does.
    let waits = recover(&new, &plain, None).await.unwrap();
    assert!(!waits.recorded, "{waits:?}");
    let n = new.start_waiting().await;
    assert_eq!(n.status().await.standing, Standing::Recovering);
    let a = arc.start().await;
    until("the register says that the new device governs", || async { n.status().await.standing == Standing::Member }).await;
    all_equal(&[&a, &b, &n]).await;
    let role = n.status().await.network.unwrap().role.unwrap();
    assert!(role.governs && !role.publishes, "{role:?}");
    let hold = HoldDevices { governs: None, publishes: Some(role.name), passphrase: None, dry_run: false };
    assert!(n.call(hold).await.unwrap().recorded, "it keeps the order of decisions now");
    let joined = welcome(&n, &nord, "Nord").await;
    all_equal(&[&a, &b, &n, &joined]).await;
    for node in [a, b, n, joined] {
        node.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_founder_with_a_running_device_comes_back_at_once_and_publishes() {
    let [arc, new] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let plain = sheet(&a, false, None).await;
    let recovered = recover(&new, &plain, None).await.unwrap();
    assert!(recovered.recorded && recovered.publishes, "{recovered:?}");
    a.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_that_nobody_answers_or_that_is_damaged_leaves_nothing_behind() {
    let [arc, nord, new] = [(); 3].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    all_equal(&[&a, &b]).await;
    let good = sheet(&b, false, None).await;
    let mut cut = good.clone();
    cut.0.remove(1);
    assert_eq!(recover(&new, &cut, None).await, Err(ProblemCode::SheetUnreadable));
    assert_eq!(recover(&nord, &good, None).await, Err(ProblemCode::HomeTaken));
    a.stop().await;
    b.stop().await;
    assert_eq!(recover(&new, &good, None).await, Err(ProblemCode::RecoveryUnreached));
    assert!(!new.path().join("keys").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_endpoint_key_is_followed_by_all_other_members() {
    let [arc, nord, val] = [(); 3].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    let c = welcome(&a, &val, "Val").await;
    all_equal(&[&a, &b, &c]).await;
    let refused = b.call(RotateEndpoint { dry_run: false }).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::EndpointInUse);
    b.stop().await;
    let before = std::fs::read(nord.path().join("keys/endpoint.key")).unwrap();
    assert_eq!(nord.command(RotateEndpoint { dry_run: true }).await.unwrap().endpoint, None);
    assert_eq!(std::fs::read(nord.path().join("keys/endpoint.key")).unwrap(), before);
    let rotated = nord.command(RotateEndpoint { dry_run: false }).await.unwrap();
    assert_ne!(rotated.endpoint, Some(rotated.before));

    let b = nord.start().await;
    open_permanence(&b).await;
    all_equal(&[&a, &b, &c]).await;
    // The others reach it under the new key by themselves, too.
    let places = b.places();
    b.stop().await;
    let b = nord.start_at(places).await;
    until("a member dials the new endpoint", || async {
        a.status().await.peers.iter().all(|peer| peer.connected) && c.status().await.peers.iter().all(|peer| peer.connected)
    })
    .await;
    for node in [a, b, c] {
        node.stop().await;
    }
}

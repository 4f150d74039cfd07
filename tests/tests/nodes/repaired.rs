//! Stores that were damaged or lost: what is sound is taken over, what members know comes again from them, nothing forks.

use std::{fs, path::Path};

use maillage_node::{
    home::{Home, files},
    ledger::{Authority, Cause},
    running::Running,
    service::{
        Problem, ProblemCode, Progress,
        checking::{CheckStore, Remedy},
        hosts::AddHost,
        invitations::Invite,
        permanences::{AddPermanence, TypedPermanence},
        recovering::Recover,
        recovery_sheet::MakeRecoverySheet,
        repairing::{self, RepairStore, Repaired},
        restoring::ResumeWriting,
        status::{AskStatus, Standing},
        visits::{ListVisits, RecordVisit},
    },
    store::{Store, StoreError},
};
use maillage_shared::record::VisitDraft;
use maillage_tests::node::{Node, Site, all_equal, anywhere, name, until, welcome};

fn host(slug: &str) -> AddHost {
    AddHost { slug: slug.into(), name: format!("Antenne {slug}"), kind: "cpas".into(), ..AddHost::default() }
}

async fn add_host(node: &Node, slug: &str) {
    node.call(host(slug)).await.unwrap();
}

fn visit(date: &str) -> RecordVisit {
    let draft = VisitDraft {
        date: Some(date.into()),
        category: Some("communication".into()),
        outcome: Some("resolu".into()),
        ..VisitDraft::default()
    };
    RecordVisit { draft, dry_run: false }
}

async fn visits(site: &Site) -> usize {
    site.command(ListVisits { limit: 99, ..ListVisits::default() }).await.unwrap().visits.len()
}

/// A member with a page and two visits.
async fn second_member(arc: &Node, nord: &Site) -> Node {
    let node = welcome(arc, nord, "Nord").await;
    add_host(&node, "cpas").await;
    let typed = TypedPermanence {
        name: Some("Permanence".into()),
        host: Some("cpas".into()),
        timetable: Some("Th 14:00-17:00".into()),
        ..TypedPermanence::default()
    };
    node.call(AddPermanence { slug: "jeudi".into(), typed, dry_run: false }).await.unwrap();
    for date in ["2026-09-03", "2026-09-10"] {
        node.call(visit(date)).await.unwrap();
    }
    until("it noted whom to ask, should its store be lost", || async {
        Home::open(nord.path()).unwrap().way_back().unwrap().is_some_and(|way_back| !way_back.contacts.is_empty())
    })
    .await;
    node
}

async fn repair_with(site: &Site, request: RepairStore) -> Result<Repaired, Problem> {
    let (path, clock) = (site.path(), site.clock());
    tokio::task::spawn_blocking(move || repairing::repair(&path, clock, &request, &Progress::silent())).await.unwrap()
}

async fn repair(site: &Site) -> Repaired {
    repair_with(site, RepairStore::default()).await.unwrap()
}

/// Runs the node of a home whose own journal may not be continued yet.
async fn run(site: &Site) -> Node {
    Node { running: Running::start(site.path(), site.clock(), anywhere()).await.unwrap() }
}

async fn goes_on(node: &Node) {
    until("it writes again", || async { node.status().await.authority == Authority::Settling }).await;
}

fn store_of(site: &Site) -> std::path::PathBuf {
    site.path().join("store.redb")
}

/// Cuts the values of the rows of a table for which `doomed` says so, by number and key.
fn spoil(site: &Site, table: &str, doomed: impl Fn(usize, &[u8]) -> bool) {
    let store = Store::open(&store_of(site), |_| ()).unwrap();
    let mut rows = Vec::new();
    store
        .read(|read| {
            read.for_each_row(|other, key, value| {
                if other == table {
                    rows.push((key.to_vec(), value.to_vec()));
                }
                Ok::<_, StoreError>(())
            })
        })
        .unwrap();
    let doomed = rows.into_iter().enumerate().filter(|(number, (key, _))| doomed(*number, key));
    let spoilt: Vec<_> = doomed.map(|(_, (key, value))| (key, value[..value.len() / 2].to_vec())).collect();
    assert!(!spoilt.is_empty());
    store.write(|write| write.put_rows(table, &spoilt)).unwrap();
}

fn set_aside(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.contains("-damaged-")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_with_damaged_rows_is_repaired_learns_the_rest_from_members_and_goes_on_without_a_fork() {
    let [arc, nord, val] = [(); 3].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = second_member(&a, &nord).await;
    let c = welcome(&a, &val, "Val").await;
    all_equal(&[&a, &b, &c]).await;
    b.stop().await;
    let damages: [(&str, &dyn Fn()); 4] = [
        ("some", &|| {
            spoil(&nord, "visits", |number, _| number == 0);
            spoil(&nord, "items", |number, _| number == 1);
            spoil(&nord, "journal_bodies", |number, _| number == 5);
        }),
        ("register", &|| spoil(&nord, "items", |_, _| true)),
        ("journals", &|| spoil(&nord, "journal_headers", |_, key| key[32..] == 1_u64.to_be_bytes())),
        ("both", &|| {
            spoil(&nord, "items", |number, _| number % 2 == 0);
            spoil(&nord, "journal_bodies", |_, key| key[32..] == 2_u64.to_be_bytes());
        }),
    ];
    for (name, damage) in damages {
        damage();
        repaired_goes_on(&nord, name, (&a, &c)).await;
    }
    assert_eq!(visits(&nord).await, 1, "one was lost, the other kept through all repairs");
    assert!(c.view().await.contains("Antenne cpas"));
    a.stop().await;
    c.stop().await;
    assert!(!repair(&nord).await.damaged, "nothing is left to repair");
}

/// Checks and repairs a damaged home, and lets it write again once the others have told it what they know.
async fn repaired_goes_on(nord: &Site, name: &str, (a, c): (&Node, &Node)) {
    // Looking at it may bring the file in order, as any opening does; from here on it is kept as it is.
    let checked = nord.command(CheckStore {}).await.unwrap();
    assert_eq!((checked.sound, checked.remedy), (false, Some(Remedy::Repair)), "{name}");
    let damaged = fs::read(store_of(nord)).unwrap();
    let before = set_aside(&nord.path()).len();
    let foreseen = repair_with(nord, RepairStore { dry_run: true, ..RepairStore::default() }).await.unwrap();
    assert!(foreseen.lost > 0 && foreseen.kept.is_none() && set_aside(&nord.path()).len() == before, "{name}: {foreseen:?}");
    let repaired = repair(nord).await;
    assert_eq!(Repaired { kept: None, ..repaired.clone() }, foreseen, "{name}");
    assert!(repaired.damaged && !repaired.unreadable && !repaired.doubtful, "{name}: {repaired:?}");
    assert_eq!(repaired.lost_visits.len(), usize::from(name == "some"), "{name}");
    assert!(fs::read(repaired.kept.unwrap()).unwrap() == damaged, "{name}: the damaged file is kept as it was");

    let checked = nord.command(CheckStore {}).await.unwrap();
    assert_eq!((checked.sound, checked.remedy), (true, Some(Remedy::Wait)), "{name}");
    let refused = nord.command(host("tot")).await.unwrap_err().code;
    assert!(matches!(refused, ProblemCode::RestoredWaiting | ProblemCode::HomeReturning), "{name}: {refused:?}");
    let b = run(nord).await;
    goes_on(&b).await;
    add_host(&b, name).await;
    all_equal(&[a, &b, c]).await;
    b.stop().await;
    // Restarted, it goes on as any other.
    let b = nord.start().await;
    add_host(&b, &format!("{name}-encore")).await;
    all_equal(&[a, &b, c]).await;
    assert!(c.view().await.contains(&format!("{name}-encore")) && a.status().await.forks == 0, "{name}");
    b.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_whose_store_is_lost_comes_back_as_the_same_device_with_all_that_members_know() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = second_member(&a, &nord).await;
    all_equal(&[&a, &b]).await;
    let (device, places) = (b.status().await.network.unwrap().device_code, b.places());
    b.stop().await;
    for slug in ["gone", "other"] {
        // Gone, then something else.
        fs::remove_file(store_of(&nord)).unwrap();
        if slug == "other" {
            files::write_private(&store_of(&nord), b"something else").unwrap();
        }
        let told = nord.command(AskStatus {}).await.unwrap_err();
        assert_eq!(told.code, ProblemCode::StoreDamaged, "not as if nothing had been set up: {told}");
        assert_eq!(nord.command(CheckStore {}).await.unwrap().remedy, Some(Remedy::Repair));
        let repaired = repair(&nord).await;
        assert!(repaired.unreadable && repaired.contacts == 1, "{repaired:?}");
        let status = nord.command(AskStatus {}).await.unwrap();
        assert_eq!((status.standing, status.network.unwrap().operator.as_str()), (Standing::Returning, "Nord"));
        assert!(matches!(status.authority, Authority::Waiting { cause: Cause::Repaired, needed: 1, .. }));
        // Nobody can say from here that this was all.
        let refused = nord.command(ResumeWriting { alone: true, dry_run: false }).await.unwrap_err();
        assert_eq!(refused.code, ProblemCode::RestoredNotAlone);
        assert_eq!(nord.command(host("tot")).await.unwrap_err().code, ProblemCode::HomeReturning);
        let b = run(&nord).await;
        goes_on(&b).await;
        all_equal(&[&a, &b]).await;
        let status = b.status().await;
        assert_eq!((status.standing, status.network.unwrap().device_code), (Standing::Member, device));
        assert_eq!(b.places(), places, "members know it by these");
        add_host(&b, slug).await;
        until("what it writes appears again", || async { a.view().await.contains(slug) }).await;
        b.stop().await;
    }
    assert_eq!(a.status().await.forks, 0);
    a.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_shows_the_way_when_those_who_were_noted_are_reached_elsewhere() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = second_member(&a, &nord).await;
    all_equal(&[&a, &b]).await;
    b.stop().await;
    let places = a.places();
    a.stop().await;
    let taken: std::cell::RefCell<Vec<std::net::UdpSocket>> = std::cell::RefCell::default();
    until("its port is free, and taken by somebody else", || async {
        taken.borrow_mut().extend(std::net::UdpSocket::bind(places[0]));
        !taken.borrow().is_empty()
    })
    .await;
    let a = run(&arc).await;
    assert_ne!(a.places(), places);
    fs::write(store_of(&nord), b"no store").unwrap();
    let code = a.invite("Nord bis").await.invitation;
    let other = Site::default();
    let stranger = other.found("Ailleurs").await;
    let wrong = stranger.invite("Nord").await.invitation;
    let refused = repair_with(&nord, RepairStore { from: Some(wrong), dry_run: false }).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::InvitationOtherNetwork);
    let refused = repair_with(&nord, RepairStore { from: Some("maillage1abc".into()), dry_run: false }).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::InvitationMalformed);
    assert_eq!(fs::read(store_of(&nord)).unwrap(), b"no store");
    repair_with(&nord, RepairStore { from: Some(code), dry_run: false }).await.unwrap();
    let b = run(&nord).await;
    goes_on(&b).await;
    all_equal(&[&a, &b]).await;
    drop(taken);
    for node in [a, b, stranger] {
        node.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_is_not_repaired_under_a_running_node_nor_without_keys_nor_without_a_way_back() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = second_member(&a, &nord).await;
    let refused = repair_with(&nord, RepairStore::default()).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::StoreInUse);
    b.stop().await;
    fs::write(store_of(&nord), b"no store").unwrap();
    let way_back = nord.path().join("way-back");
    let kept = fs::read(&way_back).unwrap();
    for bytes in [b"nothing".to_vec(), kept[..kept.len() / 2].to_vec(), fs::read(arc.path().join("way-back")).unwrap_or_default()] {
        fs::write(&way_back, bytes).unwrap();
        let refused = repair_with(&nord, RepairStore::default()).await.unwrap_err();
        assert_eq!(refused.code, ProblemCode::WayBackUnknown);
    }
    fs::write(&way_back, kept).unwrap();
    for key in ["device.key", "endpoint.key"] {
        let (path, aside) = (nord.path().join("keys").join(key), nord.path().join("inbox").join(key));
        fs::rename(&path, &aside).unwrap();
        let refused = repair_with(&nord, RepairStore::default()).await.unwrap_err();
        assert_eq!(refused.code, ProblemCode::HomeDamaged, "{key}");
        assert_eq!(nord.command(CheckStore {}).await.unwrap().remedy, Some(Remedy::Keys), "{key}");
        fs::rename(&aside, &path).unwrap();
    }
    assert_eq!(fs::read(store_of(&nord)).unwrap(), b"no store");
    assert!(set_aside(&nord.path()).is_empty());
    let keys = nord.path().join("keys");
    fs::rename(&keys, nord.path().join("elsewhere")).unwrap();
    let told = nord.command(AskStatus {}).await.unwrap_err();
    assert_eq!((told.code, told.details["why"].as_str()), (ProblemCode::HomeDamaged, "keys-gone"));
    a.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_sheet_makes_another_device_in_the_place_of_a_damaged_home_and_nothing_is_thrown_away() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = second_member(&a, &nord).await;
    all_equal(&[&a, &b]).await;
    let sheet = b.call(MakeRecoverySheet { plain: true, passphrase: None }).await.unwrap();
    b.stop().await;
    fs::write(store_of(&nord), b"no store").unwrap();
    let key = fs::read(nord.path().join("keys/device.key")).unwrap();
    let recover = Recover { sheet: sheet.lines, passphrase: None, name: name("poste neuf"), listen: anywhere(), dry_run: false };
    let places = a.places();
    a.stop().await;
    assert_eq!(nord.command(recover.clone()).await.unwrap_err().code, ProblemCode::RecoveryUnreached);
    assert_eq!(fs::read(store_of(&nord)).unwrap(), b"no store", "what came to nothing leaves everything in its place");
    assert_eq!(fs::read(nord.path().join("keys/device.key")).unwrap(), key);
    assert_eq!(nord.command(AskStatus {}).await.unwrap_err().code, ProblemCode::StoreDamaged);
    let a = arc.start_at(places).await;
    let recovered = nord.command(recover).await.unwrap();
    assert!(recovered.recorded && recovered.publishes, "{recovered:?}");
    let aside = set_aside(&nord.path());
    let keys = aside.iter().find(|name| name.starts_with("keys-")).unwrap();
    assert_eq!(fs::read(nord.path().join(keys).join("device.key")).unwrap(), key);
    assert!(aside.iter().any(|name| name.starts_with("store-")), "{aside:?}");
    let b = nord.start().await;
    until("both show the same", || async { a.digest().await == b.digest().await }).await;
    assert!(b.view().await.contains("Antenne cpas"));
    a.stop().await;
    b.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_is_found_damaged_when_a_peer_reads_it_is_told_in_the_status() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    add_host(&a, "arc").await;
    assert_eq!(a.status().await.damage, None);
    a.stop().await;
    // A change of the page, in the middle of the journal: it is only read when somebody lacks it.
    spoil(&arc, "journal_bodies", |number, _| number == 2);
    let a = run(&arc).await;
    let invitation = a.call(Invite { operator: name("Nord"), days: 14, dry_run: false }).await.unwrap().invitation;
    let requested = nord.join("Nord", &invitation).await.unwrap();
    let b = nord.start().await;
    a.accept(requested.code.unwrap()).await;
    until("the node that serves it says so", || async { a.status().await.damage.is_some() }).await;
    assert!(a.status().await.damage.unwrap().contains("is not as it was written"));
    a.stop().await;
    b.stop().await;
    assert!(Home::open(arc.path()).is_ok());
}

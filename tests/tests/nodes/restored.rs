//! Older stores, backups and copies: the naive way back forks a journal, ours does not.

use std::{
    fs,
    path::{Path, PathBuf},
};

use maillage_node::{
    home::files,
    ledger::Authority,
    service::{
        ProblemCode,
        backups::CreateBackup,
        closing::CloseMonth,
        hosts::AddHost,
        permanences::{AddPermanence, TypedPermanence},
        publications::ListPublications,
        restoring::{RestoreBackup, ResumeWriting},
        status::AskStatus,
        visits::RecordVisit,
    },
    store::{Store, StoreError, meta},
};
use maillage_shared::{
    calendar::Month,
    record::{PartialReason, VisitDraft},
};
use maillage_tests::node::{Node, Site, all_equal, anywhere, day, until, welcome};

fn host(slug: &str) -> AddHost {
    AddHost { slug: slug.into(), name: format!("Antenne {slug}"), kind: "cpas".into(), ..AddHost::default() }
}

async fn add_host(node: &Node, slug: &str) {
    node.call(host(slug)).await.unwrap();
}

async fn authority(node: &Node) -> Authority {
    node.status().await.authority
}

/// Runs the node of a home whose own journal may not be continued yet.
async fn run(site: &Site) -> Node {
    let running = maillage_node::running::Running::start(site.path(), site.clock(), anywhere()).await.unwrap();
    Node { running }
}

fn copy(from: &Path, to: &Path) {
    files::write_private(to, &fs::read(from).unwrap()).unwrap();
}

/// Two members. The second wrote, was copied aside, wrote more, and stopped; both know all of it.
async fn with_an_older_store(arc: &Site, nord: &Site) -> (Node, PathBuf) {
    let a = arc.found("ARC").await;
    let b = welcome(&a, nord, "Nord").await;
    add_host(&b, "avant").await;
    all_equal(&[&a, &b]).await;
    b.stop().await;
    let older = nord.path().with_extension("older");
    copy(&nord.path().join("store.redb"), &older);
    let b = nord.start().await;
    add_host(&b, "apres").await;
    all_equal(&[&a, &b]).await;
    b.stop().await;
    (a, older)
}

/// Puts an older store back and makes the program forget whatever could make it suspicious: as a program would that believes
/// what it finds on its disk.
fn put_back_naively(site: &Site, older: &Path) {
    let store = site.path().join("store.redb");
    copy(older, &store);
    forget_every_guard(site);
}

fn forget_every_guard(site: &Site) {
    files::remove(&site.path().join("instance")).unwrap();
    let store = Store::open(&site.path().join("store.redb"), |_| ()).unwrap();
    let forgetting = store.write(|write| {
        write.remove_fact(&meta::RESTORED)?;
        write.remove_fact(&meta::OPENING)
    });
    let _: bool = forgetting.unwrap_or_else(|error: StoreError| panic!("{error}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_naive_way_back_to_an_older_store_forks_the_journal() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let (a, older) = with_an_older_store(&arc, &nord).await;
    put_back_naively(&nord, &older);
    // It writes before it hears of anybody, as a person does who records what happened while the node was away.
    nord.command(host("retour")).await.unwrap();
    let b = run(&nord).await;
    until("the fork is seen", || async { a.status().await.forks == 1 }).await;
    until("the node itself learns it and stops", || async { authority(&b).await == Authority::Forked }).await;
    assert_eq!(b.call(host("encore")).await.unwrap_err().code, ProblemCode::OwnFork);
    a.stop().await;
    b.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_store_put_back_writes_nothing_before_it_knows_its_head_and_does_not_fork() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let (a, older) = with_an_older_store(&arc, &nord).await;
    copy(&older, &nord.path().join("store.redb"));
    let refused = nord.command(host("retour")).await.unwrap_err();
    assert_eq!((refused.code, refused.details["expected"].as_str()), (ProblemCode::RestoredWaiting, "1"));
    let b = run(&nord).await;
    until("it learnt its head and writes again", || async { authority(&b).await == Authority::Settling }).await;
    add_host(&b, "retour").await;
    all_equal(&[&a, &b]).await;
    let view = a.view().await;
    assert!(["avant", "apres", "retour"].iter().all(|slug| view.contains(slug)), "{view}");
    assert_eq!((a.status().await.forks, b.status().await.forks), (0, 0));
    a.stop().await;
    b.stop().await;
}

async fn backup(node: &Node, file: &Path) {
    let create = CreateBackup { file: file.to_owned(), keys: true, passphrase: None, over: false, dry_run: false };
    let made = node.call(create).await.unwrap();
    assert!(made.bytes > 0 && made.keys.contains(&"device.key".to_owned()), "{made:?}");
}

async fn restore(site: &Site, file: &Path) {
    let restore = RestoreBackup { file: file.to_owned(), passphrase: None, keys: None, alone: false, dry_run: false };
    site.command(restore).await.unwrap();
}

async fn open_permanence(node: &Node) {
    add_host(node, "cpas").await;
    let typed = TypedPermanence {
        name: Some("Permanence".into()),
        host: Some("cpas".into()),
        timetable: Some("Th 14:00-17:00".into()),
        ..TypedPermanence::default()
    };
    node.call(AddPermanence { slug: "nord-jeudi".into(), typed, dry_run: false }).await.unwrap();
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

fn close(year: i16, month: i8) -> CloseMonth {
    CloseMonth {
        month: Some(Month::new(year, month).unwrap()),
        all_before: None,
        partial: Some(PartialReason::Other),
        dry_run: false,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_backup_learns_what_it_published_since_and_publishes_only_once_the_network_settled_what_it_wrote() {
    let [mut arc, nord] = [(); 2].map(|()| Site::default());
    let mut new = Site::default();
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    open_permanence(&b).await;
    // Something was noted of August, so the quarter waits for it.
    b.call(visit("2026-08-05")).await.unwrap();
    let file = nord.path().with_extension("backup");
    backup(&b, &file).await;
    // Written after the backup, and known to the other member.
    b.call(visit("2026-09-10")).await.unwrap();
    b.call(close(2026, 9)).await.unwrap();
    all_equal(&[&a, &b]).await;
    b.stop().await;

    restore(&new, &file).await;
    assert_eq!(new.command(host("tot")).await.unwrap_err().code, ProblemCode::RestoredWaiting);
    assert_eq!(new.command(close(2026, 9)).await.unwrap_err().code, ProblemCode::RestoredWaiting);
    new.command(visit("2026-08-06")).await.unwrap();
    let b = run(&new).await;
    until("it writes again", || async { authority(&b).await == Authority::Settling }).await;
    // Of August it knows visits; of September, that it was published.
    assert_eq!(b.call(close(2026, 8)).await.unwrap_err().code, ProblemCode::RestoredUnsettled);
    all_equal(&[&a, &b]).await;
    let place = a.places();
    b.stop().await;
    a.stop().await;

    (arc.today, new.today) = (day("2026-10-22"), day("2026-10-22"));
    let (a, b) = (arc.start_at(place).await, new.start().await);
    until("an anchor covers what it wrote", || async { authority(&b).await == Authority::Full }).await;
    assert_eq!(b.call(close(2026, 9)).await.unwrap_err().code, ProblemCode::MonthClosed);
    b.call(close(2026, 8)).await.unwrap();
    all_equal(&[&a, &b]).await;
    let published = a.call(ListPublications { operator: None }).await.unwrap();
    let periods: Vec<String> = published.iter().map(|line| line.period.to_string()).collect();
    assert_eq!(periods, ["2026-08", "2026-09", "2026-Q3"]);
    assert!(published.iter().all(|line| !line.disputed), "{published:?}");
    assert_eq!(a.status().await.forks, 0);
    a.stop().await;
    b.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_minority_of_the_members_is_not_enough_to_go_on() {
    let [arc, nord, val, new] = [(); 4].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    let c = welcome(&a, &val, "Val").await;
    all_equal(&[&a, &b, &c]).await;
    let file = nord.path().with_extension("backup");
    backup(&b, &file).await;
    b.stop().await;
    let place = a.places();
    a.stop().await;
    restore(&new, &file).await;
    let b = run(&new).await;
    until("one of two members was met", || async { matches!(authority(&b).await, Authority::Waiting { met: 1, needed: 2, .. }) })
        .await;
    assert_eq!(b.call(host("seul")).await.unwrap_err().code, ProblemCode::RestoredWaiting);
    let refused = b.call(ResumeWriting { alone: true, dry_run: false }).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::RestoredNotAlone);
    let a = arc.start_at(place).await;
    until("both were met", || async { authority(&b).await == Authority::Settling }).await;
    for node in [a, b, c] {
        node.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_without_another_member_goes_on_when_a_person_says_so() {
    let [arc, new] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let file = arc.path().with_extension("backup");
    backup(&a, &file).await;
    a.stop().await;
    let restore = RestoreBackup { file, passphrase: None, keys: None, alone: false, dry_run: false };
    assert_eq!(new.command(restore.clone()).await.unwrap_err().code, ProblemCode::RestoredAlone);
    assert!(!new.path().exists(), "what was refused leaves nothing");
    new.command(RestoreBackup { alone: true, ..restore.clone() }).await.unwrap();
    new.command(host("seul")).await.unwrap();
    let taken = new.command(RestoreBackup { alone: true, ..restore }).await.unwrap_err();
    assert_eq!(taken.code, ProblemCode::HomeTaken);
}

/// A second site with a copy of every file of the first.
fn copy_of(site: &Site) -> Site {
    let copy = Site::default();
    copy_folder(&site.path(), &copy.path());
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    maillage_node::platform::create_private_directory(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy_folder(&entry.path(), &target) } else { copy(&entry.path(), &target) }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_live_copies_notice_each_other_and_both_stop_writing() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    all_equal(&[&a, &b]).await;
    b.stop().await;
    let twin = copy_of(&nord);
    let original = nord.start().await;
    let copied = run(&twin).await;
    until("both know", || async {
        authority(&original).await == Authority::Stopped && authority(&copied).await == Authority::Stopped
    })
    .await;
    for node in [&original, &copied] {
        assert_eq!(node.call(host("deux")).await.unwrap_err().code, ProblemCode::CopyRunning);
    }
    // A person ends one for good, and lets the other go on.
    copied.stop().await;
    original.call(ResumeWriting { alone: false, dry_run: false }).await.unwrap();
    until("the other goes on", || async { authority(&original).await == Authority::Settling }).await;
    add_host(&original, "un").await;
    all_equal(&[&a, &original]).await;
    assert_eq!(a.status().await.forks, 0);
    a.stop().await;
    original.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_copy_wrote_stops_the_original_once_a_peer_brings_it() {
    let [arc, nord] = [(); 2].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    all_equal(&[&a, &b]).await;
    b.stop().await;
    // The copy works while the original is off, and is not suspicious of itself.
    let twin = copy_of(&nord);
    forget_every_guard(&twin);
    let copied = run(&twin).await;
    add_host(&copied, "copie").await;
    all_equal(&[&a, &copied]).await;
    copied.stop().await;
    let original = run(&nord).await;
    until("the original learns of entries that it did not write", || async {
        matches!(authority(&original).await, Authority::Stopped | Authority::Forked)
    })
    .await;
    assert!(original.call(host("original")).await.is_err());
    let status = nord.command(AskStatus {}).await.unwrap();
    assert!(status.authority.refusal().is_some());
    a.stop().await;
    original.stop().await;
}

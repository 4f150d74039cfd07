//! What else rests: rows, key files, the control file, a whole store.

use std::path::Path;

use maillage_node::{
    clock::Clock,
    control::protocol::{ControlFile, Line},
    home::{Home, KeyKind, Lock, Role},
    service::{
        Operation as _, Problem, ProblemCode, Progress, Service, Step,
        viewing::{ExportView, ViewDigest},
        visits::ListVisits,
    },
    store::{
        SCHEMA, Store, StoreError,
        invitations::{Invitation, InvitationState, JoinRequest, JoinState},
        meta,
        records::{ClosedMonth, TrailEntry, TrailEvent, VisitKey},
    },
};
use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    joining::InvitationId,
    journal::EntryHash,
    record::{Session, Visit, VisitId},
};
use maillage_tests::{acts::month, golden, operator::Operator, world::World};

const MEANING: &str = "Homes that exist would not be read: a new form needs a new version byte, or a step between two schemas.";

fn visit() -> Visit {
    let text = r#"{"permanence":"jeudi","day":"2026-03-05","category":"demarches","request_type":null,"outcome":"resolu",
        "referral":null,"gender":"femme","age":"70+","duration":null,"channel":"permanence","device":null,"language":"fr",
        "participation":null}"#;
    serde_json::from_str(text).unwrap()
}

fn session() -> Session {
    let text = r#"{"permanence":"jeudi","day":"2026-03-05","status":"tenue","volunteers":2,"insertion":1,"employees":0,
        "turned_away":3,"reason":null}"#;
    serde_json::from_str(text).unwrap()
}

fn id(number: u8) -> VisitId {
    VisitId::from_random([number; 16])
}

fn invitation() -> Invitation {
    Invitation { state: InvitationState::Open, for_whom: "Nord asbl".into(), made: ClaimedTime(1), expires: ClaimedTime(2) }
}

fn request() -> JoinRequest {
    let invitation = InvitationId::of_secret(&[5; 16]);
    JoinRequest { state: JoinState::Waiting, invitation, received: ClaimedTime(3), bytes: vec![1, 2, 3] }
}

#[test]
fn the_rows_of_a_home_are_written_as_ever() {
    let closed = ClosedMonth { publication: EntryHash::from_bytes([4; 32]), at: ClaimedTime(5) };
    let trail = TrailEntry { at: ClaimedTime(6), event: TrailEvent::Closed { month: month(9) } };
    let parts = [
        ("visit", visit().to_bytes()),
        ("session", session().to_bytes()),
        ("invitation", encoding::to_bytes(&invitation())),
        ("request to join", encoding::to_bytes(&request())),
        ("closed month", encoding::to_bytes(&closed)),
        ("line of the trail", encoding::to_bytes(&trail)),
    ];
    golden::check("rows.txt", &golden::hex(&parts), MEANING);
}

/// A home with the keys of an operator.
fn home(directory: &Path) -> Home {
    let home = Home::create(directory.join("home")).unwrap();
    let operator = Operator::new(1);
    home.keep_key(&operator.root).unwrap();
    home.keep_key(&operator.device).unwrap();
    home.keep_key(&operator.endpoint).unwrap();
    home
}

#[test]
fn the_key_files_of_a_home_are_written_as_ever() {
    let directory = tempfile::tempdir().unwrap();
    let home = home(directory.path());
    let files =
        [KeyKind::Root, KeyKind::Device, KeyKind::Endpoint].map(|kind| std::fs::read_to_string(home.key_path(kind)).unwrap());
    golden::check("keys.txt", &files.concat(), "An operator whose key file cannot be read is no operator any more.");
}

#[test]
fn what_a_running_node_tells_commands_is_written_as_ever() {
    let file = ControlFile { address: "127.0.0.1:4711".parse().unwrap(), token: "abcdefgh".into(), process_id: 42 };
    let problem = Problem::new(ProblemCode::HomeBusy).with("process", 42);
    let lines = [
        Line::Progress(Step { what: "import-rows".into(), done: 3, total: Some(9) }),
        Line::Done(serde_json::json!({ "answer": true })),
        Line::Problem(problem),
    ];
    let mut text = format!("{}\n", serde_json::to_string(&file).unwrap());
    text.extend(lines.iter().map(|line| serde_json::to_string(line).unwrap() + "\n"));
    golden::check("control.txt", &text, "A command of one version could not speak to a running node of the other.");
}

#[test]
fn the_lock_says_who_holds_it_as_ever() {
    let directory = tempfile::tempdir().unwrap();
    let home = home(directory.path());
    let lock = Lock::acquire(&home, Role::Node, ClaimedTime(1_792_065_600)).unwrap();
    let text = std::fs::read_to_string(home.lock_path()).unwrap().replace(&std::process::id().to_string(), "42");
    drop(lock);
    golden::check("lock.txt", &text, "A command of one version could not tell who runs a node of the other.");
}

/// Fills a store with something of everything.
fn fill(store: &Store, world: &World) -> Result<(), StoreError> {
    let owner = &world.members[0];
    store.write(|write| {
        write.put_fact(&meta::NETWORK, &world.network)?;
        write.put_fact(&meta::OPERATOR, &owner.id())?;
        write.put_fact(&meta::DEVICE, &owner.device.public())?;
        world.items.iter().try_for_each(|item| write.put_item(item).map(|_| ()))?;
        world.journals.values().try_for_each(|journal| write.append_all(journal))?;
        for proof in &world.proofs {
            write.put_fork(&proof.verify(world.network).unwrap(), proof)?;
        }
        for number in 1..=3 {
            let visit = visit();
            let key = VisitKey { day: visit.day, permanence: visit.permanence.clone(), id: *id(number).as_bytes() };
            write.put_visit(&key, &[&[0_u8][..], &visit.to_bytes()].concat())?;
        }
        write.put_session(session().day, &session().permanence, &session().to_bytes())?;
        write.put_invitation(InvitationId::of_secret(&[5; 16]), &invitation())?;
        write.put_join_request(Operator::new(8).root.public(), &request())?;
        write.close_month(month(2), &ClosedMonth { publication: EntryHash::from_bytes([4; 32]), at: ClaimedTime(5) })?;
        write.add_to_trail(&TrailEntry { at: ClaimedTime(6), event: TrailEvent::Closed { month: month(2) } })?;
        write.update_peer(world.members[1].device.public(), |peer| peer.last_exchange = Some(ClaimedTime(7)))
    })
}

/// Writes the store of the current schema. Those of earlier schemas stay as they were: they show that they are still read.
fn bless() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("store.redb");
    let store = Store::create(&path).unwrap();
    fill(&store, &super::world()).unwrap();
    drop(store);
    std::fs::copy(&path, golden::path(&format!("store-{SCHEMA}.redb"))).unwrap();
}

/// What a person can ask of the home.
fn told(service: &Service) -> String {
    let silent = Progress::silent();
    let digest = ViewDigest {}.perform(service, &silent).unwrap();
    let visits = ListVisits { limit: 10, ..ListVisits::default() }.perform(service, &silent).unwrap();
    serde_json::to_string_pretty(&serde_json::json!({ "digest": digest, "visits": visits })).unwrap() + "\n"
}

#[tokio::test]
async fn a_store_of_every_schema_so_far_opens_and_says_what_it_said() {
    if golden::is_blessing() {
        bless();
    }
    for schema in 1..=SCHEMA {
        let directory = tempfile::tempdir().unwrap();
        let home = home(directory.path());
        std::fs::copy(golden::path(&format!("store-{schema}.redb")), home.store_path()).unwrap();
        make_private(&home.store_path());
        assert_eq!(Store::check(&home.store_path(), |_| ()).unwrap().journals, 6);
        let clock = Clock::fixed("2026-10-15".parse().unwrap());
        let service = Service::open(home.path().to_owned(), clock, tokio::runtime::Handle::current()).unwrap();
        golden::check("store.json", &told(&service), MEANING);
        let view = ExportView {}.perform(&service, &Progress::silent()).unwrap();
        golden::check("view.json", &view, MEANING);
        let opened = service.member().unwrap();
        let kept = opened.ledger.store().read(|read| {
            let request = read.join_request(Operator::new(8).root.public())?;
            let peer = read.peer(Operator::new(2).device.public())?;
            Ok::<_, StoreError>((
                read.invitation(InvitationId::of_secret(&[5; 16]))?,
                request,
                peer.last_exchange,
                read.trail(9)?.len(),
            ))
        });
        assert_eq!(kept.unwrap(), (Some(invitation()), Some(request()), Some(ClaimedTime(7)), 1));
    }
}

#[cfg(unix)]
fn make_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
fn make_private(_: &Path) {}

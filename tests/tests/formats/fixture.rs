//! What all golden files are made from: a world of three operators, and what one of them keeps at home.

use maillage_node::store::{
    invitations::{Invitation, InvitationState, JoinRequest, JoinState},
    peers::{Peer, PeerError},
    records::{ClosedMonth, FileHash, Import, ImportedDay, TrailEntry, TrailEvent, VisitKey},
};
use maillage_shared::{
    calendar::{ClaimedTime, Day},
    directory::{PageEdit, import},
    encoding,
    joining::{self, InvitationId},
    journal::BodyKind,
    record::{PartialReason, Session, SessionDraft, Visit, VisitDraft},
    register::ItemId,
    statistics::disclosure::{ByCodes, Counted, NamedCertificate},
    text::Slug,
};
use maillage_tests::{operator::Operator, world::World};

/// When everything that happens at home happened.
pub(super) const AT: ClaimedTime = ClaimedTime(1_760_500_000);

/// The secret of the one invitation.
pub(super) const SECRET: [u8; 16] = [0x5e; 16];

const PAGE: &[u8] = "operateur,slug,nom,hebergeur,type_lieu,adresse,code_postal,commune,commune_nl,code_nis,horaire,langues,sur_rendez_vous,\
                     pmr,telephone,latitude,longitude\n\
                     un,jeudi,Permanence du jeudi,Antenne fictive,cpas,rue de l'Exemple 87,1000,Bruxelles,Brussel,21004,Th 14:00-17:00,\
                     fr|nl,non,inconnu,+32 2 123 45 67,50.89635,4.38174\n"
    .as_bytes();

/// A network of three operators with pages, publications, a Hold, an anchor and a forked device.
pub(super) fn world() -> World {
    let mut world = World::founded_with(3);
    let founder = world.members[0].device.clone();
    let row = import::permanences(PAGE, None).unwrap().rows.remove(0);
    world.edit_page(0, &founder, &[PageEdit::PutHost(row.host), PageEdit::PutPermanence(row.permanence)]);
    let second = world.members[1].device.clone();
    world.edit_page(1, &second, &[PageEdit::PutHost(maillage_tests::acts::host(1, "à l’étage"))]);
    world.publish(0, 8, 12);
    world.publish(1, 8, 7);
    world.hold(1, 2);
    world.anchor();
    world.publish(0, 9, 30);
    let forked = world.second_device(2);
    let announce = |address: &str| encoding::to_bytes(&world.members[2].announcement(world.network, &[address]));
    let (one, other) = (announce("192.0.2.31:4711"), announce("192.0.2.32:4711"));
    world.write(&forked, BodyKind::Endpoint, one);
    world.fork(&forked, 1, &[(BodyKind::Endpoint, other)]);
    world
}

/// One who asks to join.
pub(super) fn joiner() -> Operator {
    Operator::new(4)
}

/// What the joiner sends.
pub(super) fn join_request(world: &World) -> joining::JoinRequest {
    let joiner = joiner();
    joining::JoinRequest {
        network: world.network,
        secret: SECRET,
        admit: joiner.newcomer().admission(world.network),
        announcement: joiner.announcement(world.network, &["192.0.2.4:4711", "[2001:db8::4]:4711"]),
    }
}

/// The day with this text.
pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The one permanence.
pub(super) fn permanence() -> Slug {
    Slug::new("jeudi").unwrap()
}

/// A visit with every field, and one with those alone that are required.
pub(super) fn visits() -> [Visit; 2] {
    let whole = VisitDraft {
        permanence: Some("jeudi"),
        date: Some("2026-10-01"),
        category: None,
        request_type: Some("itsme"),
        outcome: Some("reoriente"),
        referral: Some("cpas"),
        gender: Some("femme"),
        age: Some("65-69"),
        duration: Some("40"),
        channel: Some("permanence"),
        device: Some("smartphone"),
        language: Some("fr"),
        participation: Some("fait_avec"),
    };
    let least = VisitDraft {
        permanence: Some("jeudi"),
        date: Some("2026-10-08"),
        category: Some("demarches"),
        outcome: Some("resolu"),
        ..VisitDraft::default()
    };
    [whole, least].map(|draft| draft.check(&[permanence()].into(), day("2026-10-15")).unwrap())
}

/// A session that was held, and one that was not.
pub(super) fn sessions() -> [Session; 2] {
    let held =
        SessionDraft { permanence: Some("jeudi"), date: Some("2026-10-01"), status: Some("tenue"), ..SessionDraft::default() };
    let mut held = held.check(&[permanence()].into(), day("2026-10-15")).unwrap();
    (held.volunteers, held.insertion, held.employees, held.turned_away) = (3, 2, 1, 258);
    let not = SessionDraft {
        permanence: Some("jeudi"),
        date: Some("2026-10-08"),
        status: Some("annulee"),
        reason: Some("maladie"),
        ..SessionDraft::default()
    };
    [held, not.check(&[permanence()].into(), day("2026-10-15")).unwrap()]
}

/// Where a visit stands.
pub(super) fn visit_key(visit: &Visit, id: u8) -> VisitKey {
    VisitKey { day: visit.day, permanence: visit.permanence.clone(), id: [id; 16] }
}

/// The row of a visit that was typed, or that came with a file.
pub(super) fn visit_row(visit: &Visit, imported: bool) -> Vec<u8> {
    [vec![u8::from(imported)], visit.to_bytes()].concat()
}

/// An imported file.
pub(super) fn file() -> FileHash {
    FileHash::of(b"a file of visits")
}

/// What is known of it.
pub(super) fn import() -> Import {
    Import { kind: "visits".into(), rows: 300, at: AT }
}

/// What it brought for a day.
pub(super) fn imported_day() -> ImportedDay {
    ImportedDay { file: file(), visits: 17 }
}

/// A closed month.
pub(super) fn closed_month(world: &World) -> ClosedMonth {
    let publication = world.fold.head(world.members[0].device.public()).hash;
    ClosedMonth { publication, at: AT, partial: None }
}

/// What was counted for a month and, late, for the quarter around it.
pub(super) fn counted() -> Counted {
    let permanence = || Slug::new("jeudi").unwrap();
    let of = |period: &str, visits: &[([u16; 4], u32)]| {
        ((period.parse().unwrap(), permanence()), visits.iter().copied().collect::<ByCodes>())
    };
    [of("2026-09", &[([1, 0, 7, 1], 300), ([2, 1, 9, 4], 2)]), of("2026-Q3", &[([1, 1, 8, 1], 6)]), of("2026-08", &[])].into()
}

/// A certificate: one visit more of one kind, and one fewer of another.
pub(super) fn certificates() -> Vec<NamedCertificate> {
    let group = |codes| (Slug::new("jeudi").unwrap(), "2026-09".parse().unwrap(), codes);
    vec![[(group([1, 0, 7, 1]), -1), (group([2, 1, 9, 4]), 1)].into()]
}

/// A month that was closed although sessions were missing, and its line of the trail.
pub(super) fn closed_partially(world: &World) -> (ClosedMonth, TrailEntry) {
    let partial = Some(PartialReason::KeptElsewhere);
    let event = TrailEvent::Closed { month: day("2026-09-01").month(), partial };
    (ClosedMonth { partial, ..closed_month(world) }, TrailEntry { at: AT, event })
}

/// A line of the trail for each event.
pub(super) fn trail() -> [(&'static str, TrailEntry); 5] {
    let month = day("2026-09-01").month();
    let events = [
        ("trail: imported", TrailEvent::Imported { file: file(), visits: 300 }),
        ("trail: amended", TrailEvent::Amended { id: [1; 16] }),
        ("trail: deleted", TrailEvent::Deleted { id: [2; 16] }),
        ("trail: replaced", TrailEvent::Replaced { permanence: permanence(), deleted: 9 }),
        ("trail: closed", TrailEvent::Closed { month, partial: None }),
    ];
    events.map(|(what, event)| (what, TrailEntry { at: AT, event }))
}

/// The one invitation.
pub(super) fn invitation_id() -> InvitationId {
    InvitationId::of_secret(&SECRET)
}

/// An invitation in each state.
pub(super) fn invitations() -> [(&'static str, Invitation); 3] {
    let states = [
        ("invitation: open", InvitationState::Open),
        ("invitation: used", InvitationState::Used(joiner().root.public())),
        ("invitation: revoked", InvitationState::Revoked),
    ];
    states.map(|(what, state)| {
        (what, Invitation { state, for_whom: "Nord (fictif)".into(), made: AT, expires: ClaimedTime(AT.0 + 86_400) })
    })
}

/// A request to join in each state.
pub(super) fn join_requests(world: &World) -> [(&'static str, JoinRequest); 3] {
    let states = [
        ("request: waiting", JoinState::Waiting),
        ("request: proposed", JoinState::Proposed(ItemId::from_bytes([6; 32]))),
        ("request: refused", JoinState::Refused),
    ];
    let bytes = encoding::to_bytes(&join_request(world));
    states.map(|(what, state)| (what, JoinRequest { state, invitation: invitation_id(), received: AT, bytes: bytes.clone() }))
}

/// What is remembered of a neighbour.
pub(super) fn peer() -> Peer {
    Peer { last_exchange: Some(AT), last_error: Some(PeerError { at: AT, what: "it did not answer".into() }) }
}

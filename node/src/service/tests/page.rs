//! The own page, and everybody's directory.

use super::{Member, permanences};
use crate::service::{
    FileContent, ProblemCode,
    directory::{ListDirectory, ShowDirectory},
    hosts::{AddHost, ListHosts},
    permanences::{AddPermanence, EditPermanence, ImportPermanences, Known, ListPermanences, ShowPermanence, TypedPermanence},
};

fn host(slug: &str) -> AddHost {
    let text = |text: &str| Some(text.to_owned());
    AddHost {
        slug: slug.into(),
        name: "Bibliothèque de Forest".into(),
        kind: "bibliotheque".into(),
        postal_code: text("1190"),
        commune: text("21007"),
        latitude: text("50.81"),
        ..AddHost::default()
    }
}

fn typed() -> TypedPermanence {
    TypedPermanence {
        name: Some("Forest le jeudi".into()),
        host: Some("forest-biblio".into()),
        timetable: Some("th 9:00-12:00".into()),
        languages: Some("fr, nl".into()),
        phone: Some("+32 2 123 45 67".into()),
        wheelchair: Some(Known::Yes),
        ..TypedPermanence::default()
    }
}

fn added() -> AddPermanence {
    AddPermanence { slug: "forest-jeudi".into(), typed: typed(), dry_run: false }
}

#[tokio::test]
async fn a_host_and_a_permanence_are_added_and_changed() {
    let member = Member::founder().await;
    member.done(AddHost { dry_run: true, ..host("forest-biblio") }).await;
    assert!(member.done(ListHosts {}).await.is_empty(), "a dry run changes nothing");
    assert_eq!(member.done(host("forest-biblio")).await.commune_name_nl.unwrap().as_str(), "Vorst");
    assert_eq!(member.refused(host("forest-biblio")).await.code, ProblemCode::HostExists);

    let permanence = member.done(added()).await;
    assert_eq!(permanence.timetable.as_str(), "Th 09:00-12:00");
    assert_eq!(permanence.languages.len(), 2);
    assert_eq!(permanence.verified_on.unwrap().to_string(), super::TODAY);
    assert_eq!(member.refused(added()).await.code, ProblemCode::PermanenceExists);

    let changes = TypedPermanence {
        wheelchair: Some(Known::Unknown),
        phone: Some(String::new()),
        status: Some("suspendue".into()),
        ..TypedPermanence::default()
    };
    member.done(EditPermanence { slug: "forest-jeudi".into(), typed: changes, dry_run: false }).await;
    let shown = member.done(ShowPermanence { slug: "forest-jeudi".into() }).await.permanence;
    assert_eq!((shown.wheelchair, shown.phone, shown.status.code()), (None, None, "suspendue"));
    assert_eq!((shown.name.as_str(), shown.languages.len()), ("Forest le jeudi", 2), "what is not typed stays");
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_a_code_for_the_reason() {
    let member = Member::founder().await;
    let why = async |host: AddHost| member.refused(host).await.details["why"].clone();
    assert_eq!(why(AddHost { kind: "Maison médicale".into(), ..host("x") }).await, "place-kind");
    assert_eq!(why(AddHost { commune: Some("1190".into()), ..host("x") }).await, "commune-code");
    assert_eq!(why(AddHost { postal_code: Some("99".into()), ..host("x") }).await, "postal-code");
    assert_eq!(why(AddHost { latitude: Some("91".into()), ..host("x") }).await, "coordinate");
    assert_eq!(why(AddHost { name: " ".into(), ..host("x") }).await, "name-empty");
    member.done(host("forest-biblio")).await;
    let refused = async |typed: TypedPermanence| member.refused(AddPermanence { typed, ..added() }).await;
    let timetable = refused(TypedPermanence { timetable: Some("jeudi 17h".into()), ..typed() }).await;
    assert_eq!((timetable.code, timetable.details["why"].as_str()), (ProblemCode::TimetableInvalid, "timetable"));
    assert_eq!(refused(TypedPermanence { name: None, ..typed() }).await.details["why"], "missing");
    let host = refused(TypedPermanence { host: Some("forest".into()), ..typed() }).await;
    assert_eq!((host.code, host.details["known"].as_str()), (ProblemCode::HostUnknown, "forest-biblio"));
}

#[tokio::test]
async fn permanences_from_a_file_are_taken_in_once_and_all_or_none() {
    let member = Member::founder().await;
    let first = member.done(permanences(Some("exemple-arc"))).await;
    assert_eq!((first.hosts, first.permanences, first.unchanged), (6, 6, 0));
    let again = member.done(permanences(Some("exemple-arc"))).await;
    assert_eq!((again.hosts, again.permanences, again.unchanged), (0, 0, 6));
    assert_eq!(member.done(ListPermanences {}).await.len(), 6);
    let bad = String::from_utf8(super::data("permanences.csv")).unwrap().replace("Mo 17:00-20:00", "lundi");
    let content = FileContent(bad.into_bytes());
    let problem = member.refused(ImportPermanences { content, ..permanences(Some("exemple-nord")) }).await;
    assert_eq!((problem.code, problem.details["command"].as_str()), (ProblemCode::ImportBadRows, "permanence-import"));
    assert_eq!((problem.rows[0].line, problem.rows[0].reason.as_str()), (8, "timetable"));
    assert_eq!(member.done(ListPermanences {}).await.len(), 6);
}

#[tokio::test]
async fn the_permanences_of_several_operators_are_not_taken_for_the_own() {
    let member = Member::founder().await;
    let problem = member.refused(permanences(None)).await;
    assert_eq!(problem.code, ProblemCode::SeveralOperators);
    assert_eq!(problem.details["known"], "exemple-arc, exemple-nord, exemple-val");
    assert!(member.done(ListPermanences {}).await.is_empty());
}

#[tokio::test]
async fn the_directory_is_searched_by_commune_day_moment_and_operator() {
    let member = Member::with_permanences(None).await;
    let found = async |search: ListDirectory| member.done(search).await.len();
    let all = ListDirectory::default;
    assert_eq!(found(all()).await, 13);
    assert_eq!(found(ListDirectory { commune: Some("Sint-Gillis".into()), ..all() }).await, 1);
    assert_eq!(found(ListDirectory { commune: Some("21004".into()), ..all() }).await, 3);
    assert_eq!(found(ListDirectory { day: Some("2026-10-19".parse().unwrap()), ..all() }).await, 3);
    assert_eq!(found(ListDirectory { open_at: Some("2026-10-19T19:30".into()), ..all() }).await, 1);
    assert_eq!(found(ListDirectory { operator: Some("arc".into()), ..all() }).await, 13);
    assert_eq!(member.refused(ListDirectory { commune: Some("Paris".into()), ..all() }).await.details["why"], "unknown-commune");
    assert_eq!(member.refused(ListDirectory { open_at: Some("demain".into()), ..all() }).await.details["why"], "moment");
    let shown = member.done(ShowDirectory { slug: "bruxelles-cpas".into() }).await;
    assert!(shown[0].host.is_some() && shown[0].changed_by.is_some());
    assert_eq!(member.refused(ShowDirectory { slug: "nulle-part".into() }).await.code, ProblemCode::PermanenceUnknown);
}

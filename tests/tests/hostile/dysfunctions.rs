//! A member that reports what is another's, points at somebody, steers the screen, or never ends.

use maillage_node::service::{
    dysfunctions::{GroupLine, ListDysfunctions},
    reporting::{ReportDysfunction, TypedDysfunction},
};
use maillage_shared::{
    bounds,
    dysfunction::Dysfunction,
    encoding,
    journal::{BodyKind, EntryHash},
    record::vocabulary::DysfunctionState,
    view::dysfunctions::standing,
};
use maillage_tests::{
    acts::dysfunction,
    forge,
    node::{Node, until},
};

use super::{
    peer::Peer,
    stage::{Stage, target, with_fold},
};

async fn groups(node: &Node) -> Vec<GroupLine> {
    node.call(ListDysfunctions::default()).await.unwrap()
}

/// The statements of this operator that have no effect, and its reports that do.
fn counted(node: &Node, liar: &Peer) -> (usize, usize) {
    let operator = liar.operator.id();
    with_fold(node, |fold| {
        let found = standing(fold).into_iter().find(|reported| reported.operator == operator);
        found.map_or((0, 0), |reported| (reported.without_effect, reported.reports.len()))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_that_are_anothers_or_point_at_somebody_or_steer_the_screen_change_what_nobody_sees() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let typed = TypedDysfunction { severity: Some("gene".into()), ..TypedDysfunction::default() };
    let report = ReportDysfunction { service: "itsme".into(), kind: "panne".into(), typed, dry_run: false };
    let honest = stage.a.call(report).await.unwrap();
    until("the report reaches the other node", || async { groups(&stage.b).await.len() == 1 }).await;
    let (before, name) = (groups(&stage.a).await, groups(&stage.a).await[0].lines[0].report);
    assert_eq!(Some(before[0].lines[0].code), honest.code);

    // Another's report, taken back; one that nobody made; a kind and a severity that nobody knows.
    let withdrawn = Dysfunction { state: DysfunctionState::WITHDRAWN, ..dysfunction(1) };
    let mut unknown = dysfunction(1).statement(None, 0);
    (unknown.kind, unknown.severity) = (77, 99);
    for statement in [withdrawn.statement(Some(name), 1), dysfunction(1).statement(Some(EntryHash::NONE), 1), unknown] {
        liar.write(BodyKind::DysfunctionReport, encoding::to_bytes(&statement));
    }
    // A modified program does not look through its texts.
    let good = encoding::to_bytes(&dysfunction(1).statement(None, 0));
    let text = "Le service répond 1 fois sur dix".as_bytes();
    for bad in [
        "Madame X, 85.07.30-033.28, pleure",
        "Compte BE68 5390 0754 7034 à zé",
        "écrire à jean@exemple.be, vite ",
        "voir http://exemple.be/piege?x=12",
        "\u{202e}zyxwvut srqponm lkjihgf edcba.",
        "\u{1b}[2J\u{1b}[H zyxwvutsrqponmlkjihgfed..",
        "caf\u{65}\u{301} de Mons ne répond plus ok",
    ] {
        assert_eq!(bad.len(), text.len(), "{bad}");
        liar.write(BodyKind::DysfunctionReport, forge::replaced(&good, text, bad.as_bytes()));
    }
    stage.spread(&liar, 2).await;
    for node in [&stage.a, &stage.b] {
        assert_eq!(counted(node, &liar), (10, 0));
        assert_eq!(groups(node).await.len(), 1);
        let view = node.view().await;
        assert!(!["85.07", "BE68", "exemple.be", "zyx"].iter().any(|word| view.contains(word)), "{view}");
    }
    let after = groups(&stage.a).await;
    assert_eq!((&after[0].lines, after[0].together.operators), (&before[0].lines, 1));
    stage.goes_on("signalement").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_reports_is_bounded_for_its_author_and_keeps_nobody_from_reporting() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let body = encoding::to_bytes(&dysfunction(1).statement(None, 0));
    let count = bounds::DYSFUNCTION_STATEMENTS + 200;
    let (mut from, stretch) = (2, 256);
    for number in 1..=count {
        liar.write_unsigned(BodyKind::DysfunctionReport, body.clone(), number % stretch == 0 || number == count);
    }
    let connection = liar.let_in(&target(&stage.a)).await;
    while from < liar.journal.len() {
        let end = liar.journal.len().min(from + 2 * stretch);
        let run = maillage_shared::journal::Run::of(&liar.journal[from..end]).unwrap();
        Peer::push(&connection, &[], &[run], &[]).await.expect("authentic entries are taken");
        from = end;
    }
    stage.agree().await;
    for node in [&stage.a, &stage.b] {
        let without_effect = bounds::DYSFUNCTION_STATEMENTS - bounds::DYSFUNCTION_REPORTS;
        assert_eq!(counted(node, &liar), (without_effect, bounds::DYSFUNCTION_REPORTS));
        assert_eq!(groups(node).await[0].together.operators, 1, "a thousand reports are one operator's");
    }
    let typed = TypedDysfunction { severity: Some("gene".into()), ..TypedDysfunction::default() };
    let report = ReportDysfunction { service: "irisbox".into(), kind: "langue".into(), typed, dry_run: false };
    stage.b.call(report).await.unwrap();
    until("an honest report arrives all the same", || async { groups(&stage.a).await.len() == 2 }).await;
    stage.goes_on("apres").await;
    liar.leave().await;
    stage.leave().await;
}

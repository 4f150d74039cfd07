//! Members that claim a time, or a kind of entry, that nobody else knows.

use maillage_node::service::figures::AskFigures;
use maillage_shared::{calendar::Month, directory::PageEdit, encoding, journal::BodyKind};
use maillage_tests::acts::{UNKNOWN_KIND, host, of_month};

use super::{
    changes::Page,
    stage::{Stage, with_fold},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_publication_dated_2090_is_kept_shown_as_its_authors_and_counted_by_nobody() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let before = stage.a.call(AskFigures::default()).await.unwrap();
    let seen = with_fold(&stage.a, |fold| fold.state().tip_id().unwrap());
    let publication = |year| of_month(Month::new(year, 1).unwrap(), seen, 5, ("jeudi", 1_000));
    let (ahead, past) = (encoding::to_bytes(&publication(2090)), encoding::to_bytes(&publication(2024)));
    liar.write(BodyKind::Publication, ahead);
    stage.spread(&liar, 2).await;
    assert_eq!(stage.a.call(AskFigures::default()).await.unwrap().figures, before.figures);
    let shown = with_fold(&stage.b, |fold| maillage_shared::view::publications::standing(fold).len());
    assert_eq!(shown, 1, "it is in the view, as what its author said");
    liar.write(BodyKind::Publication, past);
    stage.spread(&liar, 3).await;
    assert_ne!(stage.a.call(AskFigures::default()).await.unwrap().figures, before.figures, "one of a month that is over counts");
    stage.goes_on("futur").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_critical_entry_silences_its_own_journal_only() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let page = Page::of(&liar);
    liar.write_kind(UNKNOWN_KIND, false);
    let change = page.change(liar.next_seq(), &[PageEdit::PutHost(host(1, "avant"))]);
    liar.write(BodyKind::DocumentChange, encoding::to_bytes(&change));
    stage.spread(&liar, 2).await;
    let operator = liar.operator.id();
    let rows = || with_fold(&stage.b, |fold| fold.operator(operator).unwrap().page().hosts.len());
    assert_eq!(rows(), 1, "an unknown kind that may be skipped is skipped");
    liar.write_kind(UNKNOWN_KIND, true);
    let change = page.change(liar.next_seq(), &[PageEdit::PutHost(host(2, "apres"))]);
    liar.write(BodyKind::DocumentChange, encoding::to_bytes(&change));
    stage.spread(&liar, 4).await;
    assert_eq!(rows(), 1);
    stage.goes_on("critique").await;
    liar.leave().await;
    stage.leave().await;
}

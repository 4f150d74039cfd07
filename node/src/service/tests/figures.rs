//! Closing months, and the figures that anyone can ask for afterwards.

use std::collections::BTreeMap;

use maillage_shared::{
    record::VisitDraft,
    statistics::query::{Dimension, Row},
};

use super::{Member, counts};
use crate::service::{
    ProblemCode,
    closing::{CloseMonth, ClosedLine, ReleasedLine},
    figures::{
        Answer, AskFigures, Beside,
        saved::{ForgetQuestion, KeepQuestion, ListQuestions},
    },
    publications::{ListPublications, ShowPublication, ShownTable},
    visits::RecordVisit,
};

const FILE: &str = "visits-exemple-arc.csv";

/// The six permanences and 21 months of the data.
const CELLS: usize = 6 * 21;

fn all_closed() -> CloseMonth {
    CloseMonth { month: None, all_before: Some("2026-10-15".parse().unwrap()), partial: None, dry_run: false }
}

fn by(dimensions: &[Dimension]) -> AskFigures {
    AskFigures { by: dimensions.to_vec(), ..AskFigures::default() }
}

async fn with_visits() -> Member {
    let member = Member::with_permanences(Some("exemple-arc")).await;
    member.import(FILE).await;
    member.done(super::sessions("sessions-exemple-arc.csv")).await;
    member
}

async fn by_permanence_and_month(member: &Member, local: bool) -> Answer {
    member.done(AskFigures { local, ..by(&[Dimension::Permanence, Dimension::Month]) }).await
}

#[tokio::test]
async fn published_figures_are_those_of_the_records_from_five_on_and_hidden_below() {
    let member = with_visits().await;
    assert_eq!(member.done(all_closed()).await.len(), 21);
    let answer = by_permanence_and_month(&member, false).await;
    assert_eq!((answer.figures.rows.len(), answer.smallest_figure, answer.local), (CELLS, 5, false));
    let counts = counts(FILE, 7);
    let mut hidden = 0;
    for row in &answer.figures.rows {
        let key = (row.permanence.as_ref().unwrap().to_string(), row.period.clone().unwrap());
        let count = counts.get(&key).copied().unwrap_or(0);
        assert!(row.visits.is_none_or(|visits| visits == count && visits >= 5), "{key:?}");
        assert!(row.at_least <= count && row.at_most.is_none_or(|most| count <= most), "{key:?}");
        if count < 5 {
            hidden += 1;
            assert_eq!((row.at_least, row.hidden_cells), (0, 1), "{key:?}");
            assert!(row.at_most.is_none_or(|most| most >= 5), "{key:?}: it must not be known to be small");
        }
    }
    assert!(hidden > 0, "the data hold small figures");
    let coverage = &answer.figures.coverage;
    assert!(coverage.complete && coverage.missing.is_empty());
    assert_eq!((coverage.operators_published, coverage.operators_expected), (1, 1));
    assert_eq!((coverage.permanences_in, coverage.permanences_expected), (6, 6));
    let total = member.done(by(&[])).await.figures.rows[0].clone();
    let truth: u64 = counts.values().sum();
    assert!(total.at_least <= truth && total.at_most.is_none_or(|most| truth <= most), "{total:?}");
}

#[tokio::test]
async fn the_own_raw_figures_are_marked_and_hide_nothing() {
    let member = with_visits().await;
    let answer = by_permanence_and_month(&member, true).await;
    assert!(answer.local);
    let counts = counts(FILE, 7);
    assert_eq!(answer.figures.rows.len(), CELLS);
    for row in &answer.figures.rows {
        let key = (row.permanence.as_ref().unwrap().to_string(), row.period.clone().unwrap());
        assert_eq!(row.visits, Some(counts.get(&key).copied().unwrap_or(0)), "{key:?}");
    }
    assert!(by_permanence_and_month(&member, false).await.figures.rows.is_empty(), "nothing left the node");
}

/// Rows of the file by two columns, an empty one meaning that nothing was noted, of one permanence.
fn noted(permanence: &str, columns: [usize; 2]) -> BTreeMap<[Option<String>; 2], u64> {
    let mut noted = BTreeMap::new();
    for line in String::from_utf8(super::data(FILE)).unwrap().lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let key = columns.map(|column| Some(cells[column].to_owned()).filter(|code| !code.is_empty()));
        if cells[0] == permanence {
            *noted.entry(key).or_default() += 1;
        }
    }
    noted
}

#[tokio::test]
async fn the_own_raw_figures_are_counted_by_whatever_records_say_and_published_ones_are_not() {
    let member = with_visits().await;
    let dimensions = [Dimension::Category, Dimension::Referral];
    let asked = AskFigures { permanence: Some("saint-cpas".to_owned()), ..by(&dimensions) };
    let answer = member.done(AskFigures { local: true, ..asked.clone() }).await;
    assert_eq!(answer.figures.by, dimensions);
    let key = |row: &Row| dimensions.map(|dimension| row.cell[&dimension].clone());
    let rows: BTreeMap<_, _> = answer.figures.rows.iter().map(|row| (key(row), row.visits.unwrap())).collect();
    assert_eq!(rows, noted("saint-cpas", [2, 5]));
    assert!(rows.keys().any(|[_, referral]| referral.is_none()), "most people are referred nowhere");
    assert!(answer.figures.coverage.complete, "what is covered does not depend on what is counted by");
    let refused = member.refused(asked).await;
    assert_eq!((refused.code, refused.details["why"].as_str()), (ProblemCode::FilterInvalid, "only-local"));
}

#[tokio::test]
async fn the_own_raw_figures_by_what_records_say_keep_months_communes_and_operators_apart() {
    let member = with_visits().await;
    let ask = |dimensions: &[Dimension]| member.done(AskFigures { local: true, ..by(dimensions) });
    let plain = ask(&[Dimension::Commune, Dimension::Quarter, Dimension::Operator]).await.figures.rows;
    let finer = ask(&[Dimension::Commune, Dimension::Quarter, Dimension::Operator, Dimension::Age]).await.figures.rows;
    let place = |row: &Row| (row.commune.clone(), row.period.clone(), row.operator.clone());
    let sum = |rows: &[Row]| {
        let mut sums = BTreeMap::new();
        rows.iter().filter(|row| row.visits != Some(0)).for_each(|row| *sums.entry(place(row)).or_insert(0) += row.visits.unwrap());
        sums
    };
    assert!(finer.len() > plain.len());
    assert_eq!(sum(&finer), sum(&plain));
}

#[tokio::test]
async fn codes_are_picked_by_code_or_label_and_unknown_ones_are_refused_with_those_there_are() {
    let member = with_visits().await;
    member.done(all_closed()).await;
    let pick = |of: Dimension, words: &[&str], local: bool| AskFigures {
        only: [(of, words.iter().map(|word| (*word).to_owned()).collect())].into(),
        local,
        ..by(&[Dimension::Quarter])
    };
    let by_code = member.done(pick(Dimension::Category, &["demarches"], false)).await;
    let all = member.done(by(&[Dimension::Quarter, Dimension::Category])).await;
    let row = all.figures.rows.iter().find(|row| row.key(Dimension::Category) == "demarches").unwrap();
    assert_eq!(by_code.figures.rows[0].visits, row.visits);
    assert!(by_code.figures.rows.iter().any(|row| row.visits.is_some()));
    // The own records know more than is published, and labels in every language mean the same.
    let women = member.done(pick(Dimension::Gender, &["Vrouw"], true)).await;
    assert_eq!(women.figures.rows, member.done(pick(Dimension::Gender, &["femme"], true)).await.figures.rows);
    let shown = member.done(pick(Dimension::Gender, &["femme"], false)).await;
    for (raw, shown) in women.figures.rows.iter().zip(&shown.figures.rows) {
        assert!(shown.visits.is_none_or(|visits| Some(visits) == raw.visits));
    }
    let refused = member.refused(pick(Dimension::Age, &["vieux"], false)).await;
    assert_eq!(refused.code, ProblemCode::FilterCode);
    assert!(refused.details["known"].contains("65-69"), "{refused}");
    let refused = member.refused(pick(Dimension::Duration, &["15"], false)).await;
    assert_eq!((refused.code, refused.details["why"].as_str()), (ProblemCode::FilterInvalid, "only-local"));
}

#[tokio::test]
async fn shares_make_a_whole_and_each_quarter_stands_beside_the_one_before() {
    let member = with_visits().await;
    let asked = AskFigures {
        local: true,
        beside: Beside { shares: true, earlier: true },
        ..by(&[Dimension::Quarter, Dimension::Category])
    };
    let answer = member.done(asked).await;
    let mut shares: BTreeMap<&str, u32> = BTreeMap::new();
    for row in &answer.figures.rows {
        *shares.entry(row.key(Dimension::Quarter)).or_default() += row.share.unwrap().at_least;
    }
    assert!(shares.values().all(|share| *share == 1_000), "{shares:?}");
    let visits = |quarter: &str| {
        let mut rows = answer.figures.rows.iter();
        let is_it = |row: &&Row| row.key(Dimension::Quarter) == quarter && row.key(Dimension::Category) == "demarches";
        rows.find(is_it).map(|row| (row.visits, row.earlier.as_ref().and_then(|earlier| earlier.visits))).unwrap()
    };
    assert_eq!(visits("2025-Q2").1, visits("2025-Q1").0);
    assert_eq!(answer.figures.earlier.unwrap().from, "2024-10".parse().ok());
}

#[tokio::test]
async fn questions_are_kept_under_a_name_until_they_are_forgotten() {
    let member = Member::founder().await;
    let keep = |name: &str, words: &[&str]| KeepQuestion {
        name: name.into(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        dry_run: false,
    };
    member.done(keep("rapport", &["--by=year"])).await;
    member.done(keep("rapport", &["--by=month"])).await;
    member.done(KeepQuestion { dry_run: true, ..keep("essai", &[]) }).await;
    let kept = member.done(ListQuestions {}).await;
    assert_eq!(
        kept.iter().map(|one| (one.name.as_str(), one.words.concat())).collect::<Vec<_>>(),
        [("rapport", "--by=month".to_owned())]
    );
    let too_long = "x".repeat(5_000);
    assert_eq!(member.refused(keep("long", &[&too_long])).await.code, ProblemCode::QuestionsFull);
    assert_eq!(member.refused(keep("Pas court", &[])).await.code, ProblemCode::SlugInvalid);
    let forget = |name: &str| ForgetQuestion { name: name.into(), dry_run: false };
    assert_eq!(member.refused(forget("rien")).await.code, ProblemCode::QuestionUnknown);
    member.done(forget("rapport")).await;
    assert!(member.done(ListQuestions {}).await.is_empty());
}

#[tokio::test]
async fn a_preview_publishes_nothing_and_says_what_the_closing_then_does() {
    let member = with_visits().await;
    let preview: Vec<ClosedLine> = member.done(CloseMonth { dry_run: true, ..all_closed() }).await;
    assert!(member.done(ListPublications { operator: None }).await.is_empty());
    assert_eq!(member.done(all_closed()).await, preview);
    let published = member.done(ListPublications { operator: Some("arc".into()) }).await;
    assert_eq!(published.len(), 21 + 7 + 1, "months, quarters and a year");
    let shown = member.done(ShowPublication { operator: "exemple".into(), period: "2026-03".parse().unwrap() }).await;
    let closed = preview.iter().find(|line| shown.line.period.contains(line.month)).unwrap();
    assert_eq!((shown.by_table.len(), &shown.by_table[0].cells), (1, &closed.cells));
    let quarter = member.done(ShowPublication { operator: "exemple".into(), period: "2026-Q1".parse().unwrap() }).await;
    let counts = |table: &ShownTable| {
        let shown = table.cells.iter().filter(|cell| cell.visits.is_some()).count();
        ReleasedLine { period: quarter.line.period, table: table.table.unwrap(), shown, hidden: table.cells.len() - shown }
    };
    assert_eq!(quarter.by_table.iter().map(counts).collect::<Vec<_>>(), closed.longer);
    assert_eq!(closed.kept_back, []);
    let none = ShowPublication { operator: "arc".into(), period: "2024-03".parse().unwrap() };
    assert_eq!(member.refused(none).await.code, ProblemCode::PublicationUnknown);
}

#[tokio::test]
async fn a_month_is_closed_once_and_only_when_it_is_over() {
    let member = with_visits().await;
    let close = |month: &str| CloseMonth { month: Some(month.parse().unwrap()), all_before: None, partial: None, dry_run: false };
    assert_eq!(member.refused(close("2026-10")).await.code, ProblemCode::MonthOpen);
    assert_eq!(member.refused(close("2024-01")).await.code, ProblemCode::MonthEmpty);
    let last = member.done(CloseMonth { month: None, all_before: None, partial: None, dry_run: false }).await;
    assert_eq!(last[0].month.to_string(), "2026-09");
    assert_eq!(member.refused(close("2026-09")).await.code, ProblemCode::MonthClosed);
    assert_eq!(member.done(all_closed()).await.len(), 20);
    assert_eq!(member.refused(all_closed()).await.code, ProblemCode::MonthsNone);
}

#[tokio::test]
async fn a_visit_of_a_closed_month_is_kept_and_said_to_be_late() {
    let member = with_visits().await;
    member.done(all_closed()).await;
    let before = by_permanence_and_month(&member, false).await;
    let text = |text: &str| Some(text.to_owned());
    let draft = VisitDraft {
        permanence: text("bruxelles-cpas"),
        date: text("2026-03-06"),
        request_type: text("itsme"),
        outcome: text("resolu"),
        ..VisitDraft::default()
    };
    assert!(member.done(RecordVisit { draft, dry_run: false }).await.late);
    assert_eq!(by_permanence_and_month(&member, false).await.figures, before.figures);
}

#[tokio::test]
async fn what_is_missing_can_be_a_failure() {
    let member = with_visits().await;
    let complete = || AskFigures { require_complete: true, ..AskFigures::default() };
    let problem = member.refused(complete()).await;
    assert_eq!(problem.code, ProblemCode::CoverageIncomplete);
    assert_eq!((problem.details["published"].as_str(), problem.details["expected"].as_str()), ("0", "1"));
    member.done(all_closed()).await;
    member.done(complete()).await;
    let months = AskFigures { from: "2026-01".parse().ok(), to: "2026-12".parse().ok(), ..complete() };
    let problem = member.refused(months).await;
    assert_eq!((problem.details["published"].as_str(), problem.details["expected"].as_str()), ("9", "12"));
    let backwards = AskFigures { from: "2026-03".parse().ok(), to: "2026-01".parse().ok(), ..AskFigures::default() };
    assert_eq!(member.refused(backwards).await.details["why"], "months-backwards");
}

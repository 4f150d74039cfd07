//! Publications: of everybody, what they show; of the own ones, why they give nobody away.

pub mod coverage;
pub mod explain;
pub mod export;
mod own;
pub mod verify;

use std::collections::BTreeMap;

use maillage_shared::{
    calendar::{Grain, Period},
    identity::{OperatorId, ShortCode},
    record::PartialReason,
    statistics::{Cell, Publication, Table, Trait, classes, disclosure::PublicYear},
    text::Slug,
    view::{
        NetworkFold,
        publications::{Standing, standing},
    },
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, directory::find_operator};

/// Lists what was published.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListPublications {
    /// Only this operator: a name, a part of it, or a short code.
    pub operator: Option<String>,
}

/// One published period.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PublicationLine {
    /// The operator.
    pub operator: OperatorId,
    /// Its name.
    pub name: String,
    /// Whether it is a member no longer.
    pub former: bool,
    /// The period.
    pub period: Period,
    /// Its tables.
    pub tables: usize,
    /// Figures shown.
    pub shown: usize,
    /// Figures hidden.
    pub hidden: usize,
    /// Whether contradictory figures were published for a table, so that none of them counts.
    pub disputed: bool,
}

/// Shows one published period.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShowPublication {
    /// The operator: a name, a part of it, or a short code.
    pub operator: String,
    /// The period.
    pub period: Period,
}

/// A published period with its figures.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShownPublication {
    /// What it is.
    #[serde(flatten)]
    pub line: PublicationLine,
    /// The tables, in the order of their numbers.
    pub by_table: Vec<ShownTable>,
    /// Why the month was closed although sessions were missing; known of the own months alone.
    pub partial: Option<PartialReason>,
}

/// One table of a period.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShownTable {
    /// Which; nothing for one of a later version.
    pub table: Option<Table>,
    /// Whether contradictory figures were published, so that none counts.
    pub disputed: bool,
    /// Smallest figure that could be shown.
    pub smallest_figure: Option<u32>,
    /// The figures: the operator's, then those of its permanences.
    pub cells: Vec<PublishedCell>,
    /// The permanences whose figures count visits that came too late for the shorter periods.
    pub late: Vec<Slug>,
    /// The short code of the device that published.
    pub device: Option<ShortCode>,
    /// The entry of its journal.
    pub entry: Option<u64>,
    /// Whether an anchor settles it.
    pub anchored: bool,
}

/// A published figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedCell {
    /// The permanence; nothing for the operator as a whole.
    pub permanence: Option<Slug>,
    /// The code of each trait that the table counts by.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cell: BTreeMap<Trait, String>,
    /// Visits, or nothing where hidden.
    pub visits: Option<u32>,
}

impl PublishedCell {
    /// A cell of this table.
    #[must_use]
    pub fn of(table: Table, cell: &Cell<'_>) -> Self {
        Self { permanence: cell.permanence.cloned(), cell: named(table, cell.codes), visits: cell.visits }
    }
}

/// The codes of a cell by their names.
pub(super) fn named(table: Table, codes: [u16; 2]) -> BTreeMap<Trait, String> {
    let name = |(of, code): (&Trait, u16)| (*of, classes::name(*of, code).unwrap_or_default().to_owned());
    table.traits().iter().zip(codes).map(name).collect()
}

/// The tables of each period of an operator.
type Periods<'f> = BTreeMap<(OperatorId, Period), Vec<Standing<'f>>>;

fn periods(fold: &NetworkFold) -> Periods<'_> {
    let mut periods = Periods::new();
    for standing in standing(fold) {
        periods.entry((standing.operator, standing.period)).or_default().push(standing);
    }
    periods
}

/// What stands of one year of an operator, among `all` that stands.
fn public_year(all: &[Standing<'_>], operator: OperatorId, year: i16) -> PublicYear {
    let of_year = all.iter().filter(|standing| standing.operator == operator && standing.period.year() == year);
    let held: Vec<&Publication> = of_year.clone().filter_map(Standing::publication).collect();
    let disputed = of_year.filter(|standing| standing.stands.is_none()).flat_map(|standing| standing.period.months());
    PublicYear::of(year, held, &disputed.collect())
}

fn line(fold: &NetworkFold, operator: OperatorId, period: Period, tables: &[Standing<'_>]) -> PublicationLine {
    let counted = tables.iter().filter_map(Standing::publication).map(Publication::shown_and_hidden);
    let (shown, hidden) = counted.fold((0_usize, 0_usize), |(all_shown, all_hidden), (shown, hidden)| {
        (all_shown.saturating_add(shown), all_hidden.saturating_add(hidden))
    });
    PublicationLine {
        operator,
        name: super::decisions::names(fold).remove(&operator).unwrap_or_default(),
        former: fold.state().roster.member(operator).is_none(),
        period,
        tables: tables.len(),
        shown,
        hidden,
        disputed: tables.iter().any(|standing| standing.stands.is_none()),
    }
}

impl Operation for ListPublications {
    const NAME: &'static str = "publication-list";
    type Output = Vec<PublicationLine>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<PublicationLine>, Problem> {
        let fold = service.opened()?.ledger.fold();
        let wanted = self.operator.as_deref().map(|typed| find_operator(&fold, typed)).transpose()?;
        let all = periods(&fold);
        let of_wanted = all.iter().filter(|((operator, _), _)| wanted.is_none_or(|wanted| *operator == wanted));
        Ok(of_wanted.map(|((operator, period), tables)| line(&fold, *operator, *period, tables)).collect())
    }
}

impl Operation for ShowPublication {
    const NAME: &'static str = "publication-show";
    type Output = ShownPublication;

    fn perform(self, service: &Service, _: &Progress) -> Result<ShownPublication, Problem> {
        let opened = service.opened()?;
        let fold = opened.ledger.fold();
        let operator = find_operator(&fold, &self.operator)?;
        let Some(tables) = periods(&fold).remove(&(operator, self.period)) else {
            let name = super::decisions::names(&fold).remove(&operator).unwrap_or_default();
            return Err(Problem::new(ProblemCode::PublicationUnknown).with("reference", format!("{name} {}", self.period)));
        };
        let is_own_month = operator == opened.operator && self.period.grain() == Grain::Month;
        let closed = if is_own_month { opened.ledger.store().read(|read| read.closed_month(self.period.first()))? } else { None };
        Ok(ShownPublication {
            line: line(&fold, operator, self.period, &tables),
            by_table: tables.iter().map(shown).collect(),
            partial: closed.and_then(|closed| closed.partial),
        })
    }
}

fn shown(standing: &Standing<'_>) -> ShownTable {
    let table = Table::of_number(standing.table);
    let candidate = standing.stands.as_ref();
    let publication = standing.publication();
    let cells = table.zip(publication).map(|(table, held)| held.cells().map(|cell| PublishedCell::of(table, &cell)).collect());
    ShownTable {
        table,
        disputed: candidate.is_none(),
        smallest_figure: publication.map(|publication| publication.smallest_figure),
        cells: cells.unwrap_or_default(),
        late: publication.map_or_else(Vec::new, |publication| publication.late.clone()),
        device: candidate.map(|candidate| candidate.device.short_code()),
        entry: candidate.map(|candidate| candidate.seq),
        anchored: candidate.is_some_and(|candidate| candidate.anchored),
    }
}

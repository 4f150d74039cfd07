//! Network-wide figures, from publications only; and the own raw figures, which are something else.

mod codes;
mod own;
pub mod saved;

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    calendar::{Day, Grain, Month},
    directory::commune::{NisCode, Region},
    identity::OperatorId,
    register::ItemId,
    statistics::{
        Publication, Table,
        query::{Coverage, Dimension, Figures, NetworkFigures, Place, Published, Query, QueryError, effective},
    },
    text::{Name, Slug},
    view::{NetworkFold, publications::standing},
};
use serde::{Deserialize, Serialize};

use self::own::OwnPlaces;
use super::{
    Operation, Problem, ProblemCode, Progress, Service,
    directory::{commune_label, find_commune, find_operator},
    opened::Opened,
    reasons,
};

/// Asks for figures.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct AskFigures {
    /// By what to count.
    pub by: Vec<Dimension>,
    /// The first month.
    pub from: Option<Month>,
    /// The last month.
    pub to: Option<Month>,
    /// Only this permanence.
    pub permanence: Option<String>,
    /// Only this operator.
    pub operator: Option<String>,
    /// Only this commune, by name or NIS code.
    pub commune: Option<String>,
    /// Only this region.
    pub region: Option<Region>,
    /// Only visits of these codes or labels, for each trait that is named.
    pub only: BTreeMap<Dimension, Vec<String>>,
    /// What to say of each row besides.
    pub beside: Beside,
    /// The own raw figures instead of what was published.
    pub local: bool,
    /// Fail when something is missing.
    pub require_complete: bool,
}

/// What stands beside the visits of a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// Which part of the whole they are.
    pub shares: bool,
    /// How many there were in the time before.
    pub earlier: bool,
}

/// Figures, marked as what they are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Answer {
    /// Whether these are the own raw figures, not to be handed on.
    pub local: bool,
    /// Smallest number of visits that is published as a number.
    pub smallest_figure: u32,
    /// The operator of this node.
    pub own: OperatorId,
    /// The day of the answer.
    pub today: Day,
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
}

impl Operation for AskFigures {
    const NAME: &'static str = "stats";
    type Output = Answer;

    fn perform(self, service: &Service, _: &Progress) -> Result<Answer, Problem> {
        let opened = service.reading()?;
        let today = service.today()?;
        let this_month = today.month();
        let by_record = self.local && self.by.iter().chain(self.only.keys()).any(|dimension| dimension.list().is_some());
        let (index, query, smallest_figure, own) = {
            let fold = opened.ledger.fold();
            let smallest = fold.state().policy.as_ref().map_or(0, |policy| policy.smallest_figure);
            let index = if self.local { local_index(opened, &fold)? } else { network_index(&fold, this_month) };
            let own = by_record.then(|| own_name(opened, &fold)).transpose()?.map(|name| OwnPlaces { name, places: places(&fold) });
            (index, self.query(&fold)?, smallest, own)
        };
        let figures = match own {
            Some(own) => self.of_records(opened, &index, (&query, &own))?,
            None if self.beside.earlier => index.answer_with_earlier(&query).map_err(|error| self.refused(error))?,
            None => index.answer(&query).map_err(|error| self.refused(error))?,
        };
        let figures = if self.beside.shares { figures.with_shares() } else { figures };
        if self.require_complete && !figures.coverage.complete {
            let (published, expected) = publications(&figures.coverage);
            return Err(Problem::new(ProblemCode::CoverageIncomplete)
                .with("published", published)
                .with("expected", expected)
                .with("missing", missing(&figures)));
        }
        Ok(Answer { local: self.local, smallest_figure, own: opened.operator, today, figures })
    }
}

/// Months of operators that are in, and that could be.
fn publications(coverage: &Coverage) -> (u64, u64) {
    let count = |items: usize| u64::try_from(items).unwrap_or(u64::MAX);
    let months = coverage.from.zip(coverage.to).map_or(1, |(from, to)| count(Month::range(from, to).count()));
    let expected = u64::from(coverage.operators_expected).saturating_mul(months);
    // Of who never published anything no month is named.
    let missing =
        coverage.missing.iter().map(|missing| if missing.months.is_empty() { months } else { count(missing.months.len()) });
    (expected.saturating_sub(missing.fold(0, u64::saturating_add)), expected)
}

fn missing(figures: &Figures) -> String {
    let months = |months: &[Month]| months.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let one = |missing: &maillage_shared::statistics::query::Missing| format!("{} ({})", missing.name, months(&missing.months));
    figures.coverage.missing.iter().map(one).collect::<Vec<_>>().join(", ")
}

impl AskFigures {
    /// What is wrong with the question, and with which part of it.
    fn refused(&self, error: QueryError) -> Problem {
        let by = || self.by.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let (value, why) = match error {
            QueryError::Backwards { from, to } => (format!("{from}..{to}"), reasons::MONTHS_BACKWARDS),
            QueryError::NotPublished => (by(), reasons::ONLY_LOCAL),
            QueryError::TooFine(Grain::Year) => (by(), reasons::ONLY_BY_YEAR),
            QueryError::TooFine(_) => (by(), reasons::ONLY_BY_QUARTER),
            QueryError::Partly(Grain::Year) => ("--from, --to".to_owned(), reasons::WHOLE_YEARS),
            QueryError::Partly(_) => ("--from, --to".to_owned(), reasons::WHOLE_QUARTERS),
        };
        Problem::new(ProblemCode::FilterInvalid).with("value", value).with("why", why)
    }

    /// Own raw figures by what records say; what they cover is that of the totals of their months.
    fn of_records(&self, opened: &Opened, months: &NetworkFigures, (query, own): (&Query, &OwnPlaces)) -> Result<Figures, Problem> {
        let only = codes::of_records(&self.only)?;
        let ask = |query: &Query| {
            let mut figures = months.answer(query).map_err(|error| self.refused(error))?;
            figures.by = effective(&self.by);
            figures.rows = own::rows(opened, &figures.by, (query, &only), own)?;
            Ok::<_, Problem>(figures)
        };
        let figures = ask(query)?;
        match figures.earlier_question(query).filter(|_| self.beside.earlier) {
            Some((earlier, later)) => Ok(figures.compared(ask(&earlier)?, later)),
            None => Ok(figures),
        }
    }

    fn query(&self, fold: &NetworkFold) -> Result<Query, Problem> {
        let operator = self.operator.as_deref().map(|typed| find_operator(fold, typed)).transpose()?;
        let permanence = self.permanence.as_deref().map(super::hosts::read_slug).transpose()?;
        let commune = self.commune.as_deref().map(|typed| find_commune(fold, typed)).transpose()?;
        Ok(Query {
            by: self.by.iter().copied().filter(|dimension| !self.local || dimension.list().is_none()).collect(),
            from: self.from,
            to: self.to,
            operators: operator.into_iter().collect(),
            permanences: permanence.into_iter().collect(),
            communes: commune.into_iter().flatten().collect(),
            regions: self.region.into_iter().collect(),
            only: if self.local { BTreeMap::new() } else { codes::published(&self.only)? },
        })
    }
}

fn members(fold: &NetworkFold) -> BTreeMap<OperatorId, Name> {
    fold.state().roster.members().map(|member| (member.operator, member.name.clone())).collect()
}

/// Where each permanence is, as the directory says.
fn places(fold: &NetworkFold) -> BTreeMap<(OperatorId, Slug), Place> {
    let mut places = BTreeMap::new();
    for operator in fold.state().roster.everybody().keys() {
        let Some(page) = fold.operator(*operator).map(maillage_shared::view::operators::OperatorFold::page) else { continue };
        for permanence in page.permanences.values() {
            let host = page.hosts.get(&permanence.host);
            let region = host.and_then(|host| host.commune).map(NisCode::region);
            let place = Place { commune: host.and_then(commune_label), region, host: Some(permanence.host.clone()) };
            places.insert((*operator, permanence.slug.clone()), place);
        }
    }
    places
}

/// What was published for months that have begun here: a month that lies ahead is left out rather than believed.
fn network_index(fold: &NetworkFold, this_month: Month) -> NetworkFigures {
    let members = members(fold);
    // What former members published stays in the figures of its months.
    let everybody = fold.state().roster.everybody();
    let all = standing(fold);
    let published: Vec<Published<'_>> = all
        .iter()
        .filter(|standing| standing.period.last() <= this_month)
        .filter_map(|standing| {
            Some(Published {
                operator: standing.operator,
                operator_name: &everybody.get(&standing.operator)?.name,
                table: Table::of_number(standing.table)?,
                period: standing.period,
                publication: standing.publication(),
            })
        })
        .collect();
    NetworkFigures::new(&members, &places(fold), &published)
}

fn own_name(opened: &Opened, fold: &NetworkFold) -> Result<Name, Problem> {
    members(fold).remove(&opened.operator).ok_or_else(|| Problem::new(ProblemCode::HomeEmpty))
}

/// The own visits, as if nothing had to be hidden.
fn local_index(opened: &Opened, fold: &NetworkFold) -> Result<NetworkFigures, Problem> {
    let (me, name) = (opened.operator, own_name(opened, fold)?);
    let days = super::visits::days(None, None)?;
    let totals = opened.ledger.store().read(|read| read.month_totals(days.start().month(), days.end().month()))?;
    let own_page = fold.operator(me).map(maillage_shared::view::operators::OperatorFold::page);
    let known: BTreeSet<Slug> = own_page.map(|page| page.permanences.keys().cloned().collect()).unwrap_or_default();
    let months = raw_months(&totals, &known);
    let published: Vec<Published<'_>> = months
        .iter()
        .map(|publication| Published {
            operator: me,
            operator_name: &name,
            table: Table::MonthVisits,
            period: publication.period,
            publication: Some(publication),
        })
        .collect();
    let own_places: BTreeMap<(OperatorId, Slug), Place> =
        places(fold).into_iter().filter(|((operator, _), _)| *operator == me).collect();
    Ok(NetworkFigures::new(&BTreeMap::from([(me, name.clone())]), &own_places, &published))
}

/// The true figures of every month from the first to the last with a visit: nothing is hidden, and none is none.
fn raw_months(totals: &BTreeMap<(Month, Slug), u64>, known: &BTreeSet<Slug>) -> Vec<Publication> {
    let ends = totals.first_key_value().zip(totals.last_key_value());
    let months = ends.into_iter().flat_map(|(((first, _), _), ((last, _), _))| Month::range(*first, *last));
    let named: BTreeSet<&Slug> = known.iter().chain(totals.keys().map(|(_, permanence)| permanence)).collect();
    let of_month = |month: Month| {
        let visits = |permanence: &&Slug| {
            let visits = totals.get(&(month, (**permanence).clone())).copied().unwrap_or(0);
            u32::try_from(visits).unwrap_or(u32::MAX)
        };
        let each: Vec<u32> = named.iter().map(visits).collect();
        let whole = each.iter().fold(0_u32, |sum, visits| sum.saturating_add(*visits));
        Publication {
            table: Table::MonthVisits as u16,
            period: month.into(),
            seen: ItemId::from_bytes([0; 32]),
            smallest_figure: 0,
            previous: None,
            permanences: named.iter().map(|name| (*name).clone()).collect(),
            codes: Vec::new(),
            figures: std::iter::once(whole).chain(each).map(Some).collect(),
            late: Vec::new(),
        }
    };
    months.map(of_month).collect()
}

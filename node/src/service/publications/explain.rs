//! Why a figure is hidden, and what anybody can derive for it.

use std::collections::BTreeMap;

use maillage_shared::{
    calendar::Period,
    identity::OperatorId,
    statistics::{
        Table, Trait, classes,
        disclosure::{Spot, Why},
        query::Dimension,
    },
    text::Slug,
    view::publications::standing,
};
use serde::{Deserialize, Serialize};

use super::{
    super::{Operation, Problem, ProblemCode, Progress, Service, directory::find_operator, opened::Opened, reasons},
    named, own, public_year,
};

/// Asks about one figure.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExplainFigure {
    /// Whose: a name, a part of it, or a short code; the own operator when it is not given.
    pub operator: Option<String>,
    /// `forest-cpas/2025-Q1/categorie=demarches`, without a permanence for the operator as a whole.
    pub figure: String,
}

/// What is said of one figure.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExplainedFigure {
    /// The operator.
    pub operator: OperatorId,
    /// Its name.
    pub name: String,
    /// The permanence; nothing for the operator as a whole.
    pub permanence: Option<Slug>,
    /// The period.
    pub period: Period,
    /// The table.
    pub table: Table,
    /// The code of each trait.
    pub cell: BTreeMap<Trait, String>,
    /// What it is to everybody.
    pub state: FigureState,
    /// Visits, where shown or known beforehand to be none.
    pub visits: Option<u32>,
    /// The least that anybody can derive.
    pub at_least: i64,
    /// The most; nothing where nothing follows.
    pub at_most: Option<i64>,
    /// The smallest figure that was shown when it was published.
    pub smallest_figure: u32,
    /// Why it is hidden. Only its own operator's node can tell.
    pub why: Option<WhyHidden>,
}

/// What a figure is to everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureState {
    /// Shown as a number.
    Shown,
    /// Hidden.
    Hidden,
    /// Known beforehand to be nothing.
    KnownZero,
}

/// Why a figure is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyHidden {
    /// It is below the smallest figure that is shown.
    TooSmall,
    /// Others could be found if it were shown.
    ProtectsOthers,
}

impl Operation for ExplainFigure {
    const NAME: &'static str = "publication-explain";
    type Output = ExplainedFigure;

    fn perform(self, service: &Service, _: &Progress) -> Result<ExplainedFigure, Problem> {
        let opened = service.member()?;
        let asked = Asked::read(&self.figure)?;
        let fold = opened.ledger.fold();
        let operator = self.operator.as_deref().map_or(Ok(opened.operator), |typed| find_operator(&fold, typed))?;
        let unknown = || Problem::new(ProblemCode::PublicationUnknown).with("reference", &self.figure);
        let public = public_year(&standing(&fold), operator, asked.period.year());
        let scope = public.scope(asked.permanence.as_ref().map(Slug::as_str)).ok_or_else(unknown)?;
        let spot = Spot { scope, table: asked.table, period: asked.period, codes: asked.codes, late: false };
        let is_zero = public.counts.is_structural_zero(&spot) && public.is_released(asked.period);
        let held = public.history.figures.get(&spot).copied();
        let visits = if is_zero { Some(0) } else { held.ok_or_else(unknown)? };
        let state = match (is_zero, visits) {
            (true, _) => FigureState::KnownZero,
            (false, Some(_)) => FigureState::Shown,
            (false, None) => FigureState::Hidden,
        };
        let known = visits.map(i64::from);
        let interval = if known.is_none() { public.interval(&spot) } else { None };
        let why = if operator == opened.operator && state == FigureState::Hidden { why(opened, &asked)? } else { None };
        Ok(ExplainedFigure {
            operator,
            name: super::super::decisions::names(&fold).remove(&operator).unwrap_or_default(),
            permanence: asked.permanence,
            period: asked.period,
            table: asked.table,
            cell: named(asked.table, asked.codes),
            state,
            visits,
            at_least: known.or(interval.map(|interval| interval.least)).unwrap_or(0),
            at_most: known.or(interval.and_then(|interval| interval.most)),
            smallest_figure: public.history.smallest_of(&spot),
            why,
        })
    }
}

fn why(opened: &Opened, asked: &Asked) -> Result<Option<WhyHidden>, Problem> {
    let years = own::years(opened)?;
    let Some((_, own)) = years.into_iter().find(|(year, own)| *year == asked.period.year() && own.foreign.is_empty()) else {
        return Ok(None);
    };
    let Some(scope) = own.public.scope(asked.permanence.as_ref().map(Slug::as_str)) else { return Ok(None) };
    let spot = Spot { scope, table: asked.table, period: asked.period, codes: asked.codes, late: false };
    Ok(own.public.history.why(&own.public.counts, &spot).map(|why| match why {
        Why::TooSmall => WhyHidden::TooSmall,
        Why::ProtectsOthers => WhyHidden::ProtectsOthers,
    }))
}

/// A figure as people write it.
struct Asked {
    permanence: Option<Slug>,
    period: Period,
    table: Table,
    codes: [u16; 2],
}

impl Asked {
    fn read(text: &str) -> Result<Self, Problem> {
        let invalid = || Problem::new(ProblemCode::FilterInvalid).with("value", text).with("why", reasons::FIGURE_NAME);
        let parts: Vec<&str> = text.split('/').collect();
        let (permanence, period, cell) = match parts.as_slice() {
            [period] => (None, *period, ""),
            [first, second] if second.contains('=') => (None, *first, *second),
            [permanence, period] => (Some(*permanence), *period, ""),
            [permanence, period, cell] => (Some(*permanence), *period, *cell),
            _ => return Err(invalid()),
        };
        let permanence = permanence.map(Slug::new).transpose().map_err(|_| invalid())?;
        let period: Period = period.parse().map_err(|_| invalid())?;
        let cell: Vec<(Trait, u16)> =
            cell.split([',', '+']).filter(|part| !part.is_empty()).map(code).collect::<Option<_>>().ok_or_else(invalid)?;
        let traits: Vec<Trait> = cell.iter().map(|(of, _)| *of).collect();
        let table = Table::by(period.grain(), &traits).ok_or_else(invalid)?;
        let mut codes = [0; 2];
        for (place, of) in codes.iter_mut().zip(table.traits()) {
            *place = cell.iter().find(|(other, _)| other == of).map_or(0, |(_, code)| *code);
        }
        Ok(Self { permanence, period, table, codes })
    }
}

/// `categorie=demarches`.
fn code(text: &str) -> Option<(Trait, u16)> {
    let (dimension, code) = text.split_once('=')?;
    let of = dimension.parse::<Dimension>().ok()?.published_trait()?;
    Some((of, classes::named(of, code.trim())?))
}

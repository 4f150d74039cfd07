//! What an answer covers: who is in, who is expected, and which months are missing.

use std::collections::BTreeSet;

use super::{Query, index::NetworkFigures, index::Operator, tiles::Family};
use crate::{
    calendar::{Month, Period},
    identity::OperatorId,
    statistics::Table,
    text::Name,
};

/// What an answer covers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Coverage {
    /// The first month, or nothing when no range is given and nothing was ever published.
    pub from: Option<Month>,
    /// The last month.
    pub to: Option<Month>,
    /// Operators of whom at least one month is in.
    pub operators_published: u32,
    /// Operators that could be in: the members that the filters let through, and former members of whom a month is in.
    pub operators_expected: u32,
    /// Permanences of whom at least one figure is in, shown or hidden.
    pub permanences_in: u32,
    /// Permanences of those operators that the directory or a publication names and the filters let through. One that opened
    /// after the last month counts as well, so this may be larger although nothing is missing.
    pub permanences_expected: u32,
    /// The members of whom months are missing, in ascending order of name.
    pub missing: Vec<Missing>,
    /// Whether somebody is expected and every month of every expected member is in.
    pub complete: bool,
}

/// The months of a member that an answer lacks.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Missing {
    /// The member.
    pub operator: OperatorId,
    /// Its name.
    pub name: Name,
    /// Every month that is not in; empty when nobody ever published.
    pub months: Vec<Month>,
    /// Those of them for which two different contents were published, so that neither counts.
    pub disputed: Vec<Month>,
}

/// The first and the last month of an answer, if there are any.
pub(super) type Span = Option<(Month, Month)>;

/// What is counted of each operator.
#[derive(Debug)]
pub(super) struct Covered {
    span: Span,
    table: Table,
    /// By the places of operators.
    operators: Vec<OfOperator>,
}

#[derive(Debug)]
struct OfOperator {
    tiles: BTreeSet<(Table, Period)>,
    months: BTreeSet<Month>,
    disputed: BTreeSet<Month>,
}

impl Covered {
    pub(super) fn of(figures: &NetworkFigures, family: &Family, span: Span) -> Self {
        let of_operator = |operator: &Operator| {
            let tiles = family.tiles(operator, span);
            let months: BTreeSet<Month> = tiles.iter().flat_map(|(_, period)| period.months()).collect();
            OfOperator { disputed: family.disputed(operator, span), tiles, months }
        };
        Self { span, table: family.table(), operators: figures.operators.iter().map(of_operator).collect() }
    }

    /// A table that has the traits of all.
    pub(super) const fn family(&self) -> Table {
        self.table
    }

    /// The tables and periods that are counted of the operator at this place.
    pub(super) fn tiles(&self, operator: usize) -> impl Iterator<Item = &(Table, Period)> {
        self.operators.get(operator).into_iter().flat_map(|of| &of.tiles)
    }

    fn is_published(&self, operator: usize) -> bool {
        self.operators.get(operator).is_some_and(|of| !of.tiles.is_empty())
    }

    fn missing(&self, place: usize, operator: &Operator) -> Option<Missing> {
        if !operator.is_member {
            return None;
        }
        let of = self.operators.get(place)?;
        let range = self.span.into_iter().flat_map(|(from, to)| Month::range(from, to));
        let months: Vec<Month> = range.filter(|month| !of.months.contains(month)).collect();
        if months.is_empty() && self.span.is_some() {
            return None;
        }
        let disputed = months.iter().copied().filter(|month| of.disputed.contains(month)).collect();
        Some(Missing { operator: operator.id, name: operator.name.clone(), months, disputed })
    }
}

impl Coverage {
    /// `selected` are the places of the permanences that the filters let through, `is_in` says of whom a figure is in.
    pub(super) fn of(figures: &NetworkFigures, query: &Query, covered: &Covered, selected: &[(usize, bool)]) -> Self {
        let permanence_at = |place: usize| figures.permanences.get(place);
        let chosen: BTreeSet<usize> =
            selected.iter().filter_map(|(place, _)| permanence_at(*place)).map(|permanence| permanence.operator).collect();
        let narrowed = !query.permanences.is_empty() || !query.communes.is_empty() || !query.regions.is_empty();
        let is_expected = |place: usize, operator: &Operator| {
            let named = query.operators.is_empty() || query.operators.contains(&operator.id);
            // Of an operator without any known permanence nobody can say that the filters leave it out.
            let may_match = !narrowed || chosen.contains(&place) || !operator.has_permanences;
            named && may_match && (operator.is_member || covered.is_published(place))
        };
        let expected = figures.operators.iter().enumerate().filter(|(place, operator)| is_expected(*place, operator));
        let expected: Vec<(usize, &Operator)> = expected.collect();
        let mut missing: Vec<Missing> = expected.iter().filter_map(|(place, operator)| covered.missing(*place, operator)).collect();
        missing.sort_by(|one, two| (&one.name, one.operator).cmp(&(&two.name, two.operator)));
        let of_expected = |place: usize| {
            permanence_at(place)
                .is_some_and(|permanence| expected.binary_search_by_key(&permanence.operator, |(place, _)| *place).is_ok())
        };
        Self {
            from: covered.span.map(|(from, _)| from),
            to: covered.span.map(|(_, to)| to),
            operators_published: count(expected.iter().filter(|(place, _)| covered.is_published(*place))),
            operators_expected: count(expected.iter()),
            permanences_in: count(selected.iter().filter(|(_, is_in)| *is_in)),
            permanences_expected: count(selected.iter().filter(|(place, _)| of_expected(*place))),
            complete: !expected.is_empty() && missing.is_empty(),
            missing,
        }
    }
}

fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

//! What an answer covers: who is in, who is expected, and which months are missing.

use std::collections::BTreeSet;

use super::{Query, index::NetworkFigures, index::Operator};
use crate::{calendar::Month, identity::OperatorId, text::Name};

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

impl Coverage {
    /// `selected` are the places of the permanences that the filters let through, `is_in` says of whom a figure is in.
    pub(super) fn of(figures: &NetworkFigures, query: &Query, span: Span, selected: &[(usize, bool)]) -> Self {
        let permanence_at = |place: usize| figures.permanences.get(place);
        let chosen: BTreeSet<usize> =
            selected.iter().filter_map(|(place, _)| permanence_at(*place)).map(|permanence| permanence.operator).collect();
        let narrowed = !query.permanences.is_empty() || !query.communes.is_empty();
        let is_expected = |place: usize, operator: &Operator| {
            let named = query.operators.is_empty() || query.operators.contains(&operator.id);
            // Of an operator without any known permanence nobody can say that the filters leave it out.
            let may_match = !narrowed || chosen.contains(&place) || !operator.has_permanences;
            named && may_match && (operator.is_member || is_published(operator, span))
        };
        let expected = figures.operators.iter().enumerate().filter(|(place, operator)| is_expected(*place, operator));
        let expected: Vec<(usize, &Operator)> = expected.collect();
        let mut missing: Vec<Missing> = expected.iter().filter_map(|(_, operator)| missing(operator, span)).collect();
        missing.sort_by(|one, two| (&one.name, one.operator).cmp(&(&two.name, two.operator)));
        let of_expected = |place: usize| {
            permanence_at(place)
                .is_some_and(|permanence| expected.binary_search_by_key(&permanence.operator, |(place, _)| *place).is_ok())
        };
        Self {
            from: span.map(|(from, _)| from),
            to: span.map(|(_, to)| to),
            operators_published: count(expected.iter().filter(|(_, operator)| is_published(operator, span))),
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

fn is_published(operator: &Operator, span: Span) -> bool {
    span.is_some_and(|(from, to)| operator.published.range(from..=to).next().is_some())
}

fn missing(operator: &Operator, span: Span) -> Option<Missing> {
    if !operator.is_member {
        return None;
    }
    let range = span.into_iter().flat_map(|(from, to)| Month::range(from, to));
    let months: Vec<Month> = range.filter(|month| !operator.published.contains(month)).collect();
    if months.is_empty() && span.is_some() {
        return None;
    }
    let disputed = months.iter().copied().filter(|month| operator.disputed.contains(month)).collect();
    Some(Missing { operator: operator.id, name: operator.name.clone(), months, disputed })
}

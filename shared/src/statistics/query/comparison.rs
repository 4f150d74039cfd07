//! Figures beside those of an earlier time.

use std::collections::BTreeMap;

use super::{Dimension, Figures, NetworkFigures, Query, QueryError, Row};
use crate::{
    calendar::{Grain, Month, MonthRange, Period},
    directory::commune::Region,
    identity::OperatorId,
    text::Slug,
};

/// A row of an earlier time.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Earlier {
    /// Visits, or nothing when any part is hidden.
    pub visits: Option<u64>,
    /// The least that it can be.
    pub at_least: u64,
    /// The most that it can be; nothing where nothing follows.
    pub at_most: Option<u64>,
}

/// What tells rows apart.
type Key =
    (Option<OperatorId>, Option<Slug>, Option<String>, Option<Region>, Option<Slug>, Option<Month>, BTreeMap<Dimension, String>);

impl NetworkFigures {
    /// As [`NetworkFigures::answer`], each row beside the same one earlier: of the month, quarter or year before where figures are
    /// counted by that, else of as many months just before those asked for.
    ///
    /// # Errors
    /// [`QueryError`].
    pub fn answer_with_earlier(&self, query: &Query) -> Result<Figures, QueryError> {
        let figures = self.answer(query)?;
        match figures.earlier_question(query) {
            Some((earlier, months)) => Ok(figures.compared(self.answer(&earlier)?, months)),
            None => Ok(figures),
        }
    }
}

impl Figures {
    /// The question whose answer these figures are to be compared with, and how many months earlier it lies; nothing where there are no
    /// months, or none so early.
    #[must_use]
    pub fn earlier_question(&self, query: &Query) -> Option<(Query, u32)> {
        let range = self.coverage.from.zip(self.coverage.to).map(|(from, to)| MonthRange { from, to })?;
        let grain = self.by.iter().find_map(|dimension| match dimension {
            Dimension::Month => Some(Grain::Month),
            Dimension::Quarter => Some(Grain::Quarter),
            Dimension::Year => Some(Grain::Year),
            _ => None,
        });
        let months = grain.map_or_else(|| range.months(), Grain::months);
        let earlier = range.earlier(months)?;
        Some((Query { from: Some(earlier.from), to: Some(earlier.to), ..query.clone() }, months))
    }

    /// Puts the rows of `before` beside these, as they stand `months` months later.
    #[must_use]
    pub fn compared(mut self, before: Self, months: u32) -> Self {
        let of_rows = before.rows.into_iter().map(|row| {
            let key = key(&row, months);
            (key, Earlier { visits: row.visits, at_least: row.at_least, at_most: row.at_most })
        });
        let mut earlier: BTreeMap<Key, Earlier> = of_rows.collect();
        for row in &mut self.rows {
            row.earlier = earlier.remove(&key(row, 0));
        }
        self.earlier = Some(before.coverage);
        self
    }
}

/// The key of a row, as if it stood so many months later.
fn key(row: &Row, later: u32) -> Key {
    let period = row.period.as_ref().and_then(|period| period.parse::<Period>().ok());
    let month = period.and_then(|period| Month::from_number(period.first().number().saturating_add(later)).ok());
    let cell = row.cell.iter().map(|(of, code)| (*of, code.clone().unwrap_or_default())).collect();
    let operator = row.operator.as_ref().map(|operator| operator.id);
    (operator, row.permanence.clone(), row.commune.clone(), row.region, row.host.clone(), month, cell)
}

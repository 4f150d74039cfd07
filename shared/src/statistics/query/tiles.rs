//! Which published tables answer a question, and of which periods.

use std::collections::{BTreeMap, BTreeSet};

use super::{Dimension, Query, QueryError, coverage::Span, index::NetworkFigures, index::Operator};
use crate::{
    calendar::{Grain, Month, Period},
    statistics::{Table, Trait},
};

/// The tables by the same traits, one for each length of time that is published by them.
#[derive(Debug, Clone)]
pub(super) struct Family {
    /// Long periods first.
    tables: Vec<Table>,
    /// The length of time that is asked for.
    grain: Option<Grain>,
}

impl Dimension {
    /// What is published by it, if anything is.
    #[must_use]
    pub const fn published_trait(self) -> Option<Trait> {
        Some(match self {
            Self::Category => Trait::Category,
            Self::Gender => Trait::Gender,
            Self::Age => Trait::Age,
            Self::Outcome => Trait::Outcome,
            _ => return None,
        })
    }

    const fn grain(self) -> Option<Grain> {
        match self {
            Self::Month => Some(Grain::Month),
            Self::Quarter => Some(Grain::Quarter),
            Self::Year => Some(Grain::Year),
            _ => None,
        }
    }
}

impl Family {
    /// The tables by what is counted by, and by what visits are picked.
    ///
    /// # Errors
    /// [`QueryError::NotPublished`] where no table is by these traits, [`QueryError::TooFine`] where only longer periods are.
    pub(super) fn of(by: &[Dimension], only: &BTreeMap<Trait, BTreeSet<u16>>) -> Result<Self, QueryError> {
        let grain = by.iter().find_map(|dimension| dimension.grain());
        let traits: Vec<Dimension> = by.iter().copied().filter(|dimension| dimension.list().is_some()).collect();
        let asked: Option<BTreeSet<Trait>> = traits.iter().map(|dimension| dimension.published_trait()).collect();
        let mut asked = asked.ok_or(QueryError::NotPublished)?;
        asked.extend(only.keys());
        let is_by = |table: &Table| table.traits().iter().copied().collect::<BTreeSet<Trait>>() == asked;
        let tables: Vec<Table> = Table::CALENDAR.into_iter().filter(is_by).collect();
        let finest = tables.iter().map(|table| table.grain()).min().ok_or(QueryError::NotPublished)?;
        if grain.is_some_and(|grain| grain < finest) {
            return Err(QueryError::TooFine(finest));
        }
        Ok(Self { tables, grain })
    }

    /// A table that has the traits of all.
    pub(super) fn table(&self) -> Table {
        self.tables.last().copied().unwrap_or(Table::MonthVisits)
    }

    /// The shortest of its periods.
    fn finest(&self) -> Grain {
        self.table().grain()
    }

    /// The months asked for; where one end is open it is that of what was published by these traits.
    ///
    /// # Errors
    /// [`QueryError::Backwards`], or [`QueryError::Partly`] where an end lies within a period that is only published whole.
    pub(super) fn span(&self, figures: &NetworkFigures, query: &Query) -> Result<Span, QueryError> {
        let published = figures.operators.iter().flat_map(|operator| operator.published.iter().chain(&operator.disputed));
        let periods: Vec<Period> = published.filter(|(table, _)| self.tables.contains(table)).map(|(_, period)| *period).collect();
        let first = periods.iter().map(|period| period.first()).min();
        let last = periods.iter().map(|period| period.last()).max();
        let span = match (query.from, query.to) {
            (Some(from), Some(to)) if from > to => return Err(QueryError::Backwards { from, to }),
            (Some(from), Some(to)) => Some((from, to)),
            (Some(from), None) => Some((from, last.unwrap_or_else(|| Period::around(from, self.finest()).last()).max(from))),
            (None, Some(to)) => Some((first.unwrap_or_else(|| Period::around(to, self.finest()).first()).min(to), to)),
            (None, None) => first.zip(last),
        };
        let finest = self.finest();
        if let Some((from, to)) = span
            && (Period::around(from, finest).first() != from || Period::around(to, finest).last() != to)
        {
            return Err(QueryError::Partly(finest));
        }
        Ok(span)
    }

    /// The tables and periods that are counted for an operator: none counts a visit that another counts.
    pub(super) fn tiles(&self, operator: &Operator, span: Span) -> BTreeSet<(Table, Period)> {
        self.covering(&operator.published, span)
    }

    /// The months that nobody can count since two contents were published.
    pub(super) fn disputed(&self, operator: &Operator, span: Span) -> BTreeSet<Month> {
        self.covering(&operator.disputed, span).into_iter().flat_map(|(_, period)| period.months()).collect()
    }

    fn covering(&self, held: &BTreeSet<(Table, Period)>, span: Span) -> BTreeSet<(Table, Period)> {
        let mut tiles: BTreeSet<(Table, Period)> = BTreeSet::new();
        let Some((from, to)) = span else { return tiles };
        let mut covered: BTreeSet<Month> = BTreeSet::new();
        let asked = |table: &&Table| self.grain.is_none_or(|grain| table.grain() <= grain);
        for table in self.tables.iter().filter(asked) {
            let inside = |(_, period): &&(Table, Period)| from <= period.first() && period.last() <= to;
            let of_table = held.iter().filter(|(other, _)| other == table).filter(inside);
            let free: Vec<(Table, Period)> = of_table.filter(|(_, period)| !covered.contains(&period.first())).copied().collect();
            covered.extend(free.iter().flat_map(|(_, period)| period.months()));
            tiles.extend(free);
        }
        tiles
    }
}

//! How much of what could be shown is shown.

use std::collections::BTreeMap;

use super::{Counts, History, Scope};
use crate::statistics::Table;

/// How much of one table is shown, beside what hiding only small figures would show: more can never be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Coverage {
    /// Figures that are not too small.
    pub ceiling_figures: u64,
    /// Visits in them.
    pub ceiling_visits: u64,
    /// Figures that are shown.
    pub shown_figures: u64,
    /// Visits in them.
    pub shown_visits: u64,
}

/// Whose figures a coverage counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covers {
    /// Those of single permanences.
    Permanences,
    /// Those of the operator as a whole.
    Operator,
}

impl Coverage {
    /// The share of figures and of visits that is shown of what could be; 1 where nothing could.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "figures are far below 2^52")]
    pub fn shares(&self) -> (f64, f64) {
        let share = |part: u64, whole: u64| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
        (share(self.shown_figures, self.ceiling_figures), share(self.shown_visits, self.ceiling_visits))
    }

    /// Counts those of another as well.
    pub fn add(&mut self, other: &Self) {
        self.ceiling_figures = self.ceiling_figures.saturating_add(other.ceiling_figures);
        self.ceiling_visits = self.ceiling_visits.saturating_add(other.ceiling_visits);
        self.shown_figures = self.shown_figures.saturating_add(other.shown_figures);
        self.shown_visits = self.shown_visits.saturating_add(other.shown_visits);
    }
}

impl History {
    /// What is shown of each table that was released; zeros that are known beforehand are left aside.
    #[must_use]
    pub fn coverage(&self, counts: &Counts) -> BTreeMap<(Table, Covers), Coverage> {
        let sums = counts.sums();
        let mut all: BTreeMap<(Table, Covers), Coverage> = BTreeMap::new();
        let released = self.figures.iter().filter(|(spot, _)| !spot.late && !counts.is_structural_zero(spot));
        for (spot, shown) in released {
            let visits = sums.get(spot).copied().and_then(|value| u64::try_from(value).ok()).unwrap_or(0);
            let covers = if spot.scope == Scope::Operator { Covers::Operator } else { Covers::Permanences };
            let (could, is) = (visits >= u64::from(self.smallest_of(spot)), shown.is_some());
            let times = |yes: bool, number: u64| if yes { number } else { 0 };
            all.entry((spot.table, covers)).or_default().add(&Coverage {
                ceiling_figures: u64::from(could),
                ceiling_visits: times(could, visits),
                shown_figures: u64::from(is),
                shown_visits: times(is, visits),
            });
        }
        all
    }
}

//! How much the own publications show of what could be shown.

use std::collections::BTreeMap;

use maillage_shared::{
    calendar::Month,
    statistics::{
        Table,
        disclosure::{Coverage, Covers},
    },
};
use serde::{Deserialize, Serialize};

use super::{
    super::{Operation, Problem, Progress, Service},
    own,
};

/// Asks how much of each table is shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskCoverage {
    /// Only this year.
    pub year: Option<i16>,
}

/// How much of the own tables is shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OwnCoverage {
    /// By table, figures of permanences before those of the operator.
    pub tables: Vec<TableCoverage>,
    /// Published months that this node cannot count any more, and which are therefore left out with the periods around them.
    pub foreign: Vec<Month>,
}

/// How much of one table is shown.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct TableCoverage {
    /// The table.
    pub table: Table,
    /// Whose figures.
    pub whose: Covers,
    /// How many.
    #[serde(flatten)]
    pub coverage: Coverage,
    /// The share of figures that is shown of those that are not too small.
    pub share_of_figures: f64,
    /// The share of visits.
    pub share_of_visits: f64,
}

impl Operation for AskCoverage {
    const NAME: &'static str = "publication-coverage";
    type Output = OwnCoverage;

    fn perform(self, service: &Service, _: &Progress) -> Result<OwnCoverage, Problem> {
        let opened = service.member()?;
        let mut all: BTreeMap<(Table, Covers), Coverage> = BTreeMap::new();
        let mut foreign = Vec::new();
        for (year, own) in own::years(opened)? {
            if self.year.is_some_and(|wanted| wanted != year) {
                continue;
            }
            for (key, coverage) in own.public.history.coverage(&own.public.counts) {
                all.entry(key).or_default().add(&coverage);
            }
            foreign.extend(own.foreign);
        }
        let line = |((table, whose), coverage): ((Table, Covers), Coverage)| {
            let (share_of_figures, share_of_visits) = coverage.shares();
            TableCoverage { table, whose, coverage, share_of_figures, share_of_visits }
        };
        Ok(OwnCoverage { tables: all.into_iter().map(line).collect(), foreign })
    }
}

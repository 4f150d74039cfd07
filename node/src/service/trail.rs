//! The local trail, as a person reads it: what happened to records of this home.

use maillage_shared::{
    calendar::{ClaimedTime, Month},
    record::{PartialReason, VisitId},
    text::Slug,
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, Progress, Service};
use crate::store::records::{TrailEntry, TrailEvent};

/// Most lines in one answer.
const LISTED: usize = 10_000;

/// Lines looked through for one visit: more than a person amends in a life.
const LOOKED_THROUGH: usize = 1_000_000;

/// Reads the trail.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ReadTrail {
    /// Only lines about the visits whose number begins so.
    pub id: Option<String>,
    /// Most lines, the newest ones.
    pub limit: usize,
}

/// Lines of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trail {
    /// The newest first.
    pub lines: Vec<TrailLine>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailLine {
    /// Its number, from 1.
    pub number: u64,
    /// When it happened.
    pub at: ClaimedTime,
    /// What happened.
    #[serde(flatten)]
    pub event: Happened,
}

/// What happened to records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Happened {
    /// Visits came with a file.
    Imported {
        /// How many.
        visits: u64,
    },
    /// A visit was changed.
    Amended {
        /// Its number.
        id: VisitId,
    },
    /// A visit was deleted.
    Deleted {
        /// Its number.
        id: VisitId,
    },
    /// Imported visits of a permanence gave way to those of another file.
    Replaced {
        /// The permanence.
        permanence: Slug,
        /// How many were deleted for it.
        deleted: u64,
    },
    /// A month was closed.
    Closed {
        /// The month.
        month: Month,
        /// Why, where sessions were missing.
        partial: Option<PartialReason>,
    },
}

impl From<TrailEvent> for Happened {
    fn from(event: TrailEvent) -> Self {
        match event {
            TrailEvent::Imported { visits, .. } => Self::Imported { visits },
            TrailEvent::Amended { id } => Self::Amended { id: VisitId::from_bytes(id) },
            TrailEvent::Deleted { id } => Self::Deleted { id: VisitId::from_bytes(id) },
            TrailEvent::Replaced { permanence, deleted } => Self::Replaced { permanence, deleted },
            TrailEvent::Closed { month, partial } => Self::Closed { month, partial },
        }
    }
}

impl Happened {
    /// Whether it is about a visit whose number begins with these digits.
    fn is_about(&self, digits: &str) -> bool {
        match self {
            Self::Amended { id } | Self::Deleted { id } => id.to_string().replace('-', "").starts_with(digits),
            _ => false,
        }
    }
}

impl Operation for ReadTrail {
    const NAME: &'static str = "visit-history";
    type Output = Trail;

    fn perform(self, service: &Service, _: &Progress) -> Result<Trail, Problem> {
        let opened = service.reading()?;
        let limit = self.limit.clamp(1, LISTED);
        let digits = self.id.as_deref().map(|typed| typed.trim().replace('-', "").to_ascii_lowercase());
        let most = if digits.is_some() { LOOKED_THROUGH } else { limit };
        let lines = opened.ledger.store().read(|read| read.trail(most))?;
        let line = |(number, TrailEntry { at, event })| TrailLine { number, at, event: event.into() };
        let wanted = |line: &TrailLine| digits.as_deref().is_none_or(|digits| line.event.is_about(digits));
        Ok(Trail { lines: lines.into_iter().map(line).filter(wanted).take(limit).collect() })
    }
}

//! Disclosure control: which figures of an operator may leave its node, with a proof for each that stays home.
//!
//! * [`counts`]: the visits of an operator as numbers by permanence, month and traits, and the sums that figures are
//! * [`history`]: what is public so far, and the certificates that it gives nobody away
//! * [`explain`], [`interval`]: why a figure is hidden, and what everybody can derive for it
//! * [`coverage`]: how much of what could be shown is shown
//! * [`late`]: how visits come to be counted, those too late for a period that is public included
//! * [`release`]: makes the figures of a further period
//! * [`year`]: what an operator published of a year, as figures
//! * [`own_year`]: the same as the operator's own node knows it; closes months
//! * `grid`, `prices`, `stock`: the figures, what it costs to hide them, and the visits, laid out for the search
//! * `choice`: which figures are hidden; `search`, `cycle`, `shifts`: find certificates. Nothing depends on their being right
//!
//! A certificate is another possible set of visits, kept as its difference from the true one. All of them give every figure that
//! is shown, so a reader who has only those figures cannot tell which one is true. A figure below the smallest stays hidden and
//! reaches the smallest in one of them or, where that hides less, is zero in one, or more than zero if it is zero itself: nobody
//! can prove that somebody was there, and few. A larger figure that stays hidden differs in one of them. [`History::verify`] checks
//! this with additions and comparisons alone: a fault in the search can hide more, it cannot show more.

mod choice;
pub mod counts;
pub mod coverage;
mod cycle;
pub mod explain;
mod grid;
pub mod history;
pub mod interval;
pub mod late;
pub mod own_year;
mod prices;
pub mod release;
mod search;
mod shifts;
mod stock;
#[cfg(test)]
mod tests;
pub mod year;

pub use counts::{Counts, Group, Scope, Spot};
pub use coverage::{Coverage, Covers};
pub use explain::Why;
pub use history::{Certificate, History, Unproven};
pub use interval::{Interval, Sums};
pub use late::Entered;
pub use own_year::{ByCodes, Closing, Counted, NamedCertificate, Noted, OwnYear, ReleasedTable};
pub use release::{Key, ReleaseError};
pub use year::PublicYear;

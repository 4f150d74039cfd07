//! Dysfunctions: digital services of the public that fail people, as operators report them to each other. Never a person.
//!
//! * [`personal`]: numbers, addresses and links in a text that point at somebody, and where they stand
//! * [`situation`]: the one short text of a report, which holds none of them
//! * [`report`]: what an entry says of a dysfunction
//! * [`group`]: like reports of all operators together
//!
//! An operator speaks of its own reports only. What an entry says is whole by itself: a later one takes its place.

pub mod group;
pub mod personal;
pub mod report;
pub mod situation;

pub use group::{Group, Grouped};
pub use personal::{Personal, PersonalKind};
pub use report::{Dysfunction, DysfunctionReport, ReportError};
pub use situation::{Situation, SituationError};

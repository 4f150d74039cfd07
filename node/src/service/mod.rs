//! The use cases: one typed operation each, called alike by the command line and the control API.
//!
//! * [`operation`]: what an operation is; [`problem`]: how one fails; [`reasons`]: why a value is refused
//! * [`opened`]: the state that operations work on: home, keys, ledger, network
//! * beginning: [`founding`], [`invitations`], [`joining`], [`requests`]; [`waiting`]: what a new home waits for
//! * devices and keys: [`devices`], [`pairing`], [`pairings`], [`keys`], [`root_key`], [`holding`]
//! * coming back: [`recovery_sheet`], [`recovering`], [`returning`], `notes_taken_over` (of a damaged home); under another root key: [`replacing`], [`objecting`]
//! * [`parting`]: what a device learns that members turn away
//! * `at_door`: what those hear who are no members yet
//! * the network: [`members`], [`status`], [`synchronising`], [`viewing`]
//! * the register: [`decisions`], [`matters`] (what is open), [`proposals`], [`pending`] (answers), [`evidence`],
//!   [`verifying`]
//! * the page: [`hosts`], [`permanences`]; everybody's: [`directory`]
//! * records: [`visits`], [`recording`] (one after the other), [`imports`], [`tallies`]; [`sessions`], [`sheets`]; [`trail`]
//! * [`completeness`]: sessions expected and accounted for
//! * dysfunctions of public services: [`reporting`] (the own), [`dysfunctions`] (everybody's)
//! * figures: [`closing`], [`publications`], [`figures`]
//! * safety: [`backups`], [`restoring`], [`checking`], [`repairing`]; [`ways_back`]: what a home notes for the day of a repair
//! * [`pruning`]: less to keep
//! * [`settings`]: what this home is told about itself; [`stopping`]: the end of a node
//! * [`steward`]: what a node does by itself: sequence, anchor, acknowledge, announce

pub(crate) mod at_door;
pub mod backups;
pub mod checking;
pub mod closing;
pub mod completeness;
pub mod decisions;
pub mod devices;
pub mod directory;
pub mod dysfunctions;
pub mod evidence;
pub mod figures;
pub mod founding;
pub mod holding;
pub mod hosts;
pub mod imports;
pub mod invitations;
pub mod joining;
pub mod keys;
pub mod matters;
pub mod members;
mod notes_taken_over;
pub mod objecting;
pub mod opened;
pub mod operation;
pub mod pairing;
pub mod pairings;
pub mod parting;
pub mod pending;
pub mod permanences;
pub mod problem;
pub mod proposals;
pub mod pruning;
pub mod publications;
pub mod reasons;
pub mod recording;
pub mod recovering;
mod recovery_contacts;
pub mod recovery_sheet;
pub mod repairing;
pub mod replacing;
pub mod reporting;
pub mod requests;
pub mod restoring;
pub mod returning;
pub mod root_key;
pub mod sessions;
pub mod settings;
pub mod sheets;
pub mod standing;
pub mod status;
pub mod steward;
pub mod stopping;
pub mod synchronising;
pub mod tallies;
pub mod trail;
pub mod verifying;
pub mod viewing;
pub mod visits;
pub mod waiting;
pub mod ways_back;

pub use opened::Service;
pub use operation::{FileContent, Operation, Progress, Step};
pub use problem::{Exit, Problem, ProblemCode, RefusedRow};

#[cfg(test)]
mod tests;

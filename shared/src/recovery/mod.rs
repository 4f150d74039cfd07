//! How an operator comes back that lost all of its devices: a sheet of paper with its root key, and what a new device says at the
//! door of a member.
//!
//! * [`sheet`]: what the sheet holds
//! * [`lines`]: the same as numbered lines that can be typed by hand, each with symbols that find a mistake
//! * [`request`]: what the new device asks of a member, and what it is answered
//! * [`standing`]: how things stand with an operator, as its root signed it
//! * [`replacement`]: going on under another root key, when that one is lost
//! * [`parting`]: what a device asks that members turn away

pub mod lines;
pub mod parting;
pub mod replacement;
pub mod request;
pub mod sheet;
pub mod standing;

pub use lines::{LineError, Lines};
pub use parting::{PartingAnswer, PartingError, PartingRequest};
pub use replacement::{ReplacementBasis, ReplacementError, ReplacementRequest};
pub use request::{RecoveryAnswer, RecoveryRequest, RecoveryRequestError};
pub use sheet::{RecoverySheet, SheetContact, SheetError, SheetRoot};
pub use standing::{ProvenStanding, RecoveryStanding};

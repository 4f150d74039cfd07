//! Records: what an operator keeps at home about its activity. No name, no free text, no clock time.
//!
//! * [`vocabulary`]: the lists of codes, as data, and the typed codes
//! * [`visit`]: one request helped
//! * [`session`]: the sheet of one session of a permanence
//! * [`completeness`]: the sessions to be expected, and which are accounted for
//! * [`draft`]: a visit or a session as typed or imported, checked field by field
//! * [`fault`]: what is wrong with a field or a row
//! * [`import`]: CSV files, row by row; [`tally`]: counts of visits from a sheet of paper
//! * [`need`]: what a person came for, in the order of a permanence's habits; [`narrowing`]: found by its beginning
//!
//! The rules are the same at every node, the records never leave theirs.

mod checks;
pub mod completeness;
pub mod draft;
pub mod fault;
pub mod import;
pub mod narrowing;
mod nearest;
pub mod need;
pub mod session;
mod stored;
pub mod tally;
pub mod visit;
pub mod vocabulary;

pub use completeness::{Completeness, Noted, PartialReason, SessionLine};
pub use draft::{SessionDraft, VisitDraft};
pub use fault::{Column, FaultReason, FieldFault};
pub use import::{BadRow, GoodRow, HeaderError, Rows};
pub use need::Need;
pub use session::Session;
pub use stored::StoredError;
pub use tally::Tallied;
pub use visit::{Visit, VisitFault, VisitId};
pub use vocabulary::{Language, Vocabulary};

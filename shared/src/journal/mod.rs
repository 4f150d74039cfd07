//! Journals: what a device has said, as an append-only, hash-chained, signed list of entries.
//!
//! * [`header`]: the fixed binary header of an entry, byte by byte
//! * [`body`]: the kinds of bodies and how they are read
//! * [`entry`]: a header with its body and signature; writing the next entry
//! * [`run`]: several entries in a row, as they travel; verification of what arrives
//! * [`fork`]: two authentic entries at one place, kept as evidence

pub mod body;
pub mod entry;
pub mod fork;
pub mod header;
pub mod run;

pub use body::{Body, BodyKind, Interpretation};
pub use entry::{Entry, Head};
pub use fork::ForkProof;
pub use header::{EntryHash, Header, HeaderError};
pub use run::{Run, RunEntry, RunError};

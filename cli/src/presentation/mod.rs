//! How answers look: one place for screens, tables, days, numbers, progress and questions.
//!
//! * [`Screen`]: stdout for data, stderr for messages, JSON for programs
//! * [`Table`]: columns without borders, as wide as the terminal
//! * [`Facts`]: a label and a value on each line
//! * [`day`], [`moment`], [`number`]: days, instants and numbers as the reader's language writes them
//! * `label`: words for the codes of records and pages
//! * [`Progress`]: a bar on a terminal, nothing elsewhere
//! * `wording`: words for codes that cross from the service
//! * [`Consent`]: a question before what cannot be undone

pub mod day;
mod facts;
pub(crate) mod label;
pub mod moment;
pub mod number;
mod progress;
mod question;
mod screen;
mod table;
pub(crate) mod wording;

pub use facts::Facts;
pub use progress::Progress;
pub use question::Consent;
pub(crate) use screen::document;
pub use screen::{Appearance, Colour, Screen, Tone};
pub use table::Table;

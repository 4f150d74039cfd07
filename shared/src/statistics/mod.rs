//! Figures: what leaves a node, and how the network reads it.
//!
//! * [`table`]: the release calendar and the names of figures
//! * [`disclosure`]: which figures may leave, with a proof for each that stays hidden
//! * [`classes`]: the codes that figures are published by
//! * [`publication`]: the body of a publication, with one mark for what is hidden
//! * [`own`]: the own raw figures, by whatever records say
//! * [`query`]: network-wide figures from publications only, with coverage and intervals

pub mod classes;
pub mod disclosure;
pub mod own;
pub mod publication;
pub mod query;
pub mod table;

pub use publication::{Cell, Publication, PublicationError};
pub use table::{CellKey, Table, Trait};

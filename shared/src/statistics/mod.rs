//! Figures: what leaves a node, and how the network reads it.
//!
//! * [`table`]: the release calendar and the names of figures
//! * [`disclosure`]: which figures may leave, with a proof for each that stays hidden
//! * [`publication`]: the body of a publication: month totals of visits, one mark for what is hidden
//! * [`suppression`]: which totals may leave
//! * [`own`]: the own raw figures, by whatever records say
//! * [`query`]: network-wide figures from publications only, with coverage and intervals

pub mod disclosure;
pub mod own;
pub mod publication;
pub mod query;
pub mod suppression;
pub mod table;

pub use publication::{Cell, Publication, PublicationError};
pub use table::{CellKey, Table, Trait};

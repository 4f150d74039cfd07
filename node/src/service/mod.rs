//! The use cases: one typed operation each, called alike by the command line and the control API.

pub mod problem;

pub use problem::{Exit, Problem, ProblemCode, RefusedRow};

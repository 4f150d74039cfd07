//! Records. (stub)
pub mod vocabulary;

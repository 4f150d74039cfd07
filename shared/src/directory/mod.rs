//! The directory. (stub)

//! A Maillage node. (being built)

pub mod service;

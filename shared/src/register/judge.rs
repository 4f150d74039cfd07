//! stub
/// stub
#[derive(Debug)]
pub enum Verdict {}
/// stub
#[derive(Debug)]
pub enum Invalid {}

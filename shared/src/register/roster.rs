//! stub
/// stub
#[derive(Debug)]
pub struct Roster;
/// stub
#[derive(Debug)]
pub struct Member;

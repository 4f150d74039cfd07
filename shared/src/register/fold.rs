//! stub
/// stub
#[derive(Debug)]
pub struct Register;
/// stub
#[derive(Debug)]
pub struct RegisterState;

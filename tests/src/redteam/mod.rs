//! An attacker of published figures, who has everything public, knows how it was made, and may know one permanence from inside.
//!
//! It shares no code with what protects the figures: the document, the tables, the periods and the arithmetic are its own.
//!
//! * [`period`], [`document`]: what is public
//! * [`microdata`], [`folder`], [`random_operator`]: what is not
//! * [`release`]: months are closed, and a [`release::Suppressor`] decides what becomes public; [`suppressors`]: two that hide too little
//! * [`system`], [`figures`]: what is public as equations
//! * [`elimination`], [`narrowing`], [`bounds`], [`search`]: what follows from them
//! * [`attack`]: all of it against one document
//! * [`snapshots`]: against documents seen one after the other
//! * [`insider`]: by somebody who knows a part
//! * [`replay`]: by somebody who runs the program on every table that could be the true one
//! * [`tiny_sums`], [`side_channel`]: what is told without any arithmetic
//! * [`siege`]: all attacks on whatever a suppressor publishes

pub mod attack;
pub mod bounds;
pub mod document;
pub mod elimination;
pub mod figures;
pub mod folder;
pub mod insider;
pub mod microdata;
pub mod narrowing;
pub mod period;
pub mod random_operator;
pub mod release;
pub mod replay;
pub mod search;
pub mod side_channel;
pub mod siege;
pub mod snapshots;
pub mod suppressors;
pub mod system;
pub mod tiny_sums;

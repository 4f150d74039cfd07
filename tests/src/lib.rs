//! What the tests of whole networks share.
//!
//! * [`operator`]: operators with fixed keys
//! * [`world`]: a network made with the rules alone, without any input or output
//! * [`acts`]: what people and devices do in it, good and bad
//! * [`delivery`]: handing a world to a node that holds nothing yet, in any order
//! * [`replica`]: a node without disk and network
//! * [`dice`]: numbers from a seed, the same on every machine
//! * [`forge`]: bytes that an honest program never writes
//! * [`unruly`]: decisions that an honest program never signs
//! * [`disclosure`]: the disclosure control of the program as something that publishes
//! * [`fuzz`]: one function for each decoder of bytes that come from elsewhere
//! * [`golden`]: files that say what the formats are
//! * [`node`]: real nodes on 127.0.0.1
//! * [`redteam`]: an attacker of published figures, and figures to publish

#![expect(clippy::missing_panics_doc, reason = "a panic is how a test says that something is wrong")]

pub mod acts;
pub mod delivery;
pub mod dice;
pub mod disclosure;
pub mod forge;
pub mod fuzz;
pub mod golden;
pub mod node;
pub mod operator;
pub mod redteam;
pub mod replica;
pub mod unruly;
pub mod world;

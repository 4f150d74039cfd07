//! Documents: an operator's page as an automerge document that several devices write at once.
//!
//! automerge trusts what it is given, and other members may be hostile. So nothing foreign reaches it that was not read, judged
//! and written again by this module, the only one that names automerge.
//!
//! * [`change`]: the body of an entry, the name of a page, the actor of an incarnation
//! * `key`: what the keys of a page's document are
//! * `chunk`: reading the bytes of a change without automerge
//! * `columns`: the packed columns inside them
//! * `history`: the changes that stand, and what each of them builds on
//! * [`gate`]: the verdict on a change, the same on every node
//! * [`page_document`]: the page of one operator: applying changes, making changes, reading

pub mod change;
mod chunk;
mod columns;
pub mod gate;
mod history;
mod key;
pub mod page_document;

pub use change::{Actor, ChangeHash, Incarnation, PageChange, PageId, actor_id};
pub use gate::Refusal;
pub use page_document::{Applied, EditError, PageDocument};

//! Documents that several devices write at once, with automerge: operators' pages and drafts of amendments.
//!
//! automerge trusts what it is given, and other members may be hostile. So nothing foreign reaches it that was not read, judged
//! and written again by this module, the only one that names automerge.
//!
//! * [`change`]: the body of an entry, the names of documents, the actor of an incarnation
//! * `shape`, `key`: what documents may hold, and under which keys
//! * `chunk`, `packing`, `columns`, `operation`: reading the bytes of a change without automerge
//! * [`rule`], [`gate`]: the ten rules, and the verdict on a change, the same on every node
//! * `history`: the changes that stand, and what each of them builds on
//! * `authority`, `effect`, [`gated_document`]: whose changes count, what they add up to, and taking them in
//! * [`page_document`]: the page of one operator
//! * [`draft_document`]: the draft of an amendment, which several operators write
//! * `planted`: a fault for tests, in no release

mod authority;
pub mod change;
mod chunk;
mod columns;
pub mod draft_document;
mod effect;
pub mod gate;
pub mod gated_document;
mod history;
mod key;
#[cfg(test)]
mod mutations;
mod operation;
mod packing;
pub mod page_document;
#[cfg(debug_assertions)]
pub mod planted;
pub mod rule;
mod shape;

pub use change::{Actor, ChangeHash, DocumentId, DraftId, Incarnation, PageChange, PageId, PageSnapshot, actor_id};
pub use draft_document::{Act, ArticleKey, DraftArticle, DraftChange, DraftDocument, DraftEdit, DraftText};
pub use gate::Refusal;
pub use gated_document::{Alarm, Applied};
pub use page_document::{EditError, PageDocument};
pub use rule::Rule;

//! What the bytes of a decision's content say, by its kind.

use super::{
    Admit, Anchor, Content, DecisionKind, Found,
    content::EmbeddedItem,
    install::Assembly,
    membership::{ChangePolicy, Leave, Notice, Remove, ReplaceKey, Resume, Suspend},
};
use crate::{
    encoding::{self, EncodingError},
    hash,
};

macro_rules! matter {
    ($($(#[$doc:meta])* $kind:ident($body:ty) = $make:ident;)*) => {
        /// What the bytes of a [`Content`] say, for the kinds that this version knows.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Matter {
            $($(#[$doc])* $kind(Box<$body>),)*
        }

        impl Content {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $make(body: &$body) -> Self {
                    Self { kind: DecisionKind::$kind as u16, body: encoding::to_bytes(body) }
                }
            )*

            /// Reads the body of a known kind; nothing for a kind of a later version.
            ///
            /// # Errors
            /// [`EncodingError`] when the body is not one of its kind.
            pub fn matter(&self) -> Result<Option<Matter>, EncodingError> {
                $(if self.kind == DecisionKind::$kind as u16 {
                    return Ok(Some(Matter::$kind(Box::new(encoding::from_bytes(&self.body)?))));
                })*
                Ok(None)
            }
        }
    };
}

matter! {
    /// The founding.
    Found(Found) = found;
    /// An admission.
    Admit(Admit) = admit;
    /// The recording of a Hold statement, a whole item.
    Hold(EmbeddedItem) = hold;
    /// An anchor.
    Anchor(Anchor) = anchor;
    /// A removal.
    Remove(Remove) = remove;
    /// A member's leaving.
    Leave(Leave) = leave;
    /// A suspension.
    Suspend(Suspend) = suspend;
    /// The end of a suspension.
    Resume(Resume) = resume;
    /// A replacement of a root key.
    ReplaceKey(ReplaceKey) = replace_key;
    /// A change of the policy.
    Policy(ChangePolicy) = policy;
    /// The recording of statements.
    Notice(Notice) = notice;
    /// The installation of a secretary.
    Install(Assembly) = install;
}

impl Content {
    /// A number that people can compare: the hash of kind and body.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        hash::sha256_in("maillage/content/1", &encoding::to_bytes(self))
    }
}

//! What items say. Every body is a CBOR map with integer keys, see [`crate::encoding`].

use super::{ItemId, Policy};
use crate::{
    calendar::ClaimedTime,
    identity::{Certificate, DeviceId, Founding, NetworkId, OperatorId, RootId, RootKey, Signature, keys},
    journal::EntryHash,
    text::Name,
};

/// Body of a decision: one link of the chain. It verifies with nothing but the chain before it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Decision {
    /// The term of the secretary that ordered it, from 1.
    #[n(0)]
    pub term: u32,
    /// Place in the chain, from 0 for the founding.
    #[n(1)]
    pub height: u64,
    /// The decision before; nothing for the founding.
    #[n(2)]
    pub parent: Option<ItemId>,
    /// The least version of the rules that a reader must know.
    #[n(3)]
    pub rules_version: u16,
    /// When the secretary says that it was.
    #[n(4)]
    pub claimed_at: ClaimedTime,
    /// What is decided, where the secretary alone may order it.
    #[n(5)]
    pub content: Option<Content>,
    /// The whole proposal item, where members had to approve.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub proposal: Option<Vec<u8>>,
    /// The whole approval items that the decision needs.
    #[n(7)]
    pub approvals: Vec<EmbeddedItem>,
}

/// The bytes of an item inside another one's body.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct EmbeddedItem(#[cbor(n(0), with = "minicbor::bytes")] pub Vec<u8>);

/// Something to decide: its kind and, as bytes, what it says. The bytes of a kind that this version does not know stay whole.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Content {
    /// The number of the kind, see [`DecisionKind`].
    #[n(0)]
    pub kind: u16,
    /// The body of that kind.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub body: Vec<u8>,
}

/// The kinds of decisions. Numbers are never used again for another purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u16)]
pub enum DecisionKind {
    /// The network begins.
    Found = 1,
    /// An operator becomes a member.
    Admit = 2,
    /// An operator says which of its devices governs and which publishes.
    Hold = 3,
    /// What journals say so far is settled.
    Anchor = 4,
    /// A member is removed.
    Remove = 5,
    /// A member leaves.
    Leave = 6,
    /// A silent member is left out of the count.
    Suspend = 7,
    /// A suspended member is back.
    Resume = 8,
    /// A member's root key is replaced.
    ReplaceKey = 9,
    /// The policy changes.
    Policy = 10,
    /// Statements of roots are recorded.
    Notice = 11,
    /// A vote on an amendment opens. Reserved.
    OpenVote = 12,
    /// A vote is closed. Reserved.
    CloseVote = 13,
    /// An assembly installs another secretary: a new term begins.
    Install = 14,
}

/// The founding of a network.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Found {
    /// The facts that the network's identity is the hash of.
    #[n(0)]
    pub founding: Founding,
    /// The founder's name.
    #[n(1)]
    pub operator_name: Name,
    /// The founder's first device.
    #[n(2)]
    pub certificate: Certificate,
    /// The founder's first Hold, a whole statement item.
    #[n(3)]
    pub hold: EmbeddedItem,
    /// The policy to begin with.
    #[n(4)]
    pub policy: Policy,
    /// The charter to begin with.
    #[n(5)]
    pub charter: Vec<CharterText>,
    /// Relays of the network, as URLs.
    #[n(6)]
    pub relays: Vec<String>,
}

/// One article of the charter in one language.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct CharterText {
    /// The article's stable name.
    #[n(0)]
    pub article: String,
    /// The language, as `fr` or `nl`.
    #[n(1)]
    pub language: String,
    /// The text.
    #[n(2)]
    pub text: String,
}

/// The admission of an operator.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Admit {
    /// The joiner's name.
    #[n(0)]
    pub operator_name: Name,
    /// The joiner's root key.
    #[n(1)]
    pub root: RootId,
    /// The joiner's first device.
    #[n(2)]
    pub certificate: Certificate,
    /// The joiner's first Hold, a whole statement item.
    #[n(3)]
    pub hold: EmbeddedItem,
    /// The joiner's root agrees to become a member under this name, see [`Admit::agree`].
    #[n(4)]
    pub consent: Signature,
}

impl Admit {
    fn consent_bytes(network: NetworkId, name: &Name) -> Vec<u8> {
        [b"maillage/consent/1\0", network.as_bytes().as_slice(), name.as_str().as_bytes()].concat()
    }

    /// The joiner's agreement to become a member of `network` under `name`.
    #[must_use]
    pub fn agree(key: &RootKey, network: NetworkId, name: &Name) -> Signature {
        key.sign(&Self::consent_bytes(network, name))
    }

    /// Whether the joiner's root agreed.
    #[must_use]
    pub fn is_agreed(&self, network: NetworkId) -> bool {
        keys::verify(self.root.as_bytes(), &Self::consent_bytes(network, &self.operator_name), &self.consent)
    }

    /// The operator that is admitted.
    #[must_use]
    pub const fn operator(&self) -> OperatorId {
        OperatorId::of_first_root(self.root)
    }
}

/// One line of an anchor: a journal is settled up to here.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize,
)]
#[cbor(map)]
pub struct AnchorLine {
    /// The journal.
    #[n(0)]
    pub device: DeviceId,
    /// The last settled entry.
    #[n(1)]
    pub seq: u64,
    /// Its hash.
    #[n(2)]
    pub hash: EntryHash,
}

/// An anchor: lines in ascending order of device, one a device.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Anchor {
    /// The journals that grew since the last anchor.
    #[n(0)]
    pub lines: Vec<AnchorLine>,
}

/// Body of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Proposal {
    /// What to decide.
    #[n(0)]
    pub content: Content,
}

/// Body of an approval.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Approval {
    /// The approved proposal.
    #[n(0)]
    pub proposal: ItemId,
    /// The newest decision that the signer has seen: the approval counts only on chains that contain it.
    #[n(1)]
    pub seen: ItemId,
}

/// Body of an acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Acknowledgement {
    /// The newest anchor that the signer has verified, and with it all before.
    #[n(0)]
    pub anchor: ItemId,
    /// The term of the branch.
    #[n(1)]
    pub term: u32,
    /// Heads that the secretary left out.
    #[n(2)]
    pub omitted_heads: Vec<AnchorLine>,
    /// Statements and fully approved proposals that the secretary left out.
    #[n(3)]
    pub omitted_items: Vec<ItemId>,
}

impl Acknowledgement {
    /// The acknowledgement of an anchor after which nothing was left out.
    #[must_use]
    pub const fn complete(anchor: ItemId, term: u32) -> Self {
        Self { anchor, term, omitted_heads: Vec::new(), omitted_items: Vec::new() }
    }
}

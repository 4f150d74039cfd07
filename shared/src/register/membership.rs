//! Decisions about members that are already in: leaving, removal, suspension, a new root key, other rules.

use super::{AnchorLine, Policy, content::EmbeddedItem};
use crate::{
    identity::{Certificate, NetworkId, OperatorId, RootId, RootKey, Signature, keys},
    register::ItemId,
};

/// A member is removed. What its devices wrote up to the named entries stays, marked.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Remove {
    /// The member.
    #[n(0)]
    pub operator: OperatorId,
    /// The last entry of each of its journals that counts, in ascending order of device. A device that is not named counts as far
    /// as anchors settled it.
    #[n(1)]
    pub heads: Vec<AnchorLine>,
}

/// A member leaves, by its own signature.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Leave {
    /// The member.
    #[n(0)]
    pub operator: OperatorId,
    /// The last entry of each of its journals that counts, in ascending order of device.
    #[n(1)]
    pub heads: Vec<AnchorLine>,
}

/// A member is left out of the count until it speaks again.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Suspend {
    /// The member.
    #[n(0)]
    pub operator: OperatorId,
    /// The decision at which it was found silent: makes two suspensions of one member two different things.
    #[n(1)]
    pub since: ItemId,
}

/// A suspended member is back, by its own signature.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Resume {
    /// The member.
    #[n(0)]
    pub operator: OperatorId,
    /// The decision that suspended it.
    #[n(1)]
    pub suspension: ItemId,
}

/// The policy changes.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct ChangePolicy {
    /// The policy from now on.
    #[n(0)]
    pub policy: Policy,
    /// The relays from now on, as URLs.
    #[n(1)]
    pub relays: Vec<String>,
    /// The decision by which the policy that is replaced came into force.
    #[n(2)]
    pub replaces: ItemId,
}

/// Statements of roots that are recorded: revocations and objections. From here on no anchor covers what they cut off.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Notice {
    /// Whole statement items.
    #[n(0)]
    pub statements: Vec<EmbeddedItem>,
}

/// A member that lost its root key goes on under another one, vouched for by the others.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct ReplaceKey {
    /// The member.
    #[n(0)]
    pub operator: OperatorId,
    /// Its new root key.
    #[n(1)]
    pub root: RootId,
    /// The first device that the new root certifies.
    #[n(2)]
    pub certificate: Certificate,
    /// The first Hold of the new root, a whole statement item: it names the former publisher's last entry.
    #[n(3)]
    pub hold: EmbeddedItem,
    /// The last entry of each journal of the former root's devices that counts, in ascending order of device.
    #[n(4)]
    pub heads: Vec<AnchorLine>,
    /// The new root takes the operator over, see [`ReplaceKey::agree`].
    #[n(5)]
    pub consent: Signature,
}

impl ReplaceKey {
    fn consent_bytes(network: NetworkId, operator: OperatorId) -> Vec<u8> {
        [b"maillage/takeover/1\0", network.as_bytes().as_slice(), operator.as_bytes()].concat()
    }

    /// The new root's agreement to speak for `operator` in `network`.
    #[must_use]
    pub fn agree(key: &RootKey, network: NetworkId, operator: OperatorId) -> Signature {
        key.sign(&Self::consent_bytes(network, operator))
    }

    /// Whether the new root agreed.
    #[must_use]
    pub fn is_agreed(&self, network: NetworkId) -> bool {
        keys::verify(self.root.as_bytes(), &Self::consent_bytes(network, self.operator), &self.consent)
    }
}

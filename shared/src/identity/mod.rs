//! Who speaks: operators, their devices and the addresses they are reached at.
//!
//! Three keys, three lives. The *root* key of an operator is its identity for ever; it certifies devices and is otherwise kept
//! offline. A *device* key signs entries and items. The *endpoint* key only secures connections and may be replaced at will.
//!
//! * [`keys`]: the secret halves, signing and strict verification
//! * [`certificate`]: a root says that a device speaks for its operator
//! * [`endpoint`]: a device says where it is reached, and the endpoint key agrees
//! * [`short_code`]: what people see instead of a key

pub mod certificate;
pub mod endpoint;
pub mod keys;
pub mod short_code;

use crate::{encoding, hash, text::Name};

pub use certificate::{Certificate, CertificateError};
pub use endpoint::{EndpointAnnouncement, EndpointError};
pub use keys::{DeviceKey, RootKey, Signature};
pub use short_code::ShortCode;

hash::identifier! {
    /// A network: the hash of its founding facts, see [`NetworkId::of`].
    NetworkId
}
hash::identifier! {
    /// An operator organisation: the public half of its first root key, for ever.
    OperatorId
}
hash::identifier! {
    /// A root key's public half. The same bytes as the [`OperatorId`] until the root key is replaced.
    RootId
}
hash::identifier! {
    /// A device of an operator: the public half of its signing key.
    DeviceId
}
hash::identifier! {
    /// A network endpoint: the public half of the key that secures connections.
    EndpointId
}

impl OperatorId {
    /// The operator that begins its life with this root key.
    #[must_use]
    pub const fn of_first_root(root: RootId) -> Self {
        Self::from_bytes(*root.as_bytes())
    }

    /// The short code that people compare.
    #[must_use]
    pub fn short_code(&self) -> ShortCode {
        ShortCode::of("operator", self.as_bytes())
    }
}

impl DeviceId {
    /// The short code that people compare.
    #[must_use]
    pub fn short_code(&self) -> ShortCode {
        ShortCode::of("device", self.as_bytes())
    }
}

/// The facts that a network's identity is the hash of.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Founding {
    /// The root key of the founding operator.
    #[n(0)]
    pub root: RootId,
    /// Random bytes, so that one founder can found several networks of one name.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub nonce: [u8; 16],
    /// The name of the network.
    #[n(2)]
    pub name: Name,
    /// The network that this one continues, if any.
    #[n(3)]
    pub predecessor: Option<NetworkId>,
}

impl NetworkId {
    /// The identity of the network founded by these facts.
    #[must_use]
    pub fn of(founding: &Founding) -> Self {
        Self(hash::sha256_in("maillage/network/1", &encoding::to_bytes(founding)))
    }
}

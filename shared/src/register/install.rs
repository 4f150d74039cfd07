//! The assembly: more than half of the active members install another secretary, and a new term begins.
//!
//! A member signs at most one [`Install`] per term. It names the newest anchor that the member has acknowledged; where that anchor
//! does not lie on the chain that the assembly goes on from, the first decision by which the two part. Members that acknowledged
//! nothing beyond the base, or are on another branch, cannot have acknowledged the branch that is left: so the judge can tell
//! that no majority stands behind anything that the assembly leaves behind, unless somebody signed against itself.

use super::{ItemId, content::EmbeddedItem};
use crate::{
    encoding, hash,
    identity::{OperatorId, ShortCode},
};

/// Body of an item of kind *install*: a member's signature under an installation.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Install {
    /// What is installed.
    #[n(0)]
    pub installation: Installation,
    /// The newest anchor that the signer has acknowledged.
    #[n(1)]
    pub acknowledged: Option<ItemId>,
    /// Where that anchor does not lie on the chain up to the base: the first decision on the way to it that does not.
    #[n(2)]
    pub parted: Option<ItemId>,
}

/// What an assembly decides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Installation {
    /// The term that begins: above the base's, by at most [`crate::bounds::TERMS_AHEAD`].
    #[n(0)]
    pub term: u32,
    /// The decision that the new term goes on from.
    #[n(1)]
    pub base: ItemId,
    /// The operator whose governing device orders from then on.
    #[n(2)]
    pub secretary: OperatorId,
    /// Hold statements that count before the signatures do.
    #[n(3)]
    pub holds: Vec<ItemId>,
}

impl Installation {
    /// What all signatures under the same installation share.
    #[must_use]
    pub fn digest(&self) -> InstallationId {
        InstallationId::from_bytes(hash::sha256_in("maillage/installation/1", &encoding::to_bytes(self)))
    }
}

hash::identifier! {
    /// An installation that members sign: the hash of what it says.
    InstallationId
}

impl InstallationId {
    /// The short code that people compare, of the same kind as a proposal's.
    #[must_use]
    pub fn short_code(&self) -> ShortCode {
        ShortCode::of("proposal", self.as_bytes())
    }
}

/// Body of a decision of kind *install*.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Assembly {
    /// Whole items of kind *install*, one a member, all of one installation.
    #[n(0)]
    pub signatures: Vec<EmbeddedItem>,
    /// The whole Hold statements that the installation names, in its order.
    #[n(1)]
    pub holds: Vec<EmbeddedItem>,
    /// Two decisions by which somebody spoke against itself, as secretary or by signing both: it is not counted among those who may
    /// stand behind a branch that is left.
    #[n(2)]
    pub contradiction: Option<Contradiction>,
}

/// Two decisions of one signer after one parent in one term; or two assemblies of one term that somebody signed both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Contradiction {
    /// The one with the lower name.
    #[n(0)]
    pub lower: ItemId,
    /// The other.
    #[n(1)]
    pub higher: ItemId,
}

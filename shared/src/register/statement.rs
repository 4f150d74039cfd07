//! Numbered statements of a root: what an operator says of its own devices and keys, outside every journal.

use minicbor::{Decode, Decoder, Encode, Encoder};

use super::{AnchorLine, ItemId};
use crate::{
    identity::{Certificate, DeviceId, OperatorId},
    journal::EntryHash,
};

/// Body of an item of kind *statement*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The operator whose root speaks.
    pub operator: OperatorId,
    /// Number among the statements of this operator, from 1. Of several Holds the highest counts.
    pub number: u32,
    /// What it says.
    pub says: Says,
}

/// What a root says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// Which devices act for the operator from now on.
    Hold(Hold),
    /// A device speaks for the operator no longer.
    Revocation(Revocation),
    /// This root does not agree to having been replaced.
    Objection(Objection),
}

/// Which devices act for an operator from now on.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Hold {
    /// The device that proposes, approves and votes.
    #[n(0)]
    pub governing: DeviceId,
    /// The device that publishes statistics.
    #[n(1)]
    pub publishing: DeviceId,
    /// Where the former publishing device's journal ended, when it is another device.
    #[n(2)]
    pub former: Option<AnchorLine>,
    /// A further device of the operator, or another name for one of its devices. Only devices that the register certifies have a
    /// journal that others keep.
    #[n(3)]
    pub certificate: Option<Certificate>,
}

/// A device was lost, stolen or given away: nothing that it wrote after the named entry counts, unless an anchor settled it before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Revocation {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// The last good entry of its journal; 0 when there is none. Of several revocations of a device the lowest counts.
    #[n(1)]
    pub last_good: u64,
    /// That entry's hash, zeros when there is none.
    #[n(2)]
    pub hash: EntryHash,
    /// The newest decision that the root vouches for. Where the device put several decisions after one, and members cannot tell
    /// which is the right one, it is the one that leads here: a stolen device cannot begin the past anew.
    #[n(3)]
    pub newest: Option<ItemId>,
}

/// The former root voids the decision that replaced it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Objection {
    /// The decision that replaced the root key.
    #[n(0)]
    pub decision: ItemId,
}

/// The map that a statement is written as: exactly one of the keys from 2 on is there.
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
struct Fields {
    #[n(0)]
    operator: OperatorId,
    #[n(1)]
    number: u32,
    #[n(2)]
    hold: Option<Hold>,
    #[n(3)]
    revocation: Option<Revocation>,
    #[n(4)]
    objection: Option<Objection>,
}

impl<C> Encode<C> for Statement {
    fn encode<W: minicbor::encode::Write>(&self, e: &mut Encoder<W>, ctx: &mut C) -> Result<(), minicbor::encode::Error<W::Error>> {
        let mut fields = Fields { operator: self.operator, number: self.number, hold: None, revocation: None, objection: None };
        match &self.says {
            Says::Hold(hold) => fields.hold = Some(hold.clone()),
            Says::Revocation(revocation) => fields.revocation = Some(*revocation),
            Says::Objection(objection) => fields.objection = Some(*objection),
        }
        fields.encode(e, ctx)
    }
}

impl<'b, C> Decode<'b, C> for Statement {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, minicbor::decode::Error> {
        let Fields { operator, number, hold, revocation, objection } = Fields::decode(d, ctx)?;
        let says = match (hold, revocation, objection) {
            (Some(hold), None, None) => Says::Hold(hold),
            (None, Some(revocation), None) => Says::Revocation(revocation),
            (None, None, Some(objection)) => Says::Objection(objection),
            _ => return Err(minicbor::decode::Error::message("a statement says exactly one thing")),
        };
        Ok(Self { operator, number, says })
    }
}

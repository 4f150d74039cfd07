//! An offer that a device signed, as one line of text that is handed from person to person: what invitations and pairing codes
//! have in common.
//!
//! The line is armoured CBOR, `{0: offer bstr, 1: sig}`. The signature is over domain and offer, by the device that the offer names.

use crate::{
    armour::{Armour, ArmourError},
    encoding,
    identity::{DeviceId, DeviceKey, Signature, keys},
};

/// What can be offered so.
pub trait Offered: minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()> {
    /// What the device signs begins with it.
    const DOMAIN: &'static [u8];

    /// What the line of text begins with.
    const PREFIX: &'static str;

    /// The domain of the hash that the line ends with.
    const CHECK: &'static str;

    /// The device that makes the offer, and signs it.
    fn device(&self) -> DeviceId;
}

/// An offer with the signature of its device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedOffer<O> {
    offer: O,
    signature: Signature,
}

#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
struct Signed {
    #[cbor(n(0), with = "minicbor::bytes")]
    offer: Vec<u8>,
    #[n(1)]
    signature: Signature,
}

/// Why a text is no signed offer of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// It does not begin as one.
    #[error("it does not begin as one")]
    Prefix,
    /// It is cut off or mistyped.
    #[error("it is not whole")]
    Damaged,
    /// It is whole, but this version cannot read it.
    #[error("it is of a form that this version does not know")]
    Unknown,
    /// It was changed after it was signed.
    #[error("it was not made by the device that it names")]
    Signature,
}

impl OfferError {
    /// All codes.
    pub const CODES: &'static [&'static str] = &["offer-prefix", "offer-damaged", "offer-unknown", "offer-signature"];

    /// The stable code of it, as the reason of a problem.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Prefix => "offer-prefix",
            Self::Damaged => "offer-damaged",
            Self::Unknown => "offer-unknown",
            Self::Signature => "offer-signature",
        }
    }
}

impl From<ArmourError> for OfferError {
    fn from(error: ArmourError) -> Self {
        match error {
            ArmourError::Prefix => Self::Prefix,
            ArmourError::Damaged => Self::Damaged,
        }
    }
}

impl<O: Offered> SignedOffer<O> {
    const ARMOUR: Armour = Armour { prefix: O::PREFIX, check: O::CHECK };

    /// Signs an offer.
    #[must_use]
    pub fn make(key: &DeviceKey, offer: O) -> Self {
        let signature = key.sign(&[O::DOMAIN, &encoding::to_bytes(&offer)].concat());
        Self { offer, signature }
    }

    /// What it offers.
    #[must_use]
    pub const fn offer(&self) -> &O {
        &self.offer
    }

    /// Reads what the armour of a line holds.
    ///
    /// # Errors
    /// [`OfferError::Unknown`] or [`OfferError::Signature`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, OfferError> {
        let signed: Signed = encoding::from_bytes(bytes).map_err(|_| OfferError::Unknown)?;
        let offer: O = encoding::from_bytes(&signed.offer).map_err(|_| OfferError::Unknown)?;
        if !keys::verify(offer.device().as_bytes(), &[O::DOMAIN, &signed.offer].concat(), &signed.signature) {
            return Err(OfferError::Signature);
        }
        Ok(Self { offer, signature: signed.signature })
    }
}

impl<O: Offered> std::fmt::Display for SignedOffer<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let signed = Signed { offer: encoding::to_bytes(&self.offer), signature: self.signature };
        f.write_str(&Self::ARMOUR.write(&encoding::to_bytes(&signed)))
    }
}

impl<O: Offered> std::str::FromStr for SignedOffer<O> {
    type Err = OfferError;

    fn from_str(text: &str) -> Result<Self, OfferError> {
        Self::from_bytes(&Self::ARMOUR.read(text)?)
    }
}

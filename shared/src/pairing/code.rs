//! Pairing codes: a signed offer as one line of text, `maillagepair1` followed by base 32 in lower case.

use crate::{
    calendar::ClaimedTime,
    hash,
    identity::{DeviceId, EndpointId, NetworkId, OperatorId},
    signed_offer::{Offered, SignedOffer},
    text::Name,
};

hash::identifier! {
    /// A pairing code, as its giver keeps it: a hash of its secret.
    PairingId
}

/// What a pairing code offers.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct PairingOffer {
    /// The network.
    #[n(0)]
    pub network: NetworkId,
    /// Its name.
    #[n(1)]
    pub network_name: Name,
    /// The operator of both devices.
    #[n(2)]
    pub operator: OperatorId,
    /// Its name.
    #[n(3)]
    pub operator_name: Name,
    /// The device that waits for the request.
    #[n(4)]
    pub device: DeviceId,
    /// The endpoint it is reached at.
    #[n(5)]
    pub endpoint: EndpointId,
    /// The endpoint's addresses.
    #[n(6)]
    pub addresses: Vec<String>,
    /// The endpoint's relay.
    #[n(7)]
    pub relay: Option<String>,
    /// Whoever knows it may ask, once.
    #[cbor(n(8), with = "minicbor::bytes")]
    pub secret: [u8; 16],
    /// After this instant a first request is refused.
    #[n(9)]
    pub expires: ClaimedTime,
}

/// A signed offer: a pairing code.
pub type PairingCode = SignedOffer<PairingOffer>;

impl Offered for PairingOffer {
    const DOMAIN: &'static [u8] = b"maillage/pairing-code/1\0";
    const PREFIX: &'static str = "maillagepair1";
    const CHECK: &'static str = "maillage/pairing-code-check/1";

    fn device(&self) -> DeviceId {
        self.device
    }
}

impl PairingId {
    /// The pairing code with this secret.
    #[must_use]
    pub fn of_secret(secret: &[u8; 16]) -> Self {
        Self(hash::sha256_in("maillage/pairing-id/1", secret))
    }
}

impl PairingOffer {
    /// Whether the code is past its time at `now`.
    #[must_use]
    pub fn is_expired(&self, now: ClaimedTime) -> bool {
        now > self.expires
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{PairingCode, PairingOffer};
    use crate::{
        calendar::ClaimedTime,
        identity::{DeviceKey, EndpointId, NetworkId, OperatorId},
        signed_offer::OfferError,
        text::Name,
    };

    pub(crate) fn offer(key: &DeviceKey) -> PairingOffer {
        PairingOffer {
            network: NetworkId::from_bytes([7; 32]),
            network_name: Name::new("Informaticiens publics").unwrap(),
            operator: OperatorId::from_bytes([1; 32]),
            operator_name: Name::new("ARC asbl").unwrap(),
            device: key.public(),
            endpoint: EndpointId::from_bytes([2; 32]),
            addresses: vec!["127.0.0.1:4711".into()],
            relay: None,
            secret: [5; 16],
            expires: ClaimedTime(1_800_000_000),
        }
    }

    #[test]
    fn a_pairing_code_reads_back_and_a_damaged_one_is_noticed() {
        let key = DeviceKey::from_secret(&[3; 32]);
        let code = PairingCode::make(&key, offer(&key));
        let text = code.to_string();
        assert_eq!(text.to_uppercase().parse(), Ok(code));
        for length in 0..text.len() {
            assert!(text[..length].parse::<PairingCode>().is_err(), "cut at {length}");
        }
        assert_eq!(text.replacen("pair", "", 1).parse::<PairingCode>(), Err(OfferError::Prefix));
    }

    #[test]
    fn a_pairing_code_signed_by_another_device_is_refused() {
        let (key, other) = (DeviceKey::from_secret(&[3; 32]), DeviceKey::from_secret(&[4; 32]));
        let forged = PairingCode::make(&other, offer(&key)).to_string();
        assert_eq!(forged.parse::<PairingCode>(), Err(OfferError::Signature));
    }

    #[test]
    fn a_pairing_code_holds_until_its_instant_and_not_beyond() {
        let offer = offer(&DeviceKey::from_secret(&[3; 32]));
        assert!(!offer.is_expired(offer.expires));
        assert!(offer.is_expired(ClaimedTime(offer.expires.0 + 1)));
    }
}

//! What a device asks that members turn away: by which decision it speaks for its operator no longer.
//!
//! The answer is the chain of decisions from the last one that it knows up to the one that ended it, and nothing beyond. A chain
//! verifies by itself, so the device believes nobody: it judges the decisions as it would have, had it stayed.

use crate::{
    bounds,
    encoding::{self, EncodingError},
    identity::{DeviceId, DeviceKey, EndpointId, NetworkId, Signature, keys},
    register::{Item, ItemId, RegisterState, content::EmbeddedItem},
};

/// What the device signs begins with.
const DOMAIN: &[u8] = b"maillage/parting/1\0";

/// What a device asks that was turned away.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct PartingRequest {
    /// The network.
    #[n(0)]
    pub network: NetworkId,
    /// The device.
    #[n(1)]
    pub device: DeviceId,
    /// The newest decision that it knows.
    #[n(2)]
    pub newest: ItemId,
    /// The device's signature over network, device, the endpoint that asks, and the decision.
    #[n(3)]
    signature: Signature,
}

/// What it is answered.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum PartingAnswer {
    /// The register does not know the device, or not the decision.
    #[n(0)]
    Unknown,
    /// The decisions that follow, in their order, as many as fit; none once the asker knows all that concerns it.
    #[n(1)]
    Decisions(#[n(0)] Vec<EmbeddedItem>),
}

/// Why a request is not in order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartingError {
    /// It cannot be read.
    #[error(transparent)]
    Encoding(#[from] EncodingError),
    /// It is longer than allowed.
    #[error("the request is longer than {} bytes", bounds::DOOR_BYTES)]
    TooLong,
    /// It is for another network.
    #[error("the request is for another network")]
    OtherNetwork,
    /// The device did not sign it for the endpoint that asks.
    #[error("the request is not signed by the device for the endpoint that asks")]
    Signature,
}

fn signed_bytes(network: NetworkId, device: DeviceId, endpoint: EndpointId, newest: ItemId) -> Vec<u8> {
    [DOMAIN, network.as_bytes(), device.as_bytes(), endpoint.as_bytes(), newest.as_bytes()].concat()
}

impl PartingRequest {
    /// The question of a device that is reached at `endpoint`, so that nobody who hears it can ask it again.
    #[must_use]
    pub fn new(key: &DeviceKey, network: NetworkId, endpoint: EndpointId, newest: ItemId) -> Self {
        let device = key.public();
        Self { network, device, newest, signature: key.sign(&signed_bytes(network, device, endpoint, newest)) }
    }

    /// Reads a request and checks that the device signed it for the endpoint `from`. Whether it is or was a member's is for the
    /// register to say.
    ///
    /// # Errors
    /// [`PartingError`].
    pub fn verify(bytes: &[u8], network: NetworkId, from: EndpointId) -> Result<Self, PartingError> {
        if bytes.len() > bounds::DOOR_BYTES {
            return Err(PartingError::TooLong);
        }
        let request: Self = encoding::from_bytes(bytes)?;
        if request.network != network {
            return Err(PartingError::OtherNetwork);
        }
        let signed = signed_bytes(network, request.device, from, request.newest);
        if !keys::verify(request.device.as_bytes(), &signed, &request.signature) {
            return Err(PartingError::Signature);
        }
        Ok(request)
    }

    /// The decisions of the chain that answer it, as many as fit into an answer; nothing when the register does not know the
    /// device as one that was cut off, or the decision that it names.
    pub fn decisions<'r>(&self, state: &'r RegisterState) -> Option<impl Iterator<Item = ItemId> + use<'r>> {
        state.roster.operator_of_device(self.device)?;
        let known = state.height_of(self.newest)?;
        let ended = state.cuts.get(&self.device)?.iter().map(|cut| cut.height).max()?;
        let following = state.decisions.iter().filter(move |record| record.height > known && record.height <= ended);
        Some(following.map(|record| record.id))
    }
}

impl PartingAnswer {
    /// The answer with these items, up to the first that does not fit any more. The first one always does.
    pub fn of(items: impl Iterator<Item = Item>) -> Self {
        let (mut carried, mut room) = (Vec::new(), bounds::PARTING_BYTES);
        for bytes in items.map(|item| item.to_bytes()) {
            let Some(left) = room.checked_sub(bytes.len()) else { break };
            room = left;
            carried.push(EmbeddedItem(bytes));
        }
        Self::Decisions(carried)
    }
}

#[cfg(test)]
mod tests {
    use super::{PartingAnswer, PartingError, PartingRequest};
    use crate::{
        bounds, encoding,
        identity::{DeviceKey, EndpointId, NetworkId},
        register::{Item, ItemId, ItemKind},
    };

    const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);
    const ENDPOINT: EndpointId = EndpointId::from_bytes([2; 32]);

    fn request() -> PartingRequest {
        PartingRequest::new(&DeviceKey::from_secret(&[8; 32]), NETWORK, ENDPOINT, ItemId::from_bytes([1; 32]))
    }

    #[test]
    fn a_request_holds_for_the_device_endpoint_and_network_that_it_was_signed_for() {
        let bytes = encoding::to_bytes(&request());
        assert_eq!(PartingRequest::verify(&bytes, NETWORK, ENDPOINT), Ok(request()));
        let replayed = PartingRequest::verify(&bytes, NETWORK, EndpointId::from_bytes([3; 32]));
        assert_eq!(replayed, Err(PartingError::Signature));
        let elsewhere = PartingRequest::verify(&bytes, NetworkId::from_bytes([8; 32]), ENDPOINT);
        assert_eq!(elsewhere, Err(PartingError::OtherNetwork));
        let other = PartingRequest { newest: ItemId::from_bytes([9; 32]), ..request() };
        assert_eq!(PartingRequest::verify(&encoding::to_bytes(&other), NETWORK, ENDPOINT), Err(PartingError::Signature));
    }

    #[test]
    fn bytes_of_any_kind_are_refused_without_a_panic() {
        let bytes = encoding::to_bytes(&request());
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 0x41;
            assert!(PartingRequest::verify(&changed, NETWORK, ENDPOINT).is_err(), "byte {place}");
            assert!(PartingRequest::verify(&bytes[..place], NETWORK, ENDPOINT).is_err(), "cut at {place}");
        }
        let long = vec![0; bounds::DOOR_BYTES + 1];
        assert_eq!(PartingRequest::verify(&long, NETWORK, ENDPOINT), Err(PartingError::TooLong));
    }

    #[test]
    fn an_answer_has_a_bound_and_the_longest_decision_fits() {
        let key = DeviceKey::from_secret(&[8; 32]);
        let longest = Item::by_device(&key, NETWORK, ItemKind::Decision, vec![0; bounds::BODY_BYTES]);
        let PartingAnswer::Decisions(carried) = PartingAnswer::of(std::iter::repeat_n(longest, 9)) else { unreachable!() };
        assert!(!carried.is_empty() && carried.len() < 9);
        let bytes = encoding::to_bytes(&PartingAnswer::Decisions(carried));
        assert!(bytes.len() <= bounds::PARTING_ANSWER_BYTES, "{}", bytes.len());
    }
}

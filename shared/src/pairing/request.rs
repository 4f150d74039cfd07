//! The request of a new device and its answer: one stream, one message each way, at most [`bounds::DOOR_BYTES`].

use super::code::PairingOffer;
use crate::{
    bounds,
    encoding::{self, EncodingError},
    identity::{
        Certificate, DeviceId, DeviceKey, EndpointAnnouncement, EndpointId, NetworkId, ShortCode, Signature, keys,
        keys::EndpointKey,
    },
    text::Name,
};

/// What the new device signs begins with.
const DOMAIN: &[u8] = b"maillage/pairing/1\0";

/// What a new device asks of the device that gave the code.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct PairingRequest {
    /// The network.
    #[n(0)]
    pub network: NetworkId,
    /// The secret of the code.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub secret: [u8; 16],
    /// The new device.
    #[n(2)]
    pub device: DeviceId,
    /// What people call it.
    #[n(3)]
    pub name: Name,
    /// Where it is reached.
    #[n(4)]
    pub announcement: EndpointAnnouncement,
}

/// The request as it travels: with the signature of the new device, which so proves to have its key.
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
struct Signed {
    #[cbor(n(0), with = "minicbor::bytes")]
    request: Vec<u8>,
    #[n(1)]
    signature: Signature,
}

/// What the device that gave the code answers. Asking again asks how things stand.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum PairingAnswer {
    /// The request is there, a person decides.
    #[n(0)]
    Waiting,
    /// The root has certified the device.
    #[n(1)]
    Accepted(#[n(0)] Certificate),
    /// The code is not known, or the request is not in order.
    #[n(2)]
    Unknown,
    /// The code is past its time.
    #[n(3)]
    Expired,
    /// Another device used the code.
    #[n(4)]
    Used,
    /// A device of the operator has this name already.
    #[n(5)]
    NameTaken,
}

/// Why a request is not in order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PairingRequestError {
    /// It cannot be read.
    #[error(transparent)]
    Encoding(#[from] EncodingError),
    /// It is longer than allowed.
    #[error("the request is longer than {} bytes", bounds::DOOR_BYTES)]
    TooLong,
    /// It is for another network.
    #[error("the request is for another network")]
    OtherNetwork,
    /// It is not the named device's, or does not come from the named endpoint.
    #[error("the request is not signed by its device, or comes from another endpoint")]
    Inconsistent,
}

impl PairingRequest {
    /// The request of a new device to the giver of a code.
    #[must_use]
    pub fn new(offer: &PairingOffer, device: &DeviceKey, endpoint: &EndpointKey, addresses: Vec<String>, name: Name) -> Self {
        let announcement = EndpointAnnouncement::new(endpoint, offer.network, device.public(), addresses, None);
        Self { network: offer.network, secret: offer.secret, device: device.public(), name, announcement }
    }

    /// The bytes to send, signed by the new device.
    #[must_use]
    pub fn to_bytes(&self, device: &DeviceKey) -> Vec<u8> {
        let request = encoding::to_bytes(self);
        let signature = device.sign(&[DOMAIN, &request].concat());
        encoding::to_bytes(&Signed { request, signature })
    }

    /// Reads a request and checks that it is its device's, speaking from the endpoint `from`.
    ///
    /// # Errors
    /// [`PairingRequestError`].
    pub fn verify(bytes: &[u8], network: NetworkId, from: EndpointId) -> Result<Self, PairingRequestError> {
        if bytes.len() > bounds::DOOR_BYTES {
            return Err(PairingRequestError::TooLong);
        }
        let signed: Signed = encoding::from_bytes(bytes)?;
        let request: Self = encoding::from_bytes(&signed.request)?;
        if request.network != network {
            return Err(PairingRequestError::OtherNetwork);
        }
        let own = keys::verify(request.device.as_bytes(), &[DOMAIN, &signed.request].concat(), &signed.signature);
        let reached = request.announcement.endpoint == from && request.announcement.verify(network, request.device).is_ok();
        if own && reached { Ok(request) } else { Err(PairingRequestError::Inconsistent) }
    }

    /// The code that both devices show: it fits only if both see the same network, keys and endpoint.
    #[must_use]
    pub fn comparison_code(&self, giver: DeviceId) -> ShortCode {
        let parts = [self.network.as_bytes(), self.device.as_bytes(), self.announcement.endpoint.as_bytes(), giver.as_bytes()];
        ShortCode::of("pairing", &parts.map(<[u8; 32]>::as_slice).concat())
    }
}

#[cfg(test)]
mod tests {
    use super::{super::code::tests::offer, PairingRequest, PairingRequestError};
    use crate::{
        bounds, encoding,
        identity::{DeviceKey, NetworkId, keys::EndpointKey},
        text::Name,
    };

    fn request() -> (PairingRequest, DeviceKey, EndpointKey) {
        let (device, endpoint) = (DeviceKey::from_secret(&[8; 32]), EndpointKey::from_secret(&[9; 32]));
        let offer = offer(&DeviceKey::from_secret(&[3; 32]));
        let name = Name::new("portable de l’accueil").unwrap();
        (PairingRequest::new(&offer, &device, &endpoint, vec!["127.0.0.1:5".into()], name), device, endpoint)
    }

    #[test]
    fn a_request_is_accepted_from_its_own_endpoint_and_network_only() {
        let (request, device, endpoint) = request();
        let (network, bytes) = (request.network, request.to_bytes(&device));
        assert_eq!(PairingRequest::verify(&bytes, network, endpoint.public()), Ok(request));
        let stranger = EndpointKey::from_secret(&[10; 32]).public();
        assert_eq!(PairingRequest::verify(&bytes, network, stranger), Err(PairingRequestError::Inconsistent));
        let other = NetworkId::from_bytes([8; 32]);
        assert_eq!(PairingRequest::verify(&bytes, other, endpoint.public()), Err(PairingRequestError::OtherNetwork));
    }

    #[test]
    fn who_has_not_the_key_of_the_device_cannot_ask_for_it() {
        let (request, _, endpoint) = request();
        let bytes = request.to_bytes(&DeviceKey::from_secret(&[11; 32]));
        assert_eq!(PairingRequest::verify(&bytes, request.network, endpoint.public()), Err(PairingRequestError::Inconsistent));
    }

    #[test]
    fn bytes_of_any_kind_are_refused_without_a_panic() {
        let (request, device, endpoint) = request();
        let bytes = request.to_bytes(&device);
        let verify = |bytes: &[u8]| PairingRequest::verify(bytes, request.network, endpoint.public());
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 0x41;
            assert!(verify(&changed).is_err(), "byte {place}");
            assert!(verify(&bytes[..place]).is_err(), "cut at {place}");
        }
        assert_eq!(verify(&vec![0; bounds::DOOR_BYTES + 1]), Err(PairingRequestError::TooLong));
    }

    #[test]
    fn the_longest_request_fits_through_the_door() {
        let (device, endpoint) = (DeviceKey::from_secret(&[8; 32]), EndpointKey::from_secret(&[9; 32]));
        let name = Name::new("n".repeat(bounds::NAME_BYTES)).unwrap();
        let address = "[2001:0db8:0000:0000:0000:0000:0000:0001]:65535".to_owned();
        let offer = offer(&DeviceKey::from_secret(&[3; 32]));
        let longest = PairingRequest::new(&offer, &device, &endpoint, vec![address; bounds::ADDRESSES], name);
        assert!(longest.to_bytes(&device).len() <= bounds::DOOR_BYTES);
        assert!(encoding::to_bytes(&longest).len() <= bounds::DOOR_BYTES);
    }

    #[test]
    fn the_comparison_code_changes_with_every_key() {
        let (request, ..) = request();
        let giver = DeviceKey::from_secret(&[3; 32]).public();
        let code = request.comparison_code(giver);
        assert_ne!(code, request.comparison_code(request.device));
        let other = PairingRequest { device: giver, ..request.clone() };
        assert_ne!(code, other.comparison_code(giver));
    }
}

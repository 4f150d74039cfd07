//! Endpoint announcements: a device says under which key and addresses it is reached.
//!
//! The endpoint key signs as well, over the network and the device: without that, a member could announce somebody else's
//! endpoint as its own.

use super::{DeviceId, EndpointId, NetworkId, Signature, keys, keys::EndpointKey};
use crate::bounds;

/// What the endpoint key signs begins with.
const DOMAIN: &[u8] = b"maillage/endpoint/1\0";

/// Body of a journal entry of kind *endpoint*. The newest one of a device counts.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode, serde::Serialize)]
#[cbor(map)]
pub struct EndpointAnnouncement {
    /// The endpoint's public key.
    #[n(0)]
    pub endpoint: EndpointId,
    /// Addresses with port, as `192.0.2.1:4711` or `[2001:db8::1]:4711`; at most [`bounds::ADDRESSES`].
    #[n(1)]
    pub addresses: Vec<String>,
    /// The relay at which the endpoint can be met, as a URL.
    #[n(2)]
    pub relay: Option<String>,
    /// The endpoint key's signature over network and device.
    #[n(3)]
    #[serde(skip)]
    signature: Signature,
}

/// Why an announcement is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    /// The endpoint key did not agree to speak for this device in this network.
    #[error("the announcement is not signed by the endpoint that it names")]
    Signature,
    /// Too many or too long addresses.
    #[error("the announcement holds more addresses than allowed")]
    TooManyAddresses,
}

fn signed_bytes(network: NetworkId, device: DeviceId) -> Vec<u8> {
    [DOMAIN, network.as_bytes(), device.as_bytes()].concat()
}

impl EndpointAnnouncement {
    /// Announces that `device` is reached under this endpoint key.
    #[must_use]
    pub fn new(key: &EndpointKey, network: NetworkId, device: DeviceId, addresses: Vec<String>, relay: Option<String>) -> Self {
        let signature = key.sign(&signed_bytes(network, device));
        Self { endpoint: key.public(), addresses, relay, signature }
    }

    /// Accepts the announcement as that of `device` in `network`.
    ///
    /// # Errors
    /// [`EndpointError`] with the first thing that is wrong.
    pub fn verify(&self, network: NetworkId, device: DeviceId) -> Result<(), EndpointError> {
        let short = |text: &String| text.len() <= bounds::ADDRESS_BYTES;
        if self.addresses.len() > bounds::ADDRESSES || !self.addresses.iter().chain(&self.relay).all(short) {
            return Err(EndpointError::TooManyAddresses);
        }
        if keys::verify(self.endpoint.as_bytes(), &signed_bytes(network, device), &self.signature) {
            Ok(())
        } else {
            Err(EndpointError::Signature)
        }
    }
}

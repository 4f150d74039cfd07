//! What a new device of an operator without any other says at the door of a member: one stream, one message each way, at most
//! [`bounds::DOOR_BYTES`].
//!
//! The operator's root signs the request for one endpoint key, so that nobody who hears it can repeat it. It asks how things stand,
//! and may hand in a statement of that root, which the member keeps as it would from anyone.

use super::RecoveryStanding;
use crate::{
    bounds,
    encoding::{self, EncodingError},
    identity::{DeviceId, EndpointId, NetworkId, OperatorId, RootId, RootKey, Signature, keys},
    register::{Item, ItemKind},
};

/// What the root signs begins with.
const DOMAIN: &[u8] = b"maillage/recovery/1\0";

/// What the new device asks.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct RecoveryRequest {
    /// The network.
    #[n(0)]
    pub network: NetworkId,
    /// The operator that comes back.
    #[n(1)]
    pub operator: OperatorId,
    /// Its root key.
    #[n(2)]
    pub root: RootId,
    /// The new device.
    #[n(3)]
    pub device: DeviceId,
    /// The root's signature over network, operator, device and the endpoint that asks.
    #[n(4)]
    signature: Signature,
    /// A whole statement item of the root, once the new device knows how things stand.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub statement: Option<Vec<u8>>,
}

/// What the member answers.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum RecoveryAnswer {
    /// The operator is no member here, or the request is not in order.
    #[n(0)]
    Unknown,
    /// How things stand with the operator, as the member holds it.
    #[n(1)]
    Standing(#[n(0)] RecoveryStanding),
    /// Another device of the operator has the name that the handed-in statement gives. The statement was not taken.
    #[n(2)]
    NameTaken,
}

/// Why a request is not in order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryRequestError {
    /// It cannot be read.
    #[error(transparent)]
    Encoding(#[from] EncodingError),
    /// It is longer than allowed.
    #[error("the request is longer than {} bytes", bounds::DOOR_BYTES)]
    TooLong,
    /// It is for another network.
    #[error("the request is for another network")]
    OtherNetwork,
    /// The root did not sign it for the endpoint that asks.
    #[error("the request is not signed by its root for the endpoint that asks")]
    Signature,
    /// What is handed in is not a statement of that root.
    #[error("what is handed in is not a statement of that root")]
    Statement,
}

fn signed_bytes(network: NetworkId, operator: OperatorId, device: DeviceId, endpoint: EndpointId) -> Vec<u8> {
    [DOMAIN, network.as_bytes(), operator.as_bytes(), device.as_bytes(), endpoint.as_bytes()].concat()
}

impl RecoveryRequest {
    /// The request of a new device, reached at `endpoint`, that the root lets speak for its operator.
    #[must_use]
    pub fn new(root: &RootKey, network: NetworkId, operator: OperatorId, device: DeviceId, endpoint: EndpointId) -> Self {
        let signature = root.sign(&signed_bytes(network, operator, device, endpoint));
        Self { network, operator, root: root.public(), device, signature, statement: None }
    }

    /// The same with a statement handed in.
    #[must_use]
    pub fn with_statement(&self, statement: &Item) -> Self {
        Self { statement: Some(statement.to_bytes()), ..self.clone() }
    }

    /// Reads a request and checks that its root signed it for the endpoint `from`, and what it hands in.
    ///
    /// Whether that root is a member's is for the register to say.
    ///
    /// # Errors
    /// [`RecoveryRequestError`].
    pub fn verify(bytes: &[u8], network: NetworkId, from: EndpointId) -> Result<Self, RecoveryRequestError> {
        if bytes.len() > bounds::DOOR_BYTES {
            return Err(RecoveryRequestError::TooLong);
        }
        let request: Self = encoding::from_bytes(bytes)?;
        if request.network != network {
            return Err(RecoveryRequestError::OtherNetwork);
        }
        let signed = signed_bytes(network, request.operator, request.device, from);
        if !keys::verify(request.root.as_bytes(), &signed, &request.signature) {
            return Err(RecoveryRequestError::Signature);
        }
        match &request.statement {
            Some(statement) if !request.is_own(statement) => Err(RecoveryRequestError::Statement),
            _ => Ok(request),
        }
    }

    fn is_own(&self, statement: &[u8]) -> bool {
        let item = Item::verify(self.network, statement);
        item.is_ok_and(|item| item.kind == ItemKind::Statement as u16 && item.signer == *self.root.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::{RecoveryRequest, RecoveryRequestError};
    use crate::{
        bounds, encoding,
        identity::{DeviceKey, EndpointId, NetworkId, OperatorId, RootKey},
        register::{Item, ItemKind},
    };

    const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);
    const ENDPOINT: EndpointId = EndpointId::from_bytes([2; 32]);

    fn root() -> RootKey {
        RootKey::from_secret(&[1; 32])
    }

    fn request() -> RecoveryRequest {
        let device = DeviceKey::from_secret(&[8; 32]).public();
        RecoveryRequest::new(&root(), NETWORK, OperatorId::of_first_root(root().public()), device, ENDPOINT)
    }

    fn verify(request: &RecoveryRequest) -> Result<RecoveryRequest, RecoveryRequestError> {
        RecoveryRequest::verify(&encoding::to_bytes(request), NETWORK, ENDPOINT)
    }

    #[test]
    fn a_request_holds_for_the_endpoint_that_the_root_signed_it_for() {
        assert_eq!(verify(&request()), Ok(request()));
        let bytes = encoding::to_bytes(&request());
        let elsewhere = RecoveryRequest::verify(&bytes, NETWORK, EndpointId::from_bytes([3; 32]));
        assert_eq!(elsewhere, Err(RecoveryRequestError::Signature));
        let other = RecoveryRequest::verify(&bytes, NetworkId::from_bytes([8; 32]), ENDPOINT);
        assert_eq!(other, Err(RecoveryRequestError::OtherNetwork));
    }

    #[test]
    fn only_a_statement_of_the_same_root_can_be_handed_in() {
        let statement = |root: &RootKey, kind| Item::by_root(root, NETWORK, kind, vec![0xa0]);
        let own = request().with_statement(&statement(&root(), ItemKind::Statement));
        assert_eq!(verify(&own), Ok(own.clone()));
        let others = request().with_statement(&statement(&RootKey::from_secret(&[9; 32]), ItemKind::Statement));
        assert_eq!(verify(&others), Err(RecoveryRequestError::Statement));
        let decision = request().with_statement(&statement(&root(), ItemKind::Decision));
        assert_eq!(verify(&decision), Err(RecoveryRequestError::Statement));
    }

    #[test]
    fn bytes_of_any_kind_are_refused_without_a_panic() {
        let bytes = encoding::to_bytes(&request());
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 0x41;
            assert!(RecoveryRequest::verify(&changed, NETWORK, ENDPOINT).is_err(), "byte {place}");
            assert!(RecoveryRequest::verify(&bytes[..place], NETWORK, ENDPOINT).is_err(), "cut at {place}");
        }
        let long = vec![0; bounds::DOOR_BYTES + 1];
        assert_eq!(RecoveryRequest::verify(&long, NETWORK, ENDPOINT), Err(RecoveryRequestError::TooLong));
    }
}

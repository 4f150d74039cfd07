//! The request to join and its answer: one stream, one message each way, at most
//! [`bounds::JOIN_REQUEST_BYTES`].

use super::invitation::Offer;
use crate::{
    bounds,
    encoding::{self, EncodingError},
    identity::{DeviceId, EndpointAnnouncement, EndpointId, NetworkId, ShortCode, certificate::CertifiedDevice},
    register::{Admit, Item, ItemKind, Says, Statement},
};

/// What a joiner sends to its inviter. Sending it again asks how things stand.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct JoinRequest {
    /// The network.
    #[n(0)]
    pub network: NetworkId,
    /// The secret of the invitation.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub secret: [u8; 16],
    /// All that an admission needs of the joiner.
    #[n(2)]
    pub admit: Admit,
    /// Where the joiner's device is reached.
    #[n(3)]
    pub announcement: EndpointAnnouncement,
}

/// What the inviter answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum JoinAnswer {
    /// The request is there, people decide.
    #[n(0)]
    Waiting,
    /// The joiner is a member: connect as one.
    #[n(1)]
    Admitted,
    /// The invitation is not known, or the request is not in order.
    #[n(2)]
    Unknown,
    /// The invitation is past its date.
    #[n(3)]
    Expired,
    /// Somebody else used the invitation.
    #[n(4)]
    Used,
    /// The invitation was taken back.
    #[n(5)]
    Revoked,
    /// People said no.
    #[n(6)]
    Refused,
    /// A member has this name already.
    #[n(7)]
    NameTaken,
}

/// Why a request is not in order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JoinRequestError {
    /// It cannot be read.
    #[error(transparent)]
    Encoding(#[from] EncodingError),
    /// It is longer than allowed.
    #[error("the request is longer than {} bytes", bounds::JOIN_REQUEST_BYTES)]
    TooLong,
    /// It is for another network.
    #[error("the request is for another network")]
    OtherNetwork,
    /// Certificate, Hold, consent or endpoint do not fit together.
    #[error("the request's certificates do not fit together")]
    Inconsistent,
}

impl JoinRequest {
    /// Reads a request and checks that its parts are one operator's, speaking from the endpoint `from`.
    ///
    /// # Errors
    /// [`JoinRequestError`].
    pub fn verify(bytes: &[u8], network: NetworkId, from: EndpointId) -> Result<(Self, CertifiedDevice), JoinRequestError> {
        if bytes.len() > bounds::JOIN_REQUEST_BYTES {
            return Err(JoinRequestError::TooLong);
        }
        let request: Self = encoding::from_bytes(bytes)?;
        if request.network != network {
            return Err(JoinRequestError::OtherNetwork);
        }
        let certified = request.consistent(from).ok_or(JoinRequestError::Inconsistent)?;
        Ok((request, certified))
    }

    fn consistent(&self, from: EndpointId) -> Option<CertifiedDevice> {
        let admit = &self.admit;
        let certified = admit.certificate.verify(self.network).ok()?;
        let hold = Item::verify(self.network, &admit.hold.0).ok()?;
        let statement: Statement = encoding::from_bytes(&hold.body).ok()?;
        let root = admit.root;
        let one_operator = certified.root == root
            && certified.operator == admit.operator()
            && statement.operator == admit.operator()
            && hold.signer == *root.as_bytes()
            && hold.kind == ItemKind::Statement as u16
            && matches!(&statement.says, Says::Hold(hold) if hold.governing == certified.device);
        let reached = self.announcement.endpoint == from && self.announcement.verify(self.network, certified.device).is_ok();
        (one_operator && reached && admit.is_agreed(self.network)).then_some(certified)
    }

    /// The code that joiner and inviter read to each other: it fits only if both see the same network, keys and endpoint.
    #[must_use]
    pub fn comparison_code(&self, device: DeviceId, inviter: DeviceId) -> ShortCode {
        let parts = [
            self.network.as_bytes(),
            self.admit.root.as_bytes(),
            device.as_bytes(),
            self.announcement.endpoint.as_bytes(),
            inviter.as_bytes(),
        ];
        ShortCode::of("joining", &parts.map(<[u8; 32]>::as_slice).concat())
    }
}

impl Offer {
    /// Whether the invitation is past its date at `now`.
    #[must_use]
    pub fn is_expired(&self, now: crate::calendar::ClaimedTime) -> bool {
        now > self.expires
    }
}

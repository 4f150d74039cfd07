//! Invitations: a signed offer as one line of text, `maillage1` followed by base 32 in lower case.

use crate::{
    calendar::ClaimedTime,
    hash,
    identity::{DeviceId, EndpointId, NetworkId, OperatorId},
    signed_offer::{Offered, SignedOffer},
    text::Name,
};

hash::identifier! {
    /// An invitation, as its giver lists it: a hash of its secret.
    InvitationId
}

/// What an invitation offers.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Offer {
    /// The network to join.
    #[n(0)]
    pub network: NetworkId,
    /// Its name.
    #[n(1)]
    pub network_name: Name,
    /// The inviting operator.
    #[n(2)]
    pub inviter: OperatorId,
    /// Its name.
    #[n(3)]
    pub inviter_name: Name,
    /// The inviter's device that waits for the request.
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
    /// For whom the invitation is.
    #[n(8)]
    pub addressed_to: Name,
    /// Whoever knows it may use the invitation, once.
    #[cbor(n(9), with = "minicbor::bytes")]
    pub secret: [u8; 16],
    /// After this instant the inviter refuses it.
    #[n(10)]
    pub expires: ClaimedTime,
    /// The network's rule that matters most to a joiner: smallest number of visits published as a number.
    #[n(11)]
    pub smallest_figure: u32,
    /// How many members had to approve an admission when the invitation was made.
    #[n(12)]
    pub approvals: u32,
}

/// A signed offer: an invitation.
pub type Invitation = SignedOffer<Offer>;

impl Offered for Offer {
    const DOMAIN: &'static [u8] = b"maillage/invitation/1\0";
    const PREFIX: &'static str = "maillage1";
    const CHECK: &'static str = "maillage/invitation-check/1";

    fn device(&self) -> DeviceId {
        self.device
    }
}

impl InvitationId {
    /// The invitation with this secret.
    #[must_use]
    pub fn of_secret(secret: &[u8; 16]) -> Self {
        Self(hash::sha256_in("maillage/invitation-id/1", secret))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Invitation, Offer};
    use crate::{
        calendar::ClaimedTime,
        identity::{DeviceKey, EndpointId, NetworkId, OperatorId},
        signed_offer::OfferError,
        text::Name,
    };

    pub(crate) fn offer(key: &DeviceKey) -> Offer {
        Offer {
            network: NetworkId::from_bytes([7; 32]),
            network_name: Name::new("Informaticiens publics").unwrap(),
            inviter: OperatorId::from_bytes([1; 32]),
            inviter_name: Name::new("ARC asbl").unwrap(),
            device: key.public(),
            endpoint: EndpointId::from_bytes([2; 32]),
            addresses: vec!["127.0.0.1:4711".into()],
            relay: None,
            addressed_to: Name::new("Nord asbl").unwrap(),
            secret: [5; 16],
            expires: ClaimedTime(1_800_000_000),
            smallest_figure: 5,
            approvals: 1,
        }
    }

    #[test]
    fn an_invitation_reads_back_even_when_a_mail_program_broke_it_into_lines() {
        let key = DeviceKey::from_secret(&[3; 32]);
        let invitation = Invitation::make(&key, offer(&key));
        let text = invitation.to_string();
        assert_eq!(text.parse(), Ok(invitation.clone()));
        let broken =
            text.as_bytes().chunks(60).map(|line| String::from_utf8_lossy(line).into_owned()).collect::<Vec<_>>().join("\n> ");
        assert!(broken.parse::<Invitation>().is_err(), "a quote mark is not white space");
        assert_eq!(broken.replace("> ", "  ").parse(), Ok(invitation));
    }

    #[test]
    fn a_truncated_or_mistyped_invitation_is_noticed() {
        let key = DeviceKey::from_secret(&[3; 32]);
        let text = Invitation::make(&key, offer(&key)).to_string();
        for length in 0..text.len() {
            assert!(text[..length].parse::<Invitation>().is_err(), "cut at {length}");
        }
        let mut mistyped = text.clone().into_bytes();
        mistyped[40] = if mistyped[40] == b'a' { b'b' } else { b'a' };
        assert_eq!(String::from_utf8(mistyped).unwrap().parse::<Invitation>(), Err(OfferError::Damaged));
    }

    #[test]
    fn an_invitation_signed_by_another_device_is_refused() {
        let (key, other) = (DeviceKey::from_secret(&[3; 32]), DeviceKey::from_secret(&[4; 32]));
        let forged = Invitation::make(&other, offer(&key)).to_string();
        assert_eq!(forged.parse::<Invitation>(), Err(OfferError::Signature));
    }
}

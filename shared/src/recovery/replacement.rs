//! A member that lost its root key goes on under another one, if a majority of members agrees.
//!
//! Two short texts travel between people, as an invitation does. The *basis* goes to the machine of whoever lost the key: what its
//! new root must say to fit into the register, and whom to ask afterwards. It is no secret and needs no signature: whoever changes
//! it makes a request that members refuse. The *request* goes back to any member, who proposes it. Everything in it is signed by
//! the new root; that this root belongs to the member is what people make sure of by telephone, with a comparison code.

use super::SheetContact;
use crate::{
    armour::{Armour, ArmourError},
    bounds, encoding,
    identity::{
        Certificate, DeviceId, DeviceKey, NetworkId, OperatorId, RootId, RootKey, ShortCode, Signature,
        certificate::CertifiedDevice,
    },
    register::{
        AnchorLine, Content, Hold, Invalid,
        checked::{Checked, SignedHold},
        compose,
        content::EmbeddedItem,
        membership::ReplaceKey,
    },
    text::Name,
};

const BASIS: Armour = Armour { prefix: "maillagebasis1", check: "maillage/replacement-basis-check/1" };
const REQUEST: Armour = Armour { prefix: "maillageroot1", check: "maillage/replacement-request-check/1" };

/// What a new root must know of the member that it will speak for.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct ReplacementBasis {
    /// The network.
    #[n(0)]
    pub network: NetworkId,
    /// Its name.
    #[n(1)]
    pub network_name: Name,
    /// The member whose root key is lost.
    #[n(2)]
    pub operator: OperatorId,
    /// Its name.
    #[n(3)]
    pub operator_name: Name,
    /// Number of the Hold in force: the new root's first one must be above it.
    #[n(4)]
    pub number: u32,
    /// The last entry of the publishing device's journal: what it published up to there goes on to count.
    #[n(5)]
    pub former: Option<AnchorLine>,
    /// Whom to ask whether members agreed; at most [`bounds::SHEET_CONTACTS`].
    #[n(6)]
    pub contacts: Vec<SheetContact>,
}

/// The request of a new root to speak for a member from now on.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct ReplacementRequest {
    /// The network.
    #[n(0)]
    pub network: NetworkId,
    /// The member.
    #[n(1)]
    pub operator: OperatorId,
    /// The new root key.
    #[n(2)]
    pub root: RootId,
    /// The first device that it certifies.
    #[n(3)]
    pub certificate: Certificate,
    /// Its first Hold, a whole statement item.
    #[n(4)]
    pub hold: EmbeddedItem,
    /// The new root takes the member over, see [`ReplaceKey::agree`].
    #[n(5)]
    pub consent: Signature,
}

/// Why a text is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplacementError {
    /// It begins otherwise.
    #[error("it is no text of this kind")]
    Other,
    /// It is cut off or mistyped.
    #[error("the text is not whole")]
    Damaged,
    /// It is whole, but this version cannot read it.
    #[error("the text is of a form that this version does not know")]
    Unknown,
    /// It holds more than it may.
    #[error("it names more contacts than allowed")]
    TooLong,
    /// A signature or certificate in it does not hold.
    #[error("what it says does not hold together: {0}")]
    Invalid(#[from] Invalid),
}

impl From<ArmourError> for ReplacementError {
    fn from(error: ArmourError) -> Self {
        match error {
            ArmourError::Prefix => Self::Other,
            ArmourError::Damaged => Self::Damaged,
        }
    }
}

impl std::fmt::Display for ReplacementBasis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&BASIS.write(&encoding::to_bytes(self)))
    }
}

impl std::str::FromStr for ReplacementBasis {
    type Err = ReplacementError;

    fn from_str(text: &str) -> Result<Self, ReplacementError> {
        let basis: Self = encoding::from_bytes(&BASIS.read(text)?).map_err(|_| ReplacementError::Unknown)?;
        let few = basis.contacts.iter().all(|contact| contact.addresses.len() <= bounds::SHEET_ADDRESSES);
        if few && basis.contacts.len() <= bounds::SHEET_CONTACTS { Ok(basis) } else { Err(ReplacementError::TooLong) }
    }
}

impl std::fmt::Display for ReplacementRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&REQUEST.write(&encoding::to_bytes(self)))
    }
}

impl std::str::FromStr for ReplacementRequest {
    type Err = ReplacementError;

    fn from_str(text: &str) -> Result<Self, ReplacementError> {
        let request: Self = encoding::from_bytes(&REQUEST.read(text)?).map_err(|_| ReplacementError::Unknown)?;
        request.check()?;
        Ok(request)
    }
}

impl ReplacementRequest {
    /// The request of a fresh root with its first device, which governs and publishes.
    #[must_use]
    pub fn new(root: &RootKey, device: &DeviceKey, name: Name, basis: &ReplacementBasis) -> Self {
        let (network, operator, device) = (basis.network, basis.operator, device.public());
        let certified = CertifiedDevice { network, operator, root: root.public(), number: 1, device, name };
        let says = Hold { governing: device, publishing: device, former: basis.former, certificate: None };
        let hold = compose::hold_statement(root, network, operator, basis.number.saturating_add(1), says);
        Self {
            network,
            operator,
            root: root.public(),
            certificate: Certificate::issue(root, &certified),
            hold: EmbeddedItem(hold.to_bytes()),
            consent: ReplaceKey::agree(root, network, operator),
        }
    }

    /// Verifies every signature: the new device, and its Hold. Whether the register takes it is for the judge to say.
    ///
    /// # Errors
    /// The rule that is broken.
    pub fn check(&self) -> Result<(CertifiedDevice, SignedHold), Invalid> {
        match Checked::of(self.network, &Content::replace_key(&self.replace_key(Vec::new())))? {
            Checked::ReplaceKey(_, device, hold) => Ok((device, hold)),
            _ => Err(Invalid::OtherStatement),
        }
    }

    /// What is to be decided, once a member says up to where the journals of the former devices count.
    #[must_use]
    pub fn replace_key(&self, heads: Vec<AnchorLine>) -> ReplaceKey {
        ReplaceKey {
            operator: self.operator,
            root: self.root,
            certificate: self.certificate.clone(),
            hold: self.hold.clone(),
            heads,
            consent: self.consent,
        }
    }
}

/// The code that the member that lost its key and those who approve read to each other: it differs if anyone put another root or
/// another device in between.
#[must_use]
pub fn comparison_code(network: NetworkId, operator: OperatorId, root: RootId, device: DeviceId) -> ShortCode {
    let facts: [&[u8]; 4] = [network.as_bytes(), operator.as_bytes(), root.as_bytes(), device.as_bytes()];
    ShortCode::of("replacement", &facts.concat())
}

#[cfg(test)]
mod tests {
    use super::{ReplacementBasis, ReplacementError, ReplacementRequest, comparison_code};
    use crate::{
        bounds,
        identity::{DeviceKey, EndpointId, NetworkId, OperatorId, RootKey},
        journal::EntryHash,
        recovery::SheetContact,
        register::{AnchorLine, Invalid},
        text::Name,
    };

    fn basis() -> ReplacementBasis {
        let former = AnchorLine { device: DeviceKey::from_secret(&[3; 32]).public(), seq: 7, hash: EntryHash::from_bytes([7; 32]) };
        ReplacementBasis {
            network: NetworkId::from_bytes([7; 32]),
            network_name: Name::new("Réseau").unwrap(),
            operator: OperatorId::of_first_root(RootKey::from_secret(&[1; 32]).public()),
            operator_name: Name::new("Nord").unwrap(),
            number: 4,
            former: Some(former),
            contacts: vec![SheetContact { endpoint: EndpointId::from_bytes([5; 32]), addresses: vec!["192.0.2.1:4711".into()] }],
        }
    }

    fn request() -> ReplacementRequest {
        let (root, device) = (RootKey::from_secret(&[8; 32]), DeviceKey::from_secret(&[9; 32]));
        ReplacementRequest::new(&root, &device, Name::new("machine neuve").unwrap(), &basis())
    }

    #[test]
    fn both_texts_read_as_they_were_written_with_lines_broken() {
        let broken =
            |text: String| text.as_bytes().chunks(60).map(|line| String::from_utf8_lossy(line) + "\r\n ").collect::<String>();
        assert_eq!(broken(basis().to_string()).parse(), Ok(basis()));
        assert_eq!(broken(request().to_string()).parse(), Ok(request()));
        assert_eq!(request().to_string().parse::<ReplacementBasis>(), Err(ReplacementError::Other));
        assert_eq!(basis().to_string().parse::<ReplacementRequest>(), Err(ReplacementError::Other));
    }

    #[test]
    fn a_request_governs_and_publishes_with_the_new_device_above_the_hold_in_force() {
        let (device, hold) = request().check().unwrap();
        assert_eq!((hold.number, hold.hold.former), (5, basis().former));
        assert_eq!([hold.hold.governing, hold.hold.publishing], [device.device; 2]);
    }

    #[test]
    fn a_request_that_was_tampered_with_is_refused() {
        let (other, elsewhere) = (RootKey::from_secret(&[2; 32]), NetworkId::from_bytes([8; 32]));
        let read = |request: ReplacementRequest| request.to_string().parse::<ReplacementRequest>();
        let of_other = ReplacementRequest { operator: OperatorId::of_first_root(other.public()), ..request() };
        let of_network = ReplacementRequest { network: elsewhere, ..request() };
        let of_root = ReplacementRequest { root: other.public(), ..request() };
        let mut unsigned = request();
        unsigned.consent = other.sign(b"something else");
        for tampered in [of_other, of_network, of_root] {
            assert!(matches!(read(tampered), Err(ReplacementError::Invalid(_))));
        }
        assert_eq!(read(unsigned), Err(ReplacementError::Invalid(Invalid::NotAgreed)));
    }

    #[test]
    fn a_text_that_is_cut_mistyped_or_too_long_is_refused() {
        let text = request().to_string();
        for length in [0, 5, 14, text.len() / 2, text.len() - 1] {
            assert!(text[..length].parse::<ReplacementRequest>().is_err(), "cut at {length}");
        }
        let mistyped = text.replacen('a', "b", 3);
        assert!(mistyped.parse::<ReplacementRequest>().is_err());
        assert!(format!("{text}{}", "a".repeat(100_000)).parse::<ReplacementRequest>().is_err());
        let crowded = ReplacementBasis { contacts: vec![basis().contacts[0].clone(); bounds::SHEET_CONTACTS + 1], ..basis() };
        assert_eq!(crowded.to_string().parse::<ReplacementBasis>(), Err(ReplacementError::TooLong));
    }

    #[test]
    fn the_comparison_code_differs_with_each_key() {
        let (network, operator) = (basis().network, basis().operator);
        let (root, other) = (RootKey::from_secret(&[8; 32]).public(), RootKey::from_secret(&[2; 32]).public());
        let (device, another) = (DeviceKey::from_secret(&[9; 32]).public(), DeviceKey::from_secret(&[3; 32]).public());
        let code = comparison_code(network, operator, root, device);
        assert_ne!(code, comparison_code(network, operator, other, device));
        assert_ne!(code, comparison_code(network, operator, root, another));
        assert_ne!(code, comparison_code(NetworkId::from_bytes([8; 32]), operator, root, device));
    }
}

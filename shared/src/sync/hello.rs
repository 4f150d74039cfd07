//! The first message of a connection: proof that the endpoint at the other end speaks for a certified device.
//!
//! It carries all that is needed to judge it, the device's newest endpoint entry included, so that an endpoint key that was
//! replaced needs no earlier reconciliation. Whether the certifying root is a member's is for the roster to say.

use crate::{
    bounds,
    encoding::{self, EncodingError},
    hash,
    identity::{
        Certificate, CertificateError, EndpointAnnouncement, EndpointError, EndpointId, NetworkId, Signature,
        certificate::CertifiedDevice, keys,
    },
    journal::{BodyKind, Entry, Header, HeaderError},
};

/// The lowest version of the messages that this program speaks.
pub const VERSION_LEAST: u16 = 1;
/// The highest version of the messages that this program speaks.
pub const VERSION_MOST: u16 = 1;

/// What each side sends first.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Hello {
    /// The lowest version of the messages that the sender speaks.
    #[n(0)]
    pub version_least: u16,
    /// The highest one.
    #[n(1)]
    pub version_most: u16,
    /// The network meant.
    #[n(2)]
    pub network: NetworkId,
    /// The device's certificate.
    #[n(3)]
    pub certificate: Certificate,
    /// The device's newest entry of kind *endpoint*.
    #[n(4)]
    pub endpoint_entry: SignedEntryBytes,
}

/// An entry outside its journal: the bytes of its header, the device's signature over them, and the body.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct SignedEntryBytes {
    #[cbor(n(0), with = "minicbor::bytes")]
    header: Vec<u8>,
    #[n(1)]
    signature: Signature,
    #[cbor(n(2), with = "minicbor::bytes")]
    body: Vec<u8>,
}

/// Who is at the other end, once its hello has been verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduced {
    /// The device, and the root that certified it. Not yet known to be a member's.
    pub certified: CertifiedDevice,
    /// Where the device says it is reached.
    pub announcement: EndpointAnnouncement,
    /// The place of that entry in the device's journal: a node that knows less of its own journal must not write.
    pub announced_at: u64,
    /// The highest version of the messages that both sides speak.
    pub version: u16,
}

/// Why a hello is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HelloError {
    /// Longer than [`bounds::HELLO_BYTES`].
    #[error("a hello has at most {} bytes", bounds::HELLO_BYTES)]
    TooLong,
    /// It cannot be read.
    #[error(transparent)]
    Encoding(#[from] EncodingError),
    /// The two programs have no version of the messages in common.
    #[error("the other node speaks versions {0} to {1}, this one {VERSION_LEAST} to {VERSION_MOST}: one of them needs an update")]
    Version(u16, u16),
    /// It is for another network.
    #[error("the other node belongs to another network")]
    OtherNetwork,
    /// The certificate does not hold.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The entry's header does not hold.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// The entry is not an endpoint entry of the certified device, or its body or signature is not the one that belongs to it.
    #[error("the endpoint entry is not one that the certified device signed")]
    Entry,
    /// The announcement does not hold.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// The announcement names another endpoint than the one that this connection is secured with.
    #[error("the connection is secured with another key than the device announced")]
    OtherEndpoint,
}

impl SignedEntryBytes {
    /// Takes an entry out of its journal; nothing when it is not signed itself or its body was pruned.
    #[must_use]
    pub fn of(entry: &Entry) -> Option<Self> {
        let header = entry.header.to_bytes().to_vec();
        Some(Self { header, signature: entry.signature?, body: entry.body.clone()? })
    }

    /// The announcement in the entry and its place, if it is the device's own endpoint entry.
    fn announcement(&self, certified: &CertifiedDevice) -> Result<(EndpointAnnouncement, u64), HelloError> {
        let header = Header::parse(&self.header)?;
        let same_journal = header.network == certified.network && header.device == certified.device;
        let right_kind = header.kind == BodyKind::Endpoint.number();
        let right_length = usize::try_from(header.body_length) == Ok(self.body.len());
        if !same_journal || !right_kind || !right_length || hash::sha256(&self.body) != header.body_hash {
            return Err(HelloError::Entry);
        }
        if !keys::verify(header.device.as_bytes(), &self.header, &self.signature) {
            return Err(HelloError::Entry);
        }
        let announcement: EndpointAnnouncement = encoding::from_bytes(&self.body)?;
        announcement.verify(certified.network, certified.device)?;
        Ok((announcement, header.seq))
    }
}

impl Hello {
    /// The hello of a device with this certificate, reached as `endpoint_entry` says. Nothing when that entry is not signed
    /// itself.
    #[must_use]
    pub fn new(network: NetworkId, certificate: Certificate, endpoint_entry: &Entry) -> Option<Self> {
        let endpoint_entry = SignedEntryBytes::of(endpoint_entry)?;
        Some(Self { version_least: VERSION_LEAST, version_most: VERSION_MOST, network, certificate, endpoint_entry })
    }

    /// The bytes on the wire, without their length.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encoding::to_bytes(self)
    }

    /// Reads a hello. Nothing is verified yet.
    ///
    /// # Errors
    /// [`HelloError::TooLong`] or [`HelloError::Encoding`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, HelloError> {
        if bytes.len() > bounds::HELLO_BYTES { Err(HelloError::TooLong) } else { Ok(encoding::from_bytes(bytes)?) }
    }

    /// Accepts the hello of whoever holds the key of `transport_endpoint`, the endpoint that the connection is secured with.
    ///
    /// # Errors
    /// [`HelloError`] with the first thing that is wrong.
    pub fn verify(&self, network: NetworkId, transport_endpoint: EndpointId) -> Result<Introduced, HelloError> {
        let version = self.version_most.min(VERSION_MOST);
        if self.version_least > self.version_most || version < self.version_least.max(VERSION_LEAST) {
            return Err(HelloError::Version(self.version_least, self.version_most));
        }
        if self.network != network {
            return Err(HelloError::OtherNetwork);
        }
        let certified = self.certificate.verify(network)?;
        let (announcement, announced_at) = self.endpoint_entry.announcement(&certified)?;
        if announcement.endpoint != transport_endpoint {
            return Err(HelloError::OtherEndpoint);
        }
        Ok(Introduced { certified, announcement, announced_at, version })
    }
}

#[cfg(test)]
mod tests {
    use super::{Hello, HelloError};
    use crate::{
        bounds, encoding,
        identity::{
            Certificate, DeviceKey, EndpointAnnouncement, NetworkId, OperatorId, RootKey, certificate::CertifiedDevice,
            keys::EndpointKey,
        },
        journal::{BodyKind, Entry, Head},
        text::Name,
    };
    use proptest::prelude::*;

    const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);
    const OTHER_NETWORK: NetworkId = NetworkId::from_bytes([8; 32]);

    fn endpoint_key() -> EndpointKey {
        EndpointKey::from_secret(&[5; 32])
    }

    fn hello_of(certified_key: &DeviceKey, entry_key: &DeviceKey, kind: BodyKind) -> Hello {
        let root = RootKey::from_secret(&[1; 32]);
        let operator = OperatorId::of_first_root(root.public());
        let name = Name::new("Poste d'accueil (fictif)").unwrap();
        let device =
            CertifiedDevice { network: NETWORK, operator, root: root.public(), number: 1, device: certified_key.public(), name };
        let certificate = Certificate::issue(&root, &device);
        let announcement =
            EndpointAnnouncement::new(&endpoint_key(), NETWORK, entry_key.public(), vec!["192.0.2.1:4711".into()], None);
        let first =
            Entry::write(entry_key, NETWORK, &Head::EMPTY, BodyKind::Certificate, encoding::to_bytes(&certificate)).unwrap();
        let entry = Entry::write(entry_key, NETWORK, &Head::after(&first.header), kind, encoding::to_bytes(&announcement)).unwrap();
        Hello::new(NETWORK, certificate, &entry).unwrap()
    }

    fn hello() -> Hello {
        let key = DeviceKey::from_secret(&[2; 32]);
        hello_of(&key, &key, BodyKind::Endpoint)
    }

    #[test]
    fn a_hello_introduces_the_device_whose_endpoint_secures_the_connection() {
        let read = Hello::from_bytes(&hello().to_bytes()).unwrap();
        let introduced = read.verify(NETWORK, endpoint_key().public()).unwrap();
        assert_eq!(introduced.certified.device, DeviceKey::from_secret(&[2; 32]).public());
        assert_eq!((introduced.announced_at, introduced.version), (2, 1));
        assert_eq!(introduced.announcement.endpoint, endpoint_key().public());
    }

    #[test]
    fn another_endpoint_network_or_version_is_refused() {
        let stranger = EndpointKey::from_secret(&[6; 32]).public();
        assert_eq!(hello().verify(NETWORK, stranger), Err(HelloError::OtherEndpoint));
        assert_eq!(hello().verify(OTHER_NETWORK, endpoint_key().public()), Err(HelloError::OtherNetwork));
        let later = Hello { version_least: 2, version_most: 9, ..hello() };
        assert_eq!(later.verify(NETWORK, endpoint_key().public()), Err(HelloError::Version(2, 9)));
        let both = Hello { version_most: 9, ..hello() };
        assert_eq!(both.verify(NETWORK, endpoint_key().public()).map(|introduced| introduced.version), Ok(1));
    }

    #[test]
    fn the_endpoint_entry_must_be_an_endpoint_entry_of_the_certified_device() {
        let (one, other) = (DeviceKey::from_secret(&[2; 32]), DeviceKey::from_secret(&[3; 32]));
        let verify = |hello: Hello| hello.verify(NETWORK, endpoint_key().public());
        assert_eq!(verify(hello_of(&one, &other, BodyKind::Endpoint)), Err(HelloError::Entry));
        assert_eq!(verify(hello_of(&one, &one, BodyKind::Comment)), Err(HelloError::Entry));
        let mut changed = hello();
        changed.endpoint_entry.body.push(0);
        assert_eq!(verify(changed), Err(HelloError::Entry));
        let mut unsigned = hello();
        unsigned.endpoint_entry.signature = other.sign(b"anything");
        assert_eq!(verify(unsigned), Err(HelloError::Entry));
    }

    #[test]
    fn the_longest_announcement_fits_into_a_hello() {
        let key = DeviceKey::from_secret(&[2; 32]);
        let long = "x".repeat(bounds::ADDRESS_BYTES);
        let addresses = vec![long.clone(); bounds::ADDRESSES];
        let announcement = EndpointAnnouncement::new(&endpoint_key(), NETWORK, key.public(), addresses, Some(long));
        let entry = Entry::write(&key, NETWORK, &Head::EMPTY, BodyKind::Endpoint, encoding::to_bytes(&announcement)).unwrap();
        let longest = Hello::new(NETWORK, hello().certificate, &entry).unwrap();
        assert!(longest.to_bytes().len() + bounds::NAME_BYTES <= bounds::HELLO_BYTES);
        assert!(longest.verify(NETWORK, endpoint_key().public()).is_ok());
        assert_eq!(Hello::from_bytes(&vec![0; bounds::HELLO_BYTES + 1]), Err(HelloError::TooLong));
    }

    proptest! {
        #[test]
        fn changed_bytes_never_panic_and_never_introduce_anyone_else(place in 0..600_usize, byte in 1..=255_u8) {
            let mut bytes = hello().to_bytes();
            let place = place % bytes.len();
            bytes[place] ^= byte;
            if let Ok(introduced) = Hello::from_bytes(&bytes).and_then(|hello| hello.verify(NETWORK, endpoint_key().public())) {
                prop_assert_eq!(introduced.certified.device, DeviceKey::from_secret(&[2; 32]).public());
            }
        }
    }
}

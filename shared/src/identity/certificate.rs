//! Certificates: a root key says that a device speaks for its operator in one network.

use super::{DeviceId, NetworkId, OperatorId, RootId, RootKey, Signature, keys};
use crate::{
    encoding::{self, EncodingError},
    text::Name,
};

/// What every certificate's signed bytes begin with.
const DOMAIN: &[u8] = b"maillage/certificate/1\0";

/// A device's certificate. Body of the first entry of every journal.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Certificate {
    /// What the root says.
    #[cbor(n(0), with = "minicbor::bytes")]
    statement: Vec<u8>,
    /// The root's signature over the domain and the statement's bytes.
    #[n(1)]
    signature: Signature,
}

/// What a root says of a device.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct CertifiedDevice {
    /// The network in which the certificate holds.
    #[n(0)]
    pub network: NetworkId,
    /// The operator that the device speaks for.
    #[n(1)]
    pub operator: OperatorId,
    /// The root key that signs.
    #[n(2)]
    pub root: RootId,
    /// Number of the certificate among those of this root, from 1.
    #[n(3)]
    pub number: u32,
    /// The device's signing key.
    #[n(4)]
    pub device: DeviceId,
    /// What people call the device.
    #[n(5)]
    pub name: Name,
}

/// Why a certificate is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// It cannot be read.
    #[error(transparent)]
    Encoding(#[from] EncodingError),
    /// It is for another network.
    #[error("the certificate is for another network")]
    OtherNetwork,
    /// Its signature is not the root's.
    #[error("the certificate is not signed by the root key that it names")]
    Signature,
    /// The device key, or the root key, is not usable.
    #[error("the certificate names a weak key")]
    WeakKey,
}

impl Certificate {
    /// Certifies a device.
    #[must_use]
    pub fn issue(key: &RootKey, device: &CertifiedDevice) -> Self {
        let statement = encoding::to_bytes(device);
        let signature = key.sign(&[DOMAIN, &statement].concat());
        Self { statement, signature }
    }

    /// What the certificate says, once its signature and network have been verified.
    ///
    /// Whether the named root is the operator's is for the register to say.
    ///
    /// # Errors
    /// [`CertificateError`] with the first thing that is wrong.
    pub fn verify(&self, network: NetworkId) -> Result<CertifiedDevice, CertificateError> {
        let device: CertifiedDevice = encoding::from_bytes(&self.statement)?;
        if device.network != network {
            return Err(CertificateError::OtherNetwork);
        }
        if !keys::is_usable(device.device.as_bytes()) {
            return Err(CertificateError::WeakKey);
        }
        let signed = [DOMAIN, &self.statement].concat();
        if keys::verify(device.root.as_bytes(), &signed, &self.signature) { Ok(device) } else { Err(CertificateError::Signature) }
    }
}

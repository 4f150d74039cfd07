//! Secret keys, signatures, and the one way in which signatures are verified.
//!
//! Verification is always strict (RFC 8032 with cofactorless equation, as `verify_strict` of ed25519-dalek does it) and refuses
//! weak public keys, so that all nodes accept exactly the same signatures.

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};

use super::{DeviceId, EndpointId, RootId};

/// An ed25519 signature.
#[derive(Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct Signature(#[cbor(n(0), with = "minicbor::bytes")] [u8; Signature::BYTES]);

impl Signature {
    /// Bytes of a signature.
    pub const BYTES: usize = 64;

    /// Takes the 64 bytes as they are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// The 64 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }
}

impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signature(…)")
    }
}

/// The public half of a usable key, ready to verify many signatures: a point of the curve that is not of small order.
#[derive(Debug, Clone)]
pub struct Verifier(VerifyingKey);

impl Verifier {
    /// The key with these bytes; nothing when they are not a point of the curve or one of small order.
    #[must_use]
    pub fn of(public: &[u8; 32]) -> Option<Self> {
        VerifyingKey::from_bytes(public).ok().filter(|key| !key.is_weak()).map(Self)
    }

    /// Whether `signature` is a strict signature of `message` by this key.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &Signature) -> bool {
        self.0.verify_strict(message, &ed25519_dalek::Signature::from_bytes(&signature.0)).is_ok()
    }
}

/// Whether `signature` is a strict signature of `message` by the key whose public half is `public`.
///
/// False as well when `public` is not a point of the curve or is of small order.
#[must_use]
pub fn verify(public: &[u8; 32], message: &[u8], signature: &Signature) -> bool {
    Verifier::of(public).is_some_and(|key| key.verifies(message, signature))
}

/// Whether the bytes are the public half of a usable key: a point of the curve that is not of small order.
#[must_use]
pub fn is_usable(public: &[u8; 32]) -> bool {
    Verifier::of(public).is_some()
}

macro_rules! secret_key {
    ($(#[$doc:meta])* $name:ident, $public:ident) => {
        $(#[$doc])*
        ///
        /// The secret half is wiped from memory when dropped and never shown by `Debug`.
        #[derive(Clone)]
        pub struct $name(SigningKey);

        impl $name {
            /// The key made of 32 secret bytes, which the caller drew from the system's random source or read from a file.
            #[must_use]
            pub fn from_secret(secret: &[u8; 32]) -> Self {
                Self(SigningKey::from_bytes(secret))
            }

            /// The secret bytes, to be written to a key file and nowhere else.
            #[must_use]
            pub fn secret(&self) -> zeroize::Zeroizing<[u8; 32]> {
                zeroize::Zeroizing::new(self.0.to_bytes())
            }

            /// The public half.
            #[must_use]
            pub fn public(&self) -> $public {
                $public::from_bytes(self.0.verifying_key().to_bytes())
            }

            /// Signs `message`, which begins with a domain tag of its own.
            #[must_use]
            pub fn sign(&self, message: &[u8]) -> Signature {
                Signature(self.0.sign(message).to_bytes())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.public())
            }
        }
    };
}

secret_key! {
    /// The root key of an operator.
    RootKey, RootId
}
secret_key! {
    /// The signing key of a device.
    DeviceKey, DeviceId
}
secret_key! {
    /// The key of a network endpoint.
    EndpointKey, EndpointId
}

#[cfg(test)]
mod tests {
    use super::{DeviceKey, Signature, is_usable, verify};

    #[test]
    fn a_signature_holds_for_its_message_and_key_only() {
        let (one, other) = (DeviceKey::from_secret(&[1; 32]), DeviceKey::from_secret(&[2; 32]));
        let signature = one.sign(b"message");
        assert!(verify(one.public().as_bytes(), b"message", &signature));
        assert!(!verify(one.public().as_bytes(), b"messagf", &signature));
        assert!(!verify(other.public().as_bytes(), b"message", &signature));
    }

    #[test]
    fn weak_public_keys_are_refused() {
        let mut identity_point = [0; 32];
        identity_point[0] = 1;
        assert!(!is_usable(&identity_point));
        // For a key of small order this all-but-empty signature passes a lenient verification of any message.
        let mut forged = [0; 64];
        forged[0] = 1;
        assert!(!verify(&identity_point, b"anything", &Signature::from_bytes(forged)));
    }
}

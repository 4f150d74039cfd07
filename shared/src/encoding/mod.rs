//! Deterministic CBOR (RFC 8949 §4.2) for everything that is signed.
//!
//! A signed body is read in two steps: [`deterministic::check`] walks the bytes and refuses every other way of writing the same
//! value, then the typed decoder reads them. Bytes are kept and hashed as received, never written again.
//!
//! Maps have unsigned integer keys only. An unknown key below [`FIRST_CRITICAL_KEY`] is ignored, so that a later version may
//! say more; one at or above it means that the body cannot be understood without an update.

pub mod deterministic;

pub use deterministic::{FIRST_CRITICAL_KEY, Fault};

/// Why a body has no effect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodingError {
    /// The bytes are not deterministic CBOR as this project writes it.
    #[error("the bytes are not deterministic CBOR: {0}")]
    Fault(#[from] Fault),
    /// The bytes are deterministic CBOR, but not of the expected shape.
    #[error("the fields are not those of this kind: {0}")]
    Shape(String),
    /// A map key at or above [`FIRST_CRITICAL_KEY`] is present: the author uses something that this version does not know.
    #[error("the body holds a critical field that this version does not know")]
    NeedsUpdate,
}

/// Writes `value` as deterministic CBOR.
///
/// The derived encoders of this crate write definite lengths, shortest integers and ascending integer keys, so the result
/// passes [`deterministic::check`]; a property test holds every signed type to it.
#[must_use]
pub fn to_bytes<T: minicbor::Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to a vector cannot fail: its error type is `Infallible`.
    match minicbor::encode(value, &mut bytes) {
        Ok(()) | Err(_) => bytes,
    }
}

/// Reads one value of type `T` that fills `bytes` exactly and is written deterministically.
///
/// # Errors
/// [`EncodingError::Fault`] when the bytes are written in any other way, [`EncodingError::NeedsUpdate`] when they use a critical
/// field of a later version, [`EncodingError::Shape`] when they do not describe a `T`.
pub fn from_bytes<'b, T: minicbor::Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, EncodingError> {
    let critical = deterministic::check(bytes)?;
    if critical {
        return Err(EncodingError::NeedsUpdate);
    }
    minicbor::decode(bytes).map_err(|error| EncodingError::Shape(error.to_string()))
}

//! Two running copies of one device: how one proves to the other that it holds the same key.
//!
//! A copy cannot dial the other as a member does, since both have one endpoint. It dials with an endpoint key made for the moment,
//! at the addresses that the device once announced, and only the holder of the device's endpoint key can answer there. Each side
//! then signs, with the device key, the two endpoints of this very connection and which side it is on: nothing of it can be used
//! again elsewhere.

use crate::identity::{DeviceId, DeviceKey, EndpointId, NetworkId, Signature, keys};

/// What the device key signs begins with.
const DOMAIN: &[u8] = b"maillage/copies/1\0";

/// Bytes of a [`CopyProof`], at most.
pub const COPY_PROOF_BYTES: usize = 256;

/// Which side of the connection speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum CopySide {
    /// The one that dialled.
    Asks = 0,
    /// The one that was reached.
    Answers = 1,
}

/// The connection over which two copies meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyMeeting {
    /// The network.
    pub network: NetworkId,
    /// The device that both claim to be.
    pub device: DeviceId,
    /// The endpoint made for the moment, of the side that asks.
    pub asking: EndpointId,
    /// The device's endpoint, of the side that answers.
    pub answering: EndpointId,
}

/// One side's proof.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct CopyProof {
    /// The device key's signature over the meeting and the side.
    #[n(0)]
    signature: Signature,
}

impl CopyMeeting {
    fn signed_bytes(&self, side: CopySide) -> Vec<u8> {
        let parts: [&[u8]; 5] =
            [DOMAIN, self.network.as_bytes(), self.device.as_bytes(), self.asking.as_bytes(), self.answering.as_bytes()];
        [parts.concat(), vec![side as u8]].concat()
    }

    /// Proves that this side holds the device's key.
    #[must_use]
    pub fn prove(&self, key: &DeviceKey, side: CopySide) -> CopyProof {
        CopyProof { signature: key.sign(&self.signed_bytes(side)) }
    }

    /// Whether `proof` shows that `side` holds the device's key.
    #[must_use]
    pub fn accepts(&self, proof: &CopyProof, side: CopySide) -> bool {
        keys::verify(self.device.as_bytes(), &self.signed_bytes(side), &proof.signature)
    }
}

#[cfg(test)]
mod tests {
    use super::{COPY_PROOF_BYTES, CopyMeeting, CopySide};
    use crate::{
        encoding,
        identity::{DeviceKey, EndpointId, NetworkId},
    };

    #[test]
    fn a_proof_holds_for_its_device_connection_and_side_alone() {
        let key = DeviceKey::from_secret(&[1; 32]);
        let meeting = CopyMeeting {
            network: NetworkId::from_bytes([2; 32]),
            device: key.public(),
            asking: EndpointId::from_bytes([3; 32]),
            answering: EndpointId::from_bytes([4; 32]),
        };
        let proof = meeting.prove(&key, CopySide::Asks);
        assert!(meeting.accepts(&proof, CopySide::Asks));
        assert!(!meeting.accepts(&proof, CopySide::Answers));
        let others = [
            CopyMeeting { network: NetworkId::from_bytes([9; 32]), ..meeting },
            CopyMeeting { device: DeviceKey::from_secret(&[9; 32]).public(), ..meeting },
            CopyMeeting { asking: EndpointId::from_bytes([9; 32]), ..meeting },
            CopyMeeting { answering: EndpointId::from_bytes([9; 32]), ..meeting },
        ];
        assert!(others.iter().all(|other| !other.accepts(&proof, CopySide::Asks)));
        assert!(encoding::to_bytes(&proof).len() <= COPY_PROOF_BYTES);
    }
}

//! The way back to the members, should the store be lost: by what others know this device, and where some of them are reached.
//!
//! It lies beside the store, holds nothing secret and nothing that members do not know, and is written anew whenever it would say
//! something else. What it says is believed of nobody: this device proves itself with its keys, and whoever answers with theirs.

use std::path::PathBuf;

use maillage_shared::{
    encoding,
    identity::{DeviceId, EndpointId},
    sync::{
        Hello,
        hello::{HelloError, Introduced},
    },
    text::Name,
};

use super::{Home, HomeError, files};

/// Members' devices that it names: one that answers is enough, and that one knows the others.
pub const CONTACTS: usize = 8;

/// Bytes of the file, at most: a greeting, two names, and the contacts with all their addresses.
const MOST_BYTES: usize = 64 * 1024;

/// The way back.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct WayBack {
    /// What this device greets members with: its certificate and its newest announcement.
    #[n(0)]
    pub hello: Hello,
    /// The network's name.
    #[n(1)]
    pub network_name: Name,
    /// The operator's name.
    #[n(2)]
    pub operator_name: Name,
    /// Members' devices; at most [`CONTACTS`].
    #[n(3)]
    pub contacts: Vec<KnownContact>,
}

/// Where a member's device was reached.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct KnownContact {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// Its endpoint.
    #[n(1)]
    pub endpoint: EndpointId,
    /// The endpoint's addresses.
    #[n(2)]
    pub addresses: Vec<String>,
}

impl WayBack {
    /// Who this device is to members, if `endpoint` is still the key that it is reached by.
    ///
    /// # Errors
    /// [`HelloError`]: the file was changed, or belongs to other keys.
    pub fn introduced(&self, endpoint: EndpointId) -> Result<Introduced, HelloError> {
        self.hello.verify(self.hello.network, endpoint)
    }
}

impl Home {
    /// Where the way back is kept.
    #[must_use]
    pub fn way_back_path(&self) -> PathBuf {
        self.path().join("way-back")
    }

    /// The way back; nothing when it was never written, or cannot be read any more.
    ///
    /// # Errors
    /// [`HomeError`] when the file may not be read, or not by its owner only.
    pub fn way_back(&self) -> Result<Option<WayBack>, HomeError> {
        let bytes = files::read_private(&self.way_back_path())?;
        let whole = bytes.filter(|bytes| bytes.len() <= MOST_BYTES);
        Ok(whole.and_then(|bytes| encoding::from_bytes(&bytes).ok()))
    }

    /// Keeps the way back.
    ///
    /// # Errors
    /// [`HomeError`] when it cannot be written.
    pub fn keep_way_back(&self, way_back: &WayBack) -> Result<(), HomeError> {
        files::write_private(&self.way_back_path(), &encoding::to_bytes(way_back))
    }
}

//! The keys of this home: how they rest, and replacing the endpoint's.

use maillage_shared::{
    encoding,
    identity::{EndpointAnnouncement, EndpointId, ShortCode, keys::EndpointKey},
    journal::BodyKind,
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, invitations::own_announcement, root_key};
use crate::{
    home::{Home, Passphrase, RootProtection},
    randomness,
};

/// Asks how the keys rest.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskKeys {}

/// How the keys rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyStatus {
    /// Where they are.
    pub folder: String,
    /// How the root key rests.
    pub root: RootProtection,
    /// The operator's short code.
    pub operator_code: ShortCode,
    /// The device's short code.
    pub device_code: ShortCode,
    /// The endpoint's public key.
    pub endpoint: EndpointId,
    /// Where the root key is not kept here: the name of the device that had it when this one came in, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root_device: Option<String>,
}

/// Gives the root key a passphrase, another one, or none.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ProtectKey {
    /// The passphrase that it has, if it has one.
    pub current: Option<Passphrase>,
    /// The passphrase that it is to have; nothing to keep it as a plain file.
    pub new: Option<Passphrase>,
    /// Change nothing.
    pub dry_run: bool,
}

/// Replaces the endpoint key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RotateEndpoint {
    /// Change nothing.
    pub dry_run: bool,
}

/// A replaced endpoint key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotated {
    /// The endpoint's public key before.
    pub before: EndpointId,
    /// Its public key now; nothing for a dry run.
    pub endpoint: Option<EndpointId>,
}

impl Operation for AskKeys {
    const NAME: &'static str = "key-status";
    type Output = KeyStatus;

    fn perform(self, service: &Service, _: &Progress) -> Result<KeyStatus, Problem> {
        let opened = service.opened()?;
        let home = Home::open(service.path())?;
        if let Some(fault) = root_key::fault(&home, opened) {
            return Err(fault);
        }
        let root = home.root_protection()?;
        Ok(KeyStatus {
            folder: home.keys_directory().display().to_string(),
            root,
            root_device: if root == RootProtection::Absent { root_key::keeper(opened) } else { None },
            operator_code: opened.operator.short_code(),
            device_code: opened.device.public().short_code(),
            endpoint: opened.endpoint.public(),
        })
    }
}

impl Operation for ProtectKey {
    const NAME: &'static str = "key-protect";
    type Output = KeyStatus;

    fn perform(self, service: &Service, progress: &Progress) -> Result<KeyStatus, Problem> {
        let opened = service.opened()?;
        root_key::require_here(service, opened)?;
        if let Some(new) = &self.new {
            new.worth_choosing()?;
            let (network, operator) = super::status::names(opened)?;
            new.is_none_of([network.as_str(), operator.as_str()])?;
        }
        let root = root_key::unlock(service, opened, self.current.as_ref())?;
        if !self.dry_run {
            let home = Home::open(service.path())?;
            match &self.new {
                Some(passphrase) => home.protect_root(&root, passphrase)?,
                None => home.unprotect_root(&root)?,
            }
        }
        drop(root);
        AskKeys {}.perform(service, progress)
    }
}

impl Operation for RotateEndpoint {
    const NAME: &'static str = "key-rotate-endpoint";
    type Output = Rotated;

    fn perform(self, service: &Service, _: &Progress) -> Result<Rotated, Problem> {
        let opened = service.member()?;
        if service.network().is_some() {
            // The socket stands under the old key, and every connection with it.
            return Err(Problem::new(ProblemCode::EndpointInUse));
        }
        let mut rotated = Rotated { before: opened.endpoint.public(), endpoint: None };
        if self.dry_run {
            return Ok(rotated);
        }
        let key = EndpointKey::from_secret(&*randomness::secret().map_err(Problem::bug)?);
        let addresses = own_announcement(opened).map(|announced| announced.addresses).unwrap_or_default();
        // The file first: when it goes no further, the node announces the key of the file at its next start.
        Home::open(service.path())?.replace_endpoint_key(&key)?;
        opened.ledger.write(&opened.device, |draft| {
            let announcement = EndpointAnnouncement::new(&key, draft.network(), opened.device.public(), addresses, None);
            draft.append(BodyKind::Endpoint, encoding::to_bytes(&announcement)).map(|_| ())
        })?;
        rotated.endpoint = Some(key.public());
        Ok(rotated)
    }
}

//! The devices of the own operator: which there are, which governs and which publishes, what they are called.

use maillage_shared::{
    identity::{DeviceId, RootKey, ShortCode},
    journal::EntryHash,
    register::{Hold, Member, Revocation, Says},
    text::Name,
    view::NetworkFold,
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, holding, opened::Opened, pairings, root_key, steward};
use crate::home::{Home, Passphrase, RootProtection};

/// Lists the devices of the own operator, and those that ask to become one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListDevices {}

/// The devices of the own operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Devices {
    /// The devices that the register certifies.
    pub devices: Vec<OwnDevice>,
    /// Those that ask at this device.
    pub asking: Vec<pairings::PairingLine>,
    /// Whether the root key is kept here: roles, names and revocations take it.
    pub root_here: bool,
    /// Where it is not: the name of the device that had it when this one came in, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root_device: Option<String>,
}

/// One device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct OwnDevice {
    /// The device.
    pub device: DeviceId,
    /// What people call it.
    pub name: String,
    /// Its short code.
    pub code: ShortCode,
    /// Whether it is this one.
    pub me: bool,
    /// Whether it decides for the operator.
    pub governs: bool,
    /// Whether it publishes for the operator.
    pub publishes: bool,
    /// Entries of its journal that count here; 0 when nothing of it has arrived yet.
    pub entries: u64,
    /// Whether it signed two histories.
    pub forked: bool,
    /// Whether it speaks for the operator no longer.
    pub revoked: bool,
}

/// Says which device governs and which publishes from now on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HoldDevices {
    /// The device that is to govern, by name or code; unchanged without.
    pub governs: Option<String>,
    /// The device that is to publish, by name or code; unchanged without.
    pub publishes: Option<String>,
    /// The root key's passphrase, if it has one.
    pub passphrase: Option<Passphrase>,
    /// Change nothing.
    pub dry_run: bool,
}

/// Which device governs and which publishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The name of the device that governs.
    pub governing: String,
    /// The name of the device that publishes.
    pub publishing: String,
    /// The device that would begin to govern and was never seen by this node: nobody knows whether it is at work.
    pub unseen: Option<String>,
    /// Whether that is new.
    pub changed: bool,
    /// Whether the register says so already: if not, the secretary's node has to record it.
    pub recorded: bool,
}

/// Gives a device another name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RenameDevice {
    /// The device, by name or code.
    pub device: String,
    /// The new name.
    pub name: Name,
    /// The root key's passphrase, if it has one.
    pub passphrase: Option<Passphrase>,
    /// Change nothing.
    pub dry_run: bool,
}

/// A device that was given another name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renamed {
    /// Its short code.
    pub code: ShortCode,
    /// The new name.
    pub name: String,
    /// Whether the register says so already.
    pub recorded: bool,
}

/// Says that a device speaks for the operator no longer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RevokeDevice {
    /// The device, by name or code.
    pub device: String,
    /// The root key's passphrase, if it has one.
    pub passphrase: Option<Passphrase>,
    /// Change nothing.
    pub dry_run: bool,
}

/// A device that was revoked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoked {
    /// Its short code.
    pub code: ShortCode,
    /// What people call it.
    pub name: String,
    /// The last entry of its journal that counts; what it wrote later and nothing settled is void.
    pub last_good: u64,
    /// Whether the register says so already.
    pub recorded: bool,
}

impl Operation for ListDevices {
    const NAME: &'static str = "device-list";
    type Output = Devices;

    fn perform(self, service: &Service, _: &Progress) -> Result<Devices, Problem> {
        let opened = service.reading()?;
        let asking = pairings::asking(opened)?;
        let fold = opened.ledger.fold();
        let member = holding::member_of(&fold, opened.operator)?;
        let mut devices: Vec<OwnDevice> = member.devices.keys().map(|device| line(&fold, member, *device, opened)).collect();
        devices.sort_by(|one, other| (&one.name, one.device).cmp(&(&other.name, other.device)));
        let root_here = Home::open(service.path())?.root_protection()? != RootProtection::Absent;
        drop(fold);
        let root_device = if root_here { None } else { root_key::keeper(opened) };
        Ok(Devices { devices, asking, root_here, root_device })
    }
}

fn line(fold: &NetworkFold, member: &Member, device: DeviceId, opened: &Opened) -> OwnDevice {
    OwnDevice {
        device,
        name: name_of(member, device),
        code: device.short_code(),
        me: device == opened.device.public(),
        governs: member.governing == device,
        publishes: member.publisher() == Some(device),
        entries: fold.extent(device),
        forked: fold.forks().contains_key(&device),
        revoked: member.revoked.contains(&device),
    }
}

/// What people call a device of a member.
pub(super) fn name_of(member: &Member, device: DeviceId) -> String {
    member.devices.get(&device).map_or_else(|| device.short_code().to_string(), |certified| certified.name.to_string())
}

/// The device of this member that a person means, by its name or its code.
fn find(member: &Member, typed: &str) -> Result<DeviceId, Problem> {
    let code = typed.parse::<ShortCode>().ok();
    let fits = |device: &DeviceId, name: &Name| name.as_str() == typed.trim() || code == Some(device.short_code());
    let found = member.devices.iter().filter(|(device, certified)| fits(device, &certified.name)).map(|(device, _)| *device);
    <[DeviceId; 1]>::try_from(found.collect::<Vec<_>>()).map(|[device]| device).map_err(|found| {
        let problem = |code, known: Vec<String>| Problem::new(code).with("name", typed).with("known", known.join(", "));
        if found.is_empty() {
            let names = member.devices.values().map(|certified| certified.name.to_string());
            problem(ProblemCode::DeviceUnknown, names.collect())
        } else {
            problem(ProblemCode::DeviceAmbiguous, found.iter().map(|device| device.short_code().to_string()).collect())
        }
    })
}

impl HoldDevices {
    /// The Hold that is asked for, and whether it says anything new.
    fn says(&self, fold: &NetworkFold, member: &Member) -> Result<(Hold, bool), Problem> {
        let named = |typed: &Option<String>| typed.as_deref().map(|typed| find(member, typed)).transpose();
        let before = member.publisher();
        let governing = named(&self.governs)?.unwrap_or(member.governing);
        let publishing = named(&self.publishes)?.or(before).unwrap_or(governing);
        let replaced = before.filter(|former| *former != publishing);
        let former = replaced.map(|former| holding::last_line(fold, member, former)).transpose()?;
        let changed = governing != member.governing || former.is_some();
        Ok((Hold { governing, publishing, former, certificate: None }, changed))
    }
}

impl Operation for HoldDevices {
    const NAME: &'static str = "device-hold";
    type Output = Held;

    fn perform(self, service: &Service, _: &Progress) -> Result<Held, Problem> {
        let opened = service.member()?;
        let (says, changed, mut held) = {
            let fold = opened.ledger.fold();
            let member = holding::member_of(&fold, opened.operator)?;
            let (says, changed) = self.says(&fold, member)?;
            let (governing, publishing) = (name_of(member, says.governing), name_of(member, says.publishing));
            let begins = says.governing != member.governing && says.governing != opened.device.public();
            let unseen = (begins && fold.extent(says.governing) == 0).then(|| governing.clone());
            (says, changed, Held { governing, publishing, unseen, changed, recorded: !changed })
        };
        if changed && !self.dry_run {
            let asked =
                |fold: &NetworkFold, member: &Member, _: &RootKey| self.says(fold, member).map(|(says, _)| Says::Hold(says));
            state(service, opened, self.passphrase.as_ref(), asked)?;
            let fold = opened.ledger.fold();
            let member = holding::member_of(&fold, opened.operator)?;
            held.recorded = member.governing == says.governing && member.publisher() == Some(says.publishing);
        }
        Ok(held)
    }
}

/// Has the root say something of its devices, and the secretary record it if this node is the secretary's.
fn state(
    service: &Service,
    opened: &Opened,
    passphrase: Option<&Passphrase>,
    says: impl FnOnce(&NetworkFold, &Member, &RootKey) -> Result<Says, Problem>,
) -> Result<(), Problem> {
    let root = root_key::unlock(service, opened, passphrase)?;
    opened.ledger.write(&opened.device, |draft| {
        let statement = {
            let (fold, operator) = (draft.fold(), opened.operator);
            let member = holding::member_of(fold, operator)?;
            holding::statement(fold, member, &root, says(fold, member, &root)?)?
        };
        draft.add_item(statement)
    })?;
    drop(root);
    steward::attend(service)
}

impl Operation for RenameDevice {
    const NAME: &'static str = "device-rename";
    type Output = Renamed;

    fn perform(self, service: &Service, _: &Progress) -> Result<Renamed, Problem> {
        let opened = service.member()?;
        let device = {
            let fold = opened.ledger.fold();
            let member = holding::member_of(&fold, opened.operator)?;
            let device = find(member, &self.device)?;
            if member.devices.values().any(|certified| certified.name == self.name) {
                return Err(Problem::new(ProblemCode::DeviceExists).with("name", &self.name));
            }
            device
        };
        if !self.dry_run {
            state(service, opened, self.passphrase.as_ref(), |fold, member, root| {
                // A new certificate of the same device; the rest stays as it is.
                let certificate = holding::certificate(fold, member, root, device, &self.name);
                let publishing = member.publisher().unwrap_or(member.governing);
                Ok(Says::Hold(Hold { governing: member.governing, publishing, former: None, certificate: Some(certificate) }))
            })?;
        }
        let fold = opened.ledger.fold();
        let recorded = name_of(holding::member_of(&fold, opened.operator)?, device) == self.name.as_str();
        Ok(Renamed { code: device.short_code(), name: self.name.to_string(), recorded })
    }
}

impl Operation for RevokeDevice {
    const NAME: &'static str = "device-revoke";
    type Output = Revoked;

    fn perform(self, service: &Service, _: &Progress) -> Result<Revoked, Problem> {
        let opened = service.member()?;
        let (device, last_good, name) = {
            let fold = opened.ledger.fold();
            let member = holding::member_of(&fold, opened.operator)?;
            let device = find(member, &self.device)?;
            let name = name_of(member, device);
            if device == member.governing || Some(device) == member.publisher() {
                return Err(Problem::new(ProblemCode::DeviceActs).with("name", name));
            }
            if device == opened.device.public() {
                return Err(Problem::new(ProblemCode::DeviceSelf));
            }
            // While the chain is halted a further revocation may vouch for a later decision than the first one did.
            if member.revoked.contains(&device) && fold.state().halted.is_none() {
                return Err(Problem::new(ProblemCode::DeviceRevokedAlready).with("name", name));
            }
            (device, fold.extent(device), name)
        };
        if !self.dry_run {
            let says = |fold: &NetworkFold, _: &Member, _: &RootKey| {
                Ok(Says::Revocation(revocation(fold, opened.device.public(), device)))
            };
            state(service, opened, self.passphrase.as_ref(), says)?;
        }
        let fold = opened.ledger.fold();
        let recorded = holding::member_of(&fold, opened.operator)?.revoked.contains(&device);
        Ok(Revoked { code: device.short_code(), name, last_good, recorded })
    }
}

/// The revocation of a device after all that this node holds of it and that counts. It vouches for the newest decision: what the
/// device might put beside it has no claim.
fn revocation(fold: &NetworkFold, own: DeviceId, device: DeviceId) -> Revocation {
    let last_good = fold.extent(device);
    let hash = fold.hash_at(device, last_good).unwrap_or(EntryHash::NONE);
    let state = fold.state();
    // While the chain is halted its end says nothing: this device's own acknowledgement does.
    let newest = if state.halted.is_some() { fold.register().newest_acknowledged(own) } else { state.tip_id() };
    Revocation { device, last_good, hash, newest }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use maillage_shared::{
        identity::{DeviceKey, NetworkId, OperatorId, RootKey, certificate::CertifiedDevice},
        register::{Member, Standing},
        text::Name,
    };

    use super::find;
    use crate::service::ProblemCode;

    #[test]
    fn two_devices_of_one_name_are_told_apart_by_their_codes() {
        let root = RootKey::from_secret(&[1; 32]).public();
        let (network, operator) = (NetworkId::from_bytes([7; 32]), OperatorId::of_first_root(root));
        let devices = [(2_u8, "Bureau"), (3, "Bureau"), (4, "Accueil")].map(|(secret, name)| {
            let device = DeviceKey::from_secret(&[secret; 32]).public();
            let name = Name::new(name).unwrap();
            (device, CertifiedDevice { network, operator, root, number: u32::from(secret), device, name })
        });
        let [(first, _), (second, _), (third, _)] = devices.clone();
        let member = Member {
            operator,
            name: Name::new("ARC").unwrap(),
            root,
            joined_at: 0,
            standing: Standing::Active,
            governing: first,
            publishing: Vec::new(),
            hold_number: 1,
            devices: BTreeMap::from(devices),
            revoked: BTreeSet::new(),
        };
        assert_eq!(find(&member, "Accueil").unwrap(), third);
        let problem = find(&member, "Bureau").unwrap_err();
        assert_eq!(problem.code, ProblemCode::DeviceAmbiguous);
        for device in [first, second] {
            let code = device.short_code().to_string();
            assert!(problem.details["known"].contains(&code), "{problem}");
            assert_eq!(find(&member, &code).unwrap(), device);
        }
        assert_eq!(find(&member, "Cave").unwrap_err().code, ProblemCode::DeviceUnknown);
    }
}

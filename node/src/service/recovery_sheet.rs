//! The recovery sheet: what makes this operator again on a new machine, to be printed and put away.

use maillage_shared::{
    bounds,
    calendar::ClaimedTime,
    identity::{DeviceId, OperatorId, ShortCode},
    recovery::{RecoverySheet, SheetContact, SheetRoot},
    view::NetworkFold,
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize as _;

use super::{Operation, Problem, Progress, Service, holding, opened::Opened, root_key};
use crate::home::{Home, Passphrase};

/// Makes a recovery sheet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MakeRecoverySheet {
    /// Put the key itself on the sheet even when a passphrase protects it here.
    pub plain: bool,
    /// The root key's passphrase, where one protects it.
    pub passphrase: Option<Passphrase>,
}

/// A recovery sheet, for printing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SheetMade {
    /// The network's name.
    pub network: String,
    /// The operator's name.
    pub operator: String,
    /// The operator's short code.
    pub operator_code: ShortCode,
    /// Whether the passphrase is needed to use the sheet.
    pub sealed: bool,
    /// How many nodes it names to ask: other members', and the operator's own.
    pub contacts: usize,
    /// When it was made.
    pub made: ClaimedTime,
    /// The numbered lines.
    pub lines: SheetLines,
}

/// Lines that hold a root key: wiped from memory when dropped, shown by nothing but what prints them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SheetLines(pub Vec<String>);

impl std::fmt::Debug for SheetLines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SheetLines({} lines)", self.0.len())
    }
}

impl Drop for SheetLines {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Operation for MakeRecoverySheet {
    const NAME: &'static str = "recovery-sheet";
    type Output = SheetMade;

    fn perform(self, service: &Service, _: &Progress) -> Result<SheetMade, Problem> {
        let opened = service.member()?;
        root_key::require_here(service, opened)?;
        // Whether what is sealed opens, and is this operator's, is found out now and not on the day when nothing else is left.
        let unlocked = root_key::unlock(service, opened, self.passphrase.as_ref())?;
        let sealed = if self.plain { None } else { Home::open(service.path())?.sealed_root()? };
        let root = sealed.map_or_else(|| SheetRoot::plain(&unlocked), SheetRoot::Sealed);
        drop(unlocked);
        let is_sealed = matches!(root, SheetRoot::Sealed(_));
        let sheet = compose(opened, root, service.now())?;
        Ok(SheetMade {
            network: sheet.network_name.to_string(),
            operator: sheet.operator_name.to_string(),
            operator_code: sheet.operator.short_code(),
            sealed: is_sealed,
            contacts: sheet.contacts.len(),
            made: sheet.made,
            lines: SheetLines(sheet.to_lines()),
        })
    }
}

fn compose(opened: &Opened, root: SheetRoot, made: ClaimedTime) -> Result<RecoverySheet, Problem> {
    let fold = opened.ledger.fold();
    let founding = fold.state().founding.as_ref().ok_or_else(|| Problem::bug("the register of a member has no founding"))?;
    let operator_name = holding::member_of(&fold, opened.operator)?.name.clone();
    Ok(RecoverySheet {
        network: fold.network(),
        network_name: founding.name.clone(),
        operator: opened.operator,
        operator_name,
        root,
        contacts: contacts(&fold, opened),
        made,
    })
}

/// Whom to ask: the secretary's device first, which can record what the new one says, then other members', then the operator's own.
fn contacts(fold: &NetworkFold, opened: &Opened) -> Vec<SheetContact> {
    let own = fold.state().roster.member(opened.operator).into_iter().flat_map(|member| member.devices.keys().copied());
    reached(fold, deciding(fold, opened.operator).into_iter().chain(own))
}

/// Whom to ask about an operator whose devices say nothing any more.
pub(super) fn contacts_beside(fold: &NetworkFold, operator: OperatorId) -> Vec<SheetContact> {
    let of_operator = |device: &DeviceId| fold.state().roster.operator_of_device(*device) == Some(operator);
    reached(fold, deciding(fold, operator).into_iter().filter(|device| !of_operator(device)))
}

/// The secretary's device, and those by which members other than this operator decide.
fn deciding(fold: &NetworkFold, operator: OperatorId) -> Vec<DeviceId> {
    let roster = &fold.state().roster;
    let others = roster.members().filter(|member| member.operator != operator);
    roster.secretary_device().into_iter().chain(others.map(|member| member.governing)).collect()
}

/// Where these devices are reached, each endpoint once, as many as a sheet names.
fn reached(fold: &NetworkFold, devices: impl Iterator<Item = DeviceId>) -> Vec<SheetContact> {
    let mut contacts: Vec<SheetContact> = Vec::new();
    for announced in devices.filter_map(|device| fold.endpoint_of(device)) {
        let known = contacts.iter().any(|contact| contact.endpoint == announced.endpoint);
        if !known && !announced.addresses.is_empty() && contacts.len() < bounds::SHEET_CONTACTS {
            let addresses = announced.addresses.iter().take(bounds::SHEET_ADDRESSES).cloned().collect();
            contacts.push(SheetContact { endpoint: announced.endpoint, addresses });
        }
    }
    contacts
}

//! What a running node notes beside its store, for the day when the store is lost: by what members know this device, and where
//! some of them are reached.

use maillage_shared::{identity::DeviceId, sync::Hello, view::NetworkFold};

use super::{Problem, Service, opened::Opened};
use crate::{
    home::{
        Home, WayBack,
        way_back::{CONTACTS, KnownContact},
    },
    network::{self, Network},
};

/// Notes the way back when it is another one than before; says whether it leads to anyone. Only what the register confirms is noted.
pub(super) fn note(service: &Service, opened: &Opened, network: &Network) -> Result<bool, Problem> {
    note_by(service, opened, network.hello())
}

/// Notes the way back of a home that was just made, before a node runs in it. That it cannot be noted yet is no reason to fail: the
/// node does it.
pub(super) fn note_at_once(service: &Service) {
    let Some(opened) = service.opened_if_any() else { return };
    if let Err(problem) = note_by(service, opened, network::hello_from(&opened.ledger, &opened.device)) {
        tracing::warn!(%problem, "the way back could not be noted");
    }
}

fn note_by(service: &Service, opened: &Opened, hello: Option<Hello>) -> Result<bool, Problem> {
    if opened.ledger.learns_again() {
        // What is noted knows more than a register and journals that are still coming back.
        return Ok(false);
    }
    let Some(hello) = hello else { return Ok(false) };
    let way_back = {
        let fold = opened.ledger.fold();
        let founding = fold.state().founding.as_ref().map(|founding| founding.name.clone());
        let member = fold.state().roster.member(opened.operator).map(|member| member.name.clone());
        let (Some(network_name), Some(operator_name)) = (founding, member) else { return Ok(false) };
        WayBack { hello, network_name, operator_name, contacts: contacts(&fold, opened.device.public()) }
    };
    if way_back.introduced(opened.endpoint.public()).is_err() {
        // The endpoint key was replaced, and is announced in a moment.
        return Ok(false);
    }
    let home = Home::open(service.path())?;
    if home.way_back()?.as_ref() != Some(&way_back) {
        home.keep_way_back(&way_back)?;
    }
    Ok(!way_back.contacts.is_empty())
}

/// Whom to ask: the secretary's device first, then the governing devices of the other members, then all others that may connect.
pub(super) fn contacts(fold: &NetworkFold, own: DeviceId) -> Vec<KnownContact> {
    let roster = &fold.state().roster;
    let mut devices: Vec<DeviceId> = roster.secretary_device().into_iter().collect();
    devices.extend(roster.members().map(|member| member.governing));
    devices.extend(roster.members().flat_map(|member| member.devices.keys().copied()));
    let mut contacts: Vec<KnownContact> = Vec::new();
    for device in devices {
        let known = device == own || contacts.iter().any(|contact| contact.device == device);
        let Some(announced) = fold.endpoint_of(device).filter(|_| !known && fold.state().may_connect(device)) else { continue };
        if !announced.addresses.is_empty() && contacts.len() < CONTACTS {
            contacts.push(KnownContact { device, endpoint: announced.endpoint, addresses: announced.addresses.clone() });
        }
    }
    contacts
}

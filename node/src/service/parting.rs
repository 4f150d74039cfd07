//! Devices that members turn away: they ask by which decision, and are shown the way there. What they are shown they judge
//! themselves, so nobody can make them believe that they were removed.

use std::sync::Arc;

use maillage_shared::{
    encoding,
    identity::{DeviceId, EndpointId},
    recovery::{PartingAnswer, PartingRequest},
    sync::Delivery,
};

use super::{Problem, Service, opened::Opened};
use crate::network::{
    doors::{Asking, Door},
    endpoint::{Contact, place_beside},
};

/// Questions to one member at most: each answer brings half a megabyte of decisions, and the whole register fits into them.
const QUESTIONS: usize = 256;

/// Members asked at most: one honest one that holds the decision is enough.
const MEMBERS: usize = 8;

/// Answers at the door. Never fails towards a stranger.
pub(super) fn take(service: &Service, bytes: &[u8], from: EndpointId) -> PartingAnswer {
    let Ok(opened) = service.member() else { return PartingAnswer::Unknown };
    let fold = opened.ledger.fold();
    let Ok(request) = PartingRequest::verify(bytes, fold.network(), from) else { return PartingAnswer::Unknown };
    request
        .decisions(fold.state())
        .map_or(PartingAnswer::Unknown, |decisions| PartingAnswer::of(decisions.filter_map(|id| fold.register().get(&id).cloned())))
}

/// Whether the register, as it is held here, lets this device speak for a member: if others turn it away they know more, or less.
pub(super) fn thinks_it_speaks(opened: &Opened) -> bool {
    let fold = opened.ledger.fold();
    fold.state().founded() && fold.state().may_connect(opened.device.public())
}

/// Asks the others until one shows the decisions that are missing here; says whether the register moved.
///
/// # Errors
/// When no socket can be opened. That nobody answers is none: what is held stays as it is.
pub(super) async fn learn(service: &Service, opened: &Opened) -> Result<bool, Problem> {
    let before = opened.ledger.fold().state().tip_id();
    let asked = own_devices(opened).into_iter().chain(others(opened));
    let asking = asking(service, opened).await?;
    for (device, contact) in asked {
        if let Err(problem) = follow(opened, &asking, device, &contact).await {
            tracing::debug!(%device, %problem, "a member did not say why this device is turned away");
        }
        if !thinks_it_speaks(opened) {
            break;
        }
    }
    asking.end().await;
    Ok(opened.ledger.fold().state().tip_id() != before)
}

/// Takes in what one member shows, answer by answer, as long as the register moves.
async fn follow(opened: &Opened, asking: &Asking, device: DeviceId, contact: &Contact) -> Result<(), Problem> {
    for _ in 0..QUESTIONS {
        let (network, newest) = {
            let fold = opened.ledger.fold();
            (fold.network(), fold.state().tip_id())
        };
        let Some(newest) = newest else { return Ok(()) };
        let request = PartingRequest::new(&opened.device, network, opened.endpoint.public(), newest);
        let answer = asking.ask(Door::Parting, contact, &encoding::to_bytes(&request)).await?;
        let PartingAnswer::Decisions(decisions) = answer else { return Ok(()) };
        let delivery = Delivery { items: decisions.into_iter().map(|item| item.0).collect(), ..Delivery::default() };
        let ledger = Arc::clone(&opened.ledger);
        // It waits for the disk.
        tokio::task::spawn_blocking(move || ledger.receive(device, &delivery)).await.map_err(Problem::bug)??;
        if opened.ledger.fold().state().tip_id() == Some(newest) {
            return Ok(());
        }
    }
    Ok(())
}

/// Where other members are reached, as far as this home knows.
pub(super) fn others(opened: &Opened) -> Vec<(DeviceId, Contact)> {
    let fold = opened.ledger.fold();
    let members = fold.state().roster.members().filter(|member| member.operator != opened.operator);
    let reached = |device: DeviceId| Some((device, fold.endpoint_of(device).and_then(Contact::announced)?));
    members.filter_map(|member| reached(member.governing)).take(MEMBERS).collect()
}

/// Where the other devices of the own operator are reached: in a small network they may be the only ones that know.
fn own_devices(opened: &Opened) -> Vec<(DeviceId, Contact)> {
    let fold = opened.ledger.fold();
    let own = fold.state().roster.member(opened.operator).into_iter().flat_map(|member| member.devices.keys().copied());
    let reached = |device: DeviceId| Some((device, fold.endpoint_of(device).and_then(Contact::announced)?));
    own.filter(|device| *device != opened.device.public()).filter_map(reached).take(MEMBERS).collect()
}

/// Where questions are asked from: the running node's socket, or one for the time of some questions.
///
/// # Errors
/// When no socket can be opened.
pub(super) async fn asking(service: &Service, opened: &Opened) -> Result<Asking, Problem> {
    if let Some(network) = service.network() {
        return Ok(Asking::over(network));
    }
    let (id, announced) = {
        let fold = opened.ledger.fold();
        (fold.network(), fold.endpoint_of(opened.device.public()).map(|known| known.addresses.clone()))
    };
    Ok(Asking::bind(id, &opened.endpoint, &place_beside(&announced.unwrap_or_default())).await?)
}

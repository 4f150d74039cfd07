//! Letting a member back in that lost all its devices: what its new device hears at the door, and the statement it hands in.

use maillage_shared::{
    encoding,
    identity::EndpointId,
    recovery::{RecoveryAnswer, RecoveryRequest, RecoveryStanding, standing::statements_of},
    register::{Hold, Item, Says, Statement},
    sync::Delivery,
};

use super::{Problem, Service, holding, opened::Opened, steward};

/// Takes a request at the door. Never fails towards a stranger.
pub(super) fn take(service: &Service, bytes: &[u8], from: EndpointId) -> RecoveryAnswer {
    let taken = service.member().and_then(|opened| take_checked(service, opened, bytes, from));
    taken.unwrap_or_else(|problem| {
        tracing::debug!(%problem, "a request of a returning member was not taken");
        RecoveryAnswer::Unknown
    })
}

/// Whether the statement gives the new device the name of another one, under which people would mistake them for each other.
fn is_name_taken(opened: &Opened, request: &RecoveryRequest, statement: &[u8]) -> bool {
    let fold = opened.ledger.fold();
    let named = || {
        let statement = Item::verify(fold.network(), statement).ok()?;
        let read: Statement = encoding::from_bytes(&statement.body).ok()?;
        let Says::Hold(Hold { certificate: Some(certificate), .. }) = read.says else { return None };
        certificate.verify(fold.network()).ok()
    };
    let devices = fold.state().roster.member(request.operator).map(|member| &member.devices);
    let mut others = devices.into_iter().flatten().filter(|(device, _)| **device != request.device);
    named().is_some_and(|named| others.any(|(_, certified)| certified.name == named.name))
}

fn take_checked(service: &Service, opened: &Opened, bytes: &[u8], from: EndpointId) -> Result<RecoveryAnswer, Problem> {
    let network = opened.ledger.fold().network();
    let Ok(request) = RecoveryRequest::verify(bytes, network, from) else { return Ok(RecoveryAnswer::Unknown) };
    let known = opened.ledger.fold().state().roster.operator_of_root(request.root);
    if known != Some(request.operator) {
        return Ok(RecoveryAnswer::Unknown);
    }
    if let Some(statement) = request.statement.clone() {
        if is_name_taken(opened, &request, &statement) {
            return Ok(RecoveryAnswer::NameTaken);
        }
        // Signed by a member's root, it is examined and kept as it would be from anyone.
        let delivery = Delivery { items: vec![statement], ..Delivery::default() };
        if opened.ledger.receive(request.device, &delivery)?.items > 0 {
            steward::attend(service)?;
            service.attention().notify_one();
        }
    }
    let fold = opened.ledger.fold();
    let member = holding::member_of(&fold, request.operator)?;
    let mut statements = statements_of(fold.register(), member.operator, member.root);
    let in_force = statements.remove(&member.hold_number).ok_or_else(|| Problem::bug("a Hold in force that is not held"))?;
    let highest = statements.pop_last().filter(|(number, _)| *number > member.hold_number).map(|(_, statement)| statement);
    Ok(RecoveryAnswer::Standing(RecoveryStanding {
        answered_by: opened.device.public(),
        in_force,
        highest,
        recorded: fold.state().roster.operator_of_device(request.device) == Some(request.operator),
    }))
}

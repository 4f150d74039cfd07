//! What peers, and those who would be peers, say to each other.

use maillage_shared::{
    bounds, encoding,
    identity::{DeviceId, EndpointId},
    joining::{Invitation, JoinAnswer, JoinRequest},
    recovery::{PartingAnswer, PartingRequest, ReplacementBasis, ReplacementRequest},
    register::ItemKind,
    sync::{Exchange, Hello, Message, Step},
};

use super::{reads_back, samples};
use crate::{
    operator::Operator,
    replica::{Killed, Replica},
};

/// The first message of a connection.
pub fn hello(bytes: &[u8]) -> bool {
    let Ok(hello) = Hello::from_bytes(bytes) else { return false };
    assert_eq!(Hello::from_bytes(&hello.to_bytes()).as_ref(), Ok(&hello));
    let world = samples::world();
    // Whatever it says, it introduces nobody but who holds the endpoint's key.
    assert!(hello.verify(world.network, EndpointId::from_bytes([1; 32])).is_err());
    let member = &world.members[1];
    let introduced = hello.verify(world.network, member.endpoint.public());
    assert!(introduced.as_ref().map_or(true, |introduced| introduced.certified.device == member.device.public()));
    introduced.is_ok()
}

/// Any later message.
pub fn message(bytes: &[u8]) -> bool {
    let Ok(message) = Message::from_bytes(bytes) else { return false };
    let written = message.to_bytes();
    assert!(written.len() <= bytes.len().saturating_mul(2));
    assert_eq!(Message::from_bytes(&written).as_ref(), Ok(&message));
    true
}

/// A whole exchange that a peer opens with a node that lacks something: messages, each behind its length in two bytes. True when
/// it ends in order.
pub fn exchange(bytes: &[u8]) -> bool {
    let network = samples::world().network;
    let mut little = samples::kept();
    little.items.retain(|_, item| item.kind != ItemKind::Acknowledgement as u16);
    little.proofs.clear();
    little.journals.pop_last();
    let mut node = Replica::new(network, little);
    let before: Vec<_> = node.kept.items.keys().copied().collect();
    let peer = DeviceId::from_bytes([0; 32]);
    let mut exchange = Exchange::respond();
    let mut rest = bytes;
    let mut finished = false;
    while let Some((length, after)) = rest.split_first_chunk() {
        let length = usize::from(u16::from_be_bytes(*length)).min(after.len());
        let (bytes, after) = after.split_at(length);
        rest = after;
        let Ok(message) = Message::from_bytes(bytes) else { break };
        let Ok(mut steps) = exchange.receive(message, &node.held_for(peer)) else { break };
        while let Some(step) = steps.pop() {
            match step {
                Step::Store(delivery) => {
                    node.receive(peer, &delivery, Killed::Never);
                    steps.extend(exchange.stored(&node.held_for(peer)).unwrap());
                }
                Step::Send(message) => assert!(message.to_bytes().len() <= maillage_shared::sync::MAX_MESSAGE_BYTES),
                Step::Finished(_) => finished = true,
            }
        }
    }
    assert!(before.iter().all(|id| node.kept.items.contains_key(id)), "nothing that was held is lost");
    finished
}

/// A request to join.
pub fn join_request(bytes: &[u8]) -> bool {
    let network = samples::world().network;
    assert!(JoinRequest::verify(bytes, network, EndpointId::from_bytes([1; 32])).is_err(), "of another endpoint");
    let Ok((request, certified)) = JoinRequest::verify(bytes, network, Operator::new(4).endpoint.public()) else { return false };
    assert_eq!(certified.device, Operator::new(4).device.public());
    let written = encoding::to_bytes(&request);
    assert!(JoinRequest::verify(&written, network, Operator::new(4).endpoint.public()).is_ok());
    true
}

/// The answer to it.
pub fn join_answer(bytes: &[u8]) -> bool {
    reads_back::<JoinAnswer>(bytes).is_some()
}

/// The text of an invitation, as a person pastes it, or what its armour holds.
pub fn invitation(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let read = if text.starts_with("maillage") { text.parse::<Invitation>() } else { Invitation::from_bytes(bytes) };
    let Ok(invitation) = read else { return false };
    assert_eq!(invitation.offer().device, samples::world().members[0].device.public(), "nobody else signed one");
    assert_eq!(invitation.to_string().parse(), Ok(invitation));
    true
}

/// The text of what a new root must know, as a person pastes it.
pub fn replacement_basis(bytes: &[u8]) -> bool {
    let Ok(basis) = String::from_utf8_lossy(bytes).parse::<ReplacementBasis>() else { return false };
    assert_eq!(basis.to_string().parse(), Ok(basis.clone()));
    assert!(basis.contacts.len() <= bounds::SHEET_CONTACTS);
    true
}

/// The text of a request for another root key, as a person pastes it.
pub fn replacement_request(bytes: &[u8]) -> bool {
    let Ok(request) = String::from_utf8_lossy(bytes).parse::<ReplacementRequest>() else { return false };
    assert_eq!(request.root, Operator::new(4).root.public(), "nobody else signed one");
    assert_eq!(request.to_string().parse(), Ok(request));
    true
}

/// What a device asks that members turn away.
pub fn parting_request(bytes: &[u8]) -> bool {
    let world = samples::world();
    assert!(PartingRequest::verify(bytes, world.network, EndpointId::from_bytes([1; 32])).is_err(), "of another endpoint");
    let member = &world.members[1];
    let Ok(request) = PartingRequest::verify(bytes, world.network, member.endpoint.public()) else { return false };
    assert_eq!(request.device, member.device.public());
    true
}

/// The answer to it.
pub fn parting_answer(bytes: &[u8]) -> bool {
    reads_back::<PartingAnswer>(bytes).is_some()
}

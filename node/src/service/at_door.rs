//! What those hear who are no members yet: the bytes of a request, at one of the doors, become the bytes of an answer.

use maillage_shared::{encoding, identity::EndpointId};

use super::{Service, pairings, parting, requests, returning};
use crate::network::doors::Door;

/// Answers a request. Never fails towards a stranger.
pub(crate) fn answer(service: &Service, door: Door, bytes: &[u8], from: EndpointId) -> Vec<u8> {
    match door {
        Door::Joining => encoding::to_bytes(&requests::take(service, bytes, from)),
        Door::Pairing => encoding::to_bytes(&pairings::take(service, bytes, from)),
        Door::Recovery => encoding::to_bytes(&returning::take(service, bytes, from)),
        Door::Parting => encoding::to_bytes(&parting::take(service, bytes, from)),
    }
}

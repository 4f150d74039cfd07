//! Who is at the other end: both sides prove membership before anything else is said.

use std::sync::Arc;

use iroh::endpoint::{Connection, RecvStream, SendStream};
use maillage_shared::{
    bounds,
    identity::{DeviceId, DeviceKey},
    journal::{Body, body::Interpretation, body::interpret},
    sync::Hello,
};
use tokio::time::timeout;

use super::{NetworkError, Shared, copies, endpoint, frames, limits};
use crate::{ledger::Ledger, store::StoreError};

/// Greets the peer that we dialled, and hears who it is.
///
/// # Errors
/// [`NetworkError`] when it does not prove in time that it is the expected device.
pub async fn open(shared: &Arc<Shared>, connection: &Connection, expected: DeviceId) -> Result<(), NetworkError> {
    let greeting = async {
        let (mut send, mut receive) = connection.open_bi().await.map_err(closed)?;
        frames::write(&mut send, &own_hello(shared)?).await?;
        let device = hear(shared, connection, &mut receive).await?;
        send.finish().map_err(|error| NetworkError::Closed(error.to_string()))?;
        if device == expected { Ok(()) } else { Err(NetworkError::Protocol("another device answered".into())) }
    };
    timeout(limits::GREETING, greeting).await.unwrap_or_else(|_| Err(NetworkError::Closed("no greeting in time".into())))
}

/// Hears who dialled us, and greets back.
///
/// # Errors
/// [`NetworkError`] when it does not prove in time that it is a member's device.
pub async fn answer(shared: &Arc<Shared>, connection: &Connection) -> Result<DeviceId, NetworkError> {
    let greeting = async {
        let (mut send, mut receive): (SendStream, RecvStream) = connection.accept_bi().await.map_err(closed)?;
        let device = hear(shared, connection, &mut receive).await?;
        frames::write(&mut send, &own_hello(shared)?).await?;
        send.finish().map_err(|error| NetworkError::Closed(error.to_string()))?;
        Ok(device)
    };
    timeout(limits::GREETING, greeting).await.unwrap_or_else(|_| Err(NetworkError::Closed("no greeting in time".into())))
}

#[expect(clippy::needless_pass_by_value, reason = "as a function to map errors with")]
fn closed(error: iroh::endpoint::ConnectionError) -> NetworkError {
    NetworkError::Closed(error.to_string())
}

async fn hear(shared: &Arc<Shared>, connection: &Connection, receive: &mut RecvStream) -> Result<DeviceId, NetworkError> {
    let bytes = frames::read_at_most(receive, bounds::HELLO_BYTES).await?;
    let bytes = bytes.ok_or_else(|| NetworkError::Closed("no greeting".into()))?;
    let hello = Hello::from_bytes(&bytes).map_err(|error| NetworkError::Protocol(error.to_string()))?;
    let network = shared.ledger.fold().network();
    let introduced = hello
        .verify(network, endpoint::id_of(connection.remote_id()))
        .map_err(|error| NetworkError::Protocol(error.to_string()))?;
    let device = introduced.certified.device;
    if device == shared.device.public() {
        copies::found(shared).await;
        return Err(NetworkError::Closed("it is this very device: a copy of this home is running".into()));
    }
    let learns = shared.ledger.learns_again();
    let fold = shared.ledger.fold();
    let is_member = fold.state().may_speak(&introduced.certified);
    // Before the founding is known, the only peer is the inviter, whose endpoint the invitation names; while a repaired store may
    // lack decisions, those of whom this home has noted where they are reached.
    let is_inviter = (learns || !fold.state().founded())
        && shared.neighbours.introduced(device).is_some_and(|contact| contact.endpoint() == introduced.announcement.endpoint);
    if is_member || is_inviter { Ok(device) } else { Err(NetworkError::Closed("it is not a member".into())) }
}

/// What proves who we are: our certificate and our newest endpoint entry, out of our own journal. Where that has to come again from
/// others, and has not come as far, it is what the home has noted of it.
///
/// # Errors
/// [`NetworkError::NotReady`] before either is there.
pub(super) fn own_hello(shared: &Shared) -> Result<Vec<u8>, NetworkError> {
    // The fold knows which entry it is: a journal of a million is not looked through for whoever greets.
    let announced = shared.ledger.fold().announced_at(shared.device.public());
    let noted = shared.former.as_ref().filter(|former| announced.is_none_or(|known| former.announced_at > known));
    let hello = match (noted, announced) {
        (Some(noted), _) => Some(noted.hello.clone()),
        (None, Some(announced)) => hello_of(&shared.ledger, &shared.device, announced)?,
        (None, None) => None,
    };
    hello.map(|hello| hello.to_bytes()).ok_or(NetworkError::NotReady)
}

/// What a device greets with by its own journal alone, as a home does that no node runs in; nothing before it was announced.
pub(super) fn hello_from(ledger: &Ledger, key: &DeviceKey) -> Option<Hello> {
    let announced = ledger.fold().announced_at(key.public())?;
    hello_of(ledger, key, announced).ok().flatten()
}

/// The greeting out of our own journal, with its entry `announced`.
fn hello_of(ledger: &Ledger, key: &DeviceKey, announced: u64) -> Result<Option<Hello>, NetworkError> {
    let device = key.public();
    let (first, announced) =
        ledger.store().read(|read| Ok::<_, StoreError>((read.entry(device, 1)?, read.entry(device, announced)?)))?;
    let (Some(first), Some(mut announced)) = (first, announced) else { return Ok(None) };
    // Entries that came back from others are vouched for by the last of their run: this one has to stand alone.
    announced.signature.get_or_insert_with(|| key.sign(&announced.header.to_bytes()));
    match interpret(&first.header, first.body.as_deref().unwrap_or_default()) {
        Interpretation::Known(Body::Certificate(certificate)) => Ok(Hello::new(ledger.fold().network(), certificate, &announced)),
        _ => Ok(None),
    }
}

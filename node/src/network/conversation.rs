//! One connection with a member's device: streams that it opens, and the exchanges that we owe it.

use std::sync::Arc;

use iroh::endpoint::{Connection, RecvStream, SendStream};
use maillage_shared::{
    identity::DeviceId,
    sync::{Message, Push, SummaryDigest},
};
use tokio::task::JoinSet;

use super::{NetworkError, Shared, endpoint, exchange, frames, limits};

/// First byte of a stream: what it is for.
const EXCHANGE: u8 = 1;
/// First byte of a stream that brings a push.
const PUSH: u8 = 2;

/// Serves a connection until it closes. Each stream is a task of its own, at most [`limits::STREAMS`] at a time.
pub async fn run(shared: &Arc<Shared>, device: DeviceId, connection: Connection) {
    if !shared.neighbours.add(device, connection.clone()) {
        return connection.close(2_u32.into(), b"left alone for now");
    }
    let mut streams = JoinSet::new();
    while let Ok((send, receive)) = connection.accept_bi().await {
        while let Some(ended) = streams.try_join_next() {
            note(shared, device, ended);
        }
        if !may_speak(shared, device) {
            endpoint::turn_away(&connection);
            break;
        }
        let shared = Arc::clone(shared);
        streams.spawn(async move { serve(&shared, device, send, receive).await });
    }
    while let Some(ended) = streams.join_next().await {
        note(shared, device, ended);
    }
    if endpoint::turned_away(&connection) {
        // Known at once, and not when the next exchange would be due.
        shared.neighbours.failed(device, &NetworkError::NotAMember);
    }
}

/// Whether the device is one of a member that is in, its journal held or not, and not revoked; before the founding is known,
/// whoever was greeted may speak, as may those whom a repaired home asks what it lacks.
pub(super) fn may_speak(shared: &Shared, device: DeviceId) -> bool {
    let introduced = shared.ledger.learns_again() && shared.neighbours.introduced(device).is_some();
    let fold = shared.ledger.fold();
    let state = fold.state();
    introduced || !state.founded() || state.may_connect(device)
}

fn note(shared: &Shared, device: DeviceId, ended: Result<Result<(), NetworkError>, tokio::task::JoinError>) {
    match ended {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::debug!(%device, %error, "a stream ended early");
            shared.neighbours.failed(device, &error);
        }
        Err(_) => shared.neighbours.failed(device, &NetworkError::Protocol("the work on its stream failed".into())),
    }
}

async fn serve(shared: &Arc<Shared>, device: DeviceId, mut send: SendStream, mut receive: RecvStream) -> Result<(), NetworkError> {
    let mut purpose = [0];
    let reading = tokio::time::timeout(limits::MESSAGE, receive.read_exact(&mut purpose)).await;
    reading
        .map_err(|_| NetworkError::Closed("nothing arrived in time".into()))?
        .map_err(|error| NetworkError::Closed(error.to_string()))?;
    match purpose {
        [EXCHANGE] => exchange::respond(shared, device, &mut send, &mut receive).await.map(|_| ()),
        [PUSH] => take_push(shared, device, &mut send, &mut receive).await,
        _ => Err(NetworkError::Protocol("a stream of an unknown kind".into())),
    }
}

/// Takes a push in and acknowledges it with our digest, once it is on disk; the peer then says what it holds itself.
async fn take_push(
    shared: &Arc<Shared>,
    device: DeviceId,
    send: &mut SendStream,
    receive: &mut RecvStream,
) -> Result<(), NetworkError> {
    let bytes = frames::read(receive).await?.ok_or_else(|| NetworkError::Closed("the push was cut".into()))?;
    let Message::Push(push) = Message::from_bytes(&bytes).map_err(|error| NetworkError::Protocol(error.to_string()))? else {
        return Err(NetworkError::Protocol("something else than a push".into()));
    };
    let received = push.receive(&shared.ledger.held_for(device)).map_err(|error| NetworkError::Protocol(error.to_string()))?;
    let mut behind = received.exchange_needed;
    if !received.delivery.is_empty() {
        behind |= exchange::store(shared, device, received.delivery).await?.behind;
    }
    frames::write(send, &own_digest(shared)).await?;
    send.finish().map_err(|error| NetworkError::Closed(error.to_string()))?;
    if let Some(theirs) = frames::read(receive).await? {
        shared.neighbours.holds(device, read_digest(&theirs)?);
    }
    if behind {
        shared.exchange_now.notify_one();
    }
    Ok(())
}

/// Exchanges over a standing connection, on a stream of its own.
///
/// # Errors
/// [`NetworkError`].
pub async fn exchange_over(
    shared: &Arc<Shared>,
    device: DeviceId,
    connection: &Connection,
) -> Result<exchange::Report, NetworkError> {
    let exchanging = async {
        let (mut send, mut receive) = open(connection, EXCHANGE).await?;
        exchange::initiate(shared, device, &mut send, &mut receive).await
    };
    let turned_away = |error| if endpoint::turned_away(connection) { NetworkError::NotAMember } else { error };
    let report = exchanging.await.map_err(turned_away);
    if let Err(error) = &report {
        shared.neighbours.failed(device, error);
        // A connection over which nothing goes any more must not be chosen again.
        connection.close(3_u32.into(), b"exchange failed");
    }
    report
}

fn own_digest(shared: &Shared) -> Vec<u8> {
    Message::PushAck(shared.ledger.fold().summary_digest()).to_bytes()
}

fn read_digest(bytes: &[u8]) -> Result<SummaryDigest, NetworkError> {
    match Message::from_bytes(bytes) {
        Ok(Message::PushAck(digest)) => Ok(digest),
        _ => Err(NetworkError::Protocol("something else than an acknowledgement".into())),
    }
}

/// Pushes over a standing connection, waits for the acknowledgement, and tells what we hold: so both know how they stand.
///
/// # Errors
/// [`NetworkError`].
pub async fn push_over(shared: &Arc<Shared>, device: DeviceId, connection: &Connection, push: Push) -> Result<(), NetworkError> {
    let pushing = async {
        let (mut send, mut receive) = open(connection, PUSH).await?;
        let message = Message::Push(push).to_bytes();
        frames::write(&mut send, &message).await?;
        let answer = frames::read(&mut receive).await?.ok_or_else(|| NetworkError::Closed("no acknowledgement".into()))?;
        let digest = read_digest(&answer)?;
        let count = |bytes: &Vec<u8>| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        shared.neighbours.succeeded(device, shared.clock.now(), digest, (count(&message), count(&answer)));
        frames::write(&mut send, &own_digest(shared)).await?;
        send.finish().map_err(|error| NetworkError::Closed(error.to_string()))
    };
    tokio::time::timeout(limits::PUSH, pushing)
        .await
        .unwrap_or_else(|_| Err(NetworkError::Closed("no acknowledgement in time".into())))
}

async fn open(connection: &Connection, purpose: u8) -> Result<(SendStream, RecvStream), NetworkError> {
    let closed = |error: &dyn std::fmt::Display| NetworkError::Closed(error.to_string());
    let opening = tokio::time::timeout(limits::MESSAGE, connection.open_bi()).await;
    let (mut send, receive) =
        opening.map_err(|_| NetworkError::Closed("no stream in time".into()))?.map_err(|error| closed(&error))?;
    send.write_all(&[purpose]).await.map_err(|error| closed(&error))?;
    Ok((send, receive))
}

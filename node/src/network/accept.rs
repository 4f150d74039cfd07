//! Connections that others open.

use std::sync::Arc;

use iroh::endpoint::Incoming;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
    time::timeout,
};

use super::{NetworkError, Shared, conversation, copies, doors, endpoint, greeting, limits};

/// Accepts until the socket is closed. Each connection is a task of its own: one that panics ends alone.
pub async fn run(shared: Arc<Shared>) {
    let places = Arc::new(Semaphore::new(limits::CONNECTIONS));
    let door = Arc::new(Semaphore::new(limits::STRANGERS));
    let mut tasks = JoinSet::new();
    while let Some(incoming) = shared.endpoint.accept().await {
        while let Some(ended) = tasks.try_join_next() {
            report(ended);
        }
        let (place, at_the_door) = (Arc::clone(&places).try_acquire_owned(), Arc::clone(&door).try_acquire_owned());
        let (Ok(place), Ok(at_the_door)) = (place, at_the_door) else {
            incoming.refuse();
            continue;
        };
        let shared = Arc::clone(&shared);
        tasks.spawn(async move {
            serve(&shared, incoming, at_the_door).await;
            drop(place);
        });
    }
}

fn report(ended: Result<(), tokio::task::JoinError>) {
    if ended.is_err_and(|error| error.is_panic()) {
        tracing::error!("the work on one connection failed and was ended; the others go on");
    }
}

async fn serve(shared: &Arc<Shared>, incoming: Incoming, at_the_door: OwnedSemaphorePermit) {
    let Ok(accepting) = incoming.accept() else { return };
    let connection = match timeout(limits::GREETING, accepting).await {
        Ok(Ok(connection)) => connection,
        Ok(Err(error)) => return tracing::debug!(%error, "a connection was not completed"),
        Err(_) => return tracing::debug!("a connection was not completed in time"),
    };
    if let Some(door) = doors::Door::of_protocol(connection.alpn()) {
        return doors::serve(shared, door, &connection).await;
    }
    if connection.alpn() == endpoint::copies_protocol() {
        return copies::serve(shared, &connection).await;
    }
    match greeting::answer(shared, &connection).await {
        Ok(device) => {
            drop(at_the_door);
            conversation::run(shared, device, connection).await;
        }
        // That is no verdict on the peer: it asks again.
        Err(error @ (NetworkError::NotReady | NetworkError::Store(_))) => {
            tracing::debug!(%error, "a peer cannot be greeted");
            connection.close(4_u32.into(), b"not ready");
        }
        Err(error) => {
            tracing::debug!(%error, "a peer did not prove that it is a member");
            endpoint::turn_away(&connection);
        }
    }
}

//! Requests to join: one stream, one short message each way, rate limited, on a protocol of their own.

use std::sync::Arc;

use iroh::{Endpoint, endpoint::Connection};
use maillage_shared::{
    bounds, encoding,
    identity::EndpointId,
    joining::{JoinAnswer, JoinRequest},
};
use tokio::{sync::Semaphore, time::timeout};

use super::{
    NetworkError, Shared,
    endpoint::{self, Contact},
    frames, limits,
};

/// Who takes requests: given the bytes and the endpoint they came from, answers.
pub type TakeRequest = dyn Fn(&[u8], EndpointId) -> JoinAnswer + Send + Sync;

/// Where requests to join are handed in.
#[derive(Clone)]
pub struct Desk {
    take: Arc<TakeRequest>,
    places: Arc<Semaphore>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

impl Desk {
    /// A desk at which `take` answers.
    #[must_use]
    pub fn new(take: Arc<TakeRequest>) -> Self {
        Self { take, places: Arc::new(Semaphore::new(limits::JOIN_REQUESTS)) }
    }

    /// A desk at which nobody sits: for a command that only exchanges.
    #[must_use]
    pub fn closed() -> Self {
        Self::new(Arc::new(|_, _| JoinAnswer::Unknown))
    }
}

/// Hands in a request and waits for the answer.
///
/// # Errors
/// [`NetworkError`].
pub async fn ask(endpoint: &Endpoint, inviter: &Contact, request: &JoinRequest) -> Result<JoinAnswer, NetworkError> {
    let protocol = endpoint::joining_protocol();
    let dialling = endpoint.connect(inviter.address(), &protocol);
    let connection = match timeout(limits::DIALLING, dialling).await {
        Ok(Ok(connection)) => connection,
        Ok(Err(error)) => return Err(NetworkError::Unreachable(error.to_string())),
        Err(_) => return Err(NetworkError::Unreachable("no answer in time".into())),
    };
    let asking = async {
        let (mut send, mut receive) = connection.open_bi().await.map_err(|error| NetworkError::Closed(error.to_string()))?;
        frames::write(&mut send, &encoding::to_bytes(request)).await?;
        let answer = frames::read_at_most(&mut receive, bounds::JOIN_REQUEST_BYTES).await?;
        let answer = answer.ok_or_else(|| NetworkError::Closed("no answer".into()))?;
        encoding::from_bytes(&answer).map_err(|error| NetworkError::Protocol(error.to_string()))
    };
    let answer = timeout(limits::JOINING, asking).await.unwrap_or(Err(NetworkError::Closed("no answer in time".into())));
    connection.close(0_u32.into(), b"");
    answer
}

/// Answers one request.
pub(super) async fn serve(shared: &Shared, connection: &Connection) {
    let Ok(_place) = shared.joining.places.try_acquire() else {
        return connection.close(2_u32.into(), b"too many requests");
    };
    let from = endpoint::id_of(connection.remote_id());
    let answering = async {
        let (mut send, mut receive) = connection.accept_bi().await.map_err(|error| NetworkError::Closed(error.to_string()))?;
        let request = frames::read_at_most(&mut receive, bounds::JOIN_REQUEST_BYTES).await?.unwrap_or_default();
        let take = Arc::clone(&shared.joining.take);
        let answer = tokio::task::spawn_blocking(move || take(&request, from)).await.unwrap_or(JoinAnswer::Unknown);
        frames::write(&mut send, &encoding::to_bytes(&answer)).await?;
        send.finish().map_err(|error| NetworkError::Closed(error.to_string()))?;
        // The asker closes when it has read the answer.
        connection.closed().await;
        Ok::<(), NetworkError>(())
    };
    match timeout(limits::JOINING, answering).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "a request to join was not completed"),
        Err(_) => tracing::debug!("a request to join was not completed in time"),
    }
    shared.attention.notify_one();
}

//! Requests of those who are no members yet: one stream, one short message each way, rate limited, on protocols of their own.

use std::{net::SocketAddr, sync::Arc};

use iroh::{Endpoint, endpoint::Connection};
use maillage_shared::{
    bounds, encoding,
    identity::{EndpointId, NetworkId, keys::EndpointKey},
    joining::{JoinAnswer, JoinRequest},
    pairing::PairingAnswer,
    recovery::{PartingAnswer, RecoveryAnswer},
};
use tokio::{sync::Semaphore, time::timeout};

use super::{
    Network, NetworkError, Shared,
    endpoint::{self, Contact},
    frames, limits,
};

/// A door for those who are no members yet: a protocol of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Door {
    /// Operators that ask to join.
    Joining,
    /// Further devices of this operator.
    Pairing,
    /// Members that lost all their devices, or their root key.
    Recovery,
    /// Devices that members turn away, and that ask why.
    Parting,
}

impl Door {
    /// All doors.
    pub const ALL: [Self; 4] = [Self::Joining, Self::Pairing, Self::Recovery, Self::Parting];

    /// The door with this protocol.
    #[must_use]
    pub fn of_protocol(protocol: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|door| door.protocol() == protocol)
    }

    /// Its protocol.
    #[must_use]
    pub const fn protocol(self) -> &'static [u8] {
        match self {
            Self::Joining => b"maillage/joining/1",
            Self::Pairing => b"maillage/pairing/1",
            Self::Recovery => b"maillage/recovery/1",
            Self::Parting => b"maillage/parting/1",
        }
    }

    /// Most bytes of an answer.
    const fn answer_bytes(self) -> usize {
        match self {
            Self::Joining | Self::Pairing | Self::Recovery => bounds::DOOR_BYTES,
            Self::Parting => bounds::PARTING_ANSWER_BYTES,
        }
    }
}

/// Who takes requests: given the door, the bytes and the endpoint they came from, gives the bytes of the answer.
pub type TakeRequest = dyn Fn(Door, &[u8], EndpointId) -> Vec<u8> + Send + Sync;

/// Where requests are handed in.
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
        Self { take, places: Arc::new(Semaphore::new(limits::DOOR_REQUESTS)) }
    }

    /// A desk at which nobody sits: for a command that only exchanges.
    #[must_use]
    pub fn closed() -> Self {
        Self::new(Arc::new(|door, _, _| nobody(door)))
    }
}

/// The answer of a door behind which nobody knows anything.
#[must_use]
pub fn nobody(door: Door) -> Vec<u8> {
    match door {
        Door::Joining => encoding::to_bytes(&JoinAnswer::Unknown),
        Door::Pairing => encoding::to_bytes(&PairingAnswer::Unknown),
        Door::Recovery => encoding::to_bytes(&RecoveryAnswer::Unknown),
        Door::Parting => encoding::to_bytes(&PartingAnswer::Unknown),
    }
}

/// Hands in a request to join and waits for the answer.
///
/// # Errors
/// [`NetworkError`].
pub async fn ask(endpoint: &Endpoint, inviter: &Contact, request: &JoinRequest) -> Result<JoinAnswer, NetworkError> {
    ask_at(endpoint, Door::Joining, inviter, &encoding::to_bytes(request)).await
}

/// Hands in a request at a door and waits for the answer.
///
/// # Errors
/// [`NetworkError`].
pub async fn ask_at<A: for<'b> minicbor::Decode<'b, ()>>(
    endpoint: &Endpoint,
    door: Door,
    contact: &Contact,
    request: &[u8],
) -> Result<A, NetworkError> {
    let dialling = endpoint.connect(contact.address(), door.protocol());
    let connection = match timeout(limits::DIALLING, dialling).await {
        Ok(Ok(connection)) => connection,
        Ok(Err(error)) => return Err(NetworkError::Unreachable(error.to_string())),
        Err(_) => return Err(NetworkError::Unreachable("no answer in time".into())),
    };
    let asking = async {
        let (mut send, mut receive) = connection.open_bi().await.map_err(|error| NetworkError::Closed(error.to_string()))?;
        frames::write(&mut send, request).await?;
        let answer = frames::read_at_most(&mut receive, door.answer_bytes()).await?;
        let answer = answer.ok_or_else(|| NetworkError::Closed("no answer".into()))?;
        encoding::from_bytes(&answer).map_err(|error| NetworkError::Protocol(error.to_string()))
    };
    let answer = timeout(limits::JOINING, asking).await.unwrap_or(Err(NetworkError::Closed("no answer in time".into())));
    connection.close(0_u32.into(), b"");
    answer
}

/// Where questions are asked from.
#[derive(Debug)]
pub struct Asking {
    endpoint: Endpoint,
    /// Whether the socket is there for these questions alone.
    is_own: bool,
}

impl Asking {
    /// From the socket of a running network.
    #[must_use]
    pub fn over(network: &Network) -> Self {
        Self { endpoint: network.shared.endpoint.clone(), is_own: false }
    }

    /// From a socket of its own.
    ///
    /// # Errors
    /// [`NetworkError::Listen`].
    pub async fn bind(network: NetworkId, key: &EndpointKey, listen: &[SocketAddr]) -> Result<Self, NetworkError> {
        Ok(Self { endpoint: endpoint::bind(network, key, listen).await?, is_own: true })
    }

    /// Asks at a door.
    ///
    /// # Errors
    /// [`NetworkError`].
    pub async fn ask<A: for<'b> minicbor::Decode<'b, ()>>(
        &self,
        door: Door,
        contact: &Contact,
        request: &[u8],
    ) -> Result<A, NetworkError> {
        ask_at(&self.endpoint, door, contact, request).await
    }

    /// Closes the socket, unless it goes on serving.
    pub async fn end(self) {
        if self.is_own {
            endpoint::close(&self.endpoint).await;
        }
    }
}

/// Answers one request.
pub(super) async fn serve(shared: &Shared, door: Door, connection: &Connection) {
    let from = endpoint::id_of(connection.remote_id());
    let answering = async {
        let (mut send, mut receive) = connection.accept_bi().await.map_err(|error| NetworkError::Closed(error.to_string()))?;
        let request = frames::read_at_most(&mut receive, bounds::DOOR_BYTES).await?.unwrap_or_default();
        // Places are for work: who only keeps a connection open takes none of them.
        let Ok(place) = shared.desk.places.try_acquire() else {
            connection.close(2_u32.into(), b"too many requests");
            return Ok(());
        };
        let take = Arc::clone(&shared.desk.take);
        let answer = tokio::task::spawn_blocking(move || take(door, &request, from)).await.unwrap_or_else(|_| nobody(door));
        drop(place);
        frames::write(&mut send, &answer).await?;
        send.finish().map_err(|error| NetworkError::Closed(error.to_string()))?;
        // The asker closes when it has read the answer.
        connection.closed().await;
        Ok::<(), NetworkError>(())
    };
    match timeout(limits::JOINING, answering).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "a request at a door was not completed"),
        Err(_) => tracing::debug!("a request at a door was not completed in time"),
    }
}

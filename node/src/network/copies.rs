//! Looking for another running copy of this very device, and being found by one.
//!
//! Where the own journal announces other addresses than those that this node listens on, it was moved, or a copy of it is there:
//! those addresses are asked. Both sides prove that they hold the device key, and both stop writing.

use std::{net::SocketAddr, sync::Arc};

use iroh::endpoint::Connection;
use maillage_shared::{
    encoding,
    identity::{EndpointAnnouncement, EndpointId, keys::EndpointKey},
    sync::copies::{COPY_PROOF_BYTES, CopyMeeting, CopyProof, CopySide},
};
use tokio::time::timeout;

use super::{
    NetworkError, Shared,
    endpoint::{self, Contact},
    frames, limits,
};
use crate::{ledger::Cause, randomness};

/// Looks again and again, at the places that the own journal announces and where this node is not; first at `former`, where it
/// was before.
pub async fn run(shared: Arc<Shared>, former: Option<EndpointAnnouncement>) {
    if let Some(former) = former {
        look(&shared, &former).await;
    }
    loop {
        tokio::time::sleep(limits::COPY_LOOK).await;
        let announced = shared.ledger.fold().endpoint_of(shared.device.public()).cloned();
        if let Some(announced) = announced {
            look(&shared, &announced).await;
        }
    }
}

/// Asks at the announced addresses where this node is not, and stops writing when a copy answers.
pub async fn look(shared: &Arc<Shared>, announced: &EndpointAnnouncement) {
    let own = endpoint::addresses(&shared.endpoint);
    let elsewhere: Vec<String> = announced.addresses.iter().filter(|address| !own.contains(address)).cloned().collect();
    if announced.endpoint != endpoint::id_of(shared.endpoint.id()) || elsewhere.is_empty() {
        return;
    }
    let Some(contact) = Contact::new(announced.endpoint, &elsewhere) else { return };
    match ask(shared, &contact).await {
        Ok(true) => found(shared).await,
        Ok(false) => {}
        Err(error) => tracing::debug!(%error, "no copy of this device answers where it was announced"),
    }
}

/// Whether whoever answers there proves to hold this device's key, and is not this very node.
async fn ask(shared: &Arc<Shared>, contact: &Contact) -> Result<bool, NetworkError> {
    let secret = randomness::secret().map_err(|error| NetworkError::Unreachable(error.to_string()))?;
    let key = EndpointKey::from_secret(&secret);
    let beside = |address: SocketAddr| SocketAddr::new(address.ip(), 0);
    let listen: Vec<SocketAddr> = shared.endpoint.bound_sockets().into_iter().map(beside).collect();
    let meeting = meeting(shared, key.public(), contact.endpoint());
    let asker = endpoint::bind(meeting.network, &key, &listen).await?;
    shared.asking.lock().await.replace(key.public());
    let asking = async {
        let protocol = endpoint::copies_protocol();
        let dialling = asker.connect(contact.address(), &protocol);
        let connection = dialling.await.map_err(|error| NetworkError::Unreachable(error.to_string()))?;
        let (mut send, mut receive) = connection.open_bi().await.map_err(|error| NetworkError::Closed(error.to_string()))?;
        frames::write(&mut send, &encoding::to_bytes(&meeting.prove(&shared.device, CopySide::Asks))).await?;
        let answer = read(&mut receive).await?;
        connection.close(0_u32.into(), b"");
        Ok(meeting.accepts(&answer, CopySide::Answers))
    };
    let answer = timeout(limits::COPY_ANSWER, asking).await;
    endpoint::close(&asker).await;
    answer.unwrap_or_else(|_| Err(NetworkError::Unreachable("no answer in time".into())))
}

/// Answers a copy of this device that asks. Whoever proves nothing learns nothing.
pub(super) async fn serve(shared: &Arc<Shared>, connection: &Connection) {
    let from = endpoint::id_of(connection.remote_id());
    // This node may reach itself under an address that it does not know to be its own.
    if shared.asking.lock().await.as_ref() == Some(&from) {
        return connection.close(0_u32.into(), b"");
    }
    let answering = async {
        let meeting = meeting(shared, from, endpoint::id_of(shared.endpoint.id()));
        let (mut send, mut receive) = connection.accept_bi().await.map_err(|error| NetworkError::Closed(error.to_string()))?;
        if !meeting.accepts(&read(&mut receive).await?, CopySide::Asks) {
            return Ok(false);
        }
        frames::write(&mut send, &encoding::to_bytes(&meeting.prove(&shared.device, CopySide::Answers))).await?;
        send.finish().map_err(|error| NetworkError::Closed(error.to_string()))?;
        // The asker closes when it has read the answer.
        connection.closed().await;
        Ok::<bool, NetworkError>(true)
    };
    match timeout(limits::GREETING, answering).await {
        Ok(Ok(true)) => found(shared).await,
        Ok(Ok(false)) => connection.close(1_u32.into(), b"no copy"),
        _ => tracing::debug!("a copy of this device did not come to an end"),
    }
}

fn meeting(shared: &Shared, asking: EndpointId, answering: EndpointId) -> CopyMeeting {
    let network = shared.ledger.fold().network();
    CopyMeeting { network, device: shared.device.public(), asking, answering }
}

async fn read(receive: &mut iroh::endpoint::RecvStream) -> Result<CopyProof, NetworkError> {
    let bytes = frames::read_at_most(receive, COPY_PROOF_BYTES).await?;
    let bytes = bytes.ok_or_else(|| NetworkError::Closed("no proof".into()))?;
    encoding::from_bytes(&bytes).map_err(|error| NetworkError::Protocol(error.to_string()))
}

/// A copy is running: this node writes no more until a person says that it has ended.
pub(super) async fn found(shared: &Arc<Shared>) {
    let ledger = Arc::clone(&shared.ledger);
    match tokio::task::spawn_blocking(move || ledger.suspect(Cause::OtherWriter)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "that a copy is running cannot be noted"),
        Err(_) => tracing::error!("that a copy is running cannot be noted"),
    }
}

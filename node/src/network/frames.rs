//! Messages on a stream: a length of four bytes, big-endian, then the message.

use iroh::endpoint::{RecvStream, SendStream};
use maillage_shared::sync::MAX_MESSAGE_BYTES;
use tokio::time::timeout;

use super::{NetworkError, limits};

/// Writes one message.
///
/// # Errors
/// [`NetworkError::Closed`] when the peer does not take it in time.
pub async fn write(stream: &mut SendStream, message: &[u8]) -> Result<(), NetworkError> {
    let length = u32::try_from(message.len()).map_err(|_| NetworkError::Protocol("our own message is too long".into()))?;
    let sending = async {
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(message).await
    };
    match timeout(limits::MESSAGE, sending).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(NetworkError::Closed(error.to_string())),
        Err(_) => Err(NetworkError::Closed("it took nothing in time".into())),
    }
}

/// Reads one message of a member; nothing when the peer ended the stream instead.
///
/// # Errors
/// As [`read_at_most`].
pub async fn read(stream: &mut RecvStream) -> Result<Option<Vec<u8>>, NetworkError> {
    read_at_most(stream, MAX_MESSAGE_BYTES).await
}

/// Reads one message of at most so many bytes; nothing when the peer ended the stream instead.
///
/// The length is checked before a byte is reserved for it.
///
/// # Errors
/// [`NetworkError::Protocol`] for a longer message, [`NetworkError::Closed`] for one that does not arrive in time.
pub async fn read_at_most(stream: &mut RecvStream, most: usize) -> Result<Option<Vec<u8>>, NetworkError> {
    match timeout(limits::MESSAGE, read_whole(stream, most)).await {
        Ok(message) => message,
        Err(_) => Err(NetworkError::Closed("nothing arrived in time".into())),
    }
}

async fn read_whole(stream: &mut RecvStream, most: usize) -> Result<Option<Vec<u8>>, NetworkError> {
    let closed = |error: &dyn std::fmt::Display| NetworkError::Closed(error.to_string());
    let mut length = [0; 4];
    let Some(first) = stream.read(&mut length).await.map_err(|error| closed(&error))? else { return Ok(None) };
    if let Some(rest) = length.get_mut(first..).filter(|rest| !rest.is_empty()) {
        stream.read_exact(rest).await.map_err(|error| closed(&error))?;
    }
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if length > most {
        return Err(NetworkError::Protocol(format!("a message of {length} bytes")));
    }
    let mut message = vec![0; length];
    stream.read_exact(&mut message).await.map_err(|error| closed(&error))?;
    Ok(Some(message))
}

//! Why an exchange ends early.

use super::HoldingsError;
use crate::{bounds, encoding::EncodingError};

/// Why an exchange ends early. The stream is closed; what was stored stays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyncError {
    /// The message is longer than any may be.
    #[error("a message has at most {} bytes", bounds::MESSAGE_BYTES)]
    TooLong,
    /// The bytes are not a message.
    #[error("the message cannot be read: {0}")]
    Encoding(#[from] EncodingError),
    /// More things in a message, or in a listing, than allowed.
    #[error("the message lists more than allowed")]
    TooMany,
    /// A list that must ascend, or a place in a journal, is impossible.
    #[error("the message lists things that are out of order or impossible")]
    Order,
    /// Too short to be an item of a register.
    #[error("the message holds something that is not an item")]
    NotAnItem,
    /// This message has no place here.
    #[error("{0} is not expected at this point of the exchange")]
    Unexpected(&'static str),
    /// The peer asks for something that was not listed to it.
    #[error("the peer asks for something that it was not offered")]
    NotOffered,
    /// The peer sends something that it was not asked for.
    #[error("the peer sends something that it was not asked for")]
    Unasked,
    /// The exchange has taken too many messages.
    #[error("an exchange has at most {} messages", bounds::EXCHANGE_MESSAGES)]
    TooManyMessages,
    /// The own holdings cannot be read.
    #[error(transparent)]
    Holdings(#[from] HoldingsError),
}

impl SyncError {
    /// Whether the peer broke the rules of the exchange: everything but a failure to read the own holdings.
    #[must_use]
    pub fn is_the_peers(&self) -> bool {
        !matches!(self, Self::Holdings(_))
    }
}

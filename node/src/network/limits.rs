//! How much of everything a peer may make us do or hold, and how long we wait. Limits on content are in
//! [`maillage_shared::bounds`]; these only delay or close.

use std::time::Duration;

/// Time to reach a peer: iroh itself would try for 30 seconds.
pub const DIALLING: Duration = Duration::from_secs(4);

/// Time for the greeting once connected.
pub const GREETING: Duration = Duration::from_secs(5);

/// Time for one message of an exchange to arrive, the peer's own disk included.
pub const MESSAGE: Duration = Duration::from_secs(30);

/// Time for a whole exchange; a longer one is taken up again where it was cut.
pub const EXCHANGE: Duration = Duration::from_mins(10);

/// Time for a push to be acknowledged.
pub const PUSH: Duration = Duration::from_secs(20);

/// Time for a copy of this device to answer, where it was announced. Nobody answers where it simply moved.
pub const COPY_ANSWER: Duration = Duration::from_secs(2);

/// Pause between two looks for a copy of this device.
pub const COPY_LOOK: Duration = Duration::from_secs(10);

/// Time for a request to join and its answer.
pub const JOINING: Duration = Duration::from_secs(10);

/// Time to close politely.
pub const CLOSING: Duration = Duration::from_secs(2);

/// Connections at a time, members and others together: a full mesh of a hundred operators.
pub const CONNECTIONS: usize = 128;

/// Of these, connections of whoever has not proved yet that it is a member, requests to join included: strangers can sit at the
/// door for some seconds, and must not take the room of members by it.
pub const STRANGERS: usize = 32;

/// Connections at a time with one member's device: one each way.
pub const CONNECTIONS_PER_DEVICE: usize = 2;

/// Requests at the doors for who is no member yet that are handled at a time.
pub const DOOR_REQUESTS: usize = 4;

/// Streams that a peer may hold open at a time on one connection.
pub const STREAMS: u32 = 8;

/// Bytes in flight on one connection: without it a peer could fill 250 MB.
pub const RECEIVE_WINDOW: u32 = 8 * 1024 * 1024;

/// Bytes in flight on one stream: two messages.
pub const STREAM_WINDOW: u32 = 2 * 1024 * 1024;

/// Seconds between two rounds of anti-entropy with a neighbour; a random part up to as much is added.
pub const ANTI_ENTROPY: Duration = Duration::from_secs(30);

/// Least time between two rounds of asking those neighbours that were not seen to hold what came in meanwhile. Who brought it is
/// among them: pushes go one way.
pub const SETTLING: Duration = Duration::from_secs(1);

/// First wait before dialling again; doubled with each failure.
pub const REDIAL_FIRST: Duration = Duration::from_millis(500);

/// Longest wait before dialling again.
pub const REDIAL_LONGEST: Duration = Duration::from_mins(1);

/// Breaches of the protocol after which a device is not spoken to for [`PENANCE`].
pub const STRIKES: u32 = 3;

/// How long a device that broke the protocol too often is left alone.
pub const PENANCE: Duration = Duration::from_mins(5);

/// What any delivery may cost in time, but for the disk, before its operator has to rest: a busy old computer stays well below.
pub const DELIVERY_COST: Duration = Duration::from_millis(500);

/// What each entry, item or proof of a delivery may cost besides: many times what honest ones do.
pub const PIECE_COST: Duration = Duration::from_millis(1);

/// How many times the cost beyond that an operator rests: it gets a fifth of the node's time at most.
pub const REST_FACTOR: u32 = 4;

/// Longest rest before one delivery: well below the time after which a peer gives up waiting. What is beyond is carried over.
pub const LONGEST_REST: Duration = Duration::from_secs(10);

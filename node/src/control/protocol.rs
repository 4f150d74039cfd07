//! What server and client agree on.

use crate::service::{Problem, operation::Step};

/// Most bytes of a request: a file of a million visits as base 64 fits.
pub const REQUEST_BYTES: usize = 512 * 1024 * 1024;

/// Most bytes of one line of an answer: the whole view of a large network fits.
pub const LINE_BYTES: usize = 512 * 1024 * 1024;

/// The file `control.json` of a home with a running node.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ControlFile {
    /// Where the node listens.
    pub address: std::net::SocketAddr,
    /// What a client must know.
    pub token: String,
    /// The node's process.
    pub process_id: u32,
}

/// One line of an answer.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    /// How far it is.
    Progress(Step),
    /// The result.
    Done(serde_json::Value),
    /// Why there is none.
    Problem(Problem),
}

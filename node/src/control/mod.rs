//! The control API: how the command line speaks to a running node.
//!
//! Loopback only. `POST /v1/NAME` with the operation as JSON and the token of the home's `control.json` as bearer; the answer is a
//! line of JSON for each step of progress and a last one with the result or the problem. A request whose `Host` is not a loopback
//! name is refused, so that no web page can reach the node by a name of its own.
//!
//! * [`protocol`]: the lines, and the file that says where the node listens
//! * [`server`]: in the node
//! * [`client`]: in the command line
//! * [`table`]: every operation by its name

pub mod client;
pub mod protocol;
pub mod server;
pub mod table;

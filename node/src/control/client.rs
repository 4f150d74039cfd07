//! The client side, in the command line.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::timeout};

use super::protocol::{ControlFile, LINE_BYTES, Line};
use crate::service::{
    Problem, ProblemCode,
    operation::{Operation, Progress},
};

/// Time for the node to take a connection: it is on this machine.
const CONNECTING: Duration = Duration::from_secs(5);

/// Longest silence within an answer. Long work tells its progress; a join waits for a peer's deadline.
const SILENCE: Duration = Duration::from_mins(2);

/// Performs operations in a running node.
#[derive(Debug, Clone)]
pub struct Client {
    file: ControlFile,
}

impl Client {
    /// A client of the node that wrote this file.
    #[must_use]
    pub const fn new(file: ControlFile) -> Self {
        Self { file }
    }

    /// Performs an operation in the node.
    ///
    /// # Errors
    /// The operation's problem, or [`ProblemCode::NodeSilent`].
    pub async fn call<O: Operation>(&self, operation: &O, progress: &Progress) -> Result<O::Output, Problem> {
        let body = serde_json::to_vec(operation).map_err(Problem::bug)?;
        let value = timeout(CONNECTING, self.send(O::NAME, body)).await.map_err(|_| self.silent("no connection"))??;
        let value = self.read(value, progress).await?;
        serde_json::from_value(value).map_err(|error| self.silent(&error.to_string()))
    }

    async fn send(&self, name: &str, body: Vec<u8>) -> Result<hyper::body::Incoming, Problem> {
        let silent = |error: &dyn std::fmt::Display| self.silent(&error.to_string());
        let stream = TcpStream::connect(self.file.address).await.map_err(|error| silent(&error))?;
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(|error| silent(&error))?;
        tokio::spawn(connection);
        let request = Request::post(format!("/v1/{name}"))
            .header(header::HOST, self.file.address.to_string())
            .header(header::AUTHORIZATION, format!("Bearer {}", self.file.token))
            .body(Full::new(Bytes::from(body)))
            .map_err(Problem::bug)?;
        let response = sender.send_request(request).await.map_err(|error| silent(&error))?;
        if response.status() == StatusCode::OK { Ok(response.into_body()) } else { Err(silent(&response.status())) }
    }

    async fn read(&self, mut body: hyper::body::Incoming, progress: &Progress) -> Result<serde_json::Value, Problem> {
        let mut waiting = BytesMut::new();
        loop {
            let frame = timeout(SILENCE, body.frame()).await.map_err(|_| self.silent("no answer in time"))?;
            let frame = frame.ok_or_else(|| self.silent("the answer ended early"))?;
            let frame = frame.map_err(|error| self.silent(&error.to_string()))?;
            waiting.extend_from_slice(frame.data_ref().map_or(&[][..], |data| data));
            if waiting.len() > LINE_BYTES {
                return Err(self.silent("the answer is too long"));
            }
            while let Some(end) = waiting.iter().position(|byte| *byte == b'\n') {
                let line = waiting.split_to(end.saturating_add(1));
                match serde_json::from_slice(&line).map_err(|error| self.silent(&error.to_string()))? {
                    Line::Progress(step) => progress.tell(&step.what, step.done, step.total),
                    Line::Done(value) => return Ok(value),
                    Line::Problem(problem) => return Err(problem),
                }
            }
        }
    }

    fn silent(&self, why: &str) -> Problem {
        Problem::new(ProblemCode::NodeSilent)
            .with("address", self.file.address)
            .with("process", self.file.process_id)
            .with("why", why)
    }
}

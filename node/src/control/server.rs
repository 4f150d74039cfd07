//! The server side, in the node.

use std::{
    convert::Infallible,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Path, Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::post,
};
use bytes::Bytes;
use subtle::ConstantTimeEq;
use tokio::{net::TcpListener, sync::mpsc};
use tokio_stream::{StreamExt as _, wrappers::UnboundedReceiverStream};

use super::{
    protocol::{ControlFile, Line, REQUEST_BYTES},
    table,
};
use crate::{
    randomness,
    service::{Problem, Service, operation::Progress},
};

/// Why the control API cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    /// No port, or no randomness for the token.
    #[error("the control interface cannot be opened: {0}")]
    Open(String),
}

/// The control API, bound but not serving yet.
#[derive(Debug)]
pub struct Control {
    listener: TcpListener,
    file: ControlFile,
}

#[derive(Clone)]
struct Gate {
    service: Arc<Service>,
    token: Arc<str>,
    port: u16,
}

impl Control {
    /// Takes a free port of the loopback interface and draws a token.
    ///
    /// # Errors
    /// [`ControlError`].
    pub async fn open() -> Result<Self, ControlError> {
        let failed = |error: &dyn std::fmt::Display| ControlError::Open(error.to_string());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(|error| failed(&error))?;
        let address = listener.local_addr().map_err(|error| failed(&error))?;
        let secret = randomness::random::<32>().map_err(|error| failed(&error))?;
        let token = data_encoding::BASE32_NOPAD.encode(&secret).to_ascii_lowercase();
        Ok(Self { listener, file: ControlFile { address, token, process_id: std::process::id() } })
    }

    /// What a client must know, to be written where only the owner reads it.
    #[must_use]
    pub const fn file(&self) -> &ControlFile {
        &self.file
    }

    /// Serves until `stop` ends.
    pub async fn serve(self, service: Arc<Service>, stop: impl Future<Output = ()> + Send + 'static) {
        let gate = Gate { service, token: self.file.token.as_str().into(), port: self.file.address.port() };
        let router = Router::new()
            .route("/v1/{operation}", post(call))
            .layer(middleware::from_fn_with_state(gate.clone(), check))
            .layer(DefaultBodyLimit::max(REQUEST_BYTES))
            .with_state(gate);
        if let Err(error) = axum::serve(self.listener, router).with_graceful_shutdown(stop).await {
            tracing::error!(%error, "the control interface stopped");
        }
    }
}

/// Lets through what names a loopback host and knows the token.
async fn check(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    if !names_loopback(request.headers(), gate.port) {
        return (StatusCode::FORBIDDEN, "this host name is not served").into_response();
    }
    let authorization = request.headers().get(header::AUTHORIZATION).map_or(&b""[..], |value| value.as_bytes());
    let expected = format!("Bearer {}", gate.token);
    if !bool::from(authorization.ct_eq(expected.as_bytes())) {
        return (StatusCode::UNAUTHORIZED, "the token is missing or wrong").into_response();
    }
    next.run(request).await
}

fn names_loopback(headers: &HeaderMap, port: u16) -> bool {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{port}"))
}

async fn call(State(gate): State<Gate>, Path(operation): Path<String>, body: Bytes) -> Response {
    let (lines, answer) = mpsc::unbounded_channel::<Line>();
    tokio::task::spawn_blocking(move || {
        let told = lines.clone();
        let progress = Progress::to(move |step| {
            // A client that went away is not told any more; the work goes on.
            let _ = told.send(Line::Progress(step));
        });
        let work = std::panic::AssertUnwindSafe(|| table::call(&operation, &body, &gate.service, &progress));
        let outcome = std::panic::catch_unwind(work).unwrap_or_else(|_| Err(Problem::bug("an operation failed")));
        let _ = lines.send(outcome.map_or_else(Line::Problem, Line::Done));
    });
    let lines = UnboundedReceiverStream::new(answer).map(|line| {
        let mut bytes = serde_json::to_vec(&line).unwrap_or_default();
        bytes.push(b'\n');
        Ok::<_, Infallible>(Bytes::from(bytes))
    });
    ([(header::CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(lines)).into_response()
}

/// The address of a control file, when it is one that may be spoken to.
#[must_use]
pub fn is_loopback(address: SocketAddr) -> bool {
    address.ip().is_loopback()
}

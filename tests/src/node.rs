//! Real nodes on 127.0.0.1, each in a home of its own.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use maillage_node::{
    access::Access,
    clock::Clock,
    running::Running,
    service::{
        Operation, Problem, ProblemCode, Progress,
        founding::{CreateNetwork, Created},
        invitations::{Invite, Invited},
        joining::{Join, JoinRequested},
        requests::{AcceptRequest, Accepted},
        status::{AskStatus, Standing, Status},
        viewing::{Digest, ExportView, ViewDigest},
    },
};
use maillage_shared::{calendar::Day, text::Name};
use tempfile::TempDir;

/// The day on which the tests play, unless they say otherwise.
pub const TODAY: &str = "2026-10-15";

/// How long a test waits for something that takes a moment.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A directory for the home of one operator, on one day.
#[derive(Debug)]
pub struct Site {
    directory: TempDir,
    /// The day it is there.
    pub today: Day,
}

/// A running node.
#[derive(Debug)]
pub struct Node {
    /// The node itself.
    pub running: Running,
}

/// The day with this text.
#[must_use]
pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A name.
#[must_use]
pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

/// Any free port of this machine, for nobody else.
#[must_use]
pub fn anywhere() -> Vec<SocketAddr> {
    vec![SocketAddr::from(([127, 0, 0, 1], 0))]
}

/// Waits until `is_so`, and panics with `what` when it takes too long.
pub async fn until<F: Future<Output = bool>>(what: &str, mut is_so: impl FnMut() -> F) {
    let begun = Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < PATIENCE, "it did not happen in time: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

impl Default for Site {
    fn default() -> Self {
        Self { directory: tempfile::tempdir().unwrap(), today: day(TODAY) }
    }
}

impl Site {
    /// Where the home is.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.directory.path().join("home")
    }

    /// The clock there.
    #[must_use]
    pub const fn clock(&self) -> Clock {
        Clock::fixed(self.today)
    }

    /// Does one thing as a command does, with or without a running node.
    ///
    /// # Errors
    /// Its problem.
    pub async fn command<O: Operation>(&self, operation: O) -> Result<O::Output, Problem> {
        Access::reach(self.path(), self.clock()).await?.call(operation, &Progress::silent()).await
    }

    /// Founds a network, and starts the node.
    pub async fn found(&self, operator: &str) -> Node {
        let create = CreateNetwork { name: name("Informaticiens publics"), operator: name(operator), dry_run: false };
        let _: Created = self.command(create).await.unwrap();
        self.start().await
    }

    /// Asks to join.
    ///
    /// # Errors
    /// Why it was not possible.
    pub async fn join(&self, operator: &str, invitation: &str) -> Result<JoinRequested, Problem> {
        let join = Join { invitation: invitation.to_owned(), operator: name(operator), listen: anywhere(), dry_run: false };
        self.command(join).await
    }

    /// Starts the node of the home that is there, on any port.
    pub async fn start(&self) -> Node {
        self.start_at(anywhere()).await
    }

    /// Starts the node of a home that still waits for others to accept it: it has nothing to announce yet.
    pub async fn start_waiting(&self) -> Node {
        Node { running: Running::start(self.path(), self.clock(), anywhere()).await.unwrap() }
    }

    /// Starts the node of the home that is there. A port that it had before may be another test's for a while: whoever asks the
    /// system for any port gets one that nobody holds just then. It is waited for.
    pub async fn start_at(&self, listen: Vec<SocketAddr>) -> Node {
        let begun = Instant::now();
        let running = loop {
            match Running::start(self.path(), self.clock(), listen.clone()).await {
                Err(problem) if problem.code == ProblemCode::FieldInvalid && begun.elapsed() < PATIENCE => {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                other => break other.unwrap(),
            }
        };
        let node = Node { running };
        until("a node announces where it is reached", || async {
            let status = node.status().await;
            status.network.is_some_and(|facts| facts.addresses == node.running.addresses())
        })
        .await;
        node
    }
}

impl Node {
    /// Where it listens.
    #[must_use]
    pub fn places(&self) -> Vec<SocketAddr> {
        self.running.addresses().iter().map(|address| address.parse().unwrap()).collect()
    }

    /// Performs an operation in the node.
    ///
    /// # Errors
    /// Its problem.
    pub async fn call<O: Operation>(&self, operation: O) -> Result<O::Output, Problem> {
        let service = Arc::clone(self.running.service());
        tokio::task::spawn_blocking(move || operation.perform(&service, &Progress::silent())).await.unwrap()
    }

    /// How things stand.
    pub async fn status(&self) -> Status {
        self.call(AskStatus {}).await.unwrap()
    }

    /// The digest of the view.
    pub async fn digest(&self) -> Digest {
        self.call(ViewDigest {}).await.unwrap()
    }

    /// The view's canonical bytes.
    pub async fn view(&self) -> String {
        self.call(ExportView {}).await.unwrap()
    }

    /// An invitation for an operator.
    pub async fn invite(&self, operator: &str) -> Invited {
        self.call(Invite { operator: name(operator), days: 14, dry_run: false }).await.unwrap()
    }

    /// Accepts a request.
    pub async fn accept(&self, code: impl std::fmt::Display) -> Accepted {
        self.call(AcceptRequest { code: code.to_string(), dry_run: false }).await.unwrap()
    }

    /// Ends the node.
    pub async fn stop(self) {
        self.running.stop().await;
    }
}

/// Waits until all these nodes have seen of each other that they hold the same, and show the same.
pub async fn all_equal(nodes: &[&Node]) {
    let begun = Instant::now();
    loop {
        let (mut statuses, mut digests) = (Vec::new(), Vec::new());
        for node in nodes {
            statuses.push(node.status().await);
            digests.push(node.digest().await);
        }
        if statuses.iter().all(|status| status.converged) && digests.windows(2).all(|pair| pair[0] == pair[1]) {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "the nodes do not show the same in time: {statuses:#?} {digests:#?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Lets an operator join through `inviter`, the only one who has to approve, and starts its node.
pub async fn welcome(inviter: &Node, site: &Site, operator: &str) -> Node {
    let invitation = inviter.invite(operator).await;
    let requested = site.join(operator, &invitation.invitation).await.unwrap();
    let node = site.start().await;
    let accepted = inviter.accept(requested.code.unwrap()).await;
    assert!(accepted.admitted, "{accepted:?}");
    until("the newcomer knows that it is a member", || async { node.status().await.standing == Standing::Member }).await;
    node
}

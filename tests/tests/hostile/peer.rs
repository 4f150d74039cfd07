//! A peer made of raw streams and the public types: it can say anything.

use std::{net::SocketAddr, time::Duration};

use iroh::{
    Endpoint, EndpointAddr, PublicKey, RelayMode, SecretKey,
    endpoint::{Connection, RecvStream, SendStream, presets},
};
use maillage_shared::{
    encoding,
    identity::{EndpointId, NetworkId},
    joining::{Invitation, JoinAnswer, JoinRequest},
    journal::{BodyKind, Entry, ForkProof, Head, Run},
    sync::{Hello, Message, SummaryDigest, message::ItemBytes},
};
use maillage_tests::{operator::Operator, world::continued};

/// How long the peer waits for an answer.
pub(super) const ANSWER: Duration = Duration::from_secs(10);

/// First byte of a stream for an exchange.
pub(super) const EXCHANGE: u8 = 1;
/// First byte of a stream for a push.
pub(super) const PUSH: u8 = 2;

/// Where an honest node is reached.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) endpoint: EndpointId,
    pub(super) addresses: Vec<SocketAddr>,
}

/// The peer.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) operator: Operator,
    pub(super) network: NetworkId,
    pub(super) journal: Vec<Entry>,
    endpoint: Endpoint,
}

pub(super) async fn write_frame(send: &mut SendStream, bytes: &[u8]) {
    send.write_all(&u32::try_from(bytes.len()).unwrap().to_be_bytes()).await.unwrap();
    send.write_all(bytes).await.unwrap();
}

/// The next message; nothing when the stream ends or breaks instead.
pub(super) async fn read_frame(receive: &mut RecvStream) -> Option<Vec<u8>> {
    let reading = async {
        let mut length = [0; 4];
        receive.read_exact(&mut length).await.ok()?;
        let mut bytes = vec![0; usize::try_from(u32::from_be_bytes(length)).unwrap()];
        receive.read_exact(&mut bytes).await.ok()?;
        Some(bytes)
    };
    tokio::time::timeout(ANSWER, reading).await.expect("the node answers or closes in time")
}

impl Peer {
    /// A peer with an operator's keys, whose journal says where it is.
    pub(super) async fn new(network: NetworkId, operator: Operator) -> Self {
        let endpoint = Endpoint::builder(presets::Minimal)
            .secret_key(SecretKey::from_bytes(&operator.endpoint.secret()))
            .relay_mode(RelayMode::Disabled)
            .clear_ip_transports()
            .bind_addr(SocketAddr::from(([127, 0, 0, 1], 0)))
            .unwrap()
            .bind()
            .await
            .unwrap();
        let address = endpoint.bound_sockets()[0].to_string();
        let mut peer = Self { operator, network, journal: Vec::new(), endpoint };
        let certificate = peer.operator.certificate(network, &peer.operator.device);
        peer.write(BodyKind::Certificate, encoding::to_bytes(&certificate));
        let announcement = peer.operator.announcement(network, &[&address]);
        peer.write(BodyKind::Endpoint, encoding::to_bytes(&announcement));
        peer
    }

    /// Continues the own journal.
    pub(super) fn write(&mut self, kind: BodyKind, body: Vec<u8>) {
        let entry = continued(&self.operator.device, self.network, &self.journal, kind.number(), kind.is_critical(), body);
        self.journal.push(entry);
    }

    /// Continues the own journal; only the entry that ends a stretch is signed.
    pub(super) fn write_unsigned(&mut self, kind: BodyKind, body: Vec<u8>, ends: bool) {
        let head = self.journal.last().map_or(Head::EMPTY, |entry| Head::after(&entry.header));
        let key = &self.operator.device;
        let header = head.next_header(self.network, key.public(), kind.number(), kind.is_critical(), &body).unwrap();
        let signature = ends.then(|| key.sign(&header.to_bytes()));
        self.journal.push(Entry { header, signature, body: Some(body) });
    }

    /// Continues the own journal with a kind that may be unknown.
    pub(super) fn write_kind(&mut self, kind: u16, critical: bool) {
        self.journal.push(continued(&self.operator.device, self.network, &self.journal, kind, critical, vec![0xa0]));
    }

    /// The number of the next entry.
    pub(super) fn next_seq(&self) -> u64 {
        self.journal.len() as u64 + 1
    }

    /// Opens a connection as a member does; nothing when the node refuses.
    pub(super) async fn try_connect_as_member(&self, target: &Target) -> Option<Connection> {
        let key = PublicKey::from_bytes(target.endpoint.as_bytes()).unwrap();
        let address = target.addresses.iter().fold(EndpointAddr::new(key), |address, socket| address.with_ip_addr(*socket));
        self.endpoint.connect(address, format!("maillage/members/1/{}", self.network).as_bytes()).await.ok()
    }

    /// Opens a connection.
    pub(super) async fn connect(&self, target: &Target, protocol: &[u8]) -> Connection {
        let key = PublicKey::from_bytes(target.endpoint.as_bytes()).unwrap();
        let address = target.addresses.iter().fold(EndpointAddr::new(key), |address, socket| address.with_ip_addr(*socket));
        self.endpoint.connect(address, protocol).await.unwrap()
    }

    /// Opens a connection as a member does.
    pub(super) async fn connect_as_member(&self, target: &Target) -> Connection {
        self.connect(target, format!("maillage/members/1/{}", self.network).as_bytes()).await
    }

    /// An honest hello.
    pub(super) fn hello(&self) -> Hello {
        let certificate = self.operator.certificate(self.network, &self.operator.device);
        Hello::new(self.network, certificate, &self.journal[1]).unwrap()
    }

    /// Greets with these bytes; gives the node's own hello, or nothing when it refused.
    pub(super) async fn greet(connection: &Connection, hello: &[u8]) -> Option<Hello> {
        let (mut send, mut receive) = connection.open_bi().await.ok()?;
        write_frame(&mut send, hello).await;
        let answer = read_frame(&mut receive).await?;
        Some(Hello::from_bytes(&answer).unwrap())
    }

    /// A connection over which everything may be said.
    pub(super) async fn let_in(&self, target: &Target) -> Connection {
        // A device has two connections at most, and the last ones may not be closed yet.
        for _ in 0..100 {
            let connection = self.connect_as_member(target).await;
            if Self::greet(&connection, &self.hello().to_bytes()).await.is_some() {
                return connection;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("a member is let in");
    }

    /// Hands in a request to join with an invitation's secret.
    pub(super) async fn ask(&self, target: &Target, invitation: &Invitation) -> JoinAnswer {
        let request = JoinRequest {
            network: self.network,
            secret: invitation.offer().secret,
            admit: self.operator.newcomer().admission(self.network),
            announcement: self.operator.announcement(self.network, &[]),
        };
        let connection = self.connect(target, b"maillage/joining/1").await;
        let (mut send, mut receive) = connection.open_bi().await.unwrap();
        write_frame(&mut send, &encoding::to_bytes(&request)).await;
        encoding::from_bytes(&read_frame(&mut receive).await.unwrap()).unwrap()
    }

    /// Pushes items, runs and proofs; gives the node's digest, or nothing when it ended the stream.
    pub(super) async fn push(
        connection: &Connection,
        items: &[Vec<u8>],
        runs: &[Run],
        forks: &[ForkProof],
    ) -> Option<SummaryDigest> {
        let items: Vec<ItemBytes> = items.iter().cloned().map(ItemBytes).collect();
        let message = encoding::to_bytes(&(12_u8, [(items, runs.to_vec(), forks.to_vec())]));
        let (mut send, mut receive) = connection.open_bi().await.ok()?;
        send.write_all(&[PUSH]).await.ok()?;
        write_frame(&mut send, &message).await;
        match Message::from_bytes(&read_frame(&mut receive).await?) {
            Ok(Message::PushAck(digest)) => Some(digest),
            other => panic!("not an acknowledgement: {other:?}"),
        }
    }

    /// The own journal from the entry after `from` on, as a run.
    pub(super) fn run(&self, from: usize) -> Run {
        Run::of(&self.journal[from..]).unwrap()
    }

    /// Ends it.
    pub(super) async fn leave(self) {
        self.endpoint.close().await;
    }
}

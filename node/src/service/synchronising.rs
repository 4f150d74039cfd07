//! An exchange with every other member, now.

use maillage_shared::identity::DeviceId;
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, Service,
    devices::name_of,
    opened::Opened,
    parting, reasons, steward,
    waiting::{self, Waiting},
    ways_back,
};
use crate::network::{Difficulty, Network, NetworkError, doors::Desk, endpoint::place_beside, exchange::Report};

/// Exchanges with every other member's devices.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SyncNow {
    /// Where to listen meanwhile, when no node is running; nothing means all interfaces.
    pub listen: Vec<std::net::SocketAddr>,
}

/// How it went.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SyncReport {
    /// By device.
    pub peers: Vec<PeerReport>,
    /// The digest of what this node holds afterwards.
    pub digest: String,
    /// Why this device has nothing to say any more, as far as it has learnt by now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Problem>,
}

/// How it went with one device.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PeerReport {
    /// The device.
    pub device: DeviceId,
    /// The operator's name.
    pub operator: String,
    /// What people call the device, where its operator has several.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether both hold the same now.
    pub equal: bool,
    /// Entries received and sent.
    pub entries: (u64, u64),
    /// Items of the register received and sent.
    pub items: (u64, u64),
    /// Bytes received and sent.
    pub bytes: (u64, u64),
    /// Why it failed, if it did.
    pub error: Option<String>,
    /// What kind of difficulty that was.
    pub difficulty: Option<Difficulty>,
}

impl Operation for SyncNow {
    const NAME: &'static str = "sync-now";
    type Output = SyncReport;

    fn perform(self, service: &Service, progress: &Progress) -> Result<SyncReport, Problem> {
        let opened = service.opened()?;
        progress.tell("sync-peers", 0, None);
        let results = match service.network() {
            Some(network) => service.runtime().block_on(network.exchange_with_all()),
            None => service.runtime().block_on(exchange_without_node(service, opened, &self.listen))?,
        };
        let refused = |(_, result): &(DeviceId, Result<Report, NetworkError>)| matches!(result, Err(NetworkError::NotAMember));
        if results.iter().any(refused) && parting::thinks_it_speaks(opened) {
            // The report says who turned this device away; why is in the register from here on, if anyone shows it.
            service.runtime().block_on(parting::learn(service, opened))?;
        }
        steward::attend(service)?;
        let peers = results.into_iter().map(|(device, result)| report(opened, device, result)).collect();
        let ended = waiting::waiting(opened)?.filter(Waiting::is_over).map(|ended| ended.problem());
        Ok(SyncReport { peers, digest: opened.ledger.fold().summary_digest().to_string(), ended })
    }
}

/// Opens the network for the time of one round.
async fn exchange_without_node(
    service: &Service,
    opened: &Opened,
    listen: &[std::net::SocketAddr],
) -> Result<Vec<(DeviceId, Result<Report, NetworkError>)>, Problem> {
    let noted = || Some(opened.way_back.as_ref()?.introduced(opened.endpoint.public()).ok()?.announcement);
    let announced = opened.ledger.fold().endpoint_of(opened.device.public()).cloned().or_else(noted).map(|known| known.addresses);
    let beside = || place_beside(&announced.unwrap_or_default());
    let listen = if listen.is_empty() { beside() } else { listen.to_vec() };
    let network = Network::start(service.network_start(opened, listen, Desk::closed())).await?;
    // What a node announced stays: this socket is gone in a moment.
    if opened.ledger.fold().endpoint_of(opened.device.public()).is_none_or(|known| known.endpoint != opened.endpoint.public()) {
        steward::announce(opened, &network.addresses())?;
    }
    if let Some(waiting) = waiting::waiting(opened)? {
        waiting.ask(opened, &network).await?;
    }
    let results = network.exchange_with_all().await;
    // A home whose node never runs for long has a way back all the same.
    if let Err(problem) = ways_back::note(service, opened, &network) {
        tracing::warn!(%problem, "whom to ask when the store is lost could not be noted");
    }
    network.stop().await;
    Ok(results)
}

fn report(opened: &Opened, device: DeviceId, result: Result<Report, NetworkError>) -> PeerReport {
    let fold = opened.ledger.fold();
    let member = fold.operator_of(device).and_then(|operator| fold.state().roster.member(operator));
    let name = member.filter(|member| member.devices.len() > 1).map(|member| name_of(member, device));
    let operator = member.map_or_else(|| device.short_code().to_string(), |member| member.name.to_string());
    let difficulty = result.as_ref().err().map(NetworkError::difficulty);
    let (report, error) = match result {
        Ok(report) => (report, None),
        Err(error) => (Report::default(), Some(error.to_string())),
    };
    PeerReport {
        device,
        operator,
        name,
        equal: report.equal,
        entries: report.entries,
        items: report.items,
        bytes: report.bytes,
        error,
        difficulty,
    }
}

/// The problem of a peer that was not reached.
pub(super) fn unreached(peer: impl std::fmt::Display, error: &NetworkError) -> Problem {
    Problem::new(ProblemCode::PeerUnreachable).with("peer", peer).with("why", reasons::of_network(error)).with("cause", error)
}

impl From<NetworkError> for Problem {
    fn from(error: NetworkError) -> Self {
        match error {
            NetworkError::Store(error) => error.into(),
            NetworkError::Listen { address, said, why } => {
                let problem = Self::new(ProblemCode::FieldInvalid).with("field", "--listen").with("value", address);
                problem.with("why", reasons::of_address(said)).with("cause", why)
            }
            other => unreached("", &other),
        }
    }
}

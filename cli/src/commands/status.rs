//! `maillage status`: is all well?

use std::time::{Duration, Instant};

use maillage_node::service::status::{AskStatus, Halt, NetworkFacts, PeerLine, Signer, Standing, Status};
use maillage_node::service::{Exit, Problem, ProblemCode};
use maillage_node::store::Failure;
use maillage_shared::text;

use super::{advice, device};
use crate::context::Context;
use crate::language::say;
use crate::presentation::moment::moment;
use crate::presentation::number::whole;
use crate::presentation::{Facts, Screen, Table, Tone, wording};

/// Pause between two looks while waiting.
const PAUSE: Duration = Duration::from_millis(200);

/// `maillage status`.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-status"))]
pub(crate) struct StatusArgs {
    #[arg(long, value_name = say!("value-state"), help = say!("arg-wait"))]
    wait: Option<Awaited>,
    #[arg(long, default_value_t = 60, requires = "wait", value_name = say!("value-seconds"), help = say!("arg-timeout"))]
    timeout: u32,
}

/// What to wait for.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Awaited {
    /// All other members' devices hold what this node holds.
    Converged,
}

impl StatusArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        let status = match self.wait {
            None => context.call(AskStatus {}).await?,
            Some(Awaited::Converged) => converged(context, self.timeout).await?,
        };
        context.screen.answer("status", &status, |screen| show(screen, &status))
    }
}

/// Looks again and again until all hold the same. A node that is just starting or stopping is waited for as well.
async fn converged(context: &Context, seconds: u32) -> Result<Status, Problem> {
    let (begun, limit) = (Instant::now(), Duration::from_secs(seconds.into()));
    loop {
        let problem = match context.call(AskStatus {}).await {
            Ok(status) if status.converged => return Ok(status),
            Ok(status) if status.standing == Standing::Empty => return Err(Problem::new(ProblemCode::HomeEmpty)),
            Ok(_) => Problem::new(ProblemCode::NotConverged).with("seconds", seconds),
            Err(problem) if problem.code.exit() == Exit::Unreachable => problem,
            Err(problem) => return Err(problem),
        };
        if begun.elapsed() >= limit {
            return Err(problem);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

fn show(screen: &Screen, status: &Status) {
    if let Some(network) = &status.network {
        facts(network, status).show(screen);
    }
    if !status.peers.is_empty() {
        screen.line("");
        screen.table(&table(&status.peers, status.running));
    }
    let warnings = warnings(status);
    if advice::has_been_in(status.standing) {
        screen.line("");
        for warning in &warnings {
            screen.line(&screen.painted(Tone::Doubtful, warning));
        }
        if let Some(summary) = summary(status).filter(|_| warnings.is_empty()) {
            screen.line(&screen.painted(Tone::Good, &summary));
        }
        let role = status.network.as_ref().and_then(|network| network.role.as_ref());
        if let Some(role) = role.filter(|role| role.published_before && status.standing == Standing::Member) {
            screen.line(&advice::roles(role));
        }
    }
    if let Some(next) = advice::next_step(status) {
        screen.note(&next);
    }
}

fn facts(network: &NetworkFacts, status: &Status) -> Facts {
    let count = |number: usize| whole(u64::try_from(number).unwrap_or(u64::MAX));
    let operator = format!("{} ({})", network.operator, network.operator_code);
    let node = if status.running { say!("node-running") } else { say!("node-off") };
    Facts::new()
        .with(say!("label-network"), advice::size(network, status.standing))
        .with(say!("label-operator"), operator)
        .with(say!("label-device"), device(network))
        .with_some(say!("label-inviter"), network.inviter.as_deref())
        .with_some(say!("label-comparison-code"), network.comparison_code.map(|code| code.to_string()))
        .with(say!("label-visits-here"), whole(network.visits))
        .with(say!("label-decisions"), count(network.decisions))
        .with(say!("label-node"), node)
        .with_some(say!("label-addresses"), (!network.addresses.is_empty()).then(|| network.addresses.join(", ")))
        .with(say!("label-digest"), &network.view_digest)
}

/// This device, with its name and what it may do where there is another one that may do something else.
fn device(network: &NetworkFacts) -> String {
    match &network.role {
        Some(role) if role.devices > 1 => {
            let may = device::roles(role.governs, role.publishes);
            let others = if role.governs { String::new() } else { say!("status-governing", name = role.governing.as_str()) };
            let parts = [role.name.clone(), network.device_code.to_string(), may, others];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        }
        _ => network.device_code.to_string(),
    }
}

fn table(peers: &[PeerLine], running: bool) -> Table {
    let headings =
        [say!("label-operator"), say!("label-device"), say!("label-state"), say!("label-last-exchange"), say!("label-last-error")];
    let mut table = Table::new(headings);
    for peer in peers {
        table.row([
            peer.name.as_ref().map_or_else(|| peer.operator.clone(), |name| format!("{} · {name}", peer.operator)),
            peer.code.to_string(),
            state(peer, running),
            peer.last_exchange.map_or_else(|| "–".to_owned(), moment),
            wording::difficulty(peer.difficulty),
        ]);
    }
    table
}

/// How it goes with a neighbour, in one of the five words for states.
fn state(peer: &PeerLine, running: bool) -> String {
    match (peer.connected, peer.equal, peer.last_error.is_some()) {
        _ if !running => say!("state-waiting"),
        (true, true, _) => say!("state-up-to-date"),
        (true, false, true) => say!("state-to-check"),
        (true, false, false) => say!("state-running"),
        (false, _, true) => say!("state-offline"),
        (false, _, false) => say!("state-waiting"),
    }
}

/// What should be looked at.
fn warnings(status: &Status) -> Vec<String> {
    let warnings = [
        advice::ended(status.standing),
        status.about_own.then(|| say!("status-about-own")),
        (status.turned_away > 0 && status.standing == Standing::Member)
            .then(|| say!("status-turned-away", count = status.turned_away)),
        advice::authority(status.authority),
        status.suspended.then(|| say!("status-suspended")),
        status.halt.as_ref().map(halted),
        status.needs_update.then(|| say!("status-needs-update")),
        (status.withheld > 0).then(|| say!("status-withheld", count = status.withheld)),
        (status.evidence > 0).then(|| say!("status-evidence", count = status.evidence)),
        status.disk.as_ref().map(disk),
        status.damage.is_some().then(|| say!("status-damaged")),
        (!status.alarms.is_empty()).then(|| say!("status-alarms", operators = status.alarms.join(", "))),
    ];
    warnings.into_iter().flatten().collect()
}

/// That nothing can be written, and what helps.
pub(super) fn disk(failure: &Failure) -> String {
    match failure {
        Failure::Full => say!("status-disk-full"),
        Failure::Failed(why) => say!("status-disk-failed", why = text::printable(why)),
    }
}

/// Where the register halts, and who signed what contradicts itself.
fn halted(halt: &Halt) -> String {
    let signer = |signer: &Signer| match &signer.operator {
        Some(operator) => format!("{} ({})", text::printable(operator), signer.device),
        None => signer.device.to_string(),
    };
    let signers = halt.signed_by.iter().map(signer).collect::<Vec<_>>().join(", ");
    let after = halt.after.map_or_else(|| "–".to_owned(), |height| height.to_string());
    say!("status-halted-between", count = halt.decisions.len(), after = after, signers = signers)
}

/// That all is well, as far as it is.
fn summary(status: &Status) -> Option<String> {
    let connected = status.peers.iter().filter(|peer| peer.connected).count();
    match () {
        () if !status.running || status.standing != Standing::Member => None,
        () if status.peers.is_empty() => Some(say!("status-good")),
        () if connected == 0 => Some(say!("status-alone")),
        () if status.converged => Some(format!("{} {}", say!("status-good"), say!("status-converged", count = status.peers.len()))),
        () => Some(say!("status-exchanging", count = connected)),
    }
}

#[cfg(test)]
mod tests {
    use maillage_node::network::Difficulty;
    use maillage_node::service::status::PeerLine;
    use maillage_shared::identity::{DeviceId, ShortCode};

    use super::state;
    use crate::language::Language;
    use crate::language::tests::in_every_language;

    fn peer(connected: bool, equal: bool, error: Option<&str>) -> PeerLine {
        PeerLine {
            operator: "Nord".into(),
            name: None,
            device: DeviceId::from_bytes([1; 32]),
            code: ShortCode::of("device", &[1; 32]),
            connected,
            equal,
            last_exchange: None,
            last_error: error.map(Into::into),
            difficulty: error.map(|_| Difficulty::Unreachable),
            bytes: (0, 0),
        }
    }

    #[test]
    fn the_state_of_a_neighbour_is_one_of_five_words() {
        in_every_language(|language| {
            if language == Language::En {
                assert_eq!(state(&peer(true, true, None), true), "up to date");
                assert_eq!(state(&peer(true, false, None), true), "in progress");
                assert_eq!(state(&peer(true, false, Some("x")), true), "to check");
                assert_eq!(state(&peer(false, true, Some("x")), true), "offline");
                assert_eq!(state(&peer(false, false, None), true), "waiting");
                assert_eq!(state(&peer(false, false, None), false), "waiting");
            }
        });
    }
}

//! How things stand in a few words, and what to do next.

use maillage_node::ledger::Authority;
use maillage_node::service::status::{DeviceRole, NetworkFacts, Standing, Status};
use maillage_shared::text;

use crate::language::say;

/// The one thing to do next, with the command to type; nothing when all is well.
pub(super) fn next_step(status: &Status) -> Option<String> {
    let network = status.network.as_ref();
    match status.standing {
        Standing::Empty => Some(say!("overview-first-steps")),
        Standing::Refused => Some(say!("next-refused", inviter = inviter(network))),
        Standing::Joining => Some(joining(status, network)),
        Standing::Former => Some(say!("next-former")),
        Standing::Revoked => Some(say!("next-revoked")),
        Standing::Replaced => Some(say!("next-replaced")),
        Standing::Overruled => Some(say!("next-overruled")),
        Standing::Stranded => Some(say!("next-stranded")),
        Standing::Pairing => Some(with_node(status, say!("next-pairing", code = code(network)))),
        Standing::Recovering if network.is_some_and(|network| network.comparison_code.is_some()) => {
            Some(with_node(status, say!("next-replacement", code = code(network))))
        }
        Standing::Recovering => Some(with_node(status, say!("next-recovering"))),
        Standing::Returning => Some(say!("next-returning")),
        Standing::Member if status.pairings > 0 => Some(say!("next-pairings", count = status.pairings)),
        // What keeps it from writing was said, with what to do about it.
        Standing::Member if status.authority.refusal().is_some() => None,
        Standing::Member if status.halted => Some(say!("next-halted")),
        Standing::Member if status.suspended => Some(say!("next-suspended")),
        Standing::Member if status.decisions_waiting > 0 => Some(say!("next-decisions", count = status.decisions_waiting)),
        Standing::Member if status.requests > 0 => Some(say!("next-requests", count = status.requests)),
        Standing::Member if !status.running => Some(say!("status-node-off")),
        Standing::Member if network.is_some_and(|network| network.members < 2) => Some(say!("next-invite")),
        Standing::Member if network.is_some_and(|network| network.permanences == 0) => Some(say!("next-permanence")),
        Standing::Member if status.sessions_missing > 0 => Some(say!("next-sessions", count = status.sessions_missing)),
        Standing::Member => None,
    }
}

/// Whether the home is or was that of a member: what it holds of the network is worth a look.
pub(super) const fn has_been_in(standing: Standing) -> bool {
    matches!(
        standing,
        Standing::Member | Standing::Former | Standing::Revoked | Standing::Replaced | Standing::Overruled | Standing::Stranded
    )
}

/// What keeps a node from writing or publishing, with the command to type; nothing for one that may do both.
pub(super) fn authority(authority: Authority) -> Option<String> {
    match authority {
        Authority::Full => None,
        Authority::Settling => Some(say!("status-restored-settling")),
        Authority::Waiting { needed: 0, .. } => Some(say!("status-restored-alone")),
        Authority::Waiting { met, needed, .. } => Some(say!("status-restored-waiting", met = met, needed = needed)),
        Authority::Stopped => Some(say!("status-copy-running")),
        Authority::Forked => Some(say!("status-own-fork")),
    }
}

/// Which device decides and which publishes, said to one of which that has changed.
pub(super) fn roles(role: &DeviceRole) -> String {
    let (governing, publishing) = (text::printable(&role.governing), text::printable(&role.publishing));
    match (role.governs, role.publishes) {
        (true, true) => say!("roles-both"),
        (true, false) => say!("roles-governs", publishing = publishing),
        (false, true) => say!("roles-publishes", governing = governing),
        (false, false) => say!("roles-elsewhere", governing = governing, publishing = publishing),
    }
}

/// Why this device has nothing to say any more.
pub(super) fn ended(standing: Standing) -> Option<String> {
    match standing {
        Standing::Former => Some(say!("status-former")),
        Standing::Revoked => Some(say!("status-revoked")),
        Standing::Replaced => Some(say!("status-replaced")),
        Standing::Overruled => Some(say!("status-overruled")),
        Standing::Stranded => Some(say!("status-stranded")),
        _ => None,
    }
}

fn joining(status: &Status, network: Option<&NetworkFacts>) -> String {
    with_node(status, say!("next-joining", inviter = inviter(network), code = code(network)))
}

fn code(network: Option<&NetworkFacts>) -> String {
    network.and_then(|network| network.comparison_code).map_or_else(|| "…".to_owned(), |code| code.to_string())
}

/// What to do, and that the node has to run for it.
fn with_node(status: &Status, advice: String) -> String {
    if status.running { advice } else { format!("{advice}\n{}", say!("status-node-off")) }
}

fn inviter(network: Option<&NetworkFacts>) -> String {
    text::printable(network.and_then(|network| network.inviter.as_deref()).unwrap_or("…"))
}

/// The network's name, with how large it is once that is known.
pub(super) fn size(network: &NetworkFacts, standing: Standing) -> String {
    let name = text::printable(&network.name);
    if standing != Standing::Member {
        return name;
    }
    say!("network-size", name = name, members = network.members, permanences = network.permanences)
}

#[cfg(test)]
mod tests {
    use maillage_node::ledger::{Authority, Cause};
    use maillage_node::service::status::{Standing, Status};

    use crate::arguments;
    use crate::language::tests::in_every_language;

    fn status(standing: Standing) -> Status {
        Status {
            standing,
            running: true,
            network: None,
            peers: Vec::new(),
            converged: false,
            requests: 0,
            decisions_waiting: 0,
            about_own: false,
            sessions_missing: 0,
            withheld: 0,
            pairings: 0,
            halted: false,
            halt: None,
            needs_update: false,
            forks: 0,
            evidence: 0,
            turned_away: 0,
            suspended: false,
            alarms: Vec::new(),
            authority: Authority::Full,
            disk: None,
            damage: None,
        }
    }

    #[test]
    fn every_advice_names_a_command_that_exists() {
        in_every_language(|language| {
            let tree = arguments::tree();
            let mut joining = status(Standing::Joining);
            joining.running = false;
            let mut asked = status(Standing::Member);
            asked.requests = 2;
            let mut deciding = status(Standing::Member);
            deciding.decisions_waiting = 1;
            let (mut halted, mut suspended) = (status(Standing::Member), status(Standing::Member));
            halted.halted = true;
            suspended.suspended = true;
            let (mut pairing, mut paired) = (status(Standing::Pairing), status(Standing::Member));
            (pairing.running, paired.pairings) = (false, 1);
            let outside = [status(Standing::Empty), status(Standing::Refused), status(Standing::Returning), joining, pairing];
            let over =
                [Standing::Former, Standing::Revoked, Standing::Replaced, Standing::Overruled, Standing::Stranded].map(status);
            for status in outside.into_iter().chain(over).chain([asked, deciding, halted, suspended, paired]) {
                let advice = super::next_step(&status).unwrap();
                let commands: Vec<&str> = advice.split('`').skip(1).step_by(2).collect();
                assert!(!commands.is_empty(), "{language:?}: {advice}");
                for command in commands {
                    assert!(tree.clone().try_get_matches_from(command.split_whitespace()).is_ok(), "{language:?}: {command}");
                }
            }
        });
    }

    #[test]
    fn whatever_keeps_a_node_from_writing_is_said_with_a_command_that_exists() {
        let waiting = |needed| Authority::Waiting { cause: Cause::Backup, met: 0, needed };
        in_every_language(|language| {
            let tree = arguments::tree();
            for authority in [waiting(0), waiting(2), Authority::Stopped] {
                let said = super::authority(authority).unwrap();
                let command = said.split('`').nth(1).unwrap_or_default();
                assert!(tree.clone().try_get_matches_from(command.split_whitespace()).is_ok(), "{language:?}: {said}");
            }
            assert!(super::authority(Authority::Forked).is_some() && super::authority(Authority::Settling).is_some());
            assert_eq!(super::authority(Authority::Full), None);
        });
    }

    #[test]
    fn a_member_for_whom_all_is_well_is_left_in_peace() {
        assert_eq!(super::next_step(&status(Standing::Member)), None);
    }
}

//! What a governing device's node does for the register by itself.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Acknowledgement, Anchor, AnchorLine, Decided, DecisionRecord, Install, Installation, InstallationId, ItemId, Register,
    RegisterState,
    anchors::{self, Journals, Settled},
    state::Withheld,
};
use crate::{
    bounds,
    calendar::ClaimedTime,
    identity::{DeviceId, OperatorId},
};

/// Something that a device should sign now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duty {
    /// As the secretary that members installed: begin the term.
    TakeOffice(InstallationId),
    /// As the secretary: record this statement of a root.
    Record(ItemId),
    /// As the secretary: decide this proposal, which has its approvals.
    Decide(ItemId),
    /// As the secretary: settle what these journals say.
    Anchor(Anchor),
    /// As a member: acknowledge an anchor.
    Acknowledge(Acknowledgement),
    /// As a member: install another secretary, since this one withholds something.
    Install(Installation),
}

/// The newest authentic entries that count of each member's journal.
pub type Heads = BTreeMap<DeviceId, AnchorLine>;

/// What `device` should sign now, in the order in which to do it.
///
/// Every decision changes what the next one is judged by: the caller does the first duty, inserts the item, and asks again. While
/// the chain is halted or needs an update, nothing is put in order; what stands may still be acknowledged, and who was installed
/// takes office: otherwise one decision that claims to be of a later version would end the network. Only where a majority has begun
/// a later term by rules of a later version is there nothing left to do for this one.
#[must_use]
pub fn duties(register: &Register, journals: &impl Journals, heads: &Heads, now: ClaimedTime, device: DeviceId) -> Vec<Duty> {
    let state = register.state();
    let mut duties = Vec::new();
    if register.begins_newer() {
        return duties;
    }
    let carried = state.pending_installations.iter().filter(|pending| pending.device == device && pending.is_carried());
    duties.extend(carried.map(|pending| Duty::TakeOffice(pending.id)));
    if state.halted.is_none() && !state.needs_update && state.chain.roster.secretary_device() == Some(device) {
        duties.extend(state.pending_statements.iter().copied().map(Duty::Record));
        let approved = state.pending_proposals.iter().filter(|pending| pending.is_approved());
        duties.extend(approved.map(|pending| Duty::Decide(pending.id)));
        duties.extend(anchor_due(state, journals, heads, now).map(Duty::Anchor));
    }
    duties.extend(to_acknowledge(register, journals, heads, device).map(Duty::Acknowledge));
    // What seems withheld may have been decided where this version cannot read on: people may say so, a node does not.
    duties.extend(to_install(register, heads, device).filter(|_| !state.needs_update).map(Duty::Install));
    duties
}

/// The anchor that is due at `now`: a week after the last one, or at once when there is none, if a journal grew.
#[must_use]
pub fn anchor_due(register: &RegisterState, journals: &impl Journals, heads: &Heads, now: ClaimedTime) -> Option<Anchor> {
    let decisions = &register.chain.decisions;
    let last = decisions.iter().rev().find(|record| matches!(record.decided, Decided::Anchor { .. }));
    // An anchor that claims a far-ahead time must not keep the next one waiting for that time to come.
    let is_due = last.is_none_or(|record| now.0.abs_diff(record.claimed_at.0) >= bounds::ANCHOR_SECONDS);
    is_due.then(|| next_anchor(register, journals, heads)).flatten()
}

/// The anchor that covers every journal that grew since the last one, whatever the time; nothing when none grew.
#[must_use]
pub fn next_anchor(register: &RegisterState, journals: &impl Journals, heads: &Heads) -> Option<Anchor> {
    let settled = Settled::of(register, journals);
    let grew = |line: &AnchorLine| line.seq > settled.up_to(line.device) && register.chain.claimed.get(&line.device) != Some(line);
    let lines: Vec<AnchorLine> = heads.values().filter(|line| grew(line)).take(bounds::ANCHOR_LINES).copied().collect();
    (!lines.is_empty()).then_some(Anchor { lines })
}

/// The acknowledgement of the newest anchor on the chain that `device` governs a member by, has verified with all before it since
/// the last assembly, and has not acknowledged; with what it misses in it.
///
/// A device acknowledges one branch a term; and once it has signed an installation of a later one, of what came before that term no
/// anchor beyond the installation's base. Others may carry the signature however late, and would then leave behind what it had
/// acknowledged: it would be the one that spoke against itself. A later term, begun from the tip, ends that.
#[must_use]
pub fn to_acknowledge(register: &Register, journals: &impl Journals, heads: &Heads, device: DeviceId) -> Option<Acknowledgement> {
    let state = register.state();
    let member = state.chain.roster.member_of_governing(device)?;
    let done = state.acknowledged.get(&member.operator).copied();
    let signed: Vec<(u32, Option<u64>)> = register
        .installs()
        .filter(|(signer, ..)| *signer == device)
        .map(|(.., Install { installation, .. })| (installation.term, state.chain.height_of(installation.base)))
        .collect();
    let given_up = |record: &DecisionRecord| {
        signed.iter().any(|(term, base)| record.term < *term && base.is_none_or(|base| base < record.height))
    };
    let elsewhere: BTreeSet<u32> = register
        .acknowledged_by(device)
        .filter(|((anchor, _), _)| state.chain.height_of(*anchor).is_none())
        .map(|((_, term), _)| *term)
        .collect();
    let (mut newest, mut verified) = (None, true);
    for record in &state.chain.decisions {
        // A majority has answered for what came before: otherwise one false line would silence everybody for ever.
        verified |= matches!(record.decided, Decided::Install { .. });
        let Decided::Anchor { lines } = &record.decided else { continue };
        let is_new = done.is_none_or(|height| record.height > height);
        verified &= !is_new || lines.iter().all(|line| anchors::is_confirmed(line, journals) || is_beyond(state, journals, line));
        if verified && is_new && !given_up(record) && !elsewhere.contains(&record.term) {
            newest = Some((record.id, record.term));
        }
    }
    let (anchor, term) = newest?;
    Some(missing(state, heads, Acknowledgement::complete(anchor, term)))
}

/// Whether the line lies beyond where the journal ends for good: nobody can confirm it, and it settles nothing.
fn is_beyond(state: &RegisterState, journals: &impl Journals, line: &AnchorLine) -> bool {
    Settled::of(state, journals).end(state, line.device).is_some_and(|end| line.seq > end)
}

fn missing(state: &RegisterState, heads: &Heads, mut acknowledgement: Acknowledgement) -> Acknowledgement {
    let claimed = |device| state.chain.claimed.get(device).map_or(0, |line| line.seq);
    let beyond = heads.values().filter(|line| line.seq > claimed(&line.device));
    acknowledgement.omitted_heads = beyond.take(bounds::OMISSIONS).copied().collect();
    let approved = state.pending_proposals.iter().filter(|pending| pending.is_approved()).map(|pending| pending.id);
    acknowledgement.omitted_items = state.pending_statements.iter().copied().chain(approved).take(bounds::OMISSIONS).collect();
    acknowledgement
}

/// The installation that `device` signs by itself: when something is still missing that it acknowledged as left out, and that it
/// still holds for good.
///
/// It joins what others propose, where that is possible, and otherwise proposes the member that joined next after the secretary.
#[must_use]
pub fn to_install(register: &Register, heads: &Heads, device: DeviceId) -> Option<Installation> {
    let state = register.state();
    let operator = state.chain.roster.member_of_governing(device)?.operator;
    let stands = |withheld: &Withheld| match withheld {
        Withheld::Head(line) => heads.get(&line.device).is_some_and(|head| head.seq >= line.seq),
        Withheld::Item(_) => true,
    };
    let complains = |(withheld, members): (&Withheld, &BTreeSet<OperatorId>)| members.contains(&operator) && stands(withheld);
    let secretary = state.chain.roster.secretary()?;
    if secretary == operator || !state.withheld.iter().any(complains) {
        return None;
    }
    let signed: BTreeSet<u32> =
        register.installs().filter(|(signer, ..)| *signer == device).map(|(.., install)| install.installation.term).collect();
    let open = state.pending_installations.iter().rev().filter(|pending| pending.installation.secretary != secretary);
    let joinable = |pending: &&super::PendingInstallation| {
        !signed.contains(&pending.installation.term)
            && state.chain.height_of(pending.installation.base).is_some()
            && register.leaves_room(device, pending.installation.term)
    };
    if let Some(pending) = open.clone().find(joinable) {
        return Some(pending.installation.clone());
    }
    // What this device signed waits for others, unless others signed something else in the same term.
    let waits = |pending: &super::PendingInstallation| pending.signed.contains_key(&operator);
    let split = |pending: &super::PendingInstallation| signed.contains(&pending.installation.term) && !waits(pending);
    if state.pending_installations.iter().any(waits) && !state.pending_installations.iter().any(split) {
        return None;
    }
    register.next_installation(device, successor(state, secretary)?, Vec::new())
}

/// The active member that joined next after the secretary, and after the last one the first.
fn successor(state: &RegisterState, secretary: OperatorId) -> Option<OperatorId> {
    let joined = state.chain.roster.everybody().get(&secretary)?.joined_at;
    let others = state.chain.roster.active().filter(|member| member.operator != secretary && member.decider().is_some());
    others.min_by_key(|member| (member.joined_at < joined, member.joined_at)).map(|member| member.operator)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Duty, duties};
    use crate::{
        bounds,
        calendar::ClaimedTime,
        identity::{DeviceId, DeviceKey},
        journal::EntryHash,
        register::{
            Acknowledgement, Anchor, AnchorLine, Decision, Hold, Installation,
            compose::{self, Order},
            fixture::{Network, Person},
        },
    };

    fn line(device: u8, seq: u64) -> AnchorLine {
        AnchorLine { device: DeviceId::from_bytes([device; 32]), seq, hash: EntryHash::from_bytes([6; 32]) }
    }

    fn of(network: &Network, device: &DeviceKey, held: &[AnchorLine], now: u64) -> Vec<Duty> {
        let journals: BTreeMap<(DeviceId, u64), EntryHash> = held.iter().map(|line| ((line.device, line.seq), line.hash)).collect();
        let heads = held.iter().map(|line| (line.device, *line)).collect();
        duties(&network.register, &journals, &heads, ClaimedTime(now), device.public())
    }

    #[test]
    fn the_secretary_decides_a_proposal_once_it_is_approved_and_records_holds() {
        let mut network = Network::founded_with(3);
        let (secretary, joiner) = (network.secretary().clone(), Person::new(9));
        let [proposal, approval] = compose::sponsor(&secretary, network.id, &joiner.admission(network.id), network.tip());
        network.register.insert_all([proposal.clone(), approval]);
        assert_eq!(of(&network, &secretary, &[], 0), []);
        let member = network.people[1].device.clone();
        network.register.insert(compose::approval(&member, network.id, proposal.id(), network.tip()));
        assert_eq!(of(&network, &secretary, &[], 0), [Duty::Decide(proposal.id())]);
        assert_eq!(of(&network, &member, &[], 0), []);
        let order = Order::proposal(&network.register, proposal.id()).unwrap();
        network.order(&order);
        assert_eq!(of(&network, &secretary, &[], 0), []);

        let device = member.public();
        let says = Hold { governing: device, publishing: device, former: None, certificate: None };
        let person = &network.people[1];
        let statement = compose::hold_statement(&person.root, network.id, person.operator(), 2, says);
        network.register.insert(statement.clone());
        assert_eq!(of(&network, &secretary, &[], 0), [Duty::Record(statement.id())]);
        network.order(&Order::hold(&statement));
        assert_eq!(of(&network, &secretary, &[], 0), []);
    }

    #[test]
    fn a_decision_of_a_later_version_keeps_nobody_from_taking_office_and_going_on() {
        let mut network = Network::founded_with(3);
        let (secretary, next) = (network.secretary().clone(), network.people[1].device.clone());
        let base = network.tip();
        let later = Decision { rules_version: 2, ..network.envelope(&Network::empty_anchor()) };
        let later = network.sign(&secretary, &later);
        network.register.insert(later);
        assert!(network.state().needs_update);
        assert_eq!(of(&network, &secretary, &[line(1, 3)], 0), []);
        let installation = Installation { term: 2, base, secretary: network.people[1].operator(), holds: Vec::new() };
        for member in [1, 2] {
            let device = network.people[member].device.clone();
            let signed = network.register.sign_installation(&device, installation.clone()).unwrap();
            network.register.insert(signed);
        }
        let duties = of(&network, &next, &[], 0);
        let [Duty::TakeOffice(carried)] = duties[..] else { panic!("{duties:?}") };
        let taken = network.register.take_office(&next, carried, ClaimedTime(1)).unwrap();
        network.register.insert(taken);
        assert!(!network.state().needs_update && network.state().chain.term == 2);
        assert_eq!(of(&network, &next, &[line(1, 3)], 0), [Duty::Anchor(Anchor { lines: vec![line(1, 3)] })]);
    }

    #[test]
    fn the_secretary_records_the_statements_of_a_root_in_the_order_of_their_numbers() {
        let mut network = Network::founded_with(2);
        let secretary = network.secretary().clone();
        let person = &network.people[1];
        let device = person.device.public();
        let says = Hold { governing: device, publishing: device, former: None, certificate: None };
        let numbered = |number| compose::hold_statement(&person.root, network.id, person.operator(), number, says.clone());
        let statements: Vec<_> = (2..12).map(numbered).collect();
        network.register.insert_all(statements.iter().rev().cloned());
        let expected: Vec<_> = statements.iter().map(|statement| Duty::Record(statement.id())).collect();
        assert_eq!(of(&network, &secretary, &[], 0), expected);
    }

    #[test]
    fn an_anchor_is_due_weekly_and_only_when_a_journal_grew() {
        let mut network = Network::founded_with(1);
        let secretary = network.secretary().clone();
        assert_eq!(of(&network, &secretary, &[], 0), []);
        let first = Anchor { lines: vec![line(1, 3), line(2, 5)] };
        assert_eq!(of(&network, &secretary, &first.lines, 0), [Duty::Anchor(first.clone())]);
        let id = network.anchor(first.lines);
        network.register.insert(compose::acknowledgement(&secretary, network.id, &Acknowledgement::complete(id, 1)));
        let (held, week) = ([line(1, 3), line(2, 6)], network.now + bounds::ANCHOR_SECONDS);
        assert_eq!(of(&network, &secretary, &held, week - 1), []);
        assert_eq!(of(&network, &secretary, &held[..1], week), []);
        assert_eq!(of(&network, &secretary, &held, week), [Duty::Anchor(Anchor { lines: vec![line(2, 6)] })]);
    }

    #[test]
    fn an_anchor_that_claims_a_far_ahead_time_does_not_keep_the_next_one_waiting() {
        let mut network = Network::founded_with(1);
        let secretary = network.secretary().clone();
        network.now = 3_800_000_000;
        let ahead = network.anchor(vec![line(1, 3)]);
        network.register.insert(compose::acknowledgement(&secretary, network.id, &Acknowledgement::complete(ahead, 1)));
        let held = [line(1, 4)];
        assert_eq!(of(&network, &secretary, &held, 1_790_000_000), [Duty::Anchor(Anchor { lines: held.to_vec() })]);
    }

    #[test]
    fn a_member_acknowledges_the_newest_anchor_that_it_has_verified_with_all_before() {
        let mut network = Network::founded_with(2);
        let member = network.people[1].device.clone();
        let ids: Vec<_> = (1..=3).map(|seq| network.anchor(vec![line(1, seq)])).collect();
        let held = [line(1, 1), line(1, 2), line(1, 3)];
        assert_eq!(of(&network, &member, &held[1..], 0), [], "the first is not verified");
        assert_eq!(of(&network, &member, &held[..2], 0), [Duty::Acknowledge(Acknowledgement::complete(ids[1], 1))]);
        network.register.insert(compose::acknowledgement(&member, network.id, &Acknowledgement::complete(ids[1], 1)));
        assert_eq!(of(&network, &member, &held[..2], 0), []);
        assert_eq!(of(&network, &member, &held, 0), [Duty::Acknowledge(Acknowledgement::complete(ids[2], 1))]);
        assert_eq!(of(&network, &Person::new(9).device, &held, 0), []);
    }
}

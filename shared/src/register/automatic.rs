//! What a governing device's node does for the register by itself.

use std::collections::BTreeMap;

use super::{
    Anchor, AnchorLine, Decided, ItemId, RegisterState,
    anchors::{self, Journals},
};
use crate::{bounds, calendar::ClaimedTime, identity::DeviceId};

/// Something that a device should sign now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duty {
    /// As the secretary: record this Hold statement.
    RecordHold(ItemId),
    /// As the secretary: decide this proposal, which has its approvals.
    Decide(ItemId),
    /// As the secretary: settle what these journals say.
    Anchor(Anchor),
    /// As a member: acknowledge this anchor.
    Acknowledge(ItemId),
}

/// What `device` should sign now, in the order in which to do it.
///
/// Every decision changes what the next one is judged by: the caller does the first duty, inserts the item, and asks again.
/// `heads` are the newest authentic entries held of each journal. While the chain is halted or needs
/// an update, nothing is put in order; what stands may still be acknowledged.
#[must_use]
pub fn duties(
    register: &RegisterState,
    journals: &impl Journals,
    heads: &BTreeMap<DeviceId, AnchorLine>,
    now: ClaimedTime,
    device: DeviceId,
) -> Vec<Duty> {
    let goes_on = register.halted.is_none() && !register.needs_update;
    let mut duties = Vec::new();
    if goes_on && register.chain.roster.secretary_device() == Some(device) {
        duties.extend(register.pending_holds.iter().copied().map(Duty::RecordHold));
        let approved = register.pending_proposals.iter().filter(|pending| pending.is_approved());
        duties.extend(approved.map(|pending| Duty::Decide(pending.id)));
        duties.extend(anchor_due(register, journals, heads, now).map(Duty::Anchor));
    }
    duties.extend(to_acknowledge(register, journals, device).map(Duty::Acknowledge));
    duties
}

/// The anchor that is due at `now`: a week after the last one, or at once when there is none, if a journal grew.
#[must_use]
pub fn anchor_due(
    register: &RegisterState,
    journals: &impl Journals,
    heads: &BTreeMap<DeviceId, AnchorLine>,
    now: ClaimedTime,
) -> Option<Anchor> {
    let decisions = &register.chain.decisions;
    let last = decisions.iter().rev().find(|record| matches!(record.decided, Decided::Anchor { .. }));
    let is_due = last.is_none_or(|record| now.0.saturating_sub(record.claimed_at.0) >= bounds::ANCHOR_SECONDS);
    is_due.then(|| next_anchor(register, journals, heads)).flatten()
}

/// The anchor that covers every journal that grew since the last one, whatever the time; nothing when none grew.
#[must_use]
pub fn next_anchor(register: &RegisterState, journals: &impl Journals, heads: &BTreeMap<DeviceId, AnchorLine>) -> Option<Anchor> {
    let acting = anchors::acting(register, journals);
    let grew = |line: &AnchorLine| {
        line.seq > acting.get(&line.device).map_or(0, |before| before.seq) && register.chain.claimed.get(&line.device) != Some(line)
    };
    let lines: Vec<AnchorLine> = heads.values().filter(|line| grew(line)).take(bounds::ANCHOR_LINES).copied().collect();
    (!lines.is_empty()).then_some(Anchor { lines })
}

/// The newest anchor on the chain that `device` governs a member by, has verified with all before it, and has not acknowledged.
#[must_use]
pub fn to_acknowledge(register: &RegisterState, journals: &impl Journals, device: DeviceId) -> Option<ItemId> {
    let member = register.chain.roster.member_of_governing(device)?;
    let done = register.acknowledged.get(&member.operator).copied();
    let mut newest = None;
    for record in &register.chain.decisions {
        let Decided::Anchor { lines } = &record.decided else { continue };
        let is_new = done.is_none_or(|height| record.height > height);
        if is_new && !lines.iter().all(|line| anchors::is_confirmed(line, journals)) {
            break;
        }
        newest = is_new.then_some(record.id);
    }
    newest
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
            Anchor, AnchorLine, Hold,
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
        duties(network.state(), &journals, &heads, ClaimedTime(now), device.public())
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
        assert_eq!(of(&network, &secretary, &[], 0), [Duty::RecordHold(statement.id())]);
        network.order(&Order::hold(&statement));
        assert_eq!(of(&network, &secretary, &[], 0), []);
    }

    #[test]
    fn an_anchor_is_due_weekly_and_only_when_a_journal_grew() {
        let mut network = Network::founded_with(1);
        let secretary = network.secretary().clone();
        assert_eq!(of(&network, &secretary, &[], 0), []);
        let first = Anchor { lines: vec![line(1, 3), line(2, 5)] };
        assert_eq!(of(&network, &secretary, &first.lines, 0), [Duty::Anchor(first.clone())]);
        let id = network.anchor(first.lines);
        network.register.insert(compose::acknowledgement(&secretary, network.id, id));
        let (held, week) = ([line(1, 3), line(2, 6)], network.now + bounds::ANCHOR_SECONDS);
        assert_eq!(of(&network, &secretary, &held, week - 1), []);
        assert_eq!(of(&network, &secretary, &held[..1], week), []);
        assert_eq!(of(&network, &secretary, &held, week), [Duty::Anchor(Anchor { lines: vec![line(2, 6)] })]);
    }

    #[test]
    fn a_member_acknowledges_the_newest_anchor_that_it_has_verified_with_all_before() {
        let mut network = Network::founded_with(2);
        let member = network.people[1].device.clone();
        let ids: Vec<_> = (1..=3).map(|seq| network.anchor(vec![line(1, seq)])).collect();
        let held = [line(1, 1), line(1, 2), line(1, 3)];
        assert_eq!(of(&network, &member, &held[1..], 0), [], "the first is not verified");
        assert_eq!(of(&network, &member, &held[..2], 0), [Duty::Acknowledge(ids[1])]);
        network.register.insert(compose::acknowledgement(&member, network.id, ids[1]));
        assert_eq!(of(&network, &member, &held[..2], 0), []);
        assert_eq!(of(&network, &member, &held, 0), [Duty::Acknowledge(ids[2])]);
        assert_eq!(of(&network, &Person::new(9).device, &held, 0), []);
    }
}

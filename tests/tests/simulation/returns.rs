//! A disk is lost, and the node comes back from a backup. What it wrote since is known to others, and it writes nothing until members
//! have told it: the rule of a real node, see `maillage_node::ledger::restored`.

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    calendar::Period,
    identity::{DeviceId, OperatorId},
    statistics::Publication,
};
use maillage_tests::acts::month;

use super::{
    member::{Directory, Member},
    wire::Wire,
};

/// How far a node has come since it was restored.
#[derive(Debug, Clone, Default)]
pub(super) struct Returned {
    /// Members with whom an exchange ended with both holding the same.
    met: BTreeSet<OperatorId>,
    /// The last entry of the own journal when writing went on.
    learnt: Option<u64>,
    /// Whether it went on without knowing all that it had signed: those who told it did not have it either.
    forgot: bool,
}

impl Member {
    /// Somebody makes a backup, now and then.
    pub(super) fn back_up(&mut self, wire: &mut Wire) {
        if wire.dice.happens(15) {
            self.backup = Some(self.replica.kept.clone());
        }
    }

    /// The disk is lost: what the backup holds is all that is left.
    pub(super) fn restore(&mut self, wire: &mut Wire) {
        let Some(backup) = self.backup.clone() else { return };
        wire.counters.count("disk lost");
        self.replica.kept = backup;
        self.returned = Some(Returned::default());
    }

    /// An exchange with this device ended with both holding the same.
    pub(super) fn met(&mut self, device: DeviceId) {
        let operator = self.replica.fold.operator_of(device);
        if let Some((returned, operator)) = self.returned.as_mut().zip(operator) {
            returned.met.insert(operator);
        }
    }

    /// Whether this node may sign anything.
    pub(super) fn may_write(&self) -> bool {
        !self.replica.fold.forks().contains_key(&self.device())
            && self.returned.as_ref().is_none_or(|returned| returned.learnt.is_some())
    }

    /// Whether it may publish: not before an anchor covers what it wrote since it came back.
    pub(super) fn may_publish(&self) -> bool {
        let learnt = self.returned.as_ref().map(|returned| returned.learnt);
        let settled = self.replica.fold.settled().up_to(self.device());
        learnt.is_none_or(|learnt| learnt.is_some_and(|learnt| settled > learnt))
    }

    /// Whether what it signs may contradict what it signed before its disk was lost, because only few knew of it.
    pub(super) fn may_contradict_itself(&self) -> bool {
        self.returned.as_ref().is_some_and(|returned| returned.forgot)
    }

    /// Goes on once more than half of the other members were met.
    pub(super) fn go_on_writing(&mut self, wire: &mut Wire, directory: &Directory) {
        let Some(returned) = self.returned.as_ref().filter(|returned| returned.learnt.is_none()) else { return };
        let fold = &self.replica.fold;
        let own = self.operator.id();
        let others = fold.state().roster.members().map(|member| member.operator).filter(|operator| *operator != own);
        let others: BTreeSet<OperatorId> = others.collect();
        if others.is_empty() || returned.met.intersection(&others).count() <= others.len() / 2 {
            return;
        }
        let head = fold.head(self.device()).seq;
        let forgot = head < self.ever.0 || self.ever.1.iter().any(|item| fold.register().get(item).is_none());
        wire.counters.count("went on writing after a restore");
        if forgot {
            wire.counters.count("went on writing with something forgotten");
        }
        self.returned = Some(Returned { learnt: Some(head), forgot, met: BTreeSet::new() });
        self.forget();
        // Without an entry of its own, no anchor would ever let it publish.
        self.announce(wire, directory);
    }

    /// What was lost with the disk, and reached nobody, cannot be promised any more.
    fn forget(&mut self) {
        let page = self.page().page();
        self.said.hosts.retain(|slug| page.hosts.keys().any(|known| known.as_str() == slug));
        let published = self.published();
        self.said.months.retain(|number, _| published.contains_key(number));
    }

    /// What its own journal shows as published is closed, whether or not it counts now: by month, the visits.
    pub(super) fn published(&self) -> BTreeMap<u8, u32> {
        let own = |journal: &&maillage_shared::view::journals::Journal| {
            journal.certified().is_some_and(|certified| certified.device == self.operator.device.public())
        };
        let journal = self.replica.fold.journals().find(own);
        let published = journal.into_iter().flat_map(|journal| journal.publications(journal.head().seq));
        let figure = |(_, publication): (u64, &Publication)| {
            let number = (1..=12).find(|number| Period::from(month(*number)) == publication.period)?;
            Some((number, (*publication.figures.first()?)?))
        };
        published.filter_map(figure).collect()
    }
}

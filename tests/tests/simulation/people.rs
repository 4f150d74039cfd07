//! What staff does at a node: pages, figures, admissions.

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    directory::PageEdit,
    document::{EditError, Incarnation, PageDocument},
    encoding,
    identity::OperatorId,
    journal::BodyKind,
    register::{Decided, compose},
    sync::Fresh,
};
use maillage_tests::{
    acts::{host, month, of_month},
    operator::Operator,
    world::continued,
};

use super::{
    member::{Directory, Member},
    wire::Wire,
};

/// Hosts that are entered at a further device are numbered from here.
const FURTHER: usize = 100;

/// What the people of an operator said, and must find again.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// Hosts on the page.
    pub(super) hosts: BTreeSet<String>,
    /// Figures by month of 2026.
    pub(super) months: BTreeMap<u8, u32>,
}

impl Member {
    /// Something that people do now and then. Gives the newcomer that they sponsored, if they did.
    pub(super) fn act(&mut self, newcomer: Option<Operator>, wire: &mut Wire, directory: &Directory) -> Option<Operator> {
        if self.leaving {
            return None;
        }
        match wire.dice.below(100) {
            0..=54 => self.edit(wire, directory),
            55..=74 => self.publish(wire, directory),
            75..=81 => self.announce(wire, directory),
            82..=87 => {
                self.choose_device(wire, directory);
            }
            _ => return newcomer.filter(|newcomer| self.sponsor(newcomer, wire, directory)),
        }
        None
    }

    /// Whether figures of its operator come from this device.
    fn publishes(&self) -> bool {
        let member = self.replica.fold.state().roster.member(self.operator.id());
        member.is_some_and(|member| member.publisher() == Some(self.device()))
    }

    /// Whether this device speaks for a member: until the register has its certificate, a real one lets nobody write.
    pub(super) fn is_member(&self) -> bool {
        self.replica.fold.state().roster.operator_of_device(self.device()) == Some(self.operator.id())
    }

    /// Writes an entry: the process may be killed before it is on disk, or before anybody was told.
    pub(super) fn write(&mut self, kind: BodyKind, body: Vec<u8>, wire: &mut Wire, directory: &Directory) -> bool {
        if wire.dice.happens(2) {
            self.crash(wire, "crash before a commit");
            return false;
        }
        let (key, network) = (self.operator.device.clone(), self.replica.fold.network());
        let journal = self.replica.kept.journals.get(&key.public()).map_or(&[][..], Vec::as_slice);
        let entry = continued(&key, network, journal, kind.number(), kind.is_critical(), body);
        let seq = entry.header.seq;
        self.ever.0 = self.ever.0.max(seq);
        self.replica.write(entry);
        if wire.dice.happens(2) {
            self.crash(wire, "crash after a commit");
        } else {
            self.tell(&Fresh { journals: vec![(key.public(), seq)], ..Fresh::default() }, None, wire, directory);
        }
        true
    }

    /// The own page as this node sees it.
    pub(super) fn page(&self) -> PageDocument {
        let operator = self.operator.id();
        let known = self.replica.fold.operator(operator).map(|fold| fold.document().clone());
        known.unwrap_or_else(|| PageDocument::new(self.replica.fold.network(), operator))
    }

    fn edit(&mut self, wire: &mut Wire, directory: &Directory) {
        if !self.is_member() {
            return;
        }
        let seq = self.replica.fold.head(self.device()).seq + 1;
        let first = if self.holds_root { 0 } else { FURTHER };
        let number = u8::try_from(first + self.said.hosts.len()).unwrap_or(u8::MAX);
        let author = Incarnation { device: self.device(), opened_at: self.incarnation.unwrap_or(seq) };
        let change = self.page().edit(author, seq, &[PageEdit::PutHost(host(number, &format!("v{seq}")))]);
        // The register may not know a further device for a while, once a branch was left: what it wrote is waited for.
        let change = match change {
            Err(EditError::Incomplete) => return wire.counters.count("page waited for a further device"),
            change => change.unwrap().unwrap(),
        };
        self.incarnation = Some(change.opened_at);
        if self.write(BodyKind::DocumentChange, encoding::to_bytes(&change), wire, directory) {
            self.said.hosts.insert(format!("h{number}"));
            wire.counters.count("page edited");
        }
    }

    fn publish(&mut self, wire: &mut Wire, directory: &Directory) {
        let (Some(seen), true) = (self.replica.fold.state().tip_id(), self.publishes()) else { return };
        if !self.may_publish() {
            return wire.counters.count("publishing waited for an anchor");
        }
        // What it wrote before its disk was lost may have come back later than it went on writing.
        for (number, visits) in self.published() {
            self.said.months.entry(number).or_insert(visits);
        }
        let number = u8::try_from(self.said.months.len() + 1).unwrap();
        if number > 12 {
            return;
        }
        let visits = 5 + u32::try_from(wire.dice.below(500)).unwrap();
        let publication = of_month(month(number), seen, 5, ("jeudi", visits));
        if self.write(BodyKind::Publication, encoding::to_bytes(&publication), wire, directory) {
            self.said.months.insert(number, visits);
            wire.counters.count("month published");
        }
    }

    pub(super) fn announce(&mut self, wire: &mut Wire, directory: &Directory) {
        let address = format!("192.0.2.{}:4711", wire.dice.below(250));
        let announcement = self.operator.announcement(self.replica.fold.network(), &[&address]);
        if self.write(BodyKind::Endpoint, encoding::to_bytes(&announcement), wire, directory) {
            wire.counters.count("endpoint announced");
        }
    }

    fn sponsor(&mut self, newcomer: &Operator, wire: &mut Wire, directory: &Directory) -> bool {
        let (Some(seen), true) = (self.replica.fold.state().tip_id(), self.governs()) else { return false };
        let network = self.replica.fold.network();
        let admit = newcomer.newcomer().admission(network);
        for item in compose::sponsor(&self.operator.device, network, &admit, seen) {
            self.hand_in(item, wire, directory);
        }
        wire.counters.count("newcomer sponsored");
        true
    }

    /// Approves whom its people know, that liars go, and that somebody silent is not counted.
    pub(super) fn approve(&mut self, known: &BTreeSet<OperatorId>, wire: &mut Wire, directory: &Directory) {
        let (Some(seen), true) = (self.replica.fold.state().tip_id(), self.governs() && self.may_write()) else { return };
        let own = self.operator.id();
        let agrees = |decided: &Decided| match decided {
            Decided::Admit { operator, .. } => known.contains(operator),
            Decided::Remove { operator, .. } => !directory.trusted.contains(operator),
            Decided::Suspend { operator } => directory.trusted.contains(operator) && *operator != own,
            _ => false,
        };
        let pending = self.replica.fold.state().pending_proposals.iter();
        let open = pending.filter(|pending| agrees(&pending.decided) && !pending.approvals.contains_key(&own));
        let wanted: Vec<_> = open.map(|pending| pending.id).collect();
        for proposal in wanted {
            let approval = compose::approval(&self.operator.device, self.replica.fold.network(), proposal, seen);
            self.hand_in(approval, wire, directory);
        }
    }
}

//! What a root says of its operator's devices: a second one, which of them governs, and that one is not used any more.

use maillage_shared::{
    encoding, hash,
    identity::{DeviceId, keys::EndpointKey},
    journal::EntryHash,
    register::{
        Hold, Item, ItemKind, Revocation, compose,
        statement::{Says, Statement},
    },
};
use maillage_tests::{
    operator::Operator,
    replica::{Kept, Replica},
};

use super::{
    member::{Directory, Member},
    story::{Story, own_beginning},
    wire::Wire,
};

impl Member {
    /// Whether this device speaks for its operator.
    pub(super) fn governs(&self) -> bool {
        self.replica.fold.state().roster.member_of_governing(self.device()).is_some()
    }

    /// The highest number that its root gave to a statement, as far as this node knows, and whether one of them waits.
    fn statements(&self) -> Option<(u32, bool)> {
        let fold = &self.replica.fold;
        let (root, register) = (*self.operator.root.public().as_bytes(), fold.register());
        let own = |item: &&Item| item.kind == ItemKind::Statement as u16 && item.signer == root;
        let held = register.ids().filter_map(|id| register.get(id)).filter(own);
        let numbers = held.filter_map(|item| encoding::from_bytes::<Statement>(&item.body).ok()).map(|statement| statement.number);
        let recorded = fold.state().roster.member(self.operator.id())?.hold_number;
        let waiting = fold.state().pending_statements.iter().filter_map(|id| register.get(id)).any(|item| item.signer == root);
        Some((numbers.max().unwrap_or(0).max(recorded), waiting))
    }

    /// Hands in a Hold that changes what `change` changes of the present one, and gives its number; nothing while another statement
    /// waits.
    fn state_hold(&mut self, wire: &mut Wire, directory: &Directory, change: impl FnOnce(&mut Hold)) -> Option<u32> {
        let (highest, waiting) = self.statements()?;
        if waiting {
            return None;
        }
        let fold = &self.replica.fold;
        let member = fold.state().roster.member(self.operator.id())?;
        let (governing, publishing) = (member.governing, member.publisher()?);
        let mut says = Hold { governing, publishing, former: None, certificate: None };
        change(&mut says);
        let item = compose::hold_statement(&self.operator.root, fold.network(), self.operator.id(), highest + 1, says);
        self.hand_in(item, wire, directory);
        Some(highest + 1)
    }

    /// The root says again which device acts. Gives the number of the statement.
    pub(super) fn confirm(&mut self, wire: &mut Wire, directory: &Directory) -> Option<u32> {
        wire.counters.count("device confirmed");
        self.state_hold(wire, directory, |_| {})
    }

    /// The root says which device acts, of those that there are.
    pub(super) fn choose_device(&mut self, wire: &mut Wire, directory: &Directory) {
        let Some(member) = self.replica.fold.state().roster.member(self.operator.id()).filter(|_| self.holds_root) else { return };
        let devices: Vec<DeviceId> = member.devices.keys().copied().filter(|device| !member.revoked.contains(device)).collect();
        let (before, governing) = (member.governing, *wire.dice.one_of(&devices));
        wire.counters.count(if governing == before { "device confirmed" } else { "another device governs" });
        self.state_hold(wire, directory, |hold| hold.governing = governing);
    }
}

impl Story {
    /// A second device comes, and goes, now and then.
    pub(super) fn change_devices(&mut self, place: usize) {
        let member = &self.members[place];
        if !(member.up && member.holds_root && member.is_member() && !member.leaving) {
            return;
        }
        let second = member.operator.second.public();
        match self.directory.devices.iter().position(|device| *device == second) {
            None if self.wire.dice.happens(2) => self.pair(place),
            Some(other) if !self.retired.contains(&other) && self.wire.dice.happens(4) => self.revoke(place, other),
            _ => {}
        }
    }

    fn pair(&mut self, place: usize) {
        let (member, network) = (&mut self.members[place], self.network);
        if member.statements().is_none_or(|(_, waiting)| waiting) {
            return;
        }
        let first = &member.operator;
        let certificate = first.certificate(network, &first.second);
        let endpoint = EndpointKey::from_secret(&hash::sha256(first.second.public().as_bytes()));
        let further = Operator { device: first.second.clone(), second: first.device.clone(), endpoint, ..first.clone() };
        let journal = (further.device.public(), own_beginning(&further, network, &certificate));
        let copied = if self.wire.dice.happens(50) { member.replica.kept.clone() } else { Kept::default() };
        let kept = Kept { journals: copied.journals.into_iter().chain([journal]).collect(), ..copied };
        member.state_hold(&mut self.wire, &self.directory, |hold| hold.certificate = Some(certificate));
        self.wire.counters.count("further device paired");
        self.enter(further, Replica::new(network, kept));
        self.members.last_mut().unwrap().holds_root = false;
    }

    /// Says that nobody uses the second device any more: what it wrote, as far as it is known here, counts.
    fn revoke(&mut self, place: usize, other: usize) {
        let (device, written) = (self.directory.devices[other], self.members[other].said.clone());
        let member = &mut self.members[place];
        let fold = &member.replica.fold;
        let Some((highest, false)) = member.statements() else { return };
        let certified = |held: &maillage_shared::register::Member| held.devices.contains_key(&device) && held.governing != device;
        if !fold.state().roster.member(member.operator.id()).is_some_and(certified) {
            return;
        }
        let last_good = fold.extent(device);
        let hash = fold.hash_at(device, last_good).unwrap_or(EntryHash::NONE);
        let says = Says::Revocation(Revocation { device, last_good, hash, newest: fold.state().tip_id() });
        let item = compose::statement(&member.operator.root, self.network, member.operator.id(), highest + 1, says);
        member.hand_in(item, &mut self.wire, &self.directory);
        let page = member.page().page();
        member.said.hosts.extend(written.hosts.into_iter().filter(|slug| page.hosts.keys().any(|known| known.as_str() == slug)));
        self.members[other].up = false;
        self.retired.insert(other);
        self.wire.counters.count("further device revoked");
    }
}

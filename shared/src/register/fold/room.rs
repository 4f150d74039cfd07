//! Which items have room: a function of all that ever came, whatever the order.
//!
//! Nobody can make another member's items go, and what somebody does with its own room is the same everywhere. Of what says
//! different things in one place (decisions after one, signatures in one term, statements with one number) the lowest names are
//! kept: enough to prove it. Of what has no such place the lowest names are kept up to a bound for each operator. What others
//! rely on is *sheltered* from both: the chain that counts, what it halts at, decisions that stand and that somebody else has
//! acknowledged, and acknowledgements of decisions that are held. So nobody's own flood takes back what it signed before others built on it.
//!
//! What lost its room may get it again, once something shelters it: it is taken like anything new when a peer that has it brings it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Inserted, Known, Register,
    place::{Class, Owner, Place, Slot},
};
use crate::{
    bounds, encoding, hash,
    identity::{DeviceId, OperatorId, RootId},
    register::{Approval, ChainState, DecisionKind, Item, ItemId, ItemKind, reading::ReadDecision},
};

/// An anchor that was acknowledged: its height, its name, and the device that says so.
type Said = (u64, ItemId, DeviceId);

impl Register {
    /// Whether the item could be kept: it is new, and within the bounds of what its signer may say. Whether it is, depends on all
    /// that it is delivered with.
    #[must_use]
    pub fn has_room_for(&self, item: &Item) -> bool {
        self.room_for(item) == Inserted::New
    }

    pub(super) fn room_for(&self, item: &Item) -> Inserted {
        let most = match ItemKind::of_number(item.kind) {
            Some(ItemKind::Decision) => bounds::BODY_BYTES,
            Some(ItemKind::Approval) => bounds::APPROVAL_BYTES,
            _ => bounds::SMALL_ITEM_BYTES,
        };
        if item.network != self.network() {
            Inserted::OtherNetwork
        } else if item.body.len() > most {
            Inserted::TooLong
        } else if self.items.contains_key(&item.id()) {
            Inserted::Known
        } else if self.items.len() >= bounds::LISTED_ITEMS || self.is_crowded_out(item) {
            Inserted::Full
        } else {
            Inserted::New
        }
    }

    /// Whether the item would lose its room at once, whatever comes with it. Of a decision only those that follow it can tell.
    fn is_crowded_out(&self, item: &Item) -> bool {
        let (id, place) = (item.id(), Place::of(item));
        if place.class.is_decision() {
            return false;
        }
        let lower = |said: &BTreeSet<ItemId>| said.range(..id).count() >= bounds::CONTRADICTING_ITEMS;
        if place.slot.and_then(|slot| self.room.slots.get(&(item.signer, slot))).is_some_and(lower) {
            return true;
        }
        let group = self.room.groups.get(&(self.owner(item), place.class));
        let is_full = group
            .is_some_and(|group| group.len() >= place.class.most() && group.last().is_some_and(|last| *last < (place.order, id)));
        // An acknowledgement may be sheltered by its anchor, which may come with it.
        is_full && place.class != Class::Acknowledgement
    }

    /// Notes where a new item stands.
    pub(super) fn enter(&mut self, item: &Item) {
        if !self.admissible(item) {
            self.unheard.insert(item.id());
        }
        let owner = self.owner(item);
        self.room.enter(owner, item.signer, item.id(), Place::of(item));
    }

    /// Whose room the item takes. A device that nobody knows but an assembly's own Hold takes that of the root that certified it:
    /// a root may certify any number of them.
    fn owner(&self, item: &Item) -> Owner {
        self.owner_of_key(&item.signer).unwrap_or_else(|| {
            let certified = ReadDecision::read(item).ok().and_then(|read| self.certified_by_assembly(&read));
            certified.map_or((item.signer, false), |operator| (*operator.as_bytes(), true))
        })
    }

    fn owner_of_key(&self, signer: &[u8; 32]) -> Option<Owner> {
        let roster = &self.state.chain.roster;
        let (device, root) = (DeviceId::from_bytes(*signer), RootId::from_bytes(*signer));
        let operator = roster.operator_of_device(device).or_else(|| roster.operator_of_root(root));
        let Some(operator) = operator else {
            // All devices that an operator has elsewhere share one room.
            return self.state.elsewhere(device).map(|operator| (*operator.as_bytes(), true));
        };
        let member = roster.everybody().get(&operator)?;
        let speaks = member.root == root || (member.devices.contains_key(&device) && !member.revoked.contains(&device));
        Some((*member.operator.as_bytes(), !speaks))
    }

    /// Whose words this key signs: its operator's, or its own while that is not known.
    fn speaker(&self, signer: &[u8; 32]) -> [u8; 32] {
        self.owner_of_key(signer).map_or(*signer, |(owner, _)| owner)
    }

    /// Groups the items again, once the register knows of more or fewer devices: until then a key stood for itself.
    pub(super) fn regroup(&mut self) {
        let known = self.known_keys();
        if std::mem::replace(&mut self.room.known, known) == known {
            return;
        }
        let mut places = std::mem::take(&mut self.room.places);
        self.room.groups.clear();
        for (id, (owner, place)) in &mut places {
            let Some(item) = self.items.get(id) else { continue };
            *owner = self.owner(item);
            self.room.groups.entry((*owner, place.class)).or_default().insert((place.order, *id));
        }
        self.room.places = places;
        self.unheard = self.items.values().filter(|item| !self.admissible(item)).map(Item::id).collect();
    }

    /// Names whose keys the register knows: on another branch they may be as many, and others.
    fn known_keys(&self) -> [u8; 32] {
        let mut hasher = hash::Hasher::default();
        for (operator, member) in self.state.chain.roster.everybody() {
            hasher.update(operator.as_bytes());
            hasher.update(member.root.as_bytes());
            hasher.update(&member.devices.len().to_be_bytes());
            for device in member.devices.keys() {
                hasher.update(device.as_bytes());
                hasher.update(&[u8::from(member.revoked.contains(device))]);
            }
        }
        for device in self.state.stranded.keys().chain(self.state.left_behind.keys()) {
            hasher.update(device.as_bytes());
        }
        hasher.finish()
    }

    /// Lets go of what has no room, until all has; says which.
    pub(super) fn make_room(&mut self) -> BTreeSet<ItemId> {
        let mut gone = BTreeSet::new();
        loop {
            self.regroup();
            let crowded = self.crowded();
            if crowded.is_empty() {
                return gone;
            }
            let moves_chain = crowded.iter().any(|id| self.hangs_on(id));
            for id in &crowded {
                self.forget(id);
            }
            gone.extend(crowded);
            if moves_chain {
                self.advance(true);
            }
            self.summarise();
        }
    }

    /// Whether the decision follows one that is held, and may have been said something of.
    fn hangs_on(&self, decision: &ItemId) -> bool {
        let parent = self.decisions.get(decision).map(|read| read.decision.parent);
        parent.is_some_and(|parent| parent.is_none_or(|parent| self.decisions.contains_key(&parent)))
    }

    /// The items that are beyond the bounds now.
    fn crowded(&mut self) -> BTreeSet<ItemId> {
        let sheltered = if self.asks_tree() { self.sheltered_decisions() } else { BTreeSet::new() };
        let mut crowded = BTreeSet::new();
        let overfull: Vec<&BTreeSet<ItemId>> = self.room.overfull.iter().filter_map(|key| self.room.slots.get(key)).collect();
        let groups = self.room.groups.iter().filter(|((_, class), group)| group.len() > class.most());
        let groups: Vec<_> = groups.collect();
        if overfull.is_empty() && groups.is_empty() {
            return crowded;
        }
        let loose = |id: &&ItemId| !(self.state.chain.height_of(**id).is_some() || sheltered.contains(*id));
        for slot in overfull {
            crowded.extend(slot.iter().filter(loose).skip(bounds::CONTRADICTING_ITEMS));
        }
        for ((_, class), group) in groups {
            let ids = group.iter().map(|(_, id)| id).filter(|id| !crowded.contains(*id));
            let ids = ids.filter(loose).filter(|id| *class != Class::Acknowledgement || !self.is_grounded(id));
            let beyond: Vec<ItemId> = ids.skip(class.most()).copied().collect();
            crowded.extend(beyond);
        }
        crowded
    }

    /// Whether decisions are beyond a bound: only then does it matter which of them others rely on.
    fn asks_tree(&self) -> bool {
        let is_decision = |id: &ItemId| self.room.place(id).is_some_and(|place| place.class.is_decision());
        let mut overfull = self.room.overfull.iter().filter_map(|key| self.room.slots.get(key));
        let mut full = self.room.groups.iter().filter(|((_, class), group)| class.is_decision() && group.len() > class.most());
        full.next().is_some() || overfull.any(|slot| slot.iter().any(is_decision))
    }

    /// Whether the acknowledgement is of an anchor that is held.
    fn is_grounded(&self, acknowledgement: &ItemId) -> bool {
        let place = self.room.place(acknowledgement).and_then(|place| place.slot);
        let Some(Slot::Anchor(anchor, term)) = place else { return false };
        self.decisions.get(&anchor).is_some_and(|read| is_anchor(read) && read.decision.term == term)
    }

    /// Decisions beside the chain that counts which have to stay: two of those that it halts between, and those that stand up to
    /// what members other than their signer have acknowledged. Who acknowledged two branches of one term shelters nothing there.
    fn sheltered_decisions(&mut self) -> BTreeSet<ItemId> {
        let halted = self.state.halted.iter().flat_map(|contest| contest.children.iter().take(2));
        let mut sheltered: BTreeSet<ItemId> = halted.copied().collect();
        for (newest, devices) in self.acknowledged_ends() {
            self.shelter(newest, &devices, &mut sheltered);
        }
        sheltered
    }

    /// The newest decisions that somebody acknowledged in a term, where all that it acknowledged in that term lies on one branch,
    /// with the devices that say so.
    fn acknowledged_ends(&self) -> BTreeMap<ItemId, BTreeSet<DeviceId>> {
        let tree = self.tree();
        let mut said_in_terms: BTreeMap<([u8; 32], u32), Vec<Said>> = BTreeMap::new();
        for (device, said) in &self.acknowledged {
            let speaker = self.speaker(device.as_bytes());
            for (anchor, term) in said.keys() {
                let held = self.decisions.get(anchor).filter(|read| is_anchor(read) && read.decision.term == *term);
                let Some(read) = held.filter(|_| tree.holds(*anchor)) else { continue };
                said_in_terms.entry((speaker, *term)).or_default().push((read.decision.height, *anchor, *device));
            }
        }
        let mut ends: BTreeMap<ItemId, BTreeSet<DeviceId>> = BTreeMap::new();
        for anchors in said_in_terms.values() {
            let Some((_, newest, device)) = anchors.iter().max() else { continue };
            if anchors.iter().all(|(_, anchor, _)| tree.follows(*newest, *anchor)) {
                ends.entry(*newest).or_default().insert(*device);
            }
        }
        ends
    }

    /// Shelters the decisions up to this one, back to the chain that counts, if all of them stand and one of these devices governs
    /// a member there; but for those that only their own signer's operator speaks for. What stands is bounded by the rules: each
    /// operator orders [`bounds::ORDERED_DECISIONS`] of one chain at most. What breaks a rule could be made without end by one
    /// member, and acknowledged by another.
    fn shelter(&mut self, newest: ItemId, devices: &BTreeSet<DeviceId>, sheltered: &mut BTreeSet<ItemId>) {
        let Some((mut chain, path)) = self.standing_path(newest) else { return };
        let mut standing = Vec::with_capacity(path.len());
        for id in path {
            let Some(Known::Valid(effect)) = self.verdict(&chain, id) else { return };
            let device = effect.record().ordered_by;
            chain.apply(&effect);
            standing.push((id, chain.roster.operator_of_device(device)));
        }
        let governed = devices.iter().filter_map(|device| chain.roster.member_of_governing(*device));
        let speakers: BTreeSet<OperatorId> = governed.map(|member| member.operator).collect();
        let relied_on = |signer: Option<OperatorId>| speakers.iter().any(|speaker| Some(*speaker) != signer);
        sheltered.extend(standing.into_iter().filter(|(_, signer)| relied_on(*signer)).map(|(id, _)| id));
    }

    /// The decisions up to this one that are not on the chain that counts, with the state of the chain that they go on from. Nothing
    /// when one of them is missing, or known to break a rule.
    fn standing_path(&self, newest: ItemId) -> Option<(ChainState, Vec<ItemId>)> {
        let mut path = Vec::new();
        let mut place = Some(newest);
        while let Some(id) = place.filter(|id| self.state.chain.height_of(*id).is_none()) {
            if matches!(self.verdicts.get(&id), Some(Known::Invalid(_))) {
                return None;
            }
            path.push(id);
            place = self.decisions.get(&id)?.decision.parent;
        }
        path.reverse();
        (!path.is_empty()).then(|| (self.chain_at(place), path))
    }

    /// Takes an item out of everything under which it was filed.
    fn forget(&mut self, id: &ItemId) {
        let Some(item) = self.items.remove(id) else { return };
        self.unheard.remove(id);
        let place = self.room.place(id);
        self.room.leave(item.signer, *id);
        self.state.skipped.remove(id);
        self.proposals.remove(id);
        self.statements.remove(id);
        self.omissions.remove(id);
        self.verdicts.remove(id);
        self.bases.remove(id);
        self.beginnings.retain(|beginning| beginning != id);
        if let Some(read) = self.decisions.remove(id) {
            remove_from(&mut self.children, &read.decision.parent, |children| {
                children.remove(id);
                children.is_empty()
            });
        }
        if let Ok(approval) = encoding::from_bytes::<Approval>(&item.body) {
            remove_from(&mut self.approvals, &approval.proposal, |approvals| {
                approvals.remove(id);
                approvals.is_empty()
            });
        }
        let signer = DeviceId::from_bytes(item.signer);
        match place.and_then(|place| place.slot) {
            Some(Slot::Anchor(anchor, term)) => self.forget_acknowledgement(signer, (anchor, term)),
            Some(Slot::Term(term)) => self.forget_install(signer, term, id),
            _ => {}
        }
    }

    fn forget_acknowledgement(&mut self, signer: DeviceId, place: (ItemId, u32)) {
        let next = self.room.said(signer.as_bytes(), Slot::Anchor(place.0, place.1)).next();
        remove_from(&mut self.acknowledged, &signer, |said| {
            match next {
                Some(next) => drop(said.insert(place, next)),
                None => drop(said.remove(&place)),
            }
            said.is_empty()
        });
    }

    fn forget_install(&mut self, signer: DeviceId, term: u32, id: &ItemId) {
        self.installations.retain(|_, signed| {
            if signed.by.get(&signer).is_some_and(|(item, _)| item == id) {
                signed.by.remove(&signer);
            }
            !signed.by.is_empty()
        });
        let others: Vec<Item> =
            self.room.said(signer.as_bytes(), Slot::Term(term)).filter_map(|other| self.items.get(&other).cloned()).collect();
        for other in &others {
            self.file_install(other);
        }
    }
}

fn is_anchor(read: &ReadDecision) -> bool {
    read.decision.content.as_ref().is_some_and(|content| content.kind == DecisionKind::Anchor as u16)
}

/// Takes something out of what is filed under a key, and the key when nothing is left.
fn remove_from<K: Ord, V>(filed: &mut BTreeMap<K, V>, key: &K, take: impl FnOnce(&mut V) -> bool) {
    if filed.get_mut(key).is_some_and(take) {
        filed.remove(key);
    }
}

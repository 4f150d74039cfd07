//! Where an item stands among all that its signer says: what bounds it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    bounds, encoding,
    register::{Acknowledgement, Approval, Install, Item, ItemId, ItemKind, Statement, content::Proposal, reading::ReadDecision},
};

/// Items of one operator that share a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    SmallDecision,
    Decision,
    LargeDecision,
    Proposal,
    Approval,
    Acknowledgement,
    Statement,
    Install,
    Unread,
}

impl Class {
    pub(super) const fn most(self) -> usize {
        match self {
            Self::SmallDecision => bounds::LOOSE_SMALL_DECISIONS,
            Self::Decision => bounds::LOOSE_DECISIONS,
            Self::LargeDecision => bounds::LOOSE_LARGE_DECISIONS,
            Self::Proposal => bounds::PROPOSALS,
            Self::Approval => bounds::SIGNED_APPROVALS,
            Self::Acknowledgement => bounds::LOOSE_ACKNOWLEDGEMENTS,
            // One for each number: its slots bound it.
            Self::Statement => usize::MAX,
            Self::Install => bounds::SIGNED_INSTALLATIONS,
            Self::Unread => bounds::UNREAD_ITEMS,
        }
    }

    pub(super) const fn is_decision(self) -> bool {
        matches!(self, Self::SmallDecision | Self::Decision | Self::LargeDecision)
    }

    fn of_decision(item: &Item) -> Self {
        match item.body.len() {
            length if length <= bounds::SMALL_DECISION_BYTES => Self::SmallDecision,
            length if length <= bounds::SMALL_ITEM_BYTES => Self::Decision,
            _ => Self::LargeDecision,
        }
    }
}

/// What an item speaks about: a signer has one word there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    After(Option<ItemId>),
    Anchor(ItemId, u32),
    Number(u32),
    Term(u32),
}

/// Where an item stands among those of its signer; its own bytes say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) class: Class,
    /// Lower ones are kept first; then lower names.
    pub(super) order: u32,
    pub(super) slot: Option<Slot>,
}

impl Place {
    pub(super) fn of(item: &Item) -> Self {
        let unread = Self { class: Class::Unread, order: 0, slot: None };
        match ItemKind::of_number(item.kind) {
            Some(ItemKind::Decision) => {
                let slot = ReadDecision::read(item).ok().map(|read| Slot::After(read.decision.parent));
                Self { class: Class::of_decision(item), order: 0, slot }
            }
            Some(ItemKind::Proposal) if encoding::from_bytes::<Proposal>(&item.body).is_ok() => {
                Self { class: Class::Proposal, ..unread }
            }
            Some(ItemKind::Approval) if encoding::from_bytes::<Approval>(&item.body).is_ok() => {
                Self { class: Class::Approval, ..unread }
            }
            Some(ItemKind::Acknowledgement) => encoding::from_bytes::<Acknowledgement>(&item.body).map_or(unread, |said| Self {
                class: Class::Acknowledgement,
                order: 0,
                slot: Some(Slot::Anchor(said.anchor, said.term)),
            }),
            Some(ItemKind::Statement) => match encoding::from_bytes::<Statement>(&item.body) {
                Ok(Statement { number, .. }) if (1..=bounds::STATEMENTS).contains(&number) => {
                    Self { class: Class::Statement, order: number, slot: Some(Slot::Number(number)) }
                }
                _ => unread,
            },
            Some(ItemKind::Install) => encoding::from_bytes::<Install>(&item.body).map_or(unread, |said| Self {
                class: Class::Install,
                order: said.installation.term,
                slot: Some(Slot::Term(said.installation.term)),
            }),
            _ => unread,
        }
    }
}

/// Whose items share the bounds: an operator's, and apart from them those of its devices and roots that speak for it no longer, so
/// that a thief leaves it its room. Of somebody unknown, the key.
pub(super) type Owner = ([u8; 32], bool);

/// Every kept item, by what bounds it.
#[derive(Debug, Clone, Default)]
pub(super) struct Room {
    pub(super) places: BTreeMap<ItemId, (Owner, Place)>,
    pub(super) groups: BTreeMap<(Owner, Class), BTreeSet<(u32, ItemId)>>,
    pub(super) slots: BTreeMap<([u8; 32], Slot), BTreeSet<ItemId>>,
    /// The slots in which more was said than enough to prove it, what is sheltered included.
    pub(super) overfull: BTreeSet<([u8; 32], Slot)>,
    /// Names the roots and devices that the register knew when the groups were made, and which of them were revoked.
    pub(super) known: [u8; 32],
}

impl Room {
    /// What the signer has said in this slot.
    pub(super) fn said(&self, signer: &[u8; 32], slot: Slot) -> impl Iterator<Item = ItemId> + use<> {
        self.slots.get(&(*signer, slot)).cloned().unwrap_or_default().into_iter()
    }

    pub(super) fn enter(&mut self, owner: Owner, signer: [u8; 32], id: ItemId, place: Place) {
        self.groups.entry((owner, place.class)).or_default().insert((place.order, id));
        if let Some(slot) = place.slot {
            let said = self.slots.entry((signer, slot)).or_default();
            said.insert(id);
            if said.len() > bounds::CONTRADICTING_ITEMS {
                self.overfull.insert((signer, slot));
            }
        }
        self.places.insert(id, (owner, place));
    }

    pub(super) fn place(&self, id: &ItemId) -> Option<Place> {
        self.places.get(id).map(|(_, place)| *place)
    }

    pub(super) fn leave(&mut self, signer: [u8; 32], id: ItemId) {
        let Some((owner, place)) = self.places.remove(&id) else { return };
        if let Some(group) = self.groups.get_mut(&(owner, place.class)) {
            group.remove(&(place.order, id));
        }
        let Some(key) = place.slot.map(|slot| (signer, slot)) else { return };
        let Some(said) = self.slots.get_mut(&key) else { return };
        said.remove(&id);
        if said.len() <= bounds::CONTRADICTING_ITEMS {
            self.overfull.remove(&key);
        }
        if said.is_empty() {
            self.slots.remove(&key);
        }
    }
}

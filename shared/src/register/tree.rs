//! Which of several valid decisions after one parent goes on: the one that a majority has acknowledged.
//!
//! Decisions form a tree; a walk over it gives each an interval of places that holds exactly what follows it, so that "has this
//! device acknowledged an anchor at or after that decision" is one search. The walk keeps its own stack: chains are long.

use std::collections::{BTreeMap, BTreeSet};

use super::{DecisionKind, ItemId, Roster, reading::ReadDecision};
use crate::identity::{DeviceId, OperatorId};

/// Decisions by what they follow; the foundings follow nothing.
pub(super) type Children = BTreeMap<Option<ItemId>, BTreeSet<ItemId>>;

/// Anchors that devices have acknowledged, with the term that they named, and the items that say so.
pub(super) type Acknowledged = BTreeMap<DeviceId, BTreeMap<(ItemId, u32), ItemId>>;

/// All held decisions that hang together with a founding, and who acknowledged what among them.
pub(super) struct Tree {
    /// Places of each decision: its own, and the first one that does not follow it.
    places: BTreeMap<ItemId, (usize, usize)>,
    /// Places of the anchors that each device acknowledged, ascending.
    acknowledged: BTreeMap<DeviceId, Vec<usize>>,
}

enum Step {
    Enter(ItemId),
    Leave(ItemId, usize),
}

impl Tree {
    pub(super) fn new(children: &Children, decisions: &BTreeMap<ItemId, ReadDecision>, acknowledged: &Acknowledged) -> Self {
        let places = walk(children);
        let place_of = |(anchor, term): &(ItemId, u32)| {
            let envelope = &decisions.get(anchor)?.decision;
            let is_anchor = envelope.content.as_ref().is_some_and(|content| content.kind == DecisionKind::Anchor as u16);
            (is_anchor && envelope.term == *term).then(|| places.get(anchor).map(|(own, _)| *own)).flatten()
        };
        let acknowledged = acknowledged
            .iter()
            .map(|(device, anchors)| {
                let mut places: Vec<usize> = anchors.keys().filter_map(place_of).collect();
                places.sort_unstable();
                (*device, places)
            })
            .collect();
        Self { places, acknowledged }
    }

    /// Whether more than half of the members have acknowledged an anchor at or after `decision`.
    pub(super) fn has_majority(&self, decision: ItemId, roster: &Roster) -> bool {
        self.has_majority_without(decision, roster, &BTreeSet::new())
    }

    /// Whether more than half of the members have, even if these of them are not counted.
    pub(super) fn has_majority_without(&self, decision: ItemId, roster: &Roster, without: &BTreeSet<OperatorId>) -> bool {
        let Some((first, end)) = self.places.get(&decision) else { return false };
        let follows = |device: &DeviceId| {
            self.acknowledged.get(device).is_some_and(|places| {
                let next = places.partition_point(|place| place < first);
                places.get(next).is_some_and(|place| place < end)
            })
        };
        let counted = roster.active().filter(|member| !without.contains(&member.operator));
        counted.filter(|member| follows(&member.governing)).count() >= roster.majority()
    }

    /// Whether the decision is held together with all before it.
    pub(super) fn holds(&self, decision: ItemId) -> bool {
        self.places.contains_key(&decision)
    }

    /// Whether `later` is `decision` or follows it, directly or not.
    pub(super) fn follows(&self, later: ItemId, decision: ItemId) -> bool {
        let (Some((place, _)), Some((first, end))) = (self.places.get(&later), self.places.get(&decision)) else { return false };
        (first..end).contains(&place)
    }
}

fn walk(children: &Children) -> BTreeMap<ItemId, (usize, usize)> {
    let mut places = BTreeMap::new();
    let mut next = 0_usize;
    let mut steps: Vec<Step> = children.get(&None).into_iter().flatten().copied().map(Step::Enter).collect();
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(id) => {
                steps.push(Step::Leave(id, next));
                next = next.saturating_add(1);
                steps.extend(children.get(&Some(id)).into_iter().flatten().copied().map(Step::Enter));
            }
            Step::Leave(id, own) => {
                places.insert(id, (own, next));
            }
        }
    }
    places
}

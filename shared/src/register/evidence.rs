//! Who spoke against itself: what a set of items proves against the devices that signed them.
//!
//! Nothing here changes what stands. It is what people are shown, and what they may act upon.

use std::collections::{BTreeMap, BTreeSet};

use super::{Contest, Install, InstallationId, Invalid, ItemId, Register, tree::Tree};
use crate::identity::{DeviceId, OperatorId};

/// A device's contradiction, with the items that prove it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The device that signed them.
    pub device: DeviceId,
    /// The operator that it belongs or belonged to.
    pub operator: Option<OperatorId>,
    /// What they prove.
    pub breach: Breach,
    /// The items, in ascending order.
    pub items: Vec<ItemId>,
}

/// What a device did against the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breach {
    /// It put several decisions after one.
    SeveralDecisions,
    /// It put a decision in order that breaks a rule.
    InvalidDecision(Invalid),
    /// It acknowledged anchors on several branches of one term.
    SeveralBranches,
    /// It signed several installations in one term.
    SeveralInstallations,
    /// It installed a secretary against what it had acknowledged, or acknowledged more of a term that it had given up.
    AgainstAcknowledgement,
}

impl Register {
    /// All that the held items prove against the devices that signed them, in order of device and of items.
    #[must_use]
    pub fn evidence(&self) -> Vec<Evidence> {
        let tree = self.tree();
        let mut found: Vec<(DeviceId, Breach, BTreeSet<ItemId>)> = Vec::new();
        let contests = self.state().overruled.iter().chain(&self.state().halted);
        contests.for_each(|contest| split_decisions(contest, &mut found));
        self.unlawful_decisions(&mut found);
        for (device, acknowledged) in self.acknowledgements() {
            let items: Vec<(ItemId, u32, ItemId)> =
                acknowledged.iter().map(|((anchor, term), item)| (*anchor, *term, *item)).collect();
            split_acknowledgements(&tree, *device, &items, &mut found);
        }
        self.split_installations(&mut found);
        self.broken_promises(&tree, &mut found);
        found.sort_by(|(one, _, items), (other, _, others)| (one, items).cmp(&(other, others)));
        let operator = |device| self.state().roster.operator_of_device(device);
        let evidence = |(device, breach, items): (DeviceId, Breach, BTreeSet<ItemId>)| Evidence {
            device,
            operator: operator(device),
            breach,
            items: items.into_iter().collect(),
        };
        found.into_iter().map(evidence).collect()
    }

    /// Decisions that a rule refuses, by devices that ordered decisions on the chain that counts.
    fn unlawful_decisions(&self, found: &mut Vec<(DeviceId, Breach, BTreeSet<ItemId>)>) {
        let secretaries: BTreeSet<DeviceId> = self.state().decisions.iter().map(|record| record.ordered_by).collect();
        for (id, invalid) in &self.state().skipped {
            let Some(item) = self.get(id) else { continue };
            let device = DeviceId::from_bytes(item.signer);
            // What others had acknowledged, unknown to who took office, is no rule that it could have kept.
            if secretaries.contains(&device) && *invalid != Invalid::NotSecretary && !self.stands_by_itself(id) {
                found.push((device, Breach::InvalidDecision(invalid.clone()), BTreeSet::from([*id])));
            }
        }
    }

    /// Every signature under an installation: held by itself, or carried by a decision, which then proves it.
    fn signed_installations(&self) -> Vec<(DeviceId, ItemId, &Install)> {
        let mut signed: Vec<(DeviceId, ItemId, &Install)> = self.installs().collect();
        for (decision, assembly) in self.assemblies() {
            for (device, install) in &assembly.signatures {
                let known = self.signatures(&install.installation.digest()).and_then(|by| by.get(device));
                if known.is_none_or(|(_, known)| known != install) {
                    signed.push((*device, decision, install));
                }
            }
        }
        signed
    }

    fn split_installations(&self, found: &mut Vec<(DeviceId, Breach, BTreeSet<ItemId>)>) {
        let mut signed: BTreeMap<(DeviceId, u32), BTreeMap<InstallationId, ItemId>> = BTreeMap::new();
        for (device, item, install) in self.signed_installations() {
            let in_term = signed.entry((device, install.installation.term)).or_default();
            let proof = in_term.entry(install.installation.digest()).or_insert(item);
            *proof = item.min(*proof);
        }
        let twice = signed.into_iter().filter(|(_, items)| items.len() > 1);
        found.extend(twice.map(|((device, _), items)| (device, Breach::SeveralInstallations, items.into_values().collect())));
    }

    /// Installations that leave behind what their signer had acknowledged in a term before, without saying so.
    fn broken_promises(&self, tree: &Tree, found: &mut Vec<(DeviceId, Breach, BTreeSet<ItemId>)>) {
        for (device, item, install) in self.signed_installations() {
            for ((anchor, term), acknowledgement) in self.acknowledged_by(device) {
                if *term < install.installation.term && self.leaves_unsaid(tree, install, *anchor, *term) {
                    found.push((device, Breach::AgainstAcknowledgement, BTreeSet::from([item, *acknowledgement])));
                }
            }
        }
    }

    /// Whether the installation leaves behind an anchor that was acknowledged in that term, and its signature does not say so.
    pub(super) fn leaves_unsaid(&self, tree: &Tree, install: &Install, anchor: ItemId, term: u32) -> bool {
        let base = install.installation.base;
        if !tree.holds(base) || !tree.holds(anchor) || tree.follows(base, anchor) {
            return false;
        }
        let term_of = |decision: ItemId| self.decision(&decision).map(|read| read.decision.term);
        // Who names an anchor of an earlier term is asked less than it would be for this one.
        let is_newest = install.acknowledged.and_then(term_of).is_none_or(|said| said >= term);
        let is_said = is_newest && install.parted.is_some_and(|parted| tree.follows(anchor, parted));
        // A later term on the way to the base has answered for what it left behind.
        let is_answered_for = term_of(base).is_some_and(|begun| begun > term) && self.stands(tree, base);
        !is_said && !is_answered_for
    }
}

fn split_decisions(contest: &Contest, found: &mut Vec<(DeviceId, Breach, BTreeSet<ItemId>)>) {
    let mut by: BTreeMap<DeviceId, BTreeSet<ItemId>> = BTreeMap::new();
    for (decision, device) in contest.children.iter().zip(&contest.ordered_by) {
        by.entry(*device).or_default().insert(*decision);
    }
    let several = by.into_iter().filter(|(_, decisions)| decisions.len() > 1);
    found.extend(several.map(|(device, decisions)| (device, Breach::SeveralDecisions, decisions)));
}

/// The first pair of acknowledgements of one term of which neither lies on the way to the other.
fn split_acknowledgements(
    tree: &Tree,
    device: DeviceId,
    acknowledged: &[(ItemId, u32, ItemId)],
    found: &mut Vec<(DeviceId, Breach, BTreeSet<ItemId>)>,
) {
    let mut newest: BTreeMap<u32, (ItemId, ItemId)> = BTreeMap::new();
    for (anchor, term, item) in acknowledged.iter().filter(|(anchor, ..)| tree.holds(*anchor)) {
        let Some((before, known)) = newest.get(term).copied() else {
            newest.insert(*term, (*anchor, *item));
            continue;
        };
        if tree.follows(*anchor, before) {
            newest.insert(*term, (*anchor, *item));
        } else if !tree.follows(before, *anchor) {
            found.push((device, Breach::SeveralBranches, BTreeSet::from([known, *item])));
            return;
        }
    }
}

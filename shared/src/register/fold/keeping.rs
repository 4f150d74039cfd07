//! Which items are kept, and under what they are found again.

use std::collections::BTreeMap;

use super::{Register, Signed};
use crate::{
    bounds, encoding,
    identity::{DeviceId, OperatorId, RootId},
    register::{
        Acknowledgement, ChainState, Content, Decided, Install, Invalid, Item, ItemKind, Matter, Says, Statement, Verdict,
        checked::signed_hold,
        content::EmbeddedItem,
        judge::judge,
        membership::Notice,
        reading::{ReadApproval, ReadContent, ReadDecision, ReadProposal},
    },
};

impl Register {
    /// Whether the item's signer is known now, so that keeping it cannot be abused by strangers: a device or root that is or was a
    /// member's, or the founder with this network's founding. Anything else may be asked again once more decisions are held.
    ///
    /// What former members signed is kept like the rest: others hold it from before, and all have to hold the same.
    #[must_use]
    pub fn admissible(&self, item: &Item) -> bool {
        let roster = &self.state.chain.roster;
        let known = roster.operator_of_device(DeviceId::from_bytes(item.signer)).is_some()
            || self.state.elsewhere(DeviceId::from_bytes(item.signer)).is_some()
            || roster.operator_of_root(RootId::from_bytes(item.signer)).is_some();
        item.network == self.network() && (known || self.introduces_itself(item))
    }

    /// Whether the item shows by itself that its signer belongs here: the founding, or an assembly that lets the Hold of a new
    /// device count before its signatures do.
    fn introduces_itself(&self, item: &Item) -> bool {
        let Ok(read) = ReadDecision::read(item) else { return false };
        if !self.state.founded() {
            let verdict = judge(&ChainState::empty(self.network()), &read);
            return matches!(verdict, Verdict::Valid(_) | Verdict::NeedsUpdate);
        }
        self.certified_by_assembly(&read).is_some()
    }

    /// The member by whose root the assembly's own Holds certify the decision's signer. Nothing else of it is verified here: that
    /// would cost hundreds of signatures for whoever asks.
    pub(super) fn certified_by_assembly(&self, read: &ReadDecision) -> Option<OperatorId> {
        let content = read.decision.content.as_ref().filter(|_| read.installs())?;
        let Ok(Some(Matter::Install(assembly))) = content.matter() else { return None };
        let roster = &self.state.chain.roster;
        let holds = assembly.holds.iter().take(bounds::INSTALLED_HOLDS);
        let mut certified = holds.filter_map(|hold| signed_hold(self.network(), hold).ok()).filter(|signed| {
            let by_root = roster.operator_of_root(signed.root) == Some(signed.operator);
            by_root && signed.device.as_ref().is_some_and(|device| device.device == read.signer)
        });
        certified.next().map(|signed| signed.operator)
    }

    /// Files a new item; says whether the chain has to be walked again. A body that cannot be read says nothing.
    pub(super) fn keep(&mut self, item: Item) -> bool {
        let id = item.id();
        let again = match ItemKind::of_number(item.kind) {
            Some(ItemKind::Decision) => ReadDecision::read(&item).is_ok_and(|read| self.file_decision(read)),
            Some(ItemKind::Proposal) => {
                self.proposals.extend(ReadProposal::read(&item).ok().map(|read| (id, read)));
                false
            }
            Some(ItemKind::Approval) => {
                if let Ok(read) = ReadApproval::read(&item) {
                    self.approvals.entry(read.proposal).or_default().insert(id, read);
                }
                false
            }
            Some(ItemKind::Acknowledgement) => {
                let elsewhere = self.file_acknowledgement(&item);
                elsewhere || self.state.halted.is_some() || !self.state.overruled.is_empty()
            }
            Some(ItemKind::Statement) => {
                self.file_statement(&item);
                // What a root vouches for may decide between decisions of a device that it revokes.
                self.state.halted.is_some() || !self.state.overruled.is_empty()
            }
            Some(ItemKind::Install) => {
                self.file_install(&item);
                false
            }
            Some(ItemKind::Ballot) | None => false,
        };
        self.enter(&item);
        self.items.insert(id, item);
        again
    }

    /// Files an acknowledgement; says whether it may keep an assembly from leaving that branch behind.
    fn file_acknowledgement(&mut self, item: &Item) -> bool {
        let (id, signer) = (item.id(), DeviceId::from_bytes(item.signer));
        let Ok(acknowledgement) = encoding::from_bytes::<Acknowledgement>(&item.body) else { return false };
        let elsewhere = self.has_begun && self.state.chain.height_of(acknowledgement.anchor).is_none();
        let place = (acknowledgement.anchor, acknowledgement.term);
        let known = self.acknowledged.entry(signer).or_default().entry(place).or_insert(id);
        *known = id.min(*known);
        if !(acknowledgement.omitted_heads.is_empty() && acknowledgement.omitted_items.is_empty()) {
            self.omissions.insert(id, (signer, acknowledgement));
        }
        elsewhere
    }

    pub(super) fn file_install(&mut self, item: &Item) {
        let (id, signer) = (item.id(), DeviceId::from_bytes(item.signer));
        let Ok(install) = encoding::from_bytes::<Install>(&item.body) else { return };
        let fresh = || Signed { installation: install.installation.clone(), by: BTreeMap::new() };
        let under = self.installations.entry(install.installation.digest()).or_insert_with(fresh);
        // One signature a device counts; of two the one with the lower name, alike everywhere.
        if under.by.get(&signer).is_none_or(|(other, _)| *other >= id) {
            under.by.insert(signer, (id, install));
        }
    }

    fn file_statement(&mut self, item: &Item) {
        let embedded = EmbeddedItem(item.to_bytes());
        let Ok(statement) = encoding::from_bytes::<Statement>(&item.body) else { return };
        let content = match statement.says {
            Says::Hold(_) => Content::hold(&embedded),
            Says::Revocation(_) | Says::Objection(_) => Content::notice(&Notice { statements: vec![embedded] }),
        };
        self.statements.insert(item.id(), ReadContent::new(item.network, content));
    }

    /// Files a decision; says whether it contests one that stands or begins a term. What breaks a rule for certain does neither.
    fn file_decision(&mut self, read: ReadDecision) -> bool {
        let parent = read.decision.parent;
        let id = read.id;
        let again = if read.installs() && parent.is_some() {
            self.beginnings.push(id);
            // Whether it begins a term is found out for good, see `judge_beginnings`: until then it moves nothing.
            false
        } else {
            let next = parent.map_or(Some(0), |parent| self.state.chain.height_of(parent).and_then(|height| height.checked_add(1)));
            let next = next.and_then(|height| usize::try_from(height).ok());
            let standing = next.and_then(|height| self.state.chain.decisions.get(height));
            // Who ordered the one that stands was the secretary there, unless it begins a term: any other signer was not.
            let in_term = |record: &&crate::register::DecisionRecord| {
                record.term == read.decision.term && !matches!(record.decided, Decided::Install { .. })
            };
            let secretary = standing.filter(in_term).map(|record| record.ordered_by);
            let invalid = match (secretary, parent) {
                (Some(secretary), Some(_)) => (secretary != read.signer).then_some(Invalid::NotSecretary),
                (Some(_), None) => match judge(&ChainState::empty(self.network()), &read) {
                    Verdict::Invalid(invalid) => Some(invalid),
                    Verdict::Valid(_) | Verdict::Pending(_) | Verdict::NeedsUpdate => None,
                },
                (None, _) => None,
            };
            // Beside the chain it may belong to a branch that an assembly left behind.
            let beside = self.has_begun && parent != self.state.chain.tip_id();
            let again = (standing.is_some() || beside) && invalid.is_none();
            if let Some(invalid) = invalid {
                self.verdicts.insert(id, super::Known::Invalid(invalid.clone()));
                self.state.skipped.insert(id, invalid);
            }
            again
        };
        self.children.entry(parent).or_default().insert(id);
        self.decisions.insert(id, read);
        again
    }
}

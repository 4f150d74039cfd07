//! What is still open at the end of the chain.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Base, Register, Signed};
use crate::{
    bounds,
    identity::{DeviceId, OperatorId, RootId},
    register::{
        ChainState, Installation, InstallationId, Invalid, Item, ItemId, PendingInstallation, PendingProposal, Roster, Says,
        checked::Checked,
        judge,
        reading::ReadProposal,
        state::Withheld,
        weigh::{weigh, weigh_hold},
    },
};

impl Register {
    /// Works out what is still open.
    pub(super) fn summarise(&mut self) {
        self.state.pending_proposals = self.pending_proposals();
        self.list_pending_statements();
        self.state.pending_installations = self.pending_installations();
        let chain = &self.state.chain;
        let newest = |device| self.acknowledged.get(device)?.keys().filter_map(|(anchor, _)| chain.height_of(*anchor)).max();
        let members = chain.roster.members();
        self.state.acknowledged = members.filter_map(|member| Some((member.operator, newest(&member.governing)?))).collect();
        self.state.withheld = self.withheld();
    }

    fn pending_proposals(&self) -> Vec<PendingProposal> {
        let mut of_member: BTreeMap<OperatorId, usize> = BTreeMap::new();
        let mut pending = Vec::new();
        for proposal in self.proposals.values().filter_map(|proposal| self.pending(proposal).ok()) {
            let count = of_member.entry(proposal.proposer).or_default();
            *count = count.saturating_add(1);
            if *count <= bounds::PENDING_PROPOSALS {
                pending.push(proposal);
            }
        }
        pending
    }

    /// What a proposal, held or not, would be now: what it decides, and the approvals that it needs.
    ///
    /// # Errors
    /// The rule because of which it could not be decided, whoever approved it.
    pub fn weigh_proposal(&self, proposal: &Item) -> Result<PendingProposal, Invalid> {
        self.pending(&ReadProposal::read(proposal)?)
    }

    fn pending(&self, proposal: &ReadProposal) -> Result<PendingProposal, Invalid> {
        let chain = &self.state.chain;
        let (proposer, decided, _) = judge::weigh_proposal(chain, proposal)?;
        let needed = judge::needed_approvals(chain, &proposal.content)?;
        let mut approvals: BTreeMap<OperatorId, ItemId> = BTreeMap::new();
        for approval in self.approvals.get(&proposal.id).into_iter().flat_map(BTreeMap::values) {
            if let Ok(member) = judge::approver(chain, proposal.id, approval) {
                approvals.entry(member).or_insert(approval.id);
            }
        }
        let content_digest = *proposal.content.digest();
        Ok(PendingProposal { id: proposal.id, proposer, decided, approvals, needed, content_digest })
    }

    fn list_pending_statements(&mut self) {
        let chain = &self.state.chain;
        let (mut statements, mut revocations) = (Vec::new(), BTreeMap::<DeviceId, u64>::new());
        for (id, content) in self.statements.iter().filter(|_| chain.founding.is_some()) {
            let Ok(checked) = content.checked() else { continue };
            if weigh(chain, checked).is_err() {
                continue;
            }
            statements.push((turn(checked), *id));
            let Checked::Notice(signed) = checked else { continue };
            for signed in signed {
                if let Says::Revocation(revocation) = &signed.statement.says {
                    let lowest = revocations.entry(revocation.device).or_insert(revocation.last_good);
                    *lowest = revocation.last_good.min(*lowest);
                }
            }
        }
        statements.sort();
        self.state.pending_statements = statements.into_iter().map(|(_, id)| id).collect();
        self.state.pending_revocations = revocations;
    }

    /// Installations of terms to come. Who signed two of one term is counted for none: one signature a term is the rule.
    fn pending_installations(&mut self) -> Vec<PendingInstallation> {
        let (signatures, carried) = (self.counted_signatures(), self.carried());
        let mut bases = std::mem::take(&mut self.bases);
        bases.retain(|base, _| {
            signatures.keys().any(|id| self.installations.get(id).is_some_and(|to| to.installation.base == *base))
        });
        let mut pending = Vec::new();
        for (id, counted) in signatures {
            let Some(installation) = self.installations.get(&id).map(|signed| signed.installation.clone()) else { continue };
            if !bases.contains_key(&installation.base) {
                bases.extend(self.members_at(installation.base).map(|base| (installation.base, base)));
            }
            let Some(base) = bases.get(&installation.base) else { continue };
            let open = self.pending_installation(id, installation, &counted, base);
            pending.extend(open.filter(|open| !carried.contains(&(open.device, id))));
        }
        self.bases = bases;
        pending
    }

    fn pending_installation(
        &self,
        id: InstallationId,
        installation: Installation,
        counted: &[(DeviceId, ItemId)],
        base: &Base,
    ) -> Option<PendingInstallation> {
        let roster = self.roster_under(&installation, &base.roster, base.next_height)?;
        let member = |(device, item): &(DeviceId, ItemId)| Some((roster.member_of_governing(*device)?.operator, *item));
        let members: BTreeMap<OperatorId, ItemId> = counted.iter().filter_map(member).collect();
        let needed = roster.majority();
        let device = roster.member(installation.secretary).filter(|member| member.is_active())?.decider()?;
        (!members.is_empty()).then_some(PendingInstallation { id, installation, device, signed: members, needed })
    }

    /// The signatures that may count, by installation: of devices that signed once in that term, and that decide for a member, or
    /// do so under one of the installation's Holds. Each operator brings the installations of the highest terms that it signed
    /// and no more than a few: a roster has to be worked out for each.
    fn counted_signatures(&self) -> BTreeMap<InstallationId, Vec<(DeviceId, ItemId)>> {
        let mut signed_in: BTreeMap<(DeviceId, u32), BTreeSet<InstallationId>> = BTreeMap::new();
        for (id, signed) in &self.installations {
            for device in signed.by.keys() {
                signed_in.entry((*device, signed.installation.term)).or_default().insert(*id);
            }
        }
        let once = |device: &DeviceId, term| signed_in.get(&(*device, term)).is_some_and(|signed| signed.len() == 1);
        let deciders = self.deciders();
        let mut brought: BTreeMap<OperatorId, usize> = BTreeMap::new();
        let mut counted = BTreeMap::new();
        for (id, signed) in self.installations_to_come() {
            let held = self.governing_under(&signed.installation);
            let (mut signatures, mut brings) = (Vec::new(), false);
            for (device, (item, _)) in signed.by.iter().filter(|(device, _)| once(device, signed.installation.term)) {
                let Some(operator) = deciders.get(device).or_else(|| held.get(device)) else { continue };
                let of_operator = brought.entry(*operator).or_default();
                *of_operator = of_operator.saturating_add(1);
                brings |= *of_operator <= bounds::INSTALLATIONS;
                signatures.push((*device, *item));
            }
            if brings {
                counted.insert(*id, signatures);
            }
        }
        counted
    }

    /// Installations of terms to come whose bases are held, the highest terms first.
    fn installations_to_come(&self) -> Vec<(&InstallationId, &Signed)> {
        let to_come = |installation: &Installation| {
            let ahead = installation.term.saturating_sub(self.state.chain.term);
            (1..=bounds::TERMS_AHEAD).contains(&ahead) && self.decisions.contains_key(&installation.base)
        };
        let mut open: Vec<_> = self.installations.iter().filter(|(_, signed)| to_come(&signed.installation)).collect();
        open.sort_unstable_by_key(|(id, signed)| (std::cmp::Reverse(signed.installation.term), **id));
        open
    }

    /// The devices that decide for a member; while the chain is halted, all that speak on one of its branches.
    fn deciders(&self) -> BTreeMap<DeviceId, OperatorId> {
        let active = self.state.chain.roster.active().filter_map(|member| Some((member.decider()?, member.operator)));
        let stranded = self.state.stranded.iter().map(|(device, operator)| (*device, *operator));
        stranded.chain(active).collect()
    }

    /// The devices that govern once the installation's Holds are in force, as these say by themselves.
    fn governing_under(&self, installation: &Installation) -> BTreeMap<DeviceId, OperatorId> {
        let holds = installation.holds.iter().take(bounds::INSTALLED_HOLDS);
        let holds = holds.filter_map(|id| match self.statements.get(id)?.checked() {
            Ok(Checked::Hold(hold)) => Some((hold.hold.governing, hold.operator)),
            _ => None,
        });
        holds.collect()
    }

    fn members_at(&self, decision: ItemId) -> Option<Arc<Base>> {
        let chain = self.state_at(decision)?;
        Some(Arc::new(Base { next_height: chain.next_height(), roster: chain.roster }))
    }

    /// Installations that a decision of the installed device carries. If its term does not count, it never will: what others stood
    /// behind then, they always will. Another decision with it would be a second one after one.
    fn carried(&self) -> BTreeSet<(DeviceId, InstallationId)> {
        let carried = self.assemblies().filter_map(|(decision, assembly)| {
            let (_, install) = assembly.signatures.first()?;
            Some((self.decisions.get(&decision)?.signer, install.installation.digest()))
        });
        carried.collect()
    }

    /// The members as the judge will count them: those at the base, with the installation's Holds in force.
    fn roster_under(&self, installation: &Installation, base: &Roster, next_height: u64) -> Option<Roster> {
        let mut roster = base.clone();
        for id in &installation.holds {
            let Ok(Checked::Hold(hold)) = self.statements.get(id)?.checked() else { return None };
            weigh_hold(&roster, hold).ok()?;
            roster.certify(hold.operator, hold.device.clone());
            roster.hold(hold.operator, hold.number, &hold.hold, next_height);
        }
        Some(roster)
    }

    /// Whether the judge would count the device's signature under the installation, which goes on from `base`.
    pub(in crate::register) fn decides_under(&self, device: DeviceId, installation: &Installation, base: &ChainState) -> bool {
        let roster = self.roster_under(installation, &base.roster, base.next_height());
        roster.is_some_and(|roster| roster.member_of_governing(device).is_some())
    }

    /// What acknowledgements said was left out, and still is some anchors later.
    fn withheld(&self) -> BTreeMap<Withheld, BTreeSet<OperatorId>> {
        let mut withheld: BTreeMap<Withheld, BTreeSet<OperatorId>> = BTreeMap::new();
        let chain = &self.state.chain;
        for (signer, acknowledgement) in self.omissions.values() {
            let Some(member) = chain.roster.member_of_governing(*signer) else { continue };
            let age = chain.anchors_since(acknowledgement.anchor);
            if age.is_none_or(|age| age < bounds::OMISSION_ANCHORS) || acknowledgement.term != chain.term {
                continue;
            }
            let claimed = |device| chain.claimed.get(device).map_or(0, |line| line.seq);
            let heads = acknowledgement.omitted_heads.iter().filter(|line| claimed(&line.device) < line.seq);
            let items = acknowledgement.omitted_items.iter().filter(|item| self.is_open(item));
            let all = heads.map(|line| Withheld::Head(*line)).chain(items.map(|item| Withheld::Item(*item)));
            for one in all.take(bounds::OMISSIONS) {
                withheld.entry(one).or_default().insert(member.operator);
            }
        }
        withheld
    }

    /// Whether the secretary could put this item in order now.
    fn is_open(&self, item: &ItemId) -> bool {
        let approved = |pending: &&PendingProposal| pending.id == *item && pending.is_approved();
        self.state.pending_statements.contains(item) || self.state.pending_proposals.iter().any(|pending| approved(&pending))
    }
}

/// The order in which statements are recorded: those of a root by their numbers, since a Hold that comes after a later one says
/// nothing any more of who acts.
fn turn(statement: &Checked) -> (Option<RootId>, u32) {
    match statement {
        Checked::Hold(signed) => (Some(signed.root), signed.number),
        Checked::Notice(signed) => {
            let first = signed.first();
            (first.map(|signed| signed.root), first.map_or(0, |signed| signed.statement.number))
        }
        _ => (None, 0),
    }
}

//! What is still open at the end of the chain.

use std::collections::{BTreeMap, BTreeSet};

use super::{Register, Signed};
use crate::{
    bounds,
    identity::{DeviceId, OperatorId},
    register::{
        ChainState, InstallationId, Invalid, Item, ItemId, PendingInstallation, PendingProposal, Roster, Says,
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
            statements.push(*id);
            let Checked::Notice(signed) = checked else { continue };
            for signed in signed {
                if let Says::Revocation(revocation) = &signed.statement.says {
                    let lowest = revocations.entry(revocation.device).or_insert(revocation.last_good);
                    *lowest = revocation.last_good.min(*lowest);
                }
            }
        }
        self.state.pending_statements = statements;
        self.state.pending_revocations = revocations;
    }

    /// Installations of terms to come. Who signed two of one term is counted for none: one signature a term is the rule.
    fn pending_installations(&self) -> Vec<PendingInstallation> {
        let chain = &self.state.chain;
        let to_come = |signed: &&Signed| {
            let ahead = signed.installation.term.saturating_sub(chain.term);
            (1..=bounds::TERMS_AHEAD).contains(&ahead) && self.decisions.contains_key(&signed.installation.base)
        };
        let mut signed_in: BTreeMap<(DeviceId, u32), BTreeSet<InstallationId>> = BTreeMap::new();
        for (id, signed) in &self.installations {
            for device in signed.by.keys() {
                signed_in.entry((*device, signed.installation.term)).or_default().insert(*id);
            }
        }
        let once = |device: &DeviceId, term| signed_in.get(&(*device, term)).is_some_and(|signed| signed.len() == 1);
        let deciders =
            chain.roster.active().filter_map(crate::register::Member::decider).chain(self.state.stranded.keys().copied());
        let deciders: BTreeSet<DeviceId> = deciders.collect();
        let carried = self.carried();
        let mut bases: BTreeMap<ItemId, Option<ChainState>> = BTreeMap::new();
        let pending = self.installations.iter().filter(|(_, signed)| to_come(signed)).filter_map(|(id, signed)| {
            // Who decides for nobody, and for whom no Hold speaks, makes nobody work out a roster.
            let speaks = |device: &DeviceId| !signed.installation.holds.is_empty() || deciders.contains(device);
            let counted = signed.by.iter().filter(|(device, _)| once(device, signed.installation.term) && speaks(device));
            let counted: Vec<(DeviceId, ItemId)> = counted.map(|(device, (item, _))| (*device, *item)).collect();
            // Only who signed once makes anybody work out a roster: their number is bounded by members and terms.
            counted.first()?;
            let base = bases.entry(signed.installation.base).or_insert_with_key(|base| self.state_at(*base)).as_ref()?;
            let roster = self.roster_under(signed, base)?;
            let member = |(device, item): &(DeviceId, ItemId)| Some((roster.member_of_governing(*device)?.operator, *item));
            let members: BTreeMap<OperatorId, ItemId> = counted.iter().filter_map(member).collect();
            let needed = roster.majority();
            let installation = signed.installation.clone();
            let device = roster.member(installation.secretary).filter(|member| member.is_active())?.decider()?;
            (!members.is_empty() && !carried.contains(&(device, *id))).then_some(PendingInstallation {
                id: *id,
                installation,
                device,
                signed: members,
                needed,
            })
        });
        pending.collect()
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
    fn roster_under(&self, signed: &Signed, base: &ChainState) -> Option<Roster> {
        let mut roster = base.roster.clone();
        for id in &signed.installation.holds {
            let Ok(Checked::Hold(hold)) = self.statements.get(id)?.checked() else { return None };
            weigh_hold(&roster, hold).ok()?;
            roster.certify(hold.operator, hold.device.clone());
            roster.hold(hold.operator, hold.number, &hold.hold, base.next_height());
        }
        Some(roster)
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

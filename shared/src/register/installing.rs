//! Signing under an installation, and taking up the secretary's work once enough members have signed.

use std::collections::BTreeSet;

use super::{
    ChainState, Content, Decision, Install, Installation, InstallationId, Invalid, Item, ItemId, ItemKind, Register, Verdict,
    assembly::signed_both,
    compose::OrderError,
    content::EmbeddedItem,
    install::{Assembly, Contradiction},
    judge::judge_among,
    policy::RULES_VERSION,
    reading::ReadDecision,
};
use crate::{
    bounds,
    calendar::ClaimedTime,
    encoding,
    identity::{DeviceId, DeviceKey, OperatorId},
};

/// Contradictions that an assembly tries to stand with, one after the other: who lies more often is shown by the first ones.
const CONTRADICTIONS: usize = 16;

/// Why a device does not sign under an installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InstallError {
    /// One signature a term: this device has signed another installation of the same one.
    #[error("this device has signed another installation in this term")]
    SignedAnother,
    /// The base is not held, or does not stand.
    #[error("the decision that the installation goes on from is not known here")]
    BaseUnknown,
    /// The term is over, or too far ahead.
    #[error("the installation's term is over or too far ahead")]
    Term,
    /// Where the installation goes on from, this device decides for no member: its signature would not be counted.
    #[error("this device decides for no member where the installation goes on from")]
    NoPart,
    /// It leaves behind something that this device has acknowledged, and that its signature has no room to name.
    #[error("the installation leaves behind more of what this device has acknowledged than a signature can say")]
    LeavesBehind,
}

impl Register {
    /// The installation of `secretary` that `device` would propose now: in the next term in which it has signed nothing, going on
    /// from the newest decision of the chain that counts.
    #[must_use]
    pub fn next_installation(&self, device: DeviceId, secretary: OperatorId, holds: Vec<ItemId>) -> Option<Installation> {
        let state = self.state();
        let term = self.next_term(device);
        let base = match &state.halted {
            // Between several decisions people choose by going on from one of them: the one that most have acknowledged here.
            Some(contest) => self.best_branch().or(contest.parent)?,
            None => state.chain.tip_id()?,
        };
        Some(Installation { term, base, secretary, holds })
    }

    /// The first term in which the device has signed nothing and that lies ahead.
    fn next_term(&self, device: DeviceId) -> u32 {
        let signed = self.installs().filter(|(signer, ..)| *signer == device).map(|(.., install)| install.installation.term);
        signed.max().unwrap_or(0).max(self.state().chain.term).saturating_add(1)
    }

    /// Whether the device can sign in this term and still has terms to go on with. Who proposed the last possible one, and did not
    /// take it up, would leave those that signed none.
    pub(super) fn leaves_room(&self, device: DeviceId, term: u32) -> bool {
        let ahead = term.saturating_sub(self.state().chain.term);
        ahead <= bounds::TERMS_AHEAD.div_euclid(2) || term <= self.next_term(device)
    }

    /// The end of the branch that most of the members on any of them have acknowledged; the lowest name of several such.
    fn best_branch(&self) -> Option<ItemId> {
        let tree = self.tree();
        let state = self.state();
        let behind = |child: &ItemId| {
            let acknowledges = |device| self.acknowledged_by(device).any(|((anchor, _), _)| tree.follows(*anchor, *child));
            let members = state.stranded.iter().filter(|(device, _)| acknowledges(**device));
            members.map(|(_, operator)| *operator).collect::<BTreeSet<OperatorId>>().len()
        };
        let best = state.branch_ends.iter().max_by_key(|(child, _)| (behind(child), std::cmp::Reverse(**child)));
        best.map(|(_, end)| *end)
    }

    /// A device's signature under an installation, with what it has acknowledged.
    ///
    /// # Errors
    /// [`InstallError`].
    pub fn sign_installation(&self, device: &DeviceKey, installation: Installation) -> Result<Item, InstallError> {
        let own = device.public();
        let id = installation.digest();
        let other = |(signer, _, install): &(DeviceId, ItemId, &Install)| {
            *signer == own && install.installation.term == installation.term && install.installation.digest() != id
        };
        if self.installs().any(|signed| other(&signed)) {
            return Err(InstallError::SignedAnother);
        }
        let ahead = installation.term.saturating_sub(self.state().chain.term);
        if !(1..=bounds::TERMS_AHEAD).contains(&ahead) || !self.leaves_room(own, installation.term) {
            return Err(InstallError::Term);
        }
        let base = self.state_at(installation.base).ok_or(InstallError::BaseUnknown)?;
        if !self.decides_under(own, &installation, &base) {
            return Err(InstallError::NoPart);
        }
        let acknowledged = self.newest_acknowledged(own);
        let parted = acknowledged.filter(|anchor| base.height_of(*anchor).is_none());
        let parted = parted.and_then(|anchor| self.parting(&base, anchor));
        let install = Install { installation, acknowledged, parted };
        let tree = self.tree();
        if self.acknowledged_by(own).any(|((anchor, term), _)| self.leaves_unsaid(&tree, &install, *anchor, *term)) {
            return Err(InstallError::LeavesBehind);
        }
        let body = encoding::to_bytes(&install);
        Ok(Item::by_device(device, self.network(), ItemKind::Install, body))
    }

    /// The newest anchor that the device acknowledged: of the highest term, and there the last one.
    #[must_use]
    pub fn newest_acknowledged(&self, device: DeviceId) -> Option<ItemId> {
        let place = |((anchor, term), _): (&(ItemId, u32), &ItemId)| {
            let height = self.decision(anchor)?.decision.height;
            Some((*term, height, *anchor))
        };
        self.acknowledged_by(device).filter_map(place).max().map(|(.., anchor)| anchor)
    }

    /// The first decision on the way to `decision` that is not on the chain of `base`.
    fn parting(&self, base: &ChainState, decision: ItemId) -> Option<ItemId> {
        let mut parted = decision;
        while let Some(parent) = self.decision(&parted)?.decision.parent {
            if base.height_of(parent).is_some() {
                return Some(parted);
            }
            parted = parent;
        }
        None
    }

    /// The decision by which `device` takes up the order of decisions under a pending installation.
    ///
    /// # Errors
    /// [`OrderError`] when the assembly does not stand, or not yet.
    pub fn take_office(&self, device: &DeviceKey, id: InstallationId, claimed_at: ClaimedTime) -> Result<Item, OrderError> {
        let pending =
            self.state().pending_installations.iter().find(|pending| pending.id == id).ok_or(Invalid::OtherInstallation)?;
        let base = self.state_at(pending.installation.base).ok_or(Invalid::Parent)?;
        let whole = |id: &ItemId| self.get(id).map(|item| EmbeddedItem(item.to_bytes()));
        let mut assembly = Assembly {
            signatures: pending.signed.values().take(bounds::APPROVALS).filter_map(whole).collect(),
            holds: pending.installation.holds.iter().filter_map(whole).collect(),
            contradiction: None,
        };
        let mut outcome = self.begin_term(device, &base, pending.installation.term, &assembly, claimed_at);
        for contradiction in self.contradictions() {
            if !matches!(outcome, Err(OrderError::Invalid(Invalid::BranchMayStand))) {
                break;
            }
            assembly.contradiction = Some(contradiction);
            outcome = self.begin_term(device, &base, pending.installation.term, &assembly, claimed_at);
        }
        outcome
    }

    fn begin_term(
        &self,
        device: &DeviceKey,
        base: &ChainState,
        term: u32,
        assembly: &Assembly,
        claimed_at: ClaimedTime,
    ) -> Result<Item, OrderError> {
        let decision = Decision {
            term,
            height: base.next_height(),
            parent: base.tip_id(),
            rules_version: RULES_VERSION,
            claimed_at,
            content: Some(Content::install(assembly)),
            proposal: None,
            approvals: Vec::new(),
        };
        let body = encoding::to_bytes(&decision);
        if body.len() > bounds::BODY_BYTES {
            return Err(OrderError::TooLong);
        }
        let item = Item::by_device(device, self.network(), ItemKind::Decision, body);
        match judge_among(base, &ReadDecision::read(&item)?, self.held()) {
            Verdict::Valid(_) => Ok(item),
            Verdict::Invalid(invalid) => Err(invalid.into()),
            Verdict::Pending(_) => Err(Invalid::Parent.into()),
            Verdict::NeedsUpdate => Err(OrderError::NeedsUpdate),
        }
    }

    /// Pairs of decisions by which somebody spoke against itself: a secretary by ordering both, a member by signing both.
    fn contradictions(&self) -> Vec<Contradiction> {
        let contests = self.state().overruled.iter().chain(&self.state().halted);
        let pairs = contests.flat_map(|contest| {
            let lower = contest.children.iter().enumerate();
            lower.flat_map(|(at, lower)| {
                let higher = contest.children.iter().skip(at.saturating_add(1));
                higher.map(|higher| Contradiction { lower: *lower, higher: *higher })
            })
        });
        pairs.filter(|pair| self.contradicts_itself(*pair)).take(CONTRADICTIONS).collect()
    }

    fn contradicts_itself(&self, pair: Contradiction) -> bool {
        let Some((lower, higher)) = self.decision(&pair.lower).zip(self.decision(&pair.higher)) else { return false };
        let signed = lower.assembly().zip(higher.assembly()).is_some_and(|(one, other)| !signed_both(one, other).is_empty());
        lower.signer == higher.signer || signed
    }
}

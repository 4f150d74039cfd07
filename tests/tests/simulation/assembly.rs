//! When people install another secretary: the chain halts, nothing is decided any more, or the one that orders is found out.

use maillage_shared::{
    identity::OperatorId,
    register::{Installation, Item, PendingInstallation, Roster},
};

use super::{
    member::{Directory, Member},
    wire::Wire,
};

/// Minutes without a decision after which people think that the secretary is gone.
const SILENCE: u64 = 10 * 24 * 60;

impl Member {
    /// What people do who lost their patience with the secretary: `decision propose install`.
    pub(super) fn assemble(&mut self, wire: &mut Wire, directory: &Directory) {
        let tip = self.replica.fold.state().tip_id();
        if self.newest_seen.0 != tip {
            self.newest_seen = (tip, wire.now);
        }
        let Some(why) = self.complaint(wire) else { return };
        if wire.dice.happens(40) {
            let signed = self.sign_some_installation(wire, directory);
            if let Some(item) = signed {
                wire.counters.count(why);
                self.hand_in(item, wire, directory);
            }
        }
    }

    /// Why people are not content with the secretary, if so.
    fn complaint(&self, wire: &mut Wire) -> Option<&'static str> {
        let state = self.replica.fold.state();
        if state.halted.is_some() {
            return Some("installation signed since the chain halts");
        }
        if wire.now - self.newest_seen.1 > SILENCE {
            return Some("installation signed since nothing is decided");
        }
        let secretary = state.roster.secretary();
        let named =
            wire.dice.happens(10) && self.replica.fold.register().evidence().iter().any(|evidence| evidence.operator == secretary);
        named.then_some("installation signed against a secretary that was found out")
    }

    /// Joins an installation that waits, or proposes one.
    pub(super) fn sign_some_installation(&self, wire: &mut Wire, directory: &Directory) -> Option<Item> {
        let (register, device) = (self.replica.fold.register(), &self.operator.device);
        let state = register.state();
        let own = self.operator.id();
        let may_decide = state.stranded.contains_key(&device.public())
            || state.roster.member_of_governing(device.public()).is_some_and(maillage_shared::register::Member::is_active);
        if !may_decide {
            return None;
        }
        let wanted = |pending: &&PendingInstallation| directory.trusted.contains(&pending.installation.secretary);
        let open: Vec<&PendingInstallation> = state.pending_installations.iter().filter(wanted).collect();
        let joinable = open.iter().filter(|pending| !pending.signed.contains_key(&own));
        let mut joinable: Vec<&&PendingInstallation> = joinable.collect();
        joinable.sort_by_key(|pending| std::cmp::Reverse((pending.signed.len(), pending.id)));
        let sign = |installation: Installation| register.sign_installation(device, installation).ok();
        if let Some(item) = joinable.into_iter().find_map(|pending| sign(pending.installation.clone())) {
            return Some(item);
        }
        // What waits for others is left to wait for some time.
        if open.iter().any(|pending| pending.signed.contains_key(&own)) && !wire.dice.happens(25) {
            return None;
        }
        // Whom to install is for those to say who are members where the installation begins.
        let next = register.next_installation(device.public(), own, Vec::new())?;
        let secretary = self.candidate(&register.state_at(next.base)?.roster, directory)?;
        sign(Installation { secretary, ..next })
    }

    /// Whom people would have instead: the first that they trust, and not the one that they have.
    fn candidate(&self, roster: &Roster, directory: &Directory) -> Option<OperatorId> {
        let secretary = self.replica.fold.state().roster.secretary();
        let trusted = |operator: &OperatorId| directory.trusted.contains(operator) && secretary != Some(*operator);
        roster.active().map(|member| member.operator).find(trusted)
    }
}

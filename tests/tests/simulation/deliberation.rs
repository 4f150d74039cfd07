//! What members propose about each other: removals, suspensions, returns, leavings.

use maillage_shared::{
    encoding,
    register::{
        AnchorLine, Content, DecisionKind, Item, Member as Entered, Standing, compose,
        membership::{Leave, Remove, Resume, Suspend},
    },
};

use super::{
    member::{Directory, Member},
    wire::Wire,
};

fn content(kind: DecisionKind, body: &impl minicbor::Encode<()>) -> Content {
    Content { kind: kind as u16, body: encoding::to_bytes(body) }
}

impl Member {
    /// Something that members decide about each other, now and then.
    pub(super) fn deliberate(&mut self, wire: &mut Wire, directory: &Directory) {
        let state = self.replica.fold.state();
        let own = state.roster.governed_by(self.device()).cloned();
        let (Some(own), None, Some(tip)) = (own, &state.halted, state.tip_id()) else { return };
        let proposed = state.pending_proposals.iter().any(|pending| pending.proposer == own.operator);
        if proposed || self.leaving || state.roster.secretary() == Some(own.operator) {
            return;
        }
        if let Standing::Suspended(height) = own.standing {
            let suspension = state.decisions.iter().find(|record| record.height == height).map(|record| record.id);
            let Some(suspension) = suspension else { return };
            let back = content(DecisionKind::Resume, &Resume { operator: own.operator, suspension });
            return self.propose(back, false, wire, directory);
        }
        let others = || {
            state
                .roster
                .active()
                .filter(|member| member.operator != own.operator && state.roster.secretary() != Some(member.operator))
        };
        let liar = others().find(|member| !directory.trusted.contains(&member.operator)).cloned();
        let other = others().find(|member| directory.trusted.contains(&member.operator)).cloned();
        let spare = self.may_spare_one(directory);
        match (wire.dice.below(100), liar, other) {
            (0..=1, Some(liar), _) => {
                let remove = Remove { operator: liar.operator, heads: self.lines_of(&liar) };
                self.propose(content(DecisionKind::Remove, &remove), true, wire, directory);
            }
            (2..=4, _, Some(other)) if spare => {
                let suspend = Suspend { operator: other.operator, since: tip };
                self.propose(content(DecisionKind::Suspend, &suspend), true, wire, directory);
            }
            // One of them at most: others may not know yet that somebody goes.
            (5..=8, ..) if spare && self.place == 2 => {
                self.leaving = true;
                let leave = Leave { operator: own.operator, heads: self.lines_of(&own) };
                self.propose(content(DecisionKind::Leave, &leave), false, wire, directory);
            }
            _ => {}
        }
    }

    /// Whether liars are one in five at most when one member less is counted.
    fn may_spare_one(&self, directory: &Directory) -> bool {
        let roster = &self.replica.fold.state().roster;
        let liars = roster.active().filter(|member| !directory.trusted.contains(&member.operator)).count();
        roster.active_count() > 5 * liars.max(1)
    }

    fn lines_of(&self, member: &Entered) -> Vec<AnchorLine> {
        self.heads().into_values().filter(|line| member.devices.contains_key(&line.device)).collect()
    }

    fn propose(&mut self, content: Content, approves: bool, wire: &mut Wire, directory: &Directory) {
        let (device, network) = (self.operator.device.clone(), self.replica.fold.network());
        let proposal: Item = compose::proposal(&device, network, content);
        let seen = self.replica.fold.state().tip_id().filter(|_| approves);
        let approval = seen.map(|seen| compose::approval(&device, network, proposal.id(), seen));
        for item in [proposal].into_iter().chain(approval) {
            self.hand_in(item, wire, directory);
        }
    }
}

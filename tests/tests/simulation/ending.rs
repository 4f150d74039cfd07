//! What must be true in the end: the wire is whole, liars are gone, and honest nodes exchange until they are quiet.

use std::collections::{BTreeSet, VecDeque};

use maillage_shared::{
    identity::DeviceId,
    register::ItemId,
    sync::{Exchange, HeadLine, Step},
    view::publications::standing,
};
use maillage_tests::{
    acts::month,
    replica::{Killed, Replica},
};

use super::story::{Complaint, Story};

/// Rounds in which each honest node exchanges with each other one. Two bring everything everywhere; one more for what waited.
const ROUNDS: usize = 4;

/// What a node holds: its journals as they are compared, and its items.
type Held = (Vec<HeadLine>, BTreeSet<ItemId>);

/// One whole exchange over a wire that loses nothing.
fn exchange(one: &mut Replica, other: &mut Replica, devices: [DeviceId; 2]) {
    let sides = [one, other];
    let (first, steps) = Exchange::initiate(&sides[0].held_for(devices[1])).unwrap();
    let mut exchanges = [first, Exchange::respond()];
    let mut queue: VecDeque<(usize, Step)> = steps.into_iter().map(|step| (0, step)).collect();
    while let Some((side, step)) = queue.pop_front() {
        let other = 1 - side;
        let (next, steps) = match step {
            Step::Send(message) => (other, exchanges[other].receive(message, &sides[other].held_for(devices[side])).unwrap()),
            Step::Store(delivery) => {
                let receipt = sides[side].receive(devices[other], &delivery, Killed::Never);
                assert_eq!(receipt.refused, [], "an honest peer delivered what is refused");
                (side, exchanges[side].stored(&sides[side].held_for(devices[other])).unwrap())
            }
            Step::Finished(_) => continue,
        };
        queue.extend(steps.into_iter().map(|step| (next, step)));
    }
}

impl Story {
    /// The wire is whole again, and everybody is there.
    pub(super) fn mend(&mut self) {
        for member in &mut self.members {
            member.hang_up();
            if !member.up {
                member.come_back(&mut self.wire);
            }
        }
    }

    /// The digest of every member, liars too.
    pub(super) fn digests(&self) -> Vec<String> {
        self.members.iter().map(|member| member.replica.fold.summary_digest().to_string()).collect()
    }

    /// The honest ones that the register knows as members, where it is known best.
    fn honest(&self) -> Vec<usize> {
        let roster = &self.members[0].replica.fold.state().roster;
        let places = 0..self.members.len();
        places
            .filter(|place| self.directory.honest[*place] && roster.member(self.members[*place].operator.id()).is_some())
            .collect()
    }

    /// Checks everything.
    pub(super) fn check(&mut self) {
        let _complaint = Complaint(self.seed);
        self.reconcile();
        self.check_agreement();
        self.check_promises();
        self.count_evidence();
    }

    fn reconcile(&mut self) {
        for _ in 0..ROUNDS {
            for one in self.honest() {
                for other in self.honest().into_iter().filter(|other| *other > one) {
                    let devices = [self.directory.devices[one], self.directory.devices[other]];
                    let [one, other] = self.members.get_disjoint_mut([one, other]).unwrap();
                    exchange(&mut one.replica, &mut other.replica, devices);
                }
            }
        }
    }

    fn check_agreement(&mut self) {
        let honest = self.honest();
        assert!(honest.len() >= 4, "only {} honest members", honest.len());
        let mut first: Option<(Held, String)> = None;
        for place in honest {
            let replica = &mut self.members[place].replica;
            let held: Held = (replica.fold.head_lines(), replica.fold.item_ids().copied().collect());
            let shown = String::from_utf8(replica.fold.view().canonical_bytes()).unwrap();
            let again = String::from_utf8(replica.from_scratch().view().canonical_bytes()).unwrap();
            assert_eq!(shown, again, "a restart of member {place} shows something else");
            let (known, expected) = first.get_or_insert_with(|| (held.clone(), shown.clone()));
            assert_eq!(known, &held, "member {place} holds something else");
            assert_eq!(expected, &shown, "member {place} shows something else");
        }
    }

    /// Nobody lost a word, and nobody who kept to the rules is accused.
    fn check_promises(&self) {
        let honest = self.honest();
        let fold = &self.members[0].replica.fold;
        assert!(fold.state().halted.is_none(), "the chain of an honest secretary halts");
        for place in honest {
            let member = &self.members[place];
            let operator = member.operator.id();
            let page = fold.operator(operator).map(maillage_shared::view::operators::OperatorFold::page);
            for slug in &member.said.hosts {
                let there = page.is_some_and(|page| page.hosts.keys().any(|known| known.as_str() == slug));
                assert!(there, "member {place} lost host {slug}");
            }
            let refused = fold.operator(operator).map_or(0, |fold| fold.document().refusals().len());
            assert_eq!(refused, 0, "member {place} is accused");
            for (number, visits) in &member.said.months {
                let all = standing(fold);
                let found = all.iter().find(|standing| standing.operator == operator && standing.period == month(*number));
                let figure = found.and_then(|standing| standing.cells().first()).and_then(|cell| cell.visits);
                assert_eq!(figure, Some(*visits), "member {place} lost month {number}");
            }
            assert!(!fold.forks().contains_key(&member.device()), "member {place} is said to have forked");
        }
        for member in self.members.iter().filter(|member| !member.is_honest()) {
            let page = fold.operator(member.operator.id());
            assert!(
                page.is_none_or(|page| page.document().alarm().is_none()),
                "a liar's change passed the gate and broke automerge"
            );
        }
    }

    fn count_evidence(&mut self) {
        let fold = &self.members[0].replica.fold;
        let refused = fold.journals().filter_map(|journal| fold.operator_of(journal.certified()?.device));
        let refused: BTreeSet<_> = refused.collect();
        let refused: usize =
            refused.iter().filter_map(|operator| fold.operator(*operator)).map(|page| page.document().refusals().len()).sum();
        let forks = fold.forks().len();
        self.wire.counters.count_many("fork found", forks);
        self.wire.counters.count_many("page change refused", refused);
    }
}

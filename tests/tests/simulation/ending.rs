//! What must be true in the end: the wire is whole, liars are gone, and honest nodes exchange until they are quiet.

use std::collections::{BTreeSet, VecDeque};

use maillage_shared::{
    identity::DeviceId,
    register::ItemId,
    sync::{Exchange, HeadLine, Step},
    view::{Refusal, publications::standing},
};
use maillage_tests::{acts::month, replica::Killed};

use super::{
    member::Member,
    story::{Complaint, Story},
};

/// Rounds in which each honest node exchanges with each other one. Two bring everything everywhere; one more for what waited.
const ROUNDS: usize = 3;

/// Rounds in which members decide and exchange until the register goes on. Each of a few installations that do not come together
/// takes three.
const PATIENCE: usize = 24;

/// What a node holds: its journals as they are compared, and its items.
type Held = (Vec<HeadLine>, BTreeSet<ItemId>);

/// One whole exchange over a wire that loses nothing.
fn exchange(sides: &mut [&mut Member; 2], devices: [DeviceId; 2]) {
    let (first, steps) = Exchange::initiate(&sides[0].replica.held_for(devices[1])).unwrap();
    let mut exchanges = [first, Exchange::respond()];
    let mut queue: VecDeque<(usize, Step)> = steps.into_iter().map(|step| (0, step)).collect();
    while let Some((side, step)) = queue.pop_front() {
        let other = 1 - side;
        let (next, steps) = match step {
            Step::Send(message) => {
                (other, exchanges[other].receive(message, &sides[other].replica.held_for(devices[side])).unwrap())
            }
            Step::Store(delivery) => {
                let receipt = sides[side].replica.receive(devices[other], &delivery, Killed::Never);
                let expected = |refusal: &Refusal| matches!(refusal, Refusal::NoFork | Refusal::CutOff);
                assert!(receipt.refused.iter().all(expected), "an honest peer delivered what is refused: {:?}", receipt.refused);
                (side, exchanges[side].stored(&sides[side].replica.held_for(devices[other])).unwrap())
            }
            Step::Finished(outcome) => {
                if outcome.equal {
                    sides[side].met(devices[other]);
                }
                continue;
            }
        };
        queue.extend(steps.into_iter().map(|step| (next, step)));
    }
}

impl Story {
    /// The wire is whole again, and everybody is there.
    pub(super) fn mend(&mut self) {
        for member in &mut self.members {
            member.hang_up();
            if !member.up && !self.retired.contains(&member.place) {
                member.come_back(&mut self.wire);
            }
        }
    }

    /// The digest of every member, liars too.
    pub(super) fn digests(&self) -> Vec<String> {
        self.members.iter().map(|member| member.replica.fold.summary_digest().to_string()).collect()
    }

    /// Those that keep to the rules, members or not.
    fn keeping(&self) -> Vec<usize> {
        (0..self.members.len()).filter(|place| self.directory.honest[*place] && !self.retired.contains(place)).collect()
    }

    /// The honest node that knows the register best.
    fn reference(&self) -> usize {
        let knows = |place: &usize| {
            let chain = &self.members[*place].replica.fold.state().chain;
            (chain.term, chain.decisions.len(), std::cmp::Reverse(*place))
        };
        self.keeping().into_iter().max_by_key(knows).unwrap()
    }

    /// The honest ones whose devices speak for members, where that is known best.
    fn honest(&self) -> Vec<usize> {
        let state = self.members[self.reference()].replica.fold.state();
        // Whom only a branch left behind knew is heard, and has no part in what is decided here.
        let speaks = |device| state.may_connect(device) && !state.left_behind.contains_key(&device);
        self.keeping().into_iter().filter(|place| speaks(self.directory.devices[*place])).collect()
    }

    /// Checks everything.
    pub(super) fn check(&mut self) {
        let _complaint = Complaint(self.seed);
        (0..ROUNDS).for_each(|_| self.reconcile());
        self.go_on();
        self.check_agreement();
        self.check_promises();
        self.check_figures();
        self.check_evidence();
        self.count_evidence();
    }

    /// Every honest node exchanges with each other one that it speaks with.
    fn reconcile(&mut self) {
        let honest = self.keeping();
        for one in honest.clone() {
            for other in honest.iter().copied().filter(|other| *other > one) {
                let devices = [self.directory.devices[one], self.directory.devices[other]];
                let [one, other] = self.members.get_disjoint_mut([one, other]).unwrap();
                if one.speaks_with(devices[1]) && other.speaks_with(devices[0]) {
                    exchange(&mut [one, other], devices);
                }
            }
        }
    }

    /// The register goes on without the liars: what honest members state is put in order in the end, by somebody whom people
    /// trust.
    fn go_on(&mut self) {
        let honest = self.honest();
        let place = honest.iter().copied().rev().find(|place| self.can_state(*place)).expect("an honest member governs");
        let there: BTreeSet<DeviceId> = self.keeping().into_iter().map(|place| self.directory.devices[place]).collect();
        let mut stated = None;
        for _ in 0..PATIENCE {
            for place in self.honest() {
                let (wire, directory) = (&mut self.wire, &self.directory);
                let member = &mut self.members[place];
                member.go_on_writing(wire, directory);
                if !member.may_write() {
                    continue;
                }
                member.attend(wire, directory);
                member.approve(&self.known, wire, directory);
                let state = member.replica.fold.state();
                let trusted = state.roster.secretary().is_some_and(|secretary| directory.trusted.contains(&secretary));
                // A branch that counts again may have another device of the secretary decide than the one that is left.
                let trusted = trusted && state.roster.secretary_device().is_some_and(|device| there.contains(&device));
                if state.halted.is_some() || !trusted {
                    let signed = member.sign_some_installation(wire, directory);
                    if let Some(item) = signed {
                        member.hand_in(item, wire, directory);
                    }
                }
            }
            self.reconcile();
            if stated.is_none() && self.members[place].replica.fold.state().halted.is_none() {
                stated = self.members[place].confirm(&mut self.wire, &self.directory);
            }
            let waits = !self.members[self.reference()].replica.fold.state().pending_statements.is_empty();
            if !waits && stated.is_some_and(|number| self.is_recorded(place, number)) {
                // What the last of them signed reaches all.
                return (0..2).for_each(|_| self.reconcile());
            }
        }
        let state = self.members[self.reference()].replica.fold.state();
        panic!(
            "the register does not go on: stated {stated:?}, halted {:?}, secretary {:?}, installations {:#?}",
            state.halted,
            state.roster.secretary(),
            state.pending_installations
        );
    }

    /// Whether the root key is here of a member that has a device which speaks for it.
    fn can_state(&self, place: usize) -> bool {
        let (member, state) = (&self.members[place], self.members[self.reference()].replica.fold.state());
        let governs = |device| {
            let governed = state.roster.member_of_governing(device);
            governed.is_some_and(|governed| governed.operator == member.operator.id()) || state.stranded.contains_key(&device)
        };
        let own = self.honest().into_iter().filter(|other| self.members[*other].operator.id() == member.operator.id());
        member.holds_root && member.may_write() && own.into_iter().any(|other| governs(self.members[other].device()))
    }

    fn is_recorded(&self, place: usize, number: u32) -> bool {
        let operator = self.members[place].operator.id();
        let knows = |place: &usize| {
            let roster = &self.members[*place].replica.fold.state().roster;
            roster.member(operator).is_some_and(|member| member.hold_number >= number)
        };
        self.honest().iter().all(knows)
    }

    fn check_agreement(&mut self) {
        let honest = self.honest();
        assert!(honest.len() >= 3, "only {} honest members", honest.len());
        let mut first: Option<(Held, String)> = None;
        for place in honest {
            let replica = &mut self.members[place].replica;
            let held: Held = (replica.fold.head_lines(), replica.fold.item_ids().copied().collect());
            let shown = String::from_utf8(replica.fold.view().canonical_bytes()).unwrap();
            let scratch = &mut replica.from_scratch();
            let again = String::from_utf8(scratch.view().canonical_bytes()).unwrap();
            assert_eq!(shown, again, "a restart of member {place} shows something else");
            assert_eq!(replica.fold.summary_digest(), scratch.summary_digest(), "a restart of member {place} holds something else");
            let (known, expected) = first.get_or_insert_with(|| (held.clone(), shown.clone()));
            assert_eq!(known, &held, "member {place} holds something else");
            assert_eq!(expected, &shown, "member {place} shows something else");
        }
    }

    /// Nobody lost a word, and nobody who kept to the rules is accused.
    fn check_promises(&self) {
        let fold = &self.members[self.reference()].replica.fold;
        assert!(fold.state().halted.is_none(), "the chain halts in the end");
        for place in self.honest() {
            let member = &self.members[place];
            let operator = member.operator.id();
            let page = fold.operator(operator).map(maillage_shared::view::operators::OperatorFold::page);
            for slug in &member.said.hosts {
                let there = page.is_some_and(|page| page.hosts.keys().any(|known| known.as_str() == slug));
                assert!(there, "member {place} lost host {slug}");
            }
            let refused = fold.operator(operator).map_or(0, |fold| fold.document().refusals().len());
            assert_eq!(refused, 0, "member {place} is accused");
            let forked = fold.forks().contains_key(&member.device());
            assert!(!forked || member.may_contradict_itself(), "member {place} is said to have forked");
        }
        for member in self.members.iter().filter(|member| !member.is_honest()) {
            let page = fold.operator(member.operator.id());
            assert!(
                page.is_none_or(|page| page.document().alarm().is_none()),
                "a liar's change passed the gate and broke automerge"
            );
        }
    }

    /// Every month that an honest member published stands.
    fn check_figures(&self) {
        let fold = &self.members[self.reference()].replica.fold;
        let all = standing(fold);
        for place in self.honest() {
            let operator = self.members[place].operator.id();
            for (number, visits) in &self.members[place].said.months {
                let found = all.iter().find(|standing| standing.operator == operator && standing.period == month(*number).into());
                let figure = found.and_then(|standing| *standing.publication()?.figures.first()?);
                assert_eq!(figure, Some(*visits), "member {place} lost month {number}");
            }
        }
    }

    /// The register proves nothing against who kept to the rules.
    fn check_evidence(&mut self) {
        let evidence = self.members[self.reference()].replica.fold.register().evidence();
        for found in &evidence {
            let keeps = |member: &&Member| found.operator == Some(member.operator.id()) && !member.may_contradict_itself();
            let honest = self.keeping().into_iter().map(|place| &self.members[place]).find(keeps);
            assert!(honest.is_none(), "an honest member is accused: {found:?}");
        }
        self.wire.counters.count_many("spoke against itself in the register", evidence.len());
    }

    fn count_evidence(&mut self) {
        let fold = &self.members[self.reference()].replica.fold;
        let refused = fold.journals().filter_map(|journal| fold.operator_of(journal.certified()?.device));
        let refused: BTreeSet<_> = refused.collect();
        let refused: usize =
            refused.iter().filter_map(|operator| fold.operator(*operator)).map(|page| page.document().refusals().len()).sum();
        let contradicted = self.keeping().into_iter().filter(|place| fold.forks().contains_key(&self.members[*place].device()));
        self.wire.counters.count_many("fork of a restored device", contradicted.count());
        let forks = fold.forks().len();
        self.wire.counters.count_many("fork found", forks);
        self.wire.counters.count_many("page change refused", refused);
    }
}

//! Through all states of a scenario, each once, those with fewer signed items first.

use std::{
    collections::HashSet,
    fmt::{self, Display},
};

use super::{
    ledger::Place,
    network::Network,
    scenario::Scenario,
    state::{Act, State, closed, with_needs},
    views::Views,
};

/// What was explored.
#[derive(Default)]
pub(super) struct Report {
    states: usize,
    renamed: usize,
    actions: usize,
    /// Every state with up to so many signed items was looked at.
    complete: usize,
    is_all: bool,
    sets: usize,
    meetings: usize,
    items: usize,
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { states, renamed, actions, complete, is_all, sets, meetings, items } = self;
        let end = if *is_all { "exhausted, there is no other state" } else { "STOPPED at the bound on states" };
        write!(
            f,
            "{states} states (standing for {renamed} under all names), {actions} actions, every state to depth {complete}: {end}; \
             {items} items, {sets} sets of them judged in two orders, {meetings} meetings that went on"
        )
    }
}

/// Explores a scenario, or as many of its states as that, and panics with a story in which a promise is broken.
pub(super) fn explore(scenario: Scenario, states: usize) -> Report {
    let mut search = Search { views: Views::of(Network::of(scenario)), report: Report::default() };
    let mut layer = vec![State::first(scenario.members)];
    while !layer.is_empty() {
        let room = states.saturating_sub(search.report.states);
        if layer.len() > room {
            search.follow_all(&layer[..room]);
            return search.reported(false);
        }
        let next = search.follow_all(&layer);
        search.report.complete = layer[0].signed.len();
        layer = next;
    }
    search.reported(true)
}

struct Search {
    views: Views,
    report: Report,
}

impl Search {
    fn reported(self, is_all: bool) -> Report {
        let (views, report) = (self.views, self.report);
        Report { is_all, sets: views.judged(), meetings: views.meetings(), items: views.ledger.len(), ..report }
    }

    /// Looks at these states, in all of which as much was signed; the states one action later.
    fn follow_all(&mut self, layer: &[State]) -> Vec<State> {
        let (mut seen, mut next) = (HashSet::new(), Vec::new());
        for state in layer {
            self.report.states += 1;
            self.report.renamed += state.names;
            let acts = self.look(state).unwrap_or_else(|broken| {
                let (scenario, story) = (self.views.network.scenario, self.views.ledger.story(&state.signed));
                panic!("{scenario}\n{broken}\n{story}")
            });
            for act in acts.iter().filter(|act| self.is_allowed(state, **act)).copied().collect::<Vec<Act>>() {
                self.report.actions += 1;
                let after = self.after(state, &acts, act);
                let (print, names) = after.print(&self.views.ledger);
                if seen.insert(print) {
                    next.push(State { names, ..after });
                }
            }
        }
        next
    }

    /// Checks a state, and says what may be signed next.
    fn look(&mut self, state: &State) -> Result<Vec<Act>, String> {
        let needs = state.needs(&self.views.ledger);
        self.meet(state, &needs)?;
        let mut acts = state.open.clone();
        for member in 0..state.knows.len() {
            // From what does not hold the newest item was asked when that one was not there yet.
            let newest = state.signed.len().checked_sub(1).map_or(0, |at| 1 << at);
            let least = with_needs(&needs, state.knows[member] | newest);
            for holding in closed(&needs, least) {
                for place in self.views.acts(member, &state.places(holding, least))?.iter().copied() {
                    let is_less = |act: &Act| act.member == member && act.place == place && act.holding & !holding == 0;
                    if !state.signed.contains(&place) && !acts.iter().any(is_less) {
                        acts.push(Act { member, place, holding });
                    }
                }
            }
        }
        Ok(acts)
    }

    /// Every majority of honest members, whatever of the rest they hold besides what they know, can go on by themselves.
    fn meet(&mut self, state: &State, needs: &[u32]) -> Result<(), String> {
        let scenario = self.views.network.scenario;
        let honest: Vec<usize> = scenario.honest_members().collect();
        for chosen in 0..1_u32 << honest.len() {
            if (chosen.count_ones() as usize) < scenario.majority() {
                continue;
            }
            let present: Vec<usize> = (0..honest.len()).filter(|at| chosen & (1 << at) != 0).map(|at| honest[at]).collect();
            let known = present.iter().fold(0, |known, member| known | state.knows[*member]);
            for set in closed(needs, known) {
                self.views.goes_on(&present, &state.places(set, 0))?;
            }
        }
        Ok(())
    }

    /// Whether the scenario has room for it: so many lies, and no second version before the first.
    fn is_allowed(&self, state: &State, act: Act) -> bool {
        let (scenario, ledger) = (self.views.network.scenario, &self.views.ledger);
        let is_lie = |place: &&Place| scenario.liar == Some(ledger.at(**place).signer);
        let has_room = scenario.liar != Some(act.member) || state.signed.iter().filter(is_lie).count() < scenario.lies;
        has_room && ledger.at(act.place).twin.is_none_or(|first| state.signed.contains(&first))
    }

    /// The state after an action.
    fn after(&self, state: &State, acts: &[Act], act: Act) -> State {
        assert!(state.signed.len() < 32, "a set has room for 32 items");
        let lies = self.views.network.scenario.liar == Some(act.member);
        let mut after = state.clone();
        after.signed.push(act.place);
        if !lies {
            after.knows[act.member] = act.holding | 1 << state.signed.len();
        }
        // Who signed something knows more than before: what it may do next is asked again.
        let goes_stale = |other: &Act| other.place == act.place || (!lies && other.member == act.member);
        after.open = acts.iter().filter(|other| !goes_stale(other)).copied().collect();
        after
    }
}

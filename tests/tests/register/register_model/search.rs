//! Through all states, each once: breadth first for half of the states that are allowed, then depth first, so that long stories
//! are among them too.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    env,
};

use super::{
    action::{Action, done, possible},
    held::Held,
    network::{Network, State},
    promise,
};

/// How far the search goes.
pub(super) struct Limits {
    depth: usize,
    states: usize,
}

impl Limits {
    /// The limits that the environment asks for, or these.
    pub(super) fn of_environment(depth: usize, states: usize) -> Self {
        let asked = |name: &str, usual| env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual);
        Self { depth: asked("MAILLAGE_MODEL_DEPTH", depth), states: asked("MAILLAGE_MODEL_STATES", states) }
    }
}

/// What was explored.
pub(super) struct Report {
    states: usize,
    transitions: usize,
    complete: usize,
    deepest: usize,
    compared: usize,
    left_out: usize,
    sets: usize,
    whole: bool,
}

impl Report {
    /// Says what was explored.
    pub(super) fn print(&self, what: &str) {
        let Self { states, transitions, complete, deepest, compared, left_out, sets, whole } = self;
        let whole = if *whole { "" } else { ", stopped at the bound" };
        println!(
            "{what}: {states} states{whole}, {transitions} actions; every state to depth {complete}, some to {deepest}; {sets} sets of items judged, {compared} reached again in another order; {left_out} actions left out"
        );
    }
}

struct Node {
    state: State,
    depth: usize,
    before: Option<(usize, Action)>,
}

/// Explores every state within the limits.
pub(super) fn explore(mut network: Network, limits: &Limits) -> Report {
    let first: State = vec![Held::default(); network.members.len()];
    let mut seen: HashMap<State, usize> = HashMap::from([(first.clone(), 0)]);
    let mut nodes = vec![Node { state: first, depth: 0, before: None }];
    let mut checked: HashSet<Held> = HashSet::new();
    let (mut transitions, mut open) = (0, VecDeque::from([0]));
    let (mut whole, mut complete) = (true, 0);
    loop {
        let broad = nodes.len() < limits.states / 2;
        let Some(place) = (if broad { open.pop_front() } else { open.pop_back() }) else { break };
        let (state, depth) = (nodes[place].state.clone(), nodes[place].depth);
        check(&mut network, &state, &mut checked).unwrap_or_else(|broken| panic!("{broken}\n{}", path(&nodes, place)));
        if broad {
            complete = depth;
        }
        if depth >= limits.depth {
            continue;
        }
        for action in possible(&network, &state) {
            if nodes.len() >= limits.states {
                whole = false;
                break;
            }
            let Some(next) = done(&mut network, &state, action) else { continue };
            transitions += 1;
            if !seen.contains_key(&next) {
                seen.insert(next.clone(), nodes.len());
                open.push_back(nodes.len());
                nodes.push(Node { state: next, depth: depth + 1, before: Some((place, action)) });
            }
        }
    }
    let deepest = nodes.iter().map(|node| node.depth).max().unwrap_or_default();
    Report {
        states: nodes.len(),
        transitions,
        deepest,
        compared: network.compared,
        left_out: network.left_out,
        sets: checked.len(),
        complete,
        whole,
    }
}

fn check(network: &mut Network, state: &State, checked: &mut HashSet<Held>) -> Result<(), String> {
    let everything = state.iter().fold(Held::default(), |all, held| all.with(*held));
    let together = network.honest().fold(Held::default(), |all, member| all.with(state[member]));
    for held in state.iter().copied().chain([everything, together]) {
        if !checked.insert(held) {
            continue;
        }
        network.take(Held::default(), held);
        promise::stands_or_names_a_liar(network, held)?;
        promise::accuses_no_honest_member(network, held)?;
        if held == together {
            promise::goes_on(network, held)?;
        }
    }
    Ok(())
}

/// What was done to get there.
fn path(nodes: &[Node], mut place: usize) -> String {
    let mut actions = Vec::new();
    while let Some((before, action)) = nodes[place].before {
        actions.push(format!("{action:?}"));
        place = before;
    }
    actions.reverse();
    actions.join("\n")
}

//! The mutation corpus: what hostile hands make of honest changes, behind the gate and without it.
//!
//! Every mutant has a number, and the number alone decides what it is: the same corpus everywhere, on any number of threads.
//! [`MUTANTS`] asks for more than the first ones, [`HARVEST`] has the smallest harmful ones written into a file.

use std::{cell::Cell, panic, sync::Once, thread};

use super::Rule;

mod dice;
mod mutator;
mod scene;
mod tally;
mod trial;

use dice::Dice;
use scene::Scene;
use tally::Tally;

/// The environment variable that says how many mutants to try.
const MUTANTS: &str = "MAILLAGE_MUTANTS";
/// The environment variable that names the file for the harmful ones.
const HARVEST: &str = "MAILLAGE_HARMFUL";
/// How many mutants every test run tries.
const ALWAYS: u64 = 20_000;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Ends the quiet, also after a panic.
struct Loud;

impl Drop for Loud {
    fn drop(&mut self) {
        QUIET.set(false);
    }
}

/// Does something that may panic inside automerge, without a word on the terminal about it.
pub(super) fn quietly<T>(work: impl FnOnce() -> T) -> T {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panicked| {
            if !QUIET.get() {
                before(panicked);
            }
        }));
    });
    QUIET.set(true);
    let _loud = Loud;
    work()
}

/// Tries the mutants with these numbers, on all processors.
fn try_all(count: u64) -> Tally {
    let scenes: Vec<Scene> = (0..scene::SCENES).map(Scene::new).collect();
    let threads = thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
    let part = |thread: u64| {
        let mut tally = Tally::default();
        for number in (thread..count).step_by(usize::try_from(threads).unwrap()) {
            let mut dice = Dice::new(number);
            let scene = &scenes[dice.below(scenes.len())];
            let sequence = mutator::mutate(scene, &mut dice);
            let tried = panic::catch_unwind(panic::AssertUnwindSafe(|| trial::try_one(scene, number, sequence)));
            match tried {
                Ok(outcome) => tally.add(outcome),
                Err(_) => tally.harm_behind_the_gate.push(format!("mutant {number}: a panic")),
            }
        }
        tally
    };
    thread::scope(|scope| {
        let parts: Vec<_> = (0..threads).map(|thread| scope.spawn(move || part(thread))).collect();
        parts.into_iter().map(|part| part.join().unwrap()).fold(Tally::default(), Tally::with)
    })
}

#[test]
fn no_mutant_harms_a_draft_behind_the_gate_and_without_it_or_one_of_its_rules_many_do() {
    let count = std::env::var(MUTANTS).ok().map_or(ALWAYS, |count| count.parse().expect("a number of mutants"));
    let tally = try_all(count);
    println!("{tally}");
    if let Ok(path) = std::env::var(HARVEST) {
        std::fs::write(&path, tally.harvest(&Scene::new(0))).unwrap();
    }
    assert_eq!(tally.tried, count);
    let shown: Vec<&String> = tally.harm_behind_the_gate.iter().take(9).collect();
    assert!(shown.is_empty(), "{shown:?}");
    assert!(tally.harmful_without_gate * 20 >= tally.tried, "without the gate {} do damage", tally.harmful_without_gate);
    assert!(tally.accepted_mutants * 100 >= tally.tried, "{} mutants are harmless enough to pass", tally.accepted_mutants);
    for rule in Rule::ALL {
        assert!(tally.rules[&rule].alone > 0, "nothing is refused by {rule:?} alone");
    }
}

#[test]
fn any_order_of_changes_with_bad_ones_among_them_gives_the_same_draft_and_the_same_refusals() {
    let scenes: Vec<Scene> = (0..8).map(Scene::new).collect();
    let (mut refused, mut accepted) = (0, 0);
    for number in 0..600 {
        let mut dice = Dice::new(1_000_000_000 + number);
        let scene = &scenes[dice.below(scenes.len())];
        let mut all: Vec<_> = scene.base.iter().chain(&scene.tail).cloned().collect();
        for _ in 0..3 {
            all.extend(mutator::mutate(scene, &mut dice));
        }
        let in_order = trial::holding(&all);
        for _ in 0..2 {
            dice.shuffle(&mut all);
            let mixed = trial::holding(&all);
            assert_eq!(trial::state(&mixed), trial::state(&in_order), "mutant {number}");
            assert_eq!(mixed.refusals(), in_order.refusals(), "mutant {number}");
            assert_eq!((mixed.alarm(), mixed.pending()), (None, in_order.pending()), "mutant {number}");
        }
        refused += in_order.refusals().len();
        accepted += usize::from(in_order.heads() != trial::holding(scene.base.iter().chain(&scene.tail)).heads());
    }
    assert!(refused > 600 && accepted > 10, "{refused} refused, {accepted} times a mutant had effect");
}

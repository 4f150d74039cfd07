//! How a member does not keep to the rules, one type each. A new one is a type that implements [`Behaviour`], and a line in
//! [`ALL`]: its name must then turn up in what the seeds count.
//!
//! * `journals`: with its own journal
//! * `pages`: with pages
//! * `register`: with items of the register
//! * `talking`: in exchanges and pushes
//! * `secretary`: as the one that keeps the order of decisions

mod journals;
mod pages;
mod register;
mod secretary;
mod talking;

use std::fmt::Debug;

use maillage_shared::{register::automatic::Duty, sync::Message};
use maillage_tests::dice::Dice;

use super::liar::Liar;

/// A way not to keep to the rules.
pub(super) trait Behaviour: Debug + Send {
    /// What it is called where it is counted.
    fn name(&self) -> &'static str;

    /// What it does when its member looks at what there is to do.
    fn misbehave(&mut self, _liar: &mut Liar<'_>) {}

    /// Whether it leaves undone what its node would sign by itself.
    fn neglects(&mut self, _duty: &Duty) -> bool {
        false
    }

    /// What it makes of a message that the honest node beneath would send.
    fn distort(&mut self, _message: &Message, _dice: &mut Dice) -> Uttered {
        Uttered::AsItIs
    }
}

/// What becomes of a message.
#[derive(Debug)]
pub(super) enum Uttered {
    /// It is sent as the honest node wrote it.
    AsItIs,
    /// Other bytes are sent in its place.
    Other(Vec<u8>),
    /// Nothing is sent.
    Silence,
}

impl Uttered {
    /// These bytes, if the behaviour is up to it this time.
    fn other_if(likely: bool, bytes: impl FnOnce() -> Vec<u8>) -> Self {
        if likely { Self::Other(bytes()) } else { Self::AsItIs }
    }
}

macro_rules! behaviours {
    ($names:ident, $all:ident, $($name:literal: $behaviour:path),* $(,)?) => {
        /// Their names.
        pub(super) const $names: [&str; [$($name),*].len()] = [$($name),*];

        /// All of them.
        const $all: [fn() -> Box<dyn Behaviour>; $names.len()] = [$(|| Box::new(<$behaviour>::default())),*];

        $(impl Named for $behaviour { const NAME: &'static str = $name; })*
    };
}

/// The name of a behaviour.
trait Named {
    const NAME: &'static str;
}

behaviours! {
    NAMES, ALL,
    "liar forks its journal": journals::Forks,
    "liar floods with tiny entries": journals::Floods,
    "liar writes what nobody knows": journals::Unknown,
    "liar dates wrongly": journals::Dates,
    "liar contradicts its figures": journals::Contradicts,
    "liar writes changes that break automerge": pages::Breaks,
    "liar lets changes build on nothing": pages::Orphans,
    "liar writes on another's page": pages::Trespasses,
    "liar signs for another's device": talking::Impersonates,
    "liar leaves bodies out": talking::Prunes,
    "liar invents evidence": talking::Invents,
    "liar sends garbage": talking::Garbage,
    "liar lies in listings": talking::Lists,
    "liar withholds": talking::Withholds,
    "liar repeats itself": talking::Repeats,
    "liar acknowledges what is stale or nothing": register::Acknowledges,
    "liar decides without being the secretary": register::Decides,
    "liar makes two statements of one number": register::Equivocates,
    "liar proposes what cannot be": register::Proposes,
}

behaviours! {
    SECRETARY_NAMES, AS_SECRETARY,
    "secretary falls silent": secretary::FallsSilent,
    "secretary decides twice at once": secretary::DecidesTwice,
    "secretary rewrites the past": secretary::RewritesThePast,
    "secretary decides without approvals": secretary::DecidesAlone,
    "secretary anchors what nobody holds": secretary::AnchorsNothing,
    "secretary anchors its fork": secretary::AnchorsItsFork,
    "secretary replays an old Hold": secretary::ReplaysHolds,
    "secretary replays approvals": secretary::ReplaysApprovals,
    "secretary leaves journals out": secretary::LeavesJournalsOut,
    "secretary leaves approvals out": secretary::LeavesApprovalsOut,
    "secretary leaves statements out": secretary::LeavesStatementsOut,
}

/// Two ways for a liar of this seed: the first goes through all of them as the seeds go up.
pub(super) fn of_seed(seed: u64, dice: &mut Dice) -> Vec<Box<dyn Behaviour>> {
    let first = usize::try_from(seed).unwrap() % ALL.len();
    [first, dice.below(ALL.len())].into_iter().map(|place| ALL[place]()).collect()
}

/// Ways for a liar that keeps the order of decisions: one of its own, and one that any member has.
pub(super) fn of_secretary(seed: u64, dice: &mut Dice) -> Vec<Box<dyn Behaviour>> {
    let first = usize::try_from(seed).unwrap() % AS_SECRETARY.len();
    vec![AS_SECRETARY[first](), ALL[dice.below(ALL.len())]()]
}

//! In exchanges and pushes.

use maillage_shared::{
    hash,
    identity::Signature,
    journal::{BodyKind, Entry, EntryHash, ForkProof, Run, fork::Branch, run::RunBody},
    register::{Item, ItemId},
    sync::{Message, message::Listing},
};
use maillage_tests::{dice::Dice, forge, world::continued};

use super::{Behaviour, Liar, Named as _, Uttered};

/// Entries in another's journal, signed by itself, by nobody, or with a signature of another entry.
#[derive(Debug, Default)]
pub(super) struct Impersonates;

impl Behaviour for Impersonates {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let (true, Some(victim)) = (liar.dice().happens(30), liar.victim_device()) else { return };
        let journal = liar.member.replica.kept.journals[&victim].clone();
        let own = liar.member.operator.device.clone();
        let network = liar.member.replica.fold.network();
        let forged = continued(&own, network, &journal, BodyKind::Comment.number(), false, vec![0xa0]);
        let borrowed = forge::signed_with(&forged, journal.last().unwrap().signature.unwrap_or(Signature::from_bytes([1; 64])));
        let twice = journal.last().and_then(|entry| entry.signature).map(|signature| {
            let last = forge::signed_with(journal.last().unwrap(), forge::second_form(&signature));
            Run { device: victim, ..Run::of(&[last]).unwrap() }
        });
        let mut runs: Vec<Run> = [forged, borrowed]
            .iter()
            .map(|entry| Run { device: victim, ..Run::of(std::slice::from_ref(entry)).unwrap() })
            .collect();
        runs.extend(twice);
        let run = liar.dice().one_of(&runs).clone();
        liar.push_to_all(&[], &[run], &[]);
    }
}

/// Passes on journals with bodies left out, which changes no hash.
#[derive(Debug, Default)]
pub(super) struct Prunes;

fn pruned(mut run: Run) -> Run {
    for entry in &mut run.entries {
        if let RunBody::Whole(body) = &entry.body {
            entry.body = RunBody::Pruned(u32::try_from(body.len()).unwrap(), hash::sha256(body));
        }
    }
    run
}

impl Behaviour for Prunes {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let (true, Some(victim)) = (liar.dice().happens(30), liar.victim_device()) else { return };
        let journal = &liar.member.replica.kept.journals[&victim];
        let runs = [Run::of(&journal[1..]).unwrap(), Run::of(&journal[journal.len() - 1..]).unwrap()].map(pruned);
        let run = liar.dice().one_of(&runs).clone();
        liar.push_to_all(&[], &[run], &[]);
    }

    fn distort(&mut self, message: &Message, dice: &mut Dice) -> Uttered {
        let Message::Runs(runs) = message else { return Uttered::AsItIs };
        let mut runs = runs.clone();
        runs.runs = runs.runs.into_iter().map(pruned).collect();
        Uttered::other_if(dice.happens(50), || Message::Runs(runs).to_bytes())
    }
}

/// Claims that honest devices forked.
#[derive(Debug, Default)]
pub(super) struct Invents;

impl Behaviour for Invents {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let (true, Some(victim)) = (liar.dice().happens(30), liar.victim_device()) else { return };
        let journal = liar.member.replica.kept.journals[&victim].clone();
        let (last, before) = journal.split_last().unwrap();
        let (own, network) = (liar.member.operator.device.clone(), liar.member.replica.fold.network());
        let mut other = continued(&own, network, before, BodyKind::Comment.number(), false, vec![0xa1, 0x00, 0x00]);
        other.header.device = victim;
        let branch = |entry: &Entry, signature| Branch::new(std::slice::from_ref(&entry.header), signature);
        let genuine = last.signature.unwrap_or(Signature::from_bytes([1; 64]));
        let proofs = [
            ForkProof::new(branch(last, genuine), branch(&other, other.signature.unwrap())),
            ForkProof::new(branch(last, genuine), branch(&other, genuine)),
            ForkProof::new(branch(last, genuine), branch(last, genuine)),
        ];
        let proof = liar.dice().one_of(&proofs).clone();
        liar.push_to_all(&[], &[], &[proof]);
    }
}

/// Bytes that are nothing, and messages with some bytes changed.
#[derive(Debug, Default)]
pub(super) struct Garbage;

impl Behaviour for Garbage {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        if liar.dice().happens(30) {
            let noise = liar.dice().noise(200);
            let victims = liar.victims();
            let to = *liar.dice().one_of(&victims);
            liar.push_bytes(to, noise);
        }
    }

    fn distort(&mut self, message: &Message, dice: &mut Dice) -> Uttered {
        let likely = dice.happens(25);
        Uttered::other_if(likely, || dice.bend(message.to_bytes()))
    }
}

/// Lists what it does not have, and other places than it has.
#[derive(Debug, Default)]
pub(super) struct Lists;

impl Behaviour for Lists {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn distort(&mut self, message: &Message, dice: &mut Dice) -> Uttered {
        let Message::Listing(listing) = message else { return Uttered::AsItIs };
        let mut listing: Listing = listing.clone();
        for line in &mut listing.heads {
            match dice.below(6) {
                0 => (line.seq, line.hash) = (line.seq + 1 + dice.below(1_000) as u64, EntryHash::from_bytes([dice.byte(); 32])),
                1 => line.hash = EntryHash::from_bytes([dice.byte(); 32]),
                2 => line.fork = Some(1 + dice.below(4) as u64),
                3 => line.seq = dice.below(3) as u64,
                _ => {}
            }
        }
        listing.items.extend((0..dice.below(4)).map(|_| ItemId::from_bytes([dice.byte(); 32])));
        listing.items.sort_unstable();
        listing.items.dedup();
        Uttered::Other(Message::Listing(listing).to_bytes())
    }
}

/// Says that it has nothing, gives nothing of what it listed, or says nothing at all.
#[derive(Debug, Default)]
pub(super) struct Withholds;

impl Behaviour for Withholds {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn distort(&mut self, message: &Message, dice: &mut Dice) -> Uttered {
        let empty = match message {
            Message::Listing(_) => Message::Listing(Listing { heads: Vec::new(), items: Vec::new(), last: true }),
            Message::Items(_) => Message::Items(Vec::new()),
            Message::Forks(_) => Message::Forks(Vec::new()),
            Message::Runs(_) => Message::Runs(maillage_shared::sync::message::Runs::default()),
            _ if dice.happens(10) => return Uttered::Silence,
            _ => return Uttered::AsItIs,
        };
        Uttered::other_if(dice.happens(60), || empty.to_bytes())
    }
}

/// Sends again what everybody has had for long, also as if it were new, and all of it at once.
#[derive(Debug, Default)]
pub(super) struct Repeats;

impl Behaviour for Repeats {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        if !liar.dice().happens(20) {
            return;
        }
        let kept = &liar.member.replica.kept;
        let items: Vec<Vec<u8>> = kept.items.values().map(Item::to_bytes).collect();
        let runs: Vec<Run> = kept.journals.values().filter_map(|journal| Run::of(journal)).collect();
        let forks: Vec<ForkProof> = kept.proofs.values().cloned().collect();
        let twice = [runs.clone(), runs].concat();
        liar.push_to_all(&items, &twice, &forks);
    }
}

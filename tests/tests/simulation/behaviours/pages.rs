//! With pages.

use maillage_shared::{
    directory::PageEdit,
    document::{Incarnation, PageChange, PageDocument},
    encoding,
    journal::BodyKind,
};
use maillage_tests::{acts::host, dice::Dice, forge::Chunk};

use super::{Behaviour, Liar, Named as _};

/// An honest change of a page, in the entry that the liar writes next.
pub(super) fn honest(liar: &Liar<'_>, page: &PageDocument, name: &str) -> Option<PageChange> {
    let seq = liar.member.replica.fold.head(liar.device()).seq + 1;
    let author = Incarnation { device: liar.device(), opened_at: seq };
    page.edit(author, seq, &[PageEdit::PutHost(host(77, name))]).ok().flatten()
}

/// Changes that broke automerge when it was given them: numbers out of line, other actors, further bytes, other chunks.
#[derive(Debug, Default)]
pub(super) struct Breaks;

fn tamper(chunk: &mut Chunk, dice: &mut Dice) {
    match dice.below(8) {
        0 => chunk.seq = 50,
        1 => chunk.start_op = 1 + dice.below(1_000) as u64,
        2 => chunk.start_op = u64::MAX - 1,
        3 => chunk.actor = vec![9; 16],
        4 => chunk.rest.extend([1, 1, 65]),
        5 => chunk.kind = u8::try_from(dice.below(4)).unwrap(),
        6 => chunk.rest = dice.bend(chunk.rest.clone()),
        _ => chunk.dependencies = vec![[3; 32]; 1 + dice.below(70)],
    }
}

impl Behaviour for Breaks {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        if !liar.dice().happens(35) {
            return;
        }
        let Some(change) = honest(liar, &liar.page(), &format!("v{}", liar.journal().len())) else { return };
        let mut chunk = Chunk::of(&change);
        tamper(&mut chunk, liar.dice());
        liar.write(BodyKind::DocumentChange, encoding::to_bytes(&PageChange { change: chunk.to_bytes(), ..change }));
    }
}

/// Changes whose dependencies nobody has.
#[derive(Debug, Default)]
pub(super) struct Orphans;

impl Behaviour for Orphans {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        if !liar.dice().happens(10) {
            return;
        }
        for _ in 0..15 {
            let Some(change) = honest(liar, &liar.page(), &format!("v{}", liar.journal().len())) else { return };
            let mut chunk = Chunk::of(&change);
            let mut dependency = [0; 32];
            dependency[..8].copy_from_slice(&liar.dice().roll().to_be_bytes());
            chunk.dependencies = vec![dependency];
            liar.write(BodyKind::DocumentChange, encoding::to_bytes(&PageChange { change: chunk.to_bytes(), ..change }));
        }
    }
}

/// Changes of somebody else's page, under the own actor, the victim's, and that of nobody.
#[derive(Debug, Default)]
pub(super) struct Trespasses;

impl Behaviour for Trespasses {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        if !liar.dice().happens(35) {
            return;
        }
        let Some(victim) = liar.victim_device() else { return };
        let Some(operator) = liar.member.replica.fold.operator_of(victim) else { return };
        let Some(page) = liar.member.replica.fold.operator(operator).map(|fold| fold.document().clone()) else { return };
        let seq = liar.member.replica.fold.head(liar.device()).seq + 1;
        let device = if liar.dice().happens(50) { victim } else { liar.device() };
        let author = Incarnation { device, opened_at: seq };
        let Ok(Some(change)) = page.edit(author, seq, &[PageEdit::PutHost(host(66, &format!("forged {seq}")))]) else { return };
        liar.write(BodyKind::DocumentChange, encoding::to_bytes(&change));
    }
}

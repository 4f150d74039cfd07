//! With its own journal.

use maillage_shared::{
    calendar::Month,
    encoding,
    journal::{BodyKind, Run},
    register::ItemId,
    statistics::Publication,
};

use maillage_tests::acts::of_month;

use super::{Behaviour, Liar, Named as _, pages};

/// Tells one half of the members one history, and the other half another.
#[derive(Debug, Default)]
pub(super) struct Forks;

impl Forks {
    /// What one of the histories says: something on the page, a figure, and a few words more.
    fn history(liar: &mut Liar<'_>, visits: u32) -> Vec<(BodyKind, Vec<u8>)> {
        let mut bodies = Vec::new();
        if visits > 10 || liar.dice().happens(50) {
            let change = pages::honest(liar, &liar.page(), &format!("branche {visits}"));
            bodies.extend(change.map(|change| (BodyKind::DocumentChange, encoding::to_bytes(&change))));
        }
        if let Some(tip) = liar.member.replica.fold.state().tip_id() {
            let said = publication(liar, Month::new(2026, 6).unwrap(), tip, visits);
            bodies.push((BodyKind::Publication, encoding::to_bytes(&said)));
        }
        let more = liar.dice().below(3);
        bodies.extend((0..more).map(|_| (BodyKind::Comment, vec![0xa0])));
        bodies.push((BodyKind::Comment, encoding::to_bytes(&[visits])));
        bodies
    }
}

impl Behaviour for Forks {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        if !liar.dice().happens(25) {
            return;
        }
        let common = liar.journal();
        let [one, other] = [10, 20].map(|visits| {
            let mut entries = Vec::new();
            let mut journal = common.clone();
            for (kind, body) in Self::history(liar, visits) {
                let entry = liar.continued(&journal, kind.number(), false, body);
                journal.push(entry.clone());
                entries.push(entry);
            }
            entries
        });
        for place in liar.victims() {
            let told = if liar.dice().happens(50) { &one } else { &other };
            let run = Run::of(told).unwrap();
            liar.push(place, &[], &[run], &[]);
        }
        // Its own node goes on with one of the two, as far as it does not know better.
        for entry in one {
            liar.member.replica.write(entry);
        }
    }
}

/// Hundreds of entries that say nothing.
#[derive(Debug, Default)]
pub(super) struct Floods;

impl Behaviour for Floods {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        if !liar.dice().happens(8) {
            return;
        }
        let first = liar.member.replica.fold.head(liar.device()).seq + 1;
        for _ in 0..60 {
            liar.write_quietly(BodyKind::Comment.number(), false, vec![0xa0]);
        }
        liar.tell_from(first);
    }
}

/// Kinds of a version that does not exist, critical and not, and bodies that are none.
#[derive(Debug, Default)]
pub(super) struct Unknown;

impl Behaviour for Unknown {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let kind = *liar.dice().one_of(&[4, 6, 9, 900, u16::MAX]);
        let critical = liar.dice().happens(10);
        let body = liar.dice().noise(40);
        match liar.dice().below(10) {
            0..=1 => liar.write_kind(kind, critical, body),
            2 => liar.write(BodyKind::Publication, body),
            3 => liar.write(BodyKind::Certificate, body),
            4 => liar.write(BodyKind::Endpoint, vec![0xa1, 0x18, 0x80, 0x00]),
            _ => {}
        }
    }
}

fn publication(liar: &Liar<'_>, period: Month, seen: ItemId, visits: u32) -> Publication {
    let smallest_figure = liar.member.replica.fold.state().policy.as_ref().map_or(5, |policy| policy.smallest_figure);
    of_month(period, seen, smallest_figure, ("lundi", visits))
}

/// Figures of 2090 and of 2000, and such that have seen what nobody has.
#[derive(Debug, Default)]
pub(super) struct Dates;

impl Behaviour for Dates {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let Some(tip) = liar.member.replica.fold.state().tip_id() else { return };
        if !liar.dice().happens(20) {
            return;
        }
        let founding = liar.member.replica.fold.state().chain.decisions.first().map_or(tip, |record| record.id);
        let year = *liar.dice().one_of(&[2000, 2090, 2199]);
        let seen = *liar.dice().one_of(&[tip, founding, ItemId::from_bytes([9; 32])]);
        let body = encoding::to_bytes(&publication(liar, Month::new(year, 1).unwrap(), seen, 1_000));
        liar.write(BodyKind::Publication, body);
    }
}

/// Two figures for one month, below the smallest as well.
#[derive(Debug, Default)]
pub(super) struct Contradicts;

impl Behaviour for Contradicts {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let Some(tip) = liar.member.replica.fold.state().tip_id() else { return };
        if !liar.dice().happens(25) {
            return;
        }
        let visits = u32::try_from(liar.dice().below(20)).unwrap();
        let month = i8::try_from(1 + liar.dice().below(3)).unwrap();
        let body = encoding::to_bytes(&publication(liar, Month::new(2026, month).unwrap(), tip, visits));
        liar.write(BodyKind::Publication, body);
    }
}

//! Why a figure is hidden, and what everybody can derive for it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Counts, History, PublicYear, Scope, Spot,
    interval::{Interval, Sums},
};
use crate::{
    calendar::{Grain, Month, Period},
    statistics::{Table, Trait},
};

/// Why a figure is hidden. Only its own operator can tell: everybody else sees one mark for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is below the smallest figure that is shown.
    TooSmall,
    /// Others could be found if it were shown.
    ProtectsOthers,
}

/// A number of visits, published or not: a scope, a period or what came late in it, and a code of some traits.
type Number = (Scope, Period, bool, [Option<u16>; 4]);

impl History {
    /// Why a released figure is hidden; nothing for one that is shown or not released.
    #[must_use]
    pub fn why(&self, counts: &Counts, spot: &Spot) -> Option<Why> {
        if self.figures.get(spot)?.is_some() {
            return None;
        }
        let of_it = counts.visits.iter().filter(|(group, _)| group.counts_in(spot));
        let value = of_it.fold(0_u32, |sum, (_, visits)| sum.saturating_add(*visits));
        Some(if value < self.smallest_of(spot) { Why::TooSmall } else { Why::ProtectsOthers })
    }

    /// What everybody can derive for a figure from everything public: it looks at no visits. For tables by one trait it is as narrow as
    /// linear programs get; for others it may be wider.
    #[must_use]
    pub fn interval(&self, counts: &Counts, spot: &Spot) -> Option<Interval> {
        let mut public = Public { history: self, counts, sums: Sums::default(), numbers: BTreeMap::new() };
        let of: BTreeSet<Trait> = spot.table.traits().iter().copied().collect();
        public.relate(Period::around(spot.period.first(), Grain::Year), &of);
        let figure = public.number((spot.scope, spot.period, spot.late, codes_of(spot)));
        public.sums.interval_of(figure)
    }
}

impl PublicYear {
    /// What everybody can derive for the hidden figures: bounds carried from sum to sum through all that is public of the year. They
    /// are quick for all figures at once, and may be wider than [`PublicYear::interval`] is for one.
    #[must_use]
    pub fn bounds(&self) -> BTreeMap<Spot, Interval> {
        let is_hidden = |(spot, shown): &(&Spot, &Option<u32>)| shown.is_none() && !spot.late;
        let hidden: Vec<&Spot> = self.history.figures.iter().filter(is_hidden).map(|(spot, _)| spot).collect();
        let mut public = self.related();
        let figures: Vec<usize> =
            hidden.iter().map(|spot| public.number((spot.scope, spot.period, false, codes_of(spot)))).collect();
        let bounds = public.sums.bounds();
        let of = |figure: usize| bounds.get(figure).copied().filter(Interval::is_possible);
        hidden.into_iter().zip(figures).filter_map(|(spot, figure)| Some((*spot, of(figure)?))).collect()
    }

    /// Whether any numbers of visits could give all that is public; not every contradiction is found.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        self.contradictions.is_empty() && self.related().sums.bounds().iter().all(Interval::is_possible)
    }

    /// Everything public, with every sum between figures that are published.
    fn related(&self) -> Public<'_> {
        let Self { history, counts, .. } = self;
        let mut public = Public { history, counts, sums: Sums::default(), numbers: BTreeMap::new() };
        let years: BTreeSet<(i16, BTreeSet<Trait>)> =
            history.figures.keys().map(|spot| (spot.period.year(), spot.table.traits().iter().copied().collect())).collect();
        for (year, of) in &years {
            if let Ok(january) = Month::new(*year, 1) {
                public.relate(Period::around(january, Grain::Year), of);
            }
        }
        public
    }
}

fn codes_of(spot: &Spot) -> [Option<u16>; 4] {
    let mut codes = [None; 4];
    for (of, code) in spot.table.traits().iter().zip(spot.codes) {
        if let Some(place) = codes.get_mut(of.place()) {
            *place = Some(code);
        }
    }
    codes
}

/// Everything public of a year as sums.
struct Public<'a> {
    history: &'a History,
    counts: &'a Counts,
    sums: Sums,
    numbers: BTreeMap<Number, usize>,
}

const ALL: [Option<u16>; 4] = [None; 4];

impl Public<'_> {
    fn number(&mut self, number: Number) -> usize {
        if let Some(figure) = self.numbers.get(&number) {
            return *figure;
        }
        let known = self.known(number);
        let figure = match known {
            Some(value) => self.sums.shown(value),
            None => self.sums.hidden(0),
        };
        self.numbers.insert(number, figure);
        figure
    }

    fn known(&self, (scope, period, late, codes): Number) -> Option<i64> {
        let traits: Vec<Trait> = Trait::ALL.into_iter().filter(|of| codes.get(of.place()).is_some_and(Option::is_some)).collect();
        let listed = traits.iter().filter_map(|of| codes.get(of.place()).copied().flatten());
        let mut two = [0; 2];
        two.iter_mut().zip(listed).for_each(|(place, code)| *place = code);
        let mut tables = Table::of_grain(period.grain()).filter(|table| table.traits() == traits);
        // What no table shows can still be known to be nothing, by its period alone.
        let table = tables.next();
        let spot = Spot { scope, table: table.unwrap_or(Table::MonthVisits), period, codes: two, late };
        if self.counts.is_structural_zero(&spot) {
            return Some(0);
        }
        table.and_then(|_| self.history.figures.get(&spot).copied().flatten()).map(i64::from)
    }

    /// Every sum of the year between tables by some of these traits.
    fn relate(&mut self, year: Period, of: &BTreeSet<Trait>) {
        let permanences: Vec<Scope> = (0..self.counts.permanences).map(Scope::Permanence).collect();
        let mut periods: Vec<Period> = vec![year];
        periods.extend(
            [Grain::Quarter, Grain::Month]
                .into_iter()
                .flat_map(|grain| year.months().map(move |month| Period::around(month, grain))),
        );
        periods.dedup();
        let scopes: Vec<Scope> = permanences.iter().copied().chain([Scope::Operator]).collect();
        for period in periods {
            let cells = self.cells(period, of);
            for codes in &cells {
                for scope in &scopes {
                    self.relate_time(*scope, period, *codes);
                }
                self.relate_places(&permanences, period, *codes);
            }
            for scope in scopes.iter().filter(|_| period.grain() != Grain::Month) {
                self.relate_rows(*scope, period, false, of);
                self.relate_rows(*scope, period, true, of);
            }
        }
    }

    /// The codes of every number of a period: all visits, those by one trait, and of a year those by two.
    fn cells(&self, period: Period, of: &BTreeSet<Trait>) -> Vec<[Option<u16>; 4]> {
        let mut cells = vec![ALL];
        if period.grain() == Grain::Month {
            return cells;
        }
        for one in of {
            cells.extend(self.with(ALL, *one));
        }
        if let (Grain::Year, 2, [first, second]) = (period.grain(), of.len(), Self::two(of)) {
            cells.extend(self.with(ALL, first).into_iter().flat_map(|codes| self.with(codes, second)));
        }
        cells
    }

    fn two(of: &BTreeSet<Trait>) -> [Trait; 2] {
        let mut of = of.iter().copied();
        let first = of.next().unwrap_or(Trait::Gender);
        [first, of.next().unwrap_or(first)]
    }

    fn with(&self, codes: [Option<u16>; 4], of: Trait) -> Vec<[Option<u16>; 4]> {
        let list = self.counts.codes.get(of.place()).map_or(&[][..], Vec::as_slice);
        let with = |code: &u16| {
            let mut codes = codes;
            if let Some(place) = codes.get_mut(of.place()) {
                *place = Some(*code);
            }
            codes
        };
        list.iter().map(with).collect()
    }

    fn relate_time(&mut self, scope: Scope, period: Period, codes: [Option<u16>; 4]) {
        let finer = match period.grain() {
            Grain::Month => return,
            // No quarter is published by two traits.
            Grain::Year if codes.iter().flatten().count() > 1 => return,
            Grain::Quarter if codes != ALL => return,
            Grain::Quarter => Grain::Month,
            Grain::Year => Grain::Quarter,
        };
        let mut parts: Vec<Period> = period.months().map(|month| Period::around(month, finer)).collect();
        parts.dedup();
        let mut parts: Vec<usize> = parts.into_iter().map(|part| self.number((scope, part, false, codes))).collect();
        parts.push(self.number((scope, period, true, codes)));
        let whole = self.number((scope, period, false, codes));
        self.sums.add(whole, parts);
    }

    fn relate_places(&mut self, permanences: &[Scope], period: Period, codes: [Option<u16>; 4]) {
        let parts: Vec<usize> = permanences.iter().map(|scope| self.number((*scope, period, false, codes))).collect();
        let whole = self.number((Scope::Operator, period, false, codes));
        self.sums.add(whole, parts);
    }

    fn relate_rows(&mut self, scope: Scope, period: Period, late: bool, of: &BTreeSet<Trait>) {
        for one in of {
            self.relate_row(scope, period, late, ALL, *one);
        }
        // The total of a period is told by each other table that is shown whole.
        for one in Trait::ALL.into_iter().filter(|one| !of.contains(one) && !late) {
            self.relate_row(scope, period, late, ALL, one);
        }
        if of.len() == 2 && period.grain() == Grain::Year {
            let [first, second] = Self::two(of);
            for (margin, other) in [(first, second), (second, first)] {
                for codes in self.with(ALL, margin) {
                    self.relate_row(scope, period, late, codes, other);
                }
            }
        }
    }

    fn relate_row(&mut self, scope: Scope, period: Period, late: bool, codes: [Option<u16>; 4], of: Trait) {
        let parts: Vec<usize> = self.with(codes, of).into_iter().map(|codes| self.number((scope, period, late, codes))).collect();
        let whole = self.number((scope, period, late, codes));
        self.sums.add(whole, parts);
    }
}

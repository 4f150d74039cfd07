//! A year as the operator's own node knows it: what is public, what was counted for it, and the proofs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Certificate, Group, History, Key, PublicYear, ReleaseError, Scope, Spot};
use crate::{
    calendar::{Grain, Month, Period},
    statistics::{Publication, Table, Trait, classes},
    text::Slug,
};

/// Visits by their codes, in the order of [`Trait::ALL`].
pub type ByCodes = BTreeMap<[u16; 4], u32>;

/// Visits as they were counted when a period was released: what came for the first time then, by permanence and period.
pub type Counted = BTreeMap<(Period, Slug), ByCodes>;

/// What records say today, by permanence and month.
pub type Noted = BTreeMap<(Month, Slug), ByCodes>;

/// A certificate with the names of permanences: how it is kept from one release to the next.
pub type NamedCertificate = BTreeMap<(Slug, Period, [u16; 4]), i64>;

/// One year of this operator.
#[derive(Debug, Clone)]
pub struct OwnYear {
    /// What everybody knows, and behind it, where visits are counted, what only this node does.
    pub public: PublicYear,
    /// What was counted for the periods that are public.
    pub counted: Counted,
    /// Published months that this node can no longer count: other devices published them, or their records are gone.
    pub foreign: BTreeSet<Month>,
    year: i16,
}

/// What goes out with the closing of a month.
#[derive(Debug, Clone, Default)]
pub struct Closing {
    /// The tables, in the order in which they go out: short periods first.
    pub tables: Vec<ReleasedTable>,
    /// Periods that are complete and stay at home, since no proof was found that their figures give nobody away.
    pub kept_back: Vec<Period>,
    /// Visits that came late and were too few to be counted, and corrections that were not made.
    pub left_out: u32,
}

/// One table of a period, ready to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedTable {
    /// Which.
    pub table: Table,
    /// Of when.
    pub period: Period,
    /// As [`Publication::permanences`].
    pub permanences: Vec<Slug>,
    /// As [`Publication::codes`].
    pub codes: Vec<Vec<u16>>,
    /// As [`Publication::figures`].
    pub figures: Vec<Option<u32>>,
    /// As [`Publication::late`].
    pub late: Vec<Slug>,
}

impl OwnYear {
    /// Puts together what was published of a year, what was counted then and what proves it. Where counts of a published month are
    /// missing they are taken from what is noted today, if that gives the figures that were shown.
    #[must_use]
    pub fn new<'p>(
        year: i16,
        published: impl IntoIterator<Item = &'p Publication>,
        counted: Counted,
        certificates: &[NamedCertificate],
        noted: &Noted,
    ) -> Self {
        let mut public = PublicYear::of(year, published, &BTreeSet::new());
        for of in Trait::ALL {
            if let Some(codes) = public.counts.codes.get_mut(of.place())
                && codes.is_empty()
            {
                *codes = classes::codes(of);
            }
        }
        let mut own = Self { public, counted, foreign: BTreeSet::new(), year };
        own.count_again(noted);
        own.forget_what_is_foreign();
        for ((since, permanence), visits) in &own.counted {
            if let Some(place) = own.public.place(permanence.as_str()) {
                let group = |codes: &[u16; 4]| Group { permanence: place, since: *since, codes: *codes };
                own.public.counts.visits.extend(visits.iter().map(|(codes, visits)| (group(codes), *visits)));
            }
        }
        own.public.history.certificates = certificates.iter().filter_map(|named| own.certificate(named)).collect();
        own
    }

    /// The certificates by the names of permanences.
    #[must_use]
    pub fn named_certificates(&self) -> Vec<NamedCertificate> {
        let name = |place: u16| self.public.permanences.get(usize::from(place)).cloned();
        let named = |certificate: &Certificate| {
            let named = |(group, visits): (&Group, &i64)| Some(((name(group.permanence)?, group.since, group.codes), *visits));
            certificate.difference.iter().filter_map(named).collect()
        };
        self.public.history.certificates.iter().map(named).collect()
    }

    /// Looks for the certificates that are missing, or that prove nothing any more.
    ///
    /// # Errors
    /// [`ReleaseError`] where none is found; nothing changes then.
    pub fn prove_again(&mut self, key: &Key) -> Result<(), ReleaseError> {
        let PublicYear { counts, history, .. } = &self.public;
        let mut sound = history.clone();
        sound.drop_unsound(counts, self.year);
        self.public.history = sound.prove_again(counts, self.year, key)?;
        Ok(())
    }

    /// Closes a month of these permanences; a quarter or year that is complete then goes out with it. In `idle` months nobody worked
    /// anywhere, and none before them was published: they count as complete. Nothing changes on an error.
    ///
    /// # Errors
    /// [`ReleaseError`] when not even the month can be released.
    pub fn close(
        &mut self,
        month: Month,
        permanences: &BTreeSet<Slug>,
        (noted, idle): (&Noted, &BTreeSet<Month>),
        (smallest, key): (u32, &Key),
    ) -> Result<Closing, ReleaseError> {
        let mut base = self.clone();
        base.public.history.drop_unsound(&base.public.counts, base.year);
        base.list(month, permanences);
        base.count(month.into(), noted, smallest);
        let due = base.due(month, idle);
        for longest in [Grain::Year, Grain::Quarter] {
            let going: Vec<Period> = due.iter().copied().filter(|period| period.grain() <= longest).collect();
            if !going.iter().any(|period| period.grain() == longest) {
                continue;
            }
            let mut next = base.clone();
            let left_out = next.prepare(&going, idle, noted, smallest);
            if let Ok(tables) = next.release(month, &going, smallest, key) {
                let kept_back = due.into_iter().filter(|period| !going.contains(period)).collect();
                *self = next;
                return Ok(Closing { tables, kept_back, left_out });
            }
        }
        let tables = base.release(month, &[], smallest, key).or_else(|_| base.release_alone(month, smallest, key))?;
        *self = base;
        Ok(Closing { tables, kept_back: due, left_out: 0 })
    }

    /// Releases a month where the certificates of earlier ones are lost: it is proven by itself, which is enough as long as no longer
    /// period around it is public, and none goes out while the others lack theirs.
    fn release_alone(&mut self, month: Month, smallest: u32, key: &Key) -> Result<Vec<ReleasedTable>, ReleaseError> {
        let before = std::mem::take(&mut self.public.history);
        let released = self.release(month, &[], smallest, key);
        let History { figures, periods, certificates } = std::mem::replace(&mut self.public.history, before);
        self.public.history.figures.extend(figures);
        self.public.history.periods.extend(periods);
        self.public.history.certificates.extend(certificates);
        released
    }

    /// Adds permanences to the list of the year; in every month that was published without them they had nobody.
    fn list(&mut self, month: Month, permanences: &BTreeSet<Slug>) {
        let months: BTreeSet<Month> = self.public.months();
        let known: Vec<Month> = self.public.counts.closed.iter().map(|(_, month)| *month).chain(months).collect();
        for permanence in permanences {
            if self.public.place(permanence.as_str()).is_none() {
                let place = self.public.counts.permanences;
                self.public.permanences.push(permanence.clone());
                self.public.counts.permanences = place.saturating_add(1);
                self.public.counts.closed.extend(known.iter().filter(|other| **other != month).map(|other| (place, *other)));
            }
        }
    }

    /// Counts what the shorter periods in this one have not; says how much stays out.
    fn count(&mut self, period: Period, noted: &Noted, smallest: u32) -> u32 {
        let mut left_out = 0_u32;
        for (place, permanence) in (0..).zip(self.public.permanences.clone()) {
            let mut now = ByCodes::new();
            for month in period.months() {
                for (codes, visits) in noted.get(&(month, permanence.clone())).into_iter().flatten() {
                    let sum = now.entry(*codes).or_default();
                    *sum = sum.saturating_add(*visits);
                }
            }
            let entered = self.public.counts.enter(place, period, &now, smallest);
            left_out = left_out.saturating_add(entered.left_out);
            if period.grain() == Grain::Month || self.public.counts.late.contains(&(place, period)) {
                let of_it = |group: &&Group| group.permanence == place && group.since == period;
                let groups = self.public.counts.visits.keys().filter(of_it);
                let visits = groups.filter_map(|group| Some((group.codes, *self.public.counts.visits.get(group)?))).collect();
                self.counted.insert((period, permanence), visits);
            }
        }
        left_out
    }

    /// The longer periods that are complete with this month, quarters first.
    fn due(&self, month: Month, idle: &BTreeSet<Month>) -> Vec<Period> {
        if !self.foreign.is_empty() || !self.public.contradictions.is_empty() || !self.has_codes_of_today() {
            return Vec::new();
        }
        let published = self.public.months();
        let complete = |period: &Period| {
            let mut months = period.months();
            months.all(|other| other == month || published.contains(&other) || idle.contains(&other))
        };
        let worked = |period: &Period| period.months().any(|other| other == month || published.contains(&other));
        let year = Period::around(month, Grain::Year);
        let mut quarters: Vec<Period> = year.months().map(|month| Period::around(month, Grain::Quarter)).collect();
        quarters.dedup();
        let all = quarters.into_iter().chain([year]);
        all.filter(|period| complete(period) && worked(period) && !self.public.is_released(*period)).collect()
    }

    /// The codes of a year stay as they were first published: who could subtract tables with other codes would learn of both.
    fn has_codes_of_today(&self) -> bool {
        Trait::ALL.into_iter().all(|of| self.public.counts.codes.get(of.place()) == Some(&classes::codes(of)))
    }

    fn prepare(&mut self, going: &[Period], idle: &BTreeSet<Month>, noted: &Noted, smallest: u32) -> u32 {
        let never = going.iter().flat_map(|period| period.months()).filter(|month| idle.contains(month));
        let never: Vec<Month> = never.collect();
        for place in 0..self.public.counts.permanences {
            self.public.counts.closed.extend(never.iter().map(|month| (place, *month)));
        }
        going.iter().fold(0_u32, |sum, period| sum.saturating_add(self.count(*period, noted, smallest)))
    }

    fn release(&mut self, month: Month, going: &[Period], smallest: u32, key: &Key) -> Result<Vec<ReleasedTable>, ReleaseError> {
        let periods: Vec<Period> = std::iter::once(Period::from(month)).chain(going.iter().copied()).collect();
        let counts = &self.public.counts;
        let spot = |scope, period| Spot { scope, table: Table::MonthVisits, period, codes: [0; 2], late: false };
        let scopes: Vec<Scope> = (0..counts.permanences).map(Scope::Permanence).chain([Scope::Operator]).collect();
        let units: BTreeSet<(Scope, Period)> = periods
            .iter()
            .flat_map(|period| scopes.iter().map(move |scope| (*scope, *period)))
            .filter(|(scope, period)| !counts.is_structural_zero(&spot(*scope, *period)))
            .collect();
        self.public.history = self.public.history.release(counts, &units, smallest, key)?;
        let tables = |period: &Period| {
            let mut tables: Vec<Table> = Table::of_grain(period.grain()).collect();
            tables.sort_unstable();
            tables.into_iter().map(|table| self.table(table, *period)).collect::<Vec<_>>()
        };
        Ok(periods.iter().flat_map(tables).collect())
    }

    fn table(&self, table: Table, period: Period) -> ReleasedTable {
        let PublicYear { counts, history, .. } = &self.public;
        let is_in = |place: &u16| history.periods.contains_key(&(Scope::Permanence(*place), period));
        let mut listed: Vec<(&Slug, u16)> = self.public.permanences.iter().zip(0..).filter(|(_, place)| is_in(place)).collect();
        listed.sort();
        let scopes = std::iter::once(Scope::Operator).chain(listed.iter().map(|(_, place)| Scope::Permanence(*place)));
        let spots = scopes.flat_map(|scope| counts.combinations(table).into_iter().map(move |codes| (scope, codes)));
        let figure = |(scope, codes)| {
            let spot = Spot { scope, table, period, codes, late: false };
            history.figures.get(&spot).copied().flatten()
        };
        let figures = if listed.is_empty() { Vec::new() } else { spots.map(figure).collect() };
        let of = |of: &Trait| counts.codes.get(of.place()).cloned().unwrap_or_default();
        let late = listed.iter().filter(|(_, place)| counts.late.contains(&(*place, period)));
        ReleasedTable {
            table,
            period,
            late: late.map(|(name, _)| (*name).clone()).collect(),
            permanences: listed.into_iter().map(|(name, _)| name.clone()).collect(),
            codes: table.traits().iter().map(of).collect(),
            figures,
        }
    }

    /// Counts published months again of which the counts are missing.
    fn count_again(&mut self, noted: &Noted) {
        for month in self.public.months() {
            let listed: Vec<Slug> = self.listed_in(month.into());
            let missing = |name: &&Slug| !self.counted.contains_key(&(month.into(), (*name).clone()));
            if !listed.iter().any(|name| missing(&name)) {
                continue;
            }
            let again = |name: &Slug| noted.get(&(month, name.clone())).cloned().unwrap_or_default();
            let again: Vec<(Slug, ByCodes)> = listed.iter().map(|name| (name.clone(), again(name))).collect();
            if self.gives(month, &again) {
                self.counted.extend(again.into_iter().map(|(name, visits)| ((month.into(), name), visits)));
            } else {
                self.foreign.insert(month);
            }
        }
        // What came late for a quarter cannot be told from what came later still.
        let name = |place: u16| self.public.permanences.get(usize::from(place));
        let late = self.public.counts.late.iter().filter_map(|(place, period)| Some((*period, name(*place)?)));
        let lost: Vec<Period> = late
            .filter(|(period, name)| !self.counted.contains_key(&(*period, (*name).clone())))
            .map(|(period, _)| period)
            .collect();
        self.foreign.extend(lost.into_iter().flat_map(Period::months));
    }

    fn listed_in(&self, period: Period) -> Vec<Slug> {
        let is_in = |place: u16| self.public.history.periods.contains_key(&(Scope::Permanence(place), period));
        let named = self.public.permanences.iter().zip(0..).filter(|(_, place)| is_in(*place));
        named.map(|(name, _)| name.clone()).collect()
    }

    /// Whether these visits give what was shown of a month.
    fn gives(&self, month: Month, visits: &[(Slug, ByCodes)]) -> bool {
        let sum = |visits: &ByCodes| visits.values().fold(0_u32, |sum, visits| sum.saturating_add(*visits));
        let shown = |scope| {
            let spot = Spot { scope, table: Table::MonthVisits, period: month.into(), codes: [0; 2], late: false };
            self.public.history.figures.get(&spot).copied().flatten()
        };
        let all = visits.iter().fold(0_u32, |all, (_, visits)| all.saturating_add(sum(visits)));
        let fits = |scope: Option<Scope>, visits| scope.is_some_and(|scope| shown(scope).is_none_or(|shown| shown == visits));
        fits(Some(Scope::Operator), all)
            && visits.iter().all(|(name, visits)| fits(self.public.scope(Some(name.as_str())), sum(visits)))
    }

    /// Where some months cannot be counted, the others stand by themselves: no longer period goes out any more that could be compared.
    fn forget_what_is_foreign(&mut self) {
        if self.foreign.is_empty() {
            return;
        }
        let History { figures, periods, .. } = &mut self.public.history;
        let longer: Vec<Period> =
            periods.keys().map(|(_, period)| *period).filter(|period| period.grain() != Grain::Month).collect();
        let stands = |period: Period| {
            let month = period.first();
            period.grain() == Grain::Month && !self.foreign.contains(&month) && !longer.iter().any(|longer| longer.contains(month))
        };
        figures.retain(|spot, _| stands(spot.period));
        periods.retain(|(_, period), _| stands(*period));
        self.counted.retain(|(period, _), _| stands(*period));
        self.public.counts.late.clear();
    }

    fn certificate(&self, named: &NamedCertificate) -> Option<Certificate> {
        let group = |(name, since, codes): &(Slug, Period, [u16; 4])| {
            Some(Group { permanence: self.public.place(name.as_str())?, since: *since, codes: *codes })
        };
        let difference: Option<BTreeMap<Group, i64>> = named.iter().map(|(key, visits)| Some((group(key)?, *visits))).collect();
        difference.map(|difference| Certificate { difference })
    }
}

#[cfg(test)]
mod tests;

//! Visits that happen in another month, and visits that nobody counted.

use std::collections::BTreeSet;

use super::{
    Certificate, Group, Scope, Spot,
    search::{Found, Search},
    stock::Stock,
};
use crate::{
    calendar::{Grain, Month, Period},
    statistics::Trait,
};

/// Visits that go from one month of a quarter, or from those that came late for it, to another. Only the numbers of the months change,
/// and those of the operator's unless as many go the other way in another permanence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) cost: u64,
    /// How many visits can go.
    pub(super) visits: i64,
    permanence: u16,
    other: Option<u16>,
    from: Period,
    to: Period,
}

impl Shift {
    /// The cheapest that raises the number of visits of a month if `up`, else lowers it, by at least so many.
    pub(super) fn cheapest(
        search: &Search<'_>,
        done: &Certificate,
        spot: &Spot,
        up: bool,
        visits: i64,
        limit: u64,
    ) -> Option<Self> {
        let all = 0..search.counts.permanences;
        let own: Vec<u16> = match spot.scope {
            Scope::Permanence(permanence) => vec![permanence],
            Scope::Operator => all.clone().collect(),
        };
        let quarter = Period::around(spot.period.first(), Grain::Quarter);
        let away = quarter.months().map(Period::from).chain([quarter]).filter(|away| *away != spot.period);
        let away: Vec<Period> = away.collect();
        let mut best: Option<Self> = None;
        for permanence in own {
            let others = all.clone().filter(|other| *other != permanence && spot.scope != Scope::Operator);
            for other in std::iter::once(None).chain(others.map(Some)) {
                for away in &away {
                    let (from, to) = if up { (*away, spot.period) } else { (spot.period, *away) };
                    let shift = Self { cost: 0, visits: 0, permanence, other, from, to };
                    let limit = best.map_or(limit, |best| best.cost);
                    best = shift.rated(search, done, visits, limit).or(best);
                }
            }
        }
        best
    }

    fn rated(self, search: &Search<'_>, done: &Certificate, visits: i64, limit: u64) -> Option<Self> {
        let second = self.other.map_or(Scope::Operator, Scope::Permanence);
        let mut cost = 0_u64;
        for scope in [Scope::Permanence(self.permanence), second] {
            for period in [self.from, self.to] {
                cost = cost.saturating_add(price_of_visits(search, scope, period));
            }
        }
        let left = |permanence: u16, since: Period| {
            let groups = search.stock.since(permanence, since);
            groups.fold(0_i64, |sum, group| sum.saturating_add(search.stock.left_of(done, &group).max(0)))
        };
        if cost >= limit {
            return None;
        }
        let visits_left = left(self.permanence, self.from).min(self.other.map_or(i64::MAX, |other| left(other, self.to)));
        (visits_left >= visits.max(1)).then_some(Self { cost, visits: visits_left, ..self })
    }

    /// Lets so many visits go.
    pub(super) fn make(&self, done: &mut Certificate, stock: &Stock, visits: i64) {
        shift(done, stock, self.permanence, (self.from, self.to), visits);
        if let Some(other) = self.other {
            shift(done, stock, other, (self.to, self.from), visits);
        }
    }
}

fn shift(done: &mut Certificate, stock: &Stock, permanence: u16, (from, to): (Period, Period), visits: i64) {
    let mut wanted = visits;
    for group in stock.since(permanence, from) {
        let taken = stock.left_of(done, &group).min(wanted);
        if taken > 0 {
            done.add(group, taken.saturating_neg());
            done.add(Group { since: to, ..group }, taken);
            wanted = wanted.saturating_sub(taken);
        }
    }
}

/// What it costs that the number of visits of a month changes, or of those that came late for a quarter: nothing if there are such.
fn price_of_visits(search: &Search<'_>, scope: Scope, period: Period) -> u64 {
    use super::prices::PUBLIC;
    if let Scope::Permanence(permanence) = scope
        && !(search.known)(permanence, period)
    {
        return PUBLIC;
    }
    if period.grain() != Grain::Month {
        let has_late = |permanence| search.counts.late.contains(&(permanence, period));
        let is_there = match scope {
            Scope::Permanence(permanence) => has_late(permanence),
            Scope::Operator => true,
        };
        return if is_there { 0 } else { PUBLIC };
    }
    search.grid.month(scope, period.first()).map_or(PUBLIC, |place| search.prices.get(place))
}

/// A certificate with visits that nobody counted, where their number is not public. They are of the codes that cost least, and alone,
/// or as many fewer there are of the same kind in another permanence or month.
pub(super) fn addition(search: &Search<'_>, spot: &Spot, visits: i64) -> Option<Found> {
    if visits <= 0 {
        return None;
    }
    let permanences: Vec<u16> = match spot.scope {
        Scope::Permanence(permanence) => vec![permanence],
        Scope::Operator => (0..search.counts.permanences).collect(),
    };
    let mut best: Option<Found> = None;
    for permanence in permanences {
        let since: Vec<Period> = if spot.late { vec![spot.period] } else { spot.period.months().map(Period::from).collect() };
        for since in since.into_iter().filter(|since| (search.known)(permanence, *since)) {
            for group in groups(search, spot, permanence, since) {
                for certificate in additions(search, spot, group, visits) {
                    best = best.into_iter().chain(search.priced(certificate)).min_by_key(|found| found.cost);
                }
            }
        }
    }
    best
}

/// A certificate in which visits that were counted are fewer: alone, or as many more there are of the same kind in another
/// permanence or month.
pub(super) fn removal(search: &Search<'_>, spot: &Spot, visits: i64) -> Option<Found> {
    let permanences: Vec<u16> = match spot.scope {
        Scope::Permanence(permanence) => vec![permanence],
        Scope::Operator => (0..search.counts.permanences).collect(),
    };
    let since = spot.period.months().map(Period::from).chain([spot.period, Period::around(spot.period.first(), Grain::Quarter)]);
    let since: BTreeSet<Period> = since.collect();
    let places = permanences.into_iter().flat_map(|permanence| since.iter().map(move |since| (permanence, *since)));
    let groups = places.flat_map(|(permanence, since)| search.stock.since(permanence, since));
    let groups: Vec<Group> = groups.filter(|group| group.counts_in(spot)).collect();
    let others = (0..search.counts.permanences).map(Destination::Permanence);
    let months = Period::around(spot.period.first(), Grain::Year).months().map(Destination::Month);
    let destinations = others.chain(months).chain([Destination::Nowhere]);
    let certificates = destinations.filter_map(|destination| moved(search, spot, &groups, destination, visits, false));
    certificates.filter_map(|certificate| search.priced(certificate)).min_by_key(|found| found.cost)
}

/// A certificate in which visits of another permanence or month are those of the figure.
pub(super) fn arrival(search: &Search<'_>, spot: &Spot, visits: i64) -> Option<Found> {
    let Scope::Permanence(own) = spot.scope else { return None };
    let year = Period::around(spot.period.first(), Grain::Year);
    let mut best: Option<Found> = None;
    for source in 0..search.counts.permanences {
        let groups = year.months().flat_map(|month| search.stock.since(source, month.into()));
        let groups: Vec<Group> = groups.filter(|group| !group.counts_in(spot)).collect();
        let months = spot.period.months().filter(|_| source == own).map(Destination::Month);
        let destinations = months.chain((source != own).then_some(Destination::Permanence(own)));
        for destination in destinations.collect::<Vec<_>>() {
            let found = moved(search, spot, &groups, destination, visits, true).and_then(|done| search.priced(done));
            best = best.into_iter().chain(found).min_by_key(|found| found.cost);
        }
    }
    best
}

/// Where visits go that are taken away.
#[derive(Debug, Clone, Copy)]
enum Destination {
    Permanence(u16),
    Month(Month),
    Nowhere,
}

/// Takes so many visits of these groups there: into the figure if `into`, else out of it.
fn moved(search: &Search<'_>, spot: &Spot, groups: &[Group], to: Destination, visits: i64, into: bool) -> Option<Certificate> {
    let mut done = Certificate::default();
    let mut wanted = visits;
    for group in groups {
        let taken = search.stock.left_of(&done, group).min(wanted);
        let other = match to {
            Destination::Permanence(permanence) => Some(Group { permanence, ..*group }),
            Destination::Month(_) if group.is_late() => continue,
            Destination::Month(month) => Some(Group { since: month.into(), ..*group }),
            Destination::Nowhere => None,
        };
        let fits = |other: &Group| {
            let is_known = (search.known)(other.permanence, other.since) && search.counts.is_possible(other);
            is_known && other.counts_in(spot) == into
        };
        if taken > 0 && other.is_none_or(|other| fits(&other)) {
            done.add(*group, taken.saturating_neg());
            if let Some(other) = other {
                done.add(other, taken);
            }
            wanted = wanted.saturating_sub(taken);
        }
    }
    (wanted == 0).then_some(done)
}

/// The same kind of visits in other permanences, and in other months.
fn elsewhere(search: &Search<'_>, group: Group) -> impl Iterator<Item = Group> {
    let others = (0..search.counts.permanences).filter(move |other| *other != group.permanence);
    let year = Period::around(group.since.first(), Grain::Year);
    let months = year.months().map(Period::from).filter(move |month| *month != group.since && !group.is_late());
    others.map(move |permanence| Group { permanence, ..group }).chain(months.map(move |since| Group { since, ..group }))
}

/// Groups that count in the figure: for each gender and category the other codes that cost least.
fn groups(search: &Search<'_>, spot: &Spot, permanence: u16, since: Period) -> Vec<Group> {
    let fixed =
        |of: Trait| spot.table.traits().iter().position(|other| *other == of).and_then(|place| spot.codes.get(place).copied());
    let all =
        |of: Trait| fixed(of).map_or_else(|| search.counts.codes.get(of.place()).cloned().unwrap_or_default(), |code| vec![code]);
    let price = |group: &Group| {
        let mut sum = 0_u64;
        search.grid.each_place(group, |place| sum = sum.saturating_add(search.prices.get(place)));
        sum
    };
    let cheapest = |group: Group, of: Trait| {
        let groups = all(of).into_iter().map(|code| group.with(of, code));
        groups.filter(|group| search.counts.is_possible(group)).min_by_key(price).unwrap_or(group)
    };
    let mut groups = Vec::new();
    for gender in all(Trait::Gender) {
        let mut group = Group { permanence, since, codes: [0; 4] };
        for of in Trait::ALL {
            group = group.with(of, all(of).first().copied().unwrap_or(0));
        }
        group = group.with(Trait::Gender, gender);
        for of in [Trait::Category, Trait::Age, Trait::Outcome] {
            group = cheapest(group, of);
        }
        groups.push(group);
    }
    groups.retain(|group| search.counts.is_possible(group));
    groups
}

fn additions(search: &Search<'_>, spot: &Spot, group: Group, visits: i64) -> Vec<Certificate> {
    let mut alone = Certificate::default();
    alone.add(group, visits);
    let is_there = |other: &Group| !other.counts_in(spot) && search.stock.left_of(&alone, other) >= visits;
    let replaced = elsewhere(search, group).filter(is_there).map(|other| {
        let mut both = alone.clone();
        both.add(other, visits.saturating_neg());
        both
    });
    replaced.chain([alone.clone()]).collect()
}

//! What an operator published of a year, as figures of disclosure control: all that anybody knows.

use std::collections::BTreeSet;

use super::{Counts, History, Interval, Scope, Spot};
use crate::{
    calendar::{Grain, Month, Period},
    statistics::{Publication, Table, Trait},
    text::Slug,
};

/// One year of an operator, as its publications tell it. No figure counts visits of two years, so each stands by itself.
#[derive(Debug, Clone, Default)]
pub struct PublicYear {
    /// The permanences that any publication of the year lists, each at its place. Those added later stand behind the others.
    pub permanences: Vec<Slug>,
    /// What is known of the counts beforehand; of visits nothing.
    pub counts: Counts,
    /// The figures.
    pub history: History,
    /// Figures of which two publications of the operator show different numbers.
    pub contradictions: BTreeSet<Spot>,
}

impl PublicYear {
    /// Reads the publications of one year; those of other years are left aside, as is what is wrong in itself. Of `disputed`
    /// months nothing is known, although longer periods around them are public.
    #[must_use]
    pub fn of<'p>(year: i16, publications: impl IntoIterator<Item = &'p Publication>, disputed: &BTreeSet<Month>) -> Self {
        let of_year: Vec<(&Publication, Table)> = publications
            .into_iter()
            .filter(|publication| publication.period.year() == year && publication.check(0).is_ok())
            .filter_map(|publication| Some((publication, Table::of_number(publication.table)?)))
            .collect();
        let names: BTreeSet<&Slug> = of_year.iter().flat_map(|(publication, _)| &publication.permanences).collect();
        let mut public = Self { permanences: names.into_iter().cloned().collect(), ..Self::default() };
        public.counts.permanences = u16::try_from(public.permanences.len()).unwrap_or(u16::MAX);
        for of in Trait::ALL {
            let codes: BTreeSet<u16> = of_year.iter().filter_map(|(publication, _)| publication.codes_of(of)).flatten().collect();
            if let Some(list) = public.counts.codes.get_mut(of.place()) {
                list.extend(codes);
            }
        }
        public.close_months(&of_year, disputed);
        for (publication, table) in &of_year {
            public.add(publication, *table);
        }
        public.add_late();
        public
    }

    /// The place of a permanence.
    #[must_use]
    pub fn place(&self, permanence: &str) -> Option<u16> {
        let place = self.permanences.iter().position(|other| other.as_str() == permanence)?;
        u16::try_from(place).ok()
    }

    /// Whose figures those of a permanence are, or of the operator for `None`.
    #[must_use]
    pub fn scope(&self, permanence: Option<&str>) -> Option<Scope> {
        permanence.map_or(Some(Scope::Operator), |name| self.place(name).map(Scope::Permanence))
    }

    /// The permanence of a scope.
    #[must_use]
    pub fn name(&self, scope: Scope) -> Option<&Slug> {
        match scope {
            Scope::Operator => None,
            Scope::Permanence(place) => self.permanences.get(usize::from(place)),
        }
    }

    /// What everybody can derive for a figure.
    #[must_use]
    pub fn interval(&self, spot: &Spot) -> Option<Interval> {
        self.history.interval(&self.counts, spot)
    }

    /// The months that were published.
    #[must_use]
    pub fn months(&self) -> BTreeSet<Month> {
        let months = self.history.periods.keys().filter(|(_, period)| period.grain() == Grain::Month);
        months.map(|(_, period)| period.first()).collect()
    }

    /// Whether the figures of all permanences together were published for a period.
    #[must_use]
    pub fn is_released(&self, period: Period) -> bool {
        self.history.periods.contains_key(&(Scope::Operator, period))
    }

    /// What publications do not list is nothing: permanences of a month, and the months of a quarter that were never published.
    fn close_months(&mut self, of_year: &[(&Publication, Table)], disputed: &BTreeSet<Month>) {
        let months: BTreeSet<Month> =
            of_year.iter().filter(|(_, table)| table.grain() == Grain::Month).map(|(p, _)| p.period.first()).collect();
        let longer = of_year.iter().filter(|(_, table)| table.grain() != Grain::Month);
        let never: BTreeSet<Month> = longer
            .flat_map(|(p, _)| p.period.months())
            .filter(|month| !months.contains(month) && !disputed.contains(month))
            .collect();
        for (place, permanence) in (0..).zip(&self.permanences) {
            let lists = |month: &Month| {
                let mut of_month = of_year.iter().filter(|(p, table)| table.grain() == Grain::Month && p.period.first() == *month);
                of_month.any(|(publication, _)| publication.lists(permanence))
            };
            let closed = months.iter().filter(|month| !lists(month)).chain(&never);
            self.counts.closed.extend(closed.map(|month| (place, *month)));
        }
    }

    fn add(&mut self, publication: &Publication, table: Table) {
        let (period, smallest) = (publication.period, publication.smallest_figure);
        for late in &publication.late {
            if let Some(place) = self.place(late.as_str()) {
                self.counts.late.insert((place, period));
            }
        }
        // A publication that lists nobody still says that the period is public.
        self.history.periods.insert((Scope::Operator, period), smallest);
        for cell in publication.cells() {
            let Some(scope) = self.scope(cell.permanence.map(Slug::as_str)) else { continue };
            self.history.periods.insert((scope, period), smallest);
            let spot = Spot { scope, table, period, codes: cell.codes, late: false };
            let held = self.history.figures.entry(spot).or_insert(cell.visits);
            match (*held, cell.visits) {
                (Some(one), Some(two)) if one != two => {
                    self.contradictions.insert(spot);
                }
                (None, Some(shown)) => *held = Some(shown),
                _ => {}
            }
        }
    }

    /// What came late is the difference of what is public: figures like hidden ones.
    fn add_late(&mut self) {
        let units: Vec<(Scope, Period)> = self.history.periods.keys().copied().collect();
        for (scope, period) in units {
            let late: Vec<Spot> = self.counts.spots(scope, period).filter(|spot| spot.late).collect();
            self.history.figures.extend(late.into_iter().map(|spot| (spot, None)));
        }
    }
}

//! The disclosure control of the program as something that publishes, so that others can attack and measure it.

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    calendar::{Month, Period},
    statistics::{
        Trait,
        disclosure::{Counts, History, Key, ReleaseError, Scope, Spot},
    },
};

use crate::redteam::{
    document::{Dimension, Late, PublicCell, Table as PublicTable},
    microdata::Microdata,
    release::{Due, Publication, Suppressor},
};

/// Publishes what the program would, from the counts of one operator.
#[derive(Debug)]
pub struct Engine {
    /// What was counted so far.
    pub counts: Counts,
    /// What was published.
    pub history: History,
    /// Periods of permanences, or of the operator, that stay at home since a figure of them had no certificate.
    pub kept_back: usize,
    /// Visits and corrections that were left out since they came late and were few.
    pub left_out: u32,
    smallest: u32,
    key: [u8; 32],
    permanences: Vec<String>,
    codes: [Vec<String>; 4],
}

const DIMENSIONS: [Dimension; 4] = [Dimension::Category, Dimension::Gender, Dimension::Age, Dimension::Outcome];

impl Engine {
    /// For one operator.
    pub fn new(data: &Microdata, smallest: u64, key: u64) -> Self {
        let permanences: Vec<String> = data.permanences.keys().cloned().collect();
        let codes = DIMENSIONS.map(|dimension| {
            let mut codes = data.codes.get(&dimension).cloned().unwrap_or_default();
            codes.sort();
            codes
        });
        let years: BTreeSet<i16> =
            data.permanences.values().flatten().map(|month| i16::try_from(month.year()).expect("a year of ours")).collect();
        let months = years.into_iter().flat_map(|year| (1..=12).filter_map(move |month| Month::new(year, month).ok()));
        let open: BTreeMap<u16, BTreeSet<Month>> = data
            .permanences
            .values()
            .zip(0..)
            .map(|(months, place)| (place, months.iter().map(|month| first(*month)).collect()))
            .collect();
        let closed = |month: Month| {
            open.iter().filter(move |(_, open)| !open.contains(&month)).map(move |(place, _)| (*place, month)).collect::<Vec<_>>()
        };
        let counts = Counts {
            permanences: u16::try_from(permanences.len()).expect("few permanences"),
            codes: codes.clone().map(|list| (0..u16::try_from(list.len()).expect("few codes")).collect()),
            closed: months.flat_map(closed).collect(),
            ..Counts::default()
        };
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&key.to_be_bytes());
        Self {
            counts,
            history: History::default(),
            kept_back: 0,
            left_out: 0,
            smallest: u32::try_from(smallest).expect("a small number"),
            key: bytes,
            permanences,
            codes,
        }
    }

    /// Releases what is due; where something of it has no certificate, only the shorter periods.
    fn release(&mut self, mut units: BTreeSet<(Scope, Period)>) {
        let due = units.len();
        let mut released = 0;
        while let Some(longest) = units.iter().map(|(_, period)| period.grain()).max() {
            match self.history.release(&self.counts, &units, self.smallest, &Key(self.key)) {
                Ok(history) => {
                    self.history = history;
                    released = units.len();
                    break;
                }
                Err(ReleaseError::NoCertificate(_) | ReleaseError::PartMissing(..)) => {
                    units.retain(|(_, period)| period.grain() < longest);
                }
                Err(why) => panic!("{units:?}: {why:?}"),
            }
        }
        self.kept_back += due - released;
    }

    fn scope(&self, due: &Due) -> Scope {
        let place = |name: &String| self.permanences.binary_search(name).expect("it is one of these");
        due.permanence.as_ref().map_or(Scope::Operator, |name| Scope::Permanence(u16::try_from(place(name)).expect("few")))
    }

    /// Counts what is known now of a permanence and period; says whether something came late.
    fn count(&mut self, known: &Microdata, due: &Due, permanence: u16, period: Period) -> bool {
        let mut now: BTreeMap<[u16; 4], u32> = BTreeMap::new();
        let here = |visit: &&crate::redteam::microdata::Visit| {
            due.permanence.as_ref() == Some(&visit.permanence) && due.period.holds(visit.month)
        };
        for visit in known.visits.iter().filter(here) {
            let mut codes = [0; 4];
            for (place, dimension) in DIMENSIONS.into_iter().enumerate() {
                let code = self.codes[place].binary_search_by(|code| code.as_str().cmp(visit.code(dimension)));
                codes[place] = u16::try_from(code.expect("it is in the vocabulary")).expect("few codes");
            }
            *now.entry(codes).or_default() += 1;
        }
        let entered = self.counts.enter(permanence, period, &now, self.smallest);
        self.left_out += entered.left_out;
        self.counts.late.contains(&(permanence, period))
    }

    fn cell(&self, known: &Microdata, due: &Due, spot: &Spot) -> PublicCell {
        let tables: Vec<PublicTable> = PublicTable::ALL.to_vec();
        let codes = spot
            .table
            .traits()
            .iter()
            .zip(spot.codes)
            .map(|(of, code)| (DIMENSIONS[of.place()].name().to_owned(), self.codes[of.place()][usize::from(code)].clone()));
        PublicCell {
            operator: known.operator.clone(),
            permanence: due.permanence.clone(),
            period: due.period,
            table: tables[usize::from(spot.table as u16) - 1],
            cell: codes.collect(),
            value: self.history.figures[spot].map(u64::from).filter(|_| !self.counts.is_structural_zero(spot)),
            structural_zero: self.counts.is_structural_zero(spot),
        }
    }
}

fn first(month: crate::redteam::period::Period) -> Month {
    month.to_string().parse().expect("both write months alike")
}

impl Suppressor for Engine {
    fn publish(&mut self, known: &Microdata, due: &[Due]) -> Publication {
        let mut publication = Publication::default();
        let mut units = BTreeSet::new();
        for due in due {
            let period: Period = due.period.to_string().parse().expect("both write periods alike");
            let scope = self.scope(due);
            if let Scope::Permanence(permanence) = scope
                && self.count(known, due, permanence, period)
            {
                let (operator, permanence) = (known.operator.clone(), due.permanence.clone());
                publication.late.push(Late { operator, permanence, period: due.period });
            }
            units.insert((scope, period));
        }
        self.release(units);
        for due in due {
            let period: Period = due.period.to_string().parse().expect("both write periods alike");
            let spots = self.counts.spots(self.scope(due), period);
            let spots = spots.filter(|spot| !spot.late && self.history.figures.contains_key(spot));
            publication.cells.extend(spots.map(|spot| self.cell(known, due, &spot)));
        }
        publication
    }
}

/// The traits of a visit stand in one order here and there.
const _: () = assert!(matches!(Trait::ALL, [Trait::Category, Trait::Gender, Trait::Age, Trait::Outcome]));

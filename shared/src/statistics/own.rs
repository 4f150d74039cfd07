//! The own visits as columns, to be counted by whatever their records say.
//!
//! These are raw figures: nothing is hidden in them, and they never leave the node. A column holds, for each visit in the order of
//! days, the place of its value in the column's list of values. Counting turns the places of a visit into one number and counts
//! the numbers, so that its cost depends on how many visits and columns there are and hardly on what they say.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::query::{Dimension, Place};
use crate::{
    calendar::{Day, Month},
    record::{StoredError, Visit},
    text::Slug,
};

/// Combinations up to this number are counted in one array, 16 MiB at most; more of them in a map.
const DENSE: u64 = 1 << 22;

/// Visits that are taken together: their numbers stay in the nearest memory of the processor.
const TOGETHER: usize = 4096;

/// Stands in the number of a visit that is not to be counted. There are fewer filters than it takes to come around to small numbers.
const OUT: u64 = 1 << 60;

/// One column: the values in the order in which they came up, and for each visit the place of its own.
#[derive(Debug, Clone)]
struct Column<V> {
    values: Vec<V>,
    places: Vec<u16>,
    /// Places by value.
    known: BTreeMap<V, u16>,
}

impl<V> Default for Column<V> {
    fn default() -> Self {
        Self { values: Vec::new(), places: Vec::new(), known: BTreeMap::new() }
    }
}

impl<V: Ord + Clone> Column<V> {
    /// Adds the value of one more visit. Most have that of the one before them.
    fn add<Q: Ord + ?Sized>(&mut self, value: &Q, owned: impl FnOnce() -> Option<V>) -> Result<(), StoredError>
    where
        V: std::borrow::Borrow<Q>,
    {
        let last = self.places.last().copied().filter(|place| {
            let before = self.values.get(usize::from(*place));
            before.is_some_and(|before| before.borrow() == value)
        });
        let place = if let Some(place) = last.or_else(|| self.known.get(value).copied()) {
            place
        } else {
            let place = u16::try_from(self.values.len()).map_err(|_| StoredError::Code)?;
            let owned = owned().ok_or(StoredError::Permanence)?;
            self.values.push(owned.clone());
            self.known.insert(owned, place);
            place
        };
        self.places.push(place);
        Ok(())
    }
}

/// The visits of one operator.
#[derive(Debug, Clone, Default)]
pub struct OwnVisits {
    months: Column<Month>,
    permanences: Column<Slug>,
    /// The numbers of codes, one column for each of [`Dimension::TRAITS`]; 0 where nothing was noted.
    traits: [Column<u16>; Dimension::TRAITS.len()],
}

/// What is asked of the own visits. Empty filters let everything through.
#[derive(Debug, Clone, Default)]
pub struct OwnQuestion<'q> {
    /// By what to count; nothing gives one total.
    pub by: &'q [Dimension],
    /// The first month.
    pub from: Option<Month>,
    /// The last month.
    pub to: Option<Month>,
    /// The permanences to count, all without.
    pub permanences: Option<BTreeSet<Slug>>,
    /// The codes to count, for each trait that is named.
    pub only: BTreeMap<Dimension, BTreeSet<u16>>,
    /// What the directory says of permanences.
    pub places: BTreeMap<Slug, Place>,
}

/// Visits that have all of these keys in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCount {
    /// One key for each dimension asked for: a month, a quarter, a year, a short name, a code; nothing where none was noted.
    pub keys: Vec<Option<String>>,
    /// Visits; never zero.
    pub visits: u64,
}

impl OwnVisits {
    /// Adds a visit by the bytes that the store keeps of it. Visits come in the order of days.
    ///
    /// # Errors
    /// [`StoredError`] when the bytes are not those of a visit, or the permanence is not a short name.
    pub fn add(&mut self, day: Day, permanence: &str, record: &[u8]) -> Result<(), StoredError> {
        let codes = Visit::code_numbers(record)?;
        let month = day.month();
        self.months.add(&month, || Some(month))?;
        self.permanences.add(permanence, || Slug::new(permanence).ok())?;
        self.traits.iter_mut().zip(codes).try_for_each(|(column, code)| column.add(&code, || Some(code)))
    }

    /// How many visits there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.months.places.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.months.places.is_empty()
    }

    /// Visits by the dimensions of the question, in the order of their keys: months as they follow each other, short names by
    /// their letters, codes as in their list.
    #[must_use]
    pub fn count(&self, question: &OwnQuestion<'_>) -> Vec<OwnCount> {
        let mut axes: Vec<Axis<'_>> = question.by.iter().map(|dimension| self.axis(*dimension, question)).collect();
        let combinations = weigh(&mut axes);
        let of_places = question.permanences.iter().map(|wanted| filter(&self.permanences, |slug| wanted.contains(slug)));
        let of_codes = question
            .only
            .iter()
            .filter_map(|(of, wanted)| self.column(*of).map(|column| filter(column, |code| wanted.contains(code))));
        let filters: Vec<Axis<'_>> = of_places.chain(of_codes).collect();
        let numbered: Vec<(u64, u64)> = tally(&axes, &filters, combinations, self.span(question));
        numbered.into_iter().map(|(number, visits)| OwnCount { keys: keys_of(&axes, number), visits }).collect()
    }

    /// The visits of the months asked for: they lie side by side.
    fn span(&self, question: &OwnQuestion<'_>) -> Range<usize> {
        let month_of = |place: &u16| self.months.values.get(usize::from(*place)).copied();
        let before = |place: &u16| question.from.is_some_and(|from| month_of(place).is_some_and(|month| month < from));
        let within = |place: &u16| question.to.is_none_or(|to| month_of(place).is_none_or(|month| month <= to));
        let start = self.months.places.partition_point(before);
        let end = self.months.places.partition_point(within);
        start..end.max(start)
    }

    fn axis<'v>(&'v self, dimension: Dimension, question: &OwnQuestion<'_>) -> Axis<'v> {
        let place = |slug: &Slug| question.places.get(slug);
        match dimension {
            Dimension::Month => Axis::new(&self.months, |month| (Some(month.to_string()), 0)),
            Dimension::Quarter => Axis::new(&self.months, |month| (Some(quarter(*month)), 0)),
            Dimension::Year => Axis::new(&self.months, |month| (Some(format!("{:04}", month.year())), 0)),
            Dimension::Permanence => Axis::new(&self.permanences, |slug| (Some(slug.to_string()), 0)),
            Dimension::Operator => Axis::new(&self.permanences, |_| (None, 0)),
            Dimension::Commune => Axis::new(&self.permanences, |slug| (place(slug).and_then(|place| place.commune.clone()), 0)),
            Dimension::Region => {
                let region = |slug: &Slug| place(slug).and_then(|place| place.region).map(|region| region.code().to_owned());
                Axis::new(&self.permanences, |slug| (region(slug), 0))
            }
            Dimension::Host => {
                Axis::new(&self.permanences, |slug| (place(slug).and_then(|place| place.host.as_ref()).map(ToString::to_string), 0))
            }
            _ => match self.column(dimension) {
                Some(column) => Axis::new(column, |number| (dimension.code_of(*number).map(str::to_owned), *number)),
                None => Axis::new(&self.permanences, |_| (None, 0)),
            },
        }
    }

    /// The codes of a trait.
    fn column(&self, of: Dimension) -> Option<&Column<u16>> {
        Dimension::TRAITS.iter().position(|other| *other == of).and_then(|place| self.traits.get(place))
    }
}

/// Lets the wanted values of a column through.
fn filter<V>(column: &Column<V>, is_wanted: impl Fn(&V) -> bool) -> Axis<'_> {
    let weights = column.values.iter().map(|value| if is_wanted(value) { 0 } else { OUT });
    Axis { places: &column.places, weights: weights.collect(), keys: vec![None] }
}

/// How often each number came up among the visits of a span.
fn tally(axes: &[Axis<'_>], filters: &[Axis<'_>], combinations: u64, span: Range<usize>) -> Vec<(u64, u64)> {
    let mut counts = Counts::new(combinations);
    let mut numbers = vec![0_u64; TOGETHER];
    for start in span.clone().step_by(TOGETHER) {
        let end = start.saturating_add(TOGETHER).min(span.end);
        numbers.fill(0);
        for axis in axes.iter().chain(filters) {
            let places = axis.places.get(start..end).unwrap_or_default();
            for (number, place) in numbers.iter_mut().zip(places) {
                *number = number.wrapping_add(axis.weights.get(usize::from(*place)).copied().unwrap_or(OUT));
            }
        }
        numbers.iter().take(end.saturating_sub(start)).for_each(|number| counts.add(*number));
    }
    counts.found()
}

/// One dimension of a count: what each place of a column adds to the number of a visit.
struct Axis<'v> {
    places: &'v [u16],
    /// By place: first the place of its key in `keys`, then that times what one step along this dimension is worth.
    weights: Vec<u64>,
    /// In the order of the answer.
    keys: Vec<Option<String>>,
}

impl<'v> Axis<'v> {
    /// `key` gives the key of a value, and where it stands among keys before their letters count.
    fn new<V>(column: &'v Column<V>, key: impl Fn(&V) -> (Option<String>, u16)) -> Self {
        let of_values: Vec<(u16, Option<String>)> = column.values.iter().map(key).map(|(key, rank)| (rank, key)).collect();
        let ordered: BTreeSet<&(u16, Option<String>)> = of_values.iter().collect();
        let ranks: BTreeMap<&(u16, Option<String>), u64> = ordered.iter().copied().zip(0..).collect();
        let weights = of_values.iter().map(|of| ranks.get(of).copied().unwrap_or(OUT)).collect();
        Self { places: &column.places, weights, keys: ordered.into_iter().map(|(_, key)| key.clone()).collect() }
    }

    fn steps(&self) -> u64 {
        u64::try_from(self.keys.len()).unwrap_or(u64::MAX).max(1)
    }
}

/// Gives every combination of keys a number of its own, in the order of the keys; gives how many there are.
fn weigh(axes: &mut [Axis<'_>]) -> u64 {
    let mut worth = 1_u64;
    for axis in axes.iter_mut().rev() {
        axis.weights.iter_mut().for_each(|weight| *weight = weight.saturating_mul(worth));
        worth = worth.saturating_mul(axis.steps());
    }
    worth.min(OUT)
}

fn keys_of(axes: &[Axis<'_>], number: u64) -> Vec<Option<String>> {
    let mut left = number;
    let mut keys: Vec<Option<String>> = Vec::with_capacity(axes.len());
    for axis in axes.iter().rev() {
        let place = left.checked_rem(axis.steps()).and_then(|place| usize::try_from(place).ok()).unwrap_or(0);
        left = left.checked_div(axis.steps()).unwrap_or(0);
        keys.push(axis.keys.get(place).cloned().flatten());
    }
    keys.reverse();
    keys
}

fn quarter(month: Month) -> String {
    format!("{:04}-Q{}", month.year(), month.quarter())
}

/// How often each number came up.
enum Counts {
    Dense(Vec<u32>),
    Sparse(BTreeMap<u64, u32>, u64),
}

impl Counts {
    fn new(combinations: u64) -> Self {
        match usize::try_from(combinations) {
            Ok(few) if combinations <= DENSE => Self::Dense(vec![0; few]),
            _ => Self::Sparse(BTreeMap::new(), combinations),
        }
    }

    fn add(&mut self, number: u64) {
        let count = match self {
            Self::Dense(counts) => usize::try_from(number).ok().and_then(|number| counts.get_mut(number)),
            Self::Sparse(counts, combinations) => (number < *combinations).then(|| counts.entry(number).or_default()),
        };
        if let Some(count) = count {
            *count = count.saturating_add(1);
        }
    }

    /// The numbers that came up, in ascending order.
    fn found(self) -> Vec<(u64, u64)> {
        match self {
            Self::Dense(counts) => {
                (0..).zip(counts).filter(|(_, count)| *count > 0).map(|(number, count)| (number, count.into())).collect()
            }
            Self::Sparse(counts, _) => counts.into_iter().map(|(number, count)| (number, count.into())).collect(),
        }
    }
}

#[cfg(test)]
mod tests;

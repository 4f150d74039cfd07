//! What is public, as equations between figures that are no less than nothing.

use std::collections::BTreeMap;

/// Which reading of the figures gives an equation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// The parts of one table and its total; a two-way table and its margins.
    Row,
    /// Months make a quarter, quarters a year.
    Time,
    /// Permanences make an operator.
    Place,
    /// Two snapshots of one figure.
    Snapshot,
}

impl Link {
    /// Every link.
    pub const ALL: [Self; 4] = [Self::Row, Self::Time, Self::Place, Self::Snapshot];
}

/// What an equation is about, so that an attack can take a part of them that it can handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Topic {
    /// Whose figures: the operator's own, or a permanence's by its number from 1; of an equation between them, the operator's.
    pub unit: usize,
    /// Of which dimensions, a bit each; none in totals.
    pub dimensions: u8,
}

/// A sum of some figures, each times a whole number, that is a whole number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equation {
    /// Figures by their number, without repetition, and what each is multiplied with.
    pub terms: Vec<(usize, i64)>,
    /// What they make together.
    pub sum: i64,
    /// Where it comes from.
    pub link: Link,
    /// What it is about.
    pub topic: Topic,
    /// Of consequence only because figures are no less than nothing: over all rational numbers the other equations say as much.
    pub only_bounds: bool,
}

/// Figures, of which some are known, and the equations between them.
#[derive(Debug, Clone, Default)]
pub struct System {
    /// What is known of each figure, at least and at most.
    pub known: Vec<Range>,
    /// Between them.
    pub equations: Vec<Equation>,
    /// The figures that are meant to stay hidden.
    pub hidden: Vec<usize>,
}

/// The least and the most that a figure can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// At least.
    pub least: i64,
    /// At most.
    pub most: i64,
}

impl Range {
    /// As much as nobody counts.
    pub const ENDLESS: i64 = 1 << 40;

    /// No less than nothing.
    pub const ANY: Self = Self { least: 0, most: Self::ENDLESS };

    /// Known.
    pub const fn exactly(value: i64) -> Self {
        Self { least: value, most: value }
    }

    /// The figure, where only one is left.
    pub const fn value(self) -> Option<i64> {
        if self.least == self.most { Some(self.least) } else { None }
    }

    /// Whether it holds nothing any more: something that was believed is wrong.
    pub const fn is_empty(self) -> bool {
        self.least > self.most
    }

    /// Whether it tells about a hidden figure what nobody may know: its value, or that it is small without being nothing.
    pub const fn gives_away(self, smallest_figure: i64) -> bool {
        self.least == self.most || (self.least >= 1 && self.most < smallest_figure)
    }
}

impl System {
    /// Adds a figure.
    pub fn figure(&mut self, known: Range) -> usize {
        self.known.push(known);
        self.known.len() - 1
    }

    /// Adds an equation between a whole and its parts. A whole without parts says nothing.
    pub fn whole_and_parts(&mut self, whole: usize, parts: &[usize], link: Link) -> Option<&mut Equation> {
        if parts.is_empty() || parts == [whole] {
            return None;
        }
        let terms = parts.iter().map(|part| (*part, 1)).chain([(whole, -1)]).collect();
        self.equations.push(Equation { terms, sum: 0, link, topic: Topic::default(), only_bounds: false });
        self.equations.last_mut()
    }

    /// The equations of these links with what is known put in: only open figures are left in them.
    pub fn open_equations(&self, known: &[Range], wanted: impl Fn(&Equation) -> bool) -> Vec<Equation> {
        let open = |equation: &Equation| {
            let mut left = Equation { terms: Vec::new(), ..equation.clone() };
            for (figure, times) in &equation.terms {
                match known[*figure].value() {
                    Some(value) => left.sum -= value * times,
                    None => left.terms.push((*figure, *times)),
                }
            }
            left
        };
        self.equations.iter().filter(|equation| wanted(equation)).map(open).collect()
    }
}

/// Groups of equations that have no figure in common.
pub fn apart(equations: Vec<Equation>) -> Vec<Vec<Equation>> {
    let mut leader: Vec<usize> = (0..equations.len()).collect();
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, equation) in equations.iter().enumerate() {
        for (figure, _) in &equation.terms {
            let other = *seen.entry(*figure).or_insert(number);
            let (one, other) = (lead(&mut leader, number), lead(&mut leader, other));
            leader[one.max(other)] = one.min(other);
        }
    }
    let mut groups: BTreeMap<usize, Vec<Equation>> = BTreeMap::new();
    for (number, equation) in equations.into_iter().enumerate() {
        groups.entry(lead(&mut leader, number)).or_default().push(equation);
    }
    groups.into_values().collect()
}

fn lead(leader: &mut [usize], mut number: usize) -> usize {
    while leader[number] != number {
        leader[number] = leader[leader[number]];
        number = leader[number];
    }
    number
}

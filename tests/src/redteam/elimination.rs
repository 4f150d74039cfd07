//! What follows exactly, over all rational numbers: elimination modulo a prime.

use std::collections::{BTreeMap, BTreeSet};

use super::system::{Equation, Range, System, apart};

/// 2^61 - 1. A figure or a coefficient is smaller by far, so what holds modulo it holds.
const PRIME: u64 = (1 << 61) - 1;

/// More open figures than this in one piece are left to other attacks.
const MOST_OPEN: usize = 6_000;

/// The figure of a row's right-hand side.
const CONSTANT: usize = usize::MAX;

/// A row: what each figure is multiplied with, never 0.
pub(super) type Row = BTreeMap<usize, u64>;

/// The open figures that these equations determine, and their values. `None` when they contradict each other.
pub fn determined(system: &System, wanted: impl Fn(&Equation) -> bool) -> Option<BTreeMap<usize, i64>> {
    let wanted = |equation: &Equation| !equation.only_bounds && wanted(equation);
    let mut known = system.known.clone();
    let mut found = BTreeMap::new();
    loop {
        let mut next = put_in(system, &mut known, wanted)?;
        for piece in apart(without_lonely(system.open_equations(&known, wanted))) {
            let figures: BTreeSet<usize> = piece.iter().flat_map(|equation| &equation.terms).map(|term| term.0).collect();
            if figures.len() <= MOST_OPEN {
                next.extend(solved(&piece)?);
            }
        }
        if next.is_empty() {
            return Some(found);
        }
        for (figure, value) in &next {
            if !(0..Range::ENDLESS).contains(value) {
                return None;
            }
            known[*figure] = Range::exactly(*value);
        }
        found.append(&mut next);
    }
}

/// What needs no more than putting in what is known, again and again.
fn put_in(system: &System, known: &mut [Range], wanted: impl Fn(&Equation) -> bool + Copy) -> Option<BTreeMap<usize, i64>> {
    let mut found = BTreeMap::new();
    loop {
        let before = found.len();
        for equation in system.open_equations(known, wanted) {
            match equation.terms[..] {
                [] if equation.sum != 0 => return None,
                [(_, times)] if equation.sum % times != 0 => return None,
                [(figure, times)] => {
                    let value = equation.sum / times;
                    if found.insert(figure, value).is_some_and(|other| other != value) {
                        return None;
                    }
                    known[figure] = Range::exactly(value);
                }
                _ => {}
            }
        }
        if found.len() == before {
            return Some(found);
        }
    }
}

/// Leaves out equations with a figure that is in no other one: they say nothing exact about the rest, and nothing about that one.
fn without_lonely(mut equations: Vec<Equation>) -> Vec<Equation> {
    loop {
        let before = equations.len();
        let mut uses: BTreeMap<usize, usize> = BTreeMap::new();
        for (figure, _) in equations.iter().flat_map(|equation| &equation.terms) {
            *uses.entry(*figure).or_default() += 1;
        }
        equations.retain(|equation| equation.terms.len() == 1 || equation.terms.iter().all(|term| uses[&term.0] > 1));
        if equations.len() == before {
            return equations;
        }
    }
}

/// The figures that one piece determines.
fn solved(piece: &[Equation]) -> Option<BTreeMap<usize, i64>> {
    let mut echelon = Echelon::default();
    let mut piece: Vec<&Equation> = piece.iter().collect();
    piece.sort_by_key(|equation| equation.terms.len());
    for equation in piece {
        let mut row: Row = equation.terms.iter().map(|(figure, times)| (*figure, residue(*times))).collect();
        if equation.sum != 0 {
            row.insert(CONSTANT, residue(-equation.sum));
        }
        if !echelon.add(row) {
            return None;
        }
    }
    let alone = |(figure, row): (&usize, &Row)| match row.keys().find(|other| *other != figure) {
        None => Some((*figure, 0)),
        Some(&CONSTANT) => Some((*figure, -whole(row[&CONSTANT]))),
        Some(_) => None,
    };
    Some(echelon.rows.iter().filter_map(alone).collect())
}

/// Rows in which a figure stands with 1 that stands in no other row.
#[derive(Debug, Default)]
pub(super) struct Echelon {
    /// By that figure.
    pub(super) rows: BTreeMap<usize, Row>,
    /// In which rows a figure stands beside theirs.
    users: BTreeMap<usize, BTreeSet<usize>>,
}

impl Echelon {
    /// What is left of a row when the others are taken out of it.
    pub(super) fn reduced(&self, mut row: Row) -> Row {
        let pivots: Vec<usize> = row.keys().copied().filter(|figure| self.rows.contains_key(figure)).collect();
        for pivot in pivots {
            let times = row[&pivot];
            add(&mut row, &self.rows[&pivot], PRIME - times);
        }
        row
    }

    /// Adds a row; false when it contradicts the others.
    pub(super) fn add(&mut self, row: Row) -> bool {
        let mut row = self.reduced(row);
        let uses = |figure: &usize| self.users.get(figure).map_or(0, BTreeSet::len);
        let Some(pivot) = row.keys().copied().filter(|figure| *figure != CONSTANT).min_by_key(uses) else {
            return row.is_empty();
        };
        let scale = inverse(row[&pivot]);
        for times in row.values_mut() {
            *times = product(*times, scale);
        }
        for user in self.users.remove(&pivot).unwrap_or_default() {
            let mut other = self.rows.remove(&user).unwrap_or_default();
            let times = other[&pivot];
            add(&mut other, &row, PRIME - times);
            for figure in row.keys().filter(|figure| **figure != pivot) {
                if other.contains_key(figure) {
                    self.users.entry(*figure).or_default().insert(user);
                } else if let Some(users) = self.users.get_mut(figure) {
                    users.remove(&user);
                }
            }
            self.rows.insert(user, other);
        }
        for figure in row.keys().filter(|figure| **figure != pivot && **figure != CONSTANT) {
            self.users.entry(*figure).or_default().insert(pivot);
        }
        self.rows.insert(pivot, row);
        true
    }
}

/// Adds a multiple of a row to another.
fn add(to: &mut Row, row: &Row, times: u64) {
    for (figure, by) in row {
        let place = to.entry(*figure).or_insert(0);
        *place = (*place + product(*by, times)) % PRIME;
        if *place == 0 {
            to.remove(figure);
        }
    }
}

/// Whether a row is another one times a number. Neither is empty.
pub(super) fn are_multiples(one: &Row, other: &Row) -> bool {
    if one.len() != other.len() || !one.keys().eq(other.keys()) {
        return false;
    }
    let (Some(first), Some(second)) = (one.values().next(), other.values().next()) else { return false };
    one.values().zip(other.values()).all(|(a, b)| product(*a, *second) == product(*b, *first))
}

pub(super) fn residue(number: i64) -> u64 {
    let size = number.unsigned_abs() % PRIME;
    if number < 0 && size != 0 { PRIME - size } else { size }
}

/// The whole number near 0 that leaves this residue.
fn whole(residue: u64) -> i64 {
    if residue > PRIME / 2 { -i64::try_from(PRIME - residue).unwrap() } else { i64::try_from(residue).unwrap() }
}

fn product(one: u64, other: u64) -> u64 {
    u64::try_from(u128::from(one) * u128::from(other) % u128::from(PRIME)).unwrap()
}

fn inverse(number: u64) -> u64 {
    let (mut power, mut left, mut result) = (number, PRIME - 2, 1);
    while left > 0 {
        if left % 2 == 1 {
            result = product(result, power);
        }
        power = product(power, power);
        left /= 2;
    }
    result
}

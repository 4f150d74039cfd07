//! What follows from each equation alone, again and again, for figures that are whole numbers and no less than nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::system::{Equation, Range};

/// Rounds over one equation after another end here at the latest.
const MOST_STEPS: usize = 200_000;

/// Narrows the ranges until nothing moves; false when some range is empty.
pub fn narrow(equations: &[Equation], known: &mut [Range]) -> bool {
    let mut users: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, equation) in equations.iter().enumerate() {
        for (figure, _) in &equation.terms {
            users.entry(*figure).or_default().push(number);
        }
    }
    narrow_from(equations, &users, (0..equations.len()).collect(), known)
}

/// The same, when only some equations have changed.
pub(super) fn narrow_from(
    equations: &[Equation],
    users: &BTreeMap<usize, Vec<usize>>,
    mut waiting: BTreeSet<usize>,
    known: &mut [Range],
) -> bool {
    for _ in 0..MOST_STEPS {
        let Some(number) = waiting.pop_first() else { return true };
        for figure in narrow_one(&equations[number], known) {
            if known[figure].is_empty() {
                return false;
            }
            waiting.extend(&users[&figure]);
        }
        if equations[number].terms.is_empty() && equations[number].sum != 0 {
            return false;
        }
    }
    true
}

/// The figures whose range became smaller.
fn narrow_one(equation: &Equation, known: &mut [Range]) -> Vec<usize> {
    let ends = |(figure, times): &(usize, i64), known: &[Range]| {
        let range = known[*figure];
        if *times > 0 { (range.least * times, range.most * times) } else { (range.most * times, range.least * times) }
    };
    let (mut least, mut most) = (0, 0);
    for term in &equation.terms {
        let (from, to) = ends(term, known);
        least += from;
        most += to;
    }
    let mut changed = Vec::new();
    for term in &equation.terms {
        let (from, to) = ends(term, known);
        let (figure, times) = *term;
        // The others make at least `least - from` and at most `most - to`.
        let (low, high) = (equation.sum - (most - to), equation.sum - (least - from));
        let (low, high) = if times > 0 { (low, high) } else { (-high, -low) };
        let size = times.abs();
        let next = Range {
            least: known[figure].least.max(low.div_euclid(size) + i64::from(low.rem_euclid(size) != 0)),
            most: known[figure].most.min(high.div_euclid(size)),
        };
        if next != known[figure] {
            known[figure] = next;
            changed.push(figure);
            if next.is_empty() {
                return changed;
            }
            (least, most) = (least - from + ends(term, known).0, most - to + ends(term, known).1);
        }
    }
    changed
}

//! Disclosure control of the month table: which totals may leave a node.
//!
//! The cells of a month are the visits of single permanences and no total is published beside them, so no cell can be found by
//! subtraction: hiding each cell that is too small is enough. Zero is hidden with the small ones under one mark, since an open
//! zero would show that every other hidden cell holds someone. The figure counts visits, not persons.

use std::collections::{BTreeMap, BTreeSet};

use super::Cell;
use crate::text::Slug;

/// The cells of a month, in ascending order of permanence: one for each of `permanences` and for each other one that has
/// visits. Visits are shown from `smallest` on and hidden below.
#[must_use]
pub fn month_cells(counts: &BTreeMap<Slug, u32>, permanences: &BTreeSet<Slug>, smallest: u32) -> Vec<Cell> {
    let all: BTreeSet<&Slug> = permanences.iter().chain(counts.keys()).collect();
    let cell = |permanence: &Slug| Cell {
        permanence: permanence.clone(),
        visits: counts.get(permanence).copied().filter(|visits| *visits >= smallest),
    };
    all.into_iter().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::month_cells;
    use crate::text::Slug;

    fn slugs() -> impl Strategy<Value = BTreeSet<Slug>> {
        prop::collection::btree_set("[a-d]{1,2}".prop_map(|text| text.parse().unwrap()), 0..8)
    }

    fn counts() -> impl Strategy<Value = BTreeMap<Slug, u32>> {
        prop::collection::btree_map("[a-d]{1,2}".prop_map(|text| text.parse().unwrap()), 0_u32..20, 0..8)
    }

    proptest! {
        #[test]
        fn nothing_below_the_smallest_figure_leaves(counts in counts(), permanences in slugs(), smallest in 1_u32..12) {
            let cells = month_cells(&counts, &permanences, smallest);
            prop_assert!(cells.iter().filter_map(|cell| cell.visits).all(|visits| visits >= smallest));
        }

        #[test]
        fn every_permanence_has_one_cell_that_is_true_or_hidden(counts in counts(), permanences in slugs(), smallest in 1_u32..12) {
            let cells = month_cells(&counts, &permanences, smallest);
            prop_assert!(cells.is_sorted_by(|one, next| one.permanence < next.permanence));
            let named: BTreeSet<&Slug> = cells.iter().map(|cell| &cell.permanence).collect();
            prop_assert!(permanences.iter().chain(counts.keys()).all(|permanence| named.contains(permanence)));
            for cell in &cells {
                let count = counts.get(&cell.permanence).copied().unwrap_or(0);
                prop_assert_eq!(cell.visits, (count >= smallest).then_some(count));
            }
        }

        #[test]
        fn two_small_months_cannot_be_told_apart(permanences in slugs(), small in 0_u32..5, other in 0_u32..5) {
            let with = |count| permanences.iter().map(|slug| (slug.clone(), count)).collect::<BTreeMap<_, _>>();
            prop_assert_eq!(month_cells(&with(small), &permanences, 5), month_cells(&with(other), &permanences, 5));
        }
    }
}

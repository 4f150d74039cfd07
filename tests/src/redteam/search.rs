//! Tries whole numbers until some fit, or none can.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    narrowing::{narrow, narrow_from},
    system::{Equation, Range},
};

/// What a search came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Some whole numbers fit.
    Fits,
    /// None do.
    Cannot,
    /// Nobody knows: there were no guesses left.
    Unfinished,
}

/// A search among whole numbers that fit these equations.
#[derive(Debug)]
pub struct Search<'e> {
    equations: &'e [Equation],
    users: BTreeMap<usize, Vec<usize>>,
    guesses_left: usize,
}

impl<'e> Search<'e> {
    /// A search with so many guesses for each question.
    pub fn new(equations: &'e [Equation]) -> Self {
        let mut users: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, equation) in equations.iter().enumerate() {
            for (figure, _) in &equation.terms {
                users.entry(*figure).or_default().push(number);
            }
        }
        Self { equations, users, guesses_left: 0 }
    }

    /// What whole numbers leave of a figure's range, or `None` when that took too many guesses. Only asks what matters: whether it can
    /// be nothing, whether it can be as much as is shown, and whether it can be two things.
    pub fn range(&mut self, figure: usize, known: &[Range], smallest_figure: i64, guesses: usize) -> Option<Range> {
        let range = known[figure];
        let mut within = |part: Range| {
            let part = Range { least: part.least.max(range.least), most: part.most.min(range.most) };
            self.guesses_left = guesses;
            match if part.is_empty() { Outcome::Cannot } else { self.fits(figure, part, known) } {
                Outcome::Fits => Some(true),
                Outcome::Cannot => Some(false),
                Outcome::Unfinished => None,
            }
        };
        let nothing = within(Range::exactly(0))?;
        let shown = within(Range { least: smallest_figure, most: Range::ENDLESS })?;
        if nothing && shown {
            return Some(range);
        }
        let mut small = (1..smallest_figure).map(|value| within(Range::exactly(value)).map(|fits| fits.then_some(value)));
        let small: Vec<i64> = small.by_ref().collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
        let least = if nothing { 0 } else { small.first().copied().unwrap_or(smallest_figure.max(range.least)) };
        let most = if shown { range.most } else { small.last().copied().unwrap_or(0) };
        Some(Range { least, most })
    }

    fn fits(&mut self, figure: usize, part: Range, known: &[Range]) -> Outcome {
        let mut known = known.to_vec();
        known[figure] = part;
        if !narrow(self.equations, &mut known) {
            return Outcome::Cannot;
        }
        self.guess(&mut known)
    }

    fn guess(&mut self, known: &mut [Range]) -> Outcome {
        let width = |figure: &&usize| known[**figure].most - known[**figure].least;
        let Some(figure) = self.users.keys().filter(|figure| known[**figure].value().is_none()).min_by_key(width).copied() else {
            return Outcome::Fits;
        };
        let range = known[figure];
        let middle = range.least + (range.most - range.least) / 2;
        let parts = [Range { most: middle, ..range }, Range { least: middle + 1, ..range }];
        for part in parts {
            if self.guesses_left == 0 {
                return Outcome::Unfinished;
            }
            self.guesses_left -= 1;
            let mut next = known.to_vec();
            next[figure] = part;
            let waiting: BTreeSet<usize> = self.users[&figure].iter().copied().collect();
            if !narrow_from(self.equations, &self.users, waiting, &mut next) {
                continue;
            }
            match self.guess(&mut next) {
                Outcome::Cannot => {}
                other => return other,
            }
        }
        Outcome::Cannot
    }
}

//! What follows for a figure from sums that are public.

use std::collections::BTreeSet;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

/// More than anybody counts.
const ENDLESS: i64 = 1 << 40;

/// Where a bound lies that only comes of another that has no end.
const NO_TELLING: i64 = ENDLESS / 2;

/// How often bounds are carried from one sum to the next: each round that changes nothing is the last.
const ROUNDS: usize = 60;

/// Linear programs with more figures are not solved: the interval is then wider than it need be.
const MOST_FIGURES: usize = 600;

/// A solver says 2.9999999 and means 3.
const SLACK: f64 = 1e-6;

/// The least and the most that a figure can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// At least.
    pub least: i64,
    /// At most; nothing if it can be any number.
    pub most: Option<i64>,
}

impl Interval {
    /// Whether any number lies in it: none does where what is public contradicts itself.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.most.is_none_or(|most| self.least <= most)
    }
}

/// Numbers of figures that are no less than nothing, and which of them are sums of others.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    bounds: Vec<(i64, i64)>,
    /// Terms that make zero together, each a figure and the times it counts.
    equations: Vec<Vec<(usize, i64)>>,
}

impl Sums {
    /// A figure that can be any number from `least` on.
    pub fn hidden(&mut self, least: i64) -> usize {
        self.bounds.push((least, ENDLESS));
        self.bounds.len().saturating_sub(1)
    }

    /// A figure that is public.
    pub fn shown(&mut self, value: i64) -> usize {
        self.bounds.push((value, value));
        self.bounds.len().saturating_sub(1)
    }

    /// One figure is the sum of others.
    pub fn add(&mut self, whole: usize, parts: impl IntoIterator<Item = usize>) {
        let parts: Vec<(usize, i64)> = parts.into_iter().map(|part| (part, 1)).collect();
        if !parts.is_empty() {
            self.equations.push(parts.into_iter().chain([(whole, -1)]).collect());
        }
    }

    /// What anybody can derive for a figure; nothing if no numbers make all sums true.
    #[must_use]
    pub fn interval_of(&self, figure: usize) -> Option<Interval> {
        let bounds = self.carried();
        let (least, most) = self.solved(figure, &bounds).unwrap_or_else(|| bounds.get(figure).copied().unwrap_or((0, ENDLESS)));
        (least <= most).then_some(Interval { least, most: (most < NO_TELLING).then_some(most) })
    }

    /// What follows for every figure where bounds are carried from one sum to the next; it may be less than all that follows.
    #[must_use]
    pub fn bounds(&self) -> Vec<Interval> {
        let interval = |(least, most): (i64, i64)| Interval { least, most: (most < NO_TELLING).then_some(most) };
        self.carried().into_iter().map(interval).collect()
    }

    fn carried(&self) -> Vec<(i64, i64)> {
        let mut bounds = self.bounds.clone();
        let changed = |bounds: &mut Vec<(i64, i64)>| {
            // Every one of them is looked at, also after one that changed something.
            self.equations.iter().filter(|equation| narrow(equation, bounds)).count() > 0
        };
        (0..ROUNDS).take_while(|_| changed(&mut bounds)).for_each(drop);
        bounds
    }

    /// The same by linear programs over everything that is linked with the figure, rounded inward to whole numbers.
    fn solved(&self, figure: usize, bounds: &[(i64, i64)]) -> Option<(i64, i64)> {
        let is_open = |figure: &usize| bounds.get(*figure).is_some_and(|(least, most)| least != most);
        let mut linked: BTreeSet<usize> = [figure].into();
        loop {
            let touches = |equation: &&Vec<(usize, i64)>| equation.iter().any(|(figure, _)| linked.contains(figure));
            let next: BTreeSet<usize> =
                self.equations.iter().filter(touches).flatten().map(|(figure, _)| *figure).filter(is_open).collect();
            if next.len() > MOST_FIGURES {
                return None;
            }
            let before = linked.len();
            linked.extend(next);
            if linked.len() == before {
                break;
            }
        }
        let least = self.optimum(figure, &linked, bounds, OptimizationDirection::Minimize);
        let most = self.optimum(figure, &linked, bounds, OptimizationDirection::Maximize);
        let (least_before, most_before) = bounds.get(figure).copied()?;
        let least = least.map_or(least_before, |value| whole((value - SLACK).ceil()).max(least_before));
        let most = most.map_or(most_before, |value| whole((value + SLACK).floor()).min(most_before));
        Some((least, most))
    }

    fn optimum(
        &self,
        figure: usize,
        linked: &BTreeSet<usize>,
        bounds: &[(i64, i64)],
        direction: OptimizationDirection,
    ) -> Option<f64> {
        let mut problem = Problem::new(direction);
        let mut variables: Vec<(usize, Variable)> = Vec::new();
        for open in linked {
            let (least, most) = bounds.get(*open).copied()?;
            let most = if most >= NO_TELLING { f64::INFINITY } else { real(most) };
            variables.push((*open, problem.add_var(if *open == figure { 1.0 } else { 0.0 }, (real(least), most))));
        }
        let variable = |figure: usize| {
            let place = variables.binary_search_by_key(&figure, |(figure, _)| *figure).ok()?;
            variables.get(place).map(|(_, variable)| *variable)
        };
        for equation in &self.equations {
            let open: Vec<(Variable, f64)> =
                equation.iter().filter_map(|(figure, times)| Some((variable(*figure)?, real(*times)))).collect();
            let known = equation.iter().filter(|(figure, _)| variable(*figure).is_none());
            let known = known.filter_map(|(figure, times)| bounds.get(*figure)?.0.checked_mul(*times));
            if !open.is_empty() {
                problem.add_constraint(open, ComparisonOp::Eq, real(known.fold(0_i64, i64::saturating_sub)));
            }
        }
        let solution = problem.solve().ok().filter(microlp::SolveOutcome::is_optimal)?.into_solution().ok()?;
        Some(solution.var_value(variable(figure)?))
    }
}

/// Takes from each figure what the others of an equation leave it; says whether that was anything.
fn narrow(equation: &[(usize, i64)], bounds: &mut [(i64, i64)]) -> bool {
    // The least and most of a term, with its sign.
    let term = |(figure, times): &(usize, i64), bounds: &[(i64, i64)]| {
        let (low, high) = bounds.get(*figure).copied().unwrap_or((0, ENDLESS));
        if *times > 0 { (low, high) } else { (high.saturating_neg(), low.saturating_neg()) }
    };
    let (mut least, mut most) = (0_i64, 0_i64);
    for one in equation {
        let (low, high) = term(one, bounds);
        (least, most) = (least.saturating_add(low), most.saturating_add(high));
    }
    let mut changed = false;
    for one in equation {
        let (low, high) = term(one, bounds);
        // The others, and with this one they make zero.
        let (others_least, others_most) = (least.saturating_sub(low), most.saturating_sub(high));
        let (from, to) = (low.max(others_most.saturating_neg()), high.min(others_least.saturating_neg()));
        if (from, to) == (low, high) {
            continue;
        }
        changed = true;
        (least, most) = (others_least.saturating_add(from), others_most.saturating_add(to));
        if let Some(bound) = bounds.get_mut(one.0) {
            *bound = if one.1 > 0 { (from, to) } else { (to.saturating_neg(), from.saturating_neg()) };
        }
    }
    changed
}

#[expect(clippy::cast_precision_loss, reason = "figures are far below 2^52")]
const fn real(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "figures are far below 2^52")]
const fn whole(number: f64) -> i64 {
    number as i64
}

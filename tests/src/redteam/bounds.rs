//! The least and the most that a hidden figure can be, by linear programs.

use std::{collections::BTreeMap, time::Duration};

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::{
    narrowing::narrow,
    system::{Equation, Range, System, apart},
};
use crate::dice::Dice;

/// A solver says 2.9999999 and means 3.
const SLACK: f64 = 1e-6;

/// Rounds of programs that each aim at many figures at once.
const ROUNDS: usize = 12;

/// How hard an attack tries.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Pieces with more open figures are left alone.
    pub most_figures: usize,
    /// After so many programs an attack on one operator gives up.
    pub most_programs: usize,
    /// After so many guesses an exhaustive search for one figure gives up.
    pub most_guesses: usize,
}

impl Effort {
    /// For the tests of every day.
    pub const EVERY_DAY: Self = Self { most_figures: 700, most_programs: 3_000, most_guesses: 400 };
    /// For an attacker with time.
    pub const PATIENT: Self = Self { most_figures: 6_000, most_programs: 200_000, most_guesses: 20_000 };
}

/// What the programs took, and what they left.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spent {
    /// Programs solved.
    pub programs: usize,
    /// Programs that the solver failed to solve.
    pub unsolved: usize,
    /// Pieces that were too large.
    pub too_large: usize,
    /// Figures for which there was no effort left.
    pub given_up: usize,
    /// Searches that ended for want of guesses.
    pub unfinished: usize,
}

/// Something that was believed is wrong: no figures fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no figures fit all that is believed")]
pub struct Contradiction;

/// The least and the most of one figure by programs alone, rounded inward to whole numbers.
pub fn range_of(system: &System, figure: usize) -> Result<Range, Contradiction> {
    let mut known = system.known.clone();
    let pieces = apart(system.open_equations(&known, |_| true));
    let holds = |piece: &Vec<Equation>| piece.iter().flat_map(|equation| &equation.terms).any(|term| term.0 == figure);
    let program = Program::new(pieces.into_iter().find(holds).unwrap_or_default(), &known);
    let mut spent = Spent::default();
    for most in [true, false] {
        program.push(figure, most, &mut known, &mut spent, &mut Witnesses::default())?;
    }
    Ok(known[figure])
}

/// Narrows the ranges of the wanted figures with the wanted equations.
pub fn tighten(
    system: &System,
    wanted: impl Fn(&Equation) -> bool,
    known: &mut [Range],
    siege: &mut Siege<'_>,
) -> Result<(), Contradiction> {
    let equations = system.open_equations(known, &wanted);
    if !narrow(&equations, known) {
        return Err(Contradiction);
    }
    for piece in apart(system.open_equations(known, &wanted)) {
        let program = Program::new(piece, known);
        let targets: Vec<usize> = siege.targets.iter().copied().filter(|figure| program.figures.contains_key(figure)).collect();
        let left = |known: &[Range]| targets.iter().any(|target| !known[*target].gives_away(siege.smallest_figure));
        if !left(known) {
            continue;
        }
        if program.figures.len() > siege.effort.most_figures {
            siege.spent.too_large += 1;
            continue;
        }
        program.besiege(&targets, known, siege)?;
    }
    Ok(())
}

/// An attack with programs on one operator.
#[derive(Debug)]
pub struct Siege<'s> {
    /// The figures that are attacked.
    pub targets: &'s [usize],
    /// Smaller ones are hidden.
    pub smallest_figure: i64,
    /// How hard.
    pub effort: Effort,
    /// What it took.
    pub spent: Spent,
    /// Whole numbers that fit the equations of the last piece that each target was in: the least and the most seen.
    pub whole: Witnesses,
}

/// The least and the most seen of each figure in solutions.
pub type Witnesses = BTreeMap<usize, Range>;

/// Whether the solutions seen show that nobody can tell.
pub(super) fn is_safe(seen: Option<&Range>, smallest_figure: i64) -> bool {
    seen.is_some_and(|seen| seen.least < seen.most && (seen.least == 0 || seen.most >= smallest_figure))
}

struct Program {
    equations: Vec<Equation>,
    figures: BTreeMap<usize, Range>,
}

impl Program {
    fn new(equations: Vec<Equation>, known: &[Range]) -> Self {
        let terms = equations.iter().flat_map(|equation| &equation.terms);
        let figures = terms.map(|(figure, _)| (*figure, known[*figure])).collect();
        Self { equations, figures }
    }

    /// First programs that aim at many targets at once, as most of them turn out to be safe; then two for each that is left.
    fn besiege(&self, targets: &[usize], known: &mut [Range], siege: &mut Siege<'_>) -> Result<(), Contradiction> {
        let mut seen = Witnesses::new();
        let mut dice = Dice::new(7);
        let smallest_figure = siege.smallest_figure;
        let is_open = |target: &usize, seen: &Witnesses, known: &[Range]| {
            !known[*target].gives_away(smallest_figure) && !is_safe(seen.get(target), smallest_figure)
        };
        let mut left: Vec<usize> = targets.iter().copied().filter(|target| is_open(target, &seen, known)).collect();
        for round in 0..ROUNDS {
            let weights = left.iter().map(|target| (*target, 1.0 + f64::from(dice.byte()) / 64.0)).collect();
            let direction = if round % 2 == 0 { OptimizationDirection::Maximize } else { OptimizationDirection::Minimize };
            if let Some(solution) = self.solve(direction, &weights, &mut siege.spent)? {
                see(&solution, &mut seen, &mut siege.whole);
            }
            let before = left.len();
            left.retain(|target| is_open(target, &seen, known));
            let helps_little = round > 2 && left.len() * 20 > before * 19;
            if left.is_empty() || helps_little {
                break;
            }
        }
        for target in left {
            for most in [true, false] {
                if is_open(&target, &seen, known) && siege.spent.programs < siege.effort.most_programs {
                    self.push_seen(target, most, known, &mut siege.spent, &mut seen, &mut siege.whole)?;
                }
            }
            let is_exhausted = siege.spent.programs >= siege.effort.most_programs;
            siege.spent.given_up += usize::from(is_exhausted && is_open(&target, &seen, known));
        }
        Ok(())
    }

    fn push(
        &self,
        figure: usize,
        most: bool,
        known: &mut [Range],
        spent: &mut Spent,
        whole: &mut Witnesses,
    ) -> Result<(), Contradiction> {
        self.push_seen(figure, most, known, spent, &mut Witnesses::new(), whole)
    }

    /// Pushes one figure as far as it goes.
    fn push_seen(
        &self,
        figure: usize,
        most: bool,
        known: &mut [Range],
        spent: &mut Spent,
        seen: &mut Witnesses,
        whole: &mut Witnesses,
    ) -> Result<(), Contradiction> {
        let direction = if most { OptimizationDirection::Maximize } else { OptimizationDirection::Minimize };
        let Some(solution) = self.solve(direction, &BTreeMap::from([(figure, 1.0)]), spent)? else { return Ok(()) };
        see(&solution, seen, whole);
        if let Some(value) = solution.get(&figure) {
            if most {
                known[figure].most = known[figure].most.min(rounded((value + SLACK).floor()));
            } else {
                known[figure].least = known[figure].least.max(rounded((value - SLACK).ceil()));
            }
        }
        if known[figure].is_empty() { Err(Contradiction) } else { Ok(()) }
    }

    fn solve(
        &self,
        direction: OptimizationDirection,
        weights: &BTreeMap<usize, f64>,
        spent: &mut Spent,
    ) -> Result<Option<BTreeMap<usize, f64>>, Contradiction> {
        let mut problem = Problem::new(direction);
        problem.set_time_limit(Duration::from_secs(5));
        let add = |(figure, range): (&usize, &Range)| {
            let most = if range.most >= Range::ENDLESS { f64::INFINITY } else { float(range.most) };
            (*figure, problem.add_var(weights.get(figure).copied().unwrap_or(0.0), (float(range.least), most)))
        };
        let variables: BTreeMap<usize, Variable> = self.figures.iter().map(add).collect();
        for equation in &self.equations {
            let terms: Vec<(Variable, f64)> =
                equation.terms.iter().map(|(figure, times)| (variables[figure], float(*times))).collect();
            problem.add_constraint(terms, ComparisonOp::Eq, float(equation.sum));
        }
        spent.programs += 1;
        match problem.solve() {
            Ok(outcome) if outcome.is_optimal() => {
                let solution = outcome.into_solution().ok();
                let values = |solution: microlp::Solution| {
                    variables.iter().map(|(figure, variable)| (*figure, solution.var_value(*variable))).collect()
                };
                Ok(solution.map(values))
            }
            Err(microlp::Error::Infeasible) => Err(Contradiction),
            // A figure without an end is not found out.
            Err(microlp::Error::Unbounded) => Ok(None),
            _ => {
                spent.unsolved += 1;
                Ok(None)
            }
        }
    }
}

/// Remembers what a solution shows; for whole numbers only when it is one throughout.
fn see(solution: &BTreeMap<usize, f64>, seen: &mut Witnesses, whole: &mut Witnesses) {
    let is_whole = solution.values().all(|value| (value - value.round()).abs() < SLACK);
    for (figure, value) in solution {
        // The bound that a program could still prove lies no further inside than this.
        let within = Range { least: rounded((value - SLACK).ceil()), most: rounded((value + SLACK).floor()) };
        let widen = |known: &mut Range| {
            known.least = known.least.min(within.least);
            known.most = known.most.max(within.most);
        };
        seen.entry(*figure).and_modify(widen).or_insert(within);
        if is_whole {
            whole.entry(*figure).and_modify(widen).or_insert(within);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "figures are far below 2^52")]
const fn float(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "figures are far below 2^52")]
const fn rounded(number: f64) -> i64 {
    number as i64
}

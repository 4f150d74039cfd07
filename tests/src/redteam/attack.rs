//! Everything public against one operator: elimination, narrowing, programs, search.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::{
    bounds::{Contradiction, Effort, Siege, Spent, Witnesses, is_safe, range_of, tighten},
    document::{CellName, Publications},
    elimination::determined,
    figures::{Figures, Reading},
    narrowing::narrow,
    search::Search,
    system::{Equation, Link, Range, System, Topic, apart},
};

/// A way to find out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attack {
    /// Elimination within the tables of one place and period.
    Subtraction,
    /// Elimination over months, quarters and years besides.
    Time,
    /// Elimination over the permanences of an operator besides subtraction.
    Geography,
    /// Elimination over everything.
    Linked,
    /// Sums of whole numbers that are no less than nothing, one equation after the other.
    Integers,
    /// Linear programs.
    Bounds,
    /// Exhaustive search where a program's answer is no whole number.
    Search,
}

impl Attack {
    /// Every attack on a document.
    pub const ALL: [Self; 7] =
        [Self::Subtraction, Self::Time, Self::Geography, Self::Linked, Self::Integers, Self::Bounds, Self::Search];
}

/// A hidden cell that is known now, or known to be small without being nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The cell.
    pub cell: CellName,
    /// What follows for it.
    pub range: Range,
    /// From which attacks; each alone suffices, but the later ones begin where `Integers` ends.
    pub attacks: BTreeSet<Attack>,
}

/// What came of an attack.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Cells that are given away.
    pub found: Vec<Finding>,
    /// Cells that were to be hidden.
    pub hidden: usize,
    /// Operators whose publications no reading makes sense of.
    pub contradictory: Vec<String>,
    /// The programs it took.
    pub spent: Spent,
}

/// Attacks each operator of a document.
pub fn attack(publications: &Publications, effort: Effort) -> Findings {
    let mut all = Findings::default();
    for operator in publications.operators() {
        all.add(attack_operator(&publications.by(operator), &Reading::default(), effort));
    }
    all
}

/// Attacks one operator, believing first that what is missing is nothing, and then, when that makes no sense, that it is anything.
pub fn attack_operator(publications: &Publications, beliefs: &Reading, effort: Effort) -> Findings {
    for absent_is_nothing in [true, false] {
        let figures = Figures::read(publications, &Reading { absent_is_nothing, ..beliefs.clone() });
        if let Ok(findings) = attack_figures(&figures, publications.smallest_figure, effort) {
            return findings;
        }
    }
    let contradictory = publications.operators().into_iter().map(ToOwned::to_owned).collect();
    Findings { contradictory, hidden: publications.hidden(), ..Findings::default() }
}

/// Attacks what one reading makes of the publications.
pub fn attack_figures(figures: &Figures, smallest_figure: u64, effort: Effort) -> Result<Findings, Contradiction> {
    let late = figures.late_cells.keys().copied().collect();
    let (found, spent) = attack_system(&figures.system, &late, smallest_figure, effort)?;
    let name = |figure: &usize| figures.cells.get(figure).or_else(|| figures.late_cells.get(figure)).cloned();
    let finding = |(figure, (range, attacks))| name(&figure).map(|cell| Finding { cell, range, attacks });
    let found = found.into_iter().filter_map(finding).collect();
    Ok(Findings { found, hidden: figures.system.hidden.len(), contradictory: Vec::new(), spent })
}

/// The figures that a system gives away, with their range and by which attacks.
pub type Found = BTreeMap<usize, (Range, BTreeSet<Attack>)>;

/// Attacks the hidden figures of a system, and some that were never published.
pub fn attack_system(
    system: &System,
    late: &BTreeSet<usize>,
    smallest_figure: u64,
    effort: Effort,
) -> Result<(Found, Spent), Contradiction> {
    let smallest_figure = i64::try_from(smallest_figure).unwrap();
    let mut attacker = Attacker { system, late, smallest_figure, known: system.known.clone(), found: BTreeMap::new() };
    attacker.eliminate()?;
    attacker.narrow()?;
    let targets: Vec<usize> = attacker.targets().collect();
    let mut siege = Siege { targets: &targets, smallest_figure, effort, spent: Spent::default(), whole: Witnesses::new() };
    attacker.solve(&mut siege)?;
    attacker.search(&mut siege)?;
    let Attacker { known, found, .. } = attacker;
    let found = found.into_iter().map(|(figure, attacks)| (figure, (known[figure], attacks))).collect();
    Ok((found, siege.spent))
}

/// How many of some findings linear programs alone find, with nothing worked out before.
pub fn found_by_programs_alone(publications: &Publications, findings: &[Finding]) -> usize {
    let smallest_figure = i64::try_from(publications.smallest_figure).unwrap();
    let figures = Figures::read(publications, &Reading { absent_is_nothing: true, ..Reading::default() });
    let numbers: BTreeMap<&CellName, usize> = figures.cells.iter().map(|(number, name)| (name, *number)).collect();
    let range = |finding: &Finding| numbers.get(&finding.cell).and_then(|figure| range_of(&figures.system, *figure).ok());
    findings.iter().filter_map(range).filter(|range| range.gives_away(smallest_figure)).count()
}

struct Attacker<'s> {
    system: &'s System,
    late: &'s BTreeSet<usize>,
    smallest_figure: i64,
    known: Vec<Range>,
    found: BTreeMap<usize, BTreeSet<Attack>>,
}

impl Attacker<'_> {
    fn eliminate(&mut self) -> Result<(), Contradiction> {
        let links: [(Attack, &[Link]); 4] = [
            (Attack::Subtraction, &[Link::Row]),
            (Attack::Time, &[Link::Row, Link::Time]),
            (Attack::Geography, &[Link::Row, Link::Place]),
            (Attack::Linked, &Link::ALL),
        ];
        let hidden: BTreeSet<usize> = self.targets().collect();
        for (attack, links) in links {
            let found = determined(self.system, |equation| links.contains(&equation.link)).ok_or(Contradiction)?;
            for (figure, value) in found {
                if hidden.contains(&figure) && self.tells(figure, Range::exactly(value)) {
                    self.found.entry(figure).or_default().insert(attack);
                }
                if attack == Attack::Linked {
                    self.known[figure] = Range::exactly(value);
                }
            }
        }
        Ok(())
    }

    fn targets(&self) -> impl Iterator<Item = usize> {
        self.system.hidden.iter().chain(self.late).copied()
    }

    /// Late cells were never published: to know a large one is no more than a publication.
    fn tells(&self, figure: usize, range: Range) -> bool {
        let is_late = self.late.contains(&figure);
        range.gives_away(self.smallest_figure) && (!is_late || range.most < self.smallest_figure)
    }

    /// From what is public alone, and then on from what elimination found.
    fn narrow(&mut self) -> Result<(), Contradiction> {
        let system = self.system;
        let mut alone = system.known.clone();
        for known in [&mut alone, &mut self.known] {
            if !narrow(&system.open_equations(known, |_| true), known) {
                return Err(Contradiction);
            }
        }
        self.note(&alone, Attack::Integers, false);
        let known = self.known.clone();
        self.note(&known, Attack::Integers, true);
        Ok(())
    }

    /// Notes what a range gives away; `new` only what nothing gave away before.
    fn note(&mut self, known: &[Range], attack: Attack, new: bool) {
        let told: Vec<usize> = self.targets().filter(|figure| self.tells(*figure, known[*figure])).collect();
        for figure in told {
            let attacks = self.found.entry(figure).or_default();
            if !new || attacks.is_empty() {
                attacks.insert(attack);
            }
        }
    }

    /// By dimension, by permanence, and at once where that is small enough.
    fn solve(&mut self, siege: &mut Siege<'_>) -> Result<(), Contradiction> {
        let system = self.system;
        for dimension in 0..4 {
            let about = |topic: Topic| topic.dimensions & !(1 << dimension) == 0;
            tighten(system, |equation| about(equation.topic), &mut self.known, siege)?;
        }
        let units: BTreeSet<usize> = system.equations.iter().map(|equation| equation.topic.unit).collect();
        for unit in units {
            let inside = |equation: &Equation| equation.topic.unit == unit && equation.link != Link::Place;
            tighten(system, inside, &mut self.known, siege)?;
        }
        siege.whole.clear();
        tighten(system, |_| true, &mut self.known, siege)?;
        let known = self.known.clone();
        self.note(&known, Attack::Bounds, true);
        Ok(())
    }

    fn search(&mut self, siege: &mut Siege<'_>) -> Result<(), Contradiction> {
        let equations = self.system.open_equations(&self.known, |_| true);
        for piece in apart(equations) {
            let (piece, figures) = renumbered(&piece);
            if figures.len() > siege.effort.most_figures {
                continue;
            }
            let mut search = Search::new(&piece);
            for (number, figure) in figures.iter().enumerate().filter(|(_, figure)| siege.targets.contains(figure)) {
                let range = self.known[*figure];
                if range.gives_away(self.smallest_figure) || is_safe(siege.whole.get(figure), self.smallest_figure) {
                    continue;
                }
                let known: Vec<Range> = figures.iter().map(|figure| self.known[*figure]).collect();
                match search.range(number, &known, self.smallest_figure, siege.effort.most_guesses) {
                    Some(range) if range.is_empty() => return Err(Contradiction),
                    Some(range) => self.known[*figure] = range,
                    None => siege.spent.unfinished += 1,
                }
            }
        }
        let known = self.known.clone();
        self.note(&known, Attack::Search, true);
        Ok(())
    }
}

/// The equations with figures counted from 0, and which those are.
fn renumbered(piece: &[Equation]) -> (Vec<Equation>, Vec<usize>) {
    let figures: BTreeSet<usize> = piece.iter().flat_map(|equation| &equation.terms).map(|term| term.0).collect();
    let figures: Vec<usize> = figures.into_iter().collect();
    let number = |figure: &usize| figures.binary_search(figure).unwrap();
    let renumber = |equation: &Equation| {
        let terms = equation.terms.iter().map(|(figure, times)| (number(figure), *times)).collect();
        Equation { terms, ..equation.clone() }
    };
    (piece.iter().map(renumber).collect(), figures)
}

impl Findings {
    /// Adds what came of another attack.
    pub fn add(&mut self, other: Self) {
        self.found.extend(other.found);
        self.hidden += other.hidden;
        self.contradictory.extend(other.contradictory);
        let spent = &mut self.spent;
        spent.programs += other.spent.programs;
        spent.unsolved += other.spent.unsolved;
        spent.too_large += other.spent.too_large;
        spent.given_up += other.spent.given_up;
        spent.unfinished += other.spent.unfinished;
    }

    /// How many cells an attack gives away.
    pub fn by(&self, attack: Attack) -> usize {
        self.found.iter().filter(|finding| finding.attacks.contains(&attack)).count()
    }

    /// How many cells are known exactly, and how many only as small.
    pub fn exact_and_small(&self) -> (usize, usize) {
        let exact = self.found.iter().filter(|finding| finding.range.value().is_some()).count();
        (exact, self.found.len() - exact)
    }

    /// The findings that are not true: the attacker was wrong about them.
    pub fn mistaken(&self, truth: &BTreeMap<CellName, u64>) -> Vec<&Finding> {
        let is_wrong = |finding: &&Finding| {
            let value = truth.get(&finding.cell).map(|value| i64::try_from(*value).unwrap());
            value.is_some_and(|value| !(finding.range.least..=finding.range.most).contains(&value))
        };
        self.found.iter().filter(is_wrong).collect()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (exact, small) = self.exact_and_small();
        write!(to, "{} hidden cells: {exact} known exactly, {small} known to be small", self.hidden)?;
        for attack in Attack::ALL {
            write!(to, "; {attack:?} {}", self.by(attack))?;
        }
        let Spent { programs, unsolved, too_large, given_up, unfinished } = self.spent;
        write!(to, "; {programs} programs, {unsolved} unsolved, {too_large} pieces too large, ")?;
        write!(to, "{given_up} cells given up, {unfinished} searches unfinished")?;
        if !self.contradictory.is_empty() {
            write!(to, "; contradictory: {}", self.contradictory.join(", "))?;
        }
        Ok(())
    }
}

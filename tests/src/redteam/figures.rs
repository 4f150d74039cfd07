//! From the public cells of one operator to equations: every table of the calendar, linked with every other one.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    document::{CellName, Dimension, Late, PublicCell, Publications, Table},
    period::Period,
    system::{Link, Range, System, Topic},
};

/// What an attacker believes beside what the cells say.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Believes that a cell is nothing that is missing where its table is public; else that it is any number.
    pub absent_is_nothing: bool,
    /// Cells whose true value the attacker has from elsewhere.
    pub insider: BTreeMap<CellName, u64>,
    /// Codes that are made of others, when the vocabulary has changed.
    pub regroupings: Vec<Regrouping>,
}

/// A code whose figure is the sum of the figures of others.
#[derive(Debug, Clone)]
pub struct Regrouping {
    /// In which dimension.
    pub dimension: Dimension,
    /// The code.
    pub whole: String,
    /// The others; no one of them is made of others.
    pub parts: Vec<String>,
}

/// A period, or what came late in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    Whole(Period),
    LateIn(Period),
}

/// The code of each dimension by its number in [`Figures::codes`]; `None` where the figure is of all of them.
type Codes = [Option<usize>; 4];

/// What names a figure, public or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Figure {
    unit: usize,
    slot: Slot,
    codes: Codes,
}

const TOTAL: Codes = [None; 4];

/// The dimensions that stand together in some table.
const PAIRS: [[Dimension; 2]; 2] = [[Dimension::Category, Dimension::Gender], [Dimension::Gender, Dimension::Age]];

/// Everything public of one operator as equations.
#[derive(Debug)]
pub struct Figures {
    /// The equations.
    pub system: System,
    /// The public cell that a figure is.
    pub cells: BTreeMap<usize, CellName>,
    /// What came late, by its cell: never published, and to be hidden when small.
    pub late_cells: BTreeMap<usize, CellName>,
    operator: String,
    units: Vec<Option<String>>,
    numbers: BTreeMap<Figure, usize>,
    codes: BTreeMap<Dimension, Vec<String>>,
    /// Codes that are no sum of others, by their number.
    atoms: BTreeMap<Dimension, Vec<usize>>,
    regrouped: BTreeSet<(Dimension, usize)>,
    present: BTreeSet<(usize, Period, Table)>,
    late: BTreeSet<(usize, Period)>,
    absent_is_nothing: bool,
}

impl Figures {
    /// Reads the publications of one operator.
    pub fn read(publications: &Publications, reading: &Reading) -> Self {
        let cells = &publications.cells;
        let permanences: BTreeSet<&String> = cells.iter().filter_map(|cell| cell.permanence.as_ref()).collect();
        let mut figures = Self {
            system: System::default(),
            cells: BTreeMap::new(),
            late_cells: BTreeMap::new(),
            operator: cells.first().map_or_else(String::new, |cell| cell.operator.clone()),
            units: [None].into_iter().chain(permanences.into_iter().cloned().map(Some)).collect(),
            numbers: BTreeMap::new(),
            codes: BTreeMap::new(),
            atoms: BTreeMap::new(),
            regrouped: BTreeSet::new(),
            present: BTreeSet::new(),
            late: BTreeSet::new(),
            absent_is_nothing: reading.absent_is_nothing,
        };
        figures.learn_codes(cells, &reading.regroupings);
        figures.learn_cells(cells, reading);
        figures.learn_late(&publications.late);
        figures.relate(&reading.regroupings);
        figures
    }

    fn learn_codes(&mut self, cells: &[PublicCell], regroupings: &[Regrouping]) {
        for dimension in Dimension::ALL {
            let seen = cells.iter().filter_map(|cell| cell.cell.get(dimension.name()));
            let told = regroupings.iter().filter(|told| told.dimension == dimension);
            let more = told.clone().flat_map(|told| told.parts.iter().chain([&told.whole]));
            let codes: BTreeSet<&String> = seen.chain(more).collect();
            let codes: Vec<String> = codes.into_iter().cloned().collect();
            let wholes: BTreeSet<&String> = told.clone().map(|told| &told.whole).collect();
            let atoms = (0..codes.len()).filter(|code| !wholes.contains(&codes[*code])).collect();
            for code in told.flat_map(|told| told.parts.iter().chain([&told.whole])) {
                self.regrouped.extend(codes.iter().position(|other| other == code).map(|number| (dimension, number)));
            }
            self.atoms.insert(dimension, atoms);
            self.codes.insert(dimension, codes);
        }
    }

    fn learn_cells(&mut self, cells: &[PublicCell], reading: &Reading) {
        let mut shown: BTreeMap<usize, Option<u64>> = BTreeMap::new();
        for cell in cells {
            let Some(figure) = self.named(&cell.name()) else { continue };
            self.present.insert((figure.unit, cell.period, cell.table));
            let number = *self.numbers.entry(figure).or_insert_with(|| self.system.figure(Range::ANY));
            self.cells.entry(number).or_insert_with(|| cell.name());
            let value = shown.entry(number).or_default();
            *value = value.or(cell.shown());
        }
        for (number, value) in shown {
            match value {
                Some(value) => self.system.known[number] = Range::exactly(i64::try_from(value).unwrap()),
                None => self.system.hidden.push(number),
            }
        }
        for (name, value) in &reading.insider {
            if let Some(figure) = self.named(name) {
                let number = self.figure(figure);
                self.system.known[number] = Range::exactly(i64::try_from(*value).unwrap());
            }
        }
        let known = &self.system.known;
        self.system.hidden.retain(|figure| known[*figure].value().is_none());
    }

    fn learn_late(&mut self, late: &[Late]) {
        for late in late {
            if let Some(unit) = self.units.iter().position(|unit| *unit == late.permanence) {
                self.late.insert((unit, late.period));
                self.late.insert((0, late.period));
            }
        }
    }

    /// The figure that a cell of this operator is.
    fn named(&self, (operator, permanence, period, table, cell): &CellName) -> Option<Figure> {
        if *operator != self.operator {
            return None;
        }
        let unit = self.units.iter().position(|unit| unit == permanence)?;
        let mut codes = TOTAL;
        for dimension in table.dimensions() {
            let code = cell.get(dimension.name())?;
            codes[*dimension as usize] = Some(self.codes[dimension].binary_search(code).ok()?);
        }
        Some(Figure { unit, slot: Slot::Whole(*period), codes })
    }

    fn figure(&mut self, figure: Figure) -> usize {
        let (system, absent) = (&mut self.system, self.absent_is_nothing);
        let (present, regrouped) = (&self.present, &self.regrouped);
        *self.numbers.entry(figure).or_insert_with(|| {
            let nothing = absent && is_left_out(figure, present, regrouped);
            system.figure(if nothing { Range::exactly(0) } else { Range::ANY })
        })
    }

    fn relate(&mut self, regroupings: &[Regrouping]) {
        let years: BTreeSet<u16> = self.present.iter().map(|(_, period, _)| period.year()).collect();
        for unit in 0..self.units.len() {
            for year in &years {
                self.relate_year(unit, *year);
            }
        }
        self.relate_places();
        self.relate_regroupings(regroupings);
    }

    /// Whether the unit has anything public in a period or a part of it.
    fn lives_in(&self, unit: usize, period: Period) -> bool {
        let tables = self.present.range((unit, Period::Year(0), Table::MonthVisits)..);
        let mut of_unit = tables.take_while(|(other, ..)| *other == unit).map(|(_, public, _)| *public);
        of_unit.any(|public| std::iter::successors(Some(public), |public| public.within()).any(|whole| whole == period))
    }

    fn has(&self, unit: usize, period: Period, dimensions: &[Dimension]) -> bool {
        let mut tables = Table::of(period).filter(|table| table.dimensions() == dimensions);
        tables.any(|table| self.present.contains(&(unit, period, table)))
    }

    /// The parts of a period that can hold anything.
    fn living_parts(&self, unit: usize, period: Period) -> Vec<Slot> {
        let lives = |part: &Period| !self.absent_is_nothing || self.lives_in(unit, *part);
        let parts = period.parts().into_iter().filter(lives).map(Slot::Whole);
        let late = self.late.contains(&(unit, period)).then_some(Slot::LateIn(period));
        parts.chain(late).collect()
    }

    fn relate_year(&mut self, unit: usize, year: u16) {
        let year = Period::Year(year);
        let any = |figures: &Self, period| Dimension::ALL.iter().any(|dimension| figures.has(unit, period, &[*dimension]));
        let year_is_public = any(self, year);
        for quarter in year.parts() {
            let is_public = any(self, quarter);
            if is_public || (year_is_public && self.lives_in(unit, quarter)) {
                self.relate_rows(unit, Slot::Whole(quarter), &[], false);
            }
            if is_public {
                self.relate_time(unit, quarter, TOTAL, false);
            }
        }
        if !year_is_public {
            return;
        }
        let public = |figures: &Self, dimensions: &[Dimension]| figures.has(unit, year, dimensions);
        let pairs: Vec<[Dimension; 2]> = PAIRS.into_iter().filter(|pair| public(self, pair)).collect();
        self.relate_rows(unit, Slot::Whole(year), &pairs, false);
        self.relate_time(unit, year, TOTAL, false);
        let one_way = Dimension::ALL.into_iter().filter(|dimension| public(self, &[*dimension]));
        for codes in one_way.flat_map(|dimension| self.cells_of(&[dimension])).collect::<Vec<_>>() {
            self.relate_time(unit, year, codes, false);
        }
        // An operator's two-way quarters are the sums of its permanences', which say it all.
        if unit != 0 || self.units.len() == 1 {
            for slot in self.living_parts(unit, year) {
                self.relate_rows(unit, slot, &pairs, true);
            }
            for codes in pairs.iter().flat_map(|pair| self.cells_of(pair)).collect::<Vec<_>>() {
                self.relate_time(unit, year, codes, true);
            }
        }
    }

    /// The codes of every cell of a table with these dimensions.
    fn cells_of(&self, dimensions: &[Dimension]) -> Vec<Codes> {
        let mut cells = vec![TOTAL];
        for dimension in dimensions {
            let with = |cell: &Codes| {
                let mut cell = *cell;
                self.atoms[dimension].iter().map(move |code| {
                    cell[*dimension as usize] = Some(*code);
                    cell
                })
            };
            cells = cells.iter().flat_map(with).collect();
        }
        cells
    }

    /// One-way tables and their total; two-way ones and their margins, which alone are related with `only_pairs`.
    fn relate_rows(&mut self, unit: usize, slot: Slot, pairs: &[[Dimension; 2]], only_pairs: bool) {
        if !only_pairs || matches!(slot, Slot::LateIn(_)) {
            for dimension in Dimension::ALL {
                let parts = self.cells_of(&[dimension]);
                self.relate_whole(unit, slot, TOTAL, &parts, false);
            }
        }
        for pair in pairs {
            for (margin, other) in [(pair[0], pair[1]), (pair[1], pair[0])] {
                for whole in self.cells_of(&[margin]) {
                    let parts: Vec<Codes> = self.cells_of(&[other]).iter().map(|part| joined(whole, *part)).collect();
                    self.relate_whole(unit, slot, whole, &parts, only_pairs);
                }
            }
        }
    }

    fn relate_whole(&mut self, unit: usize, slot: Slot, whole: Codes, parts: &[Codes], only_bounds: bool) {
        let dimensions = parts.first().map_or(0, |part| bits(*part));
        let parts: Vec<usize> = parts.iter().map(|codes| self.figure(Figure { unit, slot, codes: *codes })).collect();
        let whole = self.figure(Figure { unit, slot, codes: whole });
        if let Some(equation) = self.system.whole_and_parts(whole, &parts, Link::Row) {
            equation.topic = Topic { unit, dimensions };
            equation.only_bounds = only_bounds;
        }
    }

    fn relate_time(&mut self, unit: usize, period: Period, codes: Codes, only_bounds: bool) {
        let slots = self.living_parts(unit, period);
        let parts: Vec<usize> = slots.iter().map(|slot| self.figure(Figure { unit, slot: *slot, codes })).collect();
        let whole = self.figure(Figure { unit, slot: Slot::Whole(period), codes });
        if let (Some(Slot::LateIn(_)), Some(number)) = (slots.last(), parts.last()) {
            self.late_cells.insert(*number, self.late_name(unit, period, codes));
        }
        if let Some(equation) = self.system.whole_and_parts(whole, &parts, Link::Time) {
            equation.topic = Topic { unit, dimensions: bits(codes) };
            equation.only_bounds = only_bounds;
        }
    }

    /// What a late record's cell is called in findings: it has no name in the document.
    fn late_name(&self, unit: usize, period: Period, codes: Codes) -> CellName {
        let named = |dimension: &Dimension| {
            codes[*dimension as usize].map(|code| (dimension.name().to_owned(), self.codes[dimension][code].clone()))
        };
        let cell = Dimension::ALL.iter().filter_map(named).chain([("late".to_owned(), period.to_string())]).collect();
        (self.operator.clone(), self.units[unit].clone(), period, Table::MonthVisits, cell)
    }

    /// The operator's own tables are the sums of its permanences'.
    fn relate_places(&mut self) {
        let own: Vec<(Period, Table)> =
            self.present.iter().filter(|(unit, ..)| *unit == 0).map(|(_, period, table)| (*period, *table)).collect();
        for (period, table) in own {
            let there = |unit: &usize| !self.absent_is_nothing || self.present.contains(&(*unit, period, table));
            let units: Vec<usize> = (1..self.units.len()).filter(there).collect();
            for codes in self.cells_of(table.dimensions()).into_iter().chain([TOTAL]) {
                let slot = Slot::Whole(period);
                let parts: Vec<usize> = units.iter().map(|unit| self.figure(Figure { unit: *unit, slot, codes })).collect();
                let whole = self.figure(Figure { unit: 0, slot, codes });
                if let Some(equation) = self.system.whole_and_parts(whole, &parts, Link::Place) {
                    equation.topic = Topic { unit: 0, dimensions: bits(codes) };
                }
            }
        }
        self.system.equations.sort_by(|one, other| one.terms.cmp(&other.terms));
        self.system.equations.dedup_by(|one, other| one.terms == other.terms);
    }

    fn relate_regroupings(&mut self, regroupings: &[Regrouping]) {
        for told in regroupings {
            let number = |code: &String| self.codes[&told.dimension].binary_search(code).unwrap();
            let (whole, parts) = (number(&told.whole), told.parts.iter().map(number).collect::<Vec<_>>());
            let place = told.dimension as usize;
            let wholes: Vec<Figure> = self.numbers.keys().filter(|figure| figure.codes[place] == Some(whole)).copied().collect();
            for figure in wholes {
                let part = |code: &usize| {
                    let mut codes = figure.codes;
                    codes[place] = Some(*code);
                    Figure { codes, ..figure }
                };
                let parts: Vec<usize> = parts.iter().map(|code| self.figure(part(code))).collect();
                let whole = self.figure(figure);
                if let Some(equation) = self.system.whole_and_parts(whole, &parts, Link::Row) {
                    equation.topic = Topic { unit: figure.unit, dimensions: bits(figure.codes) };
                }
            }
        }
    }
}

fn bits(codes: Codes) -> u8 {
    codes.iter().enumerate().filter(|(_, code)| code.is_some()).map(|(place, _)| 1 << place).sum()
}

fn joined(one: Codes, other: Codes) -> Codes {
    let mut joined = one;
    for (place, code) in joined.iter_mut().zip(other) {
        *place = place.or(code);
    }
    joined
}

/// Whether its table is public and it is not in it, in a vocabulary that did not change.
fn is_left_out(figure: Figure, present: &BTreeSet<(usize, Period, Table)>, regrouped: &BTreeSet<(Dimension, usize)>) -> bool {
    let Slot::Whole(period) = figure.slot else { return false };
    let of = |dimension: &Dimension| figure.codes[*dimension as usize];
    let dimensions: Vec<Dimension> = Dimension::ALL.into_iter().filter(|dimension| of(dimension).is_some()).collect();
    let is_regrouped = dimensions.iter().any(|at| of(at).is_some_and(|code| regrouped.contains(&(*at, code))));
    let mut tables = Table::of(period).filter(|table| table.dimensions() == dimensions);
    !is_regrouped && tables.any(|table| present.contains(&(figure.unit, period, table)))
}

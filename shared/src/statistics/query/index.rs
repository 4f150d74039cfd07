//! Everything published, packed: one small cell a figure, those of a permanence and table side by side in the order of periods.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    calendar::{Grain, Month, Period},
    directory::commune::Region,
    identity::OperatorId,
    statistics::{
        Publication, Table,
        disclosure::{Interval, PublicYear, Spot},
    },
    text::{Name, Slug},
};

/// What stands in the network view for one operator, table and period.
#[derive(Debug, Clone, Copy)]
pub struct Published<'p> {
    /// Its operator.
    pub operator: OperatorId,
    /// The operator's name, used when it is no member any more.
    pub operator_name: &'p Name,
    /// The table.
    pub table: Table,
    /// The period.
    pub period: Period,
    /// The figures; nothing where two contents were published, so that neither counts.
    pub publication: Option<&'p Publication>,
}

/// What the directory says of a permanence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Its commune, as the directory names it (NIS code or name).
    pub commune: Option<String>,
    /// The region of the commune.
    pub region: Option<Region>,
    /// Its host.
    pub host: Option<Slug>,
}

/// All published figures of a network, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct NetworkFigures {
    /// In ascending order of identity.
    pub(super) operators: Vec<Operator>,
    /// In ascending order of operator, then of short name.
    pub(super) permanences: Vec<Permanence>,
    /// In the order of operators and permanences, then of tables, periods and codes.
    pub(super) cells: Vec<Packed>,
}

#[derive(Debug, Clone)]
pub(super) struct Operator {
    pub(super) id: OperatorId,
    pub(super) name: Name,
    pub(super) is_member: bool,
    pub(super) has_permanences: bool,
    /// Tables and periods that were published, in order; those that are disputed are not among them.
    pub(super) published: BTreeSet<(Table, Period)>,
    pub(super) disputed: BTreeSet<(Table, Period)>,
    /// Its own figures, those of all its permanences together.
    pub(super) whole: Ranges,
}

#[derive(Debug, Clone)]
pub(super) struct Permanence {
    /// Place in `operators`.
    pub(super) operator: usize,
    pub(super) slug: Slug,
    pub(super) place: Place,
    pub(super) figures: Ranges,
}

/// Where the cells of each table are.
pub(super) type Ranges = BTreeMap<Table, Range<usize>>;

#[derive(Debug, Clone, Copy)]
pub(super) struct Packed {
    /// The [`Period::number`].
    pub(super) period: u16,
    pub(super) codes: [u16; 2],
    pub(super) is_hidden: bool,
    /// The least that it can be: visits where it is shown.
    pub(super) least: u32,
    /// The most that it can be; nothing where there is no telling.
    pub(super) most: Option<u32>,
}

/// Cells by whose they are, then by table.
type Rows<'p> = BTreeMap<Option<&'p Slug>, BTreeMap<Table, Vec<Packed>>>;

/// Of each operator, table and period the one content, or nothing when it is disputed.
type Contents<'p> = BTreeMap<OperatorId, BTreeMap<(Table, Period), Option<&'p Publication>>>;

impl NetworkFigures {
    /// Packs what was published. `members` are expected to publish, by identity with their names; `places` is what the
    /// directory says of their permanences.
    #[must_use]
    pub fn new(
        members: &BTreeMap<OperatorId, Name>,
        places: &BTreeMap<(OperatorId, Slug), Place>,
        published: &[Published<'_>],
    ) -> Self {
        let contents = contents(published);
        let ids: BTreeSet<OperatorId> = members.keys().chain(contents.keys()).copied().collect();
        let mut figures = Self::default();
        let authors = published.iter().map(|publication| (publication.operator, publication.operator_name));
        let names: BTreeMap<OperatorId, &Name> = authors.chain(members.iter().map(|(id, name)| (*id, name))).collect();
        let none = BTreeMap::new();
        for id in ids {
            let Some(name) = names.get(&id) else { continue };
            let of_it = contents.get(&id).unwrap_or(&none);
            figures.add_operator((id, name, members.contains_key(&id)), of_it, places);
        }
        figures
    }

    fn add_operator(
        &mut self,
        (id, name, is_member): (OperatorId, &Name, bool),
        contents: &BTreeMap<(Table, Period), Option<&Publication>>,
        places: &BTreeMap<(OperatorId, Slug), Place>,
    ) {
        let mut known: BTreeMap<&Slug, &Place> = places_of(id, places).collect();
        let mut rows = packed(contents);
        let nowhere = Place::default();
        for slug in rows.keys().copied().flatten() {
            known.entry(slug).or_insert(&nowhere);
        }
        let (published, disputed): (Vec<_>, Vec<_>) = contents.iter().partition(|(_, content)| content.is_some());
        let keys = |of: Vec<(&(Table, Period), _)>| of.into_iter().map(|(key, _)| *key).collect();
        let whole = self.add_rows(rows.remove(&None));
        let operator = self.operators.len();
        self.operators.push(Operator {
            id,
            name: name.clone(),
            is_member,
            has_permanences: !known.is_empty(),
            published: keys(published),
            disputed: keys(disputed),
            whole,
        });
        for (slug, place) in known {
            let figures = self.add_rows(rows.remove(&Some(slug)));
            self.permanences.push(Permanence { operator, slug: slug.clone(), place: place.clone(), figures });
        }
    }

    fn add_rows(&mut self, tables: Option<BTreeMap<Table, Vec<Packed>>>) -> Ranges {
        let mut ranges = Ranges::new();
        for (table, mut cells) in tables.into_iter().flatten() {
            cells.sort_by_key(|cell| (cell.period, cell.codes));
            let start = self.cells.len();
            self.cells.append(&mut cells);
            ranges.insert(table, start..self.cells.len());
        }
        ranges
    }

    /// The cells of a table, of a permanence or an operator.
    pub(super) fn cells_of(&self, ranges: &Ranges, table: Table) -> &[Packed] {
        ranges.get(&table).and_then(|range| self.cells.get(range.clone())).unwrap_or_default()
    }
}

/// The figures of an operator, with what can be derived for those that are hidden from all others of their year.
fn packed<'p>(contents: &BTreeMap<(Table, Period), Option<&'p Publication>>) -> Rows<'p> {
    let mut rows = Rows::new();
    let years: BTreeSet<i16> = contents.keys().map(|(_, period)| period.year()).collect();
    for year in years {
        let of_year = contents.iter().filter(|((_, period), _)| period.year() == year);
        let of_year: Vec<(Table, &'p Publication)> = of_year.filter_map(|((table, _), held)| Some((*table, (*held)?))).collect();
        let is_open = of_year.iter().all(|(_, publication)| publication.figures.iter().all(Option::is_some));
        let disputed = contents.iter().filter(|((table, _), held)| table.grain() == Grain::Month && held.is_none());
        let disputed: BTreeSet<Month> = disputed.map(|((_, period), _)| period.first()).collect();
        let public = PublicYear::of(year, of_year.iter().filter(|_| !is_open).map(|(_, publication)| *publication), &disputed);
        let bounds = public.bounds();
        for (table, publication) in of_year {
            let period = u16::try_from(publication.period.number()).unwrap_or(u16::MAX);
            for cell in publication.cells() {
                let scope = public.scope(cell.permanence.map(Slug::as_str));
                let spot = scope.map(|scope| Spot { scope, table, period: publication.period, codes: cell.codes, late: false });
                let bound = spot.and_then(|spot| bounds.get(&spot).copied());
                let packed = Packed::new(period, cell.codes, cell.visits, bound);
                rows.entry(cell.permanence).or_default().entry(table).or_default().push(packed);
            }
        }
    }
    rows
}

impl Packed {
    fn new(period: u16, codes: [u16; 2], visits: Option<u32>, bound: Option<Interval>) -> Self {
        let bound = bound.unwrap_or(Interval { least: 0, most: None });
        let number = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        let (least, most) = match visits {
            Some(visits) => (visits, Some(visits)),
            None => (number(bound.least), bound.most.map(number)),
        };
        Self { period, codes, is_hidden: visits.is_none(), least, most }
    }
}

fn contents<'p>(published: &[Published<'p>]) -> Contents<'p> {
    let mut contents = Contents::new();
    for one in published {
        let held = contents.entry(one.operator).or_default().entry((one.table, one.period));
        held.and_modify(|held| *held = agreed(*held, one.publication)).or_insert(one.publication);
    }
    contents
}

fn agreed<'p>(held: Option<&'p Publication>, other: Option<&'p Publication>) -> Option<&'p Publication> {
    held.zip(other).filter(|(one, two)| one.content_digest() == two.content_digest()).map(|(one, _)| one)
}

fn places_of(id: OperatorId, places: &BTreeMap<(OperatorId, Slug), Place>) -> impl Iterator<Item = (&Slug, &Place)> {
    // No slug sorts before this one: "-" is not a beginning, "0" is the least letter or digit.
    let first = Slug::new("0").ok().map(|slug| (id, slug));
    let from = first.into_iter().flat_map(|first| places.range(first..));
    from.take_while(move |((operator, _), _)| *operator == id).map(|((_, slug), place)| (slug, place))
}

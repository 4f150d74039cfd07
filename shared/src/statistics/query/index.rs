//! Everything published, packed: one small cell a figure, those of a permanence side by side in the order of months.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    calendar::Month,
    identity::OperatorId,
    statistics::Cell,
    text::{Name, Slug},
};

/// A publication that stands in the network view.
#[derive(Debug, Clone, Copy)]
pub struct Published<'p> {
    /// Its operator.
    pub operator: OperatorId,
    /// The operator's name, used when it is no member any more.
    pub operator_name: &'p Name,
    /// The month.
    pub period: Month,
    /// The smallest figure that the author shows: a hidden one lies below it.
    pub smallest: u32,
    /// The figures, one a permanence.
    pub cells: &'p [Cell],
    /// Two contents were published for this month: neither counts.
    pub disputed: bool,
}

/// What the directory says of a permanence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Its commune, as the directory names it (NIS code or name).
    pub commune: Option<String>,
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
    /// In the order of permanences, then of months.
    pub(super) cells: Vec<Packed>,
    /// The first and the last month that anyone published.
    pub(super) span: Option<(Month, Month)>,
}

#[derive(Debug, Clone)]
pub(super) struct Operator {
    pub(super) id: OperatorId,
    pub(super) name: Name,
    pub(super) is_member: bool,
    pub(super) has_permanences: bool,
    pub(super) published: BTreeSet<Month>,
    pub(super) disputed: BTreeSet<Month>,
}

#[derive(Debug, Clone)]
pub(super) struct Permanence {
    /// Place in `operators`.
    pub(super) operator: usize,
    pub(super) slug: Slug,
    pub(super) place: Place,
    /// Its cells.
    pub(super) cells: Range<usize>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Packed {
    pub(super) month: u16,
    pub(super) is_hidden: bool,
    /// Visits, or the most that the hidden figure can be.
    pub(super) value: u32,
}

impl Packed {
    fn new(period: Month, smallest: u32, visits: Option<u32>) -> Self {
        let month = u16::try_from(period.number()).unwrap_or(u16::MAX);
        Self { month, is_hidden: visits.is_none(), value: visits.unwrap_or(smallest.saturating_sub(1)) }
    }
}

/// Of each operator and month the one content, or nothing when it is disputed.
type Contents<'p> = BTreeMap<OperatorId, BTreeMap<Month, Option<Published<'p>>>>;

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
        let periods = published.iter().map(|publication| publication.period);
        let span = periods.clone().min().zip(periods.max());
        let mut figures = Self { span, ..Self::default() };
        let authors = published.iter().map(|publication| (publication.operator, publication.operator_name));
        let names: BTreeMap<OperatorId, &Name> = authors.chain(members.iter().map(|(id, name)| (*id, name))).collect();
        for id in ids {
            let Some(name) = names.get(&id) else { continue };
            let months = contents.get(&id);
            figures.add_operator(id, name, members.contains_key(&id), months, places);
        }
        figures
    }

    fn add_operator(
        &mut self,
        id: OperatorId,
        name: &Name,
        is_member: bool,
        contents: Option<&BTreeMap<Month, Option<Published<'_>>>>,
        places: &BTreeMap<(OperatorId, Slug), Place>,
    ) {
        let mut rows: BTreeMap<&Slug, (Place, Vec<Packed>)> = places_of(id, places).collect();
        let (mut published, mut disputed) = (BTreeSet::new(), BTreeSet::new());
        for (month, content) in contents.into_iter().flatten() {
            let Some(content) = content else {
                disputed.insert(*month);
                continue;
            };
            published.insert(*month);
            for cell in content.cells {
                let packed = Packed::new(*month, content.smallest, cell.visits);
                rows.entry(&cell.permanence).or_default().1.push(packed);
            }
        }
        let operator = self.operators.len();
        let has_permanences = !rows.is_empty();
        self.operators.push(Operator { id, name: name.clone(), is_member, has_permanences, published, disputed });
        for (slug, (place, cells)) in rows {
            let start = self.cells.len();
            self.cells.extend(cells);
            self.permanences.push(Permanence { operator, slug: slug.clone(), place, cells: start..self.cells.len() });
        }
    }
}

fn contents<'p>(published: &[Published<'p>]) -> Contents<'p> {
    let mut contents = Contents::new();
    for publication in published {
        let content = (!publication.disputed).then_some(*publication);
        let months = contents.entry(publication.operator).or_default();
        months.entry(publication.period).and_modify(|held| *held = agreed(*held, content)).or_insert(content);
    }
    contents
}

fn agreed<'p>(held: Option<Published<'p>>, other: Option<Published<'p>>) -> Option<Published<'p>> {
    held.zip(other).filter(|(one, two)| one.smallest == two.smallest && one.cells == two.cells).map(|(one, _)| one)
}

fn places_of(id: OperatorId, places: &BTreeMap<(OperatorId, Slug), Place>) -> impl Iterator<Item = (&Slug, (Place, Vec<Packed>))> {
    // No slug sorts before this one: "-" is not a beginning, "0" is the least letter or digit.
    let first = Slug::new("0").ok().map(|slug| (id, slug));
    let from = first.into_iter().flat_map(|first| places.range(first..));
    from.take_while(move |((operator, _), _)| *operator == id).map(|((_, slug), place)| (slug, (place.clone(), Vec::new())))
}

//! The own raw figures by what records say.

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    calendar::Month,
    directory::commune::Region,
    identity::OperatorId,
    statistics::{
        own::{OwnCount, OwnQuestion, OwnVisits},
        query::{Dimension, NamedOperator, Place, Query, Row},
    },
    text::{Name, Slug},
};

use super::super::{
    Problem,
    opened::Opened,
    visits::{days, record_in},
};
use crate::access::damaged_store;

/// The operator of this node, and what the directory says of permanences.
pub(super) struct OwnPlaces {
    pub(super) name: Name,
    pub(super) places: BTreeMap<(OperatorId, Slug), Place>,
}

/// One row for each combination of keys of which there are visits.
pub(super) fn rows(
    opened: &Opened,
    by: &[Dimension],
    (query, only): (&Query, &BTreeMap<Dimension, BTreeSet<u16>>),
    OwnPlaces { name, places }: &OwnPlaces,
) -> Result<Vec<Row>, Problem> {
    if !query.operators.is_empty() && !query.operators.contains(&opened.operator) {
        return Ok(Vec::new());
    }
    let mut visits = OwnVisits::default();
    let days = days(query.from.map(Month::first_day), None)?;
    opened.ledger.store().read(|read| {
        read.scan_visits(&days, |row| visits.add(row.day, row.permanence, record_in(row.bytes)).map_err(damaged_store))
    })?;
    let own = places.iter().filter(|((operator, _), _)| *operator == opened.operator);
    let places: BTreeMap<Slug, Place> = own.map(|((_, slug), place)| (slug.clone(), place.clone())).collect();
    let permanences = wanted(query, &places);
    let question = OwnQuestion { by, from: query.from, to: query.to, permanences, only: only.clone(), places };
    let me = NamedOperator { name: name.clone(), id: opened.operator };
    Ok(visits.count(&question).into_iter().map(|count| row(by, &me, count)).collect())
}

/// The permanences that the filters let through; nothing if all are.
fn wanted(query: &Query, places: &BTreeMap<Slug, Place>) -> Option<BTreeSet<Slug>> {
    let lies_there = |slug: &&Slug| {
        let place = places.get(*slug);
        let commune = place.and_then(|place| place.commune.as_ref());
        let region = place.and_then(|place| place.region.as_ref());
        (query.communes.is_empty() || commune.is_some_and(|commune| query.communes.contains(commune)))
            && (query.regions.is_empty() || region.is_some_and(|region| query.regions.contains(region)))
    };
    match (query.permanences.is_empty(), query.communes.is_empty() && query.regions.is_empty()) {
        (true, true) => None,
        (true, false) => Some(places.keys().filter(lies_there).cloned().collect()),
        (false, _) => Some(query.permanences.iter().filter(lies_there).cloned().collect()),
    }
}

fn row(by: &[Dimension], me: &NamedOperator, count: OwnCount) -> Row {
    let OwnCount { keys, visits } = count;
    let mut row = Row { visits: Some(visits), at_least: visits, at_most: Some(visits), ..Row::default() };
    for (dimension, key) in by.iter().zip(keys) {
        match dimension {
            Dimension::Permanence => {
                row.permanence = key.and_then(|key| Slug::new(key).ok());
                row.operator = Some(me.clone());
            }
            Dimension::Operator => row.operator = Some(me.clone()),
            Dimension::Host => row.host = key.and_then(|key| Slug::new(key).ok()),
            Dimension::Commune => row.commune = key,
            Dimension::Region => row.region = key.and_then(|key| Region::of_code(&key)),
            Dimension::Month | Dimension::Quarter | Dimension::Year => row.period = key,
            _ => {
                row.cell.insert(*dimension, key);
            }
        }
    }
    row
}

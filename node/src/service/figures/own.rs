//! The own raw figures by what records say.

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    calendar::Month,
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

/// One row for each combination of keys of which there are visits.
pub(super) fn rows(
    opened: &Opened,
    by: &[Dimension],
    query: &Query,
    (name, places): (Name, BTreeMap<(OperatorId, Slug), Place>),
) -> Result<Vec<Row>, Problem> {
    if !query.operators.is_empty() && !query.operators.contains(&opened.operator) {
        return Ok(Vec::new());
    }
    let mut visits = OwnVisits::default();
    let days = days(query.from.map(Month::first_day), None)?;
    opened.ledger.store().read(|read| {
        read.scan_visits(&days, |row| visits.add(row.day, row.permanence, record_in(row.bytes)).map_err(damaged_store))
    })?;
    let own = places.into_iter().filter(|((operator, _), _)| *operator == opened.operator);
    let places: BTreeMap<Slug, Place> = own.map(|((_, slug), place)| (slug, place)).collect();
    let question = OwnQuestion { by, from: query.from, to: query.to, permanences: wanted(query, &places), places };
    let me = NamedOperator { name, id: opened.operator };
    Ok(visits.count(&question).into_iter().map(|count| row(by, &me, count)).collect())
}

/// The permanences that the filters let through; nothing if all are.
fn wanted(query: &Query, places: &BTreeMap<Slug, Place>) -> Option<BTreeSet<Slug>> {
    let in_commune = |slug: &Slug| {
        let commune = places.get(slug).and_then(|place| place.commune.as_ref());
        query.communes.is_empty() || commune.is_some_and(|commune| query.communes.contains(commune))
    };
    match (query.permanences.is_empty(), query.communes.is_empty()) {
        (true, true) => None,
        (true, false) => Some(places.keys().filter(|slug| in_commune(slug)).cloned().collect()),
        (false, _) => Some(query.permanences.iter().filter(|slug| in_commune(slug)).cloned().collect()),
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
            Dimension::Month | Dimension::Quarter | Dimension::Year => row.period = key,
            _ => {
                row.cell.insert(*dimension, key);
            }
        }
    }
    row
}

//! Reads a folder like `tests/data/network`.

use std::{collections::BTreeMap, path::Path};

use super::{
    document::Dimension,
    microdata::{Microdata, Visit},
    period::Period,
};

/// The class of gender that is published beside all others.
pub const SHOWN_GENDER: &str = "femme";

/// The class of all others.
pub const OTHER_GENDERS: &str = "autres";

/// The operators of a folder: `permanences.csv` says who has which permanence, `visits-OPERATOR.csv` who came.
///
/// # Panics
/// When a file is missing or says something else.
pub fn read(folder: &Path) -> Vec<Microdata> {
    let mut operators: BTreeMap<String, Microdata> = BTreeMap::new();
    for row in rows(&folder.join("permanences.csv")) {
        let operator = operators.entry(row["operateur"].clone()).or_default();
        operator.operator.clone_from(&row["operateur"]);
        operator.permanences.insert(row["slug"].clone(), Vec::new());
    }
    for (name, operator) in &mut operators {
        operator.visits = rows(&folder.join(format!("visits-{name}.csv"))).iter().map(visit).collect();
        let months: Vec<Period> = months_of(&operator.visits);
        for exists in operator.permanences.values_mut() {
            exists.clone_from(&months);
        }
    }
    let codes = codes_of(&operators);
    operators.into_values().map(|operator| Microdata { codes: codes.clone(), ..operator }).collect()
}

fn rows(file: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(file).unwrap_or_else(|why| panic!("{}: {why}", file.display()));
    reader.deserialize().map(|row| row.unwrap_or_else(|why| panic!("{}: {why}", file.display()))).collect()
}

fn visit(row: &BTreeMap<String, String>) -> Visit {
    let text = |column: &str| if row[column].is_empty() { "inconnu".to_owned() } else { row[column].clone() };
    Visit {
        permanence: row["permanence"].clone(),
        month: row["date"][..7].parse().unwrap(),
        category: text("categorie"),
        gender: if row["genre"] == SHOWN_GENDER { SHOWN_GENDER } else { OTHER_GENDERS }.to_owned(),
        age: text("tranche_age"),
        outcome: text("resultat"),
    }
}

/// From the first month to the last one.
fn months_of(visits: &[Visit]) -> Vec<Period> {
    let months = visits.iter().map(|visit| visit.month);
    let (Some(first), Some(last)) = (months.clone().min(), months.max()) else { return Vec::new() };
    let years = first.year()..=last.year();
    years.flat_map(|year| Period::Year(year).months()).filter(|month| (first..=last).contains(month)).collect()
}

/// The codes that anyone used, in order.
fn codes_of(operators: &BTreeMap<String, Microdata>) -> BTreeMap<Dimension, Vec<String>> {
    let visits = || operators.values().flat_map(|operator| &operator.visits);
    let codes = |dimension| {
        let mut codes: Vec<String> = visits().map(|visit| visit.code(dimension).to_owned()).collect();
        codes.sort();
        codes.dedup();
        (dimension, codes)
    };
    Dimension::ALL.into_iter().map(codes).collect()
}

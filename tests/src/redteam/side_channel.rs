//! What the document tells beside its figures: fields that do not belong there, an order that follows the hidden values, marks that tell one
//! hidden cell from another.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::document::{Publications, SCHEMA, Table};

/// The fields of a cell.
const FIELDS: [&str; 7] = ["operator", "permanence", "period", "table", "cell", "value", "structural_zero"];

/// What names a cell within its table.
type Codes = BTreeMap<String, String>;

/// Whatever a document tells that it should not, a sentence each.
pub fn complaints(document: &Value) -> Vec<String> {
    let mut complaints = Vec::new();
    let known = ["schema", "smallest_figure", "cells", "late"];
    let fields = document.as_object().into_iter().flat_map(|object| object.keys());
    complaints.extend(fields.filter(|field| !known.contains(&field.as_str())).map(|field| format!("the document has `{field}`")));
    let publications: Publications = match serde_json::from_value(document.clone()) {
        Ok(publications) => publications,
        Err(why) => return vec![format!("the document is none: {why}")],
    };
    if publications.schema != SCHEMA {
        complaints.push(format!("the schema is `{}`", publications.schema));
    }
    complaints.extend(shapes(document));
    complaints.extend(figures(&publications));
    complaints.extend(orders(&publications));
    complaints.sort();
    complaints.dedup();
    complaints
}

/// Every cell has the same fields in the same order, shown or hidden.
fn shapes(document: &Value) -> Vec<String> {
    let cells = document["cells"].as_array().into_iter().flatten().filter_map(Value::as_object);
    let mut shapes: BTreeSet<Vec<&str>> = BTreeSet::new();
    let mut complaints = Vec::new();
    for cell in cells {
        let fields: Vec<&str> = cell.keys().map(String::as_str).collect();
        let strange = fields.iter().filter(|field| !FIELDS.contains(field));
        complaints.extend(strange.map(|field| format!("a cell has `{field}`")));
        if cell.get("structural_zero") != Some(&Value::Bool(true)) {
            shapes.insert(fields.into_iter().filter(|field| *field != "structural_zero").collect());
        }
    }
    if shapes.len() > 1 {
        complaints.push("cells differ in their fields".to_owned());
    }
    complaints
}

/// No figure is smaller than may be shown, and each has the dimensions of its table, once.
fn figures(publications: &Publications) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut seen = BTreeSet::new();
    for cell in &publications.cells {
        let name = format!("{:?} {} {:?} {:?}", cell.permanence, cell.period, cell.table, cell.cell);
        let dimensions: BTreeSet<&str> = cell.table.dimensions().iter().map(|dimension| dimension.name()).collect();
        if dimensions != cell.cell.keys().map(String::as_str).collect() || !cell.table.suits(cell.period) {
            complaints.push(format!("{name} is no cell of its table"));
        }
        if !cell.structural_zero && cell.value.is_some_and(|value| value < publications.smallest_figure) {
            complaints.push(format!("{name} shows a small figure"));
        }
        if cell.structural_zero && cell.value.is_some_and(|value| value != 0) {
            complaints.push(format!("{name} is nothing beforehand and something now"));
        }
        if !seen.insert(cell.name()) {
            complaints.push(format!("{name} is there twice"));
        }
    }
    complaints
}

/// The cells of a table stand in one order wherever it is published: any other order could follow their values.
fn orders(publications: &Publications) -> Vec<String> {
    let mut places: BTreeMap<Table, BTreeMap<_, Vec<&Codes>>> = BTreeMap::new();
    for cell in &publications.cells {
        let place = (&cell.operator, &cell.permanence, cell.period);
        places.entry(cell.table).or_default().entry(place).or_default().push(&cell.cell);
    }
    let mut complaints = Vec::new();
    for (table, places) in places {
        let mut before: BTreeSet<(&Codes, &Codes)> = BTreeSet::new();
        for cells in places.values() {
            before.extend(cells.windows(2).map(|pair| (pair[0], pair[1])));
        }
        if !has_order(&before) {
            complaints.push(format!("the cells of {table:?} stand in different orders"));
        }
    }
    complaints
}

/// Whether there is one order that agrees with all of these pairs.
fn has_order<T: Ord + Copy>(pairs: &BTreeSet<(T, T)>) -> bool {
    let mut pairs = pairs.clone();
    loop {
        let later: BTreeSet<T> = pairs.iter().map(|pair| pair.1).collect();
        let before = pairs.len();
        pairs.retain(|pair| later.contains(&pair.0));
        if pairs.is_empty() || pairs.len() == before {
            return pairs.is_empty();
        }
    }
}

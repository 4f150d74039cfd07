//! What a document says, and should not.

use maillage_tests::redteam::{
    document::{PublicCell, Publications, Table},
    period::Period,
    side_channel::complaints,
    tiny_sums::{TinySums, tiny_sums},
};
use serde_json::{Value, json};

fn cell(permanence: &str, code: &str, value: Option<u64>) -> Value {
    json!({"operator": "asbl", "permanence": permanence, "period": "2025-Q1", "table": "quarter-category",
        "cell": {"category": code}, "value": value})
}

fn document(cells: &[Value]) -> Value {
    json!({"schema": "maillage.publications/1", "smallest_figure": 5, "cells": cells})
}

fn read(cells: &[Value]) -> Publications {
    serde_json::from_value(document(cells)).unwrap()
}

#[test]
fn a_document_is_read_as_it_is_described() {
    let read = read(&[
        cell("forest-cpas", "demarches", Some(12)),
        cell("forest-cpas", "securite", None),
        json!({"operator": "asbl", "permanence": null, "period": "2025-01", "table": "month-visits", "cell": {}, "value": null,
            "structural_zero": true}),
    ]);
    assert_eq!(read.cells[0].period, Period::Quarter(2025, 1));
    assert_eq!(read.cells[0].table, Table::QuarterCategory);
    assert_eq!(read.cells.iter().map(PublicCell::shown).collect::<Vec<_>>(), [Some(12), None, Some(0)]);
    assert_eq!(read.hidden(), 1);
}

#[test]
fn a_period_is_written_in_one_way() {
    for text in ["2025", "2025-Q4", "2025-01", "2025-12"] {
        assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
    }
    for text in ["", "25", "2025-", "2025-Q0", "2025-Q5", "2025-1", "2025-13", "2025-Q1 ", "2025-01-01"] {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
}

/// What is complained of, when there is something.
fn told(cells: &[Value]) -> String {
    complaints(&document(cells)).join("; ")
}

#[test]
fn a_document_with_nothing_but_its_figures_tells_nothing_else() {
    assert_eq!(told(&[cell("one", "a", Some(5)), cell("one", "b", None), cell("two", "a", None), cell("two", "b", Some(7))]), "");
}

#[test]
fn whatever_tells_more_than_the_figures_is_named() {
    assert!(told(&[cell("one", "a", Some(4))]).contains("small figure"));
    assert!(told(&[cell("one", "a", None), cell("one", "a", None)]).contains("twice"));
    let by_value = [cell("one", "a", None), cell("one", "b", Some(7)), cell("two", "b", None), cell("two", "a", Some(7))];
    assert!(told(&by_value).contains("different orders"), "hidden cells stand first");
    let mut why = cell("one", "a", None);
    why["why"] = json!("small");
    assert!(told(&[why, cell("one", "b", None)]).contains("`why`"), "two kinds of hidden cells");
    let mut bare = cell("one", "a", None);
    bare.as_object_mut().unwrap().remove("value");
    assert!(told(&[bare, cell("one", "b", Some(5))]).contains("differ in their fields"));
    let mut other_table = cell("one", "a", Some(5));
    other_table["table"] = json!("year-category");
    assert!(told(&[other_table]).contains("no cell of its table"));
    let mut document = document(&[]);
    document["interval"] = json!([0, 13]);
    assert!(complaints(&document).join("; ").contains("`interval`"));
}

#[test]
fn the_hidden_cells_of_a_table_are_added_up_where_another_table_says_the_total() {
    let gender = |value: u64| {
        json!({"operator": "asbl", "permanence": "one", "period": "2025-Q1", "table": "quarter-gender",
            "cell": {"gender": "femme"}, "value": value})
    };
    let table = |hidden: u64, shown: u64| {
        let cells = [gender(hidden + shown), cell("one", "a", Some(shown)), cell("one", "b", None), cell("one", "c", None)];
        tiny_sums(&read(&cells))
    };
    assert_eq!(table(0, 20), TinySums { nothing: 1, ..TinySums::default() });
    assert_eq!(table(3, 20), TinySums { little: 1, ..TinySums::default() });
    assert_eq!(table(8, 20), TinySums::default());
    let alone = [gender(23), cell("one", "a", Some(20)), cell("one", "b", None)];
    assert_eq!(tiny_sums(&read(&alone)), TinySums { alone: 1, ..TinySums::default() });
}

//! Rows as a table.

use maillage_shared::{
    calendar::Month,
    statistics::query::{Dimension, Earlier, Figures, Row, Share},
};

use crate::language::say;
use crate::presentation::{Table, day, label, number};

/// A column beside the keys.
struct Column {
    heading: String,
    /// Whether it stands to the right, as numbers do.
    is_number: bool,
    /// What it says of a row.
    says: fn(&Row) -> String,
}

/// One line for each row; columns that would be empty are left out.
pub(super) fn of(figures: &Figures) -> Table {
    let columns = columns(figures);
    let keys = figures.by.iter().map(|dimension| heading(*dimension));
    let headings = columns.iter().map(|column| column.heading.clone());
    let numbers = (figures.by.len()..).zip(&columns).filter(|(_, column)| column.is_number).map(|(place, _)| place);
    let mut table = Table::new(keys.chain(headings)).with_figures(numbers);
    for row in &figures.rows {
        let keys = figures.by.iter().map(|dimension| key(row, *dimension));
        table.row(keys.chain(columns.iter().map(|column| (column.says)(row))));
    }
    table
}

fn columns(figures: &Figures) -> Vec<Column> {
    let has = |of: fn(&Row) -> bool| figures.rows.iter().any(of);
    let number = |heading: String, says: fn(&Row) -> String| Column { heading, is_number: true, says };
    let mut columns: Vec<Column> = vec![number(say!("label-visits"), visits)];
    if has(|row| row.visits.is_none()) {
        columns.push(Column { heading: say!("label-interval"), is_number: false, says: between });
    }
    if has(|row| row.share.is_some()) {
        columns.push(number(say!("label-share"), share));
    }
    if figures.earlier.is_some() {
        columns.push(number(say!("label-earlier"), earlier));
        columns.push(number(say!("label-change"), change));
    }
    columns
}

fn share(row: &Row) -> String {
    match row.share {
        None => String::new(),
        Some(Share { at_least, at_most }) if at_least == at_most => number::tenths(at_least),
        Some(Share { at_least, at_most }) => format!("{} – {}", number::tenths(at_least), number::tenths(at_most)),
    }
}

fn earlier(row: &Row) -> String {
    let Some(Earlier { visits, at_least, .. }) = &row.earlier else { return "–".to_owned() };
    let least: u64 = *at_least;
    match visits {
        Some(visits) => number::whole(*visits),
        None if least == 0 => say!("value-hidden"),
        None => say!("figures-at-least", least = least),
    }
}

/// What changed, where both numbers are known.
fn change(row: &Row) -> String {
    let before = row.earlier.as_ref().and_then(|earlier| earlier.visits);
    let Some((now, before)) = row.visits.zip(before) else { return String::new() };
    let (sign, difference) = if now < before { ("−", before.saturating_sub(now)) } else { ("+", now.saturating_sub(before)) };
    let whole = number::whole(difference);
    match difference {
        0 => "=".to_owned(),
        _ if before == 0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole} ({sign}{})", number::percent(difference, before)),
    }
}

/// The heading of a column of keys.
pub(super) fn heading(dimension: Dimension) -> String {
    match dimension {
        Dimension::Permanence => say!("label-permanence"),
        Dimension::Operator => say!("label-operator"),
        Dimension::Commune => say!("label-commune"),
        Dimension::Region => say!("label-region"),
        Dimension::Host => say!("label-host"),
        Dimension::Month => say!("label-month"),
        Dimension::Quarter => say!("label-quarter"),
        Dimension::Year => say!("label-year"),
        Dimension::Category => say!("label-category"),
        Dimension::Type => say!("label-type"),
        Dimension::Outcome => say!("label-outcome"),
        Dimension::Referral => say!("label-referral"),
        Dimension::Gender => say!("label-gender"),
        Dimension::Age => say!("label-age"),
        Dimension::Duration => say!("label-duration"),
        Dimension::Channel => say!("label-channel"),
        Dimension::Device => say!("label-device"),
        Dimension::Language => say!("label-exchange-language"),
        Dimension::Participation => say!("label-participation"),
    }
}

/// What a row is about, in words.
pub(super) fn key(row: &Row, dimension: Dimension) -> String {
    let key = row.key(dimension);
    let month = || key.parse::<Month>().ok().map(day::month);
    let quarter = || key.split_once("-Q").map(|(year, quarter)| say!("quarter-long", quarter = in_number(quarter), year = year));
    let words = match dimension {
        _ if key.is_empty() && dimension.list().is_some() => Some(say!("value-not-noted")),
        _ if key.is_empty() => Some(say!("value-unknown")),
        Dimension::Month => month(),
        Dimension::Region => row.region.map(label::region),
        Dimension::Quarter => quarter(),
        _ => match dimension.published_trait() {
            Some(of) => Some(label::published_code(of, key)),
            None => dimension.list().map(|list| label::of_list(list, key)),
        },
    };
    words.unwrap_or_else(|| key.to_owned())
}

fn in_number(digits: &str) -> u8 {
    digits.parse().unwrap_or_default()
}

/// The number of visits; never a number where one is hidden.
fn visits(row: &Row) -> String {
    match row.visits {
        Some(visits) => number::whole(visits),
        None if row.at_least == 0 => say!("value-hidden"),
        None => say!("figures-at-least", least = row.at_least),
    }
}

/// What anyone can derive of a row with hidden figures.
fn between(row: &Row) -> String {
    if row.visits.is_some() {
        return String::new();
    }
    let interval = match row.at_most {
        Some(most) => say!("figures-between", least = row.at_least, most = most),
        None => say!("figures-no-most", least = row.at_least),
    };
    if row.hidden_cells == 1 { interval } else { format!("{interval} ({})", say!("figures-hidden", count = row.hidden_cells)) }
}

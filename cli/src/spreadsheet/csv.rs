//! Comma-separated values, in two forms.

use ::csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{Cell, Sheet, no_formula};

/// Who reads the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Programs: commas, points, line feeds, nothing but the table.
    Open,
    /// The Excel of Belgian offices: semicolons, decimal commas, a mark that says that it is UTF-8, and below the table what it is about.
    Excel,
}

/// The table as text.
#[must_use]
pub(crate) fn text(sheet: &Sheet, form: Form) -> String {
    let (delimiter, end) = match form {
        Form::Open => (b',', Terminator::Any(b'\n')),
        Form::Excel => (b';', Terminator::CRLF),
    };
    let mut build = WriterBuilder::new();
    build.delimiter(delimiter).terminator(end).quote_style(QuoteStyle::Necessary).flexible(true);
    let mut writer = build.from_writer(Vec::new());
    let mut line = |cells: Vec<String>| {
        // Memory takes whatever is written.
        let _ = writer.write_record(cells);
    };
    line(sheet.headings.iter().map(|heading| no_formula(heading)).collect());
    for row in &sheet.rows {
        line(row.iter().map(|cell| written(cell, form)).collect());
    }
    if form == Form::Excel {
        line(vec![String::new(), String::new()]);
        let title = [(sheet.title.clone(), String::new())];
        for (word, what) in title.iter().chain(&sheet.about) {
            line(vec![no_formula(word), no_formula(what)]);
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if form == Form::Excel { format!("\u{feff}{text}") } else { text }
}

fn written(cell: &Cell, form: Form) -> String {
    let separator = if form == Form::Excel { ',' } else { '.' };
    match cell {
        Cell::Text(text) => no_formula(text),
        Cell::Number(number) => number.to_string(),
        Cell::Share(tenths) => format!("{}{separator}{}", tenths / 10, tenths % 10),
        Cell::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, text};
    use crate::spreadsheet::tests::sample;

    #[test]
    fn programs_get_commas_and_points_and_nothing_but_the_table() {
        let expected = "Opérateur,Visites,Part\n\"ARC; \"\"asbl\"\"\",1234,12.3\n\"'=HYPERLINK(\"\"x\"\")\",,100.0\n";
        assert_eq!(text(&sample(), Form::Open), expected);
    }

    #[test]
    fn excel_gets_semicolons_decimal_commas_its_mark_and_what_the_table_is_about() {
        let expected = "\u{feff}Opérateur;Visites;Part\r\n\"ARC; \"\"asbl\"\"\";1234;12,3\r\n\"'=HYPERLINK(\"\"x\"\")\";;100,0\r\n\
             ;\r\nChiffres, 2025;\r\nCouverture;opérateurs 2 sur 2\r\n";
        assert_eq!(text(&sample(), Form::Excel), expected);
    }
}

//! Lines of a CSV file and their cells.

use std::borrow::Cow;

use crate::{bounds, record::FaultReason};

/// The lines of a file with their numbers, from 1. Without the line ends and the byte order mark.
#[derive(Debug)]
pub(super) struct Lines<'f> {
    rest: Option<&'f [u8]>,
    number: u64,
}

impl<'f> Lines<'f> {
    pub(super) fn new(file: &'f [u8]) -> Self {
        let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
        Self { rest: (!file.is_empty()).then_some(file), number: 0 }
    }
}

impl<'f> Iterator for Lines<'f> {
    type Item = (u64, Result<&'f str, FaultReason>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest?;
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let (line, after) = rest.split_at(end);
        self.rest = after.get(1..).filter(|after| !after.is_empty());
        self.number = self.number.saturating_add(1);
        Some((self.number, text(line.strip_suffix(b"\r").unwrap_or(line))))
    }
}

fn text(line: &[u8]) -> Result<&str, FaultReason> {
    if line.len() > bounds::IMPORT_LINE_BYTES {
        return Err(FaultReason::LineTooLong);
    }
    std::str::from_utf8(line).map_err(|_| FaultReason::NotUtf8)
}

/// The separator that the first line of a file uses.
pub(super) fn separator(header: &str) -> char {
    let count = |separator: char| header.chars().filter(|character| *character == separator).count();
    if count(';') > count(',') { ';' } else { ',' }
}

/// Splits a line into cells, which replace those in `cells`. A cell may stand in quotation marks, with a doubled one for each
/// within it.
///
/// # Errors
/// [`FaultReason::UnclosedQuote`].
pub(super) fn split<'l>(line: &'l str, separator: char, cells: &mut Vec<Cow<'l, str>>) -> Result<(), FaultReason> {
    cells.clear();
    let mut rest = Some(line);
    while let Some(text) = rest {
        let (cell, after) = match text.strip_prefix('"') {
            Some(quoted) => quoted_cell(quoted, separator)?,
            None => bare_cell(text, separator),
        };
        cells.push(cell);
        rest = after;
    }
    Ok(())
}

fn bare_cell(text: &str, separator: char) -> (Cow<'_, str>, Option<&str>) {
    match text.split_once(separator) {
        Some((cell, after)) => (Cow::Borrowed(cell), Some(after)),
        None => (Cow::Borrowed(text), None),
    }
}

/// Reads a cell whose opening quotation mark is already taken. What stands behind the closing one belongs to the cell.
fn quoted_cell(mut text: &str, separator: char) -> Result<(Cow<'_, str>, Option<&str>), FaultReason> {
    let mut cell = String::new();
    loop {
        let (before, after) = text.split_once('"').ok_or(FaultReason::UnclosedQuote)?;
        cell.push_str(before);
        let Some(more) = after.strip_prefix('"') else {
            let (tail, rest) = bare_cell(after, separator);
            cell.push_str(&tail);
            return Ok((Cow::Owned(cell), rest));
        };
        cell.push('"');
        text = more;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Lines, separator, split};
    use crate::record::FaultReason;

    #[test]
    fn line_numbers_count_every_line_of_the_file() {
        let file = b"\xef\xbb\xbfa,b\r\n\r\nc\n\xff\nlast";
        let lines: Vec<_> = Lines::new(file).collect();
        let expected = [(1, Ok("a,b")), (2, Ok("")), (3, Ok("c")), (4, Err(FaultReason::NotUtf8)), (5, Ok("last"))];
        assert_eq!(lines, expected);
        assert_eq!(Lines::new(b"").count(), 0);
    }

    #[test]
    fn the_separator_is_the_one_that_the_header_uses() {
        assert_eq!((separator("a;b;c"), separator("a,b"), separator("a")), (';', ',', ','));
    }

    #[test]
    fn an_unclosed_quotation_mark_is_a_fault() {
        assert_eq!(split("a,\"b", ',', &mut Vec::new()), Err(FaultReason::UnclosedQuote));
        assert_eq!(split("\"a\"\"", ',', &mut Vec::new()), Err(FaultReason::UnclosedQuote));
    }

    proptest! {
        #[test]
        fn cells_are_those_that_the_csv_format_says(line in "[ab\", ]{1,20}") {
            let mut cells = Vec::new();
            if split(&line, ',', &mut cells).is_ok() {
                let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
                let record = reader.records().next().unwrap().unwrap();
                prop_assert_eq!(cells, record.iter().collect::<Vec<_>>());
            }
        }
    }
}

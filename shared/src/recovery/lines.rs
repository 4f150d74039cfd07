//! Bytes as numbered lines that a person can type from paper.
//!
//! ```text
//! 03-17 7K2Q 9M4X TA08 … 5RVD C1YN
//! ```
//!
//! A line has its number and the number of all, up to eight groups of four symbols (twenty bytes), and a last group of four symbols
//! that are a hash over numbers and bytes: a mistyped symbol or a line in the place of another is found at once, by its number.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use crate::{crockford, hash};

/// Bytes of a line: eight groups of four symbols.
const LINE_BYTES: usize = 20;

/// Bytes of the hash that a line ends with, of which twenty bits are written.
const CHECK_SYMBOLS: usize = 4;

/// Lines of one text: two numbers of two digits. Two kilobytes are several times what a sheet needs.
const MOST_LINES: usize = 99;

/// Why lines are not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// No line of the text is one of these.
    #[error("no line of a recovery sheet was found")]
    None,
    /// It does not look like a line: its numbers or its symbols cannot be read.
    #[error("this is not a line of a recovery sheet")]
    Shape,
    /// The line with this number has a typing error.
    #[error("there is a typing error in line {0}")]
    Check(usize),
    /// The line is of a sheet with another number of lines.
    #[error("line {0} is of another sheet")]
    OtherSheet(usize),
    /// The line with this number is missing.
    #[error("line {0} is missing")]
    Missing(usize),
}

fn check(number: usize, total: usize, bytes: &[u8]) -> String {
    let place = [u8::try_from(number).unwrap_or(0), u8::try_from(total).unwrap_or(0)];
    let hashed = Zeroizing::new([&place, bytes].concat());
    let symbols = crockford::encode(&hash::sha256_in("maillage/recovery-line/1", &hashed));
    symbols.chars().take(CHECK_SYMBOLS).collect()
}

/// The bytes as lines.
pub(super) fn write(bytes: &[u8]) -> Vec<String> {
    let total = bytes.chunks(LINE_BYTES).count();
    let line = |(number, bytes): (usize, &[u8])| {
        let symbols = Zeroizing::new(crockford::encode(bytes) + &check(number, total, bytes));
        // The check stands in a group of its own, also behind a last group that is not full.
        let (content, check) = symbols.split_at(symbols.len().saturating_sub(CHECK_SYMBOLS));
        let groups: Vec<&str> = groups(content).chain([check]).collect();
        format!("{number:02}-{total:02} {}", groups.join(" "))
    };
    (1..).zip(bytes.chunks(LINE_BYTES)).map(line).collect()
}

/// Groups of four symbols. They are ASCII, so that bytes are symbols.
fn groups(symbols: &str) -> impl Iterator<Item = &str> {
    (0..symbols.len()).step_by(4).filter_map(|from| symbols.get(from..).map(|rest| rest.get(..4).unwrap_or(rest)))
}

/// Lines being gathered, in any order.
#[derive(Default)]
pub struct Lines {
    total: Option<usize>,
    held: BTreeMap<usize, Zeroizing<Vec<u8>>>,
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lines({} of {:?})", self.held.len(), self.total)
    }
}

impl Lines {
    /// Takes one line as it was typed; gives its number.
    ///
    /// # Errors
    /// [`LineError::Shape`], [`LineError::Check`] or [`LineError::OtherSheet`].
    pub fn take(&mut self, line: &str) -> Result<usize, LineError> {
        let (number, total, symbols) = split(line).ok_or(LineError::Shape)?;
        let content = symbols.len().checked_sub(CHECK_SYMBOLS).and_then(|at| symbols.get(..at)).ok_or(LineError::Shape)?;
        let bytes = Zeroizing::new(crockford::decode(content).ok_or(LineError::Check(number))?);
        if bytes.is_empty() || bytes.len() > LINE_BYTES {
            return Err(LineError::Check(number));
        }
        let typed = symbols.get(content.len()..).and_then(crockford::decode_symbols);
        if typed != crockford::decode_symbols(&check(number, total, &bytes)) {
            return Err(LineError::Check(number));
        }
        if self.total.is_some_and(|known| known != total) || self.held.get(&number).is_some_and(|known| *known != bytes) {
            return Err(LineError::OtherSheet(number));
        }
        self.total = Some(total);
        self.held.insert(number, bytes);
        Ok(number)
    }

    /// The first line that is missing, from 1; nothing when all are there.
    #[must_use]
    pub fn next_missing(&self) -> Option<usize> {
        match self.total {
            None => Some(1),
            Some(total) => (1..=total).find(|number| !self.held.contains_key(number)),
        }
    }

    /// How many lines there are in all, once one is known.
    #[must_use]
    pub const fn total(&self) -> Option<usize> {
        self.total
    }

    /// The bytes of all lines.
    ///
    /// # Errors
    /// [`LineError::None`] or [`LineError::Missing`].
    pub fn bytes(&self) -> Result<Zeroizing<Vec<u8>>, LineError> {
        match (self.total, self.next_missing()) {
            (None, _) => Err(LineError::None),
            (Some(_), Some(number)) => Err(LineError::Missing(number)),
            (Some(_), None) => Ok(Zeroizing::new(self.held.values().flat_map(|bytes| bytes.iter().copied()).collect())),
        }
    }
}

/// The two numbers and the symbols of a line.
fn split(line: &str) -> Option<(usize, usize, Zeroizing<String>)> {
    let (numbers, rest) = line.trim().split_once(char::is_whitespace)?;
    let (number, total) = numbers.split_once('-')?;
    let read = |text: &str| if text.len() == 2 { text.parse::<usize>().ok() } else { None };
    let (number, total) = (read(number)?, read(total)?);
    let symbols: Zeroizing<String> = Zeroizing::new(rest.chars().filter(|c| !c.is_whitespace()).collect());
    ((1..=total).contains(&number) && total <= MOST_LINES && symbols.is_ascii()).then_some((number, total, symbols))
}

/// The bytes of the lines in a text; what does not look like a line is passed over. Lines may stand behind each other with a
/// stroke between, as a QR code holds them.
pub(super) fn find(text: &str) -> Result<Zeroizing<Vec<u8>>, LineError> {
    let mut lines = Lines::default();
    for line in text.split(['\n', '/']) {
        match lines.take(line) {
            Ok(_) | Err(LineError::Shape) => {}
            Err(error) => return Err(error),
        }
    }
    lines.bytes()
}

#[cfg(test)]
mod tests {
    use super::{LineError, Lines, find, write};

    fn bytes() -> Vec<u8> {
        (0..=110).map(|number: u8| number.wrapping_mul(37)).collect()
    }

    #[test]
    fn lines_read_back_in_any_order() {
        let mut lines = write(&bytes());
        assert_eq!(lines.len(), 6);
        lines.reverse();
        assert_eq!(find(&lines.join("\r\n")).unwrap().to_vec(), bytes());
    }

    #[test]
    fn a_mistyped_symbol_is_found_with_the_number_of_its_line() {
        let line = write(&bytes())[3].clone();
        for (place, _) in line.char_indices().filter(|(place, c)| *place > 5 && *c != ' ') {
            for wrong in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|wrong| !line[place..].starts_with(*wrong)) {
                let mut mistyped = line.clone();
                mistyped.replace_range(place..=place, &wrong.to_string());
                assert_eq!(Lines::default().take(&mistyped), Err(LineError::Check(4)), "{mistyped}");
            }
        }
    }

    #[test]
    fn a_line_under_another_number_is_found() {
        let line = write(&bytes())[3].replacen("04", "05", 1);
        assert_eq!(Lines::default().take(&line), Err(LineError::Check(5)));
    }

    #[test]
    fn a_missing_line_and_one_of_another_sheet_are_named() {
        let mut lines = write(&bytes());
        lines.remove(2);
        assert_eq!(find(&lines.join("\n")), Err(LineError::Missing(3)));
        lines.push(write(&[9; 30])[1].clone());
        assert_eq!(find(&lines.join("\n")), Err(LineError::OtherSheet(2)));
        assert_eq!(find("12 rue de l’Exemple\n01-02\n99-02 ABCD"), Err(LineError::None));
    }

    #[test]
    fn gathering_says_which_line_to_type_next() {
        let (lines, mut gathered) = (write(&bytes()), Lines::default());
        assert_eq!(gathered.next_missing(), Some(1));
        for (number, line) in (1..).zip(&lines) {
            assert_eq!(gathered.next_missing(), Some(number));
            let (numbers, symbols) = line.split_at(5);
            assert_eq!(gathered.take(&format!("{numbers}{}", symbols.to_lowercase().replace('0', "o"))), Ok(number), "{line}");
        }
        assert_eq!(gathered.next_missing(), None);
        assert_eq!(gathered.bytes().unwrap().to_vec(), bytes());
    }
}

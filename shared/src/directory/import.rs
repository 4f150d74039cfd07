//! Hosts and permanences from a CSV file with one row a permanence.
//!
//! Columns are found by name. A bad row is reported with its line, column, value and reason; it does not stop the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    bounds,
    codes::stable_codes,
    directory::{Host, Language, Permanence, PermanenceStatus, PlaceKind, Timetable},
    text::{self, Name, Slug},
};

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Import {
    /// The good rows, in the order of the file.
    pub rows: Vec<ImportedRow>,
    /// The bad ones.
    pub bad: Vec<BadRow>,
}

/// A good row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedRow {
    /// The line of the file, from 1.
    pub line: u64,
    /// Whose permanence it is, as the file names the operator.
    pub operator: String,
    /// The host. Rows that say the same of it share it.
    pub host: Host,
    /// The permanence.
    pub permanence: Permanence,
}

/// A bad row.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BadRow {
    /// The line of the file, from 1.
    pub line: u64,
    /// The column, as its header names it; empty when the row as a whole is wrong.
    pub column: String,
    /// What stands there, safe to print and shortened.
    pub value: String,
    /// Why it is refused.
    pub reason: RowReason,
}

/// Why a row is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowReason {
    /// A value that every row needs is not there.
    Missing,
    /// The line is not UTF-8.
    NotUtf8,
    /// The line has more or fewer values than the first one names columns.
    ColumnCount,
    /// Another line has this short name already.
    RepeatedSlug,
    /// Not a short name.
    Slug,
    /// Not a name on one line.
    Name,
    /// Not a kind of place.
    PlaceKind,
    /// Not a postal code.
    PostalCode,
    /// Not the NIS code of a commune.
    CommuneCode,
    /// Not a position on the map.
    Coordinate,
    /// Not a timetable.
    Timetable,
    /// Not language codes, each once.
    Languages,
    /// Not a telephone number.
    Phone,
    /// Neither `oui` nor `non` nor `inconnu`.
    YesNo,
}

stable_codes! { RowReason:
    Missing = "missing",
    NotUtf8 = "not-utf8",
    ColumnCount = "column-count",
    RepeatedSlug = "repeated-slug",
    Slug = "slug",
    Name = "name",
    PlaceKind = "place-kind",
    PostalCode = "postal-code",
    CommuneCode = "commune-code",
    Coordinate = "coordinate",
    Timetable = "timetable",
    Languages = "languages",
    Phone = "phone",
    YesNo = "yes-no",
}

/// Why a file is not read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Longer than [`bounds::PERMANENCES_FILE_BYTES`].
    #[error("the file has more than {} bytes", bounds::PERMANENCES_FILE_BYTES)]
    TooLong,
    /// The first line cannot be read.
    #[error("the first line must name the columns, separated by commas, in UTF-8")]
    Header,
    /// A column that every row needs is not there.
    #[error("the column `{0}` is missing")]
    MissingColumn(&'static str),
}

stable_codes! { ImportError:
    TooLong = "file-too-long",
    Header = "header-unreadable",
    MissingColumn = "missing-columns",
}

impl ImportError {
    /// The column that it is about, if it is about one.
    #[must_use]
    pub const fn column(&self) -> Option<&'static str> {
        match self {
            Self::MissingColumn(column) => Some(column),
            Self::TooLong | Self::Header => None,
        }
    }
}

const REQUIRED: [&str; 6] = ["operateur", "slug", "nom", "hebergeur", "type_lieu", "horaire"];
const SHOWN_CHARACTERS: usize = 80;

/// Reads a file; `operator` keeps only the rows of one operator and looks at no other.
///
/// # Errors
/// [`ImportError`] when the file as a whole cannot be read.
pub fn permanences(bytes: &[u8], operator: Option<&str>) -> Result<Import, ImportError> {
    if bytes.len() > bounds::PERMANENCES_FILE_BYTES {
        return Err(ImportError::TooLong);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader.headers().map_err(|_| ImportError::Header)?;
    let width = header.len();
    let columns: BTreeMap<String, usize> = header.iter().enumerate().map(|(i, name)| (name.trim().to_owned(), i)).collect();
    for column in REQUIRED {
        if !columns.contains_key(column) {
            return Err(ImportError::MissingColumn(column));
        }
    }
    let mut import = Import::default();
    let mut places = Places::default();
    for record in reader.into_records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, |position| line_of(bytes, position));
                let row = Row { line, width, columns: &columns, record: &record };
                if operator.is_none_or(|wanted| row.text("operateur") == wanted) {
                    match row.read(&mut places) {
                        Ok(row) => import.rows.push(row),
                        Err(bad) => import.bad.push(bad),
                    }
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, |position| line_of(bytes, position));
                import.bad.push(BadRow { line, column: String::new(), value: String::new(), reason: RowReason::NotUtf8 });
            }
        }
    }
    Ok(import)
}

/// The line that a record stands on. The position is where the reader began to look for it: the line feed of a CRLF and empty lines
/// may come first.
fn line_of(bytes: &[u8], position: &csv::Position) -> u64 {
    let rest = usize::try_from(position.byte()).ok().and_then(|start| bytes.get(start..)).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
    position.line().saturating_add(u64::try_from(ends.count()).unwrap_or(0))
}

/// The hosts and permanences met so far, for each operator apart.
#[derive(Default)]
struct Places {
    hosts: BTreeMap<(String, Slug), Host>,
    permanences: BTreeSet<(String, Slug)>,
}

impl Places {
    /// The host under the short name that it has or gets: a number is added when another host has the name already.
    fn named(&self, operator: &str, mut host: Host) -> Host {
        let base = host.slug.as_str().to_owned();
        for number in 2_u32.. {
            match self.hosts.get(&(operator.to_owned(), host.slug.clone())) {
                Some(other) if *other != host => {
                    let suffix = format!("-{number}");
                    let room = bounds::SLUG_BYTES.saturating_sub(suffix.len());
                    let stem: String = base.chars().take(room).collect();
                    let Ok(slug) = Slug::new(stem + &suffix) else { break };
                    host.slug = slug;
                }
                _ => break,
            }
        }
        host
    }
}

struct Row<'r> {
    line: u64,
    width: usize,
    columns: &'r BTreeMap<String, usize>,
    record: &'r csv::StringRecord,
}

impl Row<'_> {
    fn text(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|place| self.record.get(*place)).map_or("", str::trim)
    }

    fn bad(&self, column: &str, reason: RowReason) -> BadRow {
        let value = text::printable(self.text(column)).chars().take(SHOWN_CHARACTERS).collect();
        BadRow { line: self.line, column: column.to_owned(), value, reason }
    }

    fn value<'v, T, E>(&'v self, column: &str, reason: RowReason, read: impl FnOnce(&'v str) -> Result<T, E>) -> Result<T, BadRow> {
        read(self.text(column)).map_err(|_| {
            let missing = self.text(column).is_empty();
            self.bad(column, if missing { RowReason::Missing } else { reason })
        })
    }

    fn optional<'v, T, E>(
        &'v self,
        column: &str,
        reason: RowReason,
        read: impl FnOnce(&'v str) -> Result<T, E>,
    ) -> Result<Option<T>, BadRow> {
        if self.text(column).is_empty() { Ok(None) } else { self.value(column, reason, read).map(Some) }
    }

    fn read(&self, places: &mut Places) -> Result<ImportedRow, BadRow> {
        if self.record.len() != self.width {
            return Err(self.bad("", RowReason::ColumnCount));
        }
        let operator = self.value("operateur", RowReason::Name, Name::typed)?.to_string();
        let host = places.named(&operator, self.host()?);
        let permanence = self.permanence(host.slug.clone())?;
        if !places.permanences.insert((operator.clone(), permanence.slug.clone())) {
            return Err(self.bad("slug", RowReason::RepeatedSlug));
        }
        places.hosts.insert((operator.clone(), host.slug.clone()), host.clone());
        Ok(ImportedRow { line: self.line, operator, host, permanence })
    }

    fn host(&self) -> Result<Host, BadRow> {
        let name = self.value("hebergeur", RowReason::Name, Name::typed)?;
        Ok(Host {
            slug: self.value("hebergeur", RowReason::Name, Slug::of_name)?,
            name,
            kind: self.value("type_lieu", RowReason::PlaceKind, PlaceKind::new)?,
            address: self.optional("adresse", RowReason::Name, Name::typed)?,
            postal_code: self.optional("code_postal", RowReason::PostalCode, super::PostalCode::new)?,
            commune: self.optional("code_nis", RowReason::CommuneCode, str::parse)?,
            commune_name: self.optional("commune", RowReason::Name, Name::typed)?,
            commune_name_nl: self.optional("commune_nl", RowReason::Name, Name::typed)?,
            latitude: self.optional("latitude", RowReason::Coordinate, super::Latitude::new)?,
            longitude: self.optional("longitude", RowReason::Coordinate, super::Longitude::new)?,
        })
    }

    fn permanence(&self, host: Slug) -> Result<Permanence, BadRow> {
        Ok(Permanence {
            slug: self.value("slug", RowReason::Slug, Slug::new)?,
            name: self.value("nom", RowReason::Name, Name::typed)?,
            host,
            timetable: self.value("horaire", RowReason::Timetable, Timetable::typed)?,
            languages: self.value("langues", RowReason::Languages, Language::list)?,
            appointment: self.value("sur_rendez_vous", RowReason::YesNo, yes_no_unknown)?,
            wheelchair: self.value("pmr", RowReason::YesNo, yes_no_unknown)?,
            phone: self.optional("telephone", RowReason::Phone, super::Phone::new)?,
            status: PermanenceStatus::default(),
            verified_on: None,
        })
    }
}

fn yes_no_unknown(text: &str) -> Result<Option<bool>, ()> {
    match text {
        "oui" => Ok(Some(true)),
        "non" => Ok(Some(false)),
        "inconnu" | "" => Ok(None),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests;

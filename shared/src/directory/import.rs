//! Hosts and permanences from a CSV file with one row a permanence.
//!
//! Columns are found by name. A bad row is reported with its line, column, value and reason; it does not stop the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    bounds,
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
    pub reason: String,
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
                let line = record.position().map_or(0, csv::Position::line);
                let row = Row { line, width, columns: &columns, record: &record };
                if operator.is_none_or(|wanted| row.text("operateur") == wanted) {
                    match row.read(&mut places) {
                        Ok(row) => import.rows.push(row),
                        Err(bad) => import.bad.push(bad),
                    }
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                import.bad.push(BadRow { line, column: String::new(), value: String::new(), reason: "it is not UTF-8".into() });
            }
        }
    }
    Ok(import)
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

    fn bad(&self, column: &str, reason: &(impl ToString + ?Sized)) -> BadRow {
        let value = text::printable(self.text(column)).chars().take(SHOWN_CHARACTERS).collect();
        BadRow { line: self.line, column: column.to_owned(), value, reason: reason.to_string() }
    }

    fn value<'v, T, E: ToString>(&'v self, column: &str, read: impl FnOnce(&'v str) -> Result<T, E>) -> Result<T, BadRow> {
        read(self.text(column)).map_err(|reason| self.bad(column, &reason))
    }

    fn optional<'v, T, E: ToString>(
        &'v self,
        column: &str,
        read: impl FnOnce(&'v str) -> Result<T, E>,
    ) -> Result<Option<T>, BadRow> {
        if self.text(column).is_empty() { Ok(None) } else { self.value(column, read).map(Some) }
    }

    fn read(&self, places: &mut Places) -> Result<ImportedRow, BadRow> {
        if self.record.len() != self.width {
            let reason = format!("the line has {} values and the first line names {}", self.record.len(), self.width);
            return Err(self.bad("", &reason));
        }
        let operator = self.value("operateur", Name::typed)?.to_string();
        let host = places.named(&operator, self.host()?);
        let permanence = self.permanence(host.slug.clone())?;
        if !places.permanences.insert((operator.clone(), permanence.slug.clone())) {
            return Err(self.bad("slug", "another line has this short name already"));
        }
        places.hosts.insert((operator.clone(), host.slug.clone()), host.clone());
        Ok(ImportedRow { line: self.line, operator, host, permanence })
    }

    fn host(&self) -> Result<Host, BadRow> {
        let name = self.value("hebergeur", Name::typed)?;
        Ok(Host {
            slug: self.value("hebergeur", Slug::of_name)?,
            name,
            kind: self.value("type_lieu", PlaceKind::new)?,
            address: self.optional("adresse", Name::typed)?,
            postal_code: self.optional("code_postal", super::PostalCode::new)?,
            commune: self.optional("code_nis", str::parse)?,
            commune_name: self.optional("commune", Name::typed)?,
            commune_name_nl: self.optional("commune_nl", Name::typed)?,
            latitude: self.optional("latitude", super::Latitude::new)?,
            longitude: self.optional("longitude", super::Longitude::new)?,
        })
    }

    fn permanence(&self, host: Slug) -> Result<Permanence, BadRow> {
        Ok(Permanence {
            slug: self.value("slug", Slug::new)?,
            name: self.value("nom", Name::typed)?,
            host,
            timetable: self.value("horaire", Timetable::typed)?,
            languages: self.value("langues", Language::list)?,
            appointment: self.value("sur_rendez_vous", yes_no_unknown)?,
            wheelchair: self.value("pmr", yes_no_unknown)?,
            phone: self.optional("telephone", super::Phone::new)?,
            status: PermanenceStatus::default(),
            verified_on: None,
        })
    }
}

fn yes_no_unknown(text: &str) -> Result<Option<bool>, &'static str> {
    match text {
        "oui" => Ok(Some(true)),
        "non" => Ok(Some(false)),
        "inconnu" | "" => Ok(None),
        _ => Err("it must be oui, non or inconnu"),
    }
}

#[cfg(test)]
mod tests;

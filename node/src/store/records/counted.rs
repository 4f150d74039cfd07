//! What was counted when a period was published, and what proves that its figures give nobody away. None of it leaves the node.

use maillage_shared::{
    calendar::Period,
    statistics::disclosure::{ByCodes, Counted, NamedCertificate},
    text::Slug,
};
use redb::{ReadableTable as _, TableDefinition};

use crate::store::{
    StoreError, Transaction, Write,
    row::{from_row, to_row, unreadable},
    transaction::{Tables, Writing},
};

pub(in crate::store) const COUNTED: TableDefinition<&[u8], &[u8]> = TableDefinition::new("counted");
pub(in crate::store) const CERTIFICATES: TableDefinition<u32, &[u8]> = TableDefinition::new("certificates");

/// Visits by their codes: a row of the table of counts.
pub(in crate::store) type CountedRow = Vec<([u16; 4], u32)>;

/// Visits more or fewer, of a permanence by its place, since a period, by codes.
type Difference = (u16, Period, [u16; 4], i64);

/// The certificates of a year: a row of their table.
#[derive(Debug, Clone, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(in crate::store) struct CertificatesRow {
    /// The permanences that they name, by their places here.
    #[n(0)]
    permanences: Vec<Slug>,
    /// Each with all its differences.
    #[n(1)]
    certificates: Vec<Vec<Difference>>,
}

impl CertificatesRow {
    fn of(certificates: &[NamedCertificate]) -> Self {
        let mut permanences: Vec<Slug> = certificates.iter().flat_map(|one| one.keys().map(|(name, ..)| name.clone())).collect();
        permanences.sort();
        permanences.dedup();
        let place =
            |name: &Slug| permanences.binary_search(name).ok().and_then(|place| u16::try_from(place).ok()).unwrap_or(u16::MAX);
        let row = |one: &NamedCertificate| {
            one.iter().map(|((name, since, codes), visits)| (place(name), *since, *codes, *visits)).collect()
        };
        let certificates = certificates.iter().map(row).collect();
        Self { permanences, certificates }
    }

    fn named(self) -> Result<Vec<NamedCertificate>, StoreError> {
        let name = |place: u16| self.permanences.get(usize::from(place)).cloned();
        let one = |(place, since, codes, visits): &Difference| Some(((name(*place)?, *since, *codes), *visits));
        let certificate = |row: &Vec<Difference>| row.iter().map(one).collect::<Option<NamedCertificate>>();
        let named: Option<Vec<NamedCertificate>> = self.certificates.iter().map(certificate).collect();
        named.ok_or_else(|| unreadable("certificates", "it names a permanence that it does not list"))
    }
}

pub(in crate::store) fn create_tables(tables: &Writing) -> Result<(), StoreError> {
    tables.table(COUNTED)?;
    tables.table(CERTIFICATES).map(|_| ())
}

/// A period, big-endian so that the periods of one length stand together, then a permanence.
fn key_bytes(period: Period, permanence: &Slug) -> Vec<u8> {
    [period.number().to_be_bytes().as_slice(), permanence.as_str().as_bytes()].concat()
}

pub(in crate::store) fn read_key(key: &[u8]) -> Option<(Period, Slug)> {
    let (number, permanence) = key.split_first_chunk()?;
    let permanence = Slug::new(std::str::from_utf8(permanence).ok()?).ok()?;
    Some((Period::from_number(u32::from_be_bytes(*number)).ok()?, permanence))
}

fn year_key(year: i16) -> u32 {
    u32::from(year.unsigned_abs())
}

impl<T: Tables> Transaction<T> {
    /// What was counted for the published periods of a year.
    pub fn counted(&self, year: i16) -> Result<Counted, StoreError> {
        let mut counted = Counted::new();
        for row in self.0.table(COUNTED)?.iter()? {
            let (key, value) = row?;
            let (period, permanence) =
                read_key(key.value()).ok_or_else(|| unreadable("counted", "its key is not one of a period"))?;
            if period.year() == year {
                let row: CountedRow = from_row("counted", value.value())?;
                counted.insert((period, permanence), row.into_iter().collect());
            }
        }
        Ok(counted)
    }

    /// The certificates of a year.
    pub fn certificates(&self, year: i16) -> Result<Vec<NamedCertificate>, StoreError> {
        let table = self.0.table(CERTIFICATES)?;
        let row = table.get(year_key(year))?;
        row.map_or(Ok(Vec::new()), |row| from_row::<CertificatesRow>("certificates", row.value())?.named())
    }
}

impl Write {
    /// Keeps what was counted for a period of a permanence. What was counted for a public period never changes.
    pub fn keep_counted(&mut self, period: Period, permanence: &Slug, visits: &ByCodes) -> Result<(), StoreError> {
        let row: CountedRow = visits.iter().map(|(codes, visits)| (*codes, *visits)).collect();
        let key = key_bytes(period, permanence);
        let mut table = self.0.table(COUNTED)?;
        if table.get(key.as_slice())?.is_none() {
            table.insert(key.as_slice(), to_row(&row).as_slice())?;
        }
        Ok(())
    }

    /// Puts the certificates of a year in the place of those before.
    pub fn put_certificates(&mut self, year: i16, certificates: &[NamedCertificate]) -> Result<(), StoreError> {
        self.0.table(CERTIFICATES)?.insert(year_key(year), to_row(&CertificatesRow::of(certificates)).as_slice())?;
        Ok(())
    }
}

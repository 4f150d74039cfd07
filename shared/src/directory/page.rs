//! The page of an operator: its hosts and permanences, and the edits that change them.

use std::collections::BTreeMap;

use crate::{
    bounds,
    directory::{Fields, Host, Permanence},
    text::Slug,
};

/// What an operator shows to everyone.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Page {
    /// The hosts by short name, at most [`bounds::PAGE_ROWS`].
    pub hosts: BTreeMap<Slug, Host>,
    /// The permanences by short name, at most [`bounds::PAGE_ROWS`].
    pub permanences: BTreeMap<Slug, Permanence>,
    /// Rows that cannot be read or stand beyond the bound. They do not hide the others.
    pub unreadable: u32,
}

/// What a row describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// A host.
    Host,
    /// A permanence.
    Permanence,
}

/// One thing that an operator does to its page.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageEdit {
    /// Adds a host or makes the one with this short name say exactly this.
    PutHost(Host),
    /// Adds a permanence or makes the one with this short name say exactly this.
    PutPermanence(Permanence),
    /// Takes a host from the page. Nothing happens when there is none.
    RemoveHost(Slug),
    /// Takes a permanence from the page. Nothing happens when there is none.
    RemovePermanence(Slug),
}

impl PageEdit {
    /// The row that the edit concerns.
    #[must_use]
    pub const fn row(&self) -> (RowKind, &Slug) {
        match self {
            Self::PutHost(host) => (RowKind::Host, &host.slug),
            Self::PutPermanence(permanence) => (RowKind::Permanence, &permanence.slug),
            Self::RemoveHost(slug) => (RowKind::Host, slug),
            Self::RemovePermanence(slug) => (RowKind::Permanence, slug),
        }
    }

    /// Does the edit to the fields of its row. A put leaves the fields alone that only a later version knows; a removal leaves
    /// nothing.
    pub fn apply(&self, fields: &mut Fields) {
        let (known, written) = match self {
            Self::PutHost(host) => (Host::FIELDS, host.fields()),
            Self::PutPermanence(permanence) => (Permanence::FIELDS, permanence.fields()),
            Self::RemoveHost(_) | Self::RemovePermanence(_) => return fields.clear(),
        };
        fields.retain(|field, _| !known.contains(&field.as_str()));
        fields.extend(written);
    }
}

impl Page {
    /// The page that these rows make. What cannot be read is counted and left out.
    #[must_use]
    pub fn from_fields(rows: &BTreeMap<(RowKind, Slug), Fields>) -> Self {
        let mut page = Self::default();
        for ((kind, slug), fields) in rows {
            let readable = match kind {
                RowKind::Host => add(&mut page.hosts, slug, Host::from_fields(slug.clone(), fields).ok()),
                RowKind::Permanence => add(&mut page.permanences, slug, Permanence::from_fields(slug.clone(), fields).ok()),
            };
            page.unreadable = page.unreadable.saturating_add(u32::from(!readable));
        }
        page
    }

    /// The rows of the page as fields.
    #[must_use]
    pub fn fields(&self) -> BTreeMap<(RowKind, Slug), Fields> {
        let hosts = self.hosts.values().map(|host| ((RowKind::Host, host.slug.clone()), host.fields()));
        let permanences = self.permanences.values().map(|row| ((RowKind::Permanence, row.slug.clone()), row.fields()));
        hosts.chain(permanences).collect()
    }
}

fn add<T>(rows: &mut BTreeMap<Slug, T>, slug: &Slug, row: Option<T>) -> bool {
    match row {
        Some(row) if rows.len() < bounds::PAGE_ROWS => rows.insert(slug.clone(), row).is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Page, PageEdit, RowKind};
    use crate::{
        bounds,
        directory::{Fields, Host, Permanence},
        text::Slug,
    };

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect()
    }

    fn slug(text: &str) -> Slug {
        Slug::new(text).unwrap()
    }

    fn full_host() -> Fields {
        fields(&[
            ("name", "Antenne CPAS"),
            ("kind", "cpas"),
            ("address", "rue de l'Exemple 1"),
            ("postal_code", "1000"),
            ("commune", "21004"),
            ("commune_name", "Bruxelles"),
            ("commune_name_nl", "Brussel"),
            ("latitude", "50.86315"),
            ("longitude", "4.33086"),
        ])
    }

    fn full_permanence() -> Fields {
        fields(&[
            ("name", "Permanence"),
            ("host", "cpas"),
            ("timetable", "Th 17:00-19:00"),
            ("languages", "fr|nl"),
            ("appointment", "yes"),
            ("wheelchair", "no"),
            ("phone", "+32 2 123 45 67"),
            ("status", "suspendue"),
            ("verified_on", "2026-09-30"),
        ])
    }

    #[test]
    fn a_row_reads_back_as_it_was_written_in_fields_and_in_json() {
        let host = Host::from_fields(slug("cpas"), &full_host()).unwrap();
        let permanence = Permanence::from_fields(slug("jeudi"), &full_permanence()).unwrap();
        assert_eq!((host.fields(), permanence.fields()), (full_host(), full_permanence()));
        let rows =
            [((RowKind::Host, slug("cpas")), host.fields()), ((RowKind::Permanence, slug("jeudi")), permanence.fields())].into();
        let page = Page::from_fields(&rows);
        assert_eq!((page.fields(), page.unreadable), (rows, 0));
        let json = serde_json::to_string(&page).unwrap();
        assert_eq!(serde_json::from_str::<Page>(&json).unwrap(), page);
    }

    #[test]
    fn the_known_fields_are_those_that_are_written() {
        let (host, permanence) = (full_host(), full_permanence());
        assert!(Host::FIELDS.iter().all(|field| host.contains_key(*field)) && host.len() == Host::FIELDS.len());
        assert!(Permanence::FIELDS.iter().all(|field| permanence.contains_key(*field)));
        assert_eq!(permanence.len(), Permanence::FIELDS.len());
    }

    #[test]
    fn an_edit_leaves_fields_of_a_later_version_alone_and_a_removal_leaves_nothing() {
        let mut row = full_host();
        row.insert("opening_ramp".to_owned(), "left".to_owned());
        let host = Host { address: None, ..Host::from_fields(slug("cpas"), &row).unwrap() };
        PageEdit::PutHost(host).apply(&mut row);
        assert_eq!((row.get("address"), row.get("opening_ramp").map(String::as_str)), (None, Some("left")));
        PageEdit::RemoveHost(slug("cpas")).apply(&mut row);
        assert!(row.is_empty());
    }

    #[test]
    fn a_row_without_a_required_field_is_counted_and_hides_no_other() {
        let rows = [
            ((RowKind::Host, slug("a")), fields(&[("name", "A")])),
            ((RowKind::Host, slug("b")), full_host()),
            ((RowKind::Permanence, slug("c")), fields(&[("phone", "1819")])),
        ];
        let page = Page::from_fields(&rows.into());
        assert_eq!((page.hosts.len(), page.permanences.len(), page.unreadable), (1, 0, 2));
    }

    #[test]
    fn rows_beyond_the_bound_are_counted() {
        let rows = (0..bounds::PAGE_ROWS + 3).map(|i| ((RowKind::Host, slug(&format!("h{i:05}"))), full_host())).collect();
        let page = Page::from_fields(&rows);
        assert_eq!((page.hosts.len(), page.unreadable), (bounds::PAGE_ROWS, 3));
    }

    proptest! {
        #[test]
        fn reading_fields_never_panics(
            base in prop::bool::ANY, field in prop::sample::select(vec![
                "name", "kind", "postal_code", "commune", "latitude", "timetable", "languages", "appointment", "phone", "status",
                "verified_on", "host", "anything",
            ]),
            value in ".{0,40}",
        ) {
            let mut fields = if base { full_host() } else { full_permanence() };
            fields.insert(field.to_owned(), value);
            if let Ok(host) = Host::from_fields(slug("a"), &fields) {
                prop_assert_eq!(Host::from_fields(slug("a"), &host.fields()), Ok(host));
            }
            if let Ok(permanence) = Permanence::from_fields(slug("a"), &fields) {
                prop_assert_eq!(Permanence::from_fields(slug("a"), &permanence.fields()), Ok(permanence));
            }
        }
    }
}

//! A row of a page as a flat map of short texts: what the page's document holds.
//!
//! Reading is total: whatever the texts are, the result is a row or [`UnreadableRow`]. A field that this version does not know
//! is left alone.

use std::collections::BTreeMap;

use crate::{
    directory::{Host, Language, Permanence, PermanenceStatus},
    text::Slug,
};

/// Field names and their texts. A value that is not given has no field.
pub type Fields = BTreeMap<String, String>;

/// A required field is missing, or a field does not say what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the field `{0}` is missing or cannot be read")]
pub struct UnreadableRow(pub &'static str);

impl Host {
    /// The fields that this version knows.
    pub const FIELDS: [&str; 9] =
        ["name", "kind", "address", "postal_code", "commune", "commune_name", "commune_name_nl", "latitude", "longitude"];

    /// The host as fields. Its short name is not among them: it names the row.
    #[must_use]
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::new();
        put(&mut fields, "name", Some(&self.name));
        put(&mut fields, "kind", Some(&self.kind));
        put(&mut fields, "address", self.address.as_ref());
        put(&mut fields, "postal_code", self.postal_code.as_ref());
        put(&mut fields, "commune", self.commune.as_ref());
        put(&mut fields, "commune_name", self.commune_name.as_ref());
        put(&mut fields, "commune_name_nl", self.commune_name_nl.as_ref());
        put(&mut fields, "latitude", self.latitude.as_ref());
        put(&mut fields, "longitude", self.longitude.as_ref());
        fields
    }

    /// The host that these fields describe.
    ///
    /// # Errors
    /// [`UnreadableRow`] with the first field that is missing or wrong.
    pub fn from_fields(slug: Slug, fields: &Fields) -> Result<Self, UnreadableRow> {
        Ok(Self {
            slug,
            name: required(fields, "name")?,
            kind: required(fields, "kind")?,
            address: optional(fields, "address")?,
            postal_code: optional(fields, "postal_code")?,
            commune: optional(fields, "commune")?,
            commune_name: optional(fields, "commune_name")?,
            commune_name_nl: optional(fields, "commune_name_nl")?,
            latitude: optional(fields, "latitude")?,
            longitude: optional(fields, "longitude")?,
        })
    }
}

impl Permanence {
    /// The fields that this version knows.
    pub const FIELDS: [&str; 9] =
        ["name", "host", "timetable", "languages", "appointment", "wheelchair", "phone", "status", "verified_on"];

    /// The permanence as fields. Its short name is not among them: it names the row.
    #[must_use]
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::new();
        let languages = Language::join(&self.languages);
        put(&mut fields, "name", Some(&self.name));
        put(&mut fields, "host", Some(&self.host));
        put(&mut fields, "timetable", Some(&self.timetable));
        put(&mut fields, "languages", (!languages.is_empty()).then_some(&languages));
        put(&mut fields, "appointment", self.appointment.map(yes_or_no).as_ref());
        put(&mut fields, "wheelchair", self.wheelchair.map(yes_or_no).as_ref());
        put(&mut fields, "phone", self.phone.as_ref());
        put(&mut fields, "status", Some(&self.status));
        put(&mut fields, "verified_on", self.verified_on.as_ref());
        fields
    }

    /// The permanence that these fields describe. Without a status it is active.
    ///
    /// # Errors
    /// [`UnreadableRow`] with the first field that is missing or wrong.
    pub fn from_fields(slug: Slug, fields: &Fields) -> Result<Self, UnreadableRow> {
        let languages = fields.get("languages").map_or("", String::as_str);
        let status: Option<PermanenceStatus> = optional(fields, "status")?;
        Ok(Self {
            slug,
            name: required(fields, "name")?,
            host: required(fields, "host")?,
            timetable: required(fields, "timetable")?,
            languages: Language::list(languages).map_err(|_| UnreadableRow("languages"))?,
            appointment: flag(fields, "appointment")?,
            wheelchair: flag(fields, "wheelchair")?,
            phone: optional(fields, "phone")?,
            status: status.unwrap_or_default(),
            verified_on: optional(fields, "verified_on")?,
        })
    }
}

const fn yes_or_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

fn put(fields: &mut Fields, field: &str, value: Option<&impl ToString>) {
    if let Some(value) = value {
        fields.insert(field.to_owned(), value.to_string());
    }
}

fn optional<T: TryFrom<String>>(fields: &Fields, field: &'static str) -> Result<Option<T>, UnreadableRow> {
    fields.get(field).map(|text| T::try_from(text.clone()).map_err(|_| UnreadableRow(field))).transpose()
}

fn required<T: TryFrom<String>>(fields: &Fields, field: &'static str) -> Result<T, UnreadableRow> {
    optional(fields, field)?.ok_or(UnreadableRow(field))
}

fn flag(fields: &Fields, field: &'static str) -> Result<Option<bool>, UnreadableRow> {
    match fields.get(field).map(String::as_str) {
        None => Ok(None),
        Some("yes") => Ok(Some(true)),
        Some("no") => Ok(Some(false)),
        Some(_) => Err(UnreadableRow(field)),
    }
}

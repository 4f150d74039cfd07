//! Hosts on the own page.

use std::collections::BTreeMap;

use maillage_shared::{
    directory::{Host, HostError, Latitude, Longitude, NisCode, Page, PageEdit, PlaceKind, PostalCode},
    record::vocabulary::{Code, PlaceType},
    text::{Name, Slug},
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, opened::Opened, reasons};

/// Adds a host. Fields come as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct AddHost {
    /// The short name.
    pub slug: String,
    /// The name.
    pub name: String,
    /// The kind of place, as `bibliotheque`.
    pub kind: String,
    /// Street and number.
    pub address: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// NIS code of the commune.
    pub commune: Option<String>,
    /// Latitude in degrees.
    pub latitude: Option<String>,
    /// Longitude in degrees.
    pub longitude: Option<String>,
    /// Change nothing.
    pub dry_run: bool,
}

/// Lists the hosts of the own page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListHosts {}

/// A field that a person typed, read as what it must be, or refused for the reason with the code that `read` gives.
pub(super) fn field<T>(name: &str, typed: &str, read: impl FnOnce(String) -> Result<T, &'static str>) -> Result<T, Problem> {
    read(typed.trim().to_owned())
        .map_err(|why| Problem::new(ProblemCode::FieldInvalid).with("field", name).with("value", typed).with("why", why))
}

/// As [`field`], for one that may be left out.
pub(super) fn optional<T>(
    name: &str,
    typed: Option<&str>,
    read: impl FnOnce(String) -> Result<T, &'static str>,
) -> Result<Option<T>, Problem> {
    typed.filter(|typed| !typed.trim().is_empty()).map(|typed| field(name, typed, read)).transpose()
}

/// Reads a short name that a person typed.
pub(super) fn read_slug(typed: &str) -> Result<Slug, Problem> {
    Slug::new(typed.trim()).map_err(|_| Problem::new(ProblemCode::SlugInvalid).with("value", typed))
}

/// Reads a name that a person typed.
pub(super) fn read_name(typed: &str) -> Result<Name, Problem> {
    Name::typed(typed).map_err(|error| Problem::new(ProblemCode::NameInvalid).with("value", typed).with("why", error.code()))
}

/// Reads a kind of place: one of the vocabulary, which has words for it in three languages.
fn read_kind(typed: &str) -> Result<PlaceKind, Problem> {
    let known = |kind: PlaceKind| if is_known(&kind) { Ok(kind) } else { Err(HostError::Kind) };
    field("--kind", typed, |text| PlaceKind::new(text).and_then(known).map_err(|error| error.code())).map_err(|problem| {
        let codes: Vec<&str> = PlaceType::all().map(Code::code).collect();
        problem.with("known", codes.join(", "))
    })
}

/// Whether the vocabulary has this kind of place.
pub(super) fn is_known(kind: &PlaceKind) -> bool {
    PlaceType::named(kind.as_str()).is_some()
}

/// The own page.
pub(super) fn own_page(opened: &Opened) -> Page {
    let fold = opened.ledger.fold();
    fold.operator(opened.operator).map(|operator| operator.page().clone()).unwrap_or_default()
}

impl AddHost {
    fn read(&self) -> Result<Host, Problem> {
        let of_host = |error: HostError| error.code();
        let commune =
            optional("--commune", self.commune.as_deref(), |text| text.parse::<NisCode>().map_err(|_| reasons::COMMUNE_CODE))?;
        let known = commune.and_then(NisCode::commune);
        Ok(Host {
            slug: read_slug(&self.slug)?,
            name: read_name(&self.name)?,
            kind: read_kind(&self.kind)?,
            address: optional("--address", self.address.as_deref(), |text| Name::typed(&text).map_err(|error| error.code()))?,
            postal_code: optional("--postal-code", self.postal_code.as_deref(), |text| PostalCode::new(text).map_err(of_host))?,
            commune,
            commune_name: known.and_then(|commune| Name::new(commune.fr.clone()).ok()),
            commune_name_nl: known.and_then(|commune| Name::new(commune.nl.clone()).ok()),
            latitude: optional("--latitude", self.latitude.as_deref(), |text| Latitude::new(text).map_err(of_host))?,
            longitude: optional("--longitude", self.longitude.as_deref(), |text| Longitude::new(text).map_err(of_host))?,
        })
    }
}

impl Operation for AddHost {
    const NAME: &'static str = "host-add";
    type Output = Host;

    fn perform(self, service: &Service, _: &Progress) -> Result<Host, Problem> {
        let opened = service.member()?;
        let host = self.read()?;
        if own_page(opened).hosts.contains_key(&host.slug) {
            return Err(Problem::new(ProblemCode::HostExists).with("slug", &host.slug));
        }
        if !self.dry_run {
            opened.ledger.write(&opened.device, |draft| service.edit_page(draft, opened, &[PageEdit::PutHost(host.clone())]))?;
        }
        Ok(host)
    }
}

impl Operation for ListHosts {
    const NAME: &'static str = "host-list";
    type Output = Vec<Host>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<Host>, Problem> {
        let hosts: BTreeMap<Slug, Host> = own_page(service.reading()?).hosts;
        Ok(hosts.into_values().collect())
    }
}

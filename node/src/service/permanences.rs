//! Permanences on the own page.

use std::collections::BTreeSet;

use maillage_shared::{
    calendar::Day,
    directory::{
        self, Exception, ExceptionError, HostError, Language, Opening, Page, PageEdit, Permanence, PermanenceError,
        PermanenceStatus, Phone, SchoolCalendar, Timetable,
    },
    text::Slug,
};
use serde::{Deserialize, Serialize};

use super::{
    FileContent, Operation, Problem, ProblemCode, Progress, RefusedRow, Service,
    hosts::{field, is_known, optional, own_page, read_name, read_slug},
    imports::{refuse_bad, unreadable},
    reasons,
};

/// Operators named when a file holds the permanences of several.
const OPERATORS_NAMED: usize = 12;

/// Sessions shown ahead: a month of a weekly one.
const SESSIONS_SHOWN: usize = 4;

/// What a person types of a permanence. What is left out stays, or is not said.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct TypedPermanence {
    /// The name.
    pub name: Option<String>,
    /// The host's short name.
    pub host: Option<String>,
    /// The timetable in the opening-hours syntax.
    pub timetable: Option<String>,
    /// Days on which it is closed, as `2026-12-24` or `2026-12-24..2026-12-31`.
    #[serde(default)]
    pub closed: Vec<String>,
    /// Days on which it opens besides, as `2026-12-20` or `2026-12-20 14:00-17:00`.
    #[serde(default)]
    pub extra: Vec<String>,
    /// Days that are moved, as `2026-12-24..2026-12-22`.
    #[serde(default)]
    pub moved: Vec<String>,
    /// Languages, as `fr,nl`.
    pub languages: Option<String>,
    /// Whether an appointment is needed.
    pub appointment: Option<Known>,
    /// Whether a wheelchair gets in.
    pub wheelchair: Option<Known>,
    /// Telephone; an empty one takes away what was there.
    pub phone: Option<String>,
    /// Status, as `active`.
    pub status: Option<String>,
}

/// The answer to a question about a permanence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Nobody knows.
    Unknown,
}

impl Known {
    /// As a page says it.
    const fn said(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unknown => None,
        }
    }
}

/// Adds a permanence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AddPermanence {
    /// The short name.
    pub slug: String,
    /// What is known of it.
    pub typed: TypedPermanence,
    /// Change nothing.
    pub dry_run: bool,
}

/// Changes a permanence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EditPermanence {
    /// The short name.
    pub slug: String,
    /// What changes.
    pub typed: TypedPermanence,
    /// Change nothing.
    pub dry_run: bool,
}

/// Lists the permanences of the own page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListPermanences {}

/// Shows one permanence of the own page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShowPermanence {
    /// The short name.
    pub slug: String,
}

/// A permanence with what its timetable means.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShownPermanence {
    /// What the page says.
    #[serde(flatten)]
    pub permanence: Permanence,
    /// The next sessions from today on.
    pub next_sessions: Vec<Opening>,
    /// Whose school holidays the timetable means, where it names them.
    pub school_holidays: Option<SchoolHolidays>,
}

/// School holidays as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolHolidays {
    /// Whose.
    pub calendar: SchoolCalendar,
    /// The last day of which they are known.
    pub known_until: Option<Day>,
    /// Whether somebody compared all of them with the Community's own publication.
    pub confirmed: bool,
}

/// Takes hosts and permanences in from a file, all or none.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportPermanences {
    /// The file's name, for messages.
    pub file: String,
    /// Its bytes.
    pub content: FileContent,
    /// Take only the rows with this value in the column `operateur`.
    pub only: Option<String>,
    /// Change nothing.
    pub dry_run: bool,
}

/// What was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermanencesImported {
    /// Hosts that are new or changed.
    pub hosts: usize,
    /// Permanences that are new or changed.
    pub permanences: usize,
    /// Rows that said what the page already says.
    pub unchanged: usize,
}

impl TypedPermanence {
    /// What was typed, over what `before` says.
    fn over(&self, slug: Slug, before: Option<&Permanence>, page: &Page) -> Result<Permanence, Problem> {
        let missing = |name: &str| {
            Problem::new(ProblemCode::FieldInvalid).with("field", name).with("value", "").with("why", reasons::MISSING)
        };
        let of_permanence = |error: PermanenceError| error.code();
        let name = self.name.as_deref().map(read_name).transpose()?;
        let host = self.host.as_deref().map(|typed| known_host(typed, page)).transpose()?;
        let timetable = self.timetable.as_deref().map(read_timetable).transpose()?;
        let read_languages = |text: String| Language::list(&text.replace(' ', "").replace(',', "|")).map_err(of_permanence);
        let languages = self.languages.as_deref().map(|typed| field("--languages", typed, read_languages)).transpose()?;
        let phone = optional("--phone", self.phone.as_deref(), |text| Phone::new(text).map_err(of_permanence))?;
        let status = optional("--status", self.status.as_deref(), |text| PermanenceStatus::new(text).map_err(of_permanence))?;
        let permanence = Permanence {
            slug,
            name: name.or_else(|| before.map(|b| b.name.clone())).ok_or_else(|| missing("--name"))?,
            host: host.or_else(|| before.map(|b| b.host.clone())).ok_or_else(|| missing("--host"))?,
            timetable: timetable.or_else(|| before.map(|b| b.timetable.clone())).ok_or_else(|| missing("--timetable"))?,
            languages: languages.or_else(|| before.map(|b| b.languages.clone())).unwrap_or_default(),
            appointment: self.appointment.map_or_else(|| before.and_then(|b| b.appointment), Known::said),
            wheelchair: self.wheelchair.map_or_else(|| before.and_then(|b| b.wheelchair), Known::said),
            phone: if self.phone.is_some() { phone } else { before.and_then(|b| b.phone.clone()) },
            status: status.or_else(|| before.map(|b| b.status)).unwrap_or(PermanenceStatus::Active),
            verified_on: before.and_then(|b| b.verified_on),
        };
        self.with_exceptions(permanence, page)
    }

    /// Writes the exceptions that were typed behind the timetable: closed days first, so that what is extra holds.
    fn with_exceptions(&self, mut permanence: Permanence, page: &Page) -> Result<Permanence, Problem> {
        let school = SchoolCalendar::of(&permanence, page.hosts.get(&permanence.host));
        let all = [
            ("--closed", &self.closed, Exception::closed as fn(&str) -> Result<Exception, ExceptionError>),
            ("--moved", &self.moved, Exception::moved),
            ("--extra", &self.extra, Exception::extra),
        ];
        for (option, typed, read) in all {
            for typed in typed {
                let changed = field(option, typed, |text| {
                    read(&text).and_then(|exception| permanence.timetable.with(&exception, school)).map_err(|error| error.code())
                })?;
                permanence.timetable = changed;
            }
        }
        Ok(permanence)
    }
}

fn known_host(typed: &str, page: &Page) -> Result<Slug, Problem> {
    let slug = read_slug(typed)?;
    if page.hosts.contains_key(&slug) {
        return Ok(slug);
    }
    let known = page.hosts.keys().map(Slug::as_str).collect::<Vec<_>>().join(", ");
    Err(Problem::new(ProblemCode::HostUnknown).with("slug", slug).with("known", known))
}

fn read_timetable(typed: &str) -> Result<Timetable, Problem> {
    Timetable::typed(typed)
        .map_err(|error| Problem::new(ProblemCode::TimetableInvalid).with("value", typed).with("why", error.code()))
}

/// A permanence of a page, or the problem that names those that there are.
pub(super) fn known_permanence<'p>(typed: &str, page: &'p Page) -> Result<&'p Permanence, Problem> {
    let slug = read_slug(typed)?;
    page.permanences.get(&slug).ok_or_else(|| {
        let known = page.permanences.keys().map(Slug::as_str).collect::<Vec<_>>().join(", ");
        Problem::new(ProblemCode::PermanenceUnknown).with("slug", &slug).with("known", known)
    })
}

impl Operation for AddPermanence {
    const NAME: &'static str = "permanence-add";
    type Output = Permanence;

    fn perform(self, service: &Service, _: &Progress) -> Result<Permanence, Problem> {
        let opened = service.member()?;
        let page = own_page(opened);
        let slug = read_slug(&self.slug)?;
        if page.permanences.contains_key(&slug) {
            return Err(Problem::new(ProblemCode::PermanenceExists).with("slug", slug));
        }
        put(service, self.typed.over(slug, None, &page)?, self.dry_run)
    }
}

impl Operation for EditPermanence {
    const NAME: &'static str = "permanence-edit";
    type Output = Permanence;

    fn perform(self, service: &Service, _: &Progress) -> Result<Permanence, Problem> {
        let opened = service.member()?;
        let page = own_page(opened);
        let before = known_permanence(&self.slug, &page)?;
        let mut after = self.typed.over(before.slug.clone(), Some(before), &page)?;
        after.verified_on = Some(service.today()?);
        put(service, after, self.dry_run)
    }
}

fn put(service: &Service, mut permanence: Permanence, dry_run: bool) -> Result<Permanence, Problem> {
    let opened = service.member()?;
    permanence.verified_on.get_or_insert(service.today()?);
    if !dry_run {
        opened
            .ledger
            .write(&opened.device, |draft| service.edit_page(draft, opened, &[PageEdit::PutPermanence(permanence.clone())]))?;
    }
    Ok(permanence)
}

impl Operation for ListPermanences {
    const NAME: &'static str = "permanence-list";
    type Output = Vec<Permanence>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<Permanence>, Problem> {
        Ok(own_page(service.reading()?).permanences.into_values().collect())
    }
}

impl Operation for ShowPermanence {
    const NAME: &'static str = "permanence-show";
    type Output = ShownPermanence;

    fn perform(self, service: &Service, _: &Progress) -> Result<ShownPermanence, Problem> {
        let page = own_page(service.reading()?);
        let permanence = known_permanence(&self.slug, &page)?.clone();
        let calendar = SchoolCalendar::of(&permanence, page.hosts.get(&permanence.host));
        let is_held = permanence.status == PermanenceStatus::Active;
        let next =
            if is_held { permanence.timetable.next_openings(service.today()?, SESSIONS_SHOWN, calendar) } else { Vec::new() };
        let school = permanence.timetable.names_school_holidays().then(|| SchoolHolidays {
            calendar,
            known_until: calendar.known_until(),
            confirmed: calendar.holidays().all(|holiday| holiday.confirmed),
        });
        Ok(ShownPermanence { permanence, next_sessions: next, school_holidays: school })
    }
}

impl Operation for ImportPermanences {
    const NAME: &'static str = "permanence-import";
    type Output = PermanencesImported;

    fn perform(self, service: &Service, _: &Progress) -> Result<PermanencesImported, Problem> {
        let opened = service.member()?;
        let import = directory::import::permanences(&self.content.0, self.only.as_deref())
            .map_err(|error| unreadable(&self.file, error.code(), error.column().as_slice()))?;
        refuse_several(&self.file, self.only.as_deref(), &import.rows)?;
        let mut bad: Vec<RefusedRow> = import.bad.into_iter().map(refused).collect();
        bad.extend(import.rows.iter().filter(|row| !is_known(&row.host.kind)).map(unknown_kind));
        refuse_bad(Self::NAME, &self.file, &bad, false)?;
        let today = service.today()?;
        let page = own_page(opened);
        let mut imported = PermanencesImported { hosts: 0, permanences: 0, unchanged: 0 };
        let mut edits = Vec::new();
        for row in import.rows {
            let (host_is_new, permanence) = compare(&row, &page, today);
            if host_is_new && !edits.contains(&PageEdit::PutHost(row.host.clone())) {
                imported.hosts = imported.hosts.saturating_add(1);
                edits.push(PageEdit::PutHost(row.host));
            }
            match permanence {
                Some(permanence) => {
                    imported.permanences = imported.permanences.saturating_add(1);
                    edits.push(PageEdit::PutPermanence(permanence));
                }
                None => imported.unchanged = imported.unchanged.saturating_add(1),
            }
        }
        if !self.dry_run && !edits.is_empty() {
            opened.ledger.write(&opened.device, |draft| service.edit_page(draft, opened, &edits))?;
        }
        Ok(imported)
    }
}

/// Refuses rows of several operators where none was named: they would all be announced as one's own.
fn refuse_several(file: &str, only: Option<&str>, rows: &[directory::ImportedRow]) -> Result<(), Problem> {
    let operators: BTreeSet<&str> = rows.iter().map(|row| row.operator.as_str()).collect();
    if only.is_some() || operators.len() < 2 {
        return Ok(());
    }
    let known = operators.into_iter().take(OPERATORS_NAMED).collect::<Vec<_>>().join(", ");
    Err(Problem::new(ProblemCode::SeveralOperators).with("file", file).with("known", known))
}

fn refused(bad: directory::BadRow) -> RefusedRow {
    RefusedRow { line: bad.line, field: bad.column, value: bad.value, reason: bad.reason.code().to_owned(), suggestion: None }
}

fn unknown_kind(row: &directory::ImportedRow) -> RefusedRow {
    let (field, value, reason) = ("type_lieu".to_owned(), row.host.kind.to_string(), HostError::Kind.code().to_owned());
    RefusedRow { line: row.line, field, value, reason, suggestion: None }
}

/// Whether the row's host is new or changed, and the permanence if it is.
fn compare(row: &directory::ImportedRow, page: &Page, today: Day) -> (bool, Option<Permanence>) {
    let host_is_new = page.hosts.get(&row.host.slug) != Some(&row.host);
    let mut permanence = row.permanence.clone();
    let known = page.permanences.get(&permanence.slug);
    permanence.verified_on = known.and_then(|known| known.verified_on);
    if known == Some(&permanence) {
        return (host_is_new, None);
    }
    permanence.verified_on = Some(today);
    (host_is_new, Some(permanence))
}

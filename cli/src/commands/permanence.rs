//! `maillage permanence`: the weekly sessions of this operator.

use std::path::{Path, PathBuf};

use maillage_node::service::Problem;
use maillage_node::service::hosts::ListHosts;
use maillage_node::service::permanences::{
    AddPermanence, EditPermanence, ImportPermanences, ListPermanences, PermanencesImported, ShowPermanence, ShownPermanence,
    TypedPermanence,
};
use maillage_shared::directory::{Host, Permanence};
use maillage_shared::text;

use super::done::done;
use super::host;
use crate::arguments::Answer;
use crate::context::Context;
use crate::input::{self, Input};
use crate::language::say;
use crate::presentation::{Facts, Table, day, label};

/// `maillage permanence`: the weekly sessions of this operator.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-permanence"))]
pub(crate) struct PermanenceArgs {
    #[command(subcommand)]
    action: Option<PermanenceAction>,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum PermanenceAction {
    #[command(about = say!("help-permanence-add"))]
    Add {
        #[arg(value_name = say!("value-slug"), help = say!("arg-permanence-slug"))]
        slug: String,
        #[arg(long, value_name = say!("value-name"), help = say!("arg-permanence-name"))]
        name: String,
        #[arg(long, value_name = say!("value-slug"), help = say!("arg-permanence-host"))]
        host: String,
        #[arg(long, alias = "hours", value_name = say!("value-timetable"), help = say!("arg-timetable"))]
        timetable: String,
        #[command(flatten)]
        details: Details,
    },
    #[command(about = say!("help-permanence-list"))]
    List,
    #[command(about = say!("help-permanence-show"))]
    Show {
        #[arg(value_name = say!("value-slug"), help = say!("arg-permanence-slug"))]
        slug: String,
    },
    #[command(about = say!("help-permanence-edit"))]
    Edit {
        #[arg(value_name = say!("value-slug"), help = say!("arg-permanence-slug"))]
        slug: String,
        #[arg(long, value_name = say!("value-name"), help = say!("arg-permanence-name"))]
        name: Option<String>,
        #[arg(long, value_name = say!("value-slug"), help = say!("arg-permanence-host"))]
        host: Option<String>,
        #[arg(long, alias = "hours", value_name = say!("value-timetable"), help = say!("arg-timetable"))]
        timetable: Option<String>,
        #[arg(long, value_delimiter = ',', value_name = say!("value-days"), help = say!("arg-closed"))]
        closed: Vec<String>,
        #[arg(long, value_delimiter = ',', value_name = say!("value-days"), help = say!("arg-extra"))]
        extra: Vec<String>,
        #[arg(long, value_delimiter = ',', value_name = say!("value-days"), help = say!("arg-moved"))]
        moved: Vec<String>,
        #[arg(long, value_name = say!("value-code"), help = say!("arg-permanence-status"))]
        status: Option<String>,
        #[command(flatten)]
        details: Details,
    },
    #[command(about = say!("help-permanence-import"))]
    Import {
        #[arg(value_name = say!("value-file"), help = say!("arg-csv-file"))]
        file: PathBuf,
        #[arg(long, value_name = say!("value-operator"), help = say!("arg-import-only"))]
        only: Option<String>,
    },
}

/// What the public wants to know besides the timetable.
#[derive(Debug, clap::Args)]
struct Details {
    #[arg(long, value_delimiter = ',', value_name = say!("value-languages"), help = say!("arg-permanence-languages"))]
    languages: Vec<String>,
    #[arg(long, value_name = say!("value-answer"), help = say!("arg-appointment"))]
    appointment: Option<Answer>,
    #[arg(long, value_name = say!("value-answer"), help = say!("arg-wheelchair"))]
    wheelchair: Option<Answer>,
    #[arg(long, value_name = say!("value-phone"), help = say!("arg-phone"))]
    phone: Option<String>,
}

/// The permanences as programs read them.
#[derive(serde::Serialize)]
struct Permanences {
    permanences: Vec<Permanence>,
}

impl Details {
    /// What was typed, with what the command itself takes.
    fn with(
        self,
        name: Option<String>,
        host: Option<String>,
        timetable: Option<String>,
        status: Option<String>,
    ) -> TypedPermanence {
        TypedPermanence {
            name,
            host,
            timetable,
            languages: (!self.languages.is_empty()).then(|| self.languages.join(",")),
            appointment: self.appointment.map(Answer::known),
            wheelchair: self.wheelchair.map(Answer::known),
            phone: self.phone,
            status,
            ..TypedPermanence::default()
        }
    }
}

impl PermanenceArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        let dry_run = context.dry_run;
        match self.action.unwrap_or(PermanenceAction::List) {
            PermanenceAction::Add { slug, name, host, timetable, details } => {
                let typed = details.with(Some(name), Some(host), Some(timetable), None);
                let permanence = context.call(AddPermanence { slug, typed, dry_run }).await?;
                changed(context, "permanence-add", &permanence, &say!("permanence-added", slug = permanence.slug.as_str()))
            }
            PermanenceAction::List => list(context, &Permanences { permanences: context.call(ListPermanences {}).await? }),
            PermanenceAction::Show { slug } => {
                let shown = context.call(ShowPermanence { slug }).await?;
                let hosts = context.call(ListHosts {}).await?;
                context.screen.answer("permanence-show", &shown, |screen| {
                    let host = hosts.iter().find(|host| host.slug == shown.permanence.host);
                    ahead(described(Facts::new(), &shown.permanence, host), &shown).show(screen);
                })
            }
            PermanenceAction::Edit { slug, name, host, timetable, closed, extra, moved, status, details } => {
                let typed = TypedPermanence { closed, extra, moved, ..details.with(name, host, timetable, status) };
                let permanence = context.call(EditPermanence { slug, typed, dry_run }).await?;
                changed(context, "permanence-edit", &permanence, &say!("permanence-changed", slug = permanence.slug.as_str()))
            }
            PermanenceAction::Import { file, only } => import(context, &file, only).await,
        }
    }
}

fn changed(context: &Context, name: &str, permanence: &Permanence, sentence: &str) -> Result<(), Problem> {
    done(context, name, permanence, sentence, &say!("permanence-next", slug = permanence.slug.as_str()))
}

fn list(context: &Context, found: &Permanences) -> Result<(), Problem> {
    context.screen.answer("permanence-list", found, |screen| {
        let headings = [say!("label-slug"), say!("label-name"), say!("label-timetable"), say!("label-host"), say!("label-state")];
        let mut table = Table::new(headings);
        for permanence in &found.permanences {
            let Permanence { slug, name, timetable, host, status, .. } = permanence;
            table.row([slug.as_str(), name.as_str(), timetable.as_str(), host.as_str(), &label::status(*status)]);
        }
        if table.is_empty() {
            screen.note(&say!("permanences-own-none"));
        } else {
            screen.table(&table);
            screen.note(&say!("permanences-next"));
        }
    })
}

/// What a permanence announces; the place where it is held by its name where that is known.
pub(super) fn described(facts: Facts, permanence: &Permanence, host: Option<&Host>) -> Facts {
    let spoken: Vec<String> = permanence.languages.iter().map(|language| label::spoken_language(language.as_str())).collect();
    let phone = permanence.phone.as_ref().map_or_else(|| say!("value-unknown"), ToString::to_string);
    facts
        .with(say!("label-name"), permanence.name.as_str())
        .with(say!("label-slug"), permanence.slug.as_str())
        .with(say!("label-host"), host.map_or_else(|| permanence.host.to_string(), |host| format!("{} ({})", host.name, host.slug)))
        .with_some(say!("label-kind"), host.map(|host| label::place(&host.kind)))
        .with_some(say!("label-address"), host.map(host::address))
        .with_some(say!("label-commune"), host.map(host::commune))
        .with(say!("label-timetable"), permanence.timetable.as_str())
        .with(say!("label-languages"), spoken.join(", "))
        .with(say!("label-appointment"), label::yes_no(permanence.appointment))
        .with(say!("label-wheelchair"), label::yes_no(permanence.wheelchair))
        .with(say!("label-phone"), phone)
        .with(say!("label-state"), label::status(permanence.status))
        .with(say!("label-verified"), permanence.verified_on.map_or_else(|| say!("verified-never"), day::day))
}

/// What the timetable means: the next sessions in words, and whose school holidays.
fn ahead(mut facts: Facts, shown: &ShownPermanence) -> Facts {
    for (number, opening) in shown.next_sessions.iter().enumerate() {
        let label = if number == 0 { say!("label-next-sessions") } else { String::new() };
        facts = facts.with(label, format!("{}, {}", day::weekday_and_day(opening.day), opening.hours.join(", ")));
    }
    let school = shown.school_holidays.map(|school| {
        let until = school.known_until.map_or_else(|| "–".to_owned(), day::day);
        let calendar = label::school_calendar(school.calendar);
        if school.confirmed {
            say!("school-known", calendar = calendar, until = until)
        } else {
            say!("school-unconfirmed", calendar = calendar, until = until)
        }
    });
    facts.with_some(say!("label-school-holidays"), school)
}

async fn import(context: &Context, file: &Path, only: Option<String>) -> Result<(), Problem> {
    let Input { name, content } = input::read(file)?;
    let operation = ImportPermanences { file: name, content, only: only.clone(), dry_run: context.dry_run };
    let imported = context.call(operation).await?;
    let PermanencesImported { hosts, permanences, unchanged } = imported;
    let sentence = say!("permanences-taken", permanences = permanences, hosts = hosts, unchanged = unchanged);
    let nothing = permanences.saturating_add(unchanged) == 0;
    let next = match only.filter(|_| nothing) {
        Some(operator) => say!("permanences-taken-none", operator = text::printable(&operator)),
        None => say!("permanences-next"),
    };
    done(context, "permanence-import", &imported, &sentence, &next)
}

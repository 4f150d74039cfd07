//! `maillage visit`: the visits recorded here, which never leave this node.

mod history;
mod tally;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use maillage_node::service::imports::{ImportVisits, Imported, RepeatedDays};
use maillage_node::service::visits::{AmendVisit, DeleteVisit, ListVisits, VisitLine, Visits};
use maillage_node::service::{Problem, RefusedRow};
use maillage_shared::calendar::Day;
use maillage_shared::record::vocabulary::List;
use maillage_shared::text;

use super::done::done;
use super::record::{Fields, RecordArgs, Words, late, short, with_codes};
use crate::context::Context;
use crate::input::{self, Input};
use crate::language::say;
use crate::presentation::{Screen, Table, label};
use crate::problem;

/// `maillage visit`: the visits recorded here, which never leave this node.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-visit"))]
pub(crate) struct VisitArgs {
    #[command(subcommand)]
    action: VisitAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum VisitAction {
    Record(RecordArgs),
    #[command(about = say!("help-visit-import"))]
    Import {
        #[arg(value_name = say!("value-file"), help = say!("arg-csv-file"))]
        file: PathBuf,
        #[arg(long, help = say!("arg-skip-bad"))]
        skip_bad: bool,
        #[command(flatten)]
        repeated: Repeated,
    },
    Tally(tally::TallyArgs),
    #[command(about = say!("help-visit-list"))]
    List {
        #[arg(long, value_name = say!("value-day"), help = say!("arg-from-day"))]
        from: Option<Day>,
        #[arg(long, value_name = say!("value-day"), help = say!("arg-to-day"))]
        to: Option<Day>,
        #[arg(long, value_name = say!("value-slug"), help = say!("arg-filter-permanence"))]
        permanence: Option<String>,
        #[arg(long, default_value_t = 20, value_name = say!("value-count"), help = say!("arg-limit"))]
        limit: u32,
    },
    #[command(about = say!("help-visit-amend"))]
    Amend {
        #[arg(value_name = say!("value-id"), help = say!("arg-visit-id"))]
        id: String,
        #[arg(long = "type", value_name = say!("value-type"), help = say!("arg-type"))]
        request: Option<String>,
        #[arg(long, value_name = say!("value-outcome"), help = with_codes(&say!("arg-outcome"), List::Outcomes))]
        outcome: Option<String>,
        #[command(flatten)]
        fields: Box<Fields>,
    },
    #[command(about = say!("help-visit-delete"))]
    Delete {
        #[arg(value_name = say!("value-id"), help = say!("arg-visit-id"))]
        id: String,
    },
    #[command(about = say!("help-visit-history"))]
    History {
        #[arg(value_name = say!("value-id"), help = say!("arg-visit-id"))]
        id: Option<String>,
        #[arg(long, default_value_t = 20, value_name = say!("value-count"), help = say!("arg-limit-lines"))]
        limit: u32,
    },
}

/// What to do with days that a file brought before.
#[derive(Debug, Clone, Copy, clap::Args)]
struct Repeated {
    #[arg(long, conflicts_with = "replace_days", help = say!("arg-import-add"))]
    add: bool,
    #[arg(long, help = say!("arg-import-replace"))]
    replace_days: bool,
}

impl Repeated {
    const fn days(self) -> RepeatedDays {
        match (self.add, self.replace_days) {
            (true, _) => RepeatedDays::Add,
            (_, true) => RepeatedDays::Replace,
            _ => RepeatedDays::Refuse,
        }
    }
}

impl VisitArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            VisitAction::Record(record) => record.run(context, "visit-record").await,
            VisitAction::Import { file, skip_bad, repeated } => import(context, &file, skip_bad, repeated.days()).await,
            VisitAction::Tally(tally) => tally.run(context).await,
            VisitAction::List { from, to, permanence, limit } => {
                let limit = usize::try_from(limit).unwrap_or(usize::MAX);
                let visits = context.call(ListVisits { from, to, permanence, limit }).await?;
                context.screen.answer("visit-list", &visits, |screen| list(screen, &visits))
            }
            VisitAction::Amend { id, request, outcome, fields } => {
                amend(context, AmendVisit { id, draft: fields.with(request, outcome), dry_run: context.dry_run }).await
            }
            VisitAction::Delete { id } => delete(context, id).await,
            VisitAction::History { id, limit } => history::show(context, id, limit).await,
        }
    }
}

async fn import(context: &Context, file: &Path, skip_bad: bool, repeated: RepeatedDays) -> Result<(), Problem> {
    let Input { name, content } = input::read(file)?;
    let dry_run = context.dry_run;
    let imported = context.call(ImportVisits { file: name.clone(), content, skip_bad, repeated, dry_run }).await?;
    skipped(context, &imported.skipped);
    taken(context, "visit-import", &imported, &name)
}

/// Says what a file brought.
fn taken(context: &Context, command: &str, imported: &Imported, file: &str) -> Result<(), Problem> {
    if imported.already {
        let file = problem::typed(&text::printable(file));
        let next = if command == "visit-tally" {
            say!("tally-already-next", file = file)
        } else {
            say!("visits-already-next", file = file)
        };
        return done(context, command, imported, &say!("visits-already"), &next);
    }
    let sentence = say!("visits-taken", rows = imported.rows, days = imported.days, replaced = imported.replaced);
    done(context, command, imported, &sentence, &say!("visits-taken-next"))
}

/// Lists the rows that were left out.
pub(super) fn skipped(context: &Context, rows: &[RefusedRow]) {
    if rows.is_empty() || context.screen.is_json() {
        return;
    }
    let lines: BTreeSet<u64> = rows.iter().map(|row| row.line).collect();
    context.screen.say(&say!("visits-skipped", count = lines.len()));
    problem::say_rows(&context.screen, rows);
}

fn list(screen: &Screen, visits: &Visits) {
    let headings = [
        say!("label-number"),
        say!("label-day"),
        say!("label-permanence"),
        say!("label-type"),
        say!("label-outcome"),
        say!("label-age"),
        say!("label-gender"),
    ];
    let mut table = Table::new(headings);
    for VisitLine { id, visit } in &visits.visits {
        let Words { request, outcome, permanence, .. } = Words::of(visit);
        let (age, gender) = (label::code(visit.age), label::code(visit.gender));
        table.row([short(*id), visit.day.to_string(), permanence, request, outcome, age, gender]);
    }
    if table.is_empty() {
        screen.note(&say!("visits-none"));
        return;
    }
    screen.table(&table);
    let shown = visits.visits.len();
    if u64::try_from(shown).is_ok_and(|shown| shown < visits.total) {
        screen.note(&say!("visits-more", shown = shown, total = visits.total, limit = visits.total.to_string()));
    }
    screen.note(&say!("visits-next"));
}

async fn amend(context: &Context, operation: AmendVisit) -> Result<(), Problem> {
    let amended = context.call(operation).await?;
    let Words { request, outcome, permanence, day } = Words::of(&amended.visit);
    let number = amended.id.map(short).unwrap_or_default();
    late(context, &amended);
    let sentence =
        say!("visit-corrected", number = number, request = request, outcome = outcome, permanence = permanence, day = day);
    done(context, "visit-amend", &amended, &sentence, &say!("visits-taken-next"))
}

/// Shows the visit and asks first: what is deleted does not come back.
async fn delete(context: &Context, id: String) -> Result<(), Problem> {
    let found = context.call(DeleteVisit { id, dry_run: true }).await?;
    let number = found.id.map(short).unwrap_or_default();
    let Words { request, day, .. } = Words::of(&found.visit);
    let sentence = say!("visit-deleted", number = number.as_str());
    if context.dry_run {
        return done(context, "visit-delete", &found, &sentence, "");
    }
    context.confirm(&say!("visit-delete-question", number = number, request = request, day = day))?;
    // By its whole number: only what was shown is deleted.
    let id = found.id.map(|id| id.to_string()).unwrap_or_default();
    let deleted = context.call(DeleteVisit { id, dry_run: false }).await?;
    late(context, &deleted);
    done(context, "visit-delete", &deleted, &sentence, "")
}

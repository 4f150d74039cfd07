//! `maillage dysfunction`: digital services that fail people, as all operators report them.
//!
//! * [`reporting`]: the own reports: made, changed, closed, withdrawn
//! * [`dossier`]: what is handed to services and politics

mod dossier;
mod reporting;

use std::path::PathBuf;

use maillage_node::service::Problem;
use maillage_node::service::dysfunctions::{GroupLine, ListDysfunctions, ReportLine, ShowDysfunction};
use maillage_shared::calendar::Day;
use maillage_shared::dysfunction::{Grouped, Situation};
use maillage_shared::record::vocabulary::{DysfunctionState, List};

use super::directory::author;
use super::record::with_codes;
use crate::context::Context;
use crate::language::say;
use crate::presentation::{Facts, Screen, Table, Tone, day, label};
use dossier::Format;
use reporting::Change;

/// `maillage dysfunction`: digital services that fail people, as all operators report them.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-dysfunction"), after_help = say!("help-dysfunction-after"))]
pub(crate) struct DysfunctionArgs {
    #[command(subcommand)]
    action: DysfunctionAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum DysfunctionAction {
    #[command(about = say!("help-dysfunction-report"), after_help = say!("help-dysfunction-report-after"))]
    Report {
        #[arg(value_name = say!("value-service"), help = with_codes(&say!("arg-dysfunction-service"), List::PublicServices))]
        service: Option<String>,
        #[arg(value_name = say!("value-kind"), help = with_codes(&say!("arg-dysfunction-kind"), List::DysfunctionKinds))]
        kind: Option<String>,
        #[command(flatten)]
        fields: Fields,
    },
    #[command(about = say!("help-dysfunction-list"))]
    List {
        #[arg(long, value_name = say!("value-service"), help = say!("arg-filter-service"))]
        service: Option<String>,
        #[arg(long, value_name = say!("value-kind"), help = with_codes(&say!("arg-filter-kind"), List::DysfunctionKinds))]
        kind: Option<String>,
        #[arg(long, value_name = say!("value-state"), help = with_codes(&say!("arg-filter-state"), List::DysfunctionStates))]
        state: Option<String>,
        #[arg(long, value_name = say!("value-operator"), help = say!("arg-filter-operator"))]
        operator: Option<String>,
        #[arg(long, help = say!("arg-dysfunction-mine"))]
        mine: bool,
    },
    #[command(about = say!("help-dysfunction-show"))]
    Show {
        #[arg(value_name = say!("value-reference"), help = say!("arg-dysfunction-reference"))]
        reference: String,
    },
    #[command(about = say!("help-dysfunction-amend"))]
    Amend {
        #[arg(value_name = say!("value-code"), help = say!("arg-dysfunction-code"))]
        code: String,
        #[command(flatten)]
        fields: Fields,
    },
    #[command(about = say!("help-dysfunction-close"))]
    Close {
        #[arg(value_name = say!("value-code"), help = say!("arg-dysfunction-code"))]
        code: String,
    },
    #[command(about = say!("help-dysfunction-reopen"))]
    Reopen {
        #[arg(value_name = say!("value-code"), help = say!("arg-dysfunction-code"))]
        code: String,
    },
    #[command(about = say!("help-dysfunction-withdraw"))]
    Withdraw {
        #[arg(value_name = say!("value-code"), help = say!("arg-dysfunction-code"))]
        code: String,
    },
    #[command(about = say!("help-dysfunction-export"))]
    Export {
        #[arg(long, default_value = "md", value_name = say!("value-format"), help = say!("arg-dysfunction-format"))]
        format: Format,
        #[arg(long, value_name = say!("value-service"), help = say!("arg-filter-service"))]
        service: Option<String>,
        #[arg(long, value_name = say!("value-file"), help = say!("arg-to-file"))]
        to: Option<PathBuf>,
    },
}

/// What can be said of a dysfunction.
#[derive(Debug, clap::Args)]
struct Fields {
    #[arg(long, value_name = say!("value-code"), help = with_codes(&say!("arg-dysfunction-severity"), List::Severities))]
    severity: Option<String>,
    #[arg(long, value_name = say!("value-code"), help = with_codes(&say!("arg-dysfunction-workaround"), List::Workarounds))]
    workaround: Option<String>,
    #[arg(long, value_name = say!("value-day"), help = say!("arg-dysfunction-since"))]
    since: Option<Day>,
    #[arg(long, value_name = say!("value-state"), help = with_codes(&say!("arg-dysfunction-state"), List::DysfunctionStates))]
    state: Option<String>,
    #[arg(long, value_name = say!("value-text"), help = say!("arg-dysfunction-text"))]
    text: Option<String>,
}

/// Groups as programs read them.
#[derive(serde::Serialize)]
struct Groups {
    groups: Vec<GroupLine>,
}

impl DysfunctionArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            DysfunctionAction::Report { service, kind, fields } => reporting::report(context, service, kind, fields).await,
            DysfunctionAction::List { service, kind, state, operator, mine } => {
                let found = Groups { groups: context.call(ListDysfunctions { service, kind, state, operator, mine }).await? };
                context.screen.answer("dysfunction-list", &found, |screen| list(screen, &found.groups))
            }
            DysfunctionAction::Show { reference } => {
                let group = context.call(ShowDysfunction { reference }).await?;
                context.screen.answer("dysfunction-show", &group, |screen| show(screen, &group))
            }
            DysfunctionAction::Amend { code, fields } => reporting::change(context, code, Change::Fields(fields)).await,
            DysfunctionAction::Close { code } => reporting::change(context, code, Change::Close).await,
            DysfunctionAction::Reopen { code } => reporting::change(context, code, Change::Reopen).await,
            DysfunctionAction::Withdraw { code } => reporting::withdraw(context, code).await,
            DysfunctionAction::Export { format, service, to } => dossier::export(context, format, service, to.as_deref()).await,
        }
    }
}

/// What a group is typed as: `itsme/panne`.
fn reference(together: &Grouped) -> String {
    format!("{}/{}", together.group.service, together.group.kind)
}

/// How many reports of a group are in each state.
fn states(together: &Grouped) -> String {
    let count = |(state, count): &(DysfunctionState, usize)| {
        let (state, count) = (label::code(*state), *count);
        say!("dysfunction-state-count", state = state, count = count)
    };
    together.states.iter().map(count).collect::<Vec<_>>().join(", ")
}

fn list(screen: &Screen, groups: &[GroupLine]) {
    let headings = [
        say!("label-service"),
        say!("label-dysfunction"),
        say!("label-operators"),
        say!("label-reports"),
        say!("label-since"),
        say!("label-severity"),
        say!("label-state"),
        say!("label-reference"),
    ];
    let mut table = Table::new(headings).with_figures([2, 3]);
    for GroupLine { together, .. } in groups {
        table.row([
            label::code(together.group.service),
            label::code(together.group.kind),
            together.operators.to_string(),
            together.reports.to_string(),
            day::day(together.since),
            label::code(together.severity),
            states(together),
            reference(together),
        ]);
    }
    if table.is_empty() {
        screen.note(&say!("dysfunctions-none"));
    } else {
        screen.table(&table);
        screen.note(&say!("dysfunctions-next"));
    }
}

/// The sentence that sums a group up.
fn summary(together: &Grouped) -> String {
    say!(
        "dysfunction-together",
        reports = together.reports,
        operators = together.operators,
        since = day::day(together.since),
        severity = label::code(together.severity),
        states = states(together)
    )
}

/// The group, and each of its reports below it.
fn show(screen: &Screen, group: &GroupLine) {
    let GroupLine { together, lines } = group;
    let (service, kind) = (label::code(together.group.service), label::code(together.group.kind));
    screen.line(&screen.painted(Tone::Heading, &say!("dysfunction-title", service = service, kind = kind)));
    screen.line(&summary(together));
    for line in lines {
        screen.line("");
        facts(line).show(screen);
    }
    let (service, kind) = (together.group.service.to_string(), together.group.kind.to_string());
    screen.note(&say!("dysfunction-show-next", service = service, kind = kind));
}

fn facts(line: &ReportLine) -> Facts {
    let source = say!("source-device", device = line.device.to_string(), entry = line.entry.to_string());
    Facts::new()
        .with(say!("label-code"), line.code.to_string())
        .with(say!("label-operator"), author(&line.operator_name, line.former))
        .with(say!("label-severity"), label::code(line.says.severity))
        .with_some(say!("label-workaround"), line.says.workaround.map(label::code))
        .with(say!("label-since"), day::day(line.says.since))
        .with(say!("label-state"), label::code(line.says.state))
        .with_some(say!("label-situation"), line.says.situation.as_ref().map(Situation::as_str))
        .with(say!("label-source"), source)
}

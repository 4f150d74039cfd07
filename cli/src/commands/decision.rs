//! `maillage decision`: what the network decided.

use std::collections::BTreeMap;

use maillage_node::service::Problem;
use maillage_node::service::decisions::{Decisions, ListDecisions, ShowDecision, ShownDecision};
use maillage_shared::identity::OperatorId;
use maillage_shared::register::{Decided, DecisionRecord, Recorded};
use maillage_shared::text;

use crate::context::Context;
use crate::language::say;
use crate::presentation::moment::moment;
use crate::presentation::{Facts, Screen, Table};

/// `maillage decision`: what the network decided.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-decision"))]
pub(crate) struct DecisionArgs {
    #[command(subcommand)]
    action: DecisionAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum DecisionAction {
    #[command(about = say!("help-decision-list"))]
    List,
    #[command(about = say!("help-decision-show"))]
    Show {
        #[arg(value_name = say!("value-reference"), help = say!("arg-decision-reference"))]
        reference: String,
    },
}

/// Names by operator.
type Names = BTreeMap<OperatorId, String>;

impl DecisionArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            DecisionAction::List => {
                let all = context.call(ListDecisions {}).await?;
                context.screen.answer("decision-list", &all, |screen| list(screen, &all))
            }
            DecisionAction::Show { reference } => {
                let shown = context.call(ShowDecision { reference }).await?;
                context.screen.answer("decision-show", &shown, |screen| show(screen, &shown))
            }
        }
    }
}

fn list(screen: &Screen, all: &Decisions) {
    if all.decisions.is_empty() {
        return screen.line(&say!("decisions-none"));
    }
    let headings = [say!("label-number"), say!("label-date"), say!("label-decision"), say!("label-approvals")];
    let mut table = Table::new(headings).with_figures([0]);
    for record in &all.decisions {
        let approvals = names_of(&record.approvals, &all.names);
        table.row([record.height.to_string(), moment(record.claimed_at), sentence(record, &all.names), approvals]);
    }
    screen.table(&table);
    if all.pending > 0 {
        screen.note(&say!("decisions-pending", count = all.pending));
    }
    if all.halted_after.is_some() {
        screen.say(&say!("status-halted"));
    }
}

fn show(screen: &Screen, shown: &ShownDecision) {
    let (record, names) = (&shown.decision, &shown.names);
    screen.line(&sentence(record, names));
    let none_or = |operators: &[OperatorId]| if operators.is_empty() { "–".to_owned() } else { names_of(operators, names) };
    Facts::new()
        .with(say!("label-number"), record.height.to_string())
        .with(say!("label-date"), moment(record.claimed_at))
        .with_some(say!("label-proposer"), record.proposer.map(|operator| name_of(operator, names)))
        .with(say!("label-approvals"), none_or(&record.approvals))
        .with(say!("label-acknowledged"), none_or(&shown.acknowledged_by))
        .with(say!("label-ordered-by"), record.ordered_by.short_code().to_string())
        .with(say!("label-reference"), record.id.to_string())
        .with_some(say!("label-parent"), shown.parent.map(|parent| parent.to_string()))
        .show(screen);
    if let Decided::Anchor { lines } = &record.decided {
        let mut table = Table::new([say!("label-device"), say!("label-entries")]).with_figures([1]);
        for line in lines {
            table.row([line.device.short_code().to_string(), line.seq.to_string()]);
        }
        screen.line("");
        screen.table(&table);
    }
}

/// What was decided, as one sentence.
fn sentence(record: &DecisionRecord, names: &Names) -> String {
    match &record.decided {
        Decided::Found { network_name, operator_name, .. } => {
            say!("decision-found", network = network_name.as_str(), operator = operator_name.as_str())
        }
        Decided::Admit { operator_name, .. } => say!("decision-admit", operator = operator_name.as_str()),
        Decided::Hold { operator, governing, publishing, .. } => say!(
            "decision-hold",
            operator = name_of(*operator, names),
            governing = governing.short_code().to_string(),
            publishing = publishing.short_code().to_string()
        ),
        Decided::Anchor { lines } => say!("decision-anchor", count = lines.len()),
        other => about_members(other, record, names),
    }
}

/// What was decided about members, keys, rules and the secretary.
fn about_members(decided: &Decided, record: &DecisionRecord, names: &Names) -> String {
    match decided {
        Decided::Remove { operator, .. } => say!("decision-remove", operator = name_of(*operator, names)),
        Decided::Leave { operator, .. } => say!("decision-leave", operator = name_of(*operator, names)),
        Decided::Suspend { operator } => say!("decision-suspend", operator = name_of(*operator, names)),
        Decided::Resume { operator } => say!("decision-resume", operator = name_of(*operator, names)),
        Decided::ReplaceKey { operator, device, .. } => {
            say!("decision-replace-key", operator = name_of(*operator, names), device = device.short_code().to_string())
        }
        Decided::Policy { smallest_figure, admission_share, admission_least, .. } => {
            say!(
                "decision-policy",
                k = smallest_figure.to_string(),
                share = admission_share.to_string(),
                least = admission_least.to_string()
            )
        }
        Decided::Notice { statements } => {
            statements.iter().map(|statement| recorded(statement, names)).collect::<Vec<_>>().join(" ")
        }
        Decided::Install { secretary, .. } => {
            say!("decision-install", operator = name_of(*secretary, names), term = record.term)
        }
        Decided::Found { .. } | Decided::Admit { .. } | Decided::Hold { .. } | Decided::Anchor { .. } => String::new(),
    }
}

fn recorded(statement: &Recorded, names: &Names) -> String {
    match statement {
        Recorded::Revocation { operator, device, last_good } => say!(
            "decision-revocation",
            operator = name_of(*operator, names),
            device = device.short_code().to_string(),
            entry = last_good.to_string()
        ),
        Recorded::Objection { operator, .. } => say!("decision-objection", operator = name_of(*operator, names)),
    }
}

fn names_of(operators: &[OperatorId], names: &Names) -> String {
    operators.iter().map(|operator| name_of(*operator, names)).collect::<Vec<_>>().join(", ")
}

/// The name of a member, or the short code of who is none any more.
fn name_of(operator: OperatorId, names: &Names) -> String {
    names.get(&operator).map_or_else(|| operator.short_code().to_string(), |name| text::printable(name))
}

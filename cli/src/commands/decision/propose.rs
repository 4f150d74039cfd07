//! `maillage decision propose`.

use maillage_node::service::Problem;
use maillage_node::service::proposals::{Change, Propose, Proposed};

use super::matter::{missing, note_effects};
use super::sentence::of_matter;
use crate::commands::typed;
use crate::context::Context;
use crate::language::say;
use crate::presentation::Screen;

/// What to propose.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Proposal {
    #[command(about = say!("help-propose-remove"))]
    Remove {
        #[arg(value_name = say!("value-member"), help = say!("arg-member"))]
        member: String,
    },
    #[command(about = say!("help-propose-suspend"))]
    Suspend {
        #[arg(value_name = say!("value-member"), help = say!("arg-member"))]
        member: String,
    },
    #[command(about = say!("help-propose-leave"))]
    Leave,
    #[command(about = say!("help-propose-resume"))]
    Resume,
    #[command(about = say!("help-propose-secretary"))]
    Secretary {
        #[arg(value_name = say!("value-member"), help = say!("arg-member"))]
        member: String,
    },
    #[command(about = say!("help-propose-replace-key"))]
    ReplaceKey {
        #[arg(value_name = say!("value-code"), help = say!("arg-replacement"))]
        request: String,
    },
    #[command(about = say!("help-propose-policy"))]
    Policy(RulesArgs),
}

/// The rules that can be changed, at least one of them; what is not named stays.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = true)]
pub(super) struct RulesArgs {
    #[arg(long, value_name = say!("value-number"), help = say!("arg-smallest-figure"))]
    smallest_figure: Option<u32>,
    #[arg(long, value_name = say!("value-number"), help = say!("arg-admission-share"))]
    admission_share: Option<u32>,
    #[arg(long, value_name = say!("value-number"), help = say!("arg-admission-least"))]
    admission_least: Option<u32>,
    #[arg(long = "relay", value_name = "URL", help = say!("arg-relay"), conflicts_with = "no_relays")]
    relays: Vec<String>,
    #[arg(long, help = say!("arg-no-relays"))]
    no_relays: bool,
}

impl RulesArgs {
    fn change(self) -> Change {
        let relays = (self.no_relays || !self.relays.is_empty()).then_some(self.relays);
        Change::Policy {
            smallest_figure: self.smallest_figure,
            admission_share: self.admission_share,
            admission_least: self.admission_least,
            relays,
        }
    }
}

impl Proposal {
    fn change(self) -> Result<Change, Problem> {
        Ok(match self {
            Self::Remove { member } => Change::Remove { member },
            Self::Suspend { member } => Change::Suspend { member },
            Self::Leave => Change::Leave,
            Self::Resume => Change::Resume,
            Self::Secretary { member } => Change::Secretary { member },
            Self::ReplaceKey { request } => Change::ReplaceKey { request: typed::text_or_file(&request)? },
            Self::Policy(rules) => rules.change(),
        })
    }
}

/// Proposes, once the person has seen what it would change.
pub(super) async fn propose(context: &Context, proposal: Proposal) -> Result<(), Problem> {
    let change = proposal.change()?;
    // What would be proposed is shown, and refused where it cannot be, before anything is asked.
    let mut proposed = context.call(Propose { change: change.clone(), dry_run: true }).await?;
    note_effects(&context.screen, &proposed.matter);
    let sentence = of_matter(&proposed.matter, &proposed.names);
    context.confirm(&match proposed.matter.comparison {
        Some(code) => say!("propose-compared-question", sentence = sentence, code = code.to_string()),
        None => say!("propose-question", sentence = sentence),
    })?;
    if !context.dry_run {
        proposed = context.call(Propose { change, dry_run: false }).await?;
    }
    context.screen.answer("decision-propose", &proposed, |screen| say_outcome(screen, &proposed, context.dry_run))
}

fn say_outcome(screen: &Screen, proposed: &Proposed, dry_run: bool) {
    let sentence = of_matter(&proposed.matter, &proposed.names);
    let code = proposed.matter.code.to_string();
    if dry_run {
        screen.line(&say!("dry-run-answer", sentence = sentence));
        return screen.note(&say!("propose-would-need", count = proposed.matter.needed));
    }
    if proposed.in_force {
        return screen.line(&say!("matter-decided", sentence = sentence));
    }
    screen.line(&say!("proposed", code = code.clone(), sentence = sentence));
    match missing(&proposed.matter) {
        0 => screen.note(&say!("proposed-to-be-ordered")),
        count => {
            screen.note(&say!("proposed-missing", count = count));
            screen.note(&say!("proposed-next", code = code));
        }
    }
}

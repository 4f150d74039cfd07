//! `maillage decision`: what the network decided, and what it is to decide.
//!
//! * `chain`: what was decided
//! * `propose`: proposing; `answer`: what is open, and the answers to it; `object`: the word of a root that was replaced
//! * `matter`, `sentence`: what is or would be decided, in words

mod answer;
mod chain;
mod matter;
mod object;
mod propose;
mod sentence;

use maillage_node::service::Problem;
use maillage_node::service::decisions::{ListDecisions, ShowDecision};

use crate::context::Context;
use crate::language::say;
use crate::passphrase::PassphraseArgs;

/// `maillage decision`: what the network decided, and what it is to decide.
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
    #[command(about = say!("help-decision-pending"))]
    Pending {
        #[arg(long, help = say!("arg-pending-all"))]
        all: bool,
    },
    #[command(about = say!("help-decision-propose"))]
    Propose {
        #[command(subcommand)]
        proposal: propose::Proposal,
    },
    #[command(about = say!("help-decision-approve"))]
    Approve {
        #[arg(value_name = say!("value-code"), help = say!("arg-matter-code"))]
        code: String,
    },
    #[command(about = say!("help-decision-reject"))]
    Reject {
        #[arg(value_name = say!("value-code"), help = say!("arg-matter-code"))]
        code: String,
        #[arg(long, value_name = say!("value-text"), help = say!("arg-reject-reason"))]
        reason: Option<String>,
    },
    #[command(about = say!("help-decision-object"))]
    Object {
        #[command(flatten)]
        passphrase: PassphraseArgs,
    },
    #[command(about = say!("help-decision-order"))]
    Order,
}

impl DecisionArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            DecisionAction::List => {
                let all = context.call(ListDecisions {}).await?;
                context.screen.answer("decision-list", &all, |screen| chain::list(screen, &all))
            }
            DecisionAction::Show { reference } => {
                let shown = context.call(ShowDecision { reference }).await?;
                context.screen.answer("decision-show", &shown, |screen| chain::show(screen, &shown))
            }
            DecisionAction::Pending { all } => answer::pending(context, all).await,
            DecisionAction::Propose { proposal } => propose::propose(context, proposal).await,
            DecisionAction::Approve { code } => answer::approve(context, code).await,
            DecisionAction::Reject { code, reason } => answer::reject(context, code, reason).await,
            DecisionAction::Object { passphrase } => object::object(context, passphrase).await,
            DecisionAction::Order => answer::order(context).await,
        }
    }
}

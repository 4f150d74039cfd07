//! `maillage join`: entering a network with an invitation.

use std::net::SocketAddr;

use maillage_node::service::Problem;
use maillage_node::service::joining::{InvitationSummary, Join, JoinRequested, ReadInvitation};

use super::typed;
use crate::context::Context;
use crate::language::say;
use crate::presentation::moment::moment;
use crate::presentation::{Facts, Screen};

/// `maillage join`: entering a network with an invitation.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-join"))]
pub(crate) struct JoinArgs {
    #[arg(value_name = say!("value-invitation"), help = say!("arg-invitation"))]
    invitation: String,
    #[arg(long, value_name = say!("value-name"), help = say!("arg-operator-own"))]
    operator: String,
    #[arg(long, value_name = say!("value-address"), help = say!("arg-listen"))]
    listen: Option<SocketAddr>,
}

impl JoinArgs {
    /// Shows what the invitation offers, and asks to join once the person agrees.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        let (invitation, operator) = (typed::text_or_file(&self.invitation)?, typed::name(&self.operator)?);
        let summary = context.call(ReadInvitation { invitation: invitation.clone() }).await?;
        if !context.screen.is_json() {
            facts(&summary).note(&context.screen);
        }
        let (network, inviter) = (summary.network_name.as_str(), summary.inviter_name.as_str());
        context.confirm(&say!("join-question", network = network, inviter = inviter))?;
        let listen = self.listen.into_iter().collect();
        let requested = context.call(Join { invitation, operator, listen, dry_run: context.dry_run }).await?;
        context.screen.answer("join", &requested, |screen| show(screen, &requested))
    }
}

fn facts(summary: &InvitationSummary) -> Facts {
    let inviter = format!("{} ({})", summary.inviter_name, summary.inviter_code);
    Facts::new()
        .with(say!("label-network"), summary.network_name.as_str())
        .with(say!("label-inviter"), inviter)
        .with(say!("label-for-whom"), summary.addressed_to.as_str())
        .with(say!("label-expires"), moment(summary.expires))
        .with(say!("label-smallest-figure"), summary.smallest_figure.to_string())
        .with(say!("label-approvals-needed"), summary.approvals.to_string())
}

fn show(screen: &Screen, requested: &JoinRequested) {
    let (network, inviter) = (requested.network_name.as_str(), requested.inviter_name.as_str());
    match requested.code {
        None => screen.note(&say!("dry-run-note")),
        Some(_) if requested.admitted => {
            screen.line(&say!("join-done", operator = requested.operator.as_str(), network = network));
            screen.note(&say!("next-node-run"));
        }
        Some(code) => {
            screen.line(&say!("join-waiting", inviter = inviter, code = code.to_string()));
            screen.note(&say!("join-next"));
        }
    }
}

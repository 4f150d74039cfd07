//! `maillage member`: who belongs to the network, invitations and requests.

use std::path::PathBuf;

use maillage_node::service::Problem;

use super::pending::pending;
use crate::context::Context;
use crate::language::say;

/// `maillage member`: who belongs to the network, invitations and requests.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-member"))]
pub(crate) struct MemberArgs {
    #[command(subcommand)]
    action: MemberAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum MemberAction {
    #[command(about = say!("help-member-list"))]
    List,
    #[command(about = say!("help-member-invite"))]
    Invite {
        #[arg(long = "for", value_name = say!("value-name"), help = say!("arg-invite-for"))]
        operator: String,
        #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=90), value_name = say!("value-days"), help = say!("arg-invite-days"))]
        days: u16,
        #[arg(long, value_name = say!("value-file"), help = say!("arg-to-file"))]
        to: Option<PathBuf>,
    },
    #[command(about = say!("help-member-invitations"))]
    Invitations,
    #[command(about = say!("help-member-revoke"))]
    Revoke {
        #[arg(value_name = say!("value-code"), help = say!("arg-invitation-code"))]
        code: String,
    },
    #[command(about = say!("help-member-requests"))]
    Requests,
    #[command(about = say!("help-member-accept"))]
    Accept {
        #[arg(value_name = say!("value-code"), help = say!("arg-request-code"))]
        code: String,
    },
    #[command(about = say!("help-member-refuse"))]
    Refuse {
        #[arg(value_name = say!("value-code"), help = say!("arg-request-code"))]
        code: String,
    },
}

impl MemberArgs {
    /// Runs it.
    pub(crate) async fn run(self, _context: &Context) -> Result<(), Problem> {
        match self.action {
            MemberAction::List => pending("member list").await,
            MemberAction::Invite { .. } => pending("member invite").await,
            MemberAction::Invitations => pending("member invitations").await,
            MemberAction::Revoke { .. } => pending("member revoke").await,
            MemberAction::Requests => pending("member requests").await,
            MemberAction::Accept { .. } => pending("member accept").await,
            MemberAction::Refuse { .. } => pending("member refuse").await,
        }
    }
}

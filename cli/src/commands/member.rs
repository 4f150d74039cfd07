//! `maillage member`: who belongs to the network.
//!
//! * `invitation`: inviting, and taking back
//! * `request`: what is answered to those who ask

mod invitation;
mod request;

use std::path::PathBuf;

use maillage_node::service::Problem;
use maillage_node::service::members::{DeviceLine, ListMembers, MemberLine};
use maillage_shared::register::Standing;
use serde_json::json;

use crate::context::Context;
use crate::language::say;
use crate::presentation::Table;

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
    List {
        #[arg(long, help = say!("arg-members-all"))]
        all: bool,
    },
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
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            MemberAction::List { all } => list(context, all).await,
            MemberAction::Invite { operator, days, to } => invitation::invite(context, &operator, days, to.as_deref()).await,
            MemberAction::Invitations => invitation::list(context).await,
            MemberAction::Revoke { code } => invitation::revoke(context, code).await,
            MemberAction::Requests => request::list(context).await,
            MemberAction::Accept { code } => request::accept(context, code).await,
            MemberAction::Refuse { code } => request::refuse(context, code).await,
        }
    }
}

async fn list(context: &Context, all: bool) -> Result<(), Problem> {
    let members = context.call(ListMembers { all }).await?;
    context.screen.answer("member-list", &json!({ "members": members }), |screen| screen.table(&table(&members)))
}

fn table(members: &[MemberLine]) -> Table {
    let headings = [say!("label-member"), say!("label-code"), say!("label-role"), say!("label-devices"), say!("label-permanences")];
    let mut table = Table::new(headings).with_figures([4]);
    for member in members {
        let devices: Vec<String> = member.devices.iter().map(device).collect();
        let cells =
            [member.name.clone(), member.code.to_string(), roles(member), devices.join(", "), member.permanences.to_string()];
        table.row(cells);
    }
    table
}

/// A device with its code, marked where it speaks no longer.
fn device(device: &DeviceLine) -> String {
    let revoked = if device.revoked { format!(", {}", say!("role-revoked")) } else { String::new() };
    format!("{} ({}{revoked})", device.name, device.code)
}

/// How a member takes part, where that is not as usual.
fn standing(standing: Standing) -> Option<String> {
    match standing {
        Standing::Active => None,
        Standing::Suspended(_) => Some(say!("standing-suspended")),
        Standing::Left(_) => Some(say!("standing-left")),
        Standing::Removed(_) => Some(say!("standing-removed")),
    }
}

/// What is particular about a member, in words.
fn roles(member: &MemberLine) -> String {
    let roles = [
        member.me.then(|| say!("role-me")),
        member.secretary.then(|| say!("role-secretary")),
        standing(member.standing),
        member.devices.iter().any(|device| device.forked).then(|| say!("state-to-check")),
    ];
    roles.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

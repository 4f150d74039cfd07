//! Invitations: one line of text each, to be sent to the organisation that is invited.

use std::path::Path;

use maillage_node::service::Problem;
use maillage_node::service::invitations::{InvitationLine, InvitationStanding, Invite, Invited, ListInvitations, RevokeInvitation};
use maillage_shared::text;
use serde_json::json;

use crate::commands::typed;
use crate::context::Context;
use crate::language::say;
use crate::output;
use crate::presentation::moment::moment;
use crate::presentation::{Screen, Table};

/// Makes an invitation, and prints it or writes it to `to`.
pub(super) async fn invite(context: &Context, operator: &str, days: u16, to: Option<&Path>) -> Result<(), Problem> {
    let operation = Invite { operator: typed::name(operator)?, days: days.into(), dry_run: context.dry_run };
    to.map_or(Ok(()), |path| context.spare(path))?;
    let invited = context.call(operation).await?;
    if let Some(path) = to.filter(|_| !context.dry_run) {
        // Whoever knows the line may use it.
        output::private(path, &format!("{}\n", invited.invitation))?;
    }
    context.screen.answer("member-invite", &invited, |screen| {
        match to {
            _ if context.dry_run => {}
            None => screen.line(&invited.invitation),
            Some(path) => screen.note(&say!("saved-to", path = text::printable(&path.display().to_string()))),
        }
        advise(screen, &invited, context.dry_run);
    })
}

fn advise(screen: &Screen, invited: &Invited, dry_run: bool) {
    if dry_run {
        screen.note(&say!("dry-run-note"));
        return;
    }
    screen.note(&say!("invitation-created", name = invited.operator.as_str(), expires = moment(invited.expires)));
    screen.note(&say!("invitation-code", code = invited.code.to_string()));
    if invited.addresses.is_empty() {
        screen.say(&say!("invitation-without-address"));
    } else {
        screen.note(&say!("invitation-next"));
        screen.note(&say!("invitation-keep-running"));
    }
}

/// Lists the invitations made here.
pub(super) async fn list(context: &Context) -> Result<(), Problem> {
    let invitations = context.call(ListInvitations {}).await?;
    context.screen.answer("member-invitations", &json!({ "invitations": invitations }), |screen| {
        if invitations.is_empty() {
            screen.line(&say!("invitations-none"));
        } else {
            screen.table(&table(&invitations));
        }
    })
}

fn table(invitations: &[InvitationLine]) -> Table {
    let headings = [say!("label-code"), say!("label-for-whom"), say!("label-state"), say!("label-made"), say!("label-expires")];
    let mut table = Table::new(headings);
    for invitation in invitations {
        let state = match invitation.state {
            InvitationStanding::Open => say!("invitation-state-open"),
            InvitationStanding::Used => say!("invitation-state-used"),
            InvitationStanding::Revoked => say!("invitation-state-revoked"),
            InvitationStanding::Expired => say!("invitation-state-expired"),
        };
        let (made, expires) = (moment(invitation.made), moment(invitation.expires));
        table.row([invitation.code.to_string(), invitation.operator.clone(), state, made, expires]);
    }
    table
}

/// Takes an invitation back.
pub(super) async fn revoke(context: &Context, code: String) -> Result<(), Problem> {
    let revoked = context.call(RevokeInvitation { code, dry_run: context.dry_run }).await;
    // It is one's own: who made it does not ask anybody for another.
    let revoked = revoked.map_err(|problem| problem.with("command", "member-revoke"))?;
    context.screen.answer("member-revoke", &revoked, |screen| {
        if context.dry_run {
            screen.note(&say!("dry-run-note"));
        } else {
            screen.line(&say!("invitation-revoked", code = revoked.code.to_string()));
        }
    })
}

//! What is open, and this member's answers: `pending`, `approve`, `reject`, `order`.

use maillage_node::service::Problem;
use maillage_node::service::matters::{Answer, Stage};
use maillage_node::service::pending::{Answered, Approve, ListPending, OrderNow, Ordered, Pending, Reject, WithheldLine};

use super::matter::{self, missing, note_effects};
use super::sentence::{Names, name_of, names_of, of_matter, of_record};
use crate::context::Context;
use crate::language::say;
use crate::presentation::{Screen, Tone};

/// Lists what is open.
pub(super) async fn pending(context: &Context, all: bool) -> Result<(), Problem> {
    let pending = context.call(ListPending { all }).await?;
    context.screen.answer("decision-pending", &pending, |screen| show(screen, &pending))
}

fn show(screen: &Screen, pending: &Pending) {
    if pending.matters.is_empty() {
        screen.line(&say!("pending-none"));
    }
    for open in &pending.matters {
        matter::show(screen, open, &pending.names);
    }
    for line in &pending.withheld {
        screen.line(&screen.painted(Tone::Doubtful, &withheld(line, &pending.names)));
    }
    if !pending.withheld.is_empty() {
        screen.note(&say!("withheld-next"));
    }
    if pending.rejected > 0 {
        screen.note(&say!("pending-rejected", count = pending.rejected));
    }
    if pending.matters.iter().any(|open| open.answer == Answer::Waiting) {
        screen.note(&say!("pending-next"));
    }
    if pending.to_order {
        screen.note(&say!("pending-to-order"));
    }
}

fn withheld(line: &WithheldLine, names: &Names) -> String {
    let said_by = names_of(&line.said_by, names);
    match line.entry {
        Some(entry) => say!("withheld-head", device = line.code.to_string(), entry = entry.to_string(), members = said_by),
        None => say!("withheld-item", code = line.code.to_string(), members = said_by),
    }
}

/// Approves, once the person has seen what it would change.
pub(super) async fn approve(context: &Context, code: String) -> Result<(), Problem> {
    let mut answered = context.call(Approve { code: code.clone(), dry_run: true }).await?;
    if answered.matter.answer == Answer::Waiting || answered.matter.answer == Answer::Rejected {
        note_effects(&context.screen, &answered.matter);
        context.confirm(&question(&answered))?;
    }
    if !context.dry_run {
        // The whole code: what begins as typed may have become another thing meanwhile.
        answered = context.call(Approve { code: answered.matter.code.to_string(), dry_run: false }).await?;
    }
    context.screen.answer("decision-approve", &answered, |screen| say_approved(screen, &answered, context.dry_run))
}

fn question(answered: &Answered) -> String {
    let sentence = of_matter(&answered.matter, &answered.names);
    let code = answered.matter.code.to_string();
    if let Some((proposer, compared)) = answered.matter.proposer.zip(answered.matter.comparison) {
        let (proposer, code) = (name_of(proposer, &answered.names), compared.to_string());
        return say!("approve-compared-question", sentence = sentence, proposer = proposer, code = code);
    }
    match answered.matter.proposer {
        // At the door the code is what both compare.
        None if answered.matter.stage == Stage::Door => say!("approve-door-question", sentence = sentence, code = code),
        None => say!("approve-question", sentence = sentence),
        Some(proposer) => {
            say!("approve-proposal-question", sentence = sentence, proposer = name_of(proposer, &answered.names))
        }
    }
}

fn say_approved(screen: &Screen, answered: &Answered, dry_run: bool) {
    let sentence = of_matter(&answered.matter, &answered.names);
    let count = missing(&answered.matter);
    match count {
        _ if answered.given_before && !answered.in_force => {
            screen.line(&say!("approved-before", sentence = sentence));
            screen.note(&match count {
                0 => say!("proposed-to-be-ordered"),
                count => say!("proposed-missing", count = count),
            });
        }
        _ if dry_run => screen.line(&say!("dry-run-answer", sentence = sentence)),
        _ if answered.in_force => screen.line(&say!("matter-decided", sentence = sentence)),
        0 => {
            screen.line(&say!("approved", sentence = sentence));
            screen.note(&say!("proposed-to-be-ordered"));
        }
        count => {
            screen.line(&say!("approved", sentence = sentence));
            screen.note(&say!("proposed-missing", count = count));
        }
    }
}

/// Does not agree.
pub(super) async fn reject(context: &Context, code: String, reason: Option<String>) -> Result<(), Problem> {
    let answered = context.call(Reject { code, reason, dry_run: context.dry_run }).await?;
    context.screen.answer("decision-reject", &answered, |screen| {
        let sentence = of_matter(&answered.matter, &answered.names);
        if context.dry_run {
            return screen.line(&say!("dry-run-answer", sentence = sentence));
        }
        if answered.matter.stage == Stage::Door {
            return screen.line(&say!("rejected-door", sentence = sentence));
        }
        screen.line(&say!("rejected", sentence = sentence));
        screen.note(&say!("rejected-next", code = answered.matter.code.to_string()));
    })
}

/// Puts in order what waits for this device.
pub(super) async fn order(context: &Context) -> Result<(), Problem> {
    let preview = context.call(OrderNow { dry_run: true }).await?;
    if preview.waiting > 0 {
        context.confirm(&say!("order-question", count = preview.waiting))?;
    }
    let ordered = if context.dry_run { preview } else { context.call(OrderNow { dry_run: false }).await? };
    context.screen.answer("decision-order", &ordered, |screen| say_ordered(screen, &ordered, context.dry_run))
}

fn say_ordered(screen: &Screen, ordered: &Ordered, dry_run: bool) {
    if dry_run && ordered.waiting > 0 {
        return screen.line(&say!("order-would", count = ordered.waiting));
    }
    if ordered.decisions.is_empty() {
        return screen.line(&say!("order-nothing"));
    }
    for record in &ordered.decisions {
        screen.line(&of_record(record, &ordered.names));
    }
}

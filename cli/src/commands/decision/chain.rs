//! The chain of decisions: the list, and one of them.

use maillage_node::service::decisions::{Decisions, ShownDecision};
use maillage_shared::register::Decided;

use super::sentence::{name_of, names_of, of_record};
use crate::language::say;
use crate::presentation::moment::moment;
use crate::presentation::{Facts, Screen, Table};

/// Shows the list.
pub(super) fn list(screen: &Screen, all: &Decisions) {
    if all.decisions.is_empty() {
        return screen.line(&say!("decisions-none"));
    }
    let headings = [say!("label-number"), say!("label-date"), say!("label-decision"), say!("label-approvals")];
    let mut table = Table::new(headings).with_figures([0]);
    for record in &all.decisions {
        let approvals = if record.approvals.is_empty() { String::new() } else { names_of(&record.approvals, &all.names) };
        table.row([record.height.to_string(), moment(record.claimed_at), of_record(record, &all.names), approvals]);
    }
    screen.table(&table);
    if all.pending > 0 {
        screen.note(&say!("decisions-pending", count = all.pending));
    }
    if all.void > 0 {
        screen.note(&say!("decisions-void", count = all.void));
    }
    if all.halted_after.is_some() {
        screen.say(&say!("status-halted"));
    }
}

/// Shows one decision.
pub(super) fn show(screen: &Screen, shown: &ShownDecision) {
    let (record, names) = (&shown.decision, &shown.names);
    screen.line(&of_record(record, names));
    Facts::new()
        .with(say!("label-number"), record.height.to_string())
        .with(say!("label-term"), record.term.to_string())
        .with(say!("label-date"), moment(record.claimed_at))
        .with_some(say!("label-proposer"), record.proposer.map(|operator| name_of(operator, names)))
        .with(say!("label-approvals"), names_of(&record.approvals, names))
        .with(say!("label-acknowledged"), names_of(&shown.acknowledged_by, names))
        .with(say!("label-ordered-by"), record.ordered_by.short_code().to_string())
        .with(say!("label-reference"), record.id.to_string())
        .with_some(say!("label-parent"), shown.parent.map(|parent| parent.to_string()))
        .show(screen);
    if let Decided::Anchor { lines } | Decided::Remove { heads: lines, .. } | Decided::Leave { heads: lines, .. } = &record.decided
    {
        let mut table = Table::new([say!("label-device"), say!("label-entries")]).with_figures([1]);
        for line in lines {
            table.row([line.device.short_code().to_string(), line.seq.to_string()]);
        }
        screen.line("");
        screen.table(&table);
    }
}

//! `maillage visit history`: the local trail of what happened to records.

use maillage_node::service::Problem;
use maillage_node::service::trail::{Happened, ReadTrail, Trail};
use maillage_shared::calendar::{ClaimedTime, Day};

use super::super::record::short;
use crate::context::Context;
use crate::language::say;
use crate::presentation::{Screen, Table, day, label};

/// Shows the newest lines, all or those of a visit.
pub(super) async fn show(context: &Context, id: Option<String>, limit: u32) -> Result<(), Problem> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let trail = context.call(ReadTrail { id, limit }).await?;
    context.screen.answer("visit-history", &trail, |screen| list(screen, &trail))
}

fn list(screen: &Screen, trail: &Trail) {
    let mut table = Table::new([say!("label-number"), say!("label-date"), say!("label-event")]).with_figures([0]);
    for line in &trail.lines {
        table.row([line.number.to_string(), on(line.at), event(&line.event)]);
    }
    if table.is_empty() {
        screen.note(&say!("history-none"));
        return;
    }
    screen.table(&table);
    screen.note(&say!("history-next"));
}

/// The day alone: of corrections no more is known.
fn on(at: ClaimedTime) -> String {
    let utc = at.to_utc();
    let date = utc.split('T').next().unwrap_or_default();
    date.parse::<Day>().map_or_else(|_| date.to_owned(), day::day)
}

fn event(event: &Happened) -> String {
    match event.clone() {
        Happened::Imported { visits } => say!("history-imported", count = visits),
        Happened::Amended { id } => say!("history-amended", number = short(id)),
        Happened::Deleted { id } => say!("history-deleted", number = short(id)),
        Happened::Replaced { permanence, deleted } => {
            say!("history-replaced", permanence = permanence.to_string(), count = deleted)
        }
        Happened::Closed { month, partial: None } => say!("history-closed", month = day::month(month)),
        Happened::Closed { month, partial: Some(reason) } => {
            say!("history-closed-partial", month = day::month(month), reason = label::partial(reason))
        }
    }
}

//! `maillage publication list`.

use maillage_node::service::Problem;
use maillage_node::service::publications::{ListPublications, PublicationLine};

use crate::commands::directory;
use crate::context::Context;
use crate::language::say;
use crate::presentation::{Screen, Table, day};

/// The publications as programs read them.
#[derive(serde::Serialize)]
struct Publications {
    publications: Vec<PublicationLine>,
}

pub(super) async fn run(context: &Context, operator: Option<String>) -> Result<(), Problem> {
    let found = Publications { publications: context.call(ListPublications { operator }).await? };
    context.screen.answer("publication-list", &found, |screen| show(screen, &found.publications))
}

fn show(screen: &Screen, publications: &[PublicationLine]) {
    let headings = [say!("label-operator"), say!("label-period"), say!("label-shown"), say!("label-hidden"), say!("label-state")];
    let mut table = Table::new(headings).with_figures([2, 3]);
    for line in publications {
        let state = if line.disputed { say!("state-disputed") } else { say!("state-published") };
        table.row([
            directory::author(&line.name, line.former),
            day::period(line.period),
            line.shown.to_string(),
            line.hidden.to_string(),
            state,
        ]);
    }
    if table.is_empty() {
        screen.note(&say!("publications-none"));
    } else {
        screen.table(&table);
        screen.note(&say!("publications-next"));
    }
}

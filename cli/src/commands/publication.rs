//! `maillage publication`: the figures that the operators published.

use maillage_node::service::Problem;
use maillage_node::service::publications::{ListPublications, PublicationLine, ShowPublication, ShownPublication};
use maillage_shared::calendar::Month;

use super::directory;
use super::month::figures_table;
use crate::context::Context;
use crate::language::say;
use crate::presentation::{Screen, Table, Tone, day, label};

/// `maillage publication`: the figures that the operators published.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-publication"))]
pub(crate) struct PublicationArgs {
    #[command(subcommand)]
    action: PublicationAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum PublicationAction {
    #[command(about = say!("help-publication-list"))]
    List {
        #[arg(long, value_name = say!("value-operator"), help = say!("arg-filter-operator"))]
        operator: Option<String>,
    },
    #[command(about = say!("help-publication-show"))]
    Show {
        #[arg(value_name = say!("value-operator"), help = say!("arg-publication-operator"))]
        operator: String,
        #[arg(value_name = say!("value-month"), help = say!("arg-publication-month"))]
        month: Month,
    },
}

/// The publications as programs read them.
#[derive(serde::Serialize)]
struct Publications {
    publications: Vec<PublicationLine>,
}

impl PublicationArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            PublicationAction::List { operator } => {
                let found = Publications { publications: context.call(ListPublications { operator }).await? };
                context.screen.answer("publication-list", &found, |screen| list(screen, &found.publications))
            }
            PublicationAction::Show { operator, month } => {
                let shown = context.call(ShowPublication { operator, period: month }).await?;
                context.screen.answer("publication-show", &shown, |screen| show(screen, &shown))
            }
        }
    }
}

fn list(screen: &Screen, publications: &[PublicationLine]) {
    let headings = [say!("label-operator"), say!("label-month"), say!("label-shown"), say!("label-hidden"), say!("label-state")];
    let mut table = Table::new(headings).with_figures([2, 3]);
    for line in publications {
        let state = if line.disputed { say!("state-disputed") } else { say!("state-published") };
        table.row([
            directory::author(&line.name, line.former),
            day::month(line.period),
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

fn show(screen: &Screen, shown: &ShownPublication) {
    let title = say!(
        "publication-title",
        operator = directory::author(&shown.line.name, shown.line.former),
        month = day::month(shown.line.period)
    );
    screen.line(&screen.painted(Tone::Heading, &title));
    if shown.line.disputed {
        screen.line(&say!("publication-disputed"));
        return;
    }
    screen.table(&figures_table(&shown.cells));
    screen.line("");
    if let Some(smallest) = shown.smallest_figure {
        screen.line(&say!("figures-protection", most = smallest.saturating_sub(1)));
    }
    if let Some((device, entry)) = shown.device.zip(shown.entry) {
        let source = say!("source-device", device = device.to_string(), entry = entry.to_string());
        screen.line(&say!("publication-source", source = source));
    }
    screen.line(&if shown.anchored { say!("publication-anchored") } else { say!("publication-not-anchored") });
    if let Some(reason) = shown.partial {
        screen.line(&say!("publication-partial", reason = label::partial(reason)));
    }
    screen.note(&say!("publication-next"));
}

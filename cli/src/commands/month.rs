//! `maillage month`: closing months, which publishes their figures.

use maillage_node::service::Problem;
use maillage_node::service::closing::{CloseMonth, ClosedLine};
use maillage_shared::calendar::{Day, Month};
use maillage_shared::record::PartialReason;

use super::done::done;
use super::publication::figures_table;
use crate::arguments;
use crate::context::Context;
use crate::language::say;
use crate::presentation::{Table, day, label};

/// `maillage month`: closing months, which publishes their figures.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-month"))]
pub(crate) struct MonthArgs {
    #[command(subcommand)]
    action: MonthAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum MonthAction {
    #[command(about = say!("help-month-close"))]
    Close {
        #[arg(conflicts_with = "all_before", value_name = say!("value-month"), help = say!("arg-month"))]
        month: Option<Month>,
        #[arg(long, value_name = say!("value-day"), help = say!("arg-all-before"))]
        all_before: Option<Day>,
        #[arg(
            long,
            value_parser = arguments::partial_reason(),
            hide_possible_values = true,
            value_name = say!("value-code"),
            help = say!("help-with-values", help = say!("arg-partial"), values = label::partial_codes())
        )]
        partial: Option<PartialReason>,
    },
}

/// The closed months as programs read them.
#[derive(serde::Serialize)]
struct Closed {
    months: Vec<ClosedLine>,
}

impl MonthArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        let MonthAction::Close { month, all_before, partial } = self.action;
        close(context, month, all_before, partial).await
    }
}

/// Shows what would leave this computer, asks, and publishes: it cannot be taken back.
async fn close(
    context: &Context,
    month: Option<Month>,
    all_before: Option<Day>,
    partial: Option<PartialReason>,
) -> Result<(), Problem> {
    let months = context.call(CloseMonth { month, all_before, partial, dry_run: true }).await?;
    if context.dry_run {
        if !context.screen.is_json() {
            context.screen.table(&preview(&months));
            if let Some(longer) = longer(&months) {
                context.screen.line("");
                context.screen.table(&longer);
            }
            say_what_is_missing(context, &months);
        }
        return end(context, months);
    }
    if !context.screen.is_json() {
        context.screen.say(&say!("close-preview"));
        context.screen.say_table(&preview(&months));
        if let Some(longer) = longer(&months) {
            context.screen.say("");
            context.screen.say(&say!("close-longer"));
            context.screen.say_table(&longer);
        }
        say_what_is_missing(context, &months);
        context.screen.say("");
    }
    context.confirm(&match months.as_slice() {
        [only] => say!("month-close-question", month = day::month(only.month)),
        several => say!("months-close-question", count = several.len()),
    })?;
    // Exactly the month that was shown, should it have been the default.
    let month = if all_before.is_none() { months.first().map(|line| line.month) } else { None };
    let closed = context.call(CloseMonth { month, all_before, partial, dry_run: false }).await?;
    end(context, closed)
}

/// Says in which months sessions are missing, with the reason that was given, and what does not go out.
fn say_what_is_missing(context: &Context, months: &[ClosedLine]) {
    for line in months {
        let missing = line.completeness.expected.saturating_sub(line.completeness.accounted);
        if let Some(reason) = line.partial {
            let (month, reason) = (day::month(line.month), label::partial(reason));
            context.screen.say(&say!("month-partial", month = month, count = missing, reason = reason));
        }
        for period in &line.kept_back {
            context.screen.say(&say!("close-kept-back", period = day::period(*period)));
        }
        if line.left_out > 0 {
            context.screen.say(&say!("close-left-out", count = line.left_out));
        }
    }
}

fn end(context: &Context, months: Vec<ClosedLine>) -> Result<(), Problem> {
    let (shown, hidden) = months.iter().map(figures).fold((0_usize, 0_usize), |(all_shown, all_hidden), (shown, hidden)| {
        (all_shown.saturating_add(shown), all_hidden.saturating_add(hidden))
    });
    let sentence = say!("months-published", months = months.len(), shown = shown, hidden = hidden);
    done(context, "month-close", &Closed { months }, &sentence, &say!("months-published-next"))
}

/// Figures that go out with a month, shown and hidden.
fn figures(line: &ClosedLine) -> (usize, usize) {
    let shown = line.cells.iter().filter(|cell| cell.visits.is_some()).count();
    let of_month = (shown, line.cells.len().saturating_sub(shown));
    line.longer
        .iter()
        .fold(of_month, |(shown, hidden), table| (shown.saturating_add(table.shown), hidden.saturating_add(table.hidden)))
}

/// The tables of quarters and years that go out with a single month.
fn longer(months: &[ClosedLine]) -> Option<Table> {
    let [only] = months else { return None };
    let headings = [say!("label-period"), say!("label-table"), say!("label-shown"), say!("label-hidden")];
    let mut table = Table::new(headings).with_figures([2, 3]);
    for released in &only.longer {
        let (shown, hidden) = (released.shown.to_string(), released.hidden.to_string());
        table.row([day::period(released.period), label::table(released.table), shown, hidden]);
    }
    (!table.is_empty()).then_some(table)
}

/// Every figure of a single month; of several months how many figures.
fn preview(months: &[ClosedLine]) -> Table {
    if let [only] = months {
        return figures_table(&only.cells);
    }
    let mut table = Table::new([say!("label-month"), say!("label-shown"), say!("label-hidden")]).with_figures([1, 2]);
    for line in months {
        let (shown, hidden) = figures(line);
        table.row([day::month(line.month), shown.to_string(), hidden.to_string()]);
    }
    table
}

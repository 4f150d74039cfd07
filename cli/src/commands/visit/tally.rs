//! `maillage visit tally`: counts taken over from paper, and the grid to count on.

use std::path::Path;

use maillage_node::service::recording::{BeginRecording, Beginning};
use maillage_node::service::tallies::TallyVisits;
use maillage_node::service::{Problem, ProblemCode};
use maillage_shared::calendar::Day;
use maillage_shared::record::vocabulary::List;
use maillage_shared::text::Slug;
use serde::Serialize;

use super::{Repeated, skipped, taken};
use crate::context::Context;
use crate::input::{self, Input};
use crate::language::{say, spoken};
use crate::presentation::{Table, day, label};

/// Needs on a printed grid: what fits on a page, the most frequent first.
const NEEDS: usize = 24;

/// Empty lines below them, for what is rare.
const EMPTY_LINES: usize = 4;

const STYLE: &str = "@page{size:A4 landscape;margin:1cm}body{font:10pt/1.3 sans-serif}h1{font-size:14pt;margin:0}\
                     table{border-collapse:collapse;width:100%}th,td{border:1px solid;padding:.2em .4em;height:1.5em}\
                     th{text-align:left;font-weight:normal}td{width:9%}code{font-size:8pt}";

/// `maillage visit tally`.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-visit-tally"), after_help = say!("help-visit-tally-after"))]
pub(super) struct TallyArgs {
    #[arg(value_name = say!("value-file"), required_unless_present = "grid", help = say!("arg-tally-file"))]
    file: Option<std::path::PathBuf>,
    #[arg(long, help = say!("arg-skip-bad"))]
    skip_bad: bool,
    #[command(flatten)]
    repeated: Repeated,
    #[arg(long, conflicts_with_all = ["file", "skip_bad", "add", "replace_days"], help = say!("arg-tally-grid"))]
    grid: bool,
    #[arg(long, requires = "grid", help = say!("arg-tally-html"))]
    html: bool,
    #[arg(long, requires = "grid", value_name = say!("value-slug"), help = say!("arg-record-permanence"))]
    permanence: Option<String>,
    #[arg(long, requires = "grid", value_name = say!("value-day"), help = say!("arg-record-date"))]
    date: Option<Day>,
}

impl TallyArgs {
    /// Runs it.
    pub(super) async fn run(self, context: &Context) -> Result<(), Problem> {
        match &self.file {
            Some(file) => self.take_over(context, file).await,
            None => self.grid(context).await,
        }
    }

    async fn take_over(&self, context: &Context, file: &Path) -> Result<(), Problem> {
        let Input { name, content } = input::read(file)?;
        let (repeated, skip_bad, dry_run) = (self.repeated.days(), self.skip_bad, context.dry_run);
        let tallied = context.call(TallyVisits { file: name.clone(), content, skip_bad, repeated, dry_run }).await?;
        skipped(context, &tallied.skipped);
        taken(context, "visit-tally", &tallied, &name)
    }

    async fn grid(&self, context: &Context) -> Result<(), Problem> {
        let asked = BeginRecording { permanence: self.permanence.clone(), date: self.date };
        let beginning = context.call(asked).await?;
        let Some(permanence) = &beginning.permanence else {
            let known = beginning.known.iter().map(Slug::as_str).collect::<Vec<_>>().join(", ");
            return Err(Problem::new(ProblemCode::PermanenceNeeded).with("known", known));
        };
        let grid = Grid::of(&beginning, permanence.to_string(), self.date);
        context.screen.answer("visit-grid", &grid, |screen| {
            if self.html {
                screen.text(&grid.page());
                return;
            }
            screen.line(&grid.title());
            screen.table(&grid.table());
            screen.note(&say!("grid-next"));
        })
    }
}

/// A grid to count on: a line for each need, a column for each outcome.
#[derive(Debug, Serialize)]
struct Grid {
    permanence: String,
    date: Option<Day>,
    needs: Vec<Named>,
    outcomes: Vec<Named>,
}

/// A code with its label.
#[derive(Debug, Serialize)]
struct Named {
    code: &'static str,
    label: &'static str,
}

impl Grid {
    fn of(beginning: &Beginning, permanence: String, date: Option<Day>) -> Self {
        let needs = beginning.needs.iter().take(NEEDS).map(|need| Named { code: need.code(), label: label::need(*need) });
        let outcomes = label::choices(List::Outcomes).into_iter().map(|(code, label)| Named { code, label });
        Self { permanence, date, needs: needs.collect(), outcomes: outcomes.collect() }
    }

    fn title(&self) -> String {
        let day = self.date.map_or_else(|| "_".repeat(20), day::weekday_and_day);
        say!("grid-title", permanence = self.permanence.as_str(), day = day)
    }

    /// Codes only: the words would not fit beside them.
    fn table(&self) -> Table {
        let mut table =
            Table::new([say!("label-type")].into_iter().chain(self.outcomes.iter().map(|outcome| outcome.code.to_owned())));
        let line = || self.outcomes.iter().map(|_| "____");
        for need in &self.needs {
            table.row([need.code].into_iter().chain(line()));
        }
        for _ in 0..EMPTY_LINES {
            table.row(["____________________"].into_iter().chain(line()));
        }
        table
    }

    /// One page to print: everything in it, nothing fetched from elsewhere. Labels come from the vocabularies, a short name has
    /// letters, digits and hyphens: nothing has to be escaped but the signs of the labels.
    fn page(&self) -> String {
        let named = |named: &Named| format!("<th>{}<br><code>{}</code></th>", escaped(named.label), escaped(named.code));
        let cells = "<td></td>".repeat(self.outcomes.len());
        let head: String = self.outcomes.iter().map(named).collect();
        let line = |need: &Named| format!("<tr>{}{cells}</tr>\n", named(need));
        let mut lines = self.needs.iter().map(line).collect::<Vec<_>>().concat();
        lines += &format!("<tr><th>&nbsp;</th>{cells}</tr>\n").repeat(EMPTY_LINES);
        let (title, language, next) = (escaped(&self.title()), spoken().code(), escaped(&say!("grid-next")));
        format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>\n\
             <body><h1>{title}</h1>\n<table><tr><th>{}</th>{head}</tr>\n{lines}</table>\n<p>{next}</p>\n</body></html>\n",
            escaped(&say!("label-type"))
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use maillage_node::service::recording::Beginning;
    use maillage_shared::record::Need;

    use super::Grid;
    use crate::language::tests::in_every_language;

    #[test]
    fn the_page_has_a_line_for_each_need_a_column_for_each_outcome_and_fetches_nothing() {
        let day: maillage_shared::calendar::Day = "2026-10-15".parse().unwrap();
        let needs = Need::by_habit([Need::named("virus").unwrap()]);
        let beginning = Beginning { day, permanence: None, known: Vec::new(), visits: 0, needs, late: false };
        in_every_language(|_| {
            let grid = Grid::of(&beginning, "forest-cpas".into(), None);
            let page = grid.page();
            assert_eq!(grid.needs[0].code, "virus");
            assert_eq!(page.matches("<tr>").count(), 1 + super::NEEDS + super::EMPTY_LINES);
            assert_eq!(page.matches("<td>").count(), 7 * (super::NEEDS + super::EMPTY_LINES));
            assert!(page.contains("forest-cpas") && page.contains("reoriente"), "{page}");
            assert!(!["http", "src=", "<script", "@import", "url("].iter().any(|word| page.contains(word)), "{page}");
        });
    }
}

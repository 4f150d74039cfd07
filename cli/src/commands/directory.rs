//! `maillage directory`: all permanences of the network.

use maillage_node::service::directory::{DirectoryLine, ListDirectory, ShowDirectory};
use maillage_node::service::{Problem, ProblemCode};
use maillage_shared::calendar::Day;
use maillage_shared::text;

use super::{host, permanence};
use crate::context::{self, Context};
use crate::language::say;
use crate::presentation::{Facts, Screen, Table, day};

/// The reason code of a day that is not understood.
pub(crate) const WEEKDAY: &str = "weekday";

/// `maillage directory`: all permanences of the network.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-directory"))]
pub(crate) struct DirectoryArgs {
    #[command(subcommand)]
    action: DirectoryAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum DirectoryAction {
    #[command(about = say!("help-directory-list"))]
    List {
        #[arg(long, value_name = say!("value-commune"), help = say!("arg-filter-commune"))]
        commune: Option<String>,
        #[arg(long, value_name = say!("value-weekday"), help = say!("arg-filter-weekday"))]
        day: Option<String>,
        #[arg(long, value_name = say!("value-operator"), help = say!("arg-filter-operator"))]
        operator: Option<String>,
        #[arg(long, value_name = say!("value-moment"), help = say!("arg-open-at"))]
        open_at: Option<String>,
        #[arg(long, help = say!("arg-directory-all"))]
        all: bool,
    },
    #[command(about = say!("help-directory-show"))]
    Show {
        #[arg(value_name = say!("value-slug"), help = say!("arg-permanence-slug"))]
        slug: String,
    },
}

/// The permanences as programs read them.
#[derive(serde::Serialize)]
struct Found {
    permanences: Vec<DirectoryLine>,
}

impl DirectoryArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            DirectoryAction::List { commune, day, operator, open_at, all } => {
                let day = day.as_deref().map(next_day).transpose()?;
                let permanences = context.call(ListDirectory { commune, day, operator, open_at, all }).await?;
                list(context, day, &Found { permanences })
            }
            DirectoryAction::Show { slug } => {
                let found = Found { permanences: context.call(ShowDirectory { slug }).await? };
                context.screen.answer("directory-show", &found, |screen| show(screen, &found.permanences))
            }
        }
    }
}

/// A date, or the first day from today on with the name of a day of the week.
fn next_day(typed: &str) -> Result<Day, Problem> {
    if let Ok(day) = typed.parse::<Day>() {
        return Ok(day);
    }
    let unknown = || Problem::new(ProblemCode::FilterInvalid).with("value", typed).with("why", WEEKDAY);
    let weekday = day::read_weekday(typed).ok_or_else(unknown)?;
    let today = context::clock()?.today().map_err(Problem::bug)?.date();
    let wait = i64::from(today.weekday().until(weekday));
    let date = today.checked_add(jiff::Span::new().days(wait)).map_err(Problem::bug)?;
    Day::new(date).map_err(Problem::bug)
}

fn list(context: &Context, on: Option<Day>, found: &Found) -> Result<(), Problem> {
    context.screen.answer("directory-list", found, |screen| {
        let headings = [
            say!("label-commune"),
            say!("label-name"),
            say!("label-timetable"),
            say!("label-operator"),
            say!("label-verified"),
            say!("label-slug"),
        ];
        let mut table = Table::new(headings);
        for line in &found.permanences {
            let commune = line.host.as_ref().map(host::commune).unwrap_or_default();
            let DirectoryLine { permanence, operator_name, former, .. } = line;
            let operator = author(operator_name, *former);
            let (name, timetable, slug) = (permanence.name.as_str(), permanence.timetable.as_str(), permanence.slug.as_str());
            table.row([&commune, name, timetable, &operator, &verified(line), slug]);
        }
        if table.is_empty() {
            screen.note(&say!("permanences-none"));
            return;
        }
        if let Some(on) = on {
            screen.note(&say!("directory-day", day = day::weekday_and_day(on)));
        }
        screen.table(&table);
        screen.note(&say!("directory-next"));
    })
}

/// The name of an operator, marked when it is a member no longer.
pub(super) fn author(name: &str, former: bool) -> String {
    let name = text::printable(name);
    if former { say!("operator-former", operator = name) } else { name }
}

fn verified(line: &DirectoryLine) -> String {
    line.verified_days_ago.map_or_else(|| say!("verified-never"), |days| say!("verified-ago", days = days))
}

/// One entry below the other: two operators may each have a permanence of this short name.
fn show(screen: &Screen, found: &[DirectoryLine]) {
    for (place, line) in found.iter().enumerate() {
        if place > 0 {
            screen.line("");
        }
        let facts = Facts::new().with(say!("label-operator"), author(&line.operator_name, line.former));
        let source = line.changed_by.zip(line.changed_in);
        let source = source.map(|(device, entry)| say!("source-device", device = device.to_string(), entry = entry.to_string()));
        permanence::described(facts, &line.permanence, line.host.as_ref()).with_some(say!("label-source"), source).show(screen);
    }
}

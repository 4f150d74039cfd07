//! `maillage stats`: the figures of the network, with what is missing from them.

use maillage_node::service::figures::{Answer, AskFigures};
use maillage_node::service::{Problem, ProblemCode};
use maillage_shared::calendar::Month;
use maillage_shared::statistics::query::{Coverage, Dimension, Figures, Missing, Row};
use maillage_shared::text;

use crate::context::Context;
use crate::language::say;
use crate::presentation::{Screen, Table, Tone, day, label, number};

/// `maillage stats`: the figures of the network, with what is missing from them.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-stats"), after_help = say!("help-stats-after"))]
pub(crate) struct StatsArgs {
    #[arg(long, value_delimiter = ',', value_name = say!("value-dimensions"), help = say!("arg-by"))]
    by: Vec<String>,
    #[arg(long, value_name = say!("value-month"), help = say!("arg-from-month"))]
    from: Option<Month>,
    #[arg(long, value_name = say!("value-month"), help = say!("arg-to-month"))]
    to: Option<Month>,
    #[arg(long, value_name = say!("value-slug"), help = say!("arg-filter-permanence"))]
    permanence: Option<String>,
    #[arg(long, value_name = say!("value-operator"), help = say!("arg-filter-operator"))]
    operator: Option<String>,
    #[arg(long, value_name = say!("value-commune"), help = say!("arg-filter-commune"))]
    commune: Option<String>,
    #[arg(long, help = say!("arg-local"))]
    local: bool,
    #[arg(long, help = say!("arg-require-complete"))]
    require_complete: bool,
}

/// The reason code of a word that names nothing to count by.
pub(crate) const DIMENSION: &str = "dimension";

impl StatsArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        let by = self.by.iter().map(|word| dimension(word)).collect::<Result<_, _>>()?;
        let Self { from, to, permanence, operator, commune, local, require_complete, .. } = self;
        let asked = AskFigures { by, from, to, permanence, operator, commune, local, require_complete };
        let answer = context.call(asked).await?;
        context.screen.answer("stats", &answer, |screen| show(screen, &answer))
    }
}

fn dimension(word: &str) -> Result<Dimension, Problem> {
    let unknown = |_| Problem::new(ProblemCode::FilterInvalid).with("value", word).with("why", DIMENSION);
    word.parse::<Dimension>().map_err(unknown)
}

/// Figures, then what they cover: both are data, since the ones mean nothing without the other.
fn show(screen: &Screen, answer: &Answer) {
    if answer.local {
        screen.line(&screen.painted(Tone::Bad, &say!("figures-local")));
    }
    if answer.figures.rows.is_empty() {
        screen.line(&say!("figures-none"));
    } else {
        screen.table(&table(&answer.figures));
    }
    screen.line("");
    coverage(screen, &answer.figures.coverage);
    if answer.local {
        return;
    }
    screen.line(&say!("figures-protection", most = answer.smallest_figure.saturating_sub(1)));
    screen.note(&advice(answer));
}

/// What to do next: close the own months where they are missing; of others' only they can.
fn advice(answer: &Answer) -> String {
    let missing: Vec<&Missing> = answer.figures.coverage.missing.iter().filter(|missing| missing.disputed.is_empty()).collect();
    if missing.iter().any(|missing| missing.operator == answer.own) {
        return say!("figures-next-close", day = answer.today.to_string());
    }
    let names: Vec<String> = missing.iter().map(|missing| text::printable(missing.name.as_str())).collect();
    if names.is_empty() { say!("figures-next") } else { say!("figures-next-others", names = names.join(", ")) }
}

fn table(figures: &Figures) -> Table {
    let is_hidden = figures.rows.iter().any(|row| row.visits.is_none());
    let keys = figures.by.iter().map(|dimension| heading(*dimension));
    let interval = is_hidden.then(|| say!("label-interval"));
    let mut table = Table::new(keys.chain([say!("label-visits")]).chain(interval)).with_figures([figures.by.len()]);
    for row in &figures.rows {
        let keys = figures.by.iter().map(|dimension| key(row, *dimension));
        table.row(keys.chain([visits(row)]).chain(is_hidden.then(|| between(row))));
    }
    table
}

fn heading(dimension: Dimension) -> String {
    match dimension {
        Dimension::Permanence => say!("label-permanence"),
        Dimension::Operator => say!("label-operator"),
        Dimension::Commune => say!("label-commune"),
        Dimension::Host => say!("label-host"),
        Dimension::Month => say!("label-month"),
        Dimension::Quarter => say!("label-quarter"),
        Dimension::Year => say!("label-year"),
        Dimension::Category => say!("label-category"),
        Dimension::Type => say!("label-type"),
        Dimension::Outcome => say!("label-outcome"),
        Dimension::Referral => say!("label-referral"),
        Dimension::Gender => say!("label-gender"),
        Dimension::Age => say!("label-age"),
        Dimension::Duration => say!("label-duration"),
        Dimension::Channel => say!("label-channel"),
        Dimension::Device => say!("label-device"),
        Dimension::Language => say!("label-exchange-language"),
        Dimension::Participation => say!("label-participation"),
    }
}

/// What a row is about, in words.
fn key(row: &Row, dimension: Dimension) -> String {
    let key = row.key(dimension);
    let month = || key.parse::<Month>().ok().map(day::month);
    let quarter = || key.split_once("-Q").map(|(year, quarter)| say!("quarter-long", quarter = in_number(quarter), year = year));
    let words = match dimension {
        _ if key.is_empty() && dimension.list().is_some() => Some(say!("value-not-noted")),
        _ if key.is_empty() => Some(say!("value-unknown")),
        Dimension::Month => month(),
        Dimension::Quarter => quarter(),
        _ => match dimension.published_trait() {
            Some(of) => Some(label::published_code(of, key)),
            None => dimension.list().map(|list| label::of_list(list, key)),
        },
    };
    words.unwrap_or_else(|| key.to_owned())
}

fn in_number(digits: &str) -> u8 {
    digits.parse().unwrap_or_default()
}

/// The number of visits; never a number where one is hidden.
fn visits(row: &Row) -> String {
    match row.visits {
        Some(visits) => number::whole(visits),
        None if row.at_least == 0 => say!("value-hidden"),
        None => say!("figures-at-least", least = row.at_least),
    }
}

/// What anyone can derive of a row with hidden figures.
fn between(row: &Row) -> String {
    if row.visits.is_some() {
        return String::new();
    }
    let interval = match row.at_most {
        Some(most) => say!("figures-between", least = row.at_least, most = most),
        None => say!("figures-no-most", least = row.at_least),
    };
    if row.hidden_cells == 1 { interval } else { format!("{interval} ({})", say!("figures-hidden", count = row.hidden_cells)) }
}

fn coverage(screen: &Screen, coverage: &Coverage) {
    let period = match coverage.from.zip(coverage.to) {
        Some((from, to)) if from == to => day::month(from),
        Some((from, to)) => say!("figures-period", from = day::month(from), to = day::month(to)),
        None => say!("figures-no-period"),
    };
    screen.line(&say!(
        "figures-coverage",
        operators = coverage.operators_published,
        operators_expected = coverage.operators_expected,
        permanences = coverage.permanences_in,
        permanences_expected = coverage.permanences_expected,
        period = period
    ));
    if coverage.complete {
        screen.line(&say!("figures-complete"));
    }
    let missing: Vec<String> = coverage.missing.iter().map(missing).collect();
    if !missing.is_empty() {
        screen.line(&screen.painted(Tone::Doubtful, &say!("figures-missing", missing = missing.join(", "))));
    }
    let disputed = coverage.missing.iter().filter(|missing| !missing.disputed.is_empty());
    let disputed: Vec<String> = disputed.map(|missing| of_operator(missing, &missing.disputed)).collect();
    if !disputed.is_empty() {
        screen.line(&screen.painted(Tone::Bad, &say!("figures-disputed", missing = disputed.join(", "))));
    }
}

fn missing(missing: &Missing) -> String {
    if missing.months.is_empty() {
        return say!("figures-missing-all", name = text::printable(missing.name.as_str()));
    }
    of_operator(missing, &missing.months)
}

fn of_operator(missing: &Missing, months: &[Month]) -> String {
    say!("figures-missing-months", name = text::printable(missing.name.as_str()), months = day::months(months))
}

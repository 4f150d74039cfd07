//! What figures cover, what is missing, and what to do about it.

use maillage_node::service::figures::Answer;
use maillage_shared::{
    calendar::Month,
    statistics::query::{Coverage, Missing},
    text,
};

use crate::language::say;
use crate::presentation::{Screen, Tone, day};

/// What figures cover.
pub(super) fn show(screen: &Screen, coverage: &Coverage) {
    screen.line(&covered(coverage));
    if coverage.complete {
        screen.line(&say!("figures-complete"));
    }
    for (tone, line) in lacking(coverage) {
        screen.line(&screen.painted(tone, &line));
    }
}

/// What figures cover, in lines.
pub(super) fn lines(coverage: &Coverage) -> Vec<String> {
    let complete = coverage.complete.then(|| say!("figures-complete"));
    let lacking = lacking(coverage).into_iter().map(|(_, line)| line);
    std::iter::once(covered(coverage)).chain(complete).chain(lacking).collect()
}

fn covered(coverage: &Coverage) -> String {
    let period = match coverage.from.zip(coverage.to) {
        Some((from, to)) if from == to => day::month(from),
        Some((from, to)) => say!("figures-period", from = day::month(from), to = day::month(to)),
        None => say!("figures-no-period"),
    };
    say!(
        "figures-coverage",
        operators = coverage.operators_published,
        operators_expected = coverage.operators_expected,
        permanences = coverage.permanences_in,
        permanences_expected = coverage.permanences_expected,
        period = period
    )
}

/// What is missing, and what is disputed.
fn lacking(coverage: &Coverage) -> Vec<(Tone, String)> {
    let missing: Vec<String> = coverage.missing.iter().map(missing).collect();
    let disputed = coverage.missing.iter().filter(|missing| !missing.disputed.is_empty());
    let disputed: Vec<String> = disputed.map(|missing| of_operator(missing, &missing.disputed)).collect();
    let missing = (!missing.is_empty()).then(|| (Tone::Doubtful, say!("figures-missing", missing = missing.join(", "))));
    let disputed = (!disputed.is_empty()).then(|| (Tone::Bad, say!("figures-disputed", missing = disputed.join(", "))));
    missing.into_iter().chain(disputed).collect()
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

/// What to do next: close the own months where they are missing; of others' only they can.
pub(super) fn advice(answer: &Answer) -> String {
    let missing: Vec<&Missing> = answer.figures.coverage.missing.iter().filter(|missing| missing.disputed.is_empty()).collect();
    if missing.iter().any(|missing| missing.operator == answer.own) {
        return say!("figures-next-close", day = answer.today.to_string());
    }
    let names: Vec<String> = missing.iter().map(|missing| text::printable(missing.name.as_str())).collect();
    if names.is_empty() { say!("figures-next") } else { say!("figures-next-others", names = names.join(", ")) }
}

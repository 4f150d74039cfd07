//! Something open, in full: who proposes it, who approved, and everything that it would change.

use maillage_node::service::matters::{Answer, CutLine, OpenMatter, Rules, RulesChange, Stage};
use maillage_shared::text;

use super::sentence::{Names, name_of, names_of, of_matter};
use crate::language::say;
use crate::presentation::{Facts, Screen, Table, Tone};

/// Shows one open matter.
pub(super) fn show(screen: &Screen, matter: &OpenMatter, names: &Names) {
    let title = format!("{}  {}", matter.code, of_matter(matter, names));
    screen.line(&screen.painted(Tone::Heading, &title));
    Facts::new()
        .with_some(say!("label-proposer"), matter.proposer.map(|operator| name_of(operator, names)))
        .with_some(say!("label-approvals"), (matter.needed > 0).then(|| approvals(matter, names)))
        .with_some(say!("label-comparison-code"), matter.comparison.map(|code| code.to_string()))
        .with(say!("label-state"), state(matter))
        .with_some(say!("label-reason"), matter.reason.as_deref().filter(|reason| !reason.is_empty()).map(text::printable))
        .show(screen);
    if let Some(table) = effects(matter) {
        screen.table(&table);
    }
    screen.line("");
}

/// Says what a proposal would change, beside a question or an answer.
pub(super) fn note_effects(screen: &Screen, matter: &OpenMatter) {
    if let Some(table) = effects(matter).filter(|_| !screen.is_json()) {
        screen.say_table(&table);
    }
}

fn approvals(matter: &OpenMatter, names: &Names) -> String {
    let given = names_of(&matter.approved_by, names);
    say!("matter-approvals", given = matter.approved_by.len(), needed = matter.needed, names = given)
}

/// Approvals that are missing.
pub(super) fn missing(matter: &OpenMatter) -> usize {
    matter.needed.saturating_sub(matter.approved_by.len())
}

fn state(matter: &OpenMatter) -> String {
    match (matter.answer, matter.stage) {
        (Answer::Rejected, _) => say!("matter-rejected"),
        (Answer::Waiting, Stage::Door | Stage::Approvals) => say!("matter-waits-for-you"),
        (_, Stage::Secretary) => say!("matter-waits-for-secretary"),
        (_, Stage::Door | Stage::Approvals) => say!("matter-waits-for-others", count = missing(matter)),
    }
}

/// Values before and after, or where journals are cut off; nothing where the sentence says it all.
fn effects(matter: &OpenMatter) -> Option<Table> {
    let table = match &matter.rules {
        Some(change) => rules(change),
        None => cuts(&matter.cuts),
    };
    if table.is_empty() { None } else { Some(table) }
}

fn rules(change: &RulesChange) -> Table {
    let mut table = Table::new([say!("label-rule"), say!("label-before"), say!("label-after")]);
    let relays = |rules: &Rules| if rules.relays.is_empty() { "–".to_owned() } else { text::printable(&rules.relays.join(", ")) };
    let rows = [
        (say!("rule-smallest-figure"), change.before.smallest_figure.to_string(), change.after.smallest_figure.to_string()),
        (say!("rule-admission-share"), change.before.admission_share.to_string(), change.after.admission_share.to_string()),
        (say!("rule-admission-least"), change.before.admission_least.to_string(), change.after.admission_least.to_string()),
        (say!("rule-relays"), relays(&change.before), relays(&change.after)),
    ];
    for (rule, before, after) in rows {
        if before != after {
            table.row([rule, before, after]);
        }
    }
    table
}

fn cuts(cuts: &[CutLine]) -> Table {
    let mut table = Table::new([say!("label-device"), say!("label-counts-to"), say!("label-held-to")]).with_figures([1, 2]);
    for cut in cuts {
        table.row([cut.code.to_string(), cut.last.to_string(), cut.held.to_string()]);
    }
    table
}

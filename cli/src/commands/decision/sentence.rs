//! What a decision decides, or would decide, as sentences.

use std::collections::BTreeMap;

use maillage_node::service::matters::{OpenMatter, Rules, RulesChange};
use maillage_shared::identity::OperatorId;
use maillage_shared::register::{CertifiedAs, Decided, DecisionRecord, Recorded};
use maillage_shared::text;

use crate::language::say;

/// Names by operator.
pub(super) type Names = BTreeMap<OperatorId, String>;

/// What was decided, as one sentence.
pub(super) fn of_record(record: &DecisionRecord, names: &Names) -> String {
    of(&record.decided, record.term, names)
}

/// What would be decided, as one sentence.
pub(super) fn of_matter(matter: &OpenMatter, names: &Names) -> String {
    if let Some(change) = &matter.rules {
        return rules(change);
    }
    of(&matter.decided, matter.term.unwrap_or_default(), names)
}

fn of(decided: &Decided, term: u32, names: &Names) -> String {
    match decided {
        Decided::Found { network_name, operator_name, .. } => {
            say!("decision-found", network = network_name.as_str(), operator = operator_name.as_str())
        }
        Decided::Admit { operator_name, .. } => say!("decision-admit", operator = operator_name.as_str()),
        Decided::Hold { operator, governing, publishing, roles_change, certified, .. } => {
            let operator = name_of(*operator, names);
            let (governing, publishing) = (governing.short_code().to_string(), publishing.short_code().to_string());
            let device = certified.as_ref().map(|certified| certified_as(certified, &operator));
            // What stays as it was is not news, unless it is all that there is.
            let roles = (*roles_change || device.is_none())
                .then(|| say!("decision-hold", operator = operator, governing = governing, publishing = publishing));
            device.into_iter().chain(roles).collect::<Vec<_>>().join(" ")
        }
        Decided::Anchor { lines } => say!("decision-anchor", count = lines.len()),
        other => about_members(other, term, names),
    }
}

/// What is decided about members, keys, rules and the secretary.
fn about_members(decided: &Decided, term: u32, names: &Names) -> String {
    match decided {
        Decided::Remove { operator, .. } => say!("decision-remove", operator = name_of(*operator, names)),
        Decided::Leave { operator, .. } => say!("decision-leave", operator = name_of(*operator, names)),
        Decided::Suspend { operator } => say!("decision-suspend", operator = name_of(*operator, names)),
        Decided::Resume { operator } => say!("decision-resume", operator = name_of(*operator, names)),
        Decided::ReplaceKey { operator, device, .. } => {
            say!("decision-replace-key", operator = name_of(*operator, names), device = device.short_code().to_string())
        }
        Decided::Policy { smallest_figure, admission_share, admission_least, relays_change } => {
            let figures = figures(*smallest_figure, *admission_share, *admission_least);
            if *relays_change { format!("{figures} {}", say!("decision-relays-change")) } else { figures }
        }
        Decided::Notice { statements } => {
            statements.iter().map(|statement| recorded(statement, names)).collect::<Vec<_>>().join(" ")
        }
        Decided::Install { secretary, .. } => say!("decision-install", operator = name_of(*secretary, names), term = term),
        Decided::Found { .. } | Decided::Admit { .. } | Decided::Hold { .. } | Decided::Anchor { .. } => String::new(),
    }
}

/// The rules that would be in force: every one of them, and where the relays change which they would be.
fn rules(change: &RulesChange) -> String {
    let Rules { smallest_figure, admission_share, admission_least, relays } = &change.after;
    let figures = figures(*smallest_figure, *admission_share, *admission_least);
    if *relays == change.before.relays {
        return figures;
    }
    let relays = match relays.as_slice() {
        [] => say!("decision-no-relays"),
        relays => say!("decision-relays", relays = text::printable(&relays.join(", "))),
    };
    format!("{figures} {relays}")
}

fn figures(smallest: u32, share: u32, least: u32) -> String {
    say!("decision-policy", k = smallest.to_string(), share = share.to_string(), least = least.to_string())
}

/// A device that is new, or has another name.
fn certified_as(certified: &CertifiedAs, operator: &str) -> String {
    let (device, name) = (certified.device.short_code().to_string(), text::printable(certified.name.as_str()));
    match &certified.before {
        None => say!("decision-further-device", operator = operator, device = device, name = name),
        Some(before) => {
            let before = text::printable(before.as_str());
            say!("decision-renamed-device", operator = operator, device = device, before = before, name = name)
        }
    }
}

fn recorded(statement: &Recorded, names: &Names) -> String {
    match statement {
        Recorded::Revocation { operator, device, last_good } => say!(
            "decision-revocation",
            operator = name_of(*operator, names),
            device = device.short_code().to_string(),
            entry = last_good.to_string()
        ),
        Recorded::Objection { operator, .. } => say!("decision-objection", operator = name_of(*operator, names)),
    }
}

/// Names, one after the other; a dash for nobody.
pub(super) fn names_of(operators: &[OperatorId], names: &Names) -> String {
    if operators.is_empty() {
        return "–".to_owned();
    }
    operators.iter().map(|operator| name_of(*operator, names)).collect::<Vec<_>>().join(", ")
}

/// The name of a member, or the short code of one whose name is not known.
pub(super) fn name_of(operator: OperatorId, names: &Names) -> String {
    names.get(&operator).map_or_else(|| operator.short_code().to_string(), |name| text::printable(name))
}

#[cfg(test)]
mod tests {
    use maillage_node::service::matters::{Rules, RulesChange};
    use maillage_shared::register::Decided;

    use crate::language::tests::in_every_language;

    #[test]
    fn the_sentence_about_rules_says_every_rule_that_changes() {
        in_every_language(|language| {
            let before =
                || Rules { smallest_figure: 5, admission_share: 3, admission_least: 2, relays: vec!["https://a.example".into()] };
            let said = |after: Rules| super::rules(&RulesChange { before: before(), after });
            // A rule that is added has to be named here, and below.
            let Rules { smallest_figure: _, admission_share: _, admission_least: _, relays: _ } = before();
            let changed = [
                (Rules { smallest_figure: 71, ..before() }, "71"),
                (Rules { admission_share: 72, ..before() }, "72"),
                (Rules { admission_least: 73, ..before() }, "73"),
                (Rules { relays: vec!["https://b.example".into()], ..before() }, "https://b.example"),
            ];
            for (after, value) in changed {
                assert!(said(after).contains(value), "{value} in {language:?}");
            }
            let none = said(Rules { relays: Vec::new(), ..before() });
            assert!(none != said(before()) && !none.contains("example"), "{language:?}: {none}");
            assert!(!said(before()).contains("example"), "{language:?}: what stays is no news");
        });
    }

    #[test]
    fn a_decision_about_rules_says_that_the_relays_change_as_well() {
        in_every_language(|language| {
            let policy =
                |relays_change| Decided::Policy { smallest_figure: 5, admission_share: 3, admission_least: 2, relays_change };
            let said = |relays_change| super::of(&policy(relays_change), 0, &super::Names::new());
            assert!(said(true).starts_with(&said(false)) && said(true).len() > said(false).len(), "{language:?}");
        });
    }
}

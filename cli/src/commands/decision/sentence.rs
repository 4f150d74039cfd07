//! What a decision decides, or would decide, as sentences.

use std::collections::BTreeMap;

use maillage_node::service::matters::OpenMatter;
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
        Decided::Policy { smallest_figure, admission_share, admission_least, .. } => {
            say!(
                "decision-policy",
                k = smallest_figure.to_string(),
                share = admission_share.to_string(),
                least = admission_least.to_string()
            )
        }
        Decided::Notice { statements } => {
            statements.iter().map(|statement| recorded(statement, names)).collect::<Vec<_>>().join(" ")
        }
        Decided::Install { secretary, .. } => say!("decision-install", operator = name_of(*secretary, names), term = term),
        Decided::Found { .. } | Decided::Admit { .. } | Decided::Hold { .. } | Decided::Anchor { .. } => String::new(),
    }
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

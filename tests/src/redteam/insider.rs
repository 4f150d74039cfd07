//! Somebody who knows every visit of one or two permanences, or of whole operators, and reads what is public of the others.

use std::collections::BTreeMap;

use super::{
    attack::{Findings, attack_operator},
    bounds::Effort,
    document::{CellName, Publications},
    figures::Reading,
};

/// What somebody finds out about the rest of an operator who knows the true figures of some of its permanences.
pub fn attack_from_permanences(
    publications: &Publications,
    truth: &BTreeMap<CellName, u64>,
    insiders: &[&str],
    effort: Effort,
) -> Findings {
    let is_known = |name: &CellName| name.1.as_deref().is_some_and(|permanence| insiders.contains(&permanence));
    let insider = truth.iter().filter(|(name, _)| is_known(name)).map(|(name, value)| (name.clone(), *value)).collect();
    attack_operator(publications, &Reading { insider, ..Reading::default() }, effort)
}

/// What operators find out about the others who put all their own figures beside what is public.
pub fn attack_from_operators(
    publications: &Publications,
    truth: &BTreeMap<CellName, u64>,
    insiders: &[&str],
    effort: Effort,
) -> Findings {
    let insider: BTreeMap<CellName, u64> =
        truth.iter().filter(|(name, _)| insiders.contains(&name.0.as_str())).map(|(name, value)| (name.clone(), *value)).collect();
    let reading = Reading { insider, ..Reading::default() };
    let mut all = Findings::default();
    for operator in publications.operators().into_iter().filter(|operator| !insiders.contains(operator)) {
        all.add(attack_operator(&publications.by(operator), &reading, effort));
    }
    all
}

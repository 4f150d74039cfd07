//! Like reports of all operators together: those of one service and one kind.

use std::collections::{BTreeMap, BTreeSet};

use super::Dysfunction;
use crate::{
    calendar::Day,
    identity::OperatorId,
    record::vocabulary::{DysfunctionKind, DysfunctionState, PublicService, Severity},
};

/// What reports have in common that are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Group {
    /// The service.
    pub service: PublicService,
    /// What is wrong.
    pub kind: DysfunctionKind,
}

/// What like reports say together.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Grouped {
    /// What they have in common.
    #[serde(flatten)]
    pub group: Group,
    /// How many reports there are.
    pub reports: usize,
    /// How many operators made them.
    pub operators: usize,
    /// The first day on which any of them was met.
    pub since: Day,
    /// The worst that any of them does to people.
    pub severity: Severity,
    /// How many are in each state, in the order of the list.
    pub states: Vec<(DysfunctionState, usize)>,
}

impl Dysfunction {
    /// The group of reports that are like this one.
    #[must_use]
    pub const fn group(&self) -> Group {
        Group { service: self.service, kind: self.kind }
    }
}

/// Groups reports with the operators that made them: first what most operators met, then what was reported most often, then in the
/// order of the lists.
#[must_use]
pub fn grouped<'r>(reports: impl IntoIterator<Item = (OperatorId, &'r Dysfunction)>) -> Vec<Grouped> {
    let mut groups: BTreeMap<Group, Vec<(OperatorId, &Dysfunction)>> = BTreeMap::new();
    for (operator, report) in reports {
        groups.entry(report.group()).or_default().push((operator, report));
    }
    let mut grouped: Vec<Grouped> = groups.into_iter().filter_map(|(group, reports)| together(group, &reports)).collect();
    grouped.sort_by_key(|one| (std::cmp::Reverse((one.operators, one.reports)), one.group));
    grouped
}

fn together(group: Group, reports: &[(OperatorId, &Dysfunction)]) -> Option<Grouped> {
    let operators: BTreeSet<OperatorId> = reports.iter().map(|(operator, _)| *operator).collect();
    let mut states: BTreeMap<DysfunctionState, usize> = BTreeMap::new();
    for (_, report) in reports {
        let count = states.entry(report.state).or_default();
        *count = count.saturating_add(1);
    }
    Some(Grouped {
        group,
        reports: reports.len(),
        operators: operators.len(),
        since: reports.iter().map(|(_, report)| report.since).min()?,
        severity: reports.iter().map(|(_, report)| report.severity).max()?,
        states: states.into_iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::grouped;
    use crate::{dysfunction::Dysfunction, identity::OperatorId, record::vocabulary::DysfunctionState};

    fn report(service: &str, kind: &str, severity: &str, since: &str, state: DysfunctionState) -> Dysfunction {
        Dysfunction {
            service: service.parse().unwrap(),
            kind: kind.parse().unwrap(),
            severity: severity.parse().unwrap(),
            workaround: None,
            since: since.parse().unwrap(),
            state,
            situation: None,
        }
    }

    #[test]
    fn like_reports_are_counted_once_for_each_report_and_once_for_each_operator() {
        let [one, two] = [1, 2].map(|number| OperatorId::from_bytes([number; 32]));
        let reports = [
            (one, report("irisbox", "langue", "gene", "2026-01-01", DysfunctionState::OPEN)),
            (one, report("itsme", "panne", "gene", "2026-09-02", DysfunctionState::OPEN)),
            (two, report("itsme", "panne", "blocage", "2026-09-01", DysfunctionState::FIXED)),
            (one, report("itsme", "panne", "gene", "2026-09-03", DysfunctionState::OPEN)),
            (one, report("itsme", "langue", "gene", "2026-09-03", DysfunctionState::OPEN)),
        ];
        let groups = grouped(reports.iter().map(|(operator, report)| (*operator, report)));
        let names: Vec<String> = groups.iter().map(|one| format!("{}/{}", one.group.service, one.group.kind)).collect();
        assert_eq!(names, ["itsme/panne", "itsme/langue", "irisbox/langue"]);
        let first = &groups[0];
        assert_eq!((first.reports, first.operators, first.since.to_string().as_str()), (3, 2, "2026-09-01"));
        assert_eq!(first.severity.to_string(), "blocage");
        assert_eq!(first.states, [(DysfunctionState::OPEN, 2), (DysfunctionState::FIXED, 1)]);
    }
}

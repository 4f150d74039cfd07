//! Reports of dysfunctions: what everybody reported, like with like.
//!
//! What a member reports is in [`super::reporting`].

use std::collections::BTreeMap;

use maillage_shared::{
    dysfunction::{Dysfunction, Group, Grouped, group},
    identity::{OperatorId, ShortCode},
    journal::EntryHash,
    record::vocabulary::{Code, DysfunctionKind, DysfunctionState, PublicService},
    view::{NetworkFold, dysfunctions::StandingReport, dysfunctions::standing},
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, directory::find_operator};

/// Lists what was reported, in groups of like reports. Codes come as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ListDysfunctions {
    /// Only of this service.
    pub service: Option<String>,
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only reports in this state.
    pub state: Option<String>,
    /// Only of this operator: a name, a part of it, or a short code.
    pub operator: Option<String>,
    /// Only the own ones.
    pub mine: bool,
}

/// Shows one group or one report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShowDysfunction {
    /// A group, as `itsme/panne`, or a report's short code.
    pub reference: String,
}

/// Like reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupLine {
    /// What they say together.
    #[serde(flatten)]
    pub together: Grouped,
    /// Each of them, the one met first before the others.
    pub lines: Vec<ReportLine>,
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportLine {
    /// What people call it by.
    pub code: ShortCode,
    /// Its name: the hash of the entry that made it.
    pub report: EntryHash,
    /// The operator that made it.
    pub operator: OperatorId,
    /// Its name.
    pub operator_name: String,
    /// Whether that operator is a member no longer.
    pub former: bool,
    /// Whether it is this home's own.
    pub mine: bool,
    /// How often it was changed.
    pub revision: u32,
    /// The short code of the device that said it last.
    pub device: ShortCode,
    /// The entry of that device's journal.
    pub entry: u64,
    /// What it says.
    #[serde(flatten)]
    pub says: Dysfunction,
}

/// What people call a report by.
pub(super) fn code(report: EntryHash) -> ShortCode {
    ShortCode::of("dysfunction", report.as_bytes())
}

/// Reads a code that a person typed, in either case; all that there are go with the problem.
pub(super) fn read_code<C: Code>(field: &str, typed: &str) -> Result<C, Problem> {
    let known = || C::all().map(Code::code).collect::<Vec<_>>().join(", ");
    let unknown = || Problem::new(ProblemCode::DysfunctionCode).with("field", field).with("value", typed).with("known", known());
    C::named(&typed.trim().to_lowercase()).ok_or_else(unknown)
}

/// All reports that were not taken back, `own` being this home's operator.
pub(super) fn lines(fold: &NetworkFold, own: OperatorId) -> Vec<ReportLine> {
    let everybody = fold.state().roster.everybody();
    let mut lines = Vec::new();
    for reported in standing(fold) {
        let Some(member) = everybody.get(&reported.operator) else { continue };
        let line = |report: StandingReport| ReportLine {
            code: code(report.id),
            report: report.id,
            operator: member.operator,
            operator_name: member.name.to_string(),
            former: !member.standing.is_in(),
            mine: member.operator == own,
            revision: report.revision,
            device: report.device.short_code(),
            entry: report.seq,
            says: report.says,
        };
        lines.extend(reported.reports.into_iter().filter(|report| !report.is_withdrawn()).map(line));
    }
    lines.sort_by_key(|line| (line.says.since, line.report));
    lines
}

/// Groups reports.
fn groups(lines: Vec<ReportLine>) -> Vec<GroupLine> {
    let together = group::grouped(lines.iter().map(|line| (line.operator, &line.says)));
    let mut of_group: BTreeMap<Group, Vec<ReportLine>> = BTreeMap::new();
    for line in lines {
        of_group.entry(line.says.group()).or_default().push(line);
    }
    let group = |together: Grouped| GroupLine { lines: of_group.remove(&together.group).unwrap_or_default(), together };
    together.into_iter().map(group).collect()
}

/// The reports whose code begins so. Groups of a code may be typed without the dash, in either case.
pub(super) fn find(lines: &[ReportLine], typed: &str) -> Result<ReportLine, Problem> {
    let plain = |text: &str| text.trim().replace('-', "").to_uppercase();
    let wanted = plain(typed);
    let mut found = lines.iter().filter(|line| !wanted.is_empty() && plain(&line.code.to_string()).starts_with(&wanted));
    match (found.next(), found.next()) {
        (Some(line), None) => Ok(line.clone()),
        (None, _) => Err(Problem::new(ProblemCode::DysfunctionUnknown).with("reference", typed)),
        (Some(_), Some(_)) => Err(Problem::new(ProblemCode::DysfunctionAmbiguous).with("reference", typed)),
    }
}

impl Operation for ListDysfunctions {
    const NAME: &'static str = "dysfunction-list";
    type Output = Vec<GroupLine>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<GroupLine>, Problem> {
        let opened = service.reading()?;
        let about: Option<PublicService> = self.service.as_deref().map(|typed| read_code("--service", typed)).transpose()?;
        let kind: Option<DysfunctionKind> = self.kind.as_deref().map(|typed| read_code("--kind", typed)).transpose()?;
        let state: Option<DysfunctionState> = self.state.as_deref().map(|typed| read_code("--state", typed)).transpose()?;
        let fold = opened.ledger.fold();
        let operator = self.operator.as_deref().map(|typed| find_operator(&fold, typed)).transpose()?;
        let mut lines = lines(&fold, opened.operator);
        lines.retain(|line| {
            about.is_none_or(|about| line.says.service == about)
                && kind.is_none_or(|kind| line.says.kind == kind)
                && state.is_none_or(|state| line.says.state == state)
                && operator.is_none_or(|operator| line.operator == operator)
                && (line.mine || !self.mine)
        });
        Ok(groups(lines))
    }
}

impl Operation for ShowDysfunction {
    const NAME: &'static str = "dysfunction-show";
    type Output = GroupLine;

    fn perform(self, service: &Service, _: &Progress) -> Result<GroupLine, Problem> {
        let opened = service.reading()?;
        let mut lines = lines(&opened.ledger.fold(), opened.operator);
        let unknown = || Problem::new(ProblemCode::DysfunctionUnknown).with("reference", &self.reference);
        if let Some((about, kind)) = self.reference.split_once('/') {
            let group = Group { service: read_code("SERVICE", about)?, kind: read_code("KIND", kind)? };
            lines.retain(|line| line.says.group() == group);
        } else {
            lines = vec![find(&lines, &self.reference)?];
        }
        groups(lines).pop().ok_or_else(unknown)
    }
}

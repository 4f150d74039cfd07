//! What this operator reports of dysfunctions. Everybody's reports are in [`super::dysfunctions`].

use maillage_shared::{
    bounds,
    calendar::Day,
    dysfunction::{Dysfunction, Situation, SituationError},
    encoding,
    identity::OperatorId,
    journal::{BodyKind, EntryHash},
    record::{FaultReason, vocabulary::DysfunctionState},
    view::dysfunctions::{Reported, standing},
};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, Service,
    dysfunctions::{ReportLine, code, find, lines, read_code},
    hosts::field,
    opened::Opened,
};
use crate::ledger::Draft;

/// Reports a dysfunction to the network. Fields come as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ReportDysfunction {
    /// The service, as `itsme`.
    pub service: String,
    /// What is wrong, as `panne`.
    pub kind: String,
    /// What else is said.
    #[serde(flatten)]
    pub typed: TypedDysfunction,
    /// Say what would be reported, and report nothing.
    pub dry_run: bool,
}

/// Changes an own report.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct AmendDysfunction {
    /// The report's short code, or as much of it as no other begins with.
    pub code: String,
    /// What is said instead.
    #[serde(flatten)]
    pub typed: TypedDysfunction,
    /// Say what would change, and change nothing.
    pub dry_run: bool,
}

/// What can be said of a dysfunction besides service and kind. What is not given stays, or is left out; an empty text takes away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedDysfunction {
    /// What it does to people, as `blocage`.
    pub severity: Option<String>,
    /// How they get round it, as `guichet`.
    pub workaround: Option<String>,
    /// The day on which it was met first; today when a new report does not say.
    pub since: Option<Day>,
    /// What has become of it, as `signale`.
    pub state: Option<String>,
    /// What happens, in a line that speaks of nobody.
    pub text: Option<String>,
}

/// What was reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedLine {
    /// What people call it by; nothing before it is reported.
    pub code: Option<maillage_shared::identity::ShortCode>,
    /// What it says now.
    #[serde(flatten)]
    pub says: Dysfunction,
    /// Operators that reported the like, this one included.
    pub operators: usize,
}

impl TypedDysfunction {
    /// What it says when this is changed.
    fn applied_to(&self, before: Dysfunction, today: Day) -> Result<Dysfunction, Problem> {
        let since = self.since.unwrap_or(before.since);
        if since > today {
            return field("--since", &since.to_string(), |_| Err(FaultReason::FutureDay.code()));
        }
        let workaround = match self.workaround.as_deref() {
            None => before.workaround,
            Some(typed) if typed.trim().is_empty() => None,
            Some(typed) => Some(read_code("--workaround", typed)?),
        };
        Ok(Dysfunction {
            severity: self.severity.as_deref().map_or(Ok(before.severity), |typed| read_code("--severity", typed))?,
            workaround,
            since,
            state: self.state.as_deref().map_or(Ok(before.state), |typed| read_code("--state", typed))?,
            situation: self.text.as_deref().map_or(Ok(before.situation), read_situation)?,
            service: before.service,
            kind: before.kind,
        })
    }
}

/// A text that a person typed; none when nothing is left of it. What points at somebody is named with its place.
fn read_situation(typed: &str) -> Result<Option<Situation>, Problem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    Situation::typed(typed).map(Some).map_err(|error| match error {
        SituationError::Personal(found) => {
            let tidied = Situation::tidied(typed);
            let count = found.last.saturating_sub(found.first).saturating_add(1);
            let value: String = tidied.chars().skip(found.first.saturating_sub(1)).take(count).collect();
            Problem::new(ProblemCode::DysfunctionPersonal)
                .with("why", found.kind.code())
                .with("place", format!("{}–{}", found.first, found.last))
                .with("value", value)
        }
        other => Problem::new(ProblemCode::FieldInvalid).with("field", "--text").with("value", typed).with("why", other.code()),
    })
}

impl ReportDysfunction {
    fn read(&self, today: Day) -> Result<Dysfunction, Problem> {
        let bare = Dysfunction {
            service: read_code("SERVICE", &self.service)?,
            kind: read_code("KIND", &self.kind)?,
            severity: read_code("--severity", self.typed.severity.as_deref().unwrap_or_default())?,
            workaround: None,
            since: today,
            state: DysfunctionState::OPEN,
            situation: None,
        };
        self.typed.applied_to(bare, today)
    }
}

impl Operation for ReportDysfunction {
    const NAME: &'static str = "dysfunction-report";
    type Output = ReportedLine;

    fn perform(self, service: &Service, _: &Progress) -> Result<ReportedLine, Problem> {
        let opened = service.member()?;
        let says = self.read(service.today()?)?;
        if self.dry_run {
            return Ok(reported_line(opened, None, says));
        }
        let entry = opened.ledger.write(&opened.device, |draft| {
            // Beyond that nothing would have an effect, at anybody's.
            let made = own(draft, opened.operator).map_or(0, |reported| reported.reports.len());
            require_room(draft, opened, made < bounds::DYSFUNCTION_REPORTS)?;
            draft.append(BodyKind::DysfunctionReport, encoding::to_bytes(&says.statement(None, 0)))
        })?;
        tracing::info!(service = %says.service, kind = %says.kind, "a dysfunction was reported");
        Ok(reported_line(opened, Some(entry), says))
    }
}

impl Operation for AmendDysfunction {
    const NAME: &'static str = "dysfunction-amend";
    type Output = ReportedLine;

    fn perform(self, service: &Service, _: &Progress) -> Result<ReportedLine, Problem> {
        let opened = service.member()?;
        let today = service.today()?;
        let line = self.find(opened)?;
        let says = self.typed.applied_to(line.says.clone(), today)?;
        if says == line.says {
            return Err(Problem::new(ProblemCode::DysfunctionUnchanged).with("code", line.code));
        }
        if !self.dry_run {
            opened.ledger.write(&opened.device, |draft| {
                let reported = own(draft, opened.operator);
                let standing = reported.and_then(|reported| reported.reports.into_iter().find(|report| report.id == line.report));
                let revision = standing.map_or(line.revision, |standing| standing.revision).saturating_add(1);
                require_room(draft, opened, revision <= bounds::DYSFUNCTION_REVISIONS)?;
                draft.append(BodyKind::DysfunctionReport, encoding::to_bytes(&says.statement(Some(line.report), revision)))
            })?;
        }
        Ok(reported_line(opened, Some(line.report), says))
    }
}

impl AmendDysfunction {
    fn find(&self, opened: &Opened) -> Result<ReportLine, Problem> {
        let line = find(&lines(&opened.ledger.fold(), opened.operator), &self.code)?;
        if line.mine {
            return Ok(line);
        }
        Err(Problem::new(ProblemCode::DysfunctionOfOthers).with("code", line.code).with("name", line.operator_name))
    }
}

/// What the own operator reported, as the draft finds it.
fn own(draft: &Draft<'_>, operator: OperatorId) -> Option<Reported> {
    standing(draft.fold()).into_iter().find(|reported| reported.operator == operator)
}

/// Refuses a statement that would have no effect because there are too many of them.
fn require_room(draft: &Draft<'_>, opened: &Opened, is_room: bool) -> Result<(), Problem> {
    let device = opened.device.public();
    let journal = draft.fold().journals().find(|journal| journal.certified().is_some_and(|certified| certified.device == device));
    let statements = journal.map_or(0, |journal| journal.dysfunctions(u64::MAX).count());
    if is_room && statements < bounds::DYSFUNCTION_STATEMENTS { Ok(()) } else { Err(Problem::new(ProblemCode::DysfunctionsFull)) }
}

fn reported_line(opened: &Opened, report: Option<EntryHash>, says: Dysfunction) -> ReportedLine {
    let lines = lines(&opened.ledger.fold(), opened.operator);
    let like = lines.iter().filter(|line| line.says.group() == says.group()).map(|line| line.operator);
    let operators = like.chain([opened.operator]).collect::<std::collections::BTreeSet<_>>().len();
    ReportedLine { code: report.map(code), says, operators }
}

//! Everybody's permanences.

use std::collections::BTreeSet;

use maillage_shared::{
    calendar::Day,
    directory::{Host, NisCode, Permanence, SchoolCalendar},
    identity::{OperatorId, ShortCode},
    view::NetworkFold,
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, reasons};

/// Lists permanences of all members.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ListDirectory {
    /// Only in this commune: a name in French or Dutch, or a NIS code.
    pub commune: Option<String>,
    /// Only those that open on this day.
    pub day: Option<Day>,
    /// Only those of this operator: a name, a part of it, or a short code.
    pub operator: Option<String>,
    /// Only those that are open at this moment, as `2026-10-15 14:30`.
    pub open_at: Option<String>,
    /// Also those of operators that left or were removed.
    #[serde(default)]
    pub all: bool,
}

/// Shows every permanence of this short name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShowDirectory {
    /// The short name.
    pub slug: String,
}

/// A permanence with where it comes from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DirectoryLine {
    /// The operator.
    pub operator: OperatorId,
    /// Its name.
    pub operator_name: String,
    /// Whether that operator is a member no longer: what stands here is as it was then.
    pub former: bool,
    /// The permanence.
    pub permanence: Permanence,
    /// Its host, when the page knows it.
    pub host: Option<Host>,
    /// Where the page comes from: the device that changed it last, as this node saw it.
    pub changed_by: Option<ShortCode>,
    /// The entry of that device's journal.
    pub changed_in: Option<u64>,
    /// Days since somebody said that the permanence is as described; nothing when nobody did.
    pub verified_days_ago: Option<u32>,
}

impl DirectoryLine {
    /// The school holidays that its timetable means.
    fn school(&self) -> SchoolCalendar {
        SchoolCalendar::of(&self.permanence, self.host.as_ref())
    }
}

/// The name by which figures of a host's commune are counted: its French name, or its code when it has none.
pub(super) fn commune_label(host: &Host) -> Option<String> {
    let known = host.commune.map(NisCode::current).and_then(NisCode::commune).map(|commune| commune.fr.clone());
    known.or_else(|| host.commune_name.as_ref().map(ToString::to_string)).or_else(|| host.commune.map(|code| code.to_string()))
}

/// The commune names that a typed name or code means, among those that the directory uses.
pub(super) fn find_commune(fold: &NetworkFold, typed: &str) -> Result<BTreeSet<String>, Problem> {
    let matching: BTreeSet<String> = all_hosts(fold).filter(|host| is_in(host, typed)).filter_map(commune_label).collect();
    if matching.is_empty() {
        return Err(Problem::new(ProblemCode::FilterInvalid).with("value", typed).with("why", reasons::UNKNOWN_COMMUNE));
    }
    Ok(matching)
}

fn all_hosts(fold: &NetworkFold) -> impl Iterator<Item = &Host> {
    let pages = fold.state().roster.members().filter_map(|member| fold.operator(member.operator));
    pages.flat_map(|operator| operator.page().hosts.values())
}

fn is_in(host: &Host, typed: &str) -> bool {
    let wanted = typed.trim().to_lowercase();
    let known = host.commune.map(NisCode::current).and_then(NisCode::commune);
    let names = [
        host.commune.map(|code| code.to_string()),
        host.commune_name.as_ref().map(ToString::to_string),
        host.commune_name_nl.as_ref().map(ToString::to_string),
        known.map(|commune| commune.fr.clone()),
        known.map(|commune| commune.nl.clone()),
    ];
    names.into_iter().flatten().any(|name| name.to_lowercase() == wanted)
}

/// The member that a typed name, part of a name, or short code means.
pub(super) fn find_operator(fold: &NetworkFold, typed: &str) -> Result<OperatorId, Problem> {
    let roster = &fold.state().roster;
    let code = typed.parse::<ShortCode>().ok();
    let wanted = typed.trim().to_lowercase();
    let exact =
        roster.members().find(|member| member.name.as_str().to_lowercase() == wanted || code == Some(member.operator.short_code()));
    let part: Vec<_> = roster.members().filter(|member| member.name.as_str().to_lowercase().contains(&wanted)).collect();
    match (exact, part.as_slice()) {
        (Some(member), _) => Ok(member.operator),
        (None, [member]) => Ok(member.operator),
        _ => {
            let known = roster.members().map(|member| member.name.to_string()).collect::<Vec<_>>().join(", ");
            Err(Problem::new(ProblemCode::OperatorUnknown).with("name", typed).with("known", known))
        }
    }
}

/// A moment as a person types it.
struct Moment {
    day: Day,
    hour: u8,
    minute: u8,
}

fn read_moment(typed: &str) -> Result<Moment, Problem> {
    let bad = || Problem::new(ProblemCode::FilterInvalid).with("value", typed).with("why", reasons::MOMENT);
    let (day, time) = typed.trim().split_once([' ', 'T']).ok_or_else(bad)?;
    let (hour, minute) = time.split_once(':').ok_or_else(bad)?;
    let moment = Moment {
        day: day.parse().map_err(|_| bad())?,
        hour: hour.parse().map_err(|_| bad())?,
        minute: minute.parse().map_err(|_| bad())?,
    };
    if moment.hour < 24 && moment.minute < 60 { Ok(moment) } else { Err(bad()) }
}

impl Operation for ListDirectory {
    const NAME: &'static str = "directory-list";
    type Output = Vec<DirectoryLine>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<DirectoryLine>, Problem> {
        let opened = service.opened()?;
        let today = service.today()?;
        let fold = opened.ledger.fold();
        let operator = self.operator.as_deref().map(|typed| find_operator(&fold, typed)).transpose()?;
        let moment = self.open_at.as_deref().map(read_moment).transpose()?;
        if let Some(commune) = &self.commune {
            find_commune(&fold, commune)?;
        }
        let mut lines = lines(&fold, today, self.all);
        lines.retain(|line| {
            let timetable = &line.permanence.timetable;
            operator.is_none_or(|wanted| line.operator == wanted)
                && self.commune.as_deref().is_none_or(|typed| line.host.as_ref().is_some_and(|host| is_in(host, typed)))
                && self.day.is_none_or(|day| !timetable.openings(&(day..=day), line.school()).is_empty())
                && moment.as_ref().is_none_or(|at| timetable.is_open_at(at.day, at.hour, at.minute))
        });
        Ok(lines)
    }
}

impl Operation for ShowDirectory {
    const NAME: &'static str = "directory-show";
    type Output = Vec<DirectoryLine>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<DirectoryLine>, Problem> {
        let opened = service.opened()?;
        let today = service.today()?;
        let mut lines = lines(&opened.ledger.fold(), today, true);
        let slug = super::hosts::read_slug(&self.slug)?;
        let known = lines.iter().map(|line| line.permanence.slug.to_string()).collect::<BTreeSet<_>>();
        lines.retain(|line| line.permanence.slug == slug);
        if lines.is_empty() {
            let known = known.into_iter().collect::<Vec<_>>().join(", ");
            return Err(Problem::new(ProblemCode::PermanenceUnknown).with("slug", slug).with("known", known));
        }
        Ok(lines)
    }
}

/// All permanences of members, and when `all` is asked for of former members, by commune, name and operator.
fn lines(fold: &NetworkFold, today: Day, all: bool) -> Vec<DirectoryLine> {
    let mut lines = Vec::new();
    for member in fold.state().roster.everybody().values().filter(|member| all || member.standing.is_in()) {
        let Some(operator) = fold.operator(member.operator) else { continue };
        let (page, changed) = (operator.page(), operator.last_change());
        lines.extend(page.permanences.values().map(|permanence| DirectoryLine {
            operator: member.operator,
            operator_name: member.name.to_string(),
            former: !member.standing.is_in(),
            permanence: permanence.clone(),
            host: page.hosts.get(&permanence.host).cloned(),
            changed_by: changed.map(|(device, _)| device.short_code()),
            changed_in: changed.map(|(_, seq)| seq),
            verified_days_ago: permanence.verified_on.map(|day| today.number().saturating_sub(day.number())),
        }));
    }
    lines.sort_by_cached_key(|line| {
        (line.host.as_ref().and_then(commune_label), line.permanence.name.clone(), line.permanence.slug.clone(), line.operator)
    });
    lines
}

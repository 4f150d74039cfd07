//! Publications, of everybody.

use maillage_shared::{
    calendar::Month,
    identity::OperatorId,
    record::PartialReason,
    view::{
        NetworkFold,
        publications::{Standing, standing},
    },
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, closing::PublishedCell, directory::find_operator};

/// Lists what was published.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListPublications {
    /// Only this operator: a name, a part of it, or a short code.
    pub operator: Option<String>,
}

/// One published period.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PublicationLine {
    /// The operator.
    pub operator: OperatorId,
    /// Its name.
    pub name: String,
    /// Whether it is a member no longer.
    pub former: bool,
    /// The period.
    pub period: Month,
    /// Figures shown.
    pub shown: usize,
    /// Figures hidden.
    pub hidden: usize,
    /// Whether contradictory figures were published, so that none counts.
    pub disputed: bool,
}

/// Shows one published period.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShowPublication {
    /// The operator: a name, a part of it, or a short code.
    pub operator: String,
    /// The period.
    pub period: Month,
}

/// A published period with its figures.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShownPublication {
    /// What it is.
    #[serde(flatten)]
    pub line: PublicationLine,
    /// Smallest figure that could be shown.
    pub smallest_figure: Option<u32>,
    /// The figures.
    pub cells: Vec<PublishedCell>,
    /// The short code of the device that published.
    pub device: Option<maillage_shared::identity::ShortCode>,
    /// The entry of its journal.
    pub entry: Option<u64>,
    /// Whether an anchor settles it.
    pub anchored: bool,
    /// Why the month was closed although sessions were missing; known of the own months alone.
    pub partial: Option<PartialReason>,
}

fn line(fold: &NetworkFold, standing: &Standing<'_>, name: String) -> PublicationLine {
    let shown = standing.cells().iter().filter(|cell| cell.visits.is_some()).count();
    PublicationLine {
        operator: standing.operator,
        name,
        former: fold.state().roster.member(standing.operator).is_none(),
        period: standing.period,
        shown,
        hidden: standing.cells().len().saturating_sub(shown),
        disputed: standing.stands.is_none(),
    }
}

impl Operation for ListPublications {
    const NAME: &'static str = "publication-list";
    type Output = Vec<PublicationLine>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<PublicationLine>, Problem> {
        let fold = service.opened()?.ledger.fold();
        let wanted = self.operator.as_deref().map(|typed| find_operator(&fold, typed)).transpose()?;
        let names = super::decisions::names(&fold);
        let all = standing(&fold).into_iter().filter(|standing| wanted.is_none_or(|wanted| standing.operator == wanted));
        Ok(all.map(|standing| line(&fold, &standing, names.get(&standing.operator).cloned().unwrap_or_default())).collect())
    }
}

impl Operation for ShowPublication {
    const NAME: &'static str = "publication-show";
    type Output = ShownPublication;

    fn perform(self, service: &Service, _: &Progress) -> Result<ShownPublication, Problem> {
        let opened = service.opened()?;
        let fold = opened.ledger.fold();
        let operator = find_operator(&fold, &self.operator)?;
        let name = super::decisions::names(&fold).remove(&operator).unwrap_or_default();
        let reference = format!("{name} {}", self.period);
        let found = standing(&fold).into_iter().find(|s| s.operator == operator && s.period == self.period);
        let standing = found.ok_or_else(|| Problem::new(ProblemCode::PublicationUnknown).with("reference", reference))?;
        let candidate = standing.stands.as_ref();
        let closed =
            if operator == opened.operator { opened.ledger.store().read(|read| read.closed_month(self.period))? } else { None };
        let partial = closed.and_then(|closed| closed.partial);
        Ok(ShownPublication {
            line: line(&fold, &standing, name),
            smallest_figure: candidate.map(|candidate| candidate.publication.smallest_figure),
            cells: standing.cells().iter().map(PublishedCell::from).collect(),
            device: candidate.map(|candidate| candidate.device.short_code()),
            entry: candidate.map(|candidate| candidate.seq),
            anchored: candidate.is_some_and(|candidate| candidate.anchored),
            partial,
        })
    }
}

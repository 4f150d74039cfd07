//! The view itself: what every node shows alike, and the canonical bytes that its digest is taken of.
//!
//! The canonical bytes are JSON: objects with their fields in the order of the structs below, lists in the order said beside them,
//! two spaces of indentation, a line feed at the end. No floating-point number, no time of this node, nothing local.

use super::{NetworkFold, dysfunctions, publications};
use crate::{
    calendar::{ClaimedTime, Period},
    directory::Page,
    dysfunction::Dysfunction,
    hash,
    identity::{DeviceId, NetworkId, OperatorId},
    journal::EntryHash,
    register::{DecisionKind, ItemId, Policy, Standing, content::CharterText, policy::RULES_VERSION},
    text::{Name, Slug},
};

/// The name and version of the canonical form.
pub const FORMAT: &str = "maillage.view/2";

/// What the network is, as this set of entries and items says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NetworkView {
    /// [`FORMAT`].
    pub format: &'static str,
    /// The version of the rules that the view was made with.
    pub rules_version: u16,
    /// The network.
    pub network: NetworkId,
    /// Its name; empty before the founding is known.
    pub name: String,
    /// The policy in force.
    pub policy: Option<Policy>,
    /// The network's relays.
    pub relays: Vec<String>,
    /// The operator whose governing device puts decisions in order.
    pub secretary: Option<OperatorId>,
    /// The term: it rises when an assembly installs a secretary.
    pub term: u32,
    /// The chain of decisions, from the founding on.
    pub decisions: Vec<DecisionView>,
    /// The decision after which the chain halts because two others stand against each other.
    pub halted_at: Option<ItemId>,
    /// The charter's articles, in order, in all their languages.
    pub charter: Vec<ArticleView>,
    /// Members, former ones included and marked, by operator.
    pub members: Vec<MemberView>,
    /// Pages, by operator.
    pub pages: Vec<PageView>,
    /// Published figures, by operator, table and period.
    pub publications: Vec<PublicationView>,
    /// Reports of dysfunctions, by operator; without those of operators that made none.
    pub dysfunctions: Vec<DysfunctionsView>,
    /// Forked journals, by device.
    pub forks: Vec<ForkView>,
}

/// A decision of the chain.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DecisionView {
    /// Its place.
    pub height: u64,
    /// The term in which it was ordered.
    pub term: u32,
    /// Its name.
    pub id: ItemId,
    /// Its kind.
    pub kind: DecisionKind,
    /// When the secretary says that it was.
    pub claimed_at: ClaimedTime,
}

/// A text of the charter.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ArticleView {
    /// The article.
    pub article: String,
    /// The language.
    pub language: String,
    /// The text.
    pub text: String,
}

/// A member.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MemberView {
    /// The operator.
    pub operator: OperatorId,
    /// Its name.
    pub name: Name,
    /// Height of the decision that made it a member.
    pub joined_at: u64,
    /// Whether it takes part, and since which decision it does not.
    #[serde(flatten)]
    pub standing: Standing,
    /// The device that decides for it.
    pub governing: DeviceId,
    /// Its devices whose journals are held, ascending.
    pub devices: Vec<DeviceId>,
    /// Those of all its devices that speak for it no longer, ascending.
    pub revoked: Vec<DeviceId>,
}

/// An operator's page.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PageView {
    /// The operator.
    pub operator: OperatorId,
    /// What it says.
    pub page: Page,
}

/// A published period.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PublicationView {
    /// The operator.
    pub operator: OperatorId,
    /// The number of the table.
    pub table: u16,
    /// The period.
    pub period: Period,
    /// Whether contradictory figures were published, so that none of them counts.
    pub disputed: bool,
    /// Smallest figure shown as a number when it was published.
    pub smallest_figure: Option<u32>,
    /// The permanences, as [`crate::statistics::Publication::permanences`].
    pub permanences: Vec<Slug>,
    /// The codes, as [`crate::statistics::Publication::codes`].
    pub codes: Vec<Vec<u16>>,
    /// The figures, as [`crate::statistics::Publication::figures`].
    pub figures: Vec<Option<u32>>,
    /// The permanences with late visits, as [`crate::statistics::Publication::late`].
    pub late: Vec<Slug>,
}

/// An operator's reports of dysfunctions.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DysfunctionsView {
    /// The operator.
    pub operator: OperatorId,
    /// Its reports, by name.
    pub reports: Vec<DysfunctionView>,
    /// Statements without effect.
    pub without_effect: usize,
}

/// A report of a dysfunction, as it stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DysfunctionView {
    /// Its name: the hash of the entry that made it.
    pub report: EntryHash,
    /// How often it was changed.
    pub revision: u32,
    /// What it says.
    #[serde(flatten)]
    pub says: Dysfunction,
}

/// A forked journal.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ForkView {
    /// The device.
    pub device: DeviceId,
    /// The first place with two entries.
    pub seq: u64,
}

impl NetworkView {
    /// The view of what `fold` holds.
    #[must_use]
    pub(super) fn of(fold: &NetworkFold) -> Self {
        let state = fold.state();
        let secretary = state.roster.secretary();
        Self {
            format: FORMAT,
            rules_version: RULES_VERSION,
            network: fold.network(),
            name: state.network_name().map(ToString::to_string).unwrap_or_default(),
            policy: state.policy.clone(),
            relays: state.relays.clone(),
            secretary,
            term: state.chain.term,
            decisions: state.decisions.iter().map(DecisionView::of).collect(),
            halted_at: state.halted.as_ref().and_then(|contest| contest.parent),
            charter: state.charter.iter().map(ArticleView::of).collect(),
            members: members(fold),
            pages: pages(fold),
            publications: publications::standing(fold).iter().map(PublicationView::of).collect(),
            dysfunctions: dysfunctions::standing(fold).into_iter().map(DysfunctionsView::of).collect(),
            forks: fold
                .forks()
                .values()
                .filter(|evidence| state.roster.operator_of_device(evidence.fork.device).is_some())
                .map(|evidence| ForkView { device: evidence.fork.device, seq: evidence.fork.seq })
                .collect(),
        }
    }

    /// The canonical bytes.
    #[must_use]
    pub fn canonical_bytes(&self) -> Vec<u8> {
        // Maps with text keys only, no floats, no I/O: writing JSON of these types cannot fail.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// The SHA-256 of the canonical bytes, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        data_encoding::HEXLOWER.encode(&hash::sha256(&self.canonical_bytes()))
    }
}

impl DecisionView {
    fn of(record: &crate::register::DecisionRecord) -> Self {
        Self { height: record.height, term: record.term, id: record.id, kind: record.decided.kind(), claimed_at: record.claimed_at }
    }
}

impl ArticleView {
    fn of(text: &CharterText) -> Self {
        Self { article: text.article.clone(), language: text.language.clone(), text: text.text.clone() }
    }
}

impl PublicationView {
    fn of(standing: &publications::Standing<'_>) -> Self {
        let publication = standing.publication();
        Self {
            operator: standing.operator,
            table: standing.table,
            period: standing.period,
            disputed: standing.stands.is_none(),
            smallest_figure: publication.map(|publication| publication.smallest_figure),
            permanences: publication.map_or_else(Vec::new, |publication| publication.permanences.clone()),
            codes: publication.map_or_else(Vec::new, |publication| publication.codes.clone()),
            figures: publication.map_or_else(Vec::new, |publication| publication.figures.clone()),
            late: publication.map_or_else(Vec::new, |publication| publication.late.clone()),
        }
    }
}

impl DysfunctionsView {
    fn of(reported: dysfunctions::Reported) -> Self {
        let report = |report: dysfunctions::StandingReport| DysfunctionView {
            report: report.id,
            revision: report.revision,
            says: report.says,
        };
        Self {
            operator: reported.operator,
            reports: reported.reports.into_iter().filter(|report| !report.is_withdrawn()).map(report).collect(),
            without_effect: reported.without_effect,
        }
    }
}

fn members(fold: &NetworkFold) -> Vec<MemberView> {
    let member = |member: &crate::register::Member| MemberView {
        operator: member.operator,
        name: member.name.clone(),
        joined_at: member.joined_at,
        standing: member.standing,
        governing: member.governing,
        devices: fold.devices_of(member.operator).map(|certified| certified.device).collect(),
        revoked: member.revoked.iter().copied().collect(),
    };
    fold.state().roster.everybody().values().map(member).collect()
}

fn pages(fold: &NetworkFold) -> Vec<PageView> {
    let members = fold.state().roster.everybody().keys();
    let page = |operator: &OperatorId| {
        fold.operator(*operator).map(|operator_fold| PageView { operator: *operator, page: operator_fold.page().clone() })
    };
    members.filter_map(page).collect()
}

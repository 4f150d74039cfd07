//! Evidence: what devices signed against the rules or against themselves, and the file with which anyone can check it.

use std::{collections::BTreeMap, ops::RangeInclusive};

use data_encoding::BASE64;
use maillage_shared::{
    encoding,
    identity::{DeviceId, NetworkId, OperatorId, ShortCode},
    journal::{Entry, EntryHash, Header, fork::Branch},
    register::{self, Item, ItemId},
    view::NetworkFold,
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, decisions::names, opened::Opened};

/// Most of the register's evidence that is listed. Whoever signs more shows no more by it.
const LISTED: usize = 1_000;

/// Lists the evidence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListEvidence {}

/// Shows one piece of evidence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShowEvidence {
    /// Its code, or the beginning of it.
    pub id: String,
}

/// Asks for evidence in a form that anyone can check without this node.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportEvidence {
    /// Only this piece: its code, or the beginning of it.
    pub id: Option<String>,
}

/// What a device did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Breach {
    /// It wrote two histories of its journal.
    Fork,
    /// It put several decisions after one.
    SeveralDecisions,
    /// It put a decision in order that breaks a rule.
    InvalidDecision,
    /// It acknowledged several branches of one term.
    SeveralBranches,
    /// It signed for several secretaries in one term.
    SeveralInstallations,
    /// It installed a secretary against what it had acknowledged.
    AgainstAcknowledgement,
    /// It wrote a change of a page that the rules refuse.
    RefusedChange,
}

/// One piece of evidence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EvidenceLine {
    /// Its code: the same on every node that holds the same evidence.
    pub code: ShortCode,
    /// What was done.
    pub breach: Breach,
    /// The device that signed it.
    pub device: DeviceId,
    /// Its short code.
    pub device_code: ShortCode,
    /// The operator that it belongs or belonged to.
    pub operator: Option<OperatorId>,
    /// The operator's name.
    pub operator_name: Option<String>,
    /// The place in the device's journal, where it is about one.
    pub entry: Option<u64>,
    /// The rule that was broken, in the words of the program.
    pub rule: Option<String>,
    /// The items that prove it.
    pub items: Vec<ItemId>,
}

/// Evidence with the signed bytes that prove it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Exhibit {
    /// What it is.
    #[serde(flatten)]
    pub line: EvidenceLine,
    /// The whole items, in base 64: header, signature, body.
    pub item_bytes: Vec<String>,
    /// The proof of a fork, in base 64: two signed branches of headers.
    pub fork_proof: Option<String>,
    /// The header of a refused change's entry and those after it up to a signature, in base 64: one signed branch.
    pub branch: Option<String>,
    /// The body of that entry, in base 64.
    pub body: Option<String>,
}

/// A file of evidence: the fields of a JSON document `maillage.evidence/1`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EvidenceFile {
    /// The network that all of it belongs to: every signature names it.
    pub network: NetworkId,
    /// Its name.
    pub network_name: String,
    /// The evidence.
    pub exhibits: Vec<Exhibit>,
}

/// The code of a piece of evidence: by what it is and what proves it.
fn code(breach: Breach, device: DeviceId, proof: &[&[u8]]) -> ShortCode {
    let kind = [u8::try_from(breach as u32).unwrap_or(u8::MAX)];
    let mut bytes = [kind.as_slice(), device.as_bytes().as_slice()].concat();
    for part in proof {
        bytes.extend_from_slice(part);
    }
    ShortCode::of("evidence", &bytes)
}

struct Teller<'f> {
    fold: &'f NetworkFold,
    names: BTreeMap<OperatorId, String>,
}

impl Teller<'_> {
    fn line(&self, breach: Breach, device: DeviceId, proof: &[&[u8]]) -> EvidenceLine {
        let operator = self.fold.state().roster.operator_of_device(device);
        EvidenceLine {
            code: code(breach, device, proof),
            breach,
            device,
            device_code: device.short_code(),
            operator,
            operator_name: operator.and_then(|operator| self.names.get(&operator).cloned()),
            entry: None,
            rule: None,
            items: Vec::new(),
        }
    }

    fn forks(&self) -> impl Iterator<Item = EvidenceLine> {
        self.fold.forks().values().map(|evidence| {
            // One fork of a device counts, the lowest: its code does not change when a lower one is found.
            let line = self.line(Breach::Fork, evidence.fork.device, &[]);
            EvidenceLine { entry: Some(evidence.fork.seq), ..line }
        })
    }

    fn items(&self) -> impl Iterator<Item = EvidenceLine> {
        self.fold.register().evidence().into_iter().take(LISTED).map(|evidence| {
            let (breach, rule) = match evidence.breach {
                register::evidence::Breach::SeveralDecisions => (Breach::SeveralDecisions, None),
                register::evidence::Breach::InvalidDecision(invalid) => (Breach::InvalidDecision, Some(invalid.to_string())),
                register::evidence::Breach::SeveralBranches => (Breach::SeveralBranches, None),
                register::evidence::Breach::SeveralInstallations => (Breach::SeveralInstallations, None),
                register::evidence::Breach::AgainstAcknowledgement => (Breach::AgainstAcknowledgement, None),
            };
            let proof: Vec<&[u8]> = evidence.items.iter().map(|item| item.as_bytes().as_slice()).collect();
            let line = self.line(breach, evidence.device, &proof);
            EvidenceLine { rule, items: evidence.items, ..line }
        })
    }

    fn refused_changes(&self) -> Vec<EvidenceLine> {
        let operators = self.fold.state().roster.everybody().keys();
        let pages = operators.filter_map(|operator| self.fold.operator(*operator));
        let refusals = pages.flat_map(|page| page.document().refusals());
        let line = |(entry, (device, refusal)): (&EntryHash, &(DeviceId, maillage_shared::document::Refusal))| {
            let line = self.line(Breach::RefusedChange, *device, &[entry.as_bytes()]);
            EvidenceLine { entry: self.place(*device, *entry), rule: Some(refusal.to_string()), ..line }
        };
        refusals.map(line).collect()
    }

    /// The place of an entry in its journal.
    fn place(&self, device: DeviceId, entry: EntryHash) -> Option<u64> {
        (1..=self.fold.head(device).seq).find(|seq| self.fold.hash_at(device, *seq) == Some(entry))
    }
}

/// All evidence that is held: forks, the register, pages.
pub(super) fn lines(fold: &NetworkFold) -> Vec<EvidenceLine> {
    let teller = Teller { fold, names: names(fold) };
    teller.forks().chain(teller.items()).chain(teller.refused_changes()).collect()
}

/// How much evidence is held.
pub(super) fn count(fold: &NetworkFold) -> usize {
    let operators = fold.state().roster.everybody().keys();
    let refused = operators.filter_map(|operator| fold.operator(*operator)).map(|page| page.document().refusals().len());
    let items = fold.register().evidence().len().min(LISTED);
    refused.fold(fold.forks().len().saturating_add(items), usize::saturating_add)
}

fn find(fold: &NetworkFold, typed: &str) -> Result<EvidenceLine, Problem> {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_uppercase();
    let wanted = plain(typed);
    let mut found: Vec<EvidenceLine> =
        lines(fold).into_iter().filter(|line| plain(&line.code.to_string()).starts_with(&wanted)).collect();
    match (found.pop(), found.is_empty()) {
        (Some(only), true) if !wanted.is_empty() => Ok(only),
        _ => Err(Problem::new(ProblemCode::EvidenceUnknown).with("id", typed)),
    }
}

fn exhibit(opened: &Opened, fold: &NetworkFold, line: EvidenceLine) -> Result<Exhibit, Problem> {
    let whole = |id: &ItemId| fold.register().get(id).map(Item::to_bytes).map(|bytes| BASE64.encode(&bytes));
    let fork = fold.forks().get(&line.device).filter(|_| line.breach == Breach::Fork);
    let entries = match line.entry.filter(|_| line.breach == Breach::RefusedChange) {
        Some(seq) => signed_from(opened, line.device, seq..=fold.head(line.device).seq)?,
        None => Vec::new(),
    };
    Ok(Exhibit {
        item_bytes: line.items.iter().filter_map(whole).collect(),
        fork_proof: fork.map(|evidence| BASE64.encode(&encoding::to_bytes(&evidence.proof))),
        branch: branch(&entries).map(|branch| BASE64.encode(&encoding::to_bytes(&branch))),
        body: entries.first().and_then(|entry| entry.body.as_ref()).map(|body| BASE64.encode(body)),
        line,
    })
}

fn branch(entries: &[Entry]) -> Option<Branch> {
    let headers: Vec<Header> = entries.iter().map(|entry| entry.header.clone()).collect();
    entries.last().and_then(|entry| entry.signature).map(|signature| Branch::new(&headers, signature))
}

/// The first of these entries, up to the one that is signed.
fn signed_from(opened: &Opened, device: DeviceId, places: RangeInclusive<u64>) -> Result<Vec<Entry>, Problem> {
    opened.ledger.store().read(|read| {
        let mut entries = Vec::new();
        for seq in places {
            let Some(entry) = read.entry(device, seq)? else { break };
            let signed = entry.signature.is_some();
            entries.push(entry);
            if signed {
                break;
            }
        }
        Ok::<_, Problem>(entries)
    })
}

impl Operation for ListEvidence {
    const NAME: &'static str = "evidence-list";
    type Output = Vec<EvidenceLine>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<EvidenceLine>, Problem> {
        Ok(lines(&service.opened()?.ledger.fold()))
    }
}

impl Operation for ShowEvidence {
    const NAME: &'static str = "evidence-show";
    type Output = EvidenceLine;

    fn perform(self, service: &Service, _: &Progress) -> Result<EvidenceLine, Problem> {
        find(&service.opened()?.ledger.fold(), &self.id)
    }
}

impl Operation for ExportEvidence {
    const NAME: &'static str = "evidence-export";
    type Output = EvidenceFile;

    fn perform(self, service: &Service, _: &Progress) -> Result<EvidenceFile, Problem> {
        let opened = service.opened()?;
        let fold = opened.ledger.fold();
        let wanted = match &self.id {
            Some(id) => vec![find(&fold, id)?],
            None => lines(&fold),
        };
        let network_name = fold.state().network_name().unwrap_or_default().to_owned();
        let exhibits = wanted.into_iter().map(|line| exhibit(opened, &fold, line)).collect::<Result<_, _>>()?;
        Ok(EvidenceFile { network: fold.network(), network_name, exhibits })
    }
}

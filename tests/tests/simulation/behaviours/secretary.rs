//! As the secretary: what it puts in order.

use maillage_shared::{
    encoding,
    journal::{BodyKind, EntryHash, Run},
    register::{
        Acknowledgement, Anchor, AnchorLine, Content, Decision, Item, ItemId, ItemKind, Says, Statement, automatic, compose,
        content::EmbeddedItem, membership::Remove,
    },
};
use maillage_tests::operator::Operator;

use super::{Behaviour, Liar, Named as _};

/// What a decision carries.
#[derive(Debug, Clone)]
enum Carries {
    Content(Content),
    Proposal(Item, Vec<Item>),
}

/// A decision of the liar after this one, whatever the rules say to it.
fn decision(liar: &Liar<'_>, parent: ItemId, carries: Carries) -> Option<Item> {
    let fold = &liar.member.replica.fold;
    let chain = fold.register().state_at(parent)?;
    let (content, proposal, approvals) = match carries {
        Carries::Content(content) => (Some(content), None, Vec::new()),
        Carries::Proposal(proposal, approvals) => {
            let approvals = approvals.iter().map(|item| EmbeddedItem(item.to_bytes())).collect();
            (None, Some(proposal.to_bytes()), approvals)
        }
    };
    let (term, height, parent) = (chain.term, chain.next_height(), chain.tip_id());
    let claimed_at = liar.member.clock(liar.wire);
    let decision = Decision { term, height, parent, rules_version: 1, claimed_at, content, proposal, approvals };
    Some(Item::by_device(&liar.member.operator.device, fold.network(), ItemKind::Decision, encoding::to_bytes(&decision)))
}

/// The newest decision, if the liar keeps their order, and so often of a hundred times.
fn keeps_order(liar: &mut Liar<'_>, percent: usize) -> Option<ItemId> {
    let likely = liar.dice().happens(percent);
    let state = liar.member.replica.fold.state();
    let is_secretary = state.halted.is_none() && state.roster.secretary_device() == Some(liar.device());
    state.tip_id().filter(|_| likely && is_secretary)
}

fn anchor(lines: Vec<AnchorLine>) -> Carries {
    Carries::Content(Content::anchor(&Anchor { lines }))
}

/// The anchor that is due to be made next, or one without lines.
fn next_anchor(liar: &Liar<'_>) -> Carries {
    let fold = &liar.member.replica.fold;
    let due = automatic::next_anchor(fold.state(), fold.held(), &liar.member.heads());
    anchor(due.map(|anchor| anchor.lines).unwrap_or_default())
}

/// What an honest secretary would decide now, if anything.
fn approved(liar: &Liar<'_>) -> Option<Carries> {
    let register = liar.member.replica.fold.register();
    let pending = register.state().pending_proposals.iter().find(|pending| pending.is_approved())?;
    let approvals = pending.approvals.values().filter_map(|id| register.get(id)).cloned().collect();
    Some(Carries::Proposal(register.get(&pending.id)?.clone(), approvals))
}

/// The liar's acknowledgement of one of its own anchors, for whoever is to believe it.
fn acknowledged(liar: &Liar<'_>, anchor: &Item) -> Vec<u8> {
    let fold = &liar.member.replica.fold;
    let all = Acknowledgement::complete(anchor.id(), fold.state().term);
    compose::acknowledgement(&liar.member.operator.device, fold.network(), &all).to_bytes()
}

/// Puts two decisions after one at once: one for one half of the members, the other for the others.
#[derive(Debug, Default)]
pub(super) struct DecidesTwice {
    times: usize,
}

impl Behaviour for DecidesTwice {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let Some(tip) = keeps_order(liar, 12).filter(|_| self.times < 2) else { return };
        self.times += 1;
        let other = approved(liar).unwrap_or_else(|| anchor(Vec::new()));
        let decisions: Vec<Item> =
            [next_anchor(liar), other].into_iter().filter_map(|carries| decision(liar, tip, carries)).collect();
        for to in liar.victims() {
            let told = liar.dice().one_of(&decisions).clone();
            let items = [told.to_bytes(), acknowledged(liar, &told)];
            liar.push(to, &items, &[], &[]);
        }
        liar.member.replica.add(decisions[0].clone());
    }
}

/// Puts a decision beside one that others have built upon for long.
#[derive(Debug, Default)]
pub(super) struct RewritesThePast {
    times: usize,
}

impl Behaviour for RewritesThePast {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let Some(_) = keeps_order(liar, 8).filter(|_| self.times < 2) else { return };
        let decisions: Vec<ItemId> = liar.member.replica.fold.state().chain.decisions.iter().map(|record| record.id).collect();
        if decisions.len() < 8 {
            return;
        }
        self.times += 1;
        let place = if liar.dice().happens(20) { 0 } else { liar.dice().below(decisions.len() - 3) };
        let Some(beside) = decision(liar, decisions[place], anchor(Vec::new())) else { return };
        let items = [beside.to_bytes(), acknowledged(liar, &beside)];
        liar.push_to_all(&items, &[], &[]);
    }
}

/// Decides without the approvals that it takes: a removal, a puppet's admission, what others only propose.
#[derive(Debug, Default)]
pub(super) struct DecidesAlone;

impl Behaviour for DecidesAlone {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let Some(tip) = keeps_order(liar, 15) else { return };
        let (device, network) = (liar.member.operator.device.clone(), liar.member.replica.fold.network());
        let puppet = Operator::new(31 + u8::try_from(liar.dice().below(9)).unwrap());
        let victim = liar.victim_device().and_then(|device| liar.member.replica.fold.operator_of(device));
        let content = match victim.filter(|_| liar.dice().happens(50)) {
            Some(operator) => Content::remove(&Remove { operator, heads: Vec::new() }),
            None => Content::admit(&puppet.newcomer().admission(network)),
        };
        let proposal = compose::proposal(&device, network, content);
        let approval = compose::approval(&device, network, proposal.id(), tip);
        let Some(decision) = decision(liar, tip, Carries::Proposal(proposal, vec![approval])) else { return };
        liar.hand_in(decision);
    }
}

/// Anchors entries that do not exist.
#[derive(Debug, Default)]
pub(super) struct AnchorsNothing {
    times: usize,
}

impl Behaviour for AnchorsNothing {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let (Some(tip), Some(device)) = (keeps_order(liar, 10).filter(|_| self.times < 2), liar.victim_device()) else { return };
        self.times += 1;
        let seq = liar.member.replica.fold.head(device).seq + liar.dice().below(6) as u64;
        let line = AnchorLine { device, seq, hash: EntryHash::from_bytes([liar.dice().byte(); 32]) };
        let Some(decision) = decision(liar, tip, anchor(vec![line])) else { return };
        liar.hand_in(decision);
    }
}

/// Writes two histories of its own journal, tells one, and anchors the other.
#[derive(Debug, Default)]
pub(super) struct AnchorsItsFork {
    times: usize,
}

impl Behaviour for AnchorsItsFork {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let Some(tip) = keeps_order(liar, 10).filter(|_| self.times < 1) else { return };
        self.times += 1;
        let journal = liar.journal();
        let rival = liar.continued(&journal, BodyKind::Comment.number(), false, vec![0xa1, 0x00, 0x01]);
        liar.write(BodyKind::Comment, vec![0xa0]);
        let line = AnchorLine { device: liar.device(), seq: rival.header.seq, hash: rival.header.hash() };
        let Some(decision) = decision(liar, tip, anchor(vec![line])) else { return };
        for to in liar.victims() {
            if liar.dice().happens(50) {
                liar.push(to, &[], &[Run::of(std::slice::from_ref(&rival)).unwrap()], &[]);
            }
        }
        liar.hand_in(decision);
    }
}

/// Records a Hold again that a later one replaced.
#[derive(Debug, Default)]
pub(super) struct ReplaysHolds;

impl Behaviour for ReplaysHolds {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let Some(tip) = keeps_order(liar, 25) else { return };
        let roster = &liar.member.replica.fold.state().roster;
        let old = |item: &&Item| {
            let Ok(Statement { operator, number, says: Says::Hold(_) }) = encoding::from_bytes(&item.body) else { return false };
            roster.member(operator).is_some_and(|member| number <= member.hold_number)
        };
        let mut statements = liar.member.replica.kept.items.values().filter(|item| item.kind == ItemKind::Statement as u16);
        let Some(old) = statements.rfind(old).cloned() else { return };
        let content = Content::hold(&EmbeddedItem(old.to_bytes()));
        let Some(decision) = decision(liar, tip, Carries::Content(content)) else { return };
        liar.hand_in(decision);
    }
}

/// Admits a puppet with approvals that members gave to somebody else.
#[derive(Debug, Default)]
pub(super) struct ReplaysApprovals;

impl Behaviour for ReplaysApprovals {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let Some(tip) = keeps_order(liar, 15) else { return };
        let (device, network) = (liar.member.operator.device.clone(), liar.member.replica.fold.network());
        let approvals = liar.member.replica.kept.items.values().filter(|item| item.kind == ItemKind::Approval as u16);
        let approvals: Vec<Item> = approvals.take(6).cloned().collect();
        let puppet = Operator::new(31).newcomer().admission(network);
        let proposal = compose::proposal(&device, network, Content::admit(&puppet));
        let Some(decision) = decision(liar, tip, Carries::Proposal(proposal, approvals)) else { return };
        liar.hand_in(decision);
    }
}

/// Anchors all journals but one, as if it had never been written.
#[derive(Debug, Default)]
pub(super) struct LeavesJournalsOut;

impl Behaviour for LeavesJournalsOut {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn neglects(&mut self, duty: &automatic::Duty) -> bool {
        matches!(duty, automatic::Duty::Anchor(_))
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let Some(tip) = keeps_order(liar, 100) else { return };
        let fold = &liar.member.replica.fold;
        let mut heads = liar.member.heads();
        heads.remove(&liar.directory.devices[liar.victims()[0]]);
        let due = automatic::anchor_due(fold.state(), fold.held(), &heads, liar.member.clock(liar.wire));
        let Some(decision) = due.and_then(|due| decision(liar, tip, anchor(due.lines))) else { return };
        liar.hand_in(decision);
    }
}

/// Never decides what members have approved.
#[derive(Debug, Default)]
pub(super) struct LeavesApprovalsOut;

impl Behaviour for LeavesApprovalsOut {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn neglects(&mut self, duty: &automatic::Duty) -> bool {
        matches!(duty, automatic::Duty::Decide(_))
    }
}

/// Never records what roots state.
#[derive(Debug, Default)]
pub(super) struct LeavesStatementsOut;

impl Behaviour for LeavesStatementsOut {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn neglects(&mut self, duty: &automatic::Duty) -> bool {
        matches!(duty, automatic::Duty::Record(_))
    }
}

/// Puts a few things in order, and then nothing more.
#[derive(Debug, Default)]
pub(super) struct FallsSilent {
    done: usize,
}

impl Behaviour for FallsSilent {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn neglects(&mut self, duty: &automatic::Duty) -> bool {
        let orders = matches!(duty, automatic::Duty::Anchor(_) | automatic::Duty::Decide(_) | automatic::Duty::Record(_));
        self.done += usize::from(orders && self.done < 4);
        orders && self.done >= 4
    }
}

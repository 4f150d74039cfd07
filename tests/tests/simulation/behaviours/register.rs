//! With items of the register.

use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    register::{Acknowledgement, Anchor, AnchorLine, Content, Decision, Hold, Item, ItemId, ItemKind, Proposal, compose},
};
use maillage_tests::{dice::Dice, operator::Operator};

use super::{Behaviour, Liar, Named as _};

fn by_liar(liar: &Liar<'_>, kind: ItemKind, body: Vec<u8>) -> Item {
    Item::by_device(&liar.member.operator.device, liar.member.replica.fold.network(), kind, body)
}

fn any_decision(liar: &mut Liar<'_>) -> Option<ItemId> {
    let ids: Vec<ItemId> = liar.member.replica.fold.state().chain.decisions.iter().map(|record| record.id).collect();
    (!ids.is_empty()).then(|| *liar.dice().one_of(&ids))
}

/// Acknowledges old anchors, what is no anchor, and what does not exist; of other terms, and with a word of its own.
#[derive(Debug, Default)]
pub(super) struct Acknowledges;

impl Behaviour for Acknowledges {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let (true, Some(known)) = (liar.dice().happens(30), any_decision(liar)) else { return };
        let anchor = if liar.dice().happens(70) { known } else { ItemId::from_bytes([liar.dice().byte(); 32]) };
        let term = *liar.dice().one_of(&[1, 0, 7]);
        let omitted_items = if liar.dice().happens(30) { vec![known] } else { Vec::new() };
        let body = Acknowledgement { anchor, term, omitted_heads: Vec::new(), omitted_items };
        let item = by_liar(liar, ItemKind::Acknowledgement, encoding::to_bytes(&body));
        liar.hand_in(item);
    }
}

/// Decides although another is the secretary: anchors, dated 2090 at times, with lines that are not true.
#[derive(Debug, Default)]
pub(super) struct Decides;

fn some_anchor(liar: &mut Liar<'_>) -> Content {
    let lines = liar.member.replica.fold.head_lines();
    let lines = lines.into_iter().filter(|line| line.seq > 0);
    let far = liar.dice().happens(50);
    let lines = lines.map(|line| AnchorLine { device: line.device, seq: line.seq + u64::from(far), hash: line.hash }).collect();
    Content::anchor(&Anchor { lines })
}

impl Behaviour for Decides {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let (true, Some(parent)) = (liar.dice().happens(30), any_decision(liar)) else { return };
        let chain = &liar.member.replica.fold.state().chain;
        let height = chain.decisions.iter().find(|record| record.id == parent).map_or(0, |record| record.height + 1);
        let claimed_at = ClaimedTime(*liar.dice().one_of(&[0, 1_760_000_000, 3_800_000_000]));
        let content = Some(some_anchor(liar));
        let term = 1 + u32::from(liar.dice().happens(30));
        let parent = Some(parent);
        let decision =
            Decision { term, height, parent, rules_version: 1, claimed_at, content, proposal: None, approvals: Vec::new() };
        let item = by_liar(liar, ItemKind::Decision, encoding::to_bytes(&decision));
        liar.hand_in(item);
    }
}

/// Two statements of its root under one number that say different things, and numbers far ahead.
#[derive(Debug, Default)]
pub(super) struct Equivocates;

impl Behaviour for Equivocates {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let operator = liar.member.operator.clone();
        let fold = &liar.member.replica.fold;
        let (network, number) = (fold.network(), fold.state().roster.member(operator.id()).map(|member| member.hold_number + 1));
        let (true, Some(number)) = (liar.wire.dice.happens(15), number) else { return };
        let number = if liar.dice().happens(20) { number + 100 } else { number };
        let device = operator.device.public();
        let certificate = operator.certificate(network, &operator.second);
        for certificate in [None, Some(certificate)] {
            let says = Hold { governing: device, publishing: device, former: None, certificate };
            let statement = compose::hold_statement(&operator.root, network, operator.id(), number, says);
            let victims = liar.victims();
            let to = *liar.dice().one_of(&victims);
            liar.push(to, &[statement.to_bytes()], &[], &[]);
        }
    }
}

/// Proposals of members that are there, under names that are taken, without consent; approvals of anything.
#[derive(Debug, Default)]
pub(super) struct Proposes;

fn impossible(liar: &Liar<'_>, dice: &mut Dice) -> Proposal {
    let network = liar.member.replica.fold.network();
    let own = liar.member.operator.newcomer().admission(network);
    let mut stranger = Operator::new(30).newcomer().admission(network);
    match dice.below(4) {
        0 => stranger.operator_name = own.operator_name.clone(),
        1 => stranger.consent = own.consent,
        2 => stranger.certificate = own.certificate.clone(),
        _ => return Proposal { content: Content::admit(&own) },
    }
    Proposal { content: Content::admit(&stranger) }
}

impl Behaviour for Proposes {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn misbehave(&mut self, liar: &mut Liar<'_>) {
        let (true, Some(seen)) = (liar.dice().happens(30), any_decision(liar)) else { return };
        let mut dice = Dice::new(liar.dice().roll());
        let body = encoding::to_bytes(&impossible(liar, &mut dice));
        let proposal = by_liar(liar, ItemKind::Proposal, body);
        let (device, network) = (liar.member.operator.device.clone(), liar.member.replica.fold.network());
        let approval = compose::approval(&device, network, proposal.id(), seen);
        let of_a_decision = compose::approval(&device, network, seen, seen);
        for item in [proposal, approval, of_a_decision] {
            liar.hand_in(item);
        }
    }
}

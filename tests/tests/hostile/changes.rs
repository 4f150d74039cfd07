//! Page changes that would make automerge panic, forget a page, or compute for hours: signed by a real member.

use maillage_shared::{
    directory::PageEdit,
    document::{Incarnation, PageChange, PageDocument, Refusal},
    encoding,
    identity::{DeviceId, NetworkId, OperatorId},
    journal::BodyKind,
};
use maillage_tests::{acts::host, forge::Chunk, node::Node};

use super::{
    peer::Peer,
    stage::{Stage, target, with_fold},
};

/// The page of a liar, as it writes it.
pub(super) struct Page {
    network: NetworkId,
    operator: OperatorId,
    device: DeviceId,
    document: PageDocument,
}

impl Page {
    /// Its empty page.
    pub(super) fn of(liar: &Peer) -> Self {
        let operator = liar.operator.id();
        let document = PageDocument::new(liar.network, operator);
        Self { network: liar.network, operator, device: liar.operator.device.public(), document }
    }

    /// An honest change that opens an incarnation with this entry.
    pub(super) fn change(&self, seq: u64, edits: &[PageEdit]) -> PageChange {
        let author = Incarnation { device: self.device, opened_at: seq };
        self.document.edit(author, seq, edits).unwrap().unwrap()
    }

    /// Why changes were refused, as a node remembers it; every refusal names this device.
    pub(super) fn refusals(&self, node: &Node) -> Vec<Refusal> {
        with_fold(node, |fold| {
            let page = fold.operator(self.operator).map(|operator| operator.document().clone());
            let page = page.unwrap_or_else(|| PageDocument::new(self.network, self.operator));
            assert!(page.refusals().values().all(|(signer, _)| *signer == self.device), "the evidence names the signer");
            assert_eq!(page.alarm(), None);
            let mut refusals: Vec<Refusal> = page.refusals().values().map(|(_, refusal)| *refusal).collect();
            refusals.sort_unstable();
            refusals
        })
    }
}

type Tamper = fn(&mut Chunk);

/// What broke automerge 0.12 when it was given these changes, and the rule that refuses each.
const HARMFUL: [(Tamper, Refusal); 10] = [
    // A panic in its graph of changes, and a document that cannot be read again.
    (|chunk| chunk.seq = 50, Refusal::Place),
    // Applied without a word; the saved page cannot be loaded.
    (|chunk| chunk.start_op = 3, Refusal::StartOperation),
    (|chunk| chunk.start_op = 1 << 32, Refusal::StartOperation),
    (|chunk| chunk.start_op = u64::MAX - 1, Refusal::StartOperation),
    // A panic about an unknown actor.
    (|chunk| chunk.actor = vec![9; 16], Refusal::Actor),
    // A panic where an author stands in a later change.
    (|chunk| chunk.rest.extend([1, 1, 65]), Refusal::Annotated),
    // Gigabytes out of a megabyte.
    (|chunk| chunk.kind = 2, Refusal::NotAChange),
    (|chunk| chunk.kind = 0, Refusal::NotAChange),
    // Quadratic work.
    (|chunk| chunk.dependencies = (0..=64).map(|number| [number; 32]).collect(), Refusal::TooManyDependencies),
    (|chunk| chunk.rest.truncate(5), Refusal::Malformed),
];

#[tokio::test(flavor = "multi_thread")]
async fn changes_that_break_automerge_are_refused_by_name_and_spoil_no_page() {
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let page = Page::of(&liar);
    let good = page.change(liar.next_seq(), &[PageEdit::PutHost(host(1, "bon"))]);
    liar.write(BodyKind::DocumentChange, encoding::to_bytes(&good));
    stage.spread(&liar, 2).await;
    let before = stage.digests().await;
    let from = liar.journal.len();
    for (tamper, _) in HARMFUL {
        let honest = page.change(liar.next_seq(), &[PageEdit::PutHost(host(2, "mauvais"))]);
        let mut chunk = Chunk::of(&honest);
        tamper(&mut chunk);
        liar.write(BodyKind::DocumentChange, encoding::to_bytes(&PageChange { change: chunk.to_bytes(), ..honest }));
    }
    stage.spread(&liar, from).await;
    let mut expected = HARMFUL.map(|(_, refusal)| refusal);
    expected.sort_unstable();
    assert_eq!(page.refusals(&stage.a), expected);
    assert_eq!(page.refusals(&stage.b), expected);
    assert_eq!(stage.a.digest().await.view_digest, before[0].view_digest, "neither its own page nor another's says anything new");
    stage.goes_on("automerge").await;
    liar.leave().await;
    stage.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_thousand_changes_that_build_on_nothing_wait_outside_automerge() {
    const ORPHANS: u32 = 20_000;
    let stage = Stage::set().await;
    let mut liar = stage.liar().await;
    let page = Page::of(&liar);
    let honest = page.change(liar.next_seq(), &[PageEdit::PutHost(host(1, "orphelin"))]);
    let chunk = Chunk::of(&honest);
    // The entry that would open the incarnation says something else, so that each orphan is in its right place.
    liar.write(BodyKind::Comment, vec![0xa0]);
    stage.spread(&liar, 2).await;
    for number in 0..ORPHANS {
        let mut dependency = [7; 32];
        dependency[..4].copy_from_slice(&number.to_be_bytes());
        let mut orphan = chunk.clone();
        (orphan.dependencies, orphan.seq) = (vec![dependency], 2);
        let change = PageChange { change: orphan.to_bytes(), ..honest.clone() };
        liar.write_unsigned(BodyKind::DocumentChange, encoding::to_bytes(&change), number % 200 == 199);
    }
    let connection = liar.let_in(&target(&stage.a)).await;
    for from in (3..liar.journal.len()).step_by(2_000) {
        let until = liar.journal.len().min(from + 2_000);
        let run = maillage_shared::journal::Run::of(&liar.journal[from..until]).unwrap();
        Peer::push(&connection, &[], &[run], &[]).await.expect("the entries are authentic");
    }
    stage.agree().await;
    let operator = liar.operator.id();
    for node in [&stage.a, &stage.b] {
        let (waiting, rows) = with_fold(node, |fold| {
            let page = fold.operator(operator).unwrap();
            (page.document().pending(), page.page().hosts.len())
        });
        assert_eq!((waiting, rows), (ORPHANS as usize, 0));
    }
    stage.goes_on("orphelins").await;
    liar.leave().await;
    stage.leave().await;
}

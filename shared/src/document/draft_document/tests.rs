use std::collections::BTreeMap;

use automerge::{ActorId, Automerge, Change, legacy};
use proptest::prelude::*;

use super::{
    Act, DraftChange, DraftDocument, DraftEdit, DraftText,
    fixture::{AUTHORS, NETWORK, Writer, Written, article, authors, device, empty, offer, opened},
};
use crate::document::{Applied, DraftId, EditError, Incarnation, Refusal};

fn state(document: &DraftDocument) -> (DraftText, Vec<[u8; 32]>) {
    assert_eq!(document.alarm(), None);
    (document.text(), document.heads())
}

fn holding<'w>(changes: impl IntoIterator<Item = &'w Written>) -> DraftDocument {
    let mut document = empty();
    for change in changes {
        offer(&mut document, change);
    }
    document
}

#[test]
fn a_draft_says_what_its_opening_said() {
    let ([one, two, _], _) = opened();
    assert_eq!(state(&one.document), state(&two.document));
    let text = two.document.text();
    assert_eq!((text.title.as_str(), text.reason.as_str()), ("Accueil", "Plus clair"));
    let articles: Vec<_> = text.articles.into_iter().map(|(_, article)| article).collect();
    assert_eq!(articles, [article("1", "Gratuit pour tous.", "Gratis voor iedereen."), article("4", "Deux heures.", "Twee uur.")]);
}

#[test]
fn edits_of_one_sentence_by_two_co_authors_both_stay() {
    let ([mut one, mut two, mut three], _) = opened();
    let first = one.replace(0, 0, 0, "Toujours ");
    let second = two.replace(0, 17, 1, ", partout.");
    one.hear([&second]);
    two.hear([&first]);
    assert_eq!(state(&one.document), state(&two.document));
    assert_eq!(one.french(0), "Toujours Gratuit pour tous, partout.");
    three.hear([&first, &second]);
    let edit = DraftEdit::Text(three.article(0), "fr".into(), "Gratuit — pour 👩‍👩‍👧 tous, naïf.\n".into());
    let third = three.write(&[edit, DraftEdit::Act(three.article(1), Act::Move, Some("7".into()))]).unwrap();
    one.hear([&third]);
    assert_eq!(one.french(0), "Gratuit — pour 👩‍👩‍👧 tous, naïf.\n");
    assert_eq!(one.document.text().articles[1].1.after.as_deref(), Some("7"));
}

#[test]
fn articles_come_and_go_and_an_edit_that_says_nothing_new_is_no_change() {
    let ([mut one, mut two, _], _) = opened();
    let added = two.write(&[DraftEdit::Add(article("9", "Neuf.", "Negen."))]).unwrap();
    let removed = one.write(&[DraftEdit::Remove(one.article(0))]).unwrap();
    one.hear([&added]);
    two.hear([&removed]);
    assert_eq!(state(&one.document), state(&two.document));
    let names: Vec<_> = one.document.text().articles.into_iter().map(|(_, article)| article.article).collect();
    assert_eq!(names, ["4", "9"]);
    let same = DraftEdit::Text(one.article(1), "fr".into(), "Neuf.".into());
    assert_eq!(one.write(&[same, DraftEdit::Title("Accueil".into())]), None);
}

#[test]
fn what_cannot_be_written_is_said_before_it_is_signed() {
    let ([one, ..], _) = opened();
    let author = Incarnation { device: one.device, opened_at: 2 };
    let edit = |edit: DraftEdit| one.document.edit(author, 9, &[edit]).unwrap_err();
    let text = |language: &str, text: &str| DraftEdit::Text(one.article(0), language.into(), text.into());
    assert_eq!(edit(text("fr", "a\u{202e}b")), EditError::Field("text"));
    assert_eq!(edit(text("français", "a")), EditError::Field("language"));
    assert_eq!(edit(text("fr", &"x".repeat(70_000))), EditError::Refused(Refusal::TooManyOperations));
    assert_eq!(edit(text("fr", &"é".repeat(70_000))), EditError::TooMuch);
    let mut elsewhere = Writer::new(2);
    elsewhere.write_elsewhere();
    assert_eq!(edit(DraftEdit::Remove(elsewhere.article(0))), EditError::NoSuchArticle);
    let stranger = Incarnation { device: device(2), opened_at: 2 };
    assert_eq!(empty().edit(stranger, 2, &[DraftEdit::Title("x".into())]), Err(EditError::Incomplete));
}

impl Writer {
    /// The opening of a draft of its own.
    fn write_elsewhere(&mut self) -> Written {
        self.document = DraftDocument::new(NETWORK, DraftId::of(NETWORK, self.device, 2), authors());
        let opening = self.write(&[DraftEdit::Add(article("1", "a", "b"))]).unwrap();
        assert_eq!(self.document.text().articles.len(), 1);
        opening
    }
}

#[test]
fn only_the_change_that_a_draft_is_named_after_opens_it() {
    let (_, opening) = opened();
    let by_another = Writer::new(2).write_elsewhere();
    let mut document = empty();
    assert_eq!(offer(&mut document, &by_another), Applied::Refused(Refusal::Actor));
    // The first device once more, in a later entry.
    let author = Incarnation { device: device(1), opened_at: 5 };
    assert_eq!(document.edit(author, 5, &[DraftEdit::Title("x".into())]), Err(EditError::Incomplete));
    assert_eq!(offer(&mut document, &opening), Applied::Accepted);
    // A co-author who makes a title anew.
    let ([_, mut two, _], _) = opened();
    let honest = two.replace(0, 0, 0, "x");
    let mut change = Change::from_bytes(honest.2.change.clone()).unwrap().decode();
    change.operations[0].obj = legacy::ObjectId::Root;
    change.operations[0].key = legacy::Key::Map("title".into());
    change.operations[0].insert = false;
    change.operations[0].action = legacy::OpType::Make(automerge::ObjType::Text);
    let hostile = (honest.0, honest.1, DraftChange { change: Change::from(change).raw_bytes().to_vec(), ..honest.2 });
    assert_eq!(offer(&mut document, &hostile), Applied::Refused(Refusal::Reopened));
}

#[test]
fn a_text_of_sixty_thousand_characters_fits_into_one_change() {
    let ([mut one, mut two, _], _) = opened();
    let long = "Mot à mot. ".repeat(5_500);
    let written = one.write(&[DraftEdit::Text(one.article(0), "fr".into(), long.clone())]).unwrap();
    assert_eq!(offer(&mut two.document, &written), Applied::Accepted);
    assert_eq!(two.french(0), long);
    let emptied = two.write(&[DraftEdit::Text(two.article(0), "fr".into(), String::new())]).unwrap();
    assert_eq!(offer(&mut one.document, &emptied), Applied::Accepted);
    assert_eq!(one.french(0), "");
}

fn cut_at(number: u8, last: u64) -> BTreeMap<crate::identity::DeviceId, u64> {
    let mut authors = authors();
    authors.insert(device(number), last);
    authors
}

#[test]
fn a_cut_co_author_keeps_effect_where_an_author_built_on_it() {
    let ([mut one, mut two, _], opening) = opened();
    let vouched = two.replace(0, 0, 0, "A");
    let built = {
        one.hear([&vouched]);
        one.replace(1, 0, 0, "B")
    };
    let lonely = two.replace(0, 0, 0, "C");
    let all = [&opening, &vouched, &built, &lonely];
    let mut document = holding(all);
    assert_eq!(document.text().articles[0].1.texts["fr"], "CAGratuit pour tous.");
    document.set_authors(cut_at(2, 0));
    assert_eq!(document.text().articles[0].1.texts["fr"], "AGratuit pour tous.");
    assert_eq!(
        all.map(|change| offer(&mut document, change)),
        [Applied::Accepted, Applied::Accepted, Applied::Accepted, Applied::WithoutEffect]
    );
    document.set_authors(cut_at(2, lonely.1));
    assert_eq!(document.text().articles[0].1.texts["fr"], "CAGratuit pour tous.");
    // Offered to a draft that knew of the cut before.
    let mut knowing = DraftDocument::new(NETWORK, DraftId::of(NETWORK, device(1), 2), cut_at(2, 0));
    for change in [&opening, &lonely, &vouched] {
        assert_ne!(offer(&mut knowing, change), Applied::Refused(Refusal::Actor));
    }
    assert_eq!(knowing.text().articles[0].1.texts["fr"], "Gratuit pour tous.");
    assert_eq!(offer(&mut knowing, &built), Applied::Accepted);
    assert_eq!(knowing.text().articles[0].1.texts["fr"], "AGratuit pour tous.");
}

/// Two changes of the second device for one place in its line, the lower first.
fn contradiction() -> (Written, [Written; 2]) {
    let ([_, mut two, _], opening) = opened();
    // A copy that runs beside it, with an incarnation of its own.
    let mut copy = two.clone();
    copy.seq += 2;
    let mut pair = [two.replace(0, 0, 0, "left "), copy.replace(0, 0, 0, "right ")];
    pair.sort_by_key(hash_of);
    (opening, pair)
}

fn hash_of(written: &Written) -> [u8; 32] {
    let mut document = holding([&opened().1]);
    offer(&mut document, written);
    document.heads()[0]
}

fn first_article(document: &DraftDocument) -> String {
    document.text().articles[0].1.texts["fr"].clone()
}

#[test]
fn of_two_changes_for_one_place_the_anchored_one_counts_else_the_lower() {
    let (opening, [lower, higher]) = contradiction();
    for order in [[&opening, &lower, &higher], [&higher, &lower, &opening]] {
        let mut document = holding(order);
        let with_lower = first_article(&document);
        assert_eq!((offer(&mut document, &lower), offer(&mut document, &higher)), (Applied::Accepted, Applied::WithoutEffect));
        let earlier = [&lower, &higher].into_iter().min_by_key(|written| written.1).unwrap();
        document.set_anchored([(device(2), earlier.1)].into());
        assert_eq!(offer(&mut document, earlier), Applied::Accepted);
        assert_eq!(first_article(&document) == with_lower, earlier == &lower);
        document.set_anchored([(device(2), 9)].into());
        assert_eq!(first_article(&document), with_lower);
    }
}

#[test]
fn a_cut_device_cannot_take_the_place_of_what_counted() {
    let (opening, [lower, higher]) = contradiction();
    let (early, late) = if lower.1 < higher.1 { (&lower, &higher) } else { (&higher, &lower) };
    let mut document = DraftDocument::new(NETWORK, DraftId::of(NETWORK, device(1), 2), cut_at(2, early.1));
    for change in [&opening, late, early] {
        offer(&mut document, change);
    }
    assert_eq!((offer(&mut document, early), offer(&mut document, late)), (Applied::Accepted, Applied::WithoutEffect));
}

#[test]
fn a_fault_after_a_good_verdict_raises_an_alarm_keeps_the_draft_and_accuses_nobody() {
    use crate::document::{Rule, mutations::quietly, rule::Rules};
    let ([one, mut two, _], _) = opened();
    let before = state(&one.document);
    let written = two.replace(0, 0, 0, "x");
    let mut change = Change::from_bytes(written.2.change.clone()).unwrap().decode();
    change.operations[0].obj = legacy::ObjectId::Id(legacy::OpId(99, ActorId::from([9; 16])));
    let harmful = (written.0, written.1, DraftChange { change: Change::from(change).raw_bytes().to_vec(), ..written.2.clone() });
    let mut document = one.document.clone();
    assert_eq!(offer(&mut document, &harmful), Applied::Refused(Refusal::Reference));
    // With a gap in the gate, automerge panics.
    let mut gap = one.document.clone();
    gap.gated.gate.rules = Rules::without(Rule::References);
    quietly(|| offer(&mut gap, &harmful));
    assert!(gap.alarm().is_some());
    assert_eq!((gap.text(), gap.heads()), before);
    assert!(gap.refusals().is_empty());
    offer(&mut gap, &written);
    assert_eq!((gap.text(), gap.heads()), before);
    let author = Incarnation { device: device(1), opened_at: 2 };
    assert_eq!(gap.edit(author, 9, &[DraftEdit::Title("x".into())]), Err(EditError::Frozen));
}

/// What a device does next.
#[derive(Debug, Clone)]
enum Step {
    Replace(usize, usize, usize, usize, String),
    Title(usize, String),
    Add(usize),
    Remove(usize, usize),
    Hear(usize),
    Restart(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let writer = 0_usize..4;
    prop_oneof![
        6 => (writer.clone(), 0_usize..3, 0_usize..30, 0_usize..6, "[a-d \n]{0,6}")
            .prop_map(|(writer, article, at, remove, text)| Step::Replace(writer, article, at, remove, text)),
        1 => (writer.clone(), "[a-d]{0,4}").prop_map(|(writer, text)| Step::Title(writer, text)),
        1 => writer.clone().prop_map(Step::Add),
        1 => (writer.clone(), 0_usize..3).prop_map(|(writer, article)| Step::Remove(writer, article)),
        4 => writer.clone().prop_map(Step::Hear),
        1 => writer.prop_map(Step::Restart),
    ]
}

fn edit_of(step: &Step, writer: &Writer) -> Option<DraftEdit> {
    let key = |article: usize| writer.document.text().articles.get(article).map(|(key, _)| *key);
    match step {
        Step::Replace(_, article, at, remove, text) => {
            Some(DraftEdit::Replace(key(*article)?, "fr".into(), *at, *remove, text.clone()))
        }
        Step::Title(_, text) => Some(DraftEdit::Title(text.clone())),
        Step::Add(_) => Some(DraftEdit::Add(article("n", "neuf", "nieuw"))),
        Step::Remove(_, article) => Some(DraftEdit::Remove(key(*article)?)),
        Step::Hear(_) | Step::Restart(_) => None,
    }
}

/// Three devices, the third of which runs twice and so contradicts itself.
fn run(steps: &[Step]) -> Vec<Written> {
    let ([one, two, three], opening) = opened();
    let mut writers = [one, two, three.clone(), three];
    let mut all = vec![opening];
    for step in steps {
        match step {
            Step::Hear(writer) => writers[*writer].hear(&all),
            Step::Restart(writer) => writers[*writer].restart(),
            Step::Replace(writer, ..) | Step::Title(writer, _) | Step::Add(writer) | Step::Remove(writer, _) => {
                let writer = &mut writers[*writer];
                all.extend(edit_of(step, writer).and_then(|edit| writer.try_write(&edit)));
            }
        }
    }
    all
}

impl Writer {
    fn try_write(&mut self, edit: &DraftEdit) -> Option<Written> {
        let author = Incarnation { device: self.device, opened_at: self.opened_at };
        let change = self.document.edit(author, self.seq + 1, std::slice::from_ref(edit));
        assert!(change.is_ok() || change == Err(EditError::Incomplete) || self.device == device(3), "{change:?}");
        let change = change.ok()??;
        self.seq += 1;
        self.opened_at = change.opened_at;
        let written = (self.device, self.seq, change);
        offer(&mut self.document, &written);
        Some(written)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_order_with_any_duplicates_and_any_moment_of_a_cut_gives_the_same_draft(
        steps in prop::collection::vec(step(), 1..30),
        seed in prop::collection::vec(any::<u32>(), 64),
        cut in 0_u8..3, last in 0_u64..8, moment in 0_usize..60, anchored in 0_u64..8,
    ) {
        let all = run(&steps);
        let cut = cut_at(AUTHORS[usize::from(cut)], last);
        let mut in_order = holding(&all);
        in_order.set_authors(cut.clone());
        in_order.set_anchored([(device(3), anchored)].into());
        let mut shuffled: Vec<(u32, &Written)> = seed.into_iter().cycle().zip(all.iter().chain(&all)).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        let mut mixed = empty();
        for (place, (_, change)) in shuffled.into_iter().enumerate() {
            if place == moment {
                mixed.set_anchored([(device(3), anchored)].into());
                mixed.set_authors(cut.clone());
            }
            offer(&mut mixed, change);
        }
        mixed.set_authors(cut);
        mixed.set_anchored([(device(3), anchored)].into());
        prop_assert_eq!(state(&mixed), state(&in_order));
        prop_assert_eq!((mixed.pending(), mixed.refusals().len()), (0, 0));
        let reloaded = Automerge::load(&mixed.gated.effect().document.save()).unwrap();
        prop_assert_eq!(super::reading::text(&reloaded), mixed.text());
        for change in &all {
            prop_assert_eq!(offer(&mut mixed, change), offer(&mut in_order, change));
        }
    }
}

#[test]
fn a_change_that_stands_in_two_entries_counts_from_the_earlier_one() {
    let ([_, mut two, _], opening) = opened();
    let base = two.replace(0, 0, 0, "A");
    let early = two.replace(0, 0, 0, "B");
    let late = (early.0, early.1 + 5, early.2.clone());
    for order in [[&early, &late], [&late, &early]] {
        let mut document = DraftDocument::new(NETWORK, DraftId::of(NETWORK, device(1), 2), cut_at(2, early.1));
        for change in [&opening, &base].into_iter().chain(order) {
            offer(&mut document, change);
        }
        assert_eq!(first_article(&document), "BAGratuit pour tous.");
    }
    // While it waits as well.
    let mut document = DraftDocument::new(NETWORK, DraftId::of(NETWORK, device(1), 2), cut_at(2, early.1));
    for change in [&late, &early, &base, &opening] {
        offer(&mut document, change);
    }
    assert_eq!(first_article(&document), "BAGratuit pour tous.");
}

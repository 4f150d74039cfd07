//! Worlds delivered in random orders, pieces and batches.

use std::{collections::BTreeMap, sync::LazyLock};

use maillage_shared::{
    calendar::Period,
    directory::PageEdit,
    encoding,
    identity::DeviceId,
    journal::{BodyKind, run::RunBody},
    statistics::Publication,
    view::NetworkFold,
};
use maillage_tests::{
    acts::{Act, host},
    delivery::{Piece, Receiver, pieces},
    world::World,
};
use proptest::prelude::*;

const MEMBERS: usize = 4;

/// What happens in every world: concurrent edits, a contradiction before and after an anchor, another's page, an unknown kind,
/// a forked device, a Hold, and an anchor at the end that comes late to most.
pub(super) fn eventful(extra: &[Act]) -> World {
    let mut world = World::founded_with(u8::try_from(MEMBERS).unwrap());
    for act in [
        Act::Edit { member: 0, host: 1 },
        Act::EditTwice { member: 1, host: 1 },
        Act::Publish { member: 1, month: 1, visits: 10 },
        Act::Anchor,
        Act::Publish { member: 1, month: 1, visits: 12 },
        Act::Publish { member: 2, month: 2, visits: 20 },
        Act::Publish { member: 2, month: 2, visits: 21 },
        Act::EditOther { member: 2, victim: 1 },
        Act::Unknown { member: 3, critical: true },
        Act::EditTwice { member: 3, host: 3 },
    ] {
        world.enact(act);
    }
    for act in extra {
        world.enact(*act);
    }
    forked(&mut world);
    world.hold(1, 2);
    world.publish(1, 3, 30);
    world.anchor();
    world
}

/// The second device of member 2 writes two histories; everybody may have met either.
fn forked(world: &mut World) {
    let key = world.second_device(2);
    let common = world.journals[&key.public()].len();
    let page = world.document(2);
    let edit = |variant: &str| [PageEdit::PutHost(host(7, variant))];
    let other = encoding::to_bytes(&world.change(&page, &key, &edit("other")));
    world.edit_page(2, &key, &edit("one"));
    world.publish_as(&key, 7, 70);
    world.fork(&key, common, &[(BodyKind::DocumentChange, other.clone()), (BodyKind::Comment, vec![0xa0])]);
}

static QUIET: LazyLock<World> = LazyLock::new(|| eventful(&[]));

pub(super) fn any_act() -> impl Strategy<Value = Act> {
    let member = 0..MEMBERS;
    prop_oneof![
        (member.clone(), 1..4_u8).prop_map(|(member, host)| Act::Edit { member, host }),
        (member.clone(), 1..4_u8).prop_map(|(member, host)| Act::EditTwice { member, host }),
        (member.clone(), 1..4_u8, 5..9_u32).prop_map(|(member, month, visits)| Act::Publish { member, month, visits }),
        member.clone().prop_map(|member| Act::Announce { member }),
        (member.clone(), member.clone()).prop_map(|(member, victim)| Act::EditOther { member, victim }),
        (member.clone(), any::<bool>()).prop_map(|(member, critical)| Act::Unknown { member, critical }),
        (member.clone(), any::<bool>()).prop_map(|(member, second)| Act::Snapshot { member, second }),
        (member.clone(), 0..2_u8).prop_map(|(member, number)| Act::Report { member, number }),
        (member.clone(), member.clone()).prop_map(|(member, victim)| Act::Restate { member, victim }),
        member.prop_map(|member| Act::SnapshotTwice { member }),
        Just(Act::Anchor),
    ]
}

/// An order of arrival: which pieces come twice, in which order, how many at a time.
#[derive(Debug, Clone)]
pub(super) struct Arrival {
    order: Vec<u32>,
    batches: Vec<usize>,
    longest_run: usize,
}

pub(super) fn any_arrival() -> impl Strategy<Value = Arrival> {
    let parts = (prop::collection::vec(any::<u32>(), 400), prop::collection::vec(1..25_usize, 1..8), 1..6_usize);
    parts.prop_map(|(order, batches, longest_run)| Arrival { order, batches, longest_run })
}

impl Arrival {
    pub(super) fn batches_of(&self, world: &World) -> Vec<Vec<Piece>> {
        let mut pieces = pieces(world, self.longest_run);
        let twice: Vec<Piece> = pieces.iter().zip(&self.order).filter(|(_, key)| *key % 4 == 0).map(|(p, _)| p.clone()).collect();
        pieces.extend(twice);
        let mut keyed: Vec<(u32, Piece)> = self.order.iter().copied().cycle().zip(pieces).collect();
        keyed.sort_by_key(|(key, _)| key.rotate_left(7));
        let mut pieces = keyed.into_iter().map(|(_, piece)| piece);
        let mut sizes = self.batches.iter().cycle();
        std::iter::from_fn(|| Some(pieces.by_ref().take(*sizes.next()?).collect::<Vec<_>>()).filter(|b| !b.is_empty())).collect()
    }
}

fn shown(fold: &mut NetworkFold) -> String {
    String::from_utf8(fold.view().canonical_bytes()).unwrap()
}

pub(super) fn same(one: &mut NetworkFold, other: &mut NetworkFold) -> Result<(), TestCaseError> {
    prop_assert_eq!(shown(one), shown(other));
    prop_assert_eq!(one.head_lines(), other.head_lines());
    prop_assert_eq!(one.summary_digest(), other.summary_digest());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_and_however_it_arrives_the_view_is_the_same(
        acts in prop::collection::vec(any_act(), 0..10), arrival in any_arrival(),
    ) {
        let world = eventful(&acts);
        let mut receiver = Receiver::new(&world);
        arrival.batches_of(&world).into_iter().for_each(|batch| receiver.take(batch));
        same(&mut receiver.fold, &mut world.from_scratch())?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_every_batch_a_node_shows_what_it_would_show_after_a_restart(arrival in any_arrival()) {
        let mut receiver = Receiver::new(&QUIET);
        for batch in arrival.batches_of(&QUIET) {
            receiver.take(batch);
            let mut restarted = receiver.restarted();
            same(&mut receiver.fold, &mut restarted)?;
        }
    }

    #[test]
    fn equal_digests_mean_equal_views_at_every_moment(one in any_arrival(), other in any_arrival()) {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for arrival in [one, other] {
            let mut receiver = Receiver::new(&QUIET);
            for batch in arrival.batches_of(&QUIET) {
                receiver.take(batch);
                let (digest, view) = (receiver.fold.summary_digest().to_string(), shown(&mut receiver.fold));
                prop_assert_eq!(seen.entry(digest).or_insert_with(|| view.clone()), &view);
            }
        }
    }
}

#[test]
fn what_was_taken_in_as_it_was_made_is_what_a_restart_shows() {
    let mut world = eventful(&[]);
    let mut scratch = world.from_scratch();
    assert_eq!(shown(&mut world.fold), shown(&mut scratch));
    assert_eq!(world.fold.summary_digest(), scratch.summary_digest());
}

/// A fold as one might write it without thinking: of two publications of one period the last to arrive counts.
fn last_to_arrive_wins(batches: &[Vec<Piece>]) -> BTreeMap<(DeviceId, Period), Publication> {
    let runs = batches.iter().flatten().filter_map(|piece| if let Piece::Run(run) = piece { Some(run) } else { None });
    let mut shown = BTreeMap::new();
    for (device, entry) in runs.flat_map(|run| run.entries.iter().map(|entry| (run.device, entry))) {
        if let (true, RunBody::Whole(body)) = (entry.kind == BodyKind::Publication.number(), &entry.body) {
            let publication: Publication = encoding::from_bytes(body).unwrap();
            shown.insert((device, publication.period), publication);
        }
    }
    shown
}

#[test]
fn these_orders_of_arrival_would_expose_a_fold_that_depends_on_them() {
    let mut orders = (0..64_u32).map(|seed| Arrival {
        order: (0..400_u32).map(|place| place.wrapping_mul(2_654_435_761).wrapping_add(seed).wrapping_mul(40_503)).collect(),
        batches: vec![9],
        longest_run: 1,
    });
    let first = last_to_arrive_wins(&orders.next().unwrap().batches_of(&QUIET));
    assert!(orders.any(|arrival| last_to_arrive_wins(&arrival.batches_of(&QUIET)) != first));
}

//! Somebody runs the program on every table that could be the true one.

use maillage_tests::redteam::{
    replay::{replay, shares, small_world},
    suppressors::{EliminationOnly, PrimaryOnly},
};

#[test]
fn every_share_of_a_number_is_tried_once() {
    let all = shares(4, 3);
    assert_eq!(all.len(), 15);
    assert!(all.iter().all(|share| share.iter().sum::<u64>() == 4));
    assert_eq!(small_world(&[1, 0, 3]).visits.len(), 4);
}

#[test]
fn a_replay_gives_away_what_equations_do_not_when_all_that_is_hidden_is_small() {
    // Two hidden cells make seven together. Both are below five, so they are three and four.
    let shrinking = replay(&[3, 4, 9, 11], 1, 0..1, |_, _| PrimaryOnly::default());
    println!("primary suppression: {shrinking}");
    assert_eq!(shrinking.given_away(5), 4, "two in the quarter's table, two in none other");
}

#[test]
fn a_replay_without_the_key_leaves_more_when_large_cells_are_hidden_by_chance() {
    let counts = [3, 7, 9, 10];
    let shrinking = replay(&counts, 1, 0..16, EliminationOnly::new);
    println!("elimination with a key: {shrinking}");
    assert!(shrinking.kept > 1, "the true table is among those kept, and others");
    assert_eq!(shrinking.given_away(5), 0);
}

//! The canonical view.

use maillage_shared::hash;
use maillage_tests::{
    acts::{Act, dysfunction},
    golden::{self, Value},
};

use super::fixture;

#[test]
fn the_canonical_view_and_its_digest_are_as_ever() {
    let view = fixture::world().fold.view();
    let text = String::from_utf8(view.canonical_bytes()).unwrap();
    let recorded = golden::text("view.json", &text);
    let digest = golden::values("view-digest.txt", &[Value::new("digest of view.json", hash::sha256(recorded.as_bytes()))]);
    assert_eq!(view.digest(), data_encoding::HEXLOWER.encode(&digest[0].bytes));
}

/// The part of the view with reports: one that both devices of a member changed, and what has no effect.
#[test]
fn the_part_of_the_view_with_reports_of_dysfunctions_is_as_ever() {
    let mut world = fixture::world();
    world.report(0, &dysfunction(1));
    world.enact(Act::Report { member: 1, number: 1 });
    world.enact(Act::Restate { member: 1, victim: 1 });
    world.enact(Act::Restate { member: 1, victim: 0 });
    let view: serde_json::Value = serde_json::from_slice(&world.fold.view().canonical_bytes()).unwrap();
    let recorded = golden::text("view-dysfunctions.json", &format!("{:#}\n", view["dysfunctions"]));
    assert!(recorded.contains("\"without_effect\": 2"));
}

#[test]
fn the_recorded_view_holds_every_part_that_a_view_can_have() {
    if golden::is_blessed() {
        return;
    }
    let text = std::fs::read_to_string(golden::path("view.json")).unwrap();
    let view: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(view["format"], "maillage.view/2");
    for part in ["decisions", "charter", "members", "pages", "publications", "forks"] {
        assert!(!view[part].as_array().unwrap().is_empty(), "{part}");
    }
    assert_eq!(view["members"].as_array().unwrap().len(), 3);
    assert!(text.contains("\"anchor\"") && text.contains("Permanence du jeudi"));
}

//! The comparison can fail.

use maillage_tests::golden::{self, Value};

fn three() -> Vec<Value> {
    vec![Value::new("one", [1; 70]), Value::new("two, empty", []), Value::new("three", [0xab, 0xcd])]
}

#[test]
fn a_changed_byte_anywhere_in_a_value_is_noticed() {
    for place in 0..70 {
        let mut made = three();
        made[0].bytes[place] ^= 1;
        let [line] = &golden::differences(&three(), &made)[..] else { panic!("one difference") };
        assert_eq!(line, &format!("“one” differs from byte {place} on (70 bytes recorded, 70 made)"));
    }
}

#[test]
fn a_longer_missing_additional_or_moved_value_is_noticed() {
    assert_eq!(golden::differences(&three(), &three()), [""; 0]);
    let mut longer = three();
    longer[1].bytes.push(0);
    assert_eq!(golden::differences(&three(), &longer), ["“two, empty” differs from byte 0 on (0 bytes recorded, 1 made)"]);
    let fewer = &three()[..2];
    assert_eq!(golden::differences(&three(), fewer), ["“three” is recorded and not made any more"]);
    assert_eq!(golden::differences(fewer, &three()), ["“three” is not recorded"]);
    let moved: Vec<Value> = three().into_iter().rev().collect();
    assert_eq!(golden::differences(&three(), &moved).len(), 1);
}

#[test]
fn what_is_written_to_a_golden_file_is_read_from_it() {
    let text = golden::write(&three());
    assert_eq!(golden::read(&text), three());
    assert!(text.lines().all(|line| line.starts_with("# ") || line.len() <= 64), "{text}");
    let changed = text.replacen("abcd", "abce", 1);
    assert_eq!(
        golden::differences(&golden::read(&changed), &three()),
        ["“three” differs from byte 1 on (2 bytes recorded, 2 made)"]
    );
}

#[test]
fn the_complaint_names_the_format_the_harm_and_the_way_to_bless() {
    let complaint = golden::complaint("headers.txt", &["“one” is not recorded".into()]);
    for part in ["tests/golden/headers.txt", "“one” is not recorded", "would not understand", "MAILLAGE_BLESS=1 cargo test"] {
        assert!(complaint.contains(part), "{complaint}");
    }
}

#[test]
#[should_panic(expected = "cannot be read")]
fn a_missing_golden_file_fails() {
    // Blessing would make the file: the test must panic either way.
    assert!(!golden::is_blessed(), "cannot be read while blessing");
    let _ = golden::values("there-is-no-such-file.txt", &three());
}

#[test]
fn a_changed_line_of_a_text_is_noticed() {
    if golden::is_blessed() {
        return;
    }
    let recorded = std::fs::read_to_string(golden::path("codes.txt")).unwrap();
    let changed = recorded.replacen("vocabulary version", "vocabulary edition", 1);
    assert_ne!(recorded, changed);
    assert!(std::panic::catch_unwind(|| golden::text("codes.txt", &changed)).is_err());
}

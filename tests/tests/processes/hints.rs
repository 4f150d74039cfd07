//! What a person is told to do when something about keys, devices or backups did not work: the words name the command that does.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Output, Stdio},
};

use serde_json::Value;

use crate::terminal::{Node, command, data, fail, found, run, wait_for};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Runs a command with `input`; gives its exit status and the problem, if it met one.
fn typed(home: &Path, words: &[&str], input: &str) -> (i32, Value) {
    let mut child = command(home, words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that reads nothing may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    (status.code().unwrap(), serde_json::from_slice(&stderr).unwrap_or(Value::Null))
}

/// What a person reads: the answer and the words beside it.
fn spoken(home: &Path, words: &[&str]) -> String {
    let mut command = std::process::Command::new(crate::terminal::PROGRAM);
    command.arg("--home").arg(home).args(words).env("MAILLAGE_CLOCK", crate::terminal::DAY).env("MAILLAGE_LANG", "en");
    let Output { status, stdout, stderr } = command.env_remove("MAILLAGE_HOME").stdin(Stdio::null()).output().unwrap();
    assert!(status.success(), "{words:?}: {}", String::from_utf8_lossy(&stderr));
    format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr))
}

fn says(problem: &Value, field: &str, words: &str) -> bool {
    problem[field].as_str().is_some_and(|said| said.contains(words))
}

#[test]
fn a_weak_passphrase_is_refused_with_a_reason_and_two_lines_are_asked_for_where_two_are_needed() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("arc");
    run(&home, ["network", "create", "Essai", "--operator", "exemple-arc"]);
    let protect = ["key", "protect", "--passphrase-stdin"];
    for (weak, why) in [("court", "passphrase-too-short"), ("azertyuiop", "passphrase-trivial")] {
        let (status, refused) = typed(&home, &protect, &format!("{weak}\n"));
        assert_eq!((status, refused["code"].as_str()), (1, Some("passphrase-weak")));
        assert_eq!(refused["details"]["why"], why);
        let file = folder.path().join("b");
        let (status, refused) = typed(&home, &["backup", "create", text(&file), "--passphrase-stdin"], &format!("{weak}\n"));
        assert_eq!((status, refused["code"].as_str(), file.exists()), (1, Some("passphrase-weak"), false));
    }
    assert_eq!(run(&home, ["key", "status"])["root"], "plain");
    assert_eq!(typed(&home, &protect, "quatre mots sans rapport\n").0, 0);
    let (status, refused) = typed(&home, &protect, "quatre mots sans rapport\n");
    assert_eq!((status, refused["details"]["why"].as_str()), (2, Some("passphrase-two-lines")));
    assert_eq!(typed(&home, &protect, "quatre mots sans rapport\ncinq autres mots sans rapport\n").0, 0);
    let (status, locked) = fail(&home, ["recovery", "sheet", "--plain"]);
    assert_eq!((status, locked["code"].as_str()), (2, Some("root-locked")));
    assert!(says(&locked, "next", "`maillage recovery sheet --help`"), "{locked}");
}

#[test]
fn what_went_wrong_with_a_backup_is_said_with_the_command_that_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let (home, new) = (folder.path().join("arc"), folder.path().join("new"));
    drop(found(&home, "exemple-arc"));
    let (keyless, locked) = (folder.path().join("keyless"), folder.path().join("locked"));
    run(&home, ["backup", "create", text(&keyless), "--without-keys"]);
    assert!(spoken(&new, &["backup", "verify", text(&keyless)]).contains(&format!("{} --keys KEYS`", text(&keyless))));
    let create = ["backup", "create", text(&locked), "--passphrase-stdin"];
    assert_eq!(typed(&home, &create, "quatre mots sans rapport\n").0, 0);
    let restore = ["backup", "restore", text(&locked), "--alone", "--passphrase-stdin"];
    let (_, wrong) = typed(&new, &restore, "cinq mots sans rapport\n");
    assert!(says(&wrong, "next", "`maillage backup restore "), "{wrong}");
    let (_, needed) = fail(&new, ["backup", "restore", text(&locked), "--alone"]);
    assert!(says(&needed, "next", "`maillage backup restore "), "{needed}");

    let other = folder.path().join("other");
    run(&other, ["network", "create", "Autre", "--operator", "exemple-nord"]);
    let keys = other.join("keys");
    let (status, foreign) = fail(&new, ["backup", "restore", text(&keyless), "--alone", "--keys", text(&keys)]);
    assert_eq!((status, foreign["code"].as_str(), new.exists()), (1, Some("keys-foreign"), false));
    assert!(says(&foreign, "message", text(&keys)) && says(&foreign, "next", text(&keyless)), "{foreign}");

    for (path, why) in [("/dev/zero", "file-is-device"), (text(folder.path()), "file-is-folder"), ("/no/such", "file-not-found")] {
        let (status, refused) = fail(&new, ["backup", "restore", path, "--alone"]);
        assert_eq!((status, refused["details"]["why"].as_str()), (2, Some(why)), "{path}");
        assert!(says(&refused, "next", "`maillage backup restore --help`"), "{refused}");
    }
    let (status, refused) = fail(&home, ["backup", "create", "/dev/null"]);
    assert_eq!((status, refused["details"]["why"].as_str()), (1, Some("file-is-device")));
    let (_, refused) = fail(&home, ["evidence", "verify", text(&data().join("permanences.csv"))]);
    assert_eq!(refused["details"]["why"], "not-evidence");
    assert!(says(&refused, "next", "`maillage evidence verify --help`"), "{refused}");
}

#[test]
fn a_device_without_the_root_key_is_sent_to_the_one_that_had_it() {
    let folder = tempfile::tempdir().unwrap();
    let [arc, laptop] = ["arc", "portable"].map(|name| folder.path().join(name));
    let first = found(&arc, "exemple-arc");
    wait_for("an announced address", || {
        (!run(&arc, ["status"])["network"]["addresses"].as_array().unwrap().is_empty()).then_some(())
    });
    assert!(spoken(&arc, &["device", "pair", "--dry-run"]).contains("127.0.0.1:"));
    let code = run(&arc, ["device", "pair"])["pairing_code"].as_str().unwrap().to_owned();
    let planned = spoken(&laptop, &["device", "pair", &code, "--name", "portable", "--dry-run"]);
    assert!(planned.contains("“portable”") && planned.contains("exemple-arc") && planned.contains(text(&laptop)), "{planned}");
    assert!(!laptop.exists());
    let asked = run(&laptop, ["device", "pair", &code, "--name", "portable", "--listen", "127.0.0.1:0"]);
    let second = Node::start(&laptop);

    let shown = asked["code"].as_str().unwrap();
    let mistyped = if shown.ends_with('0') { shown.replace('0', "1") } else { format!("{}0", &shown[..shown.len() - 1]) };
    let (status, refused) = fail(&arc, ["device", "accept", &mistyped]);
    assert_eq!((status, refused["code"].as_str()), (2, Some("code-mistyped")));
    assert!(says(&refused, "next", "`maillage device list`"), "{refused}");
    run(&arc, ["device", "accept", shown]);
    wait_for("the second device", || (run(&laptop, ["status"])["standing"] == "member").then_some(()));

    let (status, unsaid) = fail(&laptop, ["device", "hold"]);
    assert_eq!((status, unsaid["code"].as_str()), (2, Some("usage")));
    assert!(says(&unsaid, "why", "appareil 1, portable") && !says(&unsaid, "why", "<"), "{unsaid}");
    let first_name = "appareil 1";
    for words in [["key", "protect"].as_slice(), &["device", "hold", "--publishes", "portable"], &["recovery", "sheet"]] {
        let (status, refused) = fail(&laptop, words);
        assert_eq!((status, refused["code"].as_str()), (6, Some("root-absent")), "{words:?}");
        assert!(says(&refused, "why", first_name), "{words:?}: {refused}");
    }
    assert!(spoken(&laptop, &["key", "status"]).contains(first_name));
    let listed = spoken(&laptop, &["device", "list"]);
    assert!(listed.contains(&format!("root key: {first_name}")) && !listed.contains("device pair"), "{listed}");
    drop((first, second));
}

#[test]
fn a_device_that_loses_its_roles_or_is_revoked_is_told_so_and_what_then() {
    let folder = tempfile::tempdir().unwrap();
    let [arc, laptop] = ["arc", "portable"].map(|name| folder.path().join(name));
    let first = found(&arc, "exemple-arc");
    let code = run(&arc, ["device", "pair"])["pairing_code"].as_str().unwrap().to_owned();
    let asked = run(&laptop, ["device", "pair", &code, "--name", "portable", "--listen", "127.0.0.1:0"]);
    let second = Node::start(&laptop);
    run(&arc, ["device", "accept", asked["code"].as_str().unwrap()]);
    run(&arc, ["status", "--wait", "converged"]);

    run(&arc, ["device", "hold", "--governs", "portable", "--publishes", "portable"]);
    let role = |governs: bool| {
        move |event: &Value| event["event"] == "standing" && event["governs"] == governs && event["publishes"] == governs
    };
    first.tells("the roles have gone", role(false));
    second.tells("the roles have come", role(true));
    let told = spoken(&arc, &["status"]);
    assert!(told.contains("no longer decides or publishes") && told.contains("`maillage decision list`"), "{told}");
    assert!(!spoken(&laptop, &["status"]).contains("decides or publishes for"), "it has what it is to have");

    // The device that orders decisions records them: until it has heard of this one, it is only signed.
    drop(second);
    let signed = spoken(&arc, &["device", "hold", "--governs", "appareil 1", "--publishes", "appareil 1", "--yes"]);
    assert!(signed.starts_with("Signed, and valid once the secretary’s node has recorded it: From now on"), "{signed}");
    let second = Node::start(&laptop);
    first.tells("the roles are back", role(true));
    run(&arc, ["device", "revoke", "portable"]);
    second.tells("it is revoked", |event| event["standing"] == "revoked");
    let (status, cut_off) = fail(&laptop, ["sync", "now"]);
    assert_eq!((status, cut_off["code"].as_str()), (6, Some("device-cut-off")), "{cut_off}");
}

#[test]
fn a_return_that_does_not_work_is_explained_and_a_trial_says_what_would_be_done() {
    let folder = tempfile::tempdir().unwrap();
    let [arc, new] = ["arc", "retour"].map(|name| folder.path().join(name));
    let node = found(&arc, "exemple-arc");
    let passphrase = "quatre mots sans rapport\n";
    assert_eq!(typed(&arc, &["key", "protect", "--passphrase-stdin"], passphrase).0, 0);
    let (sheet, code) = (folder.path().join("fiche.txt"), folder.path().join("code.txt"));
    assert_eq!(typed(&arc, &["recovery", "sheet", "--output", text(&sheet), "--passphrase-stdin"], passphrase).0, 0);
    fs::write(&code, run(&arc, ["device", "pair"])["pairing_code"].as_str().unwrap()).unwrap();
    let (status, refused) = fail(&new, ["recover", text(&code), "--name", "retour"]);
    assert_eq!((status, refused["code"].as_str()), (2, Some("sheet-unreadable")));
    assert!(!refused.to_string().contains('…') && !says(&refused, "why", "(line"), "{refused}");
    let (status, refused) = fail(&new, ["recover", text(&folder.path().join("none")), "--name", "retour"]);
    assert_eq!(status, 2);
    assert!(says(&refused, "next", "`maillage recover --help`"), "{refused}");
    let recover = ["recover", text(&sheet), "--name", "retour", "--passphrase-stdin"];
    let (status, refused) = typed(&new, &recover, "cinq mots sans rapport\n");
    assert_eq!((status, refused["code"].as_str()), (1, Some("passphrase-wrong")));
    assert!(says(&refused, "next", "`maillage recover ") && !says(&refused, "next", "key status"), "{refused}");
    let mut trial = command(&new, recover).arg("--dry-run").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    trial.stdin.take().unwrap().write_all(passphrase.as_bytes()).unwrap();
    let planned: Value = serde_json::from_slice(&trial.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!((planned["name"].as_str(), planned["contacts"].as_u64()), (Some("retour"), Some(1)));
    assert!(!new.exists());
    drop(node);
}

#[test]
fn a_damaged_root_key_is_noticed_by_every_check_and_no_sheet_is_printed_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let [arc, other] = ["arc", "other"].map(|name| folder.path().join(name));
    drop(found(&arc, "exemple-arc"));
    drop(found(&other, "exemple-nord"));
    let noticed = |what: &str, typed_words: &str| {
        for words in [["key", "status"], ["store", "check"]] {
            let (status, refused) = fail(&arc, words);
            assert!(status != 0 && refused.to_string().contains("root."), "{what}, {words:?}: {refused}");
        }
        let sheet = folder.path().join("sheet.txt");
        let (status, refused) = typed(&arc, &["recovery", "sheet", "--output", text(&sheet), "--passphrase-stdin"], typed_words);
        assert!(status != 0 && !sheet.exists(), "{what}: {refused}");
    };
    let [plain, sealed] = ["root.key", "root.age"].map(|name| arc.join("keys").join(name));
    let own = fs::read(&plain).unwrap();
    fs::write(&plain, fs::read(other.join("keys/root.key")).unwrap()).unwrap();
    noticed("another organisation's", "");
    fs::write(&plain, b"bad").unwrap();
    noticed("garbage", "");
    fs::write(&plain, own).unwrap();
    let passphrase = "quatre mots sans rapport\n";
    assert_eq!(typed(&arc, &["key", "protect", "--passphrase-stdin"], passphrase).0, 0);
    let whole = fs::read(&sealed).unwrap();
    fs::write(&sealed, &whole[..30]).unwrap();
    noticed("cut", passphrase);
    fs::write(&sealed, b"").unwrap();
    noticed("empty", passphrase);
    let mut flipped = whole;
    *flipped.last_mut().unwrap() ^= 1;
    fs::write(&sealed, flipped).unwrap();
    let sheet = folder.path().join("sheet.txt");
    let (status, refused) = typed(&arc, &["recovery", "sheet", "--output", text(&sheet), "--passphrase-stdin"], passphrase);
    assert!(status != 0 && !sheet.exists(), "one bit: {refused}");
}

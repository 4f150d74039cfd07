//! Backups made, verified and restored by the command, as a person does after a disk was lost.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Output, Stdio},
};

use serde_json::Value;

use crate::terminal::{Node, command, converged, data, fail, found, join, run, wait_for};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Runs a command that reads a passphrase from its input.
fn with_passphrase(home: &Path, words: &[&str], passphrase: &str) -> Output {
    let mut child = command(home, words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(passphrase.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn problem(output: &Output) -> (i32, Value) {
    assert!(!output.status.success());
    (output.status.code().unwrap(), serde_json::from_slice(&output.stderr).unwrap())
}

/// A member with a page and visits, its running node beside that of the founder.
fn two_members(folder: &Path) -> ([PathBuf; 2], [Node; 2]) {
    let homes = ["arc", "nord"].map(|name| folder.join(name));
    let first = found(&homes[0], "exemple-arc");
    let second = join(&homes[0], &homes[1], "exemple-nord");
    run(&homes[1], ["permanence", "import", text(&data().join("permanences.csv")), "--only", "exemple-nord"]);
    run(&homes[1], ["visit", "import", text(&data().join("visits-exemple-nord.csv"))]);
    converged(&homes[1]);
    (homes, [first, second])
}

#[test]
fn a_lost_home_comes_back_from_a_backup_made_while_its_node_ran_and_goes_on_after_what_others_know() {
    let folder = tempfile::tempdir().unwrap();
    let (homes, [_first, mut second]) = two_members(folder.path());
    let file = folder.path().join("nord.backup");
    let made = run(&homes[1], ["backup", "create", text(&file)]);
    assert!(made["bytes"].as_u64().unwrap() > 1000 && made["visits"].as_u64().unwrap() > 100, "{made}");
    // Written after the backup.
    run(&homes[1], ["host", "add", "apres", "--name", "Après", "--kind", "cpas"]);
    let digest = converged(&homes[1]);
    second.kill();
    std::fs::remove_dir_all(&homes[1]).unwrap();

    // No home is needed to verify.
    let verified = run(&folder.path().join("nowhere"), ["backup", "verify", text(&file)]);
    assert_eq!((&verified["visits"], &verified["operator_name"]), (&made["visits"], &made["operator_name"]));
    let restored = run(&homes[1], ["backup", "restore", text(&file)]);
    assert_eq!(restored["visits"], made["visits"]);
    assert_eq!(run(&homes[1], ["visit", "list"])["total"], made["visits"]);
    let (status, refused) = fail(&homes[1], ["host", "add", "tot", "--name", "Tôt", "--kind", "cpas"]);
    assert_eq!((status, refused["code"].as_str()), (6, Some("restored-waiting")));
    assert_eq!(run(&homes[1], ["status"])["authority"]["state"], "waiting");
    let (status, taken) = fail(&homes[1], ["backup", "restore", text(&file)]);
    assert_eq!((status, taken["code"].as_str()), (5, Some("home-taken")));

    let _second = Node::start(&homes[1]);
    wait_for("it writes again", || (run(&homes[1], ["status"])["authority"]["state"] == "settling").then_some(()));
    let view = converged(&homes[1]);
    assert!(view != digest || run(&homes[0], ["view", "digest"])["view_digest"] == digest);
    run(&homes[1], ["host", "add", "ensuite", "--name", "Ensuite", "--kind", "cpas"]);
    converged(&homes[1]);
    let hosts = run(&homes[1], ["host", "list"]).to_string();
    assert!(hosts.contains("apres") && hosts.contains("ensuite"), "{hosts}");
    assert_eq!(run(&homes[0], ["status"])["forks"], 0);
    assert_eq!(run(&homes[1], ["store", "check"])["sound"], true);
}

#[test]
fn a_passphrase_and_keys_kept_elsewhere_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("arc");
    drop(found(&home, "exemple-arc"));
    let (keyless, locked) = (folder.path().join("keyless"), folder.path().join("locked"));
    run(&home, ["backup", "create", text(&keyless), "--without-keys"]);
    let made = with_passphrase(&home, &["backup", "create", text(&locked), "--passphrase-stdin"], "cheval agrafe\n");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));

    let new = folder.path().join("new");
    let (status, refused) = fail(&new, ["backup", "restore", text(&keyless), "--alone"]);
    assert_eq!((status, refused["code"].as_str()), (1, Some("backup-keyless")));
    assert!(!new.exists());
    run(&new, ["backup", "restore", text(&keyless), "--alone", "--keys", text(&home.join("keys"))]);
    assert_eq!(run(&new, ["status"])["standing"], "member");

    let other = folder.path().join("other");
    let (status, refused) = fail(&other, ["backup", "restore", text(&locked), "--alone"]);
    assert_eq!((status, refused["code"].as_str()), (2, Some("backup-protected")));
    let words = ["backup", "restore", text(&locked), "--alone", "--passphrase-stdin"];
    let (status, refused) = problem(&with_passphrase(&other, &words, "cheval\n"));
    assert_eq!((status, refused["code"].as_str()), (1, Some("backup-passphrase")));
    assert!(with_passphrase(&other, &words, "cheval agrafe\n").status.success());
    assert!(!other.join("making").exists() && !other.join("restoring.redb").exists());
}

#[test]
fn a_damaged_backup_is_refused_with_its_place_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("arc");
    drop(found(&home, "exemple-arc"));
    let file = folder.path().join("arc.backup");
    run(&home, ["backup", "create", text(&file)]);
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let new = folder.path().join("new");
    for action in ["verify", "restore"] {
        let (status, refused) = fail(&new, ["backup", action, text(&file)]);
        assert_eq!((status, refused["code"].as_str()), (1, Some("backup-damaged")), "{action}");
        assert!(refused["details"]["place"].as_str().is_some_and(|place| !place.is_empty()), "{refused}");
        assert!(!new.exists(), "{action}");
    }
    let (status, refused) = fail(&new, ["backup", "verify", text(&data().join("permanences.csv"))]);
    assert_eq!((status, refused["code"].as_str()), (2, Some("backup-not-one")));
    let (status, refused) = fail(&home, ["backup", "create", text(&folder.path().join("no/such/folder"))]);
    assert_eq!((status, refused["code"].as_str()), (1, Some("backup-unwritable")), "{refused}");
    // Not even when a person said yes beforehand.
    let (status, refused) = fail(&home, ["backup", "create", text(&home.join("store.redb"))]);
    assert_eq!((status, refused["code"].as_str()), (1, Some("backup-unwritable")), "{refused}");
    assert_eq!(run(&home, ["store", "check"])["sound"], true);
}

#[test]
fn a_restore_that_is_killed_at_any_moment_can_be_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("arc");
    drop(found(&home, "exemple-arc"));
    run(&home, ["permanence", "import", text(&data().join("permanences.csv")), "--only", "exemple-arc"]);
    run(&home, ["visit", "import", text(&data().join("visits-exemple-arc.csv"))]);
    let file = folder.path().join("arc.backup");
    let made = run(&home, ["backup", "create", text(&file)]);
    for milliseconds in [5, 20, 60, 120, 250, 400] {
        let new = folder.path().join(format!("new-{milliseconds}"));
        let words = ["backup", "restore", text(&file), "--alone"];
        let mut restoring = command(&new, words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        restoring.kill().unwrap();
        restoring.wait().unwrap();
        let again = command(&new, words).output().unwrap();
        // Done before it was killed, or done now.
        let done = again.status.success() || problem(&again).1["code"] == "home-taken";
        assert!(done, "{milliseconds} ms: {}", String::from_utf8_lossy(&again.stderr));
        assert_eq!(run(&new, ["visit", "list"])["total"], made["visits"], "{milliseconds} ms");
        assert_eq!(run(&new, ["store", "check"])["sound"], true, "{milliseconds} ms");
    }
}

#[test]
fn a_store_with_a_wrong_row_is_reported_part_by_part_and_ends_as_a_refusal() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("arc");
    drop(found(&home, "exemple-arc"));
    assert_eq!(run(&home, ["store", "check"])["sound"], true);
    {
        let store = maillage_node::store::Store::open(&home.join("store.redb"), |_| ()).unwrap();
        store.write(|write| write.put_rows("visits", &[(b"no key of a visit".to_vec(), vec![1, 2, 3])])).unwrap();
    }
    let output = command(&home, ["store", "check"]).output().unwrap();
    let (status, refused) = problem(&output);
    assert_eq!((status, refused["code"].as_str()), (1, Some("store-unsound")));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let parts = report["audit"]["parts"].as_array().unwrap();
    let wrong: Vec<_> = parts.iter().filter(|part| part["fault_count"] != 0).filter_map(|part| part["name"].as_str()).collect();
    assert_eq!((report["sound"].as_bool(), wrong), (Some(false), vec!["visits"]));
}

#[test]
fn a_store_that_was_cut_is_named_with_the_way_back() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("arc");
    drop(found(&home, "exemple-arc"));
    let store = home.join("store.redb");
    let bytes = std::fs::read(&store).unwrap();
    std::fs::write(&store, &bytes[..bytes.len() / 2]).unwrap();
    let (status, refused) = fail(&home, ["status"]);
    assert_eq!((status, refused["code"].as_str()), (1, Some("store-damaged")));
    assert!(refused["next"].as_str().unwrap().contains("backup restore"), "{refused}");
}

#[test]
fn an_old_node_that_is_started_once_more_after_a_restore_learns_of_it_and_ends_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let (homes, [_first, mut second]) = two_members(folder.path());
    let (file, restored) = (folder.path().join("nord.backup"), folder.path().join("restored"));
    run(&homes[1], ["backup", "create", text(&file)]);
    second.kill();
    run(&restored, ["backup", "restore", text(&file)]);
    let mut node = Node::start(&restored);
    wait_for("it writes again", || (run(&restored, ["status"])["authority"]["state"] == "settling").then_some(()));
    run(&restored, ["host", "add", "ensuite", "--name", "Ensuite", "--kind", "cpas"]);
    converged(&restored);
    node.kill();
    // Where it was reached is taken: the old node has another place to announce.
    let places = node.ready["addresses"].as_array().unwrap().clone();
    let taken: Vec<_> = places.iter().map(|place| std::net::UdpSocket::bind(place.as_str().unwrap()).unwrap()).collect();
    let mut old = Node::start(&homes[1]);
    wait_for("it knows that it is the older one", || (run(&homes[1], ["status"])["authority"]["state"] == "stopped").then_some(()));
    old.kill();
    drop(taken);
    assert_eq!(run(&homes[0], ["status"])["forks"], 0);
    let _again = Node::start(&restored);
    run(&restored, ["host", "add", "encore", "--name", "Encore", "--kind", "cpas"]);
    converged(&restored);
    assert_eq!(run(&homes[0], ["status"])["forks"], 0);
}

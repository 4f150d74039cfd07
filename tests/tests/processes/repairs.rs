//! A damaged store, seen and repaired by the command, as a person does whose disk did not keep what was written.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use crate::terminal::{DAY, Node, PROGRAM, command, converged, data, fail, found, join, output, run, wait_for};

/// Bytes of a page of the store's file.
const PAGE: u64 = 4096;

fn store_of(home: &Path) -> PathBuf {
    home.join("store.redb")
}

/// A home with a page and visits, without a node.
fn home_with_visits(folder: &Path) -> PathBuf {
    let home = folder.join("arc");
    drop(found(&home, "exemple-arc"));
    run(&home, ["permanence", "import", data().join("permanences.csv").to_str().unwrap(), "--only", "exemple-arc"]);
    run(&home, ["visit", "import", data().join("visits-exemple-arc.csv").to_str().unwrap()]);
    home
}

/// Changes bytes of the file where rows of visits lie, in a page that is in use: whoever opens the store notices it.
fn damage(home: &Path) -> Vec<u8> {
    let sound = fs::read(store_of(home)).unwrap();
    let slug = run(home, ["permanence", "list"])["permanences"][0]["slug"].as_str().unwrap().to_owned();
    let places = sound.windows(slug.len()).enumerate().filter(|(_, window)| *window == slug.as_bytes()).map(|(place, _)| place);
    for place in places.collect::<Vec<_>>().into_iter().rev().step_by(5) {
        let mut bytes = sound.clone();
        for byte in bytes.iter_mut().skip(place).take(400).step_by(7) {
            *byte ^= 0x5a;
        }
        fs::write(store_of(home), &bytes).unwrap();
        if !output(home, ["store", "check"]).status.success() {
            assert!(fs::read(store_of(home)).unwrap() == bytes, "looking at a damaged store changed it");
            return bytes;
        }
    }
    panic!("no page that is in use holds a visit");
}

fn set_aside(home: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(home).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.to_string_lossy().contains("-damaged-")).collect()
}

#[test]
fn changed_bytes_are_noticed_the_store_is_repaired_and_the_node_converges_and_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let homes = ["arc", "nord"].map(|name| folder.path().join(name));
    let first = found(&homes[0], "exemple-arc");
    let mut second = join(&homes[0], &homes[1], "exemple-nord");
    run(&homes[1], ["permanence", "import", data().join("permanences.csv").to_str().unwrap(), "--only", "exemple-nord"]);
    run(&homes[1], ["visit", "import", data().join("visits-exemple-nord.csv").to_str().unwrap()]);
    let digest = converged(&homes[1]);
    wait_for("the way back", || homes[1].join("way-back").exists().then_some(()));
    let (status, refused) = fail(&homes[1], ["store", "repair"]);
    assert_eq!((status, refused["code"].as_str()), (5, Some("store-in-use")));
    run(&homes[1], ["node", "stop"]);
    wait_for("the node to end", || second.child.try_wait().unwrap());

    let damaged = damage(&homes[1]);
    for words in [vec!["status"], vec!["visit", "list"], vec!["store", "check"], vec!["node", "run"]] {
        let (status, refused) = fail_with(&homes[1], &words);
        assert_eq!((status, refused["code"].as_str()), (1, Some("store-damaged")), "{words:?}");
        assert!(refused["next"].as_str().unwrap().contains("maillage store repair"), "{refused}");
    }
    let foreseen = run(&homes[1], ["store", "repair", "--dry-run"]);
    assert!(foreseen["dry_run"] == true && set_aside(&homes[1]).is_empty(), "{foreseen}");
    let repaired = run(&homes[1], ["store", "repair"]);
    assert_eq!((&repaired["parts"], &repaired["doubtful"]), (&foreseen["parts"], &serde_json::json!(true)));
    let kept = PathBuf::from(repaired["kept"].as_str().unwrap());
    assert!(fs::read(kept).unwrap() == damaged, "the damaged file was changed");
    assert_eq!(run(&homes[1], ["store", "check"])["sound"], true);
    let (status, refused) = fail(&homes[1], ["host", "add", "tot", "--name", "Tôt", "--kind", "cpas"]);
    assert_eq!(status, 6, "{refused}");

    for round in ["premier", "second"] {
        let mut again = Node::start(&homes[1]);
        wait_for("it writes again", || (run(&homes[1], ["status"])["authority"]["state"] == "settling").then_some(()));
        run(&homes[1], ["host", "add", round, "--name", "Ensuite", "--kind", "cpas"]);
        assert_ne!(converged(&homes[1]), digest);
        again.kill();
    }
    assert_eq!(run(&homes[0], ["status"])["forks"], 0);
    let hosts = run(&homes[1], ["host", "list"]).to_string();
    assert!(hosts.contains("premier") && hosts.contains("second"), "{hosts}");
    assert_eq!(run(&homes[1], ["store", "repair"])["damaged"], false);
    drop(first);
}

/// As [`fail`], for a command that may have answered before it failed.
fn fail_with(home: &Path, words: &[&str]) -> (i32, serde_json::Value) {
    let output = output(home, words);
    assert!(!output.status.success());
    (output.status.code().unwrap(), serde_json::from_slice(&output.stderr).unwrap())
}

#[test]
fn a_home_with_keys_and_no_store_or_a_store_and_no_keys_never_says_that_nothing_was_set_up() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with_visits(folder.path());
    let (store, keys) = (store_of(&home), home.join("keys"));
    let aside = folder.path().join("aside");
    fs::rename(&store, &aside).unwrap();
    for words in [vec!["status"], vec!["network", "create", "X", "--operator", "X"], vec!["node", "run"], vec!["visit", "list"]] {
        let (status, told) = fail_with(&home, &words);
        assert_eq!((status, told["code"].as_str()), (1, Some("store-damaged")), "{words:?}");
    }
    // Nobody else is a member: nobody can bring anything back.
    let (status, told) = fail_with(&home, &["store", "repair"]);
    assert_eq!((status, told["code"].as_str()), (1, Some("way-back-unknown")));
    assert!(told["next"].as_str().unwrap().contains("maillage recover"), "{told}");
    fs::rename(&aside, &store).unwrap();

    fs::rename(&keys, &aside).unwrap();
    for words in [vec!["status"], vec!["store", "repair"], vec!["node", "run"]] {
        let (status, told) = fail_with(&home, &words);
        assert_eq!((status, told["code"].as_str()), (1, Some("home-damaged")), "{words:?}");
        assert!(told["next"].as_str().unwrap().contains("backup restore"), "{told}");
    }
    let (status, told) = fail_with(&home, &["store", "check"]);
    assert_eq!((status, told["code"].as_str()), (1, Some("keys-lost")));
    fs::rename(&aside, &keys).unwrap();

    let device = keys.join("device.key");
    let line = fs::read_to_string(&device).unwrap();
    fs::write(&device, line.replacen('1', "2", 3)).unwrap();
    for lost in [false, true] {
        if lost {
            fs::rename(&device, &aside).unwrap();
        }
        let (status, told) = fail_with(&home, &["store", "check"]);
        assert_eq!((status, told["code"].as_str()), (1, Some("keys-lost")));
        assert!(told["details"]["path"].as_str().unwrap().ends_with("device.key"), "{told}");
        assert!(!told["next"].as_str().unwrap().contains("store check"), "that was just typed: {told}");
    }
    let whole = fs::read(&store).unwrap();
    fs::write(&store, &whole[..whole.len() / 2]).unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&output(&home, ["store", "check"]).stdout).unwrap();
    assert_eq!(answer["unusable"]["code"], "store-damaged", "of the store it is told as well: {answer}");
    fs::write(&store, whole).unwrap();
    fs::rename(&aside, &device).unwrap();
    fs::write(&device, line).unwrap();
    assert_eq!(run(&home, ["status"])["standing"], "member");
}

#[test]
fn a_repair_that_is_killed_at_any_moment_leaves_the_old_store_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with_visits(folder.path());
    let damaged = damage(&home);
    let total = run(&home, ["store", "repair", "--dry-run"]);
    let (mut old, mut new) = (0, 0);
    for milliseconds in [2, 15, 30, 50, 70, 90, 120, 160, 220] {
        let copy = folder.path().join(format!("home-{milliseconds}"));
        copy_home(&home, &copy);
        let mut repairing = command(&copy, ["store", "repair"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        repairing.kill().unwrap();
        repairing.wait().unwrap();
        let checked = output(&copy, ["store", "check"]);
        if checked.status.success() {
            new += 1;
        } else {
            old += 1;
            assert!(fs::read(store_of(&copy)).unwrap() == damaged, "{milliseconds} ms: neither the old nor the new one");
            let repaired = run(&copy, ["store", "repair"]);
            assert_eq!(repaired["parts"], total["parts"], "{milliseconds} ms");
        }
        assert_eq!(run(&copy, ["store", "check"])["sound"], true, "{milliseconds} ms");
        let kept = set_aside(&copy);
        assert!(kept.len() == 1 && fs::read(&kept[0]).unwrap() == damaged, "{milliseconds} ms: {kept:?}");
        assert!(!copy.join("repairing.redb").exists(), "{milliseconds} ms");
    }
    assert!(old > 0, "{old} killed before the new store was in place, {new} after");
}

#[test]
fn while_a_store_is_repaired_one_is_in_its_place_at_every_moment() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with_visits(folder.path());
    damage(&home);
    let mut repairing = command(&home, ["store", "repair"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let (store, mut looks) = (store_of(&home), 0_u64);
    let ended = loop {
        for _ in 0..200 {
            looks += 1;
            assert!(store.exists(), "no store was in its place");
        }
        if let Some(ended) = repairing.try_wait().unwrap() {
            break ended;
        }
    };
    assert!(ended.success() && looks > 1000, "{ended}, {looks} looks");
    assert_eq!(run(&home, ["store", "check"])["sound"], true);
}

fn copy_home(from: &Path, to: &Path) {
    maillage_node::platform::create_private_directory(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, target) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if path.is_dir() {
            copy_home(&path, &target);
        } else {
            maillage_node::home::files::write_private(&target, &fs::read(&path).unwrap()).unwrap();
        }
    }
}

#[cfg(unix)]
#[test]
fn a_repair_for_which_the_disk_has_no_room_leaves_everything_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let home = home_with_visits(folder.path());
    let damaged = damage(&home);
    let files = |home: &Path| {
        let mut names: Vec<_> = fs::read_dir(home).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = files(&home);
    // No file may grow beyond these blocks of half a KiB: what a full disk says comes from the same call.
    for blocks in [8, 64, 256] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" --home \"$1\" --json --yes --no-input store repair");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script, PROGRAM]).arg(&home).env("MAILLAGE_CLOCK", DAY).env("MAILLAGE_LANG", "en").stdin(Stdio::null());
        let ended = shell.output().unwrap();
        assert!(!ended.status.success(), "{blocks} blocks: {}", String::from_utf8_lossy(&ended.stdout));
        let told: serde_json::Value = serde_json::from_slice(&ended.stderr).unwrap();
        assert_eq!((ended.status.code(), told["code"].as_str()), (Some(1), Some("store-failed")), "{told}");
        assert!(fs::read(store_of(&home)).unwrap() == damaged, "{blocks} blocks");
        assert_eq!(files(&home), before, "{blocks} blocks");
    }
    assert_eq!(run(&home, ["store", "repair"])["damaged"], true);
}

#[test]
fn a_home_that_knew_another_member_is_never_told_that_it_is_alone_whichever_page_of_its_store_was_lost() {
    let folder = tempfile::tempdir().unwrap();
    let homes = ["arc", "nord"].map(|name| folder.path().join(name));
    let first = found(&homes[0], "exemple-arc");
    let second = join(&homes[0], &homes[1], "exemple-nord");
    converged(&homes[0]);
    wait_for("the way back", || homes[0].join("way-back").exists().then_some(()));
    drop((first, second));
    let pages = fs::metadata(store_of(&homes[0])).unwrap().len() / PAGE;
    let mut repaired = 0;
    for page in 1..pages {
        let home = folder.path().join(format!("without-{page}"));
        copy_home(&homes[0], &home);
        let mut bytes = fs::read(store_of(&home)).unwrap();
        let from = usize::try_from(page * PAGE).unwrap();
        bytes[from..from + usize::try_from(PAGE).unwrap()].fill(0);
        fs::write(store_of(&home), bytes).unwrap();
        if run(&home, ["store", "repair", "--yes"])["lost"].as_u64().unwrap() > 0 {
            repaired += 1;
            let (status, refused) = fail(&home, ["backup", "resume", "--alone", "--yes"]);
            assert_eq!((status, refused["code"].as_str()), (1, Some("restored-not-alone")), "without page {page}");
        }
    }
    assert!(repaired > 3, "{repaired} of {pages} pages held rows");
}

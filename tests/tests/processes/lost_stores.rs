//! A member among several loses its store, and comes back by what its home has noted beside it.

use std::{fs, path::Path, process::Stdio, time::Duration};

use serde_json::Value;

use crate::terminal::{Node, command, converged, data, fail, found, join, output, run, wait_for};

/// Ends a node as a person does, and waits until it has.
fn stop(home: &Path, node: &mut Node) {
    run(home, ["node", "stop"]);
    wait_for("the node to end", || node.child.try_wait().unwrap());
}

/// Three organisations, of which the first has something on its page and knows whom to ask, should its store be lost.
fn three(homes: &[std::path::PathBuf; 3]) -> [Node; 3] {
    let first = found(&homes[0], "un");
    let second = join(&homes[0], &homes[1], "deux");
    let third = join(&homes[0], &homes[2], "trois");
    for (home, host) in homes.iter().zip(["bib", "cpas", "asbl"]) {
        run(home, ["host", "add", host, "--name", host, "--kind", "bibliotheque"]);
    }
    for home in homes {
        converged(home);
        wait_for("both others are noted", || (contacts(home) == 2).then_some(()));
    }
    [first, second, third]
}

/// How many members' devices the home would ask.
fn contacts(home: &Path) -> usize {
    let noted = maillage_node::home::Home::open(home).unwrap().way_back().unwrap();
    noted.map_or(0, |way_back| way_back.contacts.len())
}

fn lose_store(home: &Path) -> Value {
    fs::write(home.join("store.redb"), b"x").unwrap();
    run(home, ["store", "repair"])
}

/// Whether a node may write, has heard of its two neighbours, and none of the nodes has a complaint about another.
fn goes_on(homes: &[std::path::PathBuf; 3], home: &Path, host: &str) {
    wait_for("it writes again", || {
        matches!(run(home, ["status"])["authority"]["state"].as_str(), Some("settling" | "full")).then_some(())
    });
    run(home, ["host", "add", host, "--name", host, "--kind", "cpas"]);
    let digest = converged(home);
    for other in homes {
        assert_eq!(converged(other), digest);
        assert_eq!(run(other, ["status"])["forks"], 0);
    }
}

#[test]
fn among_three_whoever_lost_its_store_comes_back_however_often_it_starts_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let homes = ["un", "deux", "trois"].map(|name| folder.path().join(name));
    let mut nodes = three(&homes);
    // The founder, then a member; by a command first, by its node alone, by a node that is started twice.
    for (round, (member, start)) in [(0, "sync"), (0, "node"), (1, "sync"), (2, "twice")].into_iter().enumerate() {
        let home = &homes[member];
        stop(home, &mut nodes[member]);
        let repaired = lose_store(home);
        assert_eq!((&repaired["unreadable"], repaired["contacts"].as_u64()), (&Value::Bool(true), Some(2)), "{repaired}");
        match start {
            "sync" => {
                for _ in 0..3 {
                    assert!(output(home, ["sync", "now"]).status.success());
                }
            }
            "twice" => {
                nodes[member] = Node::start(home);
                wait_for("something came back", || (run(home, ["status"])["standing"] == "member").then_some(()));
                nodes[member].kill();
            }
            _ => {}
        }
        nodes[member] = Node::start(home);
        goes_on(&homes, home, &format!("retour-{round}"));
    }
}

#[test]
fn whom_to_ask_is_never_forgotten_while_a_lost_store_comes_back_from_one_member_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let homes = ["un", "deux", "trois"].map(|name| folder.path().join(name));
    let mut nodes = three(&homes);
    stop(&homes[0], &mut nodes[0]);
    // One member is away, so that only part of what there was comes back.
    nodes[2].kill();
    for _ in 0..3 {
        lose_store(&homes[0]);
        let _ = output(&homes[0], ["sync", "now"]);
        assert_eq!(contacts(&homes[0]), 2);
        nodes[0] = Node::start(&homes[0]);
        wait_for("what the other knows is back", || (run(&homes[0], ["status"])["standing"] == "member").then_some(()));
        std::thread::sleep(std::time::Duration::from_secs(1));
        stop(&homes[0], &mut nodes[0]);
        assert_eq!(contacts(&homes[0]), 2);
    }
    // What names nobody leaves the way with an invitation, and the error says so.
    let way_back = homes[0].join("way-back");
    let mut noted = maillage_node::home::Home::open(&homes[0]).unwrap().way_back().unwrap().unwrap();
    noted.contacts.clear();
    maillage_node::home::Home::open(&homes[0]).unwrap().keep_way_back(&noted).unwrap();
    fs::write(homes[0].join("store.redb"), b"x").unwrap();
    let (status, told) = fail(&homes[0], ["store", "repair"]);
    assert_eq!((status, told["code"].as_str()), (1, Some("way-back-unknown")));
    assert!(told["next"].as_str().unwrap().contains("store repair --from INVITATION"), "{told}");
    let invitation = run(&homes[1], ["member", "invite", "--for", "un"]);
    let invitation = invitation["invitation"].as_str().unwrap();
    run(&homes[0], ["store", "repair", "--from", invitation]);
    // Also once the store is new: whoever was noted may be gone meanwhile.
    assert!(way_back.exists());
    let again = run(&homes[0], ["store", "repair", "--from", invitation]);
    assert_eq!((again["damaged"].as_bool(), again["contacts"].as_u64()), (Some(false), Some(1)), "{again}");
    nodes[2] = Node::start(&homes[2]);
    nodes[0] = Node::start(&homes[0]);
    goes_on(&homes, &homes[0], "enfin");
}

#[test]
fn what_was_noted_beside_a_damaged_key_is_there_again_under_the_device_that_the_sheet_makes() {
    let folder = tempfile::tempdir().unwrap();
    let [arc, nord, sheet] = ["arc", "nord", "fiche.txt"].map(|name| folder.path().join(name));
    let first = found(&arc, "exemple-arc");
    let mut second = join(&arc, &nord, "exemple-nord");
    for (what, file) in [("permanence", "permanences.csv"), ("visit", "visits-exemple-nord.csv")] {
        let file = data().join(file);
        let only: &[&str] = if what == "permanence" { &["--only", "exemple-nord"] } else { &[] };
        run(&nord, [what, "import", file.to_str().unwrap()].into_iter().chain(only.iter().copied()));
    }
    run(&nord, ["month", "close", "--all-before", "2026-09-01", "--partial", "kept-elsewhere"]);
    run(&nord, ["recovery", "sheet", "--output", sheet.to_str().unwrap()]);
    converged(&nord);
    let visits = run(&nord, ["visit", "list"]);
    let figures = run(&arc, ["stats", "--by", "month"]);
    let name = run(&nord, ["device", "list"])["devices"][0]["name"].as_str().unwrap().to_owned();
    stop(&nord, &mut second);
    fs::remove_file(nord.join("keys/device.key")).unwrap();

    // The name of a device that is there already leaves everything as it is.
    let (status, refused) = fail(&nord, ["recover", sheet.to_str().unwrap(), "--name", &name]);
    assert_eq!(
        (status, refused["code"].as_str(), refused["details"]["name"].as_str()),
        (5, Some("device-exists"), Some(name.as_str()))
    );
    let aside = || fs::read_dir(&nord).unwrap().any(|entry| entry.unwrap().file_name().to_string_lossy().contains("-damaged-"));
    assert!(nord.join("store.redb").exists() && nord.join("keys/root.key").exists() && !aside());

    let recovered = run(&nord, ["recover", sheet.to_str().unwrap(), "--name", "neuf"]);
    let notes = &recovered["notes"];
    assert_eq!((notes["lost"].as_u64(), notes["parts"][0]["rows"].as_u64()), (Some(0), visits["total"].as_u64()), "{notes}");
    assert!(Path::new(notes["kept"].as_str().unwrap()).exists() && aside(), "the former store is kept");
    assert_eq!(run(&nord, ["visit", "list"]), visits);
    assert_eq!(recovered["publishes"], true);
    let _third = Node::start(&nord);
    // What the lost device published is not published again, the next month is.
    let (_, refused) = fail(&nord, ["month", "close", "--all-before", "2026-09-01"]);
    assert_eq!(refused["code"].as_str(), Some("months-none"), "{refused}");
    run(&nord, ["device", "revoke", &name]);
    converged(&nord);
    assert_eq!(run(&arc, ["stats", "--by", "month"]), figures);
    let closed = run(&nord, ["month", "close", "--all-before", "2026-10-01", "--partial", "kept-elsewhere"]).to_string();
    assert!(closed.contains("2026-09") && !closed.contains("2026-08"), "{closed}");
    drop(first);
}

#[test]
fn a_recovery_that_is_killed_at_any_moment_is_gone_on_with_by_the_same_command_and_no_visit_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let [arc, nord, sheet] = ["arc", "nord", "sheet.txt"].map(|name| folder.path().join(name));
    let _first = found(&arc, "ARC");
    let mut second = join(&arc, &nord, "Nord");
    run(&nord, ["host", "add", "cpas", "--name", "CPAS", "--kind", "cpas"]);
    let permanence = ["permanence", "add", "jeudi", "--name", "Jeudi", "--host", "cpas", "--timetable", "Th 14:00-17:00"];
    run(&nord, permanence);
    run(&nord, ["record", "itsme", "resolu", "--permanence", "jeudi"]);
    converged(&nord);
    run(&nord, ["recovery", "sheet", "--output", sheet.to_str().unwrap()]);
    // Ended as by a power cut: what the node leaves lies in the home as well.
    second.kill();
    let delays = [0, 5, 15, 30, 60, 100, 150, 220, 300, 400, 600];
    let (mut began_again, mut went_on) = (0, 0);
    for delay in delays {
        // The key is lost: nobody signs as this device any more, and the notes are in its store.
        fs::remove_file(nord.join("keys/device.key")).unwrap();
        let name = format!("poste {delay}");
        let words = ["recover", sheet.to_str().unwrap(), "--name", &name, "--listen", "127.0.0.1:0"];
        let mut killed = command(&nord, words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        let _ = killed.kill();
        killed.wait().unwrap();
        let standing = output(&nord, ["status"]);
        let standing: Value = serde_json::from_slice(&standing.stdout).unwrap_or_default();
        match standing["standing"].as_str() {
            // It had ended before it was killed.
            Some("member") => {}
            Some("recovering") => {
                went_on += 1;
                recovered(&nord, &words);
            }
            _ => {
                began_again += 1;
                recovered(&nord, &words);
            }
        }
        assert_eq!(run(&nord, ["status"])["standing"], "member", "killed after {delay} ms");
        let visits = run(&nord, ["visit", "list"]);
        assert_eq!(visits["visits"].as_array().unwrap().len(), 1, "killed after {delay} ms: {visits}");
        assert!(nord.join("way-back").exists(), "killed after {delay} ms");
    }
    // Which of the two a moment meets depends on how busy the machine is.
    println!("{began_again} began again, {went_on} went on");
    assert!(began_again + went_on > 0, "every one had ended before it was killed");
}

/// Recovers, and again until the register has recorded the device.
fn recovered(home: &Path, words: &[&str]) {
    wait_for("the device to be recorded", || {
        let recovered = run(home, words);
        (recovered["recorded"] == true).then_some(())
    });
}

//! `kill -9` at any moment: what was acknowledged is there, and the digests meet again.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crate::terminal::{Node, converged, data, fail, found, join, output, run, wait_for};

#[test]
fn what_was_acknowledged_survives_kill_9_of_any_node_and_the_digests_meet_again() {
    let folder = tempfile::tempdir().unwrap();
    let homes = ["arc", "nord", "val"].map(|name| folder.path().join(name));
    let mut nodes = vec![found(&homes[0], "exemple-arc")];
    nodes.push(join(&homes[0], &homes[1], "exemple-nord"));
    nodes.push(join(&homes[0], &homes[2], "exemple-val"));
    let permanences = data().join("permanences.csv");
    for (round, victim) in [1, 0, 2, 1].into_iter().enumerate() {
        let operator = ["exemple-arc", "exemple-nord", "exemple-val"][victim];
        run(&homes[victim], ["permanence", "import", permanences.to_str().unwrap(), "--only", operator]);
        let known = run(&homes[victim], ["permanence", "list"])["permanences"][0]["slug"].as_str().unwrap().to_owned();
        let recorded = record_until_killed(&mut nodes[victim], &homes[victim], &known, round);
        nodes[victim] = Node::start(&homes[victim]);
        let held = run(&homes[victim], ["visit", "list", "--limit", "10000"])["total"].as_u64().unwrap();
        assert!(held >= recorded, "{recorded} were acknowledged, {held} are there");
        let digests = homes.each_ref().map(|home| converged(home));
        assert!(digests.iter().all(|digest| *digest == digests[0]), "{digests:?}");
    }
}

/// Records visits and page edits from two sides and kills the node in the middle. Gives the number of acknowledged visits.
fn record_until_killed(node: &mut Node, home: &std::path::Path, permanence: &str, round: usize) -> u64 {
    let before = run(home, ["visit", "list"])["total"].as_u64().unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let (home_of_thread, permanence, stopped) = (home.to_owned(), permanence.to_owned(), Arc::clone(&stop));
    let recording = std::thread::spawn(move || {
        let mut acknowledged = 0;
        while !stopped.load(Ordering::Relaxed) {
            let words = ["record", "itsme", "resolu", "--permanence", &permanence];
            if output(&home_of_thread, words).status.success() {
                acknowledged += 1;
            }
        }
        acknowledged
    });
    std::thread::sleep(Duration::from_millis(150 + 70 * u64::try_from(round).unwrap()));
    node.kill();
    stop.store(true, Ordering::Relaxed);
    before + recording.join().unwrap()
}

#[test]
fn a_second_node_in_one_home_is_refused_with_the_process_and_since_when() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("arc");
    let node = found(&home, "exemple-arc");
    let (status, problem) = fail(&home, ["node", "run", "--listen", "127.0.0.1:0"]);
    assert_eq!((status, problem["code"].as_str()), (3, Some("home-busy")));
    let process = node.child.id().to_string();
    assert_eq!(problem["details"]["process"].as_str(), Some(process.as_str()));
    assert!(problem["details"]["since"].as_str().unwrap().starts_with("2026-10-15"));
}

#[test]
fn a_node_stops_cleanly_when_asked_and_commands_then_open_the_home_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("arc");
    let mut node = found(&home, "exemple-arc");
    let with_node = run(&home, ["member", "list"]);
    run(&home, ["node", "stop"]);
    let status = wait_for("the node to end", || node.child.try_wait().unwrap());
    assert!(status.success(), "{status}");
    assert!(!home.join("control.json").exists());
    assert_eq!(run(&home, ["member", "list"]), with_node);
    assert_eq!(fail(&home, ["node", "stop"]).1["code"], "node-absent");
}

#[test]
fn a_node_stops_cleanly_on_sigterm_and_on_sigint() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("arc");
    run(&home, ["network", "create", "Essai", "--operator", "exemple-arc"]);
    for signal in ["-TERM", "-INT"] {
        let mut node = Node::start(&home);
        assert!(node.ready["process_id"].as_u64() == Some(u64::from(node.child.id())));
        std::process::Command::new("kill").args([signal, &node.child.id().to_string()]).status().unwrap();
        let status = wait_for("the node to end", || node.child.try_wait().unwrap());
        assert!(status.success(), "{signal}: {status}");
    }
}

#[test]
fn after_each_crash_by_kill_9_every_record_that_was_acknowledged_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("arc");
    let mut node = found(&home, "exemple-arc");
    run(&home, ["permanence", "import", data().join("permanences.csv").to_str().unwrap(), "--only", "exemple-arc"]);
    let known = run(&home, ["permanence", "list"])["permanences"][0]["slug"].as_str().unwrap().to_owned();
    let rounds: u64 = std::env::var("MAILLAGE_CRASH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(5);
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..rounds {
        let writers: Vec<_> = (0..2).map(|_| recording(&home, &known)).collect();
        std::thread::sleep(Duration::from_millis(120 + 90 * (round % 7)));
        node.kill();
        for (stop, writer) in writers {
            stop.store(true, Ordering::Relaxed);
            acknowledged.extend(writer.join().unwrap());
        }
        node = Node::start(&home);
        let listed = run(&home, ["visit", "list", "--limit", "100000"]);
        let held: Vec<&str> = listed["visits"].as_array().unwrap().iter().map(|visit| visit["id"].as_str().unwrap()).collect();
        let lost: Vec<_> = acknowledged.iter().filter(|id| !held.contains(&id.as_str())).collect();
        assert!(lost.is_empty(), "round {round}: {lost:?} were acknowledged and are gone");
        let report = run(&home, ["store", "check"]);
        assert_eq!(report["sound"], true, "round {round}: {report}");
        assert_eq!(run(&home, ["status"])["authority"]["state"], "full", "round {round}");
    }
    assert!(acknowledged.len() > usize::try_from(rounds).unwrap(), "hardly anything was recorded");
}

type Writer = (Arc<AtomicBool>, std::thread::JoinHandle<Vec<String>>);

/// Records visits until told to stop, and gives the numbers of those that were acknowledged.
fn recording(home: &std::path::Path, permanence: &str) -> Writer {
    let stop = Arc::new(AtomicBool::new(false));
    let (home, permanence, stopped) = (home.to_owned(), permanence.to_owned(), Arc::clone(&stop));
    let writer = std::thread::spawn(move || {
        let mut ids = Vec::new();
        while !stopped.load(Ordering::Relaxed) {
            let output = output(&home, ["record", "itsme", "resolu", "--permanence", &permanence]);
            if output.status.success() {
                let recorded: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
                ids.push(recorded["id"].as_str().unwrap().to_owned());
            }
        }
        ids
    });
    (stop, writer)
}

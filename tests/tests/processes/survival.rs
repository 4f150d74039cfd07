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

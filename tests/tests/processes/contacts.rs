//! Whom a node speaks to: nobody beyond this computer when it listens on the loopback interface.

use std::process::{Command, Stdio};

use crate::terminal::{DAY, PROGRAM, found, join};

/// Calls that send something somewhere.
const CALLS: &str = "trace=connect,sendto,sendmsg,sendmmsg";

#[test]
fn a_node_on_the_loopback_interface_sends_nothing_beyond_it() {
    if Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        eprintln!("NOT CHECKED: strace is not installed, so nobody watched whom a node speaks to");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let homes = ["arc", "nord"].map(|name| folder.path().join(name));
    let trace = folder.path().join("trace");
    let first = found(&homes[0], "exemple-arc");
    let second = join(&homes[0], &homes[1], "exemple-nord");
    drop((first, second));
    // Both again, the second one watched: it dials, exchanges, is stopped.
    let _first = crate::terminal::Node::start(&homes[0]);
    let watched = Command::new("strace")
        .args(["-f", "-qq", "-e", CALLS, "-o"])
        .arg(&trace)
        .arg("timeout")
        .args(["--signal=INT", "6", PROGRAM, "--json", "--home"])
        .arg(&homes[1])
        .args(["node", "run", "--listen", "127.0.0.1:0"])
        .env("MAILLAGE_CLOCK", DAY)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    let trace = std::fs::read_to_string(&trace).unwrap();
    assert!(trace.contains("127.0.0.1"), "the node spoke to nobody at all ({watched}): the check is blind\n{trace}");
    let beyond: Vec<&str> = trace.lines().filter(|line| goes_beyond(line)).collect();
    assert!(beyond.is_empty(), "{beyond:#?}");
}

/// Whether a traced call names an address that is not of this computer.
///
/// iroh finds out which interface leads outside by a connected UDP socket to 10.254.254.254, which sends no packet.
fn goes_beyond(line: &str) -> bool {
    let names_address = line.contains("AF_INET");
    let on_this_computer = line.contains("127.0.0.1") || line.contains("\"::1\"") || line.contains("::ffff:127.0.0.1");
    let sends_no_packet = line.contains("connect(") && line.contains("10.254.254.254");
    names_address && !on_this_computer && !sends_no_packet
}

#[test]
fn the_check_of_contacts_notices_an_address_beyond_this_computer() {
    assert!(goes_beyond(
        r#"sendto(9, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 1"#
    ));
    assert!(!goes_beyond(
        r#"sendto(9, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, 16) = 1"#
    ));
}

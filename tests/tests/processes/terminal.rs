//! Running commands and nodes as a person at a terminal does.

use std::{
    ffi::OsStr,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use serde_json::Value;

/// The program under test, built with the tests.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_maillage-under-test");

/// The day on which everything here happens.
pub(crate) const DAY: &str = "2026-10-15";

/// The files that come with the project.
pub(crate) fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/network")
}

/// A command in a home, with answers for programs.
pub(crate) fn command<A: AsRef<OsStr>>(home: &Path, words: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("--home").arg(home).args(["--json", "--yes", "--no-input"]).args(words);
    command.env("MAILLAGE_CLOCK", DAY).env("MAILLAGE_LANG", "en").env_remove("MAILLAGE_HOME").stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub(crate) fn output<A: AsRef<OsStr>>(home: &Path, words: impl IntoIterator<Item = A>) -> Output {
    command(home, words).output().unwrap()
}

/// Runs a command that must succeed, and gives its document.
pub(crate) fn run<A: AsRef<OsStr>>(home: &Path, words: impl IntoIterator<Item = A>) -> Value {
    let output = output(home, words);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Runs a command that must fail, and gives its exit status and the code of the problem.
pub(crate) fn fail<A: AsRef<OsStr>>(home: &Path, words: impl IntoIterator<Item = A>) -> (i32, Value) {
    let output = output(home, words);
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap(), serde_json::from_str(&said).unwrap_or_else(|_| panic!("not a problem: {said}")))
}

/// A node that runs, and is ended with the test.
pub(crate) struct Node {
    pub(crate) child: Child,
    pub(crate) ready: Value,
    /// What it has told since.
    told: Arc<Mutex<Vec<Value>>>,
}

impl Node {
    /// Starts the node of a home on the loopback interface and waits for its first event.
    pub(crate) fn start(home: &Path) -> Self {
        let mut child =
            command(home, ["node", "run", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("no event: {line:?}"));
        assert_eq!(ready["event"], "ready");
        // A full pipe would stop the node.
        let told = Arc::<Mutex<Vec<Value>>>::default();
        let kept = Arc::clone(&told);
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                kept.lock().unwrap().extend(serde_json::from_str(&line));
            }
        });
        Self { child, ready, told }
    }

    /// Waits until the node has told an event of which this is true.
    pub(crate) fn tells(&self, what: &str, is_it: impl Fn(&Value) -> bool) {
        wait_for(what, || self.told.lock().unwrap().iter().any(&is_it).then_some(()));
    }

    /// Ends the node at once, as a power cut would end the process.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It may have ended already; both calls then say so and nothing is left to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Looks again and again until `found` finds something, for a minute.
pub(crate) fn wait_for<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_mins(1) {
        if let Some(found) = found() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("waited a minute in vain: {what}");
}

/// Founds a network in `home` and starts its node.
pub(crate) fn found(home: &Path, operator: &str) -> Node {
    run(home, ["network", "create", "Essai", "--operator", operator]);
    Node::start(home)
}

/// Invites an operator at `inviter`, joins from `home`, starts its node, accepts, and waits until it is a member.
pub(crate) fn join(inviter: &Path, home: &Path, operator: &str) -> Node {
    let invitation = run(inviter, ["member", "invite", "--for", operator]);
    let invitation = invitation["invitation"].as_str().unwrap();
    let asked = run(home, ["join", invitation, "--operator", operator, "--listen", "127.0.0.1:0"]);
    let node = Node::start(home);
    run(inviter, ["member", "accept", asked["code"].as_str().unwrap()]);
    wait_for("admission", || (run(home, ["status"])["standing"] == "member").then_some(()));
    node
}

/// Waits until a node and all its peers hold the same, and gives the digest of its view.
pub(crate) fn converged(home: &Path) -> String {
    run(home, ["status", "--wait", "converged", "--timeout", "60"]);
    run(home, ["view", "digest"])["view_digest"].as_str().unwrap().to_owned()
}

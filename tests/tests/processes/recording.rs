//! `maillage record` as a person at a terminal uses it: a real process in a pseudo-terminal.

use std::{
    fmt::Write as _,
    io::{Read as _, Write as _},
    path::Path,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::terminal::{DAY, Node, PROGRAM, data, fail, output, run, wait_for};

/// The only permanence that is held on [`DAY`].
const HERE: &str = "bruxelles-maison-medicale";

/// Most keys for a visit.
const KEYS: usize = 6;

/// A person at a terminal, with `maillage record` before them.
struct Person {
    child: Box<dyn Child + Send + Sync>,
    /// Open for as long as they sit there.
    _terminal: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn std::io::Write + Send>,
    screen: Arc<Mutex<Vec<u8>>>,
    /// How far they have read.
    read: usize,
    keys: usize,
}

impl Drop for Person {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Person {
    fn sit_down(home: &Path) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(["--home", home.to_str().unwrap(), "record"]);
        for (name, value) in [("MAILLAGE_CLOCK", DAY), ("MAILLAGE_LANG", "en"), ("NO_COLOR", "1"), ("TERM", "xterm")] {
            command.env(name, value);
        }
        command.env_remove("MAILLAGE_HOME");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let (mut reader, keyboard) = (pair.master.try_clone_reader().unwrap(), pair.master.take_writer().unwrap());
        let screen = Arc::new(Mutex::new(Vec::new()));
        let shown = Arc::clone(&screen);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = reader.read(&mut bytes) {
                shown.lock().unwrap().extend_from_slice(&bytes[..length]);
            }
        });
        let mut person = Self { child, _terminal: pair.master, keyboard, screen, read: 0, keys: 0 };
        person.sees("Need: ");
        person
    }

    fn shown(&self) -> String {
        String::from_utf8_lossy(&self.screen.lock().unwrap()).into_owned()
    }

    /// Waits until this is on the screen, below what was read, and reads up to it.
    fn sees(&mut self, text: &str) {
        let begun = Instant::now();
        loop {
            let shown = self.screen.lock().unwrap().clone();
            let unread = &shown[self.read..];
            if let Some(at) = unread.windows(text.len()).position(|window| window == text.as_bytes()) {
                self.read += at + text.len();
                return;
            }
            assert!(begun.elapsed() < Duration::from_mins(1), "{text:?} never came:\n{}", self.shown());
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys += keys.chars().count();
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Types a visit without looking up, waits until it is acknowledged and the next one is asked for. Gives the time that the
    /// answer took from the last key.
    fn notes(&mut self, keys: &str, number: u64) -> Duration {
        self.keys = 0;
        self.press(keys);
        let begun = Instant::now();
        self.sees(&format!("number {number} of the session"));
        let answered = begun.elapsed();
        self.sees("Need: ");
        assert!(self.keys <= KEYS, "{keys:?}");
        answered
    }

    /// Ends the process as a power cut does, with -KILL, or as a terminal that is closed, with -HUP.
    fn is_cut_off(&mut self, signal: &str) {
        let id = self.child.process_id().unwrap();
        std::process::Command::new("kill").args([signal, &id.to_string()]).status().unwrap();
        wait_for("the end of the process", || self.child.try_wait().unwrap());
    }
}

/// A home with the permanences of an operator, and visits of earlier years.
fn home(folder: &Path, visits: usize) -> std::path::PathBuf {
    let home = folder.join("arc");
    run(&home, ["network", "create", "Essai", "--operator", "exemple-arc"]);
    run(&home, ["permanence", "import", data().join("permanences.csv").to_str().unwrap(), "--only", "exemple-arc"]);
    if visits == 0 {
        return home;
    }
    let listed = run(&home, ["permanence", "list"]);
    let slugs: Vec<&str> = listed["permanences"].as_array().unwrap().iter().map(|found| found["slug"].as_str().unwrap()).collect();
    let mut rows = String::from("permanence,date,categorie,type,resultat\n");
    for number in 0..visits {
        let (slug, round) = (slugs[number % slugs.len()], number / slugs.len());
        let day = round * 11 % (5 * 12 * 28);
        let request = ["demarches,impots_myminfin", "securite,virus", "documents,scan"][[0, 0, 0, 0, 1, 1, 2][round % 7]];
        let (year, month, day) = (2021 + day / 336, day % 336 / 28 + 1, day % 28 + 1);
        writeln!(rows, "{slug},{year}-{month:02}-{day:02},{request},resolu").unwrap();
    }
    let file = folder.join("visits.csv");
    std::fs::write(&file, rows).unwrap();
    run(&home, ["visit", "import", file.to_str().unwrap()]);
    home
}

/// The visits noted on [`DAY`], as `type outcome age referral`.
fn noted(home: &Path) -> Vec<String> {
    let listed = run(home, ["visit", "list", "--from", DAY, "--limit", "10000"]);
    let field = |visit: &serde_json::Value, name: &str| visit[name].as_str().unwrap_or("-").to_owned();
    let line = |visit: &serde_json::Value| ["request_type", "outcome", "age", "referral"].map(|name| field(visit, name)).join(" ");
    let mut lines: Vec<String> = listed["visits"].as_array().unwrap().iter().map(line).collect();
    lines.sort();
    lines
}

#[test]
fn six_keys_or_fewer_note_any_visit_on_a_store_with_many_and_the_habits_come_first() {
    let folder = tempfile::tempdir().unwrap();
    let visits = std::env::var("MAILLAGE_RECORD_VISITS").ok().and_then(|visits| visits.parse().ok()).unwrap_or(20_000);
    let home = home(folder.path(), visits);
    let mut person = Person::sit_down(&home);
    assert!(person.shown().contains("1 Taxes (MyMinfin)  2 Virus, malware  3 Scanning  4 itsme"), "{}", person.shown());
    assert!(person.shown().contains(HERE) && person.shown().contains("no visit noted yet"));
    let typed = [
        ("11", "impots_myminfin resolu inconnu -"),
        ("2é", "virus resolu_partiel inconnu -"),
        ("wha\r7", "whatsapp_visio abandon inconnu -"),
        ("écol11", "- resolu inconnu -"),
        ("autr12", "- resolu_partiel inconnu -"),
    ];
    let mut answers = Vec::new();
    for (number, (keys, _)) in (1..).zip(typed) {
        answers.push(person.notes(keys, number));
    }
    // Where to, for one who was sent elsewhere; an age, for one of whom it is noted.
    let begun = Instant::now();
    person.press("14");
    person.sees("Referred to (Enter: skip): ");
    person.press("2");
    person.sees("Added: ");
    answers.push(begun.elapsed());
    person.sees("Need: ");
    person.keys = 0;
    person.press("21,14\r");
    person.sees("Added: Estimated age, ");
    person.sees("Need: ");
    assert!(person.keys <= KEYS);
    person.press("0");
    person.sees("7 visits noted; bruxelles-maison-medicale has 7 that day.");
    assert!(person.child.wait().unwrap().success());
    let mut expected: Vec<String> = typed.iter().map(|(_, line)| (*line).to_owned()).collect();
    expected.extend(["impots_myminfin reoriente inconnu epn".into(), "virus resolu 25-39 -".into()]);
    expected.sort();
    assert_eq!(noted(&home), expected);
    let milliseconds: Vec<u128> = answers.iter().map(Duration::as_millis).collect();
    println!("{visits} visits in the store; each answer, from its last key, in ms: {milliseconds:?}");
}

#[test]
fn the_same_again_and_taking_back_do_what_the_screen_says() {
    let folder = tempfile::tempdir().unwrap();
    let home = home(folder.path(), 0);
    let mut person = Person::sit_down(&home);
    for nothing in ["-", "=", ","] {
        person.press(nothing);
        person.sees("No visit was noted here before");
        person.sees("Need: ");
    }
    person.notes("11", 1);
    person.press(",14\r");
    person.sees("Added: ");
    person.sees("Need: ");
    person.notes("=", 2);
    assert_eq!(noted(&home), ["itsme resolu 25-39 -", "itsme resolu inconnu -"], "an age is that of one person");
    person.notes("12", 3);
    for left in ["2 visits are left", "1 visit is left", "No visit is left"] {
        person.press("-");
        person.sees(left);
        person.sees("Need: ");
    }
    assert_eq!(noted(&home), [""; 0]);
    // A need that was mistyped is left before it is noted; wrong keys say which ones there are.
    person.press("1\u{7f}");
    person.sees("Outcome: ");
    person.sees("Need: ");
    person.press("zq%");
    person.sees("Possible: 1 to 9");
    person.press("?");
    person.sees("“0”: the end");
    person.press("\u{3}");
    person.sees("Nothing noted; bruxelles-maison-medicale has 0 that day.");
    person.sees("maillage session close --permanence bruxelles-maison-medicale --date 2026-10-15");
    assert!(person.child.wait().unwrap().success());
    let trail = run(&home, ["visit", "history"]);
    assert_eq!(trail["lines"].as_array().unwrap().len(), 3, "each visit that was taken back: {trail}");
}

#[test]
fn kill_9_and_a_closed_terminal_lose_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let home = home(folder.path(), 0);
    let mut acknowledged = 0;
    for round in 0..6 {
        let mut person = Person::sit_down(&home);
        for _ in 0..3 {
            acknowledged += 1;
            person.notes("11", acknowledged);
        }
        // One more is on its way: it may be there or not.
        person.press("11");
        std::thread::sleep(Duration::from_millis(5 * round));
        person.is_cut_off(if round % 2 == 0 { "-KILL" } else { "-HUP" });
        let held = u64::try_from(noted(&home).len()).unwrap();
        assert!((acknowledged..=acknowledged + 1).contains(&held), "round {round}: {acknowledged} acknowledged, {held} there");
        acknowledged = held;
    }
    assert_eq!(run(&home, ["store", "check"])["sound"], true);
}

#[test]
fn a_node_may_be_started_and_stopped_while_visits_are_noted() {
    let folder = tempfile::tempdir().unwrap();
    let home = home(folder.path(), 0);
    let mut person = Person::sit_down(&home);
    person.notes("11", 1);
    let mut node = Node::start(&home);
    person.notes("11", 2);
    person.press("-");
    person.sees("1 visit is left");
    person.sees("Need: ");
    run(&home, ["node", "stop"]);
    wait_for("the node to end", || node.child.try_wait().unwrap());
    person.notes("11", 2);
    assert_eq!(noted(&home).len(), 2);
}

#[test]
fn without_a_terminal_the_words_are_asked_for_with_a_command_that_does_it() {
    let folder = tempfile::tempdir().unwrap();
    let home = home(folder.path(), 0);
    let (status, problem) = fail(&home, ["record"]);
    assert_eq!((status, problem["code"].as_str()), (2, Some("record-needs-words")));
    assert!(problem["next"].as_str().unwrap().contains("maillage record itsme resolu"));
    assert_eq!(fail(&home, ["record", "itsme"]).0, 2);
    let recorded = run(&home, ["record", "itsme", "resolu", "--age", "65-69"]);
    assert_eq!((recorded["visit"]["category"].as_str(), recorded["today"].as_u64()), (Some("identite_acces"), Some(1)));
}

#[test]
fn a_session_is_opened_counted_on_paper_and_closed() {
    let folder = tempfile::tempdir().unwrap();
    let home = home(folder.path(), 0);
    run(&home, ["session", "open", "--volunteers", "2"]);
    assert_eq!(fail(&home, ["session", "close"]).1["code"], "session-without-visits");
    let page = output(&home, ["visit", "tally", "--grid", "--html"]);
    assert!(page.status.success());
    let tally = folder.path().join("tally.csv");
    let rows = format!("permanence,date,type,resultat,nombre\n{HERE},{DAY},itsme,resolu,3\n{HERE},{DAY},itsme,resolu,2\n");
    std::fs::write(&tally, &rows).unwrap();
    let (status, problem) = fail(&home, ["visit", "tally", tally.to_str().unwrap()]);
    assert_eq!((status, problem["rows"][0]["line"].as_u64()), (1, Some(3)), "{problem}");
    std::fs::write(&tally, rows.replace("resolu,2", "abandon,2")).unwrap();
    assert_eq!(run(&home, ["visit", "tally", tally.to_str().unwrap(), "--dry-run"])["rows"], 5);
    assert_eq!(noted(&home).len(), 0);
    run(&home, ["visit", "tally", tally.to_str().unwrap()]);
    let closed = run(&home, ["session", "close", "--turned-away", "1"]);
    assert_eq!(
        (closed["status"].as_str(), closed["visits"].as_u64(), closed["volunteers"].as_u64()),
        (Some("tenue"), Some(5), Some(2))
    );
    assert_eq!(run(&home, ["session", "list"])["total"], 1);
    assert_eq!(fail(&home, ["session", "close", "--cancelled", "maladie"]).1["code"], "session-has-visits");
}

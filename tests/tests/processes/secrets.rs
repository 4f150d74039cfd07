//! Secrets stay where they belong: real commands, with the fullest log, say none of them.

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use data_encoding::{BASE32_NOPAD, BASE64, BASE64_NOPAD, HEXLOWER};
use regex::bytes::{Regex, RegexBuilder};
use serde_json::Value;

use crate::terminal::{DAY, PROGRAM, converged, data, wait_for};

/// The first passphrase of the root key, the one that took its place, that of a backup, and those that are refused.
const PASSPHRASES: [&str; 4] = ["quatre mots sans rapport", "cinq autres mots sans rapport", "le seau du jardin", "azertyuiop"];

/// A terminal in which everything that is said is kept.
struct Listener {
    said: Vec<(String, Vec<u8>)>,
}

impl Listener {
    /// A command with the fullest log there is.
    fn command(home: &Path, words: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.arg("--home").arg(home).args(["--json", "--yes", "--no-input", "-vvv"]).args(words);
        command.env("MAILLAGE_CLOCK", DAY).env("MAILLAGE_LANG", "en").env_remove("MAILLAGE_HOME");
        command.env("MAILLAGE_LOG", "trace").env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full");
        command
    }

    fn keep(&mut self, words: &[&str], output: &Output) {
        self.said.push((format!("{} (stdout)", words.join(" ")), output.stdout.clone()));
        self.said.push((format!("{} (stderr)", words.join(" ")), output.stderr.clone()));
    }

    /// Runs a command with `input`; gives what it said on stdout and whether it succeeded.
    fn run(&mut self, home: &Path, words: &[&str], input: &str) -> (bool, Vec<u8>) {
        let mut child =
            Self::command(home, words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A command that reads nothing may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        self.keep(words, &output);
        (output.status.success(), output.stdout)
    }

    fn answer(&mut self, home: &Path, words: &[&str], input: &str) -> Value {
        let (success, stdout) = self.run(home, words, input);
        let said = self.said.last().map(|(_, said)| String::from_utf8_lossy(said).into_owned());
        assert!(success, "{words:?}: {}", said.unwrap());
        serde_json::from_slice(&stdout).unwrap()
    }

    /// Everything that was said and in which a secret stands, by the name of the secret.
    fn leaks(&self, secrets: &BTreeMap<String, Vec<Vec<u8>>>) -> Vec<String> {
        let searches: Vec<(&String, Regex)> = secrets.iter().map(|(name, forms)| (name, search(forms))).collect();
        let found = |(words, said): &(String, Vec<u8>)| {
            let leaking = searches.iter().filter(|(_, search)| search.is_match(said));
            leaking.map(|(name, _)| format!("{name} in what `{words}` said")).collect::<Vec<_>>()
        };
        self.said.iter().flat_map(found).collect()
    }
}

/// Finds any of these forms, in either case.
fn search(forms: &[Vec<u8>]) -> Regex {
    let form = |bytes: &Vec<u8>| bytes.iter().map(|byte| format!(r"\x{byte:02x}")).collect::<Vec<_>>().concat();
    let pattern = forms.iter().map(form).collect::<Vec<_>>().join("|");
    RegexBuilder::new(&pattern).case_insensitive(true).unicode(false).build().unwrap()
}

/// Bytes in the ways in which a careless program writes them.
fn forms(bytes: &[u8]) -> Vec<Vec<u8>> {
    let list = bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    let texts = [HEXLOWER.encode(bytes), BASE32_NOPAD.encode(bytes), BASE64_NOPAD.encode(bytes), BASE64.encode(bytes), list];
    texts.into_iter().map(String::into_bytes).chain([bytes.to_vec()]).collect()
}

/// The secrets in the key files of a home.
fn keys(home: &Path, secrets: &mut BTreeMap<String, Vec<Vec<u8>>>) {
    for file in fs::read_dir(home.join("keys")).unwrap() {
        let path = file.unwrap().path();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let Some(digits) = text.split_whitespace().nth(1).and_then(|digits| HEXLOWER.decode(digits.as_bytes()).ok()) else {
            continue;
        };
        secrets.insert(path.display().to_string(), forms(&digits));
    }
}

/// A node whose words are kept when it is stopped.
fn node(home: &Path, folder: &Path, name: &str) -> std::process::Child {
    let log = fs::File::create(folder.join(name)).unwrap();
    Listener::command(home, &["node", "run", "--listen", "127.0.0.1:0"])
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .spawn()
        .unwrap()
}

/// Makes a backup under a passphrase, verifies it and makes a home of it, each also with a wrong one.
fn back_up(listener: &mut Listener, folder: &Path, home: &Path, passphrase: &str, wrong: &str) {
    let (file, new) = (folder.join("arc.backup"), folder.join("restored"));
    let file = file.to_str().unwrap();
    let create = ["backup", "create", file, "--passphrase-stdin"];
    assert!(!listener.run(home, &create, wrong).0, "a weak passphrase");
    listener.answer(home, &create, passphrase);
    for words in [["backup", "verify", file, "--passphrase-stdin"], ["backup", "restore", file, "--passphrase-stdin"]] {
        assert!(!listener.run(&new, &words, wrong).0, "a wrong passphrase");
        let words: Vec<&str> = words.into_iter().chain((words[1] == "restore").then_some("--alone")).collect();
        listener.answer(&new, &words, passphrase);
    }
}

#[test]
fn no_command_says_a_key_a_passphrase_a_token_or_a_visit_whatever_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let [arc, laptop, lost] = ["arc", "portable", "retour"].map(|name| folder.path().join(name));
    let mut listener = Listener { said: Vec::new() };
    let mut secrets = BTreeMap::new();
    listener.answer(&arc, &["network", "create", "Essai", "--operator", "exemple-arc"], "");
    keys(&arc, &mut secrets);
    let [first_passphrase, passphrase, of_backup, weak] = PASSPHRASES.map(|text| format!("{text}\n"));
    let protect = ["key", "protect", "--passphrase-stdin"];
    assert!(!listener.run(&arc, &protect, &weak).0, "a weak passphrase");
    listener.answer(&arc, &protect, &first_passphrase);
    assert!(!listener.run(&arc, &protect, &first_passphrase).0, "a lacking line");
    listener.answer(&arc, &protect, &format!("{first_passphrase}{passphrase}"));
    let mut first = node(&arc, folder.path(), "arc.log");
    let token = wait_for("the node's control file", || fs::read(arc.join("control.json")).ok());
    let token: Value = serde_json::from_slice(&token).unwrap();
    secrets.insert("the token".into(), vec![token["token"].as_str().unwrap().into()]);
    secrets.extend(PASSPHRASES.map(|text| (format!("the passphrase {text}"), vec![text.into()])));

    wait_for("an announced address", || {
        let status = listener.answer(&arc, &["status"], "");
        (!status["network"]["addresses"].as_array().unwrap().is_empty()).then_some(())
    });
    let permanences = data().join("permanences.csv");
    listener.answer(&arc, &["permanence", "import", permanences.to_str().unwrap(), "--only", "exemple-arc"], "");
    let record = ["record", "itsme", "resolu", "--age", "65-69", "--permanence", "saint-cpas"];
    let visit = listener.answer(&arc, &record, "");
    assert!(visit["id"].is_string(), "{visit}");

    let code = listener.answer(&arc, &["device", "pair"], "")["pairing_code"].as_str().unwrap().to_owned();
    let asked = listener.answer(&laptop, &["device", "pair", &code, "--name", "portable", "--listen", "127.0.0.1:0"], "");
    keys(&laptop, &mut secrets);
    let mut second = node(&laptop, folder.path(), "portable.log");
    let accept = ["device", "accept", asked["code"].as_str().unwrap(), "--passphrase-stdin"];
    let (success, _) = listener.run(&arc, &accept, "le mauvais\n");
    assert!(!success, "a wrong passphrase");
    listener.answer(&arc, &accept, &passphrase);
    wait_for("the second device", || (listener.answer(&laptop, &["status"], "")["standing"] == "member").then_some(()));
    converged(&arc);

    let sheet = folder.path().join("sheet.txt");
    let plain = ["recovery", "sheet", "--plain", "--passphrase-stdin", "--output", sheet.to_str().unwrap()];
    listener.answer(&arc, &plain, &passphrase);
    let hold = ["device", "hold", "--publishes", "portable", "--passphrase-stdin"];
    listener.answer(&arc, &hold, &passphrase);
    back_up(&mut listener, folder.path(), &arc, &of_backup, &weak);
    let sealed = folder.path().join("sealed.txt");
    listener.answer(&arc, &["recovery", "sheet", "--output", sealed.to_str().unwrap(), "--passphrase-stdin"], &passphrase);
    let trial = ["recover", sealed.to_str().unwrap(), "--name", "essai", "--dry-run", "--passphrase-stdin"];
    assert!(!listener.run(&folder.path().join("essai"), &trial, &first_passphrase).0, "the passphrase before");
    listener.answer(&folder.path().join("essai"), &trial, &passphrase);
    let recover = ["recover", sheet.to_str().unwrap(), "--name", "retour", "--listen", "127.0.0.1:0"];
    listener.answer(&lost, &recover, "");
    keys(&lost, &mut secrets);
    let text = fs::read_to_string(&sheet).unwrap();
    let lines: Vec<Vec<u8>> = text.lines().filter(|line| line.contains("-0") || line.contains("-1")).map(Into::into).collect();
    assert!(lines.len() > 8, "{text}");
    secrets.insert("a line of the sheet".into(), lines);

    for (node, log) in [(&mut first, "arc.log"), (&mut second, "portable.log")] {
        // Ended as by a person: what it says at its end counts too.
        let home = if log == "arc.log" { &arc } else { &laptop };
        listener.run(home, &["node", "stop"], "");
        node.wait().unwrap();
        listener.said.push((log.to_owned(), fs::read(folder.path().join(log)).unwrap()));
    }
    assert!(secrets.len() >= 13, "{:?}", secrets.keys());
    let said: usize = listener.said.iter().map(|(_, said)| said.len()).sum();
    assert!(said > 100_000, "the log was not full: {said} bytes");
    assert_eq!(listener.leaks(&secrets), Vec::<String>::new());
    // The check sees: what a home keeps is found where it is.
    listener.said = vec![("a key file".into(), fs::read(laptop.join("keys/device.key")).unwrap())];
    assert_eq!(listener.leaks(&secrets).len(), 1);
    // A pairing code stands in the answer to the person who asked for it, and in no log.
    let code_in_log =
        ["arc.log", "portable.log"].map(|log| fs::read_to_string(folder.path().join(log)).unwrap().contains(&code[13..]));
    assert_eq!(code_in_log, [false, false]);
    // What a visit says stands in the answer to the person who recorded it, and in no log.
    let logs = ["arc.log", "portable.log"].map(|log| fs::read_to_string(folder.path().join(log)).unwrap());
    assert!(logs.iter().all(|log| !log.contains("65-69") && !log.contains(visit["id"].as_str().unwrap())));
}

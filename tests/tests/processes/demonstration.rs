//! `maillage demo` and its document.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::{
    figures::{Counted, Figures, count, sums},
    terminal::{PROGRAM, data},
};

fn demo(words: &[&str]) -> (bool, Value) {
    let output = Command::new(PROGRAM).args(["demo", "--once", "--json"]).args(words).stdin(Stdio::null()).output().unwrap();
    let document = serde_json::from_slice(&output.stdout);
    (output.status.success(), document.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr))))
}

fn check_converged(document: &Value, operators: &[&str]) {
    assert_eq!(document["schema"], "maillage.demo/1");
    assert_eq!(document["converged"], true, "{document}");
    assert!(document["seconds"].is_number());
    let nodes = document["nodes"].as_array().unwrap();
    let names: Vec<&str> = nodes.iter().map(|node| node["operator"].as_str().unwrap()).collect();
    assert_eq!(names, operators);
    let digests: BTreeSet<&str> = nodes.iter().map(|node| node["view_digest"].as_str().unwrap()).collect();
    let processes: BTreeSet<u64> = nodes.iter().map(|node| node["process_id"].as_u64().unwrap()).collect();
    assert_eq!((digests.len(), processes.len()), (1, operators.len()));
    assert!(nodes.iter().all(|node| node["entries"].as_u64().unwrap() > 0));
}

/// Whether what is shown is what the files say, and what is hidden is small or one of few that are hidden to protect a small one.
fn check_figures(shown: &Figures, counted: &Counted) {
    let most = counted.published(5);
    assert_eq!(shown.keys().collect::<Vec<_>>(), most.keys().collect::<Vec<_>>());
    let differing: Vec<_> = shown.iter().filter(|(key, visits)| most[*key] != **visits).collect();
    assert!(differing.iter().all(|(_, visits)| visits.is_none()), "{differing:?}");
    let possible = most.values().flatten().count();
    assert!(differing.len() * 20 <= possible, "{} of {possible} are hidden besides the small ones", differing.len());
}

#[test]
fn the_demonstration_ends_with_one_view_and_the_figures_of_the_files() {
    let (success, document) = demo(&[]);
    assert!(success);
    check_converged(&document, &["exemple-arc", "exemple-nord", "exemple-val"]);
    assert_eq!(document["stats"]["coverage"]["complete"], true);
    let counted = count(&data(), &["exemple-arc", "exemple-nord", "exemple-val"]);
    check_figures(&sums(&document["stats"]["rows"]), &counted);
    let tables = document["tables"].as_array().unwrap();
    assert_eq!(tables.len(), 11, "every table of the calendar");
    assert!(tables.iter().all(|table| table["shown"].as_u64().unwrap() > 0), "{tables:?}");
    let groups = document["dysfunctions"].as_array().unwrap();
    assert_eq!(groups.len(), 1, "both reported the same");
    let group = &groups[0];
    assert_eq!((&group["service"], &group["kind"]), (&Value::from("itsme"), &Value::from("code_ou_sms_obligatoire")));
    assert_eq!((&group["operators"], &group["reports"]), (&Value::from(2), &Value::from(2)));
    assert_eq!((&group["severity"], &group["since"]), (&Value::from("blocage"), &Value::from("2026-10-01")));
}

#[test]
fn the_demonstration_works_on_other_files_with_other_names_and_five_operators() {
    let folder = tempfile::tempdir().unwrap();
    let operators = ["zenith", "anvers.nord", "été", "b-2", "a_1"];
    write_network(folder.path(), &operators);
    let (success, document) = demo(&["--data", folder.path().to_str().unwrap()]);
    assert!(success, "{document}");
    check_converged(&document, &operators);
    check_figures(&sums(&document["stats"]["rows"]), &count(folder.path(), &operators));
}

const PERMANENCES: &str = "operateur,slug,nom,hebergeur,type_lieu,adresse,code_postal,commune,commune_nl,code_nis,horaire,langues,\
    sur_rendez_vous,pmr,telephone,latitude,longitude";
const VISITS: &str = "permanence,date,categorie,type,resultat,reorientation_vers,genre,tranche_age,duree_min,canal,appareil,langue,\
    participation";
const SESSIONS: &str = "permanence,date,statut,benevoles,insertion,salaries,refus,motif";

/// A small network of two permanences an operator and two months.
fn write_network(folder: &Path, operators: &[&str]) {
    let write = |name: String, header: &str, rows: Vec<String>| {
        std::fs::write(folder.join(name), format!("{header}\n{}\n", rows.join("\n"))).unwrap();
    };
    let mut permanences = Vec::new();
    for (number, operator) in operators.iter().enumerate() {
        let (mut visits, mut sessions) = (Vec::new(), Vec::new());
        for slug in [format!("p{number}-a"), format!("p{number}-b")] {
            let place = format!("Lieu {slug},epn,rue X 1,1000,Bruxelles,Brussel,21004,We 10:00-12:00,fr,non,oui,,50.8,4.3");
            permanences.push(format!("{operator},{slug},Permanence {slug},{place}"));
            for (day, visitors) in [("2026-01-07", number + 3), ("2026-02-04", 2 * number + 4)] {
                sessions.push(format!("{slug},{day},tenue,1,0,0,0,"));
                let visit = "identite_acces,itsme,resolu,,femme,70+,15,permanence,smartphone,fr,fait_avec";
                visits.extend((0..visitors).map(|_| format!("{slug},{day},{visit}")));
            }
        }
        write(format!("visits-{operator}.csv"), VISITS, visits);
        write(format!("sessions-{operator}.csv"), SESSIONS, sessions);
    }
    write("permanences.csv".into(), PERMANENCES, permanences);
}

#[test]
fn a_demonstration_whose_node_is_killed_says_that_it_did_not_converge_and_fails() {
    let folder = tempfile::tempdir().unwrap();
    let keep = folder.path().join("kept");
    let mut demo = Command::new(PROGRAM)
        .args(["demo", "--once", "--json", "-v", "--keep"])
        .arg(&keep)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let victim = keep.join("exemple-nord");
    let process = crate::terminal::wait_for("the node to be killed", || {
        let file = std::fs::read_to_string(victim.join("control.json")).ok()?;
        serde_json::from_str::<Value>(&file).ok()?["process_id"].as_u64()
    });
    let killed = Command::new("kill").args(["-9", &process.to_string()]).status().unwrap();
    assert!(killed.success());
    let mut said = String::new();
    for line in BufReader::new(demo.stdout.take().unwrap()).lines() {
        said += &line.unwrap();
    }
    assert!(!demo.wait().unwrap().success());
    let document: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(document["converged"], false);
}

#[test]
fn a_folder_without_the_files_of_a_demonstration_is_refused_with_the_name_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(PROGRAM)
        .args(["demo", "--once", "--json", "--data"])
        .arg(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let problem: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!((output.status.code(), &problem["code"]), (Some(2), &Value::from("demo-data")));
    assert!(problem["message"].as_str().unwrap().contains("permanences.csv"));
}

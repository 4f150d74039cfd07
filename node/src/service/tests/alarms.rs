//! A fault of this program: automerge panics at a change that the gate found good.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use maillage_shared::document::planted::while_automerge_panics;
use tracing_subscriber::fmt::MakeWriter;

use super::TODAY;
use crate::{
    clock::Clock,
    service::{
        Operation, Progress, Service,
        evidence::ListEvidence,
        founding::CreateNetwork,
        hosts::{AddHost, ListHosts},
        status::AskStatus,
    },
};

/// What was logged.
#[derive(Debug, Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn host(slug: &str) -> AddHost {
    AddHost { slug: slug.into(), name: format!("Antenne {slug}"), kind: "cpas".into(), ..AddHost::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_of_the_program_is_told_in_status_and_log_and_accuses_nobody() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Clock::fixed(TODAY.parse().unwrap());
    let service = Service::open(directory.path().join("home"), clock, tokio::runtime::Handle::current()).unwrap();
    let silent = Progress::silent();
    let (name, operator) = ("Réseau d’essai".parse().unwrap(), "Exemple ARC".parse().unwrap());
    CreateNetwork { name, operator, dry_run: false }.perform(&service, &silent).unwrap();
    host("avant").perform(&service, &silent).unwrap();
    let status = || AskStatus {}.perform(&service, &silent).unwrap();
    assert!(status().alarms.is_empty());

    let lines = Lines::default();
    let log = tracing_subscriber::fmt().with_writer(lines.clone()).with_ansi(false).finish();
    let _outcome = tracing::subscriber::with_default(log, || while_automerge_panics(|| host("pendant").perform(&service, &silent)));
    assert_eq!(status().alarms, ["Exemple ARC"]);
    let logged = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("a fault of this program stopped a page") && logged.contains("ERROR"), "{logged}");

    assert_eq!(status().evidence, 0);
    assert!(ListEvidence {}.perform(&service, &silent).unwrap().is_empty(), "nobody is to blame");
    assert_eq!(ListHosts {}.perform(&service, &silent).unwrap().len(), 1, "the page stays as it was");
    assert!(host("apres").perform(&service, &silent).is_err(), "nothing is built on a page that stands still");
}

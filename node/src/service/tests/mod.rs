//! The use cases that need no other node, on a home in a folder of its own, reached as the command line reaches it.
//!
//! The data are those of the fictitious network in `tests/data`; what is expected of them is counted here by plain code.

#[cfg(debug_assertions)]
mod alarms;
mod completeness;
mod decisions;
mod dysfunctions;
mod figures;
mod imports;
mod page;
mod recording;
mod sheets;
mod visits;

use std::{collections::BTreeMap, path::Path};

use super::{
    FileContent, Operation, Problem, Progress,
    founding::CreateNetwork,
    imports::{ImportVisits, Imported, RepeatedDays},
    permanences::ImportPermanences,
    sessions::ImportSessions,
};
use crate::{access::Access, clock::Clock};

/// The day after which the data end.
const TODAY: &str = "2026-10-15";

/// The home of the founder of a network.
struct Member {
    _directory: tempfile::TempDir,
    access: Access,
}

impl Member {
    async fn founder() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(TODAY.parse().unwrap());
        let access = Access::reach(directory.path().join("home"), clock).await.unwrap();
        let member = Self { _directory: directory, access };
        let (name, operator) = ("Réseau d’essai".parse().unwrap(), "Exemple ARC".parse().unwrap());
        member.done(CreateNetwork { name, operator, dry_run: false }).await;
        member
    }

    /// A founder whose page holds the permanences of the data: all, or those of one operator.
    async fn with_permanences(only: Option<&str>) -> Self {
        let member = Self::founder().await;
        let all = ["exemple-arc", "exemple-nord", "exemple-val"];
        for operator in all.into_iter().filter(|operator| only.is_none_or(|only| only == *operator)) {
            member.done(permanences(Some(operator))).await;
        }
        member
    }

    async fn call<O: Operation>(&self, operation: O) -> Result<O::Output, Problem> {
        self.access.call(operation, &Progress::silent()).await
    }

    async fn done<O: Operation>(&self, operation: O) -> O::Output {
        self.call(operation).await.unwrap()
    }

    async fn refused<O: Operation>(&self, operation: O) -> Problem {
        match self.call(operation).await {
            Ok(_) => panic!("{} was not refused", O::NAME),
            Err(problem) => problem,
        }
    }

    async fn import(&self, name: &str) -> Imported {
        self.done(visits(name, &data(name))).await
    }
}

/// A file of the fictitious network.
fn data(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/network").join(name)).unwrap()
}

fn sessions(name: &str) -> ImportSessions {
    ImportSessions { file: name.into(), content: FileContent(data(name)), skip_bad: false, dry_run: false }
}

fn permanences(only: Option<&str>) -> ImportPermanences {
    let content = FileContent(data("permanences.csv"));
    ImportPermanences { file: "permanences.csv".into(), content, only: only.map(Into::into), dry_run: false }
}

fn visits(file: &str, content: &[u8]) -> ImportVisits {
    let content = FileContent(content.to_vec());
    ImportVisits { file: file.into(), content, skip_bad: false, repeated: RepeatedDays::Refuse, dry_run: false }
}

/// Rows of a file of visits by permanence and the first characters of the day: 7 for months, 10 for days.
fn counts(name: &str, characters: usize) -> BTreeMap<(String, String), u64> {
    let mut counts = BTreeMap::new();
    for line in String::from_utf8(data(name)).unwrap().lines().skip(1) {
        let mut cells = line.split(',');
        let (permanence, day) = (cells.next().unwrap(), cells.next().unwrap());
        *counts.entry((permanence.to_owned(), day[..characters].to_owned())).or_default() += 1;
    }
    counts
}

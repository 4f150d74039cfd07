//! The fictitious operators and their files: those of a folder, or those that come with the program.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use maillage_node::service::{Problem, ProblemCode, reasons};
use maillage_shared::directory::import;

/// Operators that a demonstration has at least and at most.
const OPERATORS: std::ops::RangeInclusive<usize> = 2..=10;

/// The file with everybody's permanences.
pub(super) const PERMANENCES: &str = "permanences.csv";

/// The files that come with the program.
const SUPPLIED: [(&str, &[u8]); 7] = [
    (PERMANENCES, include_bytes!("../../../../tests/data/network/permanences.csv")),
    ("sessions-exemple-arc.csv", include_bytes!("../../../../tests/data/network/sessions-exemple-arc.csv")),
    ("sessions-exemple-nord.csv", include_bytes!("../../../../tests/data/network/sessions-exemple-nord.csv")),
    ("sessions-exemple-val.csv", include_bytes!("../../../../tests/data/network/sessions-exemple-val.csv")),
    ("visits-exemple-arc.csv", include_bytes!("../../../../tests/data/network/visits-exemple-arc.csv")),
    ("visits-exemple-nord.csv", include_bytes!("../../../../tests/data/network/visits-exemple-nord.csv")),
    ("visits-exemple-val.csv", include_bytes!("../../../../tests/data/network/visits-exemple-val.csv")),
];

/// Where the files are.
#[derive(Debug)]
pub(super) enum Source {
    /// In this folder.
    Folder(PathBuf),
    /// In the program: they are written out beside the homes.
    Supplied,
}

/// The files of a demonstration, and whose they are.
#[derive(Debug)]
pub(super) struct Data {
    pub(super) source: Source,
    /// The operators, as the column `operateur` names them, in the order of the file.
    pub(super) operators: Vec<String>,
}

impl Data {
    /// Looks through the folder, or the supplied files when none is given, and checks that everything is there.
    ///
    /// # Errors
    /// [`ProblemCode::DemoData`], naming the file.
    pub(super) fn prepare(folder: Option<&Path>) -> Result<Self, Problem> {
        let Some(folder) = folder else {
            let operators = operators(Path::new(PERMANENCES), supplied(PERMANENCES).unwrap_or_default())?;
            return Ok(Self { source: Source::Supplied, operators });
        };
        let path = folder.join(PERMANENCES);
        let bytes = std::fs::read(&path).map_err(|error| unusable(&path, reasons::of_file(&error)))?;
        let operators = operators(&path, &bytes)?;
        for operator in &operators {
            for path in [sessions(operator), visits(operator)].map(|name| folder.join(name)) {
                std::fs::File::open(&path).map_err(|error| unusable(&path, reasons::of_file(&error)))?;
            }
        }
        let folder = std::path::absolute(folder).map_err(|error| unusable(folder, reasons::of_file(&error)))?;
        Ok(Self { source: Source::Folder(folder), operators })
    }

    /// The folder with the files; the supplied ones are written to `spare` first.
    pub(super) fn folder(&self, spare: &Path) -> Result<PathBuf, Problem> {
        match &self.source {
            Source::Folder(folder) => Ok(folder.clone()),
            Source::Supplied => {
                std::fs::create_dir_all(spare).map_err(|error| unusable(spare, reasons::of_file(&error)))?;
                for (name, bytes) in SUPPLIED {
                    let path = spare.join(name);
                    std::fs::write(&path, bytes).map_err(|error| unusable(&path, reasons::of_file(&error)))?;
                }
                Ok(spare.to_owned())
            }
        }
    }
}

/// The name of an operator's file of session sheets.
pub(super) fn sessions(operator: &str) -> String {
    format!("sessions-{operator}.csv")
}

/// The name of an operator's file of visits.
pub(super) fn visits(operator: &str) -> String {
    format!("visits-{operator}.csv")
}

fn supplied(name: &str) -> Option<&'static [u8]> {
    SUPPLIED.iter().find(|(known, _)| *known == name).map(|(_, bytes)| *bytes)
}

fn unusable(path: &Path, why: impl std::fmt::Display) -> Problem {
    Problem::new(ProblemCode::DemoData).with("path", path.display()).with("why", why)
}

/// The operators of a file of permanences. A name becomes part of file names, so it must be harmless as one.
fn operators(path: &Path, bytes: &[u8]) -> Result<Vec<String>, Problem> {
    let import = import::permanences(bytes, None).map_err(|error| unusable(path, error))?;
    if let Some(bad) = import.bad.first() {
        return Err(unusable(path, format!("{}: {} {:?}: {}", bad.line, bad.column, bad.value, bad.reason.code())));
    }
    let (mut known, mut operators) = (BTreeSet::new(), Vec::new());
    for row in import.rows {
        if known.insert(row.operator.clone()) {
            operators.push(row.operator);
        }
    }
    let harmless = |name: &String| {
        !name.is_empty() && !name.starts_with('.') && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    if let Some(name) = operators.iter().find(|name| !harmless(name)) {
        return Err(unusable(path, format!("operateur {name:?}")));
    }
    if OPERATORS.contains(&operators.len()) {
        Ok(operators)
    } else {
        Err(unusable(path, format!("{} ≠ {}–{}", operators.len(), OPERATORS.start(), OPERATORS.end())))
    }
}

#[cfg(test)]
mod tests {
    use super::{Data, operators};
    use std::path::Path;

    #[test]
    fn the_supplied_files_are_those_of_three_operators() {
        let data = Data::prepare(None).unwrap();
        assert_eq!(data.operators, ["exemple-arc", "exemple-nord", "exemple-val"]);
    }

    #[test]
    fn an_operator_whose_name_would_leave_the_folder_is_refused() {
        let header = "operateur,slug,nom,hebergeur,type_lieu,horaire\n";
        let rows = "../x,a,A,H,epn,Mo 09:00-12:00\ny,b,B,H,epn,Mo 09:00-12:00\n";
        assert!(operators(Path::new("permanences.csv"), format!("{header}{rows}").as_bytes()).is_err());
    }
}

//! What the network shows, against a count of the files by plain code that shares nothing with the program.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

/// Figures by permanence and month; nothing where hidden.
pub(crate) type Figures = BTreeMap<(String, String), Option<u64>>;

/// Visits counted from files, and the permanences that there are.
pub(crate) struct Counted {
    visits: BTreeMap<(String, String), u64>,
    permanences: BTreeMap<String, Vec<String>>,
    months: BTreeMap<String, (String, String)>,
}

/// Counts the lines of the files.
pub(crate) fn count(folder: &Path, operators: &[&str]) -> Counted {
    let mut counted = Counted { visits: BTreeMap::new(), permanences: BTreeMap::new(), months: BTreeMap::new() };
    let lines = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        text.lines().skip(1).map(|line| line.split(',').map(ToOwned::to_owned).collect()).collect::<Vec<Vec<String>>>()
    };
    for row in lines("permanences.csv") {
        counted.permanences.entry(row[0].clone()).or_default().push(row[1].clone());
    }
    for operator in operators {
        let mut months = Vec::new();
        for row in lines(&format!("visits-{operator}.csv")) {
            *counted.visits.entry((row[0].clone(), row[1][..7].to_owned())).or_default() += 1;
            months.push(row[1][..7].to_owned());
        }
        months.extend(lines(&format!("sessions-{operator}.csv")).iter().map(|row| row[1][..7].to_owned()));
        months.sort();
        let span = (months.first().unwrap().clone(), months.last().unwrap().clone());
        counted.months.insert((*operator).to_owned(), span);
    }
    counted
}

impl Counted {
    /// What may be published: every permanence in every month of its operator, hidden below `smallest`.
    pub(crate) fn published(&self, smallest: u64) -> Figures {
        let mut figures = Figures::new();
        for (operator, (first, last)) in &self.months {
            for month in months(first, last) {
                for permanence in &self.permanences[operator] {
                    let key = (permanence.clone(), month.clone());
                    let visits = self.visits.get(&key).copied().unwrap_or(0);
                    figures.insert(key, Some(visits).filter(|visits| *visits >= smallest));
                }
            }
        }
        figures
    }
}

fn months(first: &str, last: &str) -> Vec<String> {
    let number = |month: &str| month[..4].parse::<u32>().unwrap() * 12 + month[5..].parse::<u32>().unwrap() - 1;
    (number(first)..=number(last)).map(|n| format!("{:04}-{:02}", n / 12, n % 12 + 1)).collect()
}

/// The rows of a document of figures.
pub(crate) fn sums(rows: &Value) -> Figures {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let rows = rows.as_array().unwrap();
    let figures: Figures =
        rows.iter().map(|row| ((text(row, "permanence"), text(row, "period")), row["visits"].as_u64())).collect();
    assert_eq!(figures.len(), rows.len(), "a permanence and month stands twice");
    figures
}

//! What the program itself publishes: a home for each operator of the folder, closed month by month, and its document attacked.

use std::{collections::BTreeMap, path::Path};

use maillage_node::{
    access::Access,
    clock::Clock,
    service::{
        FileContent, Operation, Progress,
        closing::CloseMonth,
        founding::CreateNetwork,
        imports::{ImportVisits, RepeatedDays},
        permanences::ImportPermanences,
        publications::{
            coverage::{AskCoverage, OwnCoverage},
            export::ExportPublications,
            verify::VerifyPublications,
        },
    },
};
use maillage_shared::record::PartialReason;
use maillage_tests::redteam::{
    attack::attack_operator,
    document::{CellName, Publications, SCHEMA},
    figures::Reading,
    folder,
    microdata::Microdata,
    side_channel::complaints,
};

use super::given;

/// The home of one operator, in a network of its own.
struct Home {
    _directory: tempfile::TempDir,
    access: Access,
}

impl Home {
    async fn of(operator: &str, folder: &Path) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let clock = Clock::fixed("2026-10-15".parse().unwrap());
        let home = Self { access: Access::reach(directory.path().join("home"), clock).await.unwrap(), _directory: directory };
        let name = "Réseau d’essai".parse().unwrap();
        home.done(CreateNetwork { name, operator: operator.parse().unwrap(), dry_run: false }).await;
        let file = |name: &str| (name.to_owned(), FileContent(std::fs::read(folder.join(name)).unwrap()));
        let (path, content) = file("permanences.csv");
        home.done(ImportPermanences { file: path, content, only: Some(operator.into()), dry_run: false }).await;
        let (path, content) = file(&format!("visits-{operator}.csv"));
        let repeated = RepeatedDays::Refuse;
        home.done(ImportVisits { file: path, content, skip_bad: false, repeated, dry_run: false }).await;
        home
    }

    async fn done<O: Operation>(&self, operation: O) -> O::Output {
        self.access.call(operation, &Progress::silent()).await.unwrap()
    }

    /// Closes the months one after the other, as the operator does.
    async fn close(&self, data: &Microdata) {
        let months = data.permanences.values().next().cloned().unwrap_or_default();
        for month in months {
            let month = month.to_string().parse().ok();
            let partial = Some(PartialReason::KeptElsewhere);
            let closed = self.done(CloseMonth { month, all_before: None, partial, dry_run: false }).await;
            assert!(closed.iter().all(|line| line.kept_back.is_empty()), "{month:?}: a period stays at home");
        }
    }

    async fn document(&self) -> serde_json::Value {
        let mut document = serde_json::to_value(self.done(ExportPublications { operator: None }).await).unwrap();
        document["schema"] = SCHEMA.into();
        document
    }
}

/// Whether what is shown is true, and how much is.
fn is_true(public: &Publications, truth: &BTreeMap<CellName, u64>) -> usize {
    let shown = public.cells.iter().filter_map(|cell| Some((cell, cell.shown()?)));
    // A code that nobody used has no true cell.
    shown.inspect(|(cell, shown)| assert_eq!(*shown, truth.get(&cell.name()).copied().unwrap_or(0), "{cell:?}")).count()
}

/// The least share of figures and visits, in hundredths, of tables that the sample network is held to, whatever the keys of its homes.
const LEAST: [(&str, (u64, u64)); 4] =
    [("quarter-category", (90, 93)), ("year-category", (93, 97)), ("quarter-gender", (100, 100)), ("year-gender", (100, 100))];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_found_in_what_the_program_publishes_of_the_folder_and_enough_is_shown() {
    let folder = given::folder();
    let mut sums: BTreeMap<String, [u64; 4]> = BTreeMap::new();
    for data in folder::read(&folder) {
        let home = Home::of(&data.operator, &folder).await;
        home.close(&data).await;
        let document = home.document().await;
        assert_eq!(complaints(&document), Vec::<String>::new());
        let public: Publications = serde_json::from_value(document).unwrap();
        let shown = is_true(&public, &data.truth());
        let findings = attack_operator(&public, &Reading::default(), given::effort());
        assert!(findings.found.is_empty() && findings.contradictory.is_empty(), "{}: {findings}", data.operator);
        println!("{}: {shown} figures shown, {findings}", data.operator);
        let verified = home.done(VerifyPublications {}).await;
        assert!(verified.years.iter().all(|year| year.proven && !year.found_again) && verified.contradictory.is_empty());
        let OwnCoverage { tables, foreign } = home.done(AskCoverage { year: None }).await;
        assert!(foreign.is_empty());
        for line in tables {
            let table = serde_json::to_value(line.table).unwrap().as_str().unwrap().to_owned();
            let held = line.coverage;
            let four = [held.shown_figures, held.ceiling_figures, held.shown_visits, held.ceiling_visits];
            sums.entry(table).or_default().iter_mut().zip(four).for_each(|(sum, more)| *sum += more);
        }
    }
    for (table, (figures, visits)) in LEAST {
        let [shown, ceiling, visits_shown, visits_ceiling] = sums[table];
        println!("{table}: {shown} of {ceiling} figures, {visits_shown} of {visits_ceiling} visits");
        let is_sample = std::env::var_os("MAILLAGE_DATA").is_none();
        let enough = shown * 100 >= figures * ceiling && visits_shown * 100 >= visits * visits_ceiling;
        assert!(enough || !is_sample, "{table} shows too little");
    }
}

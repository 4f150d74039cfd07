//! What the main job costs: importing visits, recording one, starting a node, opening a store after `kill -9`.
//!
//! Each measure runs beside a floor in the same run, five times with the order alternated, and prints every raw figure and the
//! ratio of the medians. The floor of writing is redb alone, with the same durability, keys and sizes.
//!
//! Run it with `cargo bench -p maillage-tests --bench main_job`.

use std::{
    io::BufRead as _,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use maillage_node::{
    access::Access,
    clock::Clock,
    service::{FileContent, Problem, Progress, founding, imports, permanences, visits},
    store::Store,
};
use maillage_shared::{record::VisitDraft, text::Name};
use redb::{Database, Durability, TableDefinition};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const RUNS: usize = 5;
const RECORDS: u32 = 200;
const ROWS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("rows");

/// Bytes of a visit's key and row as the store writes them: day, short name, zero, number; and origin, codes, short name.
const KEY_BYTES: usize = 4 + 24 + 1 + 16;
const ROW_BYTES: usize = 1 + 27 + 24;

const PERMANENCES: &[u8] = include_bytes!("../data/network/permanences.csv");
const VISITS: [&[u8]; 3] = [
    include_bytes!("../data/network/visits-exemple-arc.csv"),
    include_bytes!("../data/network/visits-exemple-nord.csv"),
    include_bytes!("../data/network/visits-exemple-val.csv"),
];

fn main() -> Outcome<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let (mut import, mut import_floor) = (Vec::new(), Vec::new());
    let (mut record, mut record_floor) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        let folder = tempfile::tempdir()?;
        let home = folder.path().join("home");
        if run % 2 == 0 {
            runtime.block_on(ours(&home, &mut import, &mut record))?;
            floor(folder.path(), &mut import_floor, &mut record_floor)?;
        } else {
            floor(folder.path(), &mut import_floor, &mut record_floor)?;
            runtime.block_on(ours(&home, &mut import, &mut record))?;
        }
    }
    report(
        "import of 8,619 visits from 3 files, checked and durable",
        &import,
        "redb alone, one transaction a file",
        &import_floor,
    );
    report("one visit typed, checked and durable (mean of 200)", &record, "redb alone, one transaction a row", &record_floor);
    let (mut ready, mut killed, mut clean) = (Vec::new(), Vec::new(), Vec::new());
    let folder = tempfile::tempdir()?;
    let home = folder.path().join("home");
    runtime.block_on(ours(&home, &mut Vec::new(), &mut Vec::new()))?;
    for _ in 0..RUNS {
        ready.push(node_ready(&home)?);
        kill_while_recording(&home)?;
        killed.push(open_time(&home)?);
        clean.push(open_time(&home)?);
    }
    print_one("node ready, from the start of the process to the event `ready`", &ready);
    report("store opened after kill -9 in the middle of recording", &killed, "the same store opened again", &clean);
    Ok(())
}

async fn call<O: maillage_node::service::Operation>(access: &Access, operation: O) -> Result<O::Output, Problem> {
    access.call(operation, &Progress::silent()).await
}

async fn ours(home: &Path, import: &mut Vec<Duration>, record: &mut Vec<Duration>) -> Outcome<()> {
    let access = Access::reach(home.to_owned(), Clock::fixed("2026-10-15".parse()?)).await?;
    let name = |text: &str| Name::new(text);
    call(&access, founding::CreateNetwork { name: name("Mesure")?, operator: name("Mesure asbl")?, dry_run: false }).await?;
    for only in ["exemple-arc", "exemple-nord", "exemple-val"].map(|only| Some(only.to_owned())) {
        let content = FileContent(PERMANENCES.to_vec());
        let file = "permanences.csv".into();
        call(&access, permanences::ImportPermanences { file, content, only, dry_run: false }).await?;
    }
    let mut rows = 0;
    let begun = Instant::now();
    for bytes in VISITS {
        let imported = call(
            &access,
            imports::ImportVisits {
                file: "visits.csv".into(),
                content: FileContent(bytes.to_vec()),
                skip_bad: false,
                repeated: imports::RepeatedDays::Refuse,
                dry_run: false,
            },
        )
        .await?;
        rows += imported.rows;
    }
    import.push(begun.elapsed());
    assert_eq!(rows, 8_619, "the end state");
    let begun = Instant::now();
    for _ in 0..RECORDS {
        call(&access, visits::RecordVisit { draft: typed(), dry_run: false }).await?;
    }
    record.push(begun.elapsed() / RECORDS);
    Ok(())
}

fn typed() -> VisitDraft {
    VisitDraft {
        permanence: Some("jette-maison-quartier".into()),
        request_type: Some("itsme".into()),
        outcome: Some("resolu".into()),
        ..VisitDraft::default()
    }
}

fn floor(folder: &Path, import: &mut Vec<Duration>, record: &mut Vec<Duration>) -> Outcome<()> {
    let database = redb::Builder::new().set_cache_size(32 * 1024 * 1024).create(folder.join("floor.redb"))?;
    let mut number = 0_u64;
    let begun = Instant::now();
    for bytes in VISITS {
        let rows = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count() - 1;
        put(&database, rows, &mut number)?;
    }
    import.push(begun.elapsed());
    assert_eq!(number, 8_619, "the end state");
    let begun = Instant::now();
    for _ in 0..RECORDS {
        put(&database, 1, &mut number)?;
    }
    record.push(begun.elapsed() / RECORDS);
    Ok(())
}

fn put(database: &Database, rows: usize, number: &mut u64) -> Outcome<()> {
    let mut write = database.begin_write()?;
    write.set_durability(Durability::Immediate)?;
    write.set_quick_repair(true);
    {
        let mut table = write.open_table(ROWS)?;
        for _ in 0..rows {
            let mut key = [0; KEY_BYTES];
            key[..8].copy_from_slice(&number.to_be_bytes());
            table.insert(&key[..], &[7; ROW_BYTES][..])?;
            *number += 1;
        }
    }
    write.commit()?;
    Ok(())
}

fn start_node(home: &Path) -> Outcome<Child> {
    let mut node = Command::new(env!("CARGO_BIN_EXE_maillage-under-test"))
        .arg("--home")
        .arg(home)
        .args(["--json", "node", "run", "--listen", "127.0.0.1:0"])
        .env("MAILLAGE_CLOCK", "2026-10-15")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut line = String::new();
    std::io::BufReader::new(node.stdout.take().ok_or("no output")?).read_line(&mut line)?;
    if !line.contains("ready") {
        node.kill()?;
        return Err(format!("the node is not ready: {line}").into());
    }
    Ok(node)
}

fn node_ready(home: &Path) -> Outcome<Duration> {
    let begun = Instant::now();
    let mut node = start_node(home)?;
    let took = begun.elapsed();
    node.kill()?;
    node.wait()?;
    Ok(took)
}

/// Kills a node while commands record visits in it as fast as they can.
fn kill_while_recording(home: &Path) -> Outcome<()> {
    let mut node = start_node(home)?;
    let home = home.to_owned();
    let recording = std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
        runtime.block_on(async {
            let clock = Clock::fixed("2026-10-15".parse().map_err(|_| "day".to_owned())?);
            let access = Access::reach(home, clock).await.map_err(|problem| problem.to_string())?;
            let mut recorded = 0;
            while call(&access, visits::RecordVisit { draft: typed(), dry_run: false }).await.is_ok() {
                recorded += 1;
            }
            Ok::<u32, String>(recorded)
        })
    });
    std::thread::sleep(Duration::from_millis(300));
    node.kill()?;
    node.wait()?;
    let recorded = recording.join().map_err(|_| "the recording thread failed")??;
    assert!(recorded > 0, "nothing was recorded before the kill");
    Ok(())
}

fn open_time(home: &Path) -> Outcome<Duration> {
    let begun = Instant::now();
    let store = Store::open(&home.join("store.redb"), |_| ())?;
    let took = begun.elapsed();
    drop(store);
    Ok(took)
}

fn milliseconds(figures: &[Duration]) -> Vec<f64> {
    figures.iter().map(|figure| (figure.as_secs_f64() * 1e5).round() / 100.0).collect()
}

fn median(figures: &[Duration]) -> f64 {
    let mut sorted = milliseconds(figures);
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn print_one(what: &str, figures: &[Duration]) {
    println!("{what}\n    {:.2} ms   runs {:?}", median(figures), milliseconds(figures));
}

fn report(what: &str, ours: &[Duration], floor_is: &str, floor: &[Duration]) {
    print_one(what, ours);
    println!("    floor: {floor_is}\n    {:.2} ms   runs {:?}", median(floor), milliseconds(floor));
    println!("    ours / floor = {:.2}", median(ours) / median(floor));
}

//! Every decoder of bytes from elsewhere, on what is stored, on good samples, on bent ones and on noise: the same bytes each time.
//!
//! `MAILLAGE_FUZZ_ROUNDS=100000 cargo test -p maillage-tests fuzz` bends each sample that often. With `MAILLAGE_BLESS=1` the
//! samples are stored as the beginning of each corpus; what `cargo fuzz` found is stored beside them by hand.

mod reading;

use std::{collections::BTreeSet, fs, path::PathBuf};

use maillage_tests::{
    dice::Dice,
    fuzz::{
        TARGETS, Target,
        decoders::{PLACES, Tried},
    },
    golden,
};

/// How many samples a corpus begins with: a few of each kind are enough, and keep the repository small.
const STORED: usize = 8;

/// The largest stored file: what is longer is made by the samples anew.
const STORED_BYTES: usize = 8 * 1024;

fn directory(target: &Target) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name)
}

/// The stored files of a target, in the order of their names.
fn corpus(target: &Target) -> Vec<(String, Vec<u8>)> {
    let Ok(files) = fs::read_dir(directory(target)) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort_unstable();
    paths.into_iter().map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

fn rounds() -> usize {
    std::env::var("MAILLAGE_FUZZ_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(500)
}

#[test]
fn fuzz_every_decoder_takes_its_samples() {
    for target in TARGETS {
        let samples = (target.samples)();
        assert!(!samples.is_empty(), "{}: nothing to bend", target.name);
        for (number, sample) in samples.iter().enumerate() {
            assert!((target.run)(sample), "{}: sample {number} is refused", target.name);
        }
    }
}

#[test]
fn fuzz_every_decoder_lives_through_its_stored_corpus() {
    for target in TARGETS {
        if golden::is_blessed() {
            fs::create_dir_all(directory(target)).unwrap();
            let short = (target.samples)().into_iter().filter(|sample| sample.len() <= STORED_BYTES).take(STORED);
            for (number, sample) in short.enumerate() {
                fs::write(directory(target).join(format!("sample-{number}")), sample).unwrap();
            }
        }
        let stored = corpus(target);
        assert!(!stored.is_empty(), "{}: no corpus is stored; write one with {}=1", target.name, golden::BLESS);
        for (_, bytes) in stored {
            (target.run)(&bytes);
        }
    }
}

#[test]
fn fuzz_every_decoder_lives_through_bent_samples_and_noise() {
    let mut lines = Vec::new();
    for (number, target) in TARGETS.iter().enumerate() {
        let mut dice = Dice::new(20_261_015 + number as u64);
        let samples: Vec<Vec<u8>> =
            (target.samples)().into_iter().chain(corpus(target).into_iter().map(|(_, bytes)| bytes)).collect();
        let (begun, mut accepted, mut refused) = (std::time::Instant::now(), 0_usize, 0_usize);
        for _ in 0..rounds() {
            for sample in [dice.one_of(&samples).clone(), dice.one_of(&samples).clone()] {
                let bent = dice.bend(sample);
                if (target.run)(&bent) { accepted += 1 } else { refused += 1 }
            }
            let noise = dice.noise(200);
            refused += usize::from(!(target.run)(&noise));
        }
        assert!(refused > 0, "{}: a check that refuses nothing", target.name);
        lines.push(format!("{}: {accepted} accepted, {refused} refused in {:?}", target.name, begun.elapsed()));
    }
    println!("{}", lines.join("\n"));
}

#[test]
fn fuzz_every_place_in_the_source_that_reads_bytes_is_fed_or_said_to_be_this_homes_own() {
    let listed: BTreeSet<(String, String)> = PLACES
        .iter()
        .flat_map(|(file, functions, _)| functions.iter().map(|function| ((*file).to_owned(), (*function).to_owned())))
        .collect();
    let found = reading::places();
    let new: Vec<_> = found.difference(&listed).collect();
    assert!(new.is_empty(), "give these a function in tests/src/fuzz, or say in decoders.rs why they need none: {new:?}");
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(gone.is_empty(), "decoders.rs lists what is not there any more: {gone:?}");
    for (file, functions, tried) in PLACES {
        match tried {
            Tried::By(name) => assert!(TARGETS.iter().any(|target| target.name == *name), "{file} {functions:?}: {name}"),
            Tried::Own(why) => assert!(why.len() > 20, "{file} {functions:?}: {why}"),
        }
    }
}

#[test]
fn fuzz_a_reader_of_bytes_that_nobody_listed_is_found() {
    let source = "use x;\n\npub fn harmless(text: &str) {}\n\nfn take_in(bytes: &[u8]) -> u8 {\n    0\n}\n\n\
                  impl std::str::FromStr for Word {\n    fn from_str() {}\n}\n\nfn from_a_stranger() {\n    // encoding::from_bytes\n    \
                  let x: X = encoding::from_bytes(&b)?;\n}\n\n#[cfg(test)]\nmod tests {\n    fn read(bytes: &[u8]) {}\n}\n";
    let found: Vec<String> = reading::in_text(source).into_iter().collect();
    assert_eq!(found, ["Word", "from_a_stranger", "take_in"]);
}

#[test]
fn fuzz_every_decoder_has_a_program_for_cargo_fuzz() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let programs = fs::read_dir(folder.join("fuzz_targets")).unwrap();
    let programs: BTreeSet<String> =
        programs.map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let names: BTreeSet<String> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    assert_eq!(programs, names);
    for name in names {
        assert!(manifest.contains(&format!("name = \"{name}\"\n")), "{name} is not in the manifest");
        let program = fs::read_to_string(folder.join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(program.contains(&format!("\"{name}\"")), "{name} runs something else");
    }
}

//! Golden files: what the formats are, so that no change of them goes unnoticed.
//!
//! A file of values holds, for each value, a line `# what it is` and its bytes in hexadecimal, 64 digits a line. Everything that is
//! text by itself is a file as it stands. With [`BLESS`] set to `1`, files are written instead of compared.

use std::{
    fmt::{Debug, Write as _},
    fs,
    path::PathBuf,
};

use data_encoding::HEXLOWER;
use maillage_shared::encoding;

/// The environment variable that has golden files written instead of compared.
pub const BLESS: &str = "MAILLAGE_BLESS";

/// Digits of a line.
const DIGITS: usize = 64;

/// One value: what it is, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it is, in one line. Names the value within its file.
    pub what: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Value {
    /// A value.
    #[must_use]
    pub fn new(what: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { what: what.into(), bytes: bytes.into() }
    }
}

/// Where a golden file is.
#[must_use]
pub fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden").join(file)
}

/// Whether golden files are written now.
#[must_use]
pub fn is_blessed() -> bool {
    std::env::var(BLESS).is_ok_and(|value| value == "1")
}

/// The text of a file of values.
#[must_use]
pub fn write(values: &[Value]) -> String {
    let mut text = String::new();
    for value in values {
        writeln!(text, "# {}", value.what).unwrap();
        let digits = HEXLOWER.encode(&value.bytes);
        for start in (0..digits.len()).step_by(DIGITS) {
            writeln!(text, "{}", &digits[start..digits.len().min(start + DIGITS)]).unwrap();
        }
    }
    text
}

/// The values of a file.
#[must_use]
pub fn read(text: &str) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("# ") {
            Some(what) => values.push(Value::new(what, [])),
            None => values.last_mut().unwrap().bytes.extend(HEXLOWER.decode(line.as_bytes()).unwrap()),
        }
    }
    values
}

/// What differs between the values that are recorded and those that are made now; one line each.
#[must_use]
pub fn differences(recorded: &[Value], made: &[Value]) -> Vec<String> {
    let find = |values: &[Value], what: &str| values.iter().find(|value| value.what == what).map(|value| value.bytes.clone());
    let mut lines = Vec::new();
    for value in made {
        match find(recorded, &value.what) {
            None => lines.push(format!("“{}” is not recorded", value.what)),
            Some(bytes) if bytes != value.bytes => {
                let place = bytes.iter().zip(&value.bytes).take_while(|(before, now)| before == now).count();
                lines.push(format!(
                    "“{}” differs from byte {place} on ({} bytes recorded, {} made)",
                    value.what,
                    bytes.len(),
                    value.bytes.len()
                ));
            }
            Some(_) => {}
        }
    }
    let gone = recorded.iter().filter(|value| find(made, &value.what).is_none());
    lines.extend(gone.map(|value| format!("“{}” is recorded and not made any more", value.what)));
    if lines.is_empty() && recorded != made {
        lines.push("the values stand in another order, or one stands twice".to_owned());
    }
    lines
}

/// What a developer has to know when a format is not what it was.
#[must_use]
pub fn complaint(file: &str, differences: &[String]) -> String {
    format!(
        "the format in tests/golden/{file} is not what it was:\n  {}\nNodes of other versions would not understand what this version \
         writes, and this version might not read their messages, nor the journals and stores that exist. A released format does not \
         change: it gets a new version number. If the change is meant all the same, run\n  {BLESS}=1 cargo test -p maillage-tests \
         --test formats\nread the difference line by line, and say in the commit why it may change.",
        differences.join("\n  ")
    )
}

fn recorded(file: &str) -> String {
    let path = path(file);
    fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("the golden file {} cannot be read: {error}. {BLESS}=1 makes it, when it is a new one", path.display())
    })
}

/// Compares values with those of a golden file, or records them; gives those that are recorded.
///
/// # Panics
/// With [`complaint`], or when the file is missing.
#[must_use]
pub fn values(file: &str, made: &[Value]) -> Vec<Value> {
    if is_blessed() {
        fs::write(path(file), write(made)).unwrap();
    }
    let values = read(&recorded(file));
    let differences = differences(&values, made);
    assert!(differences.is_empty(), "{}", complaint(file, &differences));
    values
}

/// As [`values`], for what is text by itself.
///
/// # Panics
/// With [`complaint`], or when the file is missing.
#[must_use]
pub fn text(file: &str, made: &str) -> String {
    if is_blessed() {
        fs::write(path(file), made).unwrap();
    }
    let text = recorded(file);
    if text != made {
        let lines = || text.lines().map(Some).chain(std::iter::repeat(None));
        let place = lines().zip(made.lines().map(Some).chain([None])).take_while(|(before, now)| before == now).count();
        let show = |line: Option<&str>| line.map_or_else(|| "nothing".to_owned(), |line| format!("“{line}”"));
        let (before, now) = (text.lines().nth(place), made.lines().nth(place));
        let difference = format!("line {} was {} and is {}", place + 1, show(before), show(now));
        panic!("{}", complaint(file, &[difference]));
    }
    text
}

/// Checks that `made` are written as the golden file says, and that what it records is read as them.
///
/// # Panics
/// With [`complaint`], when the file is missing, or when what is recorded is read as something else.
pub fn check<T: PartialEq + Debug>(file: &str, made: &[(&str, T)], write: impl Fn(&T) -> Vec<u8>, read: impl Fn(&[u8]) -> T) {
    let bytes: Vec<Value> = made.iter().map(|(what, value)| Value::new(*what, write(value))).collect();
    let recorded = values(file, &bytes);
    for (value, (what, made)) in recorded.iter().zip(made) {
        assert_eq!(read(&value.bytes), *made, "what tests/golden/{file} records as “{what}” is read as something else");
    }
}

/// As [`check`], for what is written as deterministic CBOR.
///
/// # Panics
/// As [`check`].
pub fn check_cbor<T>(file: &str, made: &[(&str, T)])
where
    T: PartialEq + Debug + minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()>,
{
    check(file, made, encoding::to_bytes, |bytes| encoding::from_bytes(bytes).unwrap());
}

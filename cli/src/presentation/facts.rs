//! A few facts about one thing: a label and a value on each line.

use maillage_shared::text;

use super::{Screen, Tone};

/// Facts being gathered. Values may come from other nodes: they are made safe for a terminal here.
#[derive(Debug, Default)]
pub struct Facts {
    lines: Vec<(String, String)>,
}

impl Facts {
    /// No facts yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fact; `label` is in the reader's language.
    #[must_use]
    pub fn with(mut self, label: String, value: impl AsRef<str>) -> Self {
        self.lines.push((label, text::printable(value.as_ref())));
        self
    }

    /// Adds a fact when there is one.
    #[must_use]
    pub fn with_some(self, label: String, value: Option<impl AsRef<str>>) -> Self {
        match value {
            Some(value) => self.with(label, value),
            None => self,
        }
    }

    /// Prints the facts as data.
    pub fn show(&self, screen: &Screen) {
        self.lines_with(|label| screen.painted(Tone::Heading, label)).iter().for_each(|line| screen.line(line));
    }

    /// Prints the facts beside the data; not with `--quiet`.
    pub fn note(&self, screen: &Screen) {
        self.lines_with(|label| screen.painted_note(Tone::Heading, label)).iter().for_each(|line| screen.note(line));
    }

    fn lines_with(&self, paint: impl Fn(&str) -> String) -> Vec<String> {
        let width = self.lines.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
        let line = |(label, value): &(String, String)| {
            let gap = width.saturating_sub(label.chars().count()).saturating_add(2);
            format!("{}{}{value}", paint(label), " ".repeat(gap))
        };
        self.lines.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Facts;

    #[test]
    fn values_stand_below_each_other_and_hold_nothing_that_a_terminal_acts_upon() {
        let facts =
            Facts::new().with("Réseau".into(), "Vallée").with("Code".into(), "\u{1b}[31mx").with_some("No".into(), None::<&str>);
        assert_eq!(facts.lines_with(str::to_owned), ["Réseau  Vallée", "Code    [31mx"]);
    }
}

//! Every attack on whatever a suppressor publishes, closing by closing.

use std::fmt;

use super::{
    attack::{Findings, attack_operator},
    bounds::Effort,
    document::Publications,
    figures::Reading,
    microdata::{Microdata, Visit},
    release::{Closing, Release, Suppressor, release_with_late},
    side_channel::complaints,
    snapshots::{corrections, shown_later},
    tiny_sums::{TinySums, tiny_sums},
};

/// What the attacks on one operator came to.
#[derive(Debug, Clone)]
pub struct Besieged {
    /// What was published, and what is true.
    pub release: Release,
    /// With everything that is public in the end.
    pub last: Findings,
    /// With what was public at some moment before.
    pub before: Findings,
    /// What is told without arithmetic.
    pub tiny: TinySums,
    /// Cells that show what the document may not.
    pub complaints: Vec<String>,
    /// Cells that were hidden and are shown.
    pub shown_later: usize,
    /// Figures that changed.
    pub corrected: usize,
    /// Findings that are not true.
    pub mistaken: usize,
}

/// A siege of one operator.
#[derive(Debug, Clone)]
pub struct Plan<'p> {
    /// The operator.
    pub data: &'p Microdata,
    /// In which order its months are closed.
    pub order: &'p [Closing],
    /// Visits that come to light after so many closings.
    pub late: &'p [(usize, Visit)],
    /// Smaller figures are hidden.
    pub smallest_figure: u64,
    /// How hard the attacker tries in the end.
    pub effort: Effort,
    /// At how many moments before it tries, without programs.
    pub moments: usize,
}

impl Plan<'_> {
    /// Lets a suppressor publish and attacks it.
    pub fn besiege(&self, suppressor: &mut (impl Suppressor + ?Sized)) -> Besieged {
        let release = release_with_late(self.data, self.order, self.late, suppressor);
        let all = release.all(self.smallest_figure);
        let last = attack_operator(&all, &Reading::default(), self.effort);
        let mut before = Findings::default();
        let quick = Effort { most_figures: 0, most_programs: 0, most_guesses: 0 };
        for moment in 1..=self.moments {
            let steps = release.steps.len() * moment / (self.moments + 1);
            before.add(attack_operator(&release.after(steps, self.smallest_figure), &Reading::default(), quick));
        }
        let told = serde_json::to_value(&all).map_or_else(|why| vec![why.to_string()], |document| complaints(&document));
        let whole: [Publications; 1] = [all];
        Besieged {
            mistaken: last.mistaken(&release.truth).len() + before.mistaken(&release.truth).len(),
            tiny: tiny_sums(&whole[0]),
            complaints: told,
            shown_later: shown_later(&whole).len(),
            corrected: corrections(&whole).len(),
            last,
            before,
            release,
        }
    }
}

impl Besieged {
    /// Says that everything held, or what did not.
    ///
    /// # Panics
    /// When an attack found something, or the publications make no sense.
    pub fn held(&self, whose: &str) {
        for findings in [&self.last, &self.before] {
            assert!(findings.contradictory.is_empty(), "{whose}: the publications contradict each other\n{self}");
            assert!(findings.found.is_empty(), "{whose}: {self}\n{:#?}", &findings.found[..findings.found.len().min(3)]);
        }
        assert_eq!(self.complaints, Vec::<String>::new(), "{whose}");
        assert_eq!((self.corrected, self.shown_later), (0, 0), "{whose}: figures changed, or were shown later");
    }
}

impl fmt::Display for Besieged {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "in the end: {}", self.last)?;
        writeln!(to, "before: {}", self.before)?;
        write!(to, "{:?}, {} told otherwise, {} mistaken", self.tiny, self.complaints.len(), self.mistaken)
    }
}

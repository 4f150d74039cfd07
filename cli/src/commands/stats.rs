//! `maillage stats`: figures of the network.

mod coverage;
mod export;
mod saved;
mod table;

use std::collections::BTreeMap;
use std::path::PathBuf;

use maillage_node::service::{
    Problem, ProblemCode,
    figures::{Answer, AskFigures, Beside},
};
use maillage_shared::{
    calendar::{Month, MonthRange},
    directory::Region,
    statistics::query::Dimension,
};

use crate::context::Context;
use crate::language::say;
use crate::presentation::{Screen, Tone};

/// `maillage stats`: the figures of the network, with what is missing from them.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-stats"), after_help = say!("help-stats-after"))]
pub(crate) struct StatsArgs {
    #[command(flatten)]
    question: Question,
    #[arg(long, value_name = say!("value-file"), help = say!("arg-stats-to"))]
    to_file: Option<PathBuf>,
    #[arg(long, requires = "to_file", help = say!("arg-stats-format"))]
    format: Option<export::Format>,
    #[arg(long, value_name = say!("value-name"), help = say!("arg-save-question"))]
    save: Option<String>,
    #[arg(long, value_name = say!("value-name"), conflicts_with_all = ["save", "Question", "BesideArgs"], help = say!("arg-saved-question"))]
    saved: Option<String>,
    #[arg(long, conflicts_with_all = ["save", "saved", "forget", "Question", "BesideArgs"], help = say!("arg-list-questions"))]
    list_saved: bool,
    #[arg(long, value_name = say!("value-name"), conflicts_with_all = ["save", "saved", "Question", "BesideArgs"], help = say!("arg-forget-question"))]
    forget: Option<String>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[group(multiple = true)]
struct Question {
    #[arg(long, value_delimiter = ',', value_name = say!("value-dimensions"), help = say!("arg-by"))]
    by: Vec<String>,
    #[arg(long, conflicts_with_all = ["from", "to"], value_name = say!("value-period"), help = say!("arg-period"))]
    period: Option<MonthRange>,
    #[arg(long, value_name = say!("value-month"), help = say!("arg-from-month"))]
    from: Option<Month>,
    #[arg(long, value_name = say!("value-month"), help = say!("arg-to-month"))]
    to: Option<Month>,
    #[arg(long, value_name = say!("value-slug"), help = say!("arg-filter-permanence"))]
    permanence: Option<String>,
    #[arg(long, value_name = say!("value-operator"), help = say!("arg-filter-operator"))]
    operator: Option<String>,
    #[arg(long, value_name = say!("value-commune"), help = say!("arg-filter-commune"))]
    commune: Option<String>,
    #[arg(long, value_name = say!("value-region"), help = say!("arg-filter-region"))]
    region: Option<String>,
    #[arg(long, value_name = say!("value-only"), help = say!("arg-only"))]
    only: Vec<String>,
    #[command(flatten)]
    beside: BesideArgs,
    #[arg(long, help = say!("arg-local"))]
    local: bool,
    #[arg(long, help = say!("arg-require-complete"))]
    require_complete: bool,
}

#[cfg(test)]
pub(crate) use export::FORMAT;

/// What stands beside visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::Args)]
#[group(multiple = true)]
struct BesideArgs {
    #[arg(long, help = say!("arg-shares"))]
    shares: bool,
    #[arg(long, help = say!("arg-compare"))]
    compare: bool,
}

/// The reason code of a word that names nothing to count by.
pub(crate) const DIMENSION: &str = "dimension";

/// The reason code of a word that names no region.
pub(crate) const REGION: &str = "region";

/// The reason code of a filter that is not written as `age=65-69`.
pub(crate) const ONLY: &str = "only";

impl StatsArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        if self.list_saved {
            return saved::list(context).await;
        }
        if let Some(name) = self.forget {
            return saved::forget(context, name).await;
        }
        let file = self.to_file.map(|path| export::Format::of(self.format, &path).map(|format| (format, path))).transpose()?;
        if let Some((_, path)) = &file {
            context.spare(path)?;
        }
        let question = match self.saved {
            Some(name) => saved::find(context, &name).await?,
            None => self.question,
        };
        let answer = context.call(question.asked()?).await?;
        // Only what could be answered is worth keeping.
        let kept = match self.save {
            Some(name) => Some(saved::keep(context, name, &question).await?),
            None => None,
        };
        if let Some((format, path)) = file {
            return export::write(context, &answer, (format, &path));
        }
        context.screen.answer("stats", &answer, |screen| {
            show(screen, &answer);
            if let Some(kept) = &kept {
                screen.note(&say!("question-kept", name = kept.name.to_string()));
            }
        })
    }
}

impl Question {
    fn asked(&self) -> Result<AskFigures, Problem> {
        let months = self.period.map_or((self.from, self.to), |months| (Some(months.from), Some(months.to)));
        Ok(AskFigures {
            by: self.by.iter().map(|word| dimension(word)).collect::<Result<_, _>>()?,
            from: months.0,
            to: months.1,
            permanence: self.permanence.clone(),
            operator: self.operator.clone(),
            commune: self.commune.clone(),
            region: self.region.as_deref().map(region).transpose()?,
            only: only(&self.only)?,
            beside: Beside { shares: self.beside.shares, earlier: self.beside.compare },
            local: self.local,
            require_complete: self.require_complete,
        })
    }

    /// The same question in words, one an option.
    fn words(&self) -> Vec<String> {
        let period = self.period.map(|months| format!("{}..{}", months.from, months.to));
        let valued = [
            ("by", (!self.by.is_empty()).then(|| self.by.join(","))),
            ("period", period),
            ("from", self.from.map(|month| month.to_string())),
            ("to", self.to.map(|month| month.to_string())),
            ("permanence", self.permanence.clone()),
            ("operator", self.operator.clone()),
            ("commune", self.commune.clone()),
            ("region", self.region.clone()),
        ];
        let valued = valued.into_iter().filter_map(|(option, value)| value.map(|value| format!("--{option}={value}")));
        let only = self.only.iter().map(|filter| format!("--only={filter}"));
        let plain = [
            ("shares", self.beside.shares),
            ("compare", self.beside.compare),
            ("local", self.local),
            ("require-complete", self.require_complete),
        ];
        let plain = plain.into_iter().filter(|(_, is_set)| *is_set).map(|(option, _)| format!("--{option}"));
        valued.chain(only).chain(plain).collect()
    }
}

fn dimension(word: &str) -> Result<Dimension, Problem> {
    word.parse::<Dimension>().map_err(|_| refused(word, DIMENSION))
}

fn region(word: &str) -> Result<Region, Problem> {
    Ok(match word.trim().to_lowercase().as_str() {
        "brussels" | "bruxelles" | "brussel" => Region::Brussels,
        "wallonia" | "wallonie" | "wallonië" => Region::Wallonia,
        "flanders" | "flandre" | "vlaanderen" => Region::Flanders,
        _ => return Err(refused(word, REGION)),
    })
}

/// The codes of each trait, from `age=65-69,70-74`.
fn only(filters: &[String]) -> Result<BTreeMap<Dimension, Vec<String>>, Problem> {
    let mut only: BTreeMap<Dimension, Vec<String>> = BTreeMap::new();
    for filter in filters {
        let (word, codes) = filter.split_once('=').ok_or_else(|| refused(filter, ONLY))?;
        let of = word.parse::<Dimension>().ok().filter(|of| of.list().is_some()).ok_or_else(|| refused(filter, ONLY))?;
        only.entry(of).or_default().extend(codes.split(',').map(|code| code.trim().to_owned()));
    }
    Ok(only)
}

fn refused(word: &str, why: &str) -> Problem {
    Problem::new(ProblemCode::FilterInvalid).with("value", word).with("why", why)
}

/// Figures, then what they cover: both are data, since the ones mean nothing without the other.
fn show(screen: &Screen, answer: &Answer) {
    if answer.local {
        screen.line(&screen.painted(Tone::Bad, &say!("figures-local")));
    }
    if answer.figures.rows.is_empty() {
        screen.line(&say!("figures-none"));
    } else {
        screen.table(&table::of(&answer.figures));
    }
    screen.line("");
    coverage::show(screen, &answer.figures.coverage);
    if let Some(earlier) = &answer.figures.earlier {
        screen.line(&say!("figures-earlier"));
        coverage::show(screen, earlier);
    }
    if answer.local {
        return;
    }
    screen.line(&say!("figures-protection", most = answer.smallest_figure.saturating_sub(1)));
    screen.note(&coverage::advice(answer));
}

#[cfg(test)]
mod tests {
    use super::{Dimension, only, region};

    #[test]
    fn codes_are_picked_by_dimension_and_several_at_once() {
        let filters = ["age=65-69,70-74", "résultat=resolu", "age=75+"].map(str::to_owned);
        let picked = only(&filters).unwrap();
        assert_eq!(picked[&Dimension::Age], ["65-69", "70-74", "75+"]);
        assert_eq!(picked[&Dimension::Outcome], ["resolu"]);
        for wrong in ["age", "mois=2025-01", "=5", ""] {
            assert!(only(&[wrong.to_owned()]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_region_has_a_name_in_every_language() {
        for words in
            [["Bruxelles", "brussel", "Brussels"], ["wallonie", "Wallonië", "wallonia"], ["Flandre", "vlaanderen", "flanders"]]
        {
            let regions: std::collections::BTreeSet<_> = words.iter().map(|word| region(word).unwrap()).collect();
            assert_eq!(regions.len(), 1);
        }
        assert!(region("Belgique").is_err());
    }
}

//! The dossier: what was reported, by service, for those who run the services and those who decide about them. It names no operator.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use maillage_node::service::Problem;
use maillage_node::service::dysfunctions::{GroupLine, ListDysfunctions};
use maillage_node::service::status::AskStatus;
use maillage_shared::dysfunction::Situation;
use maillage_shared::record::vocabulary::PublicService;
use maillage_shared::text;
use serde_json::json;

use crate::context::{self, Context};
use crate::language::say;
use crate::output;
use crate::presentation::{day, label};
use crate::spreadsheet::no_formula;

/// The form of the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// Text for people.
    Md,
    /// A table, one line a report.
    Csv,
}

/// The columns of the table.
const COLUMNS: [&str; 11] = [
    "service",
    "service_libelle",
    "nature",
    "nature_libelle",
    "gravite",
    "contournement",
    "depuis",
    "etat",
    "situation",
    "signalements_semblables",
    "operateurs",
];

/// Writes the dossier to a file, or shows it.
pub(super) async fn export(context: &Context, format: Format, service: Option<String>, to: Option<&Path>) -> Result<(), Problem> {
    to.map_or(Ok(()), |path| context.spare(path))?;
    let groups = context.call(ListDysfunctions { service, ..ListDysfunctions::default() }).await?;
    let dossier = match format {
        Format::Md => {
            let network = context.call(AskStatus {}).await?.network.map(|network| network.name).unwrap_or_default();
            markdown(&network, &day::day(context::clock()?.today().map_err(Problem::bug)?), &groups)
        }
        Format::Csv => table(&groups),
    };
    let Some(path) = to else {
        return context.screen.answer("dysfunction-export", &json!({ "text": dossier }), |screen| screen.text(&dossier));
    };
    if context.dry_run {
        context.screen.note(&say!("dry-run-note"));
        return Ok(());
    }
    output::public(path, &dossier)?;
    let shown = path.display().to_string();
    context.screen.answer("dysfunction-export", &json!({ "file": shown, "bytes": dossier.len() }), |screen| {
        screen.note(&say!("saved-to", path = text::printable(&shown)));
    })
}

/// The dossier as text: a chapter for each service, those that most operators report first.
fn markdown(network: &str, today: &str, groups: &[GroupLine]) -> String {
    let mut written = format!("# {}\n\n", say!("dossier-title"));
    // Writing to a string cannot fail, here and below.
    let _ = write!(written, "{}\n\n{}\n", say!("dossier-intro", network = plain(network), day = today), say!("dossier-note"));
    if groups.is_empty() {
        let _ = write!(written, "\n{}\n", say!("dossier-none"));
    }
    let mut services: Vec<PublicService> = Vec::new();
    for service in groups.iter().map(|group| group.together.group.service) {
        if !services.contains(&service) {
            services.push(service);
        }
    }
    for service in services {
        let _ = write!(written, "\n## {}\n", plain(&label::code(service)));
        for group in groups.iter().filter(|group| group.together.group.service == service) {
            chapter(&mut written, group);
        }
    }
    written
}

fn chapter(written: &mut String, group: &GroupLine) {
    let GroupLine { together, lines } = group;
    let _ = write!(written, "\n### {}\n\n{}\n", plain(&label::code(together.group.kind)), super::summary(together));
    let workarounds: BTreeSet<_> = lines.iter().filter_map(|line| line.says.workaround).collect();
    if !workarounds.is_empty() {
        let workarounds = workarounds.into_iter().map(label::code).collect::<Vec<_>>().join(", ");
        let _ = write!(written, "\n{}\n", say!("dossier-workarounds", workarounds = workarounds));
    }
    // Two operators may have written the same, and each says it once.
    let situations: BTreeSet<&str> = lines.iter().filter_map(|line| line.says.situation.as_ref()).map(Situation::as_str).collect();
    if !situations.is_empty() {
        let _ = write!(written, "\n{}\n\n", say!("dossier-situations"));
        for situation in situations {
            let _ = writeln!(written, "- {}", plain(situation));
        }
    }
}

/// A foreign text on one line, without anything that Markdown or HTML acts upon.
fn plain(foreign: &str) -> String {
    let mut written = String::with_capacity(foreign.len());
    for character in text::printable(foreign).chars() {
        match character {
            '<' => written.push_str("&lt;"),
            '&' => written.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '>' | '!' | ':' => written.extend(['\\', character]),
            other => written.push(other),
        }
    }
    written
}

/// The dossier as a table.
fn table(groups: &[GroupLine]) -> String {
    let mut written = format!("{}\n", COLUMNS.join(","));
    for GroupLine { together, lines } in groups {
        for line in lines {
            let says = &line.says;
            let cells = [
                says.service.to_string(),
                label::code(says.service),
                says.kind.to_string(),
                label::code(says.kind),
                says.severity.to_string(),
                says.workaround.map(|workaround| workaround.to_string()).unwrap_or_default(),
                says.since.to_string(),
                says.state.to_string(),
                says.situation.as_ref().map(|text| text::printable(text.as_str())).unwrap_or_default(),
                together.reports.to_string(),
                together.operators.to_string(),
            ];
            let _ = writeln!(written, "{}", cells.map(|cell| quoted(&cell)).join(","));
        }
    }
    written
}

/// A cell that no spreadsheet takes for a formula.
fn quoted(cell: &str) -> String {
    let formula = no_formula(cell) != cell;
    let cell = no_formula(cell);
    if cell.contains([',', '"', ';']) || formula { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use maillage_node::service::dysfunctions::{GroupLine, ReportLine};
    use maillage_shared::dysfunction::{Dysfunction, group};
    use maillage_shared::identity::{OperatorId, ShortCode};
    use maillage_shared::journal::EntryHash;
    use maillage_shared::record::vocabulary::DysfunctionState;

    use crate::language::Language;
    use crate::language::tests::in_every_language;

    fn reports(texts: &[&str]) -> Vec<GroupLine> {
        let line = |(number, text): (u8, &&str)| ReportLine {
            code: ShortCode::of("dysfunction", &[number]),
            report: EntryHash::from_bytes([number; 32]),
            operator: OperatorId::from_bytes([number; 32]),
            operator_name: "Opérateur secret".into(),
            former: false,
            mine: false,
            revision: 0,
            device: ShortCode::of("device", &[number]),
            entry: 3,
            says: Dysfunction {
                service: "itsme".parse().unwrap(),
                kind: "panne".parse().unwrap(),
                severity: "blocage".parse().unwrap(),
                workaround: Some("guichet".parse().unwrap()),
                since: "2026-10-01".parse().unwrap(),
                state: DysfunctionState::OPEN,
                situation: Some(text.parse().unwrap()),
            },
        };
        let lines: Vec<ReportLine> = (1..).zip(texts).map(line).collect();
        let together = group::grouped(lines.iter().map(|line| (line.operator, &line.says))).remove(0);
        vec![GroupLine { together, lines }]
    }

    #[test]
    fn the_dossier_counts_and_tells_and_names_no_operator() {
        in_every_language(|language| {
            let groups = reports(&["Le code n’arrive pas", "Le code n’arrive pas", "Écran blanc"]);
            let text = super::markdown("Réseau d’essai", "15 octobre 2026", &groups);
            assert_eq!(text.matches("Le code n’arrive pas").count(), 1, "{text}");
            assert!(text.contains("## itsme\n") && text.contains("- Écran blanc\n"), "{text}");
            let counted = match language {
                Language::Fr => "3 signalements de 3 opérateurs, depuis le 1er octobre 2026",
                Language::Nl => "3 meldingen van 3 operatoren, sinds 1 oktober 2026",
                Language::En => "3 reports by 3 operators, since 1 October 2026",
            };
            assert!(text.replace('\u{202f}', " ").contains(counted), "{text}");
            assert!(!text.contains("secret") && !super::table(&groups).contains("secret"));
            assert!(super::markdown("Réseau d’essai", "15 octobre 2026", &[]).lines().count() >= 6);
        });
    }

    #[test]
    fn nothing_that_somebody_wrote_is_acted_upon_by_who_opens_the_dossier() {
        in_every_language(|_| {
            let groups = reports(&["=1+2", "<b>gras</b> & [là](javascript:x) *fin*", "deux, \"mots\""]);
            let table = super::table(&groups);
            assert!(table.contains(",\"'=1+2\",3,3\n") && table.contains(",\"deux, \"\"mots\"\"\",3,3\n"), "{table}");
            let text = super::markdown("n", "d", &groups);
            assert!(text.contains("- &lt;b\\>gras&lt;/b\\> &amp; \\[là\\](javascript\\:x) \\*fin\\*\n"), "{text}");
            assert!(text.contains("- =1+2\n"), "{text}");
        });
    }
}

//! The recovery sheet as one page to print: everything in it, nothing fetched from elsewhere.

use std::fmt::Write as _;

use maillage_node::service::Problem;
use maillage_node::service::recovery_sheet::SheetMade;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use super::{facts, remarks};
use crate::language::{say, spoken};

const STYLE: &str = "body{font:12pt/1.4 serif;max-width:18cm;margin:1.5cm auto}h1{font-size:18pt}dt{float:left;clear:left;width:5cm}\
                     dd{margin:0 0 0 5.2cm}pre{font:11pt/1.6 monospace}svg{width:7cm;height:7cm}.warning{border:1px solid;padding:.5em}";

/// The page.
pub(super) fn of(made: &SheetMade) -> Result<String, Problem> {
    let [opens, without, usage] = remarks(made).map(|text| in_paragraph(&text));
    let mut list = String::new();
    // Writing to a string cannot fail.
    for (label, value) in facts(made) {
        let _ = write!(list, "<dt>{}</dt><dd>{}</dd>", escaped(&label), escaped(&value));
    }
    let (title, lines) = (escaped(&say!("sheet-title")), made.lines.0.join("\n"));
    let (language, code) = (spoken().code(), square(&made.lines.0)?);
    Ok(format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>\n\
         <body><h1>{title}</h1>\n<dl>{list}</dl>\n<p class=\"warning\">{opens}</p>\n<pre>{lines}</pre>\n{code}\n\
         <p>{without}</p>\n<p>{usage}</p>\n</body></html>\n"
    ))
}

/// The lines as a QR code, with a stroke between two: all its characters are of the set that such codes hold most densely.
fn square(lines: &[String]) -> Result<String, Problem> {
    let content = zeroize::Zeroizing::new(lines.join("/"));
    let code = QrCode::with_error_correction_level(content.as_bytes(), EcLevel::M).map_err(Problem::bug)?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(256, 256).build();
    // The heading of a file of its own does not belong into a page.
    Ok(drawn.find("<svg").and_then(|at| drawn.get(at..)).unwrap_or(&drawn).to_owned())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn in_paragraph(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    use maillage_node::service::recovery_sheet::{SheetLines, SheetMade};
    use maillage_shared::calendar::ClaimedTime;
    use maillage_shared::identity::ShortCode;

    use crate::language::tests::in_every_language;

    fn made(lines: usize) -> SheetMade {
        SheetMade {
            network: "Réseau <script>".into(),
            operator: "ARC & co".into(),
            operator_code: ShortCode::of("operator", b"arc"),
            sealed: true,
            contacts: 2,
            made: ClaimedTime(1_792_065_600),
            lines: SheetLines((1..=lines).map(|line| format!("{line:02}-{lines} {}", "ABCD ".repeat(9).trim())).collect()),
        }
    }

    #[test]
    fn the_page_holds_everything_and_fetches_nothing() {
        in_every_language(|_| {
            let page = super::of(&made(16)).unwrap();
            assert!(page.contains("<svg") && page.contains("16-16 ABCD") && !page.contains("<?xml"), "{page}");
            assert!(page.contains("Réseau &lt;script&gt;") && page.contains("ARC &amp; co"));
            let without_namespaces = page.replace("http://www.w3.org/2000/svg", "");
            assert!(
                !["http:", "https:", "src=", "<script", "@import", "url("].iter().any(|word| without_namespaces.contains(word))
            );
        });
    }

    #[test]
    fn the_longest_sheet_fits_into_a_square_code() {
        assert!(super::of(&made(45)).is_ok());
    }
}

use proptest::prelude::*;

use super::{ImportError, permanences};

const HEADER: &str = "operateur,slug,nom,hebergeur,type_lieu,adresse,code_postal,commune,commune_nl,code_nis,horaire,langues,\
                      sur_rendez_vous,pmr,telephone,latitude,longitude\n";

fn file(rows: &[&str]) -> Vec<u8> {
    format!("{HEADER}{}\n", rows.join("\n")).into_bytes()
}

const GOOD: &str = "arc,bruxelles-cpas,Permanence CPAS,Antenne CPAS,cpas,rue de l'Exemple 87,1000,Bruxelles,Brussel,21004,\
                    Fr 14:00-17:00,fr|nl,non,inconnu,+32 2 123 45 67,50.89635,4.38174";

#[test]
fn a_good_row_becomes_a_host_and_a_permanence() {
    let import = permanences(&file(&[GOOD]), None).unwrap();
    assert_eq!(import.bad, []);
    let [row] = &import.rows[..] else { panic!("one row") };
    assert_eq!((row.line, row.operator.as_str(), row.host.slug.as_str()), (2, "arc", "antenne-cpas"));
    assert_eq!(row.host.commune.unwrap().commune().unwrap().nl, "Brussel");
    assert_eq!(row.permanence.host, row.host.slug);
    assert_eq!((row.permanence.appointment, row.permanence.wheelchair), (Some(false), None));
    assert_eq!(row.permanence.timetable.as_str(), "Fr 14:00-17:00");
}

#[test]
fn rows_that_say_the_same_of_a_host_share_it_and_others_get_a_number() {
    let second = GOOD.replace("bruxelles-cpas", "bruxelles-cpas-2").replace("Exemple 87", "Exemple 104");
    let third = GOOD.replace("bruxelles-cpas", "bruxelles-cpas-3");
    let fourth = second.replace("bruxelles-cpas-2", "bruxelles-cpas-4");
    let other = second.replace("arc,", "nord,");
    let import = permanences(&file(&[GOOD, &second, &third, &fourth, &other]), None).unwrap();
    let hosts: Vec<&str> = import.rows.iter().map(|row| row.host.slug.as_str()).collect();
    assert_eq!(hosts, ["antenne-cpas", "antenne-cpas-2", "antenne-cpas", "antenne-cpas-2", "antenne-cpas"]);
}

#[test]
fn a_bad_row_is_reported_with_its_line_column_and_reason_and_stops_nothing() {
    let bad = |from: &str, to: &str| GOOD.replace(from, to).replace("bruxelles-cpas", "autre");
    let rows = [
        bad("Fr 14:00-17:00", "vendredi"),
        bad("21004", "1000"),
        bad("50.89635", "nord"),
        bad(",fr|nl,", ",français,"),
        bad(",non,", ",peut-être,"),
        bad("Permanence CPAS", ""),
        "arc,trop,court".to_owned(),
        GOOD.to_owned(),
        GOOD.to_owned(),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let import = permanences(&file(&rows), None).unwrap();
    let found: Vec<_> = import.bad.iter().map(|bad| (bad.line, bad.column.as_str(), bad.reason.code())).collect();
    let expected = [
        (2, "horaire", "timetable"),
        (3, "code_nis", "commune-code"),
        (4, "latitude", "coordinate"),
        (5, "langues", "languages"),
        (6, "sur_rendez_vous", "yes-no"),
        (7, "nom", "missing"),
        (8, "", "column-count"),
        (10, "slug", "repeated-slug"),
    ];
    assert_eq!(found, expected);
    assert_eq!((import.rows.len(), import.bad[0].value.as_str()), (1, "vendredi"));
}

#[test]
fn only_the_rows_of_the_wanted_operator_are_looked_at() {
    let other = GOOD.replace("arc,", "nord,").replace("Fr 14:00-17:00", "vendredi");
    let import = permanences(&file(&[GOOD, &other]), Some("arc")).unwrap();
    assert_eq!((import.rows.len(), import.bad.len()), (1, 0));
    assert_eq!(permanences(&file(&[GOOD]), Some("val")).unwrap(), super::Import::default());
}

#[test]
fn a_file_without_a_needed_column_or_too_long_is_not_read() {
    assert_eq!(permanences(b"operateur,slug\n", None), Err(ImportError::MissingColumn("nom")));
    assert_eq!(permanences(&vec![b'a'; 4 << 20], None), Err(ImportError::TooLong));
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let other = GOOD.replace("bruxelles-cpas", "autre");
    for rows in [format!("\r\n{GOOD}\r\n\r\n{other}\r\n"), format!("\n{GOOD}\n\n{other}")] {
        let text = [HEADER.trim_end(), if rows.starts_with('\r') { "\r\n" } else { "\n" }, &rows].concat();
        let import = permanences(text.as_bytes(), None).unwrap();
        let lines: Vec<u64> = import.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [3, 5], "{text:?}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = permanences(&bytes, None);
        let _ = permanences(&[HEADER.as_bytes(), &bytes].concat(), None);
    }
}

//! Everything of each kind is found, however it is written; and what people write otherwise is left alone.

use proptest::prelude::*;

use super::{PersonalKind, find};

fn kind(text: &str) -> Option<PersonalKind> {
    find(text).map(|found| found.kind)
}

/// The digits of a number, each behind one of these separators.
fn spaced(digits: &str, separators: &[String]) -> String {
    let parts = digits.chars().zip(separators.iter().cycle());
    parts.fold(String::new(), |spaced, (digit, separator)| spaced + separator + &digit.to_string())
}

fn separators() -> impl Strategy<Value = Vec<String>> {
    let one = prop_oneof![
        Just(""),
        Just(""),
        Just(""),
        Just(" "),
        Just("."),
        Just("-"),
        Just("/"),
        Just("\u{a0}"),
        Just(" - "),
        Just(" / "),
        Just(","),
        Just(":"),
        Just("     "),
        Just("\u{2013}")
    ];
    prop::collection::vec(one.prop_map(str::to_owned), 34)
}

/// A national number: of a register or not, of either century.
fn national_number() -> impl Strategy<Value = String> {
    (0..100_u64, 0..=12_u64, 0..3_u64, 0..=31_u64, 1..=998_u64, any::<bool>()).prop_map(
        |(year, month, further, day, number, late)| {
            let body = year * 10_000_000 + (month + further * 20) * 100_000 + day * 1_000 + number;
            let check = 97 - (body + if late { 2_000_000_000 } else { 0 }) % 97;
            format!("{body:09}{check:02}")
        },
    )
}

/// An account of a country whose accounts are digits, with its check digits.
fn account() -> impl Strategy<Value = String> {
    let country = prop_oneof![Just(("BE", 12)), Just(("DE", 18)), Just(("ES", 20)), Just(("PL", 24)), Just(("NO", 11))];
    (country, prop::collection::vec(0..10_u8, 24)).prop_map(|((country, length), digits)| {
        let account: String = digits.iter().take(length).map(u8::to_string).collect();
        checked(country, &account)
    })
}

/// The account behind its country and check digits, worked out digit by digit in plain numbers.
fn checked(country: &str, account: &str) -> String {
    let letters = format!("{account}{country}00");
    let numbers: String = letters.chars().map(|character| character.to_digit(36).unwrap().to_string()).collect();
    let rest = numbers.bytes().fold(0_u32, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    format!("{country}{:02}{account}", 98 - rest)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_national_number_is_found_however_it_is_spaced(number in national_number(), separators in separators()) {
        let text = format!("le numéro {} est refusé", spaced(&number, &separators).trim());
        prop_assert_eq!(kind(&text), Some(PersonalKind::NationalNumber), "{}", text);
    }

    #[test]
    fn every_account_is_found_however_it_is_spaced(account in account(), separators in separators(), small in any::<bool>()) {
        let account = if small { account.to_lowercase() } else { account };
        let text = format!("le compte {} est refusé", spaced(&account, &separators).trim());
        prop_assert_eq!(kind(&text), Some(PersonalKind::Account), "{}", text);
    }

    #[test]
    fn every_telephone_number_is_found_however_it_is_spaced(
        prefix in prop_oneof![Just("0"), Just("+32"), Just("0032"), Just("0033")],
        number in prop_oneof!["[1-9][0-9]{7}", "4[5-9][0-9]{7}"],
        separators in separators(),
    ) {
        // What begins like a date is written as people write numbers.
        let text = format!("appeler {prefix}{} ne sert à rien", spaced(&number, &separators).replace(['.', '-', '/', ',', ':'], " "));
        // Some that are written without a `+` are right as a national number or as an account as well.
        let found = kind(&text);
        let checked = matches!(found, Some(PersonalKind::NationalNumber | PersonalKind::Account)) && !prefix.starts_with('+');
        prop_assert!(found == Some(PersonalKind::Phone) || checked, "{}", text);
    }

    #[test]
    fn every_e_mail_address_is_found(name in "[a-z][a-z0-9._+-]{0,12}[a-z]", place in "[a-z]{2,9}(-[a-z]{1,5})?", ending in "(be|brussels|co[.]uk)") {
        for text in [format!("écrire à {name}@{place}.{ending}."), format!("{name} (at) {place}.{ending}"), format!("{name} @ {place}.{ending}")] {
            prop_assert_eq!(kind(&text), Some(PersonalKind::Email), "{}", text);
        }
    }

    #[test]
    fn days_hours_amounts_and_counts_are_left_alone(
        (year, month, day) in (1_900..2_100_u32, 1..=12_u32, 1..=31_u32),
        (hour, minute) in (0..24_u32, 0..60_u32),
        (euros, cents) in (0..9_999_999_u32, 0..100_u32),
        count in 0..999_u32,
    ) {
        for text in [
            format!("depuis le {day:02}/{month:02}/{year} à {hour:02}:{minute:02}, {count} personnes"),
            format!("du {day}.{month}.{year} au {year}-{month:02}-{day:02}, {hour}h{minute:02}"),
            format!("{count} euros perdus le {day}-{month:02}-{:02}", year % 100),
            format!("un montant de {euros},{cents:02} € pour {count} demandes"),
            format!("de {}.{:03},{cents:02} euros vers {day}/{month}", euros / 1_000, euros % 1_000),
            format!("{day:02}/{month:02}/{year} - {count} fois, {count} sur 999"),
        ] {
            prop_assert_eq!(find(&text), None, "{}", text);
        }
    }

    #[test]
    fn whatever_is_written_is_looked_through_without_harm(text in "\\PC{0,300}") {
        if let Some(found) = find(&text) {
            prop_assert!(1 <= found.first && found.first <= found.last && found.last <= text.chars().count());
        }
    }
}

#[test]
fn accounts_with_letters_are_found() {
    for (country, account) in
        [("NL", "ABNA0417164300"), ("FR", "20041010050500013M02606"), ("GB", "WEST12345698765432"), ("LU", "0019400644750000")]
    {
        let text = checked(country, account);
        assert_eq!(kind(&format!("vers {text} par erreur")), Some(PersonalKind::Account), "{text}");
        // One digit changed: the check digits find it, and it is no account.
        let (rest, last) = text.split_at(text.len() - 1);
        let wrong = format!("{rest}{}", (last.parse::<u8>().unwrap() + 1) % 10);
        assert_ne!(kind(&format!("vers {wrong} par erreur")), Some(PersonalKind::Account), "{wrong}");
    }
}

#[test]
fn numbers_with_check_digits_are_found_behind_any_sign_and_with_the_year_in_full() {
    for text in [
        "85,07,30,033,28",
        "85:07:30:033:28",
        "85|07|30|033|28",
        "850730+03328",
        "85.07.30    033.28",
        "1985.07.30-033.28",
        "30/07/1985 033-28",
    ] {
        assert_eq!(kind(&format!("pour {text} rien")), Some(PersonalKind::NationalNumber), "{text}");
    }
    for text in ["BE68:5390:0754:7034", "BE68,5390,0754,7034", "BE68 | 5390 | 0754 | 7034", "539-0075470-34"] {
        assert_eq!(kind(&format!("sur {text} rien")), Some(PersonalKind::Account), "{text}");
    }
    assert_eq!(kind("au + 32 2 123 45 67"), Some(PersonalKind::Phone));
    assert_eq!(find("ouvert à 09:30, 12:30, 5 fois, et 09:30,12:30,50"), None, "hours are no telephone number");
    assert_eq!(find("539-0075470-35"), None);
}

#[test]
fn addresses_in_disguise_and_links_with_a_question_are_found() {
    for text in ["jean<at>exemple.be", "jean ( at ) exemple.be", "jean[arobase]exemple.be", "jean@[192.168.0.1]"] {
        assert_eq!(kind(text), Some(PersonalKind::Email), "{text}");
    }
    for text in ["exemple.be?dossier=12345", "exemple.be#d12345", "exemple.be:8080"] {
        assert_eq!(kind(text), Some(PersonalKind::Link), "{text}");
    }
    assert_eq!(find("Qui connaît mypension.be? Personne: 12 fois non."), None);
}

#[test]
fn a_number_with_wrong_check_digits_is_none() {
    assert_eq!(kind("dossier 85073003328 en attente"), Some(PersonalKind::NationalNumber));
    assert_eq!(kind("dossier 85.07.30-033.28 en attente"), Some(PersonalKind::NationalNumber));
    assert_eq!(kind("dossier 85073003329 en attente"), None);
    // The same remainder, but no such month.
    assert_eq!(kind(&format!("{:09}{:02}", 859_930_033, 97 - 859_930_033 % 97)), None);
}

#[test]
fn digits_of_other_scripts_and_widths_are_digits() {
    for text in ["８５０７３００３３２８", "٨٥٠٧٣٠٠٣٣٢٨", "۸۵۰۷۳۰۰۳۳۲۸", "⑧5073003328", "nn85073003328"]
    {
        assert_eq!(kind(text), Some(PersonalKind::NationalNumber), "{text}");
    }
    assert_eq!(kind("moi＠exemple.be"), Some(PersonalKind::Email));
}

#[test]
fn links_are_found_and_names_of_services_are_not() {
    for text in ["voir https://exemple.be/x?dossier=1", "www.exemple.be", "exemple.be/dossier/12", "ftp://x", "voir WWW.exemple.be"]
    {
        assert_eq!(kind(text), Some(PersonalKind::Link), "{text}");
    }
    for text in ["mypension.be ne répond pas", "panne.Le site tourne", "et/ou", "p.ex./bv. ainsi", "12.50/mois", "itsme @ home"] {
        assert_eq!(find(text), None, "{text}");
    }
}

#[test]
fn ordinary_sentences_are_left_alone_in_three_languages() {
    for text in [
        "Le code par SMS n\u{2019}arrive pas, 12 personnes sur 30 depuis le 01/10/2026, de 9h à 12h30.",
        "De 20 minutes à 2 heures d\u{2019}attente ; un montant de 1 234,56 € affiché au lieu de 12,35 €.",
        "Sinds 3 maart 2026 om 14.30 uur krijgt niemand een code; 5 pogingen, 3 toestellen, fout 500.",
        "Be 20 minutes early: 1 000 000 people, iOS 17.5.1 and Android 14, error 0x80070005.",
        "Versions 1.2.3 et 4.5.6 ; étapes 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11.",
        "Formulaire 276.1, rubrique 1250-11, revenus 2025.",
    ] {
        assert_eq!(find(text), None, "{text}");
    }
}

#[test]
fn the_first_of_several_is_named_with_its_place() {
    let found = find("été : 0477 12 34 56 ou a@b.be").unwrap();
    assert_eq!((found.kind, found.first, found.last), (PersonalKind::Phone, 7, 19));
    assert_eq!(found.to_string(), "telephone number (characters 7 to 19)");
}

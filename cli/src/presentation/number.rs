//! Numbers as the reader's language writes them.

use crate::language::{Language, say, spoken};

/// A whole number with its thousands apart: `8 619` in French (a narrow no-break space), `8.619` in Dutch, `8,619` in English.
#[must_use]
pub fn whole(value: u64) -> String {
    whole_in(value, spoken())
}

/// [`whole`] in a language of choice.
#[must_use]
pub fn whole_in(value: u64, language: Language) -> String {
    let separator = match language {
        Language::Fr => '\u{202f}',
        Language::Nl => '.',
        Language::En => ',',
    };
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len().saturating_mul(2));
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len().saturating_sub(at) % 3 == 0 {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A share as a whole percentage, halves rounded up; a dash when there is nothing to share.
#[must_use]
pub fn percent(part: u64, all: u64) -> String {
    let doubled = u128::from(part).saturating_mul(200).saturating_add(u128::from(all));
    match doubled.checked_div(u128::from(all).saturating_mul(2)) {
        Some(share) => say!("number-percent", value = share.to_string()),
        None => "–".to_owned(),
    }
}

/// Tenths of a percent: `12,3 %` in French.
#[must_use]
pub fn tenths(share: u32) -> String {
    let separator = if spoken() == Language::En { '.' } else { ',' };
    let (whole, rest) = (share / 10, share % 10);
    say!("number-percent", value = format!("{whole}{separator}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::whole_in;
    use crate::language::Language;

    #[test]
    fn thousands_stand_apart_as_each_language_wants_them() {
        assert_eq!(whole_in(8_619, Language::Fr), "8\u{202f}619");
        assert_eq!(whole_in(1_008_619, Language::Nl), "1.008.619");
        assert_eq!(whole_in(1_000, Language::En), "1,000");
        assert_eq!(whole_in(999, Language::Fr), "999");
        assert_eq!(whole_in(0, Language::Nl), "0");
    }

    #[test]
    fn tenths_of_a_percent_have_the_sign_of_each_language() {
        crate::language::tests::in_every_language(|language| {
            let text = match language {
                Language::Fr => "12,3\u{a0}%",
                Language::Nl => "12,3%",
                Language::En => "12.3%",
            };
            assert_eq!(super::tenths(123), text);
        });
    }

    #[test]
    fn a_share_of_nothing_is_a_dash() {
        crate::language::tests::in_every_language(|language| {
            let sign = if language == Language::Fr { "67\u{a0}%" } else { "67%" };
            assert_eq!(super::percent(2, 3), sign);
            assert_eq!(super::percent(0, 0), "–");
        });
    }
}

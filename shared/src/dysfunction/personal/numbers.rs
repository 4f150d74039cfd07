//! National and telephone numbers: digits in groups, as people space them.
//!
//! A number begins where a group begins and ends where one ends; between two groups of one number stand at most a few separators.

use super::{
    Personal, PersonalKind, between,
    glyphs::{Glyph, is_narrow},
};

/// Digits of the longest number that is looked for.
const LONGEST: usize = 17;

/// Digits in a row.
#[derive(Debug)]
struct Group {
    first: usize,
    last: usize,
    digits: Vec<u8>,
    /// What joins it to the group after it, where that is one character.
    joint: Option<char>,
    /// Whether the group after it may belong to the same number, if check digits say so.
    goes_on: bool,
    /// Whether it may even if nothing does.
    goes_on_surely: bool,
    /// Whether it is a part of a date.
    of_date: bool,
}

/// The numbers of the text that point at somebody.
pub(super) fn find(glyphs: &[Glyph]) -> Vec<Personal> {
    let groups = groups(glyphs);
    let mut found = Vec::new();
    for start in 0..groups.len() {
        let Some(kind_and_end) = longest_at(glyphs, &groups, start) else { continue };
        let (kind, first, last) = kind_and_end;
        found.extend(between(kind, glyphs, first, last));
    }
    found
}

/// The number that begins with this group: a national number before a telephone number, and of these the longest.
fn longest_at(glyphs: &[Glyph], groups: &[Group], start: usize) -> Option<(PersonalKind, usize, usize)> {
    let first = groups.get(start)?.first;
    let plus = plus_before(glyphs, first);
    let international = plus.is_some();
    let (mut digits, mut dated, mut loose, mut phone) = (Vec::new(), false, false, None);
    let rest = groups.get(start..)?;
    for (end, group) in rest.iter().enumerate() {
        digits.extend(&group.digits);
        dated |= group.of_date;
        if digits.len() > LONGEST {
            break;
        }
        if !international && is_national_in_any_order(&digits) && !is_dated_count(rest.get(..=end)?) {
            return Some((PersonalKind::NationalNumber, first, group.last));
        }
        if !international && is_former_account(&digits) {
            return Some((PersonalKind::Account, first, group.last));
        }
        if !dated && !loose && is_phone(&digits, international) {
            phone = Some((PersonalKind::Phone, plus.unwrap_or(first), group.last));
        }
        if !group.goes_on {
            break;
        }
        loose |= !group.goes_on_surely;
    }
    phone
}

/// Where the `+` of an international number stands that begins here, with white space between or without.
fn plus_before(glyphs: &[Glyph], first: usize) -> Option<usize> {
    let before = glyphs.get(..first)?;
    let at = before.iter().rposition(|glyph| !glyph.read.is_whitespace())?;
    (before.get(at)?.read == '+').then_some(at)
}

fn groups(glyphs: &[Glyph]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, digit) in glyphs.iter().enumerate().filter_map(|(at, glyph)| Some((at, glyph.digit()?))) {
        let gap = groups.last().map(|group| glyphs.get(group.last.saturating_add(1)..at).unwrap_or_default());
        match (groups.last_mut(), gap) {
            (Some(group), Some([])) => {
                group.last = at;
                group.digits.push(digit);
            }
            (before, gap) => {
                if let (Some(before), Some(gap)) = (before, gap) {
                    before.goes_on = is_narrow(gap) && gap.iter().all(|glyph| glyph.separates_checked());
                    before.goes_on_surely = is_narrow(gap) && gap.iter().all(|glyph| glyph.separates());
                    before.joint = if let [one] = gap { Some(one.read) } else { None };
                }
                groups.push(Group {
                    first: at,
                    last: at,
                    digits: vec![digit],
                    joint: None,
                    goes_on: false,
                    goes_on_surely: false,
                    of_date: false,
                });
            }
        }
    }
    mark_dates(&mut groups);
    groups
}

/// Marks what is written as a date, standing alone: `05.03.2026`, `5/3/26`, `2026-03-05`. A telephone number has no such part.
fn mark_dates(groups: &mut [Group]) {
    let starts: Vec<usize> = (0..groups.len()).filter(|start| is_date(groups, *start)).collect();
    for group in starts.into_iter().flat_map(|start| start..start.saturating_add(3)) {
        if let Some(group) = groups.get_mut(group) {
            group.of_date = true;
        }
    }
}

fn is_date(groups: &[Group], start: usize) -> bool {
    let Some([one, two, three]) = groups.get(start..start.saturating_add(3)) else { return false };
    let Some(joint) = one.joint.filter(|joint| matches!(joint, '.' | '/' | '-') && two.joint == Some(*joint)) else { return false };
    let before = start.checked_sub(1).and_then(|before| groups.get(before)).and_then(|group| group.joint);
    if before == Some(joint) || three.joint == Some(joint) {
        return false;
    }
    let (day, month) = (|group: &Group| is_within(group, 2, 1..=31), |group: &Group| is_within(group, 2, 1..=12));
    let year = |group: &Group| group.digits.len() == 4 && is_within(group, 4, 1_900..=2_199);
    let short_year = |group: &Group| group.digits.len() == 2;
    (day(one) && month(two) && (year(three) || short_year(three))) || (year(one) && month(two) && day(three))
}

/// A date with its year in full beside a count: eleven digits that people often write and that are no national number.
fn is_dated_count(groups: &[Group]) -> bool {
    let of_date = groups.iter().filter(|group| group.of_date);
    groups.len() == 4 && of_date.clone().count() == 3 && of_date.into_iter().any(|group| group.digits.len() == 4)
}

fn is_within(group: &Group, most: usize, range: std::ops::RangeInclusive<u64>) -> bool {
    group.digits.len() <= most && range.contains(&value(&group.digits))
}

fn value(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |value: u64, digit| value.saturating_mul(10).saturating_add(u64::from(*digit)))
}

/// Eleven digits: a date of birth, a number of the day, and what is left of 97 when the first nine are divided by it, behind a 2
/// for who was born from 2000 on. In numbers of people who are in no register the month is 20 or 40 higher; unknown parts of the
/// date are 0.
fn is_national(digits: &[u8]) -> bool {
    let [.., check_tens, check_units] = digits else { return false };
    let Some(first_nine) = digits.get(..9).filter(|_| digits.len() == 11) else { return false };
    let (month, day) = (digits.get(2..4).map_or(99, value), digits.get(4..6).map_or(99, value));
    let is_date = month < 60 && month % 20 <= 12 && day <= 31;
    let (body, check) = (value(first_nine), value(&[*check_tens, *check_units]));
    let fits = |body: u64| 97_u64.saturating_sub(body % 97) == check;
    is_date && (fits(body) || fits(body.saturating_add(2_000_000_000)))
}

/// As [`is_national`], also where the year of birth is written in full, before the month or behind it.
fn is_national_in_any_order(digits: &[u8]) -> bool {
    let Some((date, rest)) = digits.split_at_checked(8) else { return false };
    let pairs: Vec<&[u8]> = date.chunks(2).collect();
    let [one, two, three, four] = pairs.as_slice() else { return false };
    let is_century = |pair: &[u8]| matches!(pair, [1, 9] | [2, 0]);
    let year_first = is_century(one) && is_national(&[two, three, four, rest].concat());
    let year_last = is_century(three) && is_national(&[four, two, one, rest].concat());
    is_national(digits) || year_first || year_last
}

/// A Belgian account as it was written before the IBAN: ten digits, and what is left of them when divided by 97, 97 for nothing.
fn is_former_account(digits: &[u8]) -> bool {
    let Some((body, check)) = digits.split_at_checked(10).filter(|_| digits.len() == 12) else { return false };
    let rest = value(body) % 97;
    value(body) > 0 && value(check) == if rest == 0 { 97 } else { rest }
}

/// Digits as one dials them: with `+` or `00` and a country, or inside a country with a first 0; and 32 with a Belgian mobile
/// number.
fn is_phone(digits: &[u8], international: bool) -> bool {
    let count = digits.len();
    match digits {
        [1..=9, ..] if international => (8..=15).contains(&count),
        [0, 0, 1..=9, ..] => (10..=LONGEST).contains(&count),
        [0, 1..=9, ..] => (9..=10).contains(&count),
        [3, 2, 4, 5..=9, ..] => count == 11,
        _ => false,
    }
}

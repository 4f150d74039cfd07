//! The checks that the fields of visits and sessions have in common. Faults are gathered, so that a person sees them all.

use std::collections::BTreeSet;

use super::{
    fault::{Column, FaultReason, FieldFault},
    nearest::nearest,
    vocabulary::{Code, vocabulary},
};
use crate::{
    calendar::{CalendarError, Day},
    text::Slug,
};

/// The faults found so far.
#[derive(Debug, Default)]
pub(super) struct Checks {
    faults: Vec<FieldFault>,
}

/// The text of a field without the spaces around it; nothing when that is empty.
pub(super) fn given<S: AsRef<str>>(field: Option<&S>) -> Option<&str> {
    field.map(|text| text.as_ref().trim()).filter(|text| !text.is_empty())
}

impl Checks {
    /// Notes a fault.
    pub(super) fn fault(&mut self, field: Column, value: &str, reason: FaultReason) {
        self.faults.push(FieldFault::of_field(field, value, reason));
    }

    /// What was checked, if no fault was found.
    pub(super) fn finish<T>(self, checked: Option<T>) -> Result<T, Vec<FieldFault>> {
        match checked {
            Some(checked) if self.faults.is_empty() => Ok(checked),
            _ => Err(self.faults),
        }
    }

    /// The text of a field that must be given.
    pub(super) fn required<'t>(&mut self, field: Column, text: Option<&'t str>) -> Option<&'t str> {
        if text.is_none() {
            self.fault(field, "", FaultReason::Missing);
        }
        text
    }

    /// One of the operator's permanences.
    pub(super) fn permanence(&mut self, text: Option<&str>, permanences: &BTreeSet<Slug>) -> Option<Slug> {
        let text = self.required(Column::Permanence, text)?;
        let known = Slug::new(text).ok().filter(|slug| permanences.contains(slug));
        if known.is_none() {
            let nearest = nearest(text, permanences.iter().map(Slug::as_str)).map(str::to_owned);
            self.fault(Column::Permanence, text, FaultReason::UnknownPermanence { nearest });
        }
        known
    }

    /// A day of the calendar.
    pub(super) fn day(&mut self, text: Option<&str>) -> Option<Day> {
        let text = self.required(Column::Date, text)?;
        let reason = match text.parse() {
            Ok(day) => return Some(day),
            Err(CalendarError::NoSuchDay) => FaultReason::NoSuchDay,
            Err(CalendarError::YearOutOfRange) => FaultReason::YearOutOfRange,
            Err(CalendarError::NotADay | CalendarError::NotAMonth | CalendarError::NotAPeriod) => FaultReason::DayFormat,
        };
        self.fault(Column::Date, text, reason);
        None
    }

    /// Refuses a day that has not come yet.
    pub(super) fn not_after(&mut self, day: Option<Day>, today: Day) {
        if let Some(day) = day.filter(|day| *day > today) {
            self.fault(Column::Date, &day.to_string(), FaultReason::FutureDay);
        }
    }

    /// A code of a list, where one is given.
    pub(super) fn code<C: Code>(&mut self, field: Column, text: Option<&str>) -> Option<C> {
        let text = text?;
        let code = C::named(text);
        if code.is_none() {
            let codes = vocabulary().terms(C::LIST).iter().map(|term| term.code.as_str());
            let nearest = nearest(text, codes).map(str::to_owned);
            self.fault(field, text, FaultReason::UnknownCode { nearest });
        }
        code
    }

    /// A whole number from 0 to `most`, where one is given. `negative` is what to say of one below zero.
    pub(super) fn number(&mut self, field: Column, text: Option<&str>, most: u32, negative: FaultReason) -> Option<u32> {
        let text = text?;
        let digits = text.strip_prefix('-').unwrap_or(text);
        let reason = if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            FaultReason::NotANumber
        } else if digits.len() < text.len() {
            negative
        } else {
            match digits.parse() {
                Ok(number) if number <= most => return Some(number),
                _ => FaultReason::TooLarge { most },
            }
        };
        self.fault(field, text, reason);
        None
    }
}

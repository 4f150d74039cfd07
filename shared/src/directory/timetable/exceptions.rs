//! Exceptions to a timetable, written behind it in the same syntax: what comes last holds.

use super::{Timetable, TimetableError};
use crate::{bounds, calendar::Day, codes::stable_codes, directory::SchoolCalendar};

/// What is different on some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exception {
    /// It does not open.
    Closed {
        /// The first day.
        first: Day,
        /// The last day.
        last: Day,
    },
    /// It opens, at these hours (`14:00-17:00`) or at its usual ones.
    Extra {
        /// The day.
        day: Day,
        /// The hours.
        hours: Option<String>,
    },
    /// It opens on another day instead, at the same hours.
    Moved {
        /// The day on which it would have opened.
        from: Day,
        /// The day on which it opens.
        to: Day,
    },
}

/// Why an exception cannot be written into a timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExceptionError {
    /// Not written as `2026-12-24`, `2026-12-24..2026-12-31`, `2026-12-20 14:00-17:00`.
    #[error("an exception is written like 2026-12-24, 2026-12-24..2026-12-31 or 2026-12-20 14:00-17:00")]
    Syntax,
    /// The first day comes after the last.
    #[error("the first day comes after the last")]
    Backwards,
    /// Moved from a day on which it does not open.
    #[error("the permanence does not open on the day that is moved")]
    NotOpen,
    /// No hours are given, and nothing tells the usual ones.
    #[error("the usual hours are not known: give some, like 2026-12-20 14:00-17:00")]
    NoHours,
    /// The timetable has no room for it.
    #[error("the timetable would be longer than {} bytes", bounds::TIMETABLE_BYTES)]
    TooLong,
}

stable_codes! { ExceptionError:
    Syntax = "exception",
    Backwards = "exception-backwards",
    NotOpen = "exception-not-open",
    NoHours = "exception-hours",
    TooLong = "exception-too-long",
}

impl Exception {
    /// Reads days on which it is closed: `2026-12-24` or `2026-12-24..2026-12-31`.
    ///
    /// # Errors
    /// [`ExceptionError::Syntax`] or [`ExceptionError::Backwards`].
    pub fn closed(typed: &str) -> Result<Self, ExceptionError> {
        let (first, last) = typed.split_once("..").unwrap_or((typed, typed));
        let (first, last) = (day(first)?, day(last)?);
        if first <= last { Ok(Self::Closed { first, last }) } else { Err(ExceptionError::Backwards) }
    }

    /// Reads a day on which it opens besides: `2026-12-20` or `2026-12-20 14:00-17:00`.
    ///
    /// # Errors
    /// [`ExceptionError::Syntax`].
    pub fn extra(typed: &str) -> Result<Self, ExceptionError> {
        let (date, hours) = match typed.trim().split_once(' ') {
            Some((date, hours)) => (date, Some(span(hours.trim())?)),
            None => (typed, None),
        };
        Ok(Self::Extra { day: day(date)?, hours })
    }

    /// Reads a day and the one that takes its place: `2026-12-24..2026-12-22`.
    ///
    /// # Errors
    /// [`ExceptionError::Syntax`].
    pub fn moved(typed: &str) -> Result<Self, ExceptionError> {
        let (from, to) = typed.split_once("..").ok_or(ExceptionError::Syntax)?;
        Ok(Self::Moved { from: day(from)?, to: day(to)? })
    }
}

fn day(text: &str) -> Result<Day, ExceptionError> {
    text.trim().parse().map_err(|_| ExceptionError::Syntax)
}

/// Hours as they are written: more than `14:00-17:00` would let a rule of another kind into the timetable.
fn span(text: &str) -> Result<String, ExceptionError> {
    let time = |text: &str| {
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some((hour, minute))
    };
    let ends = text.split_once('-').and_then(|(from, to)| Some((time(from)?, time(to)?))).filter(|(from, to)| from < to);
    let ((from, from_minute), (to, to_minute)) = ends.ok_or(ExceptionError::Syntax)?;
    Ok(format!("{from:02}:{from_minute:02}-{to:02}:{to_minute:02}"))
}

impl Timetable {
    /// The timetable with an exception.
    ///
    /// # Errors
    /// [`ExceptionError`].
    pub fn with(&self, exception: &Exception, school: SchoolCalendar) -> Result<Self, ExceptionError> {
        let rules = match exception {
            Exception::Closed { first, last } if first == last => format!("{} off", written(*first)),
            Exception::Closed { first, last } => format!("{}-{} off", written(*first), written(*last)),
            Exception::Extra { day, hours } => {
                let hours = hours.clone().map_or_else(|| self.usual_hours(*day, school), Ok)?;
                format!("{} {hours}", written(*day))
            }
            Exception::Moved { from, to } => {
                let opening = self.openings(&(*from..=*from), school);
                let opening = opening.first().ok_or(ExceptionError::NotOpen)?;
                format!("{} off; {} {}", written(*from), written(*to), opening.hours.join(","))
            }
        };
        Self::typed(&format!("{self}; {rules}")).map_err(|error| match error {
            TimetableError::TooLong => ExceptionError::TooLong,
            _ => ExceptionError::Syntax,
        })
    }

    /// The hours of the next opening from this day on.
    fn usual_hours(&self, day: Day, school: SchoolCalendar) -> Result<String, ExceptionError> {
        let next = self.next_openings(day, 1, school);
        next.first().map(|opening| opening.hours.join(",")).ok_or(ExceptionError::NoHours)
    }
}

/// A day as the syntax has it: `2026 Dec 24`.
fn written(day: Day) -> String {
    day.date().strftime("%Y %b %d").to_string()
}

//! A visit or a session as a person typed it or a file holds it: all text, nothing checked yet.

use std::collections::BTreeSet;

use super::{
    checks::{Checks, given},
    fault::{Column, FaultReason, FieldFault},
    session::Session,
    visit::Visit,
    vocabulary::{AgeBand, Category, Code as _, DurationBand, Gender, Outcome, Referral, RequestType, SessionStatus},
};
use crate::{bounds, calendar::Day, text::Slug};

/// A visit before it is checked. Spaces around a value do not count; an empty value is one that is not given.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct VisitDraft<S = String> {
    /// The permanence, required.
    pub permanence: Option<S>,
    /// The day as `2026-03-05`, required.
    pub date: Option<S>,
    /// The category; required unless the type is given, which implies it.
    pub category: Option<S>,
    /// The type.
    pub request_type: Option<S>,
    /// The outcome, required.
    pub outcome: Option<S>,
    /// The referral target, only with the outcome `reoriente`.
    pub referral: Option<S>,
    /// The gender; unknown when not given.
    pub gender: Option<S>,
    /// The age band; unknown when not given.
    pub age: Option<S>,
    /// Whole minutes, or the code of a duration band.
    pub duration: Option<S>,
    /// The channel.
    pub channel: Option<S>,
    /// The device.
    pub device: Option<S>,
    /// The language of the exchange.
    pub language: Option<S>,
    /// How far the person did it.
    pub participation: Option<S>,
}

impl<S: AsRef<str>> VisitDraft<S> {
    /// Checks every field against the operator's permanences, the calendar and the vocabularies.
    ///
    /// # Errors
    /// Every fault found, in the order of the columns.
    pub fn check(&self, permanences: &BTreeSet<Slug>, today: Day) -> Result<Visit, Vec<FieldFault>> {
        let mut checks = Checks::default();
        let permanence = checks.permanence(given(self.permanence.as_ref()), permanences);
        let day = checks.day(given(self.date.as_ref()));
        checks.not_after(day, today);
        let (category, request_type) = self.request(&mut checks);
        let (outcome, referral) = self.result(&mut checks);
        let gender = checks.code::<Gender>(Column::Gender, given(self.gender.as_ref()));
        let age = checks.code::<AgeBand>(Column::AgeBand, given(self.age.as_ref()));
        let duration = self.duration_band(&mut checks);
        let channel = checks.code(Column::Channel, given(self.channel.as_ref()));
        let device = checks.code(Column::Device, given(self.device.as_ref()));
        let language = checks.code(Column::Language, given(self.language.as_ref()));
        let participation = checks.code(Column::Participation, given(self.participation.as_ref()));
        let required = permanence.zip(day).zip(category).zip(outcome);
        checks.finish(required.map(|(((permanence, day), category), outcome)| Visit {
            permanence,
            day,
            category,
            request_type,
            outcome,
            referral,
            gender: gender.unwrap_or(Gender::UNKNOWN),
            age: age.unwrap_or(AgeBand::UNKNOWN),
            duration,
            channel,
            device,
            language,
            participation,
        }))
    }

    /// Category and type. A type of an unknown category is not held against it as well.
    fn request(&self, checks: &mut Checks) -> (Option<Category>, Option<RequestType>) {
        let (text, kind_text) = (given(self.category.as_ref()), given(self.request_type.as_ref()));
        if kind_text.is_none() {
            checks.required(Column::Category, text);
        }
        let category = checks.code::<Category>(Column::Category, text);
        let kind = checks.code::<RequestType>(Column::RequestType, kind_text);
        let implied = kind.and_then(RequestType::category);
        if let (Some(category), Some(implied)) = (category, implied)
            && category != implied
        {
            let reason = FaultReason::TypeOfOtherCategory { category: implied.code().to_owned() };
            checks.fault(Column::RequestType, kind_text.unwrap_or_default(), reason);
        }
        (category.or(implied), kind)
    }

    /// Outcome and referral target. A target with an unknown outcome is not held against it as well.
    fn result(&self, checks: &mut Checks) -> (Option<Outcome>, Option<Referral>) {
        let text = checks.required(Column::Outcome, given(self.outcome.as_ref()));
        let outcome = checks.code::<Outcome>(Column::Outcome, text);
        let referral_text = given(self.referral.as_ref());
        let referral = checks.code::<Referral>(Column::Referral, referral_text);
        if referral.is_some() && outcome.is_some_and(|outcome| outcome != Outcome::REFERRED) {
            checks.fault(Column::Referral, referral_text.unwrap_or_default(), FaultReason::ReferralWithoutReferralOutcome);
        }
        (outcome, referral)
    }

    fn duration_band(&self, checks: &mut Checks) -> Option<DurationBand> {
        let text = given(self.duration.as_ref());
        let band = text.and_then(DurationBand::named);
        let minutes =
            |checks: &mut Checks| checks.number(Column::Duration, text, bounds::DURATION_MINUTES, FaultReason::NegativeDuration);
        band.or_else(|| minutes(checks).map(DurationBand::of_minutes))
    }
}

/// A session sheet before it is checked. Spaces around a value do not count; an empty value is one that is not given.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct SessionDraft<S = String> {
    /// The permanence, required.
    pub permanence: Option<S>,
    /// The day as `2026-03-05`, required.
    pub date: Option<S>,
    /// The status, required.
    pub status: Option<S>,
    /// Volunteers at work; 0 when not given.
    pub volunteers: Option<S>,
    /// People in work integration at work; 0 when not given.
    pub insertion: Option<S>,
    /// Employees at work; 0 when not given.
    pub employees: Option<S>,
    /// Visitors turned away; 0 when not given.
    pub turned_away: Option<S>,
    /// Why the session did not take place.
    pub reason: Option<S>,
}

impl<S: AsRef<str>> SessionDraft<S> {
    /// Checks every field against the operator's permanences, the calendar and the vocabularies. A session may be planned or
    /// called off ahead of its day, but not held.
    ///
    /// # Errors
    /// Every fault found, in the order of the columns.
    pub fn check(&self, permanences: &BTreeSet<Slug>, today: Day) -> Result<Session, Vec<FieldFault>> {
        let mut checks = Checks::default();
        let permanence = checks.permanence(given(self.permanence.as_ref()), permanences);
        let day = checks.day(given(self.date.as_ref()));
        let status = checks.required(Column::Status, given(self.status.as_ref()));
        let status = checks.code::<SessionStatus>(Column::Status, status);
        if status.is_some_and(SessionStatus::is_held) {
            checks.not_after(day, today);
        }
        let volunteers = people(&mut checks, Column::Volunteers, self.volunteers.as_ref());
        let insertion = people(&mut checks, Column::Insertion, self.insertion.as_ref());
        let employees = people(&mut checks, Column::Employees, self.employees.as_ref());
        let turned_away = people(&mut checks, Column::TurnedAway, self.turned_away.as_ref());
        let reason = checks.code(Column::Reason, given(self.reason.as_ref()));
        let required = permanence.zip(day).zip(status);
        checks.finish(required.map(|((permanence, day), status)| Session {
            permanence,
            day,
            status,
            volunteers,
            insertion,
            employees,
            turned_away,
            reason,
        }))
    }
}

fn people<S: AsRef<str>>(checks: &mut Checks, column: Column, text: Option<&S>) -> u16 {
    let number = checks.number(column, given(text), bounds::SESSION_PEOPLE, FaultReason::NegativeNumber);
    number.and_then(|number| u16::try_from(number).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests;

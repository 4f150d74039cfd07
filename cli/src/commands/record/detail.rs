//! What may be added to a visit, and what was left out.

use maillage_shared::record::vocabulary::{AgeBand, Gender, List, Outcome};
use maillage_shared::record::{Visit, VisitDraft};

use super::question::Choice;
use crate::language::say;
use crate::presentation::label;

/// A field that may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    Age,
    Gender,
    Duration,
    Language,
    Participation,
    Device,
    Channel,
    Referral,
}

impl Detail {
    /// In the order in which they are offered: what figures are made of first.
    const ALL: [Self; 8] =
        [Self::Age, Self::Gender, Self::Duration, Self::Language, Self::Participation, Self::Device, Self::Channel, Self::Referral];

    /// What was left out of a visit and has a meaning for it.
    pub(super) fn left_out(visit: &Visit) -> Vec<Self> {
        Self::ALL.into_iter().filter(|detail| detail.is_left_out(visit)).collect()
    }

    fn is_left_out(self, visit: &Visit) -> bool {
        match self {
            Self::Age => visit.age == AgeBand::UNKNOWN,
            Self::Gender => visit.gender == Gender::UNKNOWN,
            Self::Duration => visit.duration.is_none(),
            Self::Language => visit.language.is_none(),
            Self::Participation => visit.participation.is_none(),
            Self::Device => visit.device.is_none(),
            Self::Channel => visit.channel.is_none(),
            Self::Referral => visit.outcome == Outcome::REFERRED && visit.referral.is_none(),
        }
    }

    const fn list(self) -> List {
        match self {
            Self::Age => List::AgeBands,
            Self::Gender => List::Genders,
            Self::Duration => List::DurationBands,
            Self::Language => List::Languages,
            Self::Participation => List::Participation,
            Self::Device => List::Devices,
            Self::Channel => List::Channels,
            Self::Referral => List::Referrals,
        }
    }

    /// Its name, in the reader's language.
    pub(super) fn name(self) -> String {
        match self {
            Self::Age => say!("detail-age"),
            Self::Gender => say!("detail-gender"),
            Self::Duration => say!("detail-duration"),
            Self::Language => say!("detail-language"),
            Self::Participation => say!("detail-participation"),
            Self::Device => say!("detail-device"),
            Self::Channel => say!("detail-channel"),
            Self::Referral => say!("detail-referral"),
        }
    }

    /// What it may be. That it is not known is what leaving it out says.
    pub(super) fn choices(self) -> Vec<Choice> {
        let unknown = |code: &str| matches!(self, Self::Age | Self::Gender) && code == Gender::UNKNOWN.to_string();
        label::choices(self.list())
            .into_iter()
            .filter(|(code, _)| !unknown(code))
            .map(|(code, label)| Choice::new(code, label))
            .collect()
    }

    /// A draft that says nothing but this.
    pub(super) fn draft(self, code: String) -> VisitDraft {
        let (mut draft, code) = (VisitDraft::default(), Some(code));
        match self {
            Self::Age => draft.age = code,
            Self::Gender => draft.gender = code,
            Self::Duration => draft.duration = code,
            Self::Language => draft.language = code,
            Self::Participation => draft.participation = code,
            Self::Device => draft.device = code,
            Self::Channel => draft.channel = code,
            Self::Referral => draft.referral = code,
        }
        draft
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use maillage_shared::record::{Visit, VisitDraft};

    use super::Detail;

    fn visit(outcome: &str, more: VisitDraft) -> Visit {
        let permanences = BTreeSet::from(["forest-cpas".parse().unwrap()]);
        let (permanence, date) = (Some("forest-cpas".to_owned()), Some("2026-10-15".to_owned()));
        let draft = VisitDraft { permanence, date, request_type: Some("itsme".into()), outcome: Some(outcome.into()), ..more };
        draft.check(&permanences, "2026-10-15".parse().unwrap()).unwrap()
    }

    #[test]
    fn every_choice_of_every_detail_is_taken_and_then_not_offered_again() {
        for detail in Detail::ALL {
            assert!(!detail.choices().is_empty());
            for choice in detail.choices() {
                let noted = visit("reoriente", detail.draft(choice.code.clone()));
                assert!(!Detail::left_out(&noted).contains(&detail), "{detail:?} {}", choice.code);
                assert_eq!(Detail::left_out(&noted).len(), Detail::ALL.len() - 1);
            }
        }
    }

    #[test]
    fn where_a_person_was_sent_is_asked_only_of_one_who_was_sent_elsewhere() {
        assert!(!Detail::left_out(&visit("resolu", VisitDraft::default())).contains(&Detail::Referral));
        assert!(Detail::left_out(&visit("reoriente", VisitDraft::default())).contains(&Detail::Referral));
    }
}

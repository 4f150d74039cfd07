//! What a person came for, as the one answer that noting a visit asks for first.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    visit::Visit,
    vocabulary::{Category, Code as _, Language, RequestType},
};

/// Visits of a permanence that its habits are read from, the newest ones: some weeks of a busy one, and few enough to be counted
/// before a person sees the question.
pub const HABIT_VISITS: usize = 500;

/// Days that its habits are read from: a permanence that was closed for a season keeps them.
pub const HABIT_DAYS: u32 = 366;

/// A type of request, which implies its category; or a category alone, where no type fits. Ordered as the vocabularies are, types
/// first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum Need {
    /// A type.
    Type(RequestType),
    /// A category of which no type is noted.
    Category(Category),
}

impl Need {
    /// Every need, in the order of the vocabularies.
    pub fn all() -> impl Iterator<Item = Self> {
        RequestType::all().map(Self::Type).chain(Category::all().map(Self::Category))
    }

    /// The need with this code. No type has the code of a category.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        RequestType::named(code).map(Self::Type).or_else(|| Category::named(code).map(Self::Category))
    }

    /// What a visit was about, as exactly as it was noted.
    #[must_use]
    pub fn of(visit: &Visit) -> Self {
        visit.request_type.map_or(Self::Category(visit.category), Self::Type)
    }

    /// The code as files write it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Type(kind) => kind.code(),
            Self::Category(category) => category.code(),
        }
    }

    /// The label in one language.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::Type(kind) => kind.label(language),
            Self::Category(category) => category.label(language),
        }
    }

    /// Every need once: those that came up most often first, equally frequent ones in the order of the vocabularies.
    #[must_use]
    pub fn by_habit(recent: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut counts: BTreeMap<Self, u64> = BTreeMap::new();
        for need in recent {
            let count = counts.entry(need).or_default();
            *count = count.saturating_add(1);
        }
        let mut needs: Vec<Self> = Self::all().collect();
        needs.sort_by_key(|need| (Reverse(counts.get(need).copied().unwrap_or(0)), *need));
        needs
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Need;
    use crate::record::vocabulary::{Category, RequestType};

    fn needs(codes: &[&str]) -> Vec<Need> {
        codes.iter().map(|code| Need::named(code).unwrap()).collect()
    }

    #[test]
    fn no_type_has_the_code_of_a_category() {
        let codes: BTreeSet<&str> = Need::all().map(Need::code).collect();
        assert_eq!(codes.len(), Need::all().count());
        for need in Need::all() {
            assert_eq!(Need::named(need.code()), Some(need));
            let json = serde_json::to_string(&need).unwrap();
            assert_eq!(serde_json::from_str::<Need>(&json).unwrap(), need, "{json}");
        }
        assert_eq!(Need::named("nulle_part"), None);
    }

    #[test]
    fn the_most_frequent_needs_come_first_and_ties_keep_the_order_of_the_vocabularies() {
        let ordered = Need::by_habit(needs(&["virus", "autre", "cpas", "autre", "scan", "autre", "cpas"]));
        assert_eq!(ordered[..5], needs(&["autre", "cpas", "scan", "virus", "itsme"]));
    }

    #[test]
    fn without_habits_the_order_is_that_of_the_vocabularies_and_no_need_is_missing() {
        let ordered = Need::by_habit([]);
        assert!(ordered.iter().copied().eq(Need::all()));
        assert!(matches!(ordered[0], Need::Type(kind) if kind == "itsme".parse::<RequestType>().unwrap()));
        assert_eq!(*ordered.last().unwrap(), Need::Category("autre".parse::<Category>().unwrap()));
    }
}

//! What documents may hold.
//!
//! Every object of a document has a role, and a role says what may be done to its object. The roles are few on purpose: what a
//! document never needs cannot break automerge.

use super::{
    gate::Refusal,
    key,
    operation::{Action, Kind, Object, Operation, Spot},
    rule::Rules,
};
use crate::bounds;

/// The kinds of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Schema {
    /// An operator's page: one flat map from keys to short texts.
    Page,
    /// The draft of an amendment: a title, a reason, and a list of articles, each with its texts by language.
    Draft,
}

impl Schema {
    /// The role of the map that the document begins with.
    pub(super) const fn root(self) -> Role {
        match self {
            Self::Page => Role::Page,
            Self::Draft => Role::Draft,
        }
    }

    /// Most operations of one change.
    pub(super) const fn operations(self) -> usize {
        match self {
            Self::Page => bounds::CHANGE_OPERATIONS,
            Self::Draft => bounds::DRAFT_CHANGE_OPERATIONS,
        }
    }

    /// Most predecessors in one change.
    pub(super) const fn predecessors(self) -> usize {
        match self {
            Self::Page => bounds::CHANGE_PREDECESSORS,
            Self::Draft => bounds::DRAFT_CHANGE_OPERATIONS,
        }
    }

    /// Highest number of an operation.
    pub(super) const fn last_operation(self) -> u64 {
        match self {
            Self::Page => bounds::PAGE_OPERATIONS,
            Self::Draft => bounds::DRAFT_OPERATIONS,
        }
    }

    /// Judges what can be judged of an operation without knowing other changes, and gives the role of the object that it makes.
    pub(super) fn first_look(self, operation: &Operation, opens: bool, rules: Rules) -> Result<Option<Role>, Refusal> {
        match (operation.object, self) {
            (Object::Root, _) => self.root().accept(operation, opens, rules),
            (Object::Made(_), Self::Page) => rules.refuse(Refusal::OtherObject).map(|()| None),
            (Object::Made(_), Self::Draft) => Ok(None),
        }
    }
}

/// What an object of a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The one map of a page.
    Page,
    /// The first map of a draft: its title and reason and the list of articles. Made once, by the change that opens the draft.
    Draft,
    /// The list of the articles that a draft touches.
    Articles,
    /// One of these articles: what is done to it, where it goes, and its texts.
    Article,
    /// The texts of an article by language.
    Texts,
    /// A text that several people write.
    Text,
}

impl Role {
    const fn kind(self) -> Kind {
        match self {
            Self::Page | Self::Draft | Self::Article | Self::Texts => Kind::Map,
            Self::Articles => Kind::List,
            Self::Text => Kind::Text,
        }
    }

    /// Judges an operation on an object of this role, and gives the role of the object that it makes. `opens` says whether its
    /// change is the one that opens the document.
    pub(super) fn accept(self, operation: &Operation, opens: bool, rules: Rules) -> Result<Option<Role>, Refusal> {
        match (self.kind(), &operation.spot) {
            (Kind::Map, Spot::Key(key)) => {
                rules.require(!operation.insert, Refusal::Insert)?;
                self.accept_under(key, &operation.action, opens, rules)
            }
            (Kind::Map, Spot::Start | Spot::Element(_)) => rules.refuse(Refusal::ListElement).map(|()| None),
            (Kind::List | Kind::Text, Spot::Key(_)) => rules.refuse(Refusal::Key).map(|()| None),
            (Kind::List | Kind::Text, Spot::Start | Spot::Element(_)) => self.accept_at(operation, rules),
        }
    }

    fn accept_under(self, key: &str, action: &Action, opens: bool, rules: Rules) -> Result<Option<Role>, Refusal> {
        match (self, action) {
            (Self::Page, Action::Put(_) | Action::Delete) => {
                rules.require(key.len() <= key::KEY_BYTES && key::read(key).is_some(), Refusal::Key)?;
                Ok(None)
            }
            (Self::Draft, Action::Make(kind)) => {
                rules.require(opens, Refusal::Reopened)?;
                let role = if key == key::ARTICLES { Self::Articles } else { Self::Text };
                rules.require(key == key::ARTICLES || key == key::TITLE || key == key::REASON, Refusal::Key)?;
                role.made_as(*kind, rules)
            }
            (Self::Article, Action::Make(kind)) => {
                rules.require(key == key::TEXTS, Refusal::Key)?;
                Self::Texts.made_as(*kind, rules)
            }
            (Self::Article, Action::Put(_)) => {
                rules.require(key::ARTICLE_FIELDS.contains(&key), Refusal::Key)?;
                Ok(None)
            }
            (Self::Texts, Action::Make(kind)) => {
                rules.require(key::is_language(key), Refusal::Key)?;
                Self::Text.made_as(*kind, rules)
            }
            (Self::Page, Action::Make(_)) => rules.refuse(Refusal::MakesObject).map(|()| None),
            (_, Action::Foreign) => Ok(None),
            _ => rules.refuse(Refusal::Action).map(|()| None),
        }
    }

    fn accept_at(self, operation: &Operation, rules: Rules) -> Result<Option<Role>, Refusal> {
        if operation.spot == Spot::Start {
            rules.require(operation.insert, Refusal::ListElement)?;
        }
        match (self, operation.insert, &operation.action) {
            (Self::Articles, true, Action::Make(kind)) => Self::Article.made_as(*kind, rules),
            (Self::Text, true, Action::Put(text)) => {
                let one = text.chars().nth(1).is_none() && !text.is_empty();
                rules.require(one, Refusal::Value)?;
                Ok(None)
            }
            (_, false, Action::Delete) | (_, _, Action::Foreign) => Ok(None),
            _ => rules.refuse(Refusal::Action).map(|()| None),
        }
    }

    fn made_as(self, kind: Kind, rules: Rules) -> Result<Option<Self>, Refusal> {
        if self.kind() == kind {
            return Ok(Some(self));
        }
        rules.refuse(Refusal::MakesObject)?;
        Ok(match kind {
            Kind::Map => Some(Self::Article),
            Kind::List => Some(Self::Articles),
            Kind::Text => Some(Self::Text),
        })
    }
}

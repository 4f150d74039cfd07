//! What is explored: who is there, who lies, and how much there is to do before everything is done.

/// A network, small enough that all of it can be explored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scenario {
    /// How many members there are; the first one is the secretary to begin with.
    pub(super) members: usize,
    /// The member that lies, if one does.
    pub(super) liar: Option<usize>,
    /// How many items that one signs, lies or not.
    pub(super) lies: usize,
    /// How many anchors are ordered on any one chain.
    pub(super) anchors: u64,
    /// Up to which term members install another secretary; with 1 they install nobody.
    pub(super) terms: u32,
}

impl Scenario {
    /// Members that all do what their programs do.
    pub(super) const fn honest(members: usize, anchors: u64, terms: u32) -> Self {
        Self { members, liar: None, lies: 0, anchors, terms }
    }

    /// The same, but this member signs that many items as it pleases.
    pub(super) const fn with_liar(self, liar: usize, lies: usize) -> Self {
        Self { liar: Some(liar), lies, ..self }
    }

    /// The members that do not lie.
    pub(super) fn honest_members(&self) -> impl Iterator<Item = usize> + use<> {
        let liar = self.liar;
        (0..self.members).filter(move |member| Some(*member) != liar)
    }

    /// How many are more than half of the members.
    pub(super) const fn majority(&self) -> usize {
        self.members / 2 + 1
    }
}

impl std::fmt::Display for Scenario {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { members, lies, anchors, terms, .. } = self;
        match self.liar {
            None => write!(f, "{members} members, all honest")?,
            Some(0) => write!(f, "{members} members, the secretary signs {lies} items as it likes")?,
            Some(_) => write!(f, "{members} members, one but the secretary signs {lies} items as it likes")?,
        }
        write!(f, "; {anchors} anchors on a chain, terms up to {terms}")
    }
}

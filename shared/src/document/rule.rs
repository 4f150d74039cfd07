//! The ten rules of the gate.

/// A rule of the gate. Each [`super::Refusal`] belongs to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u16)]
pub enum Rule {
    /// One plain chunk of bounded size, spelled in the one right way.
    Envelope,
    /// All that it builds on is there, bounded, and of one history for each device.
    Dependencies,
    /// Its actor is its author's, and it continues the author's changes.
    Sequence,
    /// Its operations are numbered right after all that it builds on.
    StartOperation,
    /// It carries nothing beside its operations.
    Annotations,
    /// Bounded numbers of operations, texts of bounded length and allowed characters.
    Bounds,
    /// Whatever an operation names was done before it, in its past.
    References,
    /// Each operation fits the object that it changes.
    Shapes,
    /// What it replaces is a value that stands in the same place.
    Predecessors,
    /// Writing, making, inserting and deleting what is there are the only actions.
    Actions,
}

impl Rule {
    /// All rules, in their order.
    pub const ALL: [Self; 10] = [
        Self::Envelope,
        Self::Dependencies,
        Self::Sequence,
        Self::StartOperation,
        Self::Annotations,
        Self::Bounds,
        Self::References,
        Self::Shapes,
        Self::Predecessors,
        Self::Actions,
    ];
}

/// The rules in force: all of them, except in tests that measure what each rule is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rules {
    off: Option<Rule>,
}

impl Rules {
    pub(super) const ALL: Self = Self { off: None };

    /// All rules but one. There is no such gate outside tests.
    #[cfg(test)]
    pub(super) const fn without(rule: Rule) -> Self {
        Self { off: Some(rule) }
    }

    /// Whether the rule is in force.
    pub(super) fn has(self, rule: Rule) -> bool {
        self.off != Some(rule)
    }

    /// Refuses, if the rule that the refusal belongs to is in force.
    pub(super) fn refuse(self, refusal: super::Refusal) -> Result<(), super::Refusal> {
        if self.has(refusal.rule()) { Err(refusal) } else { Ok(()) }
    }

    /// Refuses unless the condition holds.
    pub(super) fn require(self, condition: bool, refusal: super::Refusal) -> Result<(), super::Refusal> {
        if condition { Ok(()) } else { self.refuse(refusal) }
    }
}

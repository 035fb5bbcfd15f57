//! Filters skills by status, kind, free resources, and whether they are required.

use crate::catalog::{Cost, Ix, SkillKind};
use crate::progress::Status;
use crate::query::Evaluation;

/// A condition to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Test {
    Status(Status),
    Ready,
    Kind(SkillKind),
    Free,
    Required,
}

/// All conditions, in the order of the panel.
pub(super) const TESTS: [Test; 12] = [
    Test::Status(Status::Todo),
    Test::Ready,
    Test::Status(Status::Learning),
    Test::Status(Status::Done),
    Test::Status(Status::Skipped),
    Test::Kind(SkillKind::Technical),
    Test::Kind(SkillKind::Practice),
    Test::Kind(SkillKind::Soft),
    Test::Kind(SkillKind::Education),
    Test::Kind(SkillKind::Career),
    Test::Free,
    Test::Required,
];

/// The active conditions. A skill matches if it has one of the statuses and one of the
/// kinds, and fulfils all other conditions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filter {
    on: Vec<Test>,
}

impl Test {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Status(Status::Todo) => "todo",
            Self::Status(Status::Learning) => "learning",
            Self::Status(Status::Done) => "done",
            Self::Status(Status::Skipped) => "skipped",
            Self::Ready => "ready",
            Self::Kind(kind) => kind.as_str(),
            Self::Free => "free resources",
            Self::Required => "required",
        }
    }

    /// The heading of its group in the panel.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Status(_) | Self::Ready => "status",
            Self::Kind(_) => "kind",
            Self::Free | Self::Required => "only",
        }
    }

    fn fits(self, evaluation: &Evaluation<'_>, ix: Ix) -> bool {
        let skill = evaluation.entry(ix).skill();
        match self {
            Self::Status(status) => evaluation.status(ix) == status,
            Self::Ready => evaluation.is_ready(ix),
            Self::Kind(kind) => skill.is_some_and(|skill| skill.kind == kind),
            Self::Free => skill.is_some_and(|skill| {
                skill.resources.iter().any(|resource| resource.cost == Some(Cost::Free))
            }),
            Self::Required => !evaluation.is_optional(ix) && evaluation.in_scope(ix),
        }
    }
}

impl Filter {
    pub(super) fn is_empty(&self) -> bool {
        self.on.is_empty()
    }

    pub(super) fn has(&self, test: Test) -> bool {
        self.on.contains(&test)
    }

    pub(super) fn toggle(&mut self, test: Test) {
        if self.has(test) {
            self.on.retain(|other| *other != test);
        } else {
            self.on.push(test);
        }
    }

    pub(super) fn clear(&mut self) {
        self.on.clear();
    }

    /// The labels of the active conditions, in the order of the panel: `todo, free
    /// resources`.
    pub(super) fn words(&self) -> String {
        let on = TESTS.into_iter().filter(|test| self.has(*test));
        on.map(Test::label).collect::<Vec<_>>().join(", ")
    }

    /// Whether a skill matches.
    pub(super) fn lets(&self, evaluation: &Evaluation<'_>, skill: Ix) -> bool {
        let one_of = |heading: &str| {
            let mut tests = self.on.iter().filter(|test| test.heading() == heading).peekable();
            tests.peek().is_none() || tests.any(|test| test.fits(evaluation, skill))
        };
        let mut only = self.on.iter().filter(|test| test.heading() == "only");
        one_of("status") && one_of("kind") && only.all(|test| test.fits(evaluation, skill))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::fixtures::{evaluation, ids};

    #[test]
    fn statuses_are_alternatives_and_other_conditions_narrow() {
        for (tests, want) in [
            (&[][..], "a b c d e"),
            (&[Test::Status(Status::Done)], "a"),
            (&[Test::Status(Status::Done), Test::Status(Status::Learning)], "a b"),
            (&[Test::Ready], "c d"),
            (&[Test::Ready, Test::Required], "c"),
            (&[Test::Kind(SkillKind::Soft)], ""),
            (&[Test::Kind(SkillKind::Technical), Test::Required], "a b c e"),
            (&[Test::Free], ""),
        ] {
            let found = evaluation("a b c d? e<c", "a+ b~", |evaluation| {
                let mut filter = Filter::default();
                for test in tests {
                    filter.toggle(*test);
                }
                let roadmap = evaluation.roadmap();
                let skills = roadmap.skills().map(|(ix, ..)| ix);
                ids(roadmap, skills.filter(|ix| filter.lets(evaluation, *ix)))
            });
            assert_eq!(found, want, "{tests:?}");
        }
    }

    #[test]
    fn toggling_twice_removes_a_condition() {
        let mut filter = Filter::default();
        filter.toggle(Test::Free);
        filter.toggle(Test::Status(Status::Todo));
        assert_eq!(filter.words(), "todo, free resources");
        filter.toggle(Test::Free);
        assert_eq!(filter.words(), "todo");
    }
}

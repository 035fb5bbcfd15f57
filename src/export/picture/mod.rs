//! The picture of a roadmap: a spine of stages with their skills on both sides.
//!
//! The page and the SVG show the same content with the same marks. The browser lays out
//! the page, [`layout`] the SVG.

pub(super) mod layout;
mod sides;
pub(super) mod text;

pub(super) use sides::sides;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use serde::Serialize;

use super::RoadmapAnswers;
use crate::catalog::Id;
use crate::progress::Status;
use crate::query::next::StepAnswer;
use crate::query::show::EntrySkill;
use crate::view::words::{self, Wording};

/// Short forms, since a picture is for the eyes.
pub(super) const WORDING: Wording = Wording::Short { dash: "–" };

/// The mark of a skill. Each has a shape and a word, so that colour is not needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mark {
    Done,
    Learning,
    /// One of the next steps.
    Next,
    Todo,
    Skipped,
    /// Another option was chosen.
    Out,
}

/// Which entries are the next steps.
#[derive(Debug)]
pub(super) struct NextSteps<'a>(HashSet<&'a Id>);

impl<'a> NextSteps<'a> {
    pub(super) fn of(answers: &RoadmapAnswers<'a>) -> Self {
        let id = |step: &StepAnswer<'a>| match step {
            StepAnswer::Skill(skill) => skill.id,
            StepAnswer::Choice(choice) => choice.id,
        };
        Self(answers.next.steps.iter().map(id).collect())
    }

    pub(super) fn has(&self, id: &Id) -> bool {
        self.0.contains(id)
    }

    /// How this skill is marked.
    pub(super) fn mark(&self, skill: &EntrySkill<'_>) -> Mark {
        match skill.status {
            Status::Done => Mark::Done,
            Status::Learning => Mark::Learning,
            Status::Skipped => Mark::Skipped,
            Status::Todo if !skill.in_scope => Mark::Out,
            Status::Todo if self.has(skill.id) => Mark::Next,
            Status::Todo => Mark::Todo,
        }
    }
}

impl Mark {
    /// The name in classes and shapes.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Learning => "learning",
            Self::Next => "next",
            Self::Todo => "todo",
            Self::Skipped => "skipped",
            Self::Out => "out",
        }
    }

    /// The word that people see.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Todo => "to do",
            Self::Out => "not chosen",
            _ => self.name(),
        }
    }
}

/// The small line of a chip: its mark as a word, and dates or hours.
pub(super) fn caption(
    skill: &EntrySkill<'_>,
    mark: Mark,
    known: bool,
    today: jiff::civil::Date,
) -> String {
    let mut parts = Vec::new();
    match (mark, skill.since) {
        (Mark::Done, _) if known => parts.push("done, known before".to_owned()),
        (Mark::Done, Some(since)) => parts.push(format!("done {}", words::date(since, today))),
        _ => parts.push(mark.word().to_owned()),
    }
    if matches!(mark, Mark::Learning | Mark::Next | Mark::Todo | Mark::Out) {
        parts.extend(skill.hours.map(|hours| WORDING.hours(hours)));
    }
    if skill.optional {
        parts.push("optional".to_owned());
    }
    parts.join(" · ")
}

/// The label of a group: `choose 1: A server-side language`.
pub(super) fn group_label(group: &crate::query::show::EntryGroup<'_>) -> String {
    match group.choose {
        Some(choose) => format!("choose {choose}: {}", group.title),
        None => group.title.to_owned(),
    }
}

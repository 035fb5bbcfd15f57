//! The short line for a shell prompt.

use serde::Serialize;

use crate::catalog::{Id, RoadmapId};
use crate::escape::clean;
use crate::progress::Status;
use crate::query::milestone::{Milestone, milestones};
use crate::query::{Evaluation, Step, Wanted, steps};

use super::wrap::cut;

/// Cut titles to this many columns.
const TITLE_COLUMNS: usize = 24;

/// How much of a roadmap is done, and the first step. Contains no dates, so it stays
/// valid until a file changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prompt<'a> {
    pub roadmap: &'a RoadmapId,
    pub title: &'a str,
    pub percent: u64,
    pub done: u32,
    pub required: u32,
    /// The first stage with something open; `None` if everything is done.
    pub stage: Option<&'a Id>,
    pub step: Option<PromptStep<'a>>,
    /// The next milestone that is not reached.
    pub milestone: Option<Milestone<'a>>,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PromptStep<'a> {
    pub kind: StepKind,
    pub id: &'a Id,
    pub title: &'a str,
    /// Of a skill.
    pub status: Option<Status>,
    /// The label in the line: the shortened title, after `choose: ` for a choice.
    pub label: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StepKind {
    Skill,
    Choice,
}

impl<'a> Prompt<'a> {
    pub fn of(evaluation: &Evaluation<'a>) -> Self {
        let roadmap = evaluation.roadmap();
        let units = evaluation.total();
        let first = Wanted { limit: 1, ..Wanted::default() };
        let milestone = milestones(evaluation).into_iter().find(|milestone| !milestone.reached);
        Self {
            roadmap: &roadmap.id,
            title: &roadmap.title,
            percent: units.percent(),
            done: units.done,
            required: units.required,
            stage: evaluation.current_stage().map(|at| &roadmap.stages()[at].id),
            step: steps(evaluation, &first).first().map(|step| PromptStep::of(evaluation, *step)),
            milestone,
        }
    }

    /// `backend 34% ▸ SQL`, or `backend 34%, SQL` if `plain`, or `backend 100%` when
    /// finished.
    pub fn line(&self, plain: bool) -> String {
        let arrow = if plain { ", " } else { " ▸ " };
        let (roadmap, percent) = (self.roadmap, self.percent);
        match &self.step {
            Some(step) => format!("{roadmap} {percent}%{arrow}{}", step.label),
            None => format!("{roadmap} {percent}%"),
        }
    }
}

impl<'a> PromptStep<'a> {
    fn of(evaluation: &Evaluation<'a>, step: Step) -> Self {
        let entry = evaluation.entry(step.ix());
        let title = clean(&entry.title);
        let short = cut(&title, TITLE_COLUMNS, '…');
        let (kind, status, label) = match step {
            Step::Choice(_) => (StepKind::Choice, None, format!("choose: {short}")),
            Step::Learning(ix) | Step::Skill(ix) => {
                (StepKind::Skill, Some(evaluation.status(ix)), short.into_owned())
            }
        };
        Self { kind, id: &entry.id, title: &entry.title, status, label }
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::Roadmap;

    use super::*;

    const SKILLS: &str = "\
title: Web
stages:
  - id: s
    title: S
    skills:
      - { id: sql, title: SQL }
      - id: language
        title: A server-side language of your own
        choose: 1
        skills: [{ id: php, title: PHP }, { id: ruby, title: Ruby }]
      - { id: wide, title: 日本語日本語日本語日本語日本語 }
";

    #[track_caller]
    fn assert_line(statuses: [Status; 5], line: &str, plain: &str) {
        let id = RoadmapId::new("web").unwrap();
        let roadmap = Roadmap::from_yaml(&id, SKILLS, None).unwrap();
        let evaluation = Evaluation::from_statuses(&roadmap, &statuses);
        let prompt = Prompt::of(&evaluation);
        assert_eq!([prompt.line(false), prompt.line(true)], [line, plain]);
    }

    #[test]
    fn the_line_shows_the_percentage_and_the_first_step() {
        use Status::{Done, Learning, Skipped, Todo};
        assert_line([Todo; 5], "web 0% ▸ SQL", "web 0%, SQL");
        assert_line(
            [Done, Todo, Todo, Todo, Todo],
            "web 33% ▸ choose: A server-side language…",
            "web 33%, choose: A server-side language…",
        );
        assert_line([Done, Todo, Learning, Todo, Todo], "web 33% ▸ PHP", "web 33%, PHP");
        assert_line(
            [Done, Todo, Done, Todo, Todo],
            "web 66% ▸ 日本語日本語日本語日本…",
            "web 66%, 日本語日本語日本語日本…",
        );
        assert_line([Done, Todo, Done, Todo, Skipped], "web 100%", "web 100%");
    }
}

//! Text shared by both renderers of the next steps.

use jiff::civil::Date;

use crate::progress::Status;
use crate::query::next::{ChoiceStep, NeedAnswer, NeedState, Next, SkillStep, StepAnswer};

use super::words::{Wording, choose, list, since, unlocks};

/// How much to show of each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// One line.
    Short,
    /// With the first link.
    Normal,
    /// With what it needs and unlocks, and all links.
    Explained,
}

pub(super) fn is_learning(step: &StepAnswer<'_>) -> bool {
    matches!(step, StepAnswer::Skill(skill) if skill.status == Status::Learning)
}

pub(super) fn title<'a>(step: &StepAnswer<'a>) -> &'a str {
    match step {
        StepAnswer::Skill(skill) => skill.title,
        StepAnswer::Choice(choice) => choice.title,
    }
}

pub(super) fn id<'a>(step: &StepAnswer<'a>) -> &'a str {
    match step {
        StepAnswer::Skill(skill) => skill.id.as_str(),
        StepAnswer::Choice(choice) => choice.id.as_str(),
    }
}

/// The command to run for the step.
pub(super) fn command(step: &StepAnswer<'_>) -> Option<String> {
    match step {
        StepAnswer::Skill(skill) if skill.status == Status::Learning => {
            Some(format!("roadmap check {}", skill.id))
        }
        StepAnswer::Skill(skill) => Some(format!("roadmap start {}", skill.id)),
        StepAnswer::Choice(choice) => {
            choice.options.first().map(|option| format!("roadmap start {}", option.id))
        }
    }
}

/// The facts about a skill, the most important first.
pub(super) fn facts(skill: &SkillStep<'_>, wording: Wording, today: Date) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(day) = skill.since.filter(|_| skill.status == Status::Learning) {
        facts.push(since(day, today));
    }
    facts.push(skill.hours.map_or_else(|| "no estimate".to_owned(), |hours| wording.hours(hours)));
    if !skill.blocked_by.is_empty() {
        let titles: Vec<&str> = skill.blocked_by.iter().map(|need| need.title).collect();
        facts.push(format!("needs {}", list(&titles, 2)));
    } else if skill.unlocks_total > 0 {
        facts.push(unlocks(skill.unlocks_total));
    }
    facts
}

/// `choose 1 of 3`, with the options already chosen.
pub(super) fn choice_fact(choice: &ChoiceStep<'_>) -> String {
    let text = choose(choice.to_choose, choice.options.len());
    if choice.chosen.is_empty() {
        return text;
    }
    let titles: Vec<&str> = choice.chosen.iter().map(|option| option.title).collect();
    format!("{text}, {} chosen", list(&titles, 4))
}

/// The sentences of `--explain` about a step.
pub(super) fn explanation(step: &StepAnswer<'_>, today: Date) -> Vec<String> {
    let (needs, unlocked, total) = match step {
        StepAnswer::Skill(skill) => (&skill.needs, &skill.unlocks, skill.unlocks_total),
        StepAnswer::Choice(choice) => (&choice.needs, &choice.unlocks, choice.unlocks_total),
    };
    let mut lines = Vec::new();
    if let StepAnswer::Skill(skill) = step {
        lines.extend(skill.summary.map(str::to_owned));
        lines.extend(skill.done_when.iter().map(|proof| format!("done when: {proof}")));
    }
    if needs.is_empty() {
        lines.push("needs nothing first".to_owned());
    }
    lines.extend(needs.iter().map(|need| format!("needs {}: {}", need.title, state(need, today))));
    let titles: Vec<&str> = unlocked.iter().map(|skill| skill.title).collect();
    lines.push(match (total, titles.as_slice()) {
        (0, _) => "unlocks nothing else".to_owned(),
        (total, []) => unlocks(total),
        (total, titles) => format!("{}: first {}", unlocks(total), list(titles, 8)),
    });
    lines
}

/// The state of a need: `done since 3 Nov`, `still open`.
pub(super) fn state(need: &NeedAnswer<'_>, today: Date) -> String {
    let on = |what: &str, day: Option<Date>| {
        day.map_or_else(|| what.to_owned(), |day| format!("{what} {}", since(day, today)))
    };
    match need.state {
        NeedState::Done { since } => on("done", since),
        NeedState::Skipped { since } => on("skipped", since),
        NeedState::OutOfScope => "not needed, another option was chosen".to_owned(),
        NeedState::Assumed => "assumed knowledge, not part of this roadmap".to_owned(),
        NeedState::Optional => "optional, still open".to_owned(),
        NeedState::Open => "still open".to_owned(),
    }
}

/// A sentence about skills that are being learned although they are not required.
pub(super) fn beside(next: &Next<'_>) -> Option<String> {
    let titles: Vec<&str> = next.beside.iter().map(|skill| skill.title).collect();
    (!titles.is_empty())
        .then(|| format!("Also learning, though not required: {}", list(&titles, 5)))
}

//! The next steps in numbered lines.

use jiff::civil::Date;

use crate::query::next::{Next, StepAnswer};

use super::super::steps::{
    Detail, beside, choice_fact, command, explanation, facts, id, is_learning, title,
};
use super::super::text::{Line, Text};
use super::{WORDING, named, numbered, to_run};

pub(crate) fn steps(next: &Next<'_>, detail: Detail, today: Date) -> Text {
    let mut text = Text::new();
    for (at, step) in next.steps.iter().enumerate() {
        text.line(numbered(at).then(line(step, today)));
        if detail == Detail::Short {
            continue;
        }
        if detail == Detail::Explained {
            for sentence in explanation(step, today) {
                text.line(Line::from("   ").text(&sentence));
            }
        }
        if let StepAnswer::Skill(skill) = step {
            let most = if detail == Detail::Explained { usize::MAX } else { 1 };
            for resource in skill.resources.iter().filter(|resource| !resource.done).take(most) {
                if let Some(title) = resource.title {
                    text.line(Line::from("   ").text(title));
                }
                text.line(Line::from("   ").link(resource.url));
            }
        }
        if let Some(command) = command(step) {
            text.line(Line::from("   ").then(to_run(&command)));
        }
    }
    if let Some(beside) = beside(next) {
        text.line(beside);
    }
    text
}

/// `SQL (sql): learning, since 3 Nov, 25 to 40 hours`.
fn line(step: &StepAnswer<'_>, today: Date) -> Line {
    let line = named(title(step), id(step)).text(": ");
    match step {
        StepAnswer::Skill(skill) => {
            let learning = is_learning(step).then(|| "learning".to_owned());
            let facts: Vec<_> = learning.into_iter().chain(facts(skill, WORDING, today)).collect();
            line.text(&facts.join(", "))
        }
        StepAnswer::Choice(choice) => {
            let option = |(at, option): (usize, &crate::query::next::OptionAnswer<'_>)| {
                let comma = if at == 0 { "" } else { ", " };
                Line::from(comma).text(option.title).text(" (").id(option.id.as_str()).text(")")
            };
            let options = choice.options.iter().enumerate().map(option);
            let line = line.text(&choice_fact(choice)).text(": ");
            options.fold(line, Line::then)
        }
    }
}

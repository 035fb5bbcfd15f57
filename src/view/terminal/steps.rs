//! The next steps under headings, in columns.

use jiff::civil::Date;

use crate::query::next::{Next, OptionAnswer, StepAnswer};

use super::super::steps::{
    Detail, beside, choice_fact, command, explanation, facts, is_learning, title,
};
use super::super::style::{Style, Tone};
use super::super::text::{Line, Text};
use super::super::wrap::width;

/// The column at which titles start.
const HEADING: usize = 11;

pub(crate) fn steps(next: &Next<'_>, detail: Detail, today: Date, style: &Style) -> Text {
    let longest = next.steps.iter().map(|step| width(title(step))).max().unwrap_or(0);
    let titles = longest.clamp(12, style.columns() / 2 - HEADING);
    let mut text = Text::new();
    let mut heading = "";
    for step in &next.steps {
        let this = if is_learning(step) { "Learning" } else { "Next" };
        let shown = if this == heading { "" } else { this };
        heading = this;
        if detail != Detail::Short {
            text.gap();
        }
        let tone = if this == "Learning" { Tone::Active } else { Tone::Faint };
        let room = style.columns().saturating_sub(HEADING + titles + 2).max(10);
        let line = Line::new()
            .paint(tone, shown)
            .pad(HEADING)
            .title(&style.cut(title(step), titles))
            .pad(HEADING + titles + 2)
            .faint(&style.cut(&fitting(step, room, today, style), room));
        text.line(line.whole());
        if detail != Detail::Short {
            details(step, detail, today, style, &mut text);
        }
    }
    if let Some(beside) = beside(next) {
        text.line(Line::new().faint(&beside));
    }
    text
}

/// The facts about a step, without the last ones if they do not fit.
fn fitting(step: &StepAnswer<'_>, room: usize, today: Date, style: &Style) -> String {
    let dot = format!(" {} ", style.signs().dot);
    match step {
        StepAnswer::Skill(skill) => {
            let mut facts = facts(skill, style.wording(), today);
            // A need is still useful if it is cut, but a number is not.
            while skill.blocked_by.is_empty() && facts.len() > 1 && width(&facts.join(&dot)) > room
            {
                facts.pop();
            }
            facts.join(&dot)
        }
        StepAnswer::Choice(choice) => {
            let titles: Vec<&str> = choice.options.iter().map(|option| option.title).collect();
            format!("{}: {}", choice_fact(choice), titles.join(", "))
        }
    }
}

fn details(step: &StepAnswer<'_>, detail: Detail, today: Date, style: &Style, text: &mut Text) {
    let indented = || Line::from(" ".repeat(HEADING)).hang(HEADING);
    if detail == Detail::Explained {
        for sentence in explanation(step, today) {
            text.line(indented().faint(&sentence));
        }
    }
    match step {
        StepAnswer::Skill(skill) => {
            let most = if detail == Detail::Explained { usize::MAX } else { 1 };
            for resource in skill.resources.iter().filter(|resource| !resource.done).take(most) {
                if let Some(title) = resource.title {
                    text.line(indented().faint(title));
                }
                text.line(indented().link(resource.url));
            }
            if let Some(command) = command(step) {
                text.line(indented().command(&command));
            }
        }
        StepAnswer::Choice(choice) => {
            let commands = choice.options.iter().map(start).map(|command| width(&command));
            let commands = commands.max().unwrap_or(0);
            for option in &choice.options {
                let hours = option.hours.map_or_else(String::new, |sum| {
                    format!(", {}", style.wording().span(sum.min_minutes, sum.max_minutes))
                });
                let ready = if option.ready { "" } else { " (not ready yet)" };
                let about = format!("{}{hours}{ready}", option.title);
                let line = indented().command(&start(option)).pad(HEADING + commands + 2);
                let room = style.columns().saturating_sub(line.width());
                text.line(line.faint(&style.cut(&about, room.max(8))));
            }
        }
    }
}

fn start(option: &OptionAnswer<'_>) -> String {
    format!("roadmap start {}", option.id)
}

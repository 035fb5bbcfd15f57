//! The face of the program: where one stands, and the next steps; before the
//! first event, a welcome.

use jiff::civil::Date;

use crate::catalog::Roadmap;
use crate::progress::Status;
use crate::query::catalog::Listed;
use crate::query::next::{Next, StepAnswer};
use crate::query::summary::{Counts, RoadmapSummary, StageSummary};

use super::steps::{Detail, steps};
use super::style::{Role, Style, cut, pad, width, wrap};
use super::words::{Count, span};

/// The overview of the current roadmap. `forecast` is a line of its own, if there is one.
pub fn overview(
    summary: &RoadmapSummary<'_>,
    next: &Next<'_>,
    forecast: &str,
    today: Date,
    style: &Style,
) -> String {
    let mut parts = vec![header(summary, style)];
    parts.push(stages(&summary.stages, summary.stage_at, style));
    parts.extend(next.finished.iter().map(|roadmap| finished(roadmap, style)));
    let steps = steps(next, Detail::Short, today, style);
    if !steps.is_empty() {
        if style.plain {
            parts.push("Next steps:".to_owned());
        }
        parts.push(steps);
    }
    if !forecast.is_empty() {
        parts.push(forecast.to_owned());
    }
    if !next.steps.is_empty() {
        parts.push(commands(next, style));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(if style.plain { "\n" } else { "\n\n" })
}

/// Title, bar and percent; and the figures below.
fn header(summary: &RoadmapSummary<'_>, style: &Style) -> String {
    let counts = &summary.counts;
    let figures = figures(summary, style);
    let percent = format!("{}%", counts.percent);
    if style.plain {
        return format!("{}: {percent}\n{figures}", style.paint(Role::Title, summary.title));
    }
    const BAR: usize = 20;
    let columns = style.columns();
    let room = columns.saturating_sub(BAR + 6);
    let title = cut(summary.title, room.saturating_sub(2));
    let painted = pad(&style.paint(Role::Title, &title), width(&title), room);
    let bar = style.bar(counts.units.done, counts.units.required, BAR);
    format!("{painted}{bar} {percent:>5}\n{figures}")
}

/// "16 of 47 done, 1 skipped · 180–260 h left · stage 2 of 5".
fn figures(summary: &RoadmapSummary<'_>, style: &Style) -> String {
    let counts = &summary.counts;
    let mut facts = vec![done(counts)];
    if counts.optional.total > 0 {
        facts.push(format!("{} of {} optional", counts.optional.done, counts.optional.total));
    }
    let left = counts.hours.left;
    if left.max_minutes > 0 {
        facts.push(format!("{} left", span(left.min_minutes, left.max_minutes)));
    }
    if counts.hours.unestimated > 0 {
        facts.push(format!("{} without an estimate", Count(counts.hours.unestimated, "skill")));
    }
    if let Some(at) = summary.stage_at {
        facts.push(format!("stage {} of {}", at + 1, summary.stages.len()));
    }
    let text = facts.join(style.dot());
    if style.width.is_none() {
        return style.paint(Role::Faint, &text);
    }
    let lines = wrap(&text, style.columns());
    lines.iter().map(|line| style.paint(Role::Faint, line)).collect::<Vec<_>>().join("\n")
}

/// "16 of 47 done, 1 skipped".
pub fn done(counts: &Counts) -> String {
    let units = counts.units;
    let skipped = match counts.skipped {
        0 => String::new(),
        n => format!(", {n} skipped"),
    };
    format!("{} of {} done{skipped}", units.done, units.required)
}

/// A line for each stage, in two columns where they fit.
fn stages(stages: &[StageSummary<'_>], current: Option<usize>, style: &Style) -> String {
    if style.plain {
        let line = |(at, stage): (usize, &StageSummary<'_>)| {
            let here = if current == Some(at) { ", you are here" } else { "" };
            let title = style.paint(Role::Title, stage.title);
            format!("Stage {}. {title}: {}{here}", at + 1, done(&stage.counts))
        };
        return stages.iter().enumerate().map(line).collect::<Vec<_>>().join("\n");
    }
    const GAP: usize = 4;
    let longest = stages.iter().map(|stage| width(stage.title)).max().unwrap_or(0);
    let counts = |stage: &StageSummary<'_>| {
        format!("{}/{}", stage.counts.units.done, stage.counts.units.required)
    };
    let digits = stages.iter().map(|stage| counts(stage).len()).max().unwrap_or(0);
    let number = stages.len().to_string().len();
    let around = number + 3 + digits + 1 + BAR;
    const BAR: usize = 10;
    let columns = style.columns();
    let two = stages.len() > 3 && 2 * (longest + around) + GAP <= columns;
    let title_columns = longest.min(columns.saturating_sub(around));
    let cell = |at: usize| {
        let stage = &stages[at];
        let title = cut(stage.title, title_columns);
        let role = if current == Some(at) { Role::Title } else { Role::Faint };
        let title = pad(&style.paint(role, &title), width(&title), title_columns);
        let units = stage.counts.units;
        let bar = style.bar(units.done, units.required, BAR);
        let number = style.paint(role, &format!("{:>number$}", at + 1));
        format!("{number} {title}  {:>digits$} {bar}", counts(stage))
    };
    if !two {
        return (0..stages.len()).map(cell).collect::<Vec<_>>().join("\n");
    }
    let half = stages.len().div_ceil(2);
    let line = |at: usize| match at + half {
        right if right < stages.len() => format!("{}{:GAP$}{}", cell(at), "", cell(right)),
        _ => cell(at),
    };
    (0..half).map(line).collect::<Vec<_>>().join("\n")
}

/// What to say when nothing is left.
pub fn finished(roadmap: &Roadmap, style: &Style) -> String {
    let mut lines = vec![format!(
        "{} {}",
        style.paint(Role::Good, "Finished:"),
        style.paint(Role::Title, &format!("nothing required is open in {}.", roadmap.title))
    )];
    if !roadmap.leads_to.is_empty() {
        lines.push("It leads to:".to_owned());
        for (at, next) in roadmap.leads_to.iter().enumerate() {
            let why = next
                .why
                .as_deref()
                .map_or_else(String::new, |why| format!(": {}", style.paint(Role::Faint, why)));
            let place = if style.plain { format!("{}. ", at + 1) } else { "  ".to_owned() };
            lines.push(format!("{place}{}{why}", style.paint(Role::Id, next.roadmap.as_str())));
        }
        let first = roadmap.leads_to[0].roadmap.as_str();
        lines.push(style.paint(Role::Command, &format!("roadmap use {first}")));
    }
    lines.join("\n")
}

/// Lines to paste: for the first steps, what to type.
fn commands(next: &Next<'_>, style: &Style) -> String {
    let mut commands: Vec<String> = Vec::new();
    for step in &next.steps {
        let command = match step {
            StepAnswer::Skill(skill) if skill.status == Status::Learning => {
                format!("roadmap check {}", skill.id)
            }
            StepAnswer::Skill(skill) => format!("roadmap start {}", skill.id),
            StepAnswer::Choice(choice) => match choice.options.first() {
                Some(option) => format!("roadmap start {}", option.id),
                None => continue,
            },
        };
        commands.push(command);
    }
    commands.truncate(2);
    commands.push("roadmap next --explain".into());
    let mut used = 0;
    let mut line = String::new();
    for command in commands {
        let columns = width(&command) + 3;
        if style.width.is_some() && used > 0 && used + columns > style.columns() + 3 {
            break;
        }
        if used > 0 {
            line.push_str(if style.plain { "\n" } else { "   " });
        }
        if style.plain {
            line.push_str("To type: ");
        }
        used += columns;
        line.push_str(&style.paint(Role::Command, &command));
    }
    line
}

/// What someone sees who has recorded nothing yet.
pub fn welcome(roadmaps: &[Listed<'_>], first: &str, style: &Style) -> String {
    let mut lines = vec![
        style.paint(Role::Title, "Welcome to roadmap: the way to a role, a skill at a time."),
        String::new(),
        "Roadmaps:".to_owned(),
    ];
    let ids = roadmaps.iter().map(|listed| width(listed.id.as_str())).max().unwrap_or(0);
    for (at, listed) in roadmaps.iter().enumerate() {
        let id = listed.id.as_str();
        let about = listed.summary.unwrap_or(listed.title);
        let text = format!("{}: {about}", listed.title);
        let text = if listed.summary.is_some() { text } else { listed.title.to_owned() };
        if style.plain {
            lines.push(format!(
                "{}. {}, {}",
                at + 1,
                style.paint(Role::Id, id),
                style.paint(Role::Faint, &text)
            ));
        } else {
            let id = pad(&style.paint(Role::Id, id), width(id), ids + 2);
            let room = style.columns().saturating_sub(ids + 4);
            lines.push(format!("  {id}{}", style.paint(Role::Faint, &cut(&text, room))));
        }
    }
    lines.push(String::new());
    lines.push("To begin:".to_owned());
    let begin = [
        (format!("roadmap use {first}"), "follow a roadmap"),
        ("roadmap check --known html-and-css".to_owned(), "what you know already"),
        ("roadmap next".to_owned(), "what to learn now"),
    ];
    let longest = begin.iter().map(|(command, _)| width(command)).max().unwrap_or(0);
    for (at, (command, what)) in begin.iter().enumerate() {
        if style.plain {
            lines.push(format!("{}. {}: {what}", at + 1, style.paint(Role::Command, command)));
        } else {
            let command = pad(&style.paint(Role::Command, command), width(command), longest + 3);
            lines.push(format!("  {command}{}", style.paint(Role::Faint, what)));
        }
    }
    lines.join("\n")
}

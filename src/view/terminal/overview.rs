//! The overview: bars for the roadmap and its stages, the next steps.

use jiff::civil::Date;

use crate::catalog::Roadmap;
use crate::query::catalog::Listed;
use crate::query::next::Next;
use crate::query::overview::{Overview, RoadmapOverview};
use crate::query::plan::Forecast;
use crate::query::recap::Recap;
use crate::query::summary::{RoadmapSummary, StageSummary};

use super::super::overview::{
    WELCOME, commands, figures, first_commands, forecast as lines, goal, last, milestone, next_in,
    recap as recap_lines, week,
};
use super::super::refresh::reminder;
use super::super::steps::Detail;
use super::super::style::{Style, Tone};
use super::super::text::{Line, Text};
use super::super::wrap::width;
use super::bar;
use super::steps::steps;

pub(crate) fn overview(
    overview: &Overview<'_>,
    forecast: Text,
    today: Date,
    style: &Style,
) -> Text {
    let (current, others) = overview.roadmaps.split_first().expect("a roadmap is in use");
    let (summary, next) = (&current.summary, &overview.next);
    let is_finished = next.steps.is_empty();
    let recap =
        |roadmap: &Roadmap| overview.recaps.iter().find(|recap| recap.within.id == roadmap.id);
    let finished =
        next.finished.iter().map(|roadmap| finished(roadmap, recap(roadmap), today, style));
    let finished = Text::paragraphs(finished);
    let mut ahead: Text = milestone(overview, today).into_iter().map(Line::from).collect();
    ahead.append(forecast);
    let mut header = header(summary, style);
    header.append(greeting(overview, today, style));
    let refresh = reminder(overview.greeting.refresh, style);
    Text::paragraphs([
        header,
        stages(&summary.stages, summary.stage_at, style),
        finished,
        steps(next, Detail::Short, today, style),
        ahead,
        others.iter().map(|other| other_line(other, style)).collect(),
        refresh.filter(|line| fits(line, style)).into_iter().collect(),
        if is_finished { Text::new() } else { command_line(next, style) },
    ])
}

/// The hours of this week and, after a pause, the last activity; empty if they do not
/// fit on one line.
fn greeting(overview: &Overview<'_>, today: Date, style: &Style) -> Text {
    let greeting = &overview.greeting;
    let facts = [last(greeting, today), week(greeting, style.wording())];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    if facts.is_empty() {
        return Text::new();
    }
    let line = Line::new().faint(&facts.join(&format!(" {} ", style.signs().dot)));
    Some(line).filter(|line| fits(line, style)).into_iter().collect()
}

fn fits(line: &Line, style: &Style) -> bool {
    line.width() <= style.columns()
}

/// A line for another roadmap in use: title, bar, percentage and next step.
fn other_line(other: &RoadmapOverview<'_>, style: &Style) -> Line {
    const BAR: usize = 10;
    let summary = &other.summary;
    let units = summary.counts.units;
    let titles = style.columns() / 3;
    let line = Line::new()
        .title(&style.cut(summary.title, titles))
        .pad(titles + 2)
        .then(bar(units.done, units.required, BAR, style))
        .text(&format!("{:>6}  ", format!("{}%", summary.counts.percent)));
    let room = style.columns().saturating_sub(line.width());
    line.faint(&style.cut(next_in(other), room))
}

/// Title, bar and percentage, with the figures below.
fn header(summary: &RoadmapSummary<'_>, style: &Style) -> Text {
    const BAR: usize = 20;
    let units = summary.counts.units;
    let room = style.columns().saturating_sub(BAR + 6);
    let line = Line::new()
        .title(&style.cut(summary.title, room.saturating_sub(2)))
        .pad(room)
        .then(bar(units.done, units.required, BAR, style))
        .text(&format!("{:>6}", format!("{}%", summary.counts.percent)));
    let dot = format!(" {} ", style.signs().dot);
    let figures = Line::new().faint(&figures(summary, style.wording()).join(&dot)).hang(0);
    Text::from_iter([line, figures])
}

/// A line for each stage, in two columns if they fit.
fn stages(stages: &[StageSummary<'_>], current: Option<usize>, style: &Style) -> Text {
    const BAR: usize = 10;
    const GAP: usize = 4;
    let counts = |stage: &StageSummary<'_>| {
        format!("{}/{}", stage.counts.units.done, stage.counts.units.required)
    };
    let longest = stages.iter().map(|stage| width(stage.title)).max().unwrap_or(0);
    let digits = stages.iter().map(|stage| counts(stage).len()).max().unwrap_or(0);
    let number = stages.len().to_string().len();
    let around = number + 3 + digits + 1 + BAR;
    let columns = style.columns();
    let titles = longest.min(columns.saturating_sub(around));
    let cell = |at: usize| {
        let stage = &stages[at];
        let tone = if current == Some(at) { Tone::Title } else { Tone::Faint };
        let units = stage.counts.units;
        Line::new()
            .paint(tone, &format!("{:>number$}", at + 1))
            .text(" ")
            .paint(tone, &style.cut(stage.title, titles))
            .pad(number + 1 + titles)
            .text(&format!("  {:>digits$} ", counts(stage)))
            .then(bar(units.done, units.required, BAR, style))
    };
    let is_double = stages.len() > 3 && 2 * (longest + around) + GAP <= columns;
    let half = if is_double { stages.len().div_ceil(2) } else { stages.len() };
    let line = |at: usize| match at + half {
        right if right < stages.len() => cell(at).text(&" ".repeat(GAP)).then(cell(right)),
        _ => cell(at),
    };
    (0..half).map(line).collect()
}

/// What to show for a finished roadmap, with the recap if there is one.
pub(crate) fn finished(
    roadmap: &Roadmap,
    recap: Option<&Recap<'_>>,
    today: Date,
    style: &Style,
) -> Text {
    let mut text = Text::new();
    let line = Line::new().paint(Tone::Good, "Finished:").text(" nothing required is left in ");
    text.line(line.title(&roadmap.title).text("."));
    for fact in recap.map(|recap| recap_lines(recap, style.wording(), today)).unwrap_or_default() {
        text.line(Line::from("  ").text(&fact));
    }
    let Some(first) = roadmap.leads_to.first() else { return text };
    text.line("It leads to:");
    for next in &roadmap.leads_to {
        let why = next.why.as_deref().map_or_else(String::new, |why| format!(": {why}"));
        text.line(Line::from("  ").id(next.roadmap.as_str()).faint(&why));
    }
    text.line(Line::new().command(&format!("roadmap use {}", first.roadmap)));
    text
}

pub(crate) fn forecast(forecast: &Forecast<'_>, today: Date, style: &Style) -> Text {
    let wording = style.wording();
    // Use the longest variant that fits; show nothing that would be wrapped.
    let line = lines(forecast, wording, today).into_iter().map(Line::from);
    let line = line.into_iter().find(|line| fits(line, style));
    let goal = goal(forecast, wording, today).map(Line::from);
    line.into_iter().chain(goal.filter(|line| fits(line, style))).collect()
}

pub(crate) fn no_forecast(command: &str) -> Text {
    Line::new().faint("When will you finish?").text(" ").command(command).into()
}

/// As many commands as fit on one line.
fn command_line(next: &Next<'_>, style: &Style) -> Text {
    let mut line = Line::new();
    for command in commands(next) {
        if line.is_empty() {
            line = line.command(&command);
        } else if line.width() + 3 + width(&command) <= style.columns() {
            line = line.text("   ").command(&command);
        }
    }
    line.into()
}

pub(crate) fn welcome(roadmaps: &[Listed<'_>], first: &str, style: &Style) -> Text {
    let mut text: Text = Line::new().title(WELCOME).into();
    text.gap().line("Roadmaps:");
    let ids = roadmaps.iter().map(|listed| width(listed.id.as_str())).max().unwrap_or(0);
    for listed in roadmaps {
        let about = match listed.summary {
            Some(summary) => format!("{}: {summary}", listed.title),
            None => listed.title.to_owned(),
        };
        let line = Line::from("  ").id(listed.id.as_str()).pad(ids + 4);
        let room = style.columns().saturating_sub(line.width());
        text.line(line.faint(&style.cut(&about, room)));
    }
    text.gap().line("To begin:");
    let commands = first_commands(first);
    let longest = commands.iter().map(|(command, _)| width(command)).max().unwrap_or(0);
    for (command, what) in &commands {
        text.line(Line::from("  ").command(command).pad(longest + 5).faint(what));
    }
    text
}

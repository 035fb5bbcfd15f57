//! The overview in plain lines: the next steps first, then the stages.

use jiff::civil::Date;

use crate::catalog::Roadmap;
use crate::query::catalog::Listed;
use crate::query::overview::Overview;
use crate::query::plan::Forecast;
use crate::query::recap::Recap;
use crate::query::summary::StageSummary;

use super::super::overview::{
    WELCOME, commands, done, figures, first_commands, forecast as lines, goal, last, milestone,
    next_in, recap as recap_lines, week,
};
use super::super::steps::Detail;
use super::super::text::{Line, Text};
use super::super::words::Count;
use super::steps::steps;
use super::{WORDING, named, numbered, to_run};

pub(crate) fn overview(overview: &Overview<'_>, forecast: Text, today: Date) -> Text {
    let (current, others) = overview.roadmaps.split_first().expect("a roadmap is in use");
    let (summary, next) = (&current.summary, &overview.next);
    let mut text = Text::new();
    text.line(Line::new().title(summary.title).text(&format!(": {}%", summary.counts.percent)));
    text.line(figures(summary, WORDING).join(", "));
    let greeting = &overview.greeting;
    let greets = [last(greeting, today), week(greeting, WORDING), milestone(overview, today)];
    text.append(greets.into_iter().flatten().map(Line::from).collect::<Text>());
    for roadmap in &next.finished {
        let recap = overview.recaps.iter().find(|recap| recap.within.id == roadmap.id);
        text.append(finished(roadmap, recap, today));
    }
    if !next.steps.is_empty() {
        text.line("Next steps:");
    }
    text.append(steps(next, Detail::Short, today));
    if !next.steps.is_empty() {
        text.append(commands(next).iter().map(|command| to_run(command)).collect::<Text>());
    }
    text.append(forecast);
    for other in others {
        let percent = format!(": {}%, next: ", other.summary.counts.percent);
        let line = Line::from("Also following ").title(other.summary.title).text(&percent);
        text.line(line.text(next_in(other)));
    }
    if greeting.refresh > 0 {
        text.line(format!("{} to refresh", Count(greeting.refresh, "skill")));
        text.line(to_run("roadmap refresh"));
    }
    text.line("Stages:");
    for (at, stage) in summary.stages.iter().enumerate() {
        text.line(stage_line(at, stage, summary.stage_at == Some(at)));
    }
    text
}

fn stage_line(at: usize, stage: &StageSummary<'_>, is_current: bool) -> Line {
    let here = if is_current { ", you are here" } else { "" };
    let line = Line::from(format!("Stage {}. ", at + 1)).title(stage.title);
    line.text(&format!(": {}{here}", done(&stage.counts)))
}

pub(crate) fn finished(roadmap: &Roadmap, recap: Option<&Recap<'_>>, today: Date) -> Text {
    let mut text = Text::new();
    text.line(Line::from("Finished: nothing required is left in ").title(&roadmap.title).text("."));
    for fact in recap.map(|recap| recap_lines(recap, WORDING, today)).unwrap_or_default() {
        text.line(fact);
    }
    let Some(first) = roadmap.leads_to.first() else { return text };
    text.line("It leads to:");
    for (at, next) in roadmap.leads_to.iter().enumerate() {
        let why = next.why.as_deref().map_or_else(String::new, |why| format!(": {why}"));
        text.line(numbered(at).id(next.roadmap.as_str()).text(&why));
    }
    text.line(to_run(&format!("roadmap use {}", first.roadmap)));
    text
}

pub(crate) fn forecast(forecast: &Forecast<'_>, today: Date) -> Text {
    let [line, _] = lines(forecast, WORDING, today);
    Some(line).into_iter().chain(goal(forecast, WORDING, today)).map(Line::from).collect()
}

pub(crate) fn no_forecast(command: &str) -> Text {
    Text::from_iter([Line::from("When will you finish?"), to_run(command)])
}

pub(crate) fn welcome(roadmaps: &[Listed<'_>], first: &str) -> Text {
    let mut text: Text = WELCOME.into();
    text.line("Roadmaps:");
    for (at, listed) in roadmaps.iter().enumerate() {
        let summary = listed.summary.map_or_else(String::new, |summary| format!(": {summary}"));
        text.line(numbered(at).then(named(listed.title, listed.id.as_str())).text(&summary));
    }
    text.line("To begin:");
    for (at, (command, what)) in first_commands(first).iter().enumerate() {
        text.line(numbered(at).text(&format!("To {what}, run: ")).command(command));
    }
    text
}

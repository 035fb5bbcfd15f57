//! Prints the overview of the user or, for `team`, of another person.

use std::rc::Rc;

use career_roadmap::catalog::Roadmap;
use career_roadmap::query::Evaluation;
use career_roadmap::query::days::Days;
use career_roadmap::query::greeting::greeting;
use career_roadmap::query::overview::{Overview, overview};
use career_roadmap::query::plan::forecast;
use career_roadmap::query::report::report;
use career_roadmap::view;
use career_roadmap::view::text::Text;
use serde::Serialize;

use super::context::{Context, Opened};
use super::error::{Outcome, Status};
use super::output::Answer;

/// Another person, and the days of the report below their overview.
pub struct Somebody<'a> {
    pub person: &'a str,
    pub days: Days,
}

/// The overview and report of another person.
#[derive(Serialize)]
struct OfSomebody<'a, R: Serialize> {
    person: &'a str,
    #[serde(flatten)]
    overview: &'a Overview<'a>,
    report: &'a R,
}

/// Prints the overview: where the person stands, and the next steps. For another person
/// (`somebody`), a report follows.
///
/// # Errors
/// If the current roadmap is broken, or the overview cannot be printed.
pub fn print(
    context: &Context,
    opened: &Opened,
    answer: &Answer,
    somebody: Option<&Somebody<'_>>,
) -> Outcome {
    let roadmap = opened.catalog.load(opened.current())?;
    let roadmaps = context.load_usable(opened, &opened.in_use)?;
    let evaluations: Vec<_> =
        roadmaps.iter().map(|roadmap| Evaluation::new(roadmap, &opened.progress)).collect();
    let evaluation = &evaluations[0];
    if somebody.is_none() {
        context.hint_to_choose(opened);
    }
    context.warn_of_catalog(&opened.catalog);
    let today = context.clock()?.today;
    let saved = opened.progress.plan(&roadmap.id);
    // The pace is only shown with a goal, and may require loading the whole catalog.
    let has_goal = saved.is_some_and(|saved| saved.by.is_some());
    let pace = if has_goal { opened.pace(&roadmaps, today) } else { None };
    let forecast = saved.map(|saved| forecast(evaluation, saved, today, pace));
    let known = forecast.as_ref().and_then(|forecast| forecast.as_ref().ok()?.clone());
    let greeting = greeting(&evaluations, &opened.progress, today);
    let object = overview(&evaluations, known, greeting);
    let text = || {
        let line = match &forecast {
            _ if !evaluation.total().is_open() => Text::new(),
            None => view::no_forecast(&context.style),
            Some(Ok(forecast)) => forecast
                .as_ref()
                .map_or_else(Text::new, |known| view::forecast(known, today, &context.style)),
            Some(Err(error)) => format!("no forecast: {error}").into(),
        };
        view::overview(&object, line, today, &context.style)
    };
    let Some(Somebody { person, days }) = somebody else {
        answer.print(context, &object, text)?;
        return Ok(Status::Done);
    };
    let all = opened.roadmaps_of_progress(&roadmaps);
    let all: Vec<&Roadmap> = all.iter().map(Rc::as_ref).collect();
    let report = report(&opened.progress, &evaluations, &all, *days, today);
    let both = OfSomebody { person, overview: &object, report: &report };
    answer.print(context, &both, || {
        Text::paragraphs([text(), view::report(&report, today, &context.style)])
    })?;
    Ok(Status::Done)
}

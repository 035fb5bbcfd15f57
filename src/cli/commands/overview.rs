//! `roadmap` alone: where you stand, and the next steps; a welcome at first.

use career_roadmap::query::Evaluation;
use career_roadmap::query::greeting::greeting;
use career_roadmap::query::overview::overview;
use career_roadmap::query::plan::forecast;
use career_roadmap::view;
use career_roadmap::view::text::Text;

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;

pub fn run(context: &Context, answer: &Answer) -> Outcome {
    let opened = context.open()?;
    if opened.progress.is_empty() && !answer.is_for_machines() {
        let loaded = opened.load_all();
        context.warn_of_broken(&opened.catalog);
        context.warn_of_catalog(&opened.catalog);
        context.warn_of_folders(&opened.catalog);
        let roadmaps = opened.listed(&loaded);
        let text = || view::welcome(&roadmaps, opened.current().as_str(), &context.style);
        answer.print(context, &(), text)?;
        return Ok(Status::Done);
    }
    let roadmap = opened.catalog.load(opened.current())?;
    let roadmaps = context.load_usable(&opened, &opened.in_use)?;
    let evaluations: Vec<_> =
        roadmaps.iter().map(|roadmap| Evaluation::new(roadmap, &opened.progress)).collect();
    let evaluation = &evaluations[0];
    context.hint_to_choose(&opened);
    context.warn_of_catalog(&opened.catalog);
    let today = context.clock()?.today;
    let saved = opened.progress.plan(&roadmap.id);
    // The pace is only said beside a goal, and may take reading the whole catalog.
    let has_goal = saved.is_some_and(|saved| saved.by.is_some());
    let pace = if has_goal { opened.pace(&roadmaps, today) } else { None };
    let forecast = saved.map(|saved| forecast(evaluation, saved, today, pace));
    let known = forecast.as_ref().and_then(|forecast| forecast.as_ref().ok()?.clone());
    let greeting = greeting(&evaluations, &opened.progress, today);
    let object = overview(&evaluations, known, greeting);
    answer.print(context, &object, || {
        let line = match &forecast {
            _ if !evaluation.total().is_open() => Text::new(),
            None => view::no_forecast(&context.style),
            Some(Ok(forecast)) => forecast
                .as_ref()
                .map_or_else(Text::new, |known| view::forecast(known, today, &context.style)),
            Some(Err(error)) => format!("no forecast: {error}").into(),
        };
        view::overview(&object, line, today, &context.style)
    })?;
    Ok(Status::Done)
}

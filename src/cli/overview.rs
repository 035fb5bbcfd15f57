//! The overview of whoever's progress was opened.

use career_roadmap::query::Evaluation;
use career_roadmap::query::overview::overview;
use career_roadmap::query::plan::forecast;
use career_roadmap::view;
use career_roadmap::view::text::Text;

use super::context::{Context, Opened};
use super::error::{Outcome, Status};
use super::output::Answer;

/// Prints where they stand, and their next steps.
///
/// # Errors
/// When the current roadmap is broken, or it cannot be printed.
pub fn print(context: &Context, opened: &Opened, answer: &Answer) -> Outcome {
    let roadmap = opened.catalog.load(opened.current())?;
    let roadmaps = context.load_usable(opened, &opened.in_use)?;
    let evaluations: Vec<_> =
        roadmaps.iter().map(|roadmap| Evaluation::new(roadmap, &opened.progress)).collect();
    let evaluation = &evaluations[0];
    context.hint_to_choose(opened);
    context.warn_of_catalog(&opened.catalog);
    let today = context.clock()?.today;
    let saved = opened.progress.plan(&roadmap.id);
    let forecast = saved.map(|saved| forecast(evaluation, saved, today));
    let known = forecast.as_ref().and_then(|forecast| forecast.as_ref().ok()?.clone());
    let object = overview(&evaluations, known);
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

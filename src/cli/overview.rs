//! `roadmap` alone: where you stand, and the next steps; a welcome at first.

use career_roadmap::query::next::Next;
use career_roadmap::query::plan::{Forecast, forecast};
use career_roadmap::query::summary::{RoadmapSummary, summary};
use career_roadmap::query::{Standing, Wanted, next};
use career_roadmap::view::forecast::{forecast as show, no_forecast};
use career_roadmap::view::overview::{overview, welcome};
use serde::Serialize;

use super::app::App;
use super::fail::{Outcome, Status};
use super::list::{list_all, load_all};
use super::read::Answer;

/// What `next` and `progress` say, in one object.
#[derive(Serialize)]
struct Overview<'a> {
    #[serde(flatten)]
    next: &'a Next<'a>,
    roadmaps: [&'a RoadmapSummary<'a>; 1],
    /// `None` without a saved plan, and when nothing is left.
    forecast: Option<&'a Forecast<'a>>,
}

pub fn run(app: &App, answer: &Answer) -> Outcome {
    let opened = app.open()?;
    if opened.progress.is_empty() && !answer.is_for_machines() {
        let loaded = load_all(&opened);
        app.warn_of_broken(&opened.catalog);
        app.warn_of_catalog(&opened.catalog);
        app.warn_of_folders(&opened.catalog);
        let roadmaps = list_all(&opened, &loaded);
        let text = || welcome(&roadmaps, opened.current().as_str(), &app.look);
        answer.print(app, &(), text)?;
        return Ok(Status::Done);
    }
    let roadmap = opened.catalog.load(opened.current())?;
    let standing = Standing::new(&roadmap, &opened.progress);
    let summary = summary(&standing);
    let next = next(std::slice::from_ref(&standing), &Wanted::default());
    app.hint_to_choose(&opened);
    app.warn_of_catalog(&opened.catalog);
    let today = app.clock()?.today;
    let saved = opened.progress.plan(&roadmap.id);
    let forecast = saved.map(|saved| forecast(&standing, saved, today));
    let known = forecast.as_ref().and_then(|forecast| forecast.as_ref().ok()?.as_ref());
    let object = Overview { next: &next, roadmaps: [&summary], forecast: known };
    answer.print(app, &object, || {
        let line = match &forecast {
            _ if !standing.total().is_open() => String::new(),
            None => no_forecast(&app.look),
            Some(Ok(forecast)) => {
                forecast.as_ref().map_or_else(String::new, |known| show(known, today, &app.look))
            }
            Some(Err(error)) => format!("no forecast: {error}"),
        };
        overview(&summary, &next, &line, today, &app.look)
    })?;
    Ok(Status::Done)
}

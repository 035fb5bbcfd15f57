//! `roadmap` alone: where you stand, and the next steps; a welcome at first.

use career_roadmap::query::next::Next;
use career_roadmap::query::summary::{RoadmapSummary, summary};
use career_roadmap::query::{Standing, Wanted, next};
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
}

pub fn run(app: &App, answer: &Answer) -> Outcome {
    let opened = app.open()?;
    if opened.progress.is_empty() && !answer.is_for_machines() {
        let loaded = load_all(&opened);
        app.warn_of_broken(&opened.catalog);
        app.warn_of_catalog(&opened.catalog);
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
    let object = Overview { next: &next, roadmaps: [&summary] };
    answer.print(app, &object, || overview(&summary, &next, "", today, &app.look))?;
    Ok(Status::Done)
}

//! What the commands that change something share: finding what was named,
//! recording under the lock, and telling.

use std::rc::Rc;

use anyhow::Result;
use career_roadmap::catalog::{Catalog, Id, Roadmap, RoadmapId};
use career_roadmap::progress::{Draft, Event, Progress};
use career_roadmap::query::change::{Decision, Target};
use career_roadmap::query::names::{Found, NameError, Named, Names, Wanted};
use career_roadmap::query::{self, Standing, dates, steps};
use career_roadmap::view::changed::{Changed, Counts, Verb, changed};
use jiff::civil::Date;
use serde::Serialize;

use super::app::{App, Opened};
use super::fail::{Outcome, Recorded, Status, advised};
use super::read::Answer;

/// `--on DATE`: the day that it counts for.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct On {
    /// The day it counts for: 2026-11-20, today, yesterday, or a weekday
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

impl On {
    /// The date, not later than today.
    pub fn date(&self, app: &App) -> Result<Date> {
        let today = app.clock()?.today;
        let Some(text) = &self.on else { return Ok(today) };
        let date = dates::parse(text, today, dates::Direction::Past)?;
        if date > today {
            return Err(advised(
                format!("{date} is in the future: what is recorded has happened"),
                ["leave out --on, or name a day up to today".to_owned()],
            ));
        }
        Ok(date)
    }
}

/// What a writing command answers to machines.
#[derive(Debug, Serialize)]
pub struct Report {
    pub changed: Vec<Id>,
    pub unchanged: Vec<Id>,
    /// The id of the event, if one was written.
    pub event: Option<String>,
}

/// Finds everything that was named, or fails with the first that is nothing.
pub fn find_all(
    app: &App,
    opened: &Opened,
    names: &[String],
    wanted: Wanted,
) -> Result<Vec<Found>> {
    names.iter().map(|name| find(app, opened, name, wanted)).collect()
}

/// Finds what was named, or says what could have been meant.
pub fn find(app: &App, opened: &Opened, name: &str, wanted: Wanted) -> Result<Found> {
    let names = Names { catalog: &opened.catalog, in_use: &opened.in_use };
    let found = names.find(name, wanted);
    app.warn_of_broken(&opened.catalog);
    found.map_err(|error| explain(opened, &error, wanted))
}

/// A skill or group as a target, which stages, roadmaps and resources are not.
pub fn target(found: &Found) -> Option<Target> {
    match found.named {
        Named::Entry(ix) => Some(Target { roadmap: Rc::clone(&found.roadmap), ix }),
        _ => None,
    }
}

fn explain(opened: &Opened, error: &NameError, wanted: Wanted) -> anyhow::Error {
    let advice = match error {
        NameError::Unknown { text, suggestions, .. } => {
            advise_unknown(opened, text, suggestions, wanted)
        }
        NameError::Ambiguous { ids, .. } => vec![format!("say which: {}", ids.join(", "))],
        NameError::NoResource { id, .. } => vec![format!("roadmap show {id} lists them")],
    };
    advised(error.to_string(), advice)
}

fn advise_unknown(
    opened: &Opened,
    text: &str,
    suggestions: &[String],
    wanted: Wanted,
) -> Vec<String> {
    if let Ok(place) = text.parse::<usize>()
        && let Some(id) = step_at(opened, place)
    {
        return vec![format!(
            "places in a list are no names; at {place} stands {id} now: use '{id}'"
        )];
    }
    if std::path::Path::new(text).is_file() {
        return vec![format!("that is a file: did you mean 'roadmap lint {text}'?")];
    }
    if let Some(stage) = stage_named(opened, text)
        && wanted != Wanted::Anything
    {
        return vec![format!("that is a stage: 'roadmap check --all {stage}' marks all in it")];
    }
    match suggestions {
        [] => vec![format!("roadmap find '{text}' looks in titles and summaries too")],
        [one] => vec![format!("did you mean '{one}'?")],
        [firsts @ .., last] => {
            vec![format!("did you mean '{}' or '{last}'?", firsts.join("', '"))]
        }
    }
}

/// The id of what stands at a place of `roadmap next` now.
fn step_at(opened: &Opened, place: usize) -> Option<String> {
    let roadmap = opened.catalog.load(opened.current()).ok()?;
    let standing = Standing::new(&roadmap, &opened.progress);
    let steps = steps(&standing, &query::Wanted::default());
    let step = steps.get(place.checked_sub(1)?)?;
    Some(roadmap.entry(step.ix()).id.to_string())
}

fn stage_named(opened: &Opened, text: &str) -> Option<String> {
    let names = Names { catalog: &opened.catalog, in_use: &opened.in_use };
    let found = names.find(text, Wanted::Anything).ok()?;
    match found.named {
        Named::Stage(at) => Some(found.roadmap.stages()[at].id.to_string()),
        Named::Roadmap => Some(found.roadmap.id.to_string()),
        _ => None,
    }
}

/// A change to record: what it is called, when it counts, what it does.
pub struct Request<'a> {
    pub verb: Verb,
    pub on: Date,
    /// What was named, for the words about it.
    pub targets: &'a [Target],
    /// Resources as `Pro Git (git/1)`.
    pub resources: Vec<String>,
    pub choices: Vec<(String, String)>,
    pub said: bool,
}

impl<'a> Request<'a> {
    pub fn new(verb: Verb, on: Date, targets: &'a [Target]) -> Self {
        Self { verb, on, targets, resources: Vec::new(), choices: Vec::new(), said: false }
    }
}

impl Report {
    pub fn new(decision: &Decision, event: Option<&Event>) -> Self {
        Self {
            changed: decision.changed.clone(),
            unchanged: decision.unchanged.clone(),
            event: event.map(|event| event.id.to_string()),
        }
    }
}

/// Records what `decide` decides on the newest progress, and tells.
pub fn record(
    app: &App,
    answer: &Answer,
    opened: &Opened,
    request: Request<'_>,
    decide: impl FnOnce(&Progress) -> Result<Decision>,
) -> Outcome {
    let (decision, event, after) = append(app, request.on, decide)?;
    let report = Report::new(&decision, event.as_ref());
    let printed = answer.print(app, &report, || tell(app, opened, &request, &decision, &after));
    finish(printed, event.is_some())
}

/// Appends the decided change under the lock; returns what was decided, the
/// event, and the progress with it.
pub fn append(
    app: &App,
    on: Date,
    decide: impl FnOnce(&Progress) -> Result<Decision>,
) -> Result<(Decision, Option<Event>, Progress)> {
    let now = app.clock()?.now;
    let mut decided = Decision::default();
    let mut progress = Progress::default();
    let event = app.journal().append(now, |log| {
        progress = log.progress();
        decided = decide(&progress)?;
        Ok::<_, anyhow::Error>(decided.change.clone().map(|change| Draft { on, change }))
    })?;
    if let Some(event) = &event {
        progress.add(event);
    }
    Ok((decided, event, progress))
}

/// After an event is on the disk, a failure to print says that it is.
pub fn finish(printed: Result<()>, recorded: bool) -> Outcome {
    match printed {
        Ok(()) => Ok(Status::Done),
        Err(error) if recorded && !error.is::<super::fail::ReaderGone>() => {
            Err(Recorded(error).into())
        }
        Err(error) => Err(error),
    }
}

fn tell(
    app: &App,
    opened: &Opened,
    request: &Request<'_>,
    decision: &Decision,
    after: &Progress,
) -> String {
    let title = |id: &Id| {
        let target = request.targets.iter().find(|target| target.id() == id);
        target.map_or_else(|| "?".to_owned(), |target| target.title().to_owned())
    };
    let changed_titles: Vec<String> = decision.changed.iter().map(title).collect();
    let unchanged_titles: Vec<String> = decision.unchanged.iter().map(title).collect();
    let mut told = Changed {
        changed: changed_titles.iter().map(String::as_str).collect(),
        unchanged: unchanged_titles.iter().map(String::as_str).collect(),
        resources: request.resources.clone(),
        said: request.said,
        choices: request
            .choices
            .iter()
            .map(|(title, command)| (title.as_str(), command.clone()))
            .collect(),
        ..Changed::default()
    };
    let Some(roadmap) = roadmap_of(&opened.catalog, &opened.in_use, decision, request.targets)
    else {
        return changed(request.verb, &told, &app.look);
    };
    let before = Standing::new(&roadmap, &opened.progress);
    let standing = Standing::new(&roadmap, after);
    if !decision.changed.is_empty() {
        told.counts = Some(Counts {
            roadmap: &roadmap.title,
            before: before.total(),
            after: standing.total(),
        });
    }
    if !opened.in_use.contains(&roadmap.id) {
        told.elsewhere = Some(&roadmap.title);
    }
    if matches!(request.verb, Verb::Start | Verb::Check) {
        for id in &decision.changed {
            let unmet =
                roadmap.with_id(id.as_str()).map(|ix| standing.unmet(ix)).unwrap_or_default();
            for ix in unmet {
                let title = roadmap.entry(ix).title.as_str();
                if !told.unmet.contains(&title) {
                    told.unmet.push(title);
                }
            }
        }
    }
    if matches!(request.verb, Verb::Check | Verb::Known | Verb::Skip) {
        let everything = query::Wanted { limit: usize::MAX, ..query::Wanted::default() };
        let were = steps(&before, &everything);
        let new = steps(&standing, &everything).into_iter().filter(|step| !were.contains(step));
        told.ready = new.map(|step| roadmap.entry(step.ix()).title.as_str()).collect();
    }
    changed(request.verb, &told, &app.look)
}

/// The roadmap to tell about: the first in use that has what changed, else
/// where it was found.
fn roadmap_of(
    catalog: &Catalog,
    in_use: &[RoadmapId],
    decision: &Decision,
    targets: &[Target],
) -> Option<Rc<Roadmap>> {
    let id = decision.changed.first()?;
    let used = in_use.iter().filter_map(|roadmap| catalog.load(roadmap).ok());
    let mut used = used.filter(|roadmap| roadmap.with_id(id.as_str()).is_some());
    used.next().or_else(|| {
        targets.iter().find(|target| target.id() == id).map(|target| Rc::clone(&target.roadmap))
    })
}

/// The resources that were named, each with its index in its skill.
pub fn resources(found: &[Found]) -> Vec<(Target, usize)> {
    let resources = found.iter().filter_map(|found| match found.named {
        Named::Resource(ix, at) => Some((Target { roadmap: Rc::clone(&found.roadmap), ix }, at)),
        _ => None,
    });
    resources.collect()
}

/// Resources as `Pro Git (git/1)`.
pub fn labels(resources: &[(Target, usize)]) -> Vec<String> {
    let label = |(target, at): &(Target, usize)| {
        let skill = target.roadmap.entry(target.ix).skill();
        let resource = skill.and_then(|skill| skill.resources.get(*at))?;
        Some(format!("{} ({}/{})", resource.label(), target.id(), at + 1))
    };
    resources.iter().filter_map(label).collect()
}

/// The title of a choice, and what to type to choose.
pub fn how_to_choose(choice: &Target) -> (String, String) {
    let roadmap = &choice.roadmap;
    let options: Vec<&str> =
        roadmap.children(choice.ix).map(|option| roadmap.entry(option).id.as_str()).collect();
    (choice.title().to_owned(), format!("roadmap start {}", options.join(" | ")))
}

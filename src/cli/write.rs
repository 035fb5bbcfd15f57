//! What the commands that change something share: finding what was named,
//! recording under the lock, and telling.

use std::rc::Rc;

use anyhow::Result;
use career_roadmap::catalog::{Id, Ix, Roadmap};
use career_roadmap::progress::{self, Draft, Event, Progress};
use career_roadmap::query::change::{Decision, Target};
use career_roadmap::query::lookup::{Found, NameError, Named, Names, Wanted};
use career_roadmap::query::next::NeedState;
use career_roadmap::query::{self, Evaluation, dates, steps};
use career_roadmap::view::changed::{Changed, Counts, Verb, changed};
use career_roadmap::view::words::list;
use jiff::civil::Date;
use serde::Serialize;

use super::context::{Context, Opened};
use super::error::{Advised, Outcome, Recorded, Status, advised};
use super::output::Answer;

/// `--on DATE`: the day that it counts for.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct On {
    /// The day it counts for: 2026-11-20, today, yesterday, or a weekday
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

impl On {
    /// The date, not later than today.
    pub fn date(&self, context: &Context) -> Result<Date> {
        let today = context.clock()?.today;
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

/// Finds everything that was named, or fails with all that is nothing.
pub fn find_all(
    context: &Context,
    opened: &Opened,
    names: &[String],
    wanted: Wanted,
) -> Result<Vec<Found>> {
    let (mut found, mut failed) = (Vec::new(), Vec::new());
    for name in names {
        match find(context, opened, name, wanted) {
            Ok(hit) => found.push(hit),
            Err(error) => failed.push(error),
        }
    }
    if failed.len() < 2 {
        return failed.pop().map_or(Ok(found), Err);
    }
    let count = failed.len();
    let line = |error: anyhow::Error| match error.downcast_ref::<Advised>() {
        Some(Advised { message, advice }) if !advice.is_empty() => {
            format!("{message}: {}", advice[0])
        }
        _ => error.to_string(),
    };
    Err(advised(format!("{count} names mean nothing here"), failed.into_iter().map(line)))
}

/// Finds what was named, or says what could have been meant.
pub fn find(context: &Context, opened: &Opened, name: &str, wanted: Wanted) -> Result<Found> {
    let names = Names { catalog: &opened.catalog, in_use: &opened.in_use };
    let found = names.find(name, wanted);
    if found.is_err()
        && wanted == Wanted::Anything
        && let Some(listing) = opened.catalog.listing(name.trim_start_matches("roadmap/"))
    {
        // A roadmap by name, but one that is broken.
        opened.catalog.load(&listing.id)?;
    }
    context.warn_of_broken(&opened.catalog);
    found.map_err(|error| explain(opened, &error, wanted))
}

/// A skill or group as a target, which stages, roadmaps and resources are not.
pub fn target(found: &Found) -> Option<Target> {
    match found.named {
        Named::Entry(ix) => Some(Target { roadmap: Rc::clone(&found.roadmap), ix }),
        _ => None,
    }
}

/// Finds a skill; of a group it is an error, for the reason `why`.
pub fn find_skill(context: &Context, opened: &Opened, name: &str, why: &str) -> Result<Target> {
    let found = find(context, opened, name, Wanted::Entries)?;
    target(&found).filter(|target| target.roadmap.entry(target.ix).is_skill()).ok_or_else(|| {
        advised(
            format!("'{name}' is a group, and {why}"),
            [format!("roadmap show '{name}' lists its skills")],
        )
    })
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
    if wanted != Wanted::Anything
        && let Some(advice) = advise_whole(opened, text)
    {
        return vec![advice];
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
    let evaluation = Evaluation::new(&roadmap, &opened.progress);
    let steps = steps(&evaluation, &query::Wanted::default());
    let step = steps.get(place.checked_sub(1)?)?;
    Some(roadmap.entry(step.ix()).id.to_string())
}

/// What to do with a stage or roadmap where a skill is wanted.
fn advise_whole(opened: &Opened, text: &str) -> Option<String> {
    let names = Names { catalog: &opened.catalog, in_use: &opened.in_use };
    let found = names.find(text, Wanted::Anything).ok()?;
    match found.named {
        Named::Stage(at) => {
            let id = &found.roadmap.stages()[at].id;
            Some(format!("that is a stage: roadmap show {id} lists its skills"))
        }
        Named::Roadmap => {
            let id = &found.roadmap.id;
            Some(format!("that is a roadmap: roadmap use {id} follows it"))
        }
        Named::Entry(_) | Named::Resource(..) => None,
    }
}

/// A change to record: what it is called, when it counts, what it does.
pub struct Request<'a> {
    pub verb: Verb,
    pub on: Date,
    /// What was named, for the words about it.
    pub targets: &'a [Target],
    /// Those that were named by themselves; `None` when all were.
    pub named: Option<&'a [Id]>,
    /// Resources as `Pro Git (git/1)`.
    pub resources: Vec<String>,
    /// Open choices that are left, with what to type.
    pub choices: Vec<(String, String)>,
    pub said: bool,
}

impl<'a> Request<'a> {
    pub fn new(verb: Verb, on: Date, targets: &'a [Target]) -> Self {
        Self {
            verb,
            on,
            targets,
            named: None,
            resources: Vec::new(),
            choices: Vec::new(),
            said: false,
        }
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
    context: &Context,
    answer: &Answer,
    opened: &Opened,
    request: &Request<'_>,
    decide: impl FnMut(&Progress) -> Result<Decision>,
) -> Outcome {
    let (decision, event, after) = append(context, request.on, decide)?;
    let report = Report::new(&decision, event.as_ref());
    let printed =
        answer.print(context, &report, || tell(context, opened, request, &decision, &after));
    finish(printed, event.is_some())
}

/// Appends the decided change under the lock; returns what was decided, the
/// event, and the progress with it.
pub fn append(
    context: &Context,
    on: Date,
    mut decide: impl FnMut(&Progress) -> Result<Decision>,
) -> Result<(Decision, Option<Event>, Progress)> {
    let mut decided = Decision::default();
    let mut progress = Progress::default();
    let event = context.append(|log| {
        progress = log.progress();
        decided = decide(&progress)?;
        Ok(decided.change.clone().map(|change| Draft { on, change }))
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
        Err(error) if recorded && !error.is::<super::error::ReaderGone>() => {
            Err(Recorded(error).into())
        }
        Err(error) => Err(error),
    }
}

fn tell(
    context: &Context,
    opened: &Opened,
    request: &Request<'_>,
    decision: &Decision,
    after: &Progress,
) -> String {
    let title = |id: &Id| {
        let target = request.targets.iter().find(|target| target.id() == id);
        target.map_or("?", Target::title)
    };
    let is_named = |id: &&Id| request.named.is_none_or(|named| named.contains(id));
    let (named, needed): (Vec<&Id>, Vec<&Id>) = decision.changed.iter().partition(is_named);
    let mut told = Changed {
        changed: named.into_iter().map(title).collect(),
        needed: needed.into_iter().map(title).collect(),
        unchanged: decision.unchanged.iter().filter(is_named).map(title).collect(),
        resources: request.resources.clone(),
        said: request.said,
        choices: request.choices.clone(),
        ..Changed::default()
    };
    let touched = roadmaps_of(opened, decision, request.targets);
    let evaluations: Vec<_> = touched
        .iter()
        .map(|roadmap| {
            (Evaluation::new(roadmap, &opened.progress), Evaluation::new(roadmap, after))
        })
        .collect();
    for (before, now) in &evaluations {
        let roadmap = &now.roadmap().title;
        told.counts.push(Counts { roadmap, before: before.total(), after: now.total() });
    }
    let Some((before, now)) = evaluations.first() else {
        return changed(request.verb, &told, &context.style);
    };
    let roadmap = now.roadmap();
    if !opened.in_use.contains(&roadmap.id) {
        told.elsewhere = Some(&roadmap.title);
    }
    for id in &decision.changed {
        let Some(ix) = roadmap.with_id(id.as_str()) else { continue };
        if matches!(request.verb, Verb::Start | Verb::Check) {
            let unmet = now.unmet(ix).into_iter().map(|ix| roadmap.entry(ix).title.as_str());
            let unmet: Vec<_> = unmet.filter(|title| !told.unmet.contains(title)).collect();
            told.unmet.extend(unmet);
        }
        told.odd.extend(odd(request.verb, before, now, ix));
    }
    if matches!(request.verb, Verb::Check | Verb::Known | Verb::Skip) {
        let everything = query::Wanted { limit: usize::MAX, ..query::Wanted::default() };
        let were = steps(before, &everything);
        let new = steps(now, &everything).into_iter().filter(|step| !were.contains(step));
        told.ready = new.map(|step| roadmap.entry(step.ix()).title.as_str()).collect();
    }
    changed(request.verb, &told, &context.style)
}

/// What a person may not have meant by the change of this skill.
fn odd(verb: Verb, before: &Evaluation<'_>, now: &Evaluation<'_>, ix: Ix) -> Vec<String> {
    let roadmap = now.roadmap();
    let entry = roadmap.entry(ix);
    let title = &entry.title;
    let mut odd = Vec::new();
    if before.status(ix) == progress::Status::Done && matches!(verb, Verb::Start | Verb::Skip) {
        odd.push(format!("{title} was done; to take this back: roadmap undo"));
    }
    let choice = entry.parent.filter(|group| roadmap.entry(*group).choose().is_some());
    if let Some(choice) = choice {
        let choice_title = &roadmap.entry(choice).title;
        if verb == Verb::Skip && now.is_undecided(choice) {
            odd.push(format!(
                "{choice_title} still waits for another option; to leave all of it out: roadmap skip {}",
                roadmap.entry(choice).id
            ));
        }
        let others: Vec<&str> = now
            .chosen(choice)
            .filter(|option| *option != ix)
            .map(|option| roadmap.entry(option).title.as_str())
            .collect();
        if verb == Verb::Start && !before.is_undecided(choice) && !others.is_empty() {
            odd.push(format!("{choice_title} was chosen already: {}", list(&others, 4)));
        }
    }
    if verb == Verb::Start {
        let missing = query::next::needs(now, ix)
            .into_iter()
            .filter(|need| need.state == NeedState::OutOfScope);
        odd.extend(
            missing.map(|need| format!("it needs {}, which you did not choose", need.title)),
        );
    }
    odd
}

/// The roadmaps to tell about: those in use that have what changed, else the
/// one where it was found.
fn roadmaps_of(opened: &Opened, decision: &Decision, targets: &[Target]) -> Vec<Rc<Roadmap>> {
    let changed = |roadmap: &Rc<Roadmap>| {
        decision.changed.iter().any(|id| roadmap.with_id(id.as_str()).is_some())
    };
    let used = opened.in_use.iter().filter_map(|roadmap| opened.catalog.load(roadmap).ok());
    let used: Vec<_> = used.filter(changed).collect();
    if !used.is_empty() {
        return used;
    }
    let found = targets.iter().find(|target| decision.changed.contains(target.id()));
    found.map(|target| Rc::clone(&target.roadmap)).into_iter().collect()
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

/// The title of a choice, and the ids of its options.
pub fn how_to_choose(choice: &Target) -> (String, String) {
    let roadmap = &choice.roadmap;
    let options: Vec<&str> =
        roadmap.children(choice.ix).map(|option| roadmap.entry(option).id.as_str()).collect();
    (choice.title().to_owned(), options.join(", "))
}

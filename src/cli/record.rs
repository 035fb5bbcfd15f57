//! Code shared by the commands that record something: the date, recording under the
//! lock, and the report.

use std::rc::Rc;

use anyhow::Result;
use career_roadmap::catalog::{Id, Roadmap};
use career_roadmap::progress::{Change, Draft, Event, Log, Logged};
use career_roadmap::query::dates;
use career_roadmap::query::effect::{Request, Verb, effect};
use career_roadmap::query::lookup::EntryRef;
use career_roadmap::query::record::{Decision, ResourceAt};
use career_roadmap::view::changed;
use career_roadmap::view::history::describe;
use jiff::civil::Date;
use serde::Serialize;

use super::context::{Context, Opened, Recorded};
use super::error::{self, Outcome, ReaderGone, Status, advised};
use super::output::Answer;

/// `--on DATE`: the day that the event counts for.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct On {
    /// The day it counts for: 2026-11-20, today, yesterday, or a weekday
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

impl On {
    /// The given day, if any.
    ///
    /// # Errors
    /// If it cannot be parsed, or is in the future.
    pub fn given(&self, context: &Context) -> Result<Option<Date>> {
        let today = context.clock()?.today;
        let Some(text) = &self.on else { return Ok(None) };
        let date = dates::parse(text, today, dates::Direction::Past)?;
        if date > today {
            return Err(advised(
                format!("{text} is in the future"),
                ["leave out --on, or give a day up to today".to_owned()],
            ));
        }
        Ok(Some(date))
    }
}

/// The JSON answer of a command that records something.
#[derive(Debug, Serialize)]
pub struct Report {
    pub changed: Vec<Id>,
    pub unchanged: Vec<Id>,
    /// The id of the recorded event, if any.
    pub event: Option<String>,
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

/// Skills and resources to give a status, and the event that does it.
#[derive(Debug)]
pub struct Marking {
    pub verb: Verb,
    /// The skills concerned.
    pub skills: Vec<EntryRef>,
    /// The skills named by the user, if only some of them were.
    pub named: Option<Vec<Id>>,
    pub resources: Vec<ResourceAt>,
    /// Open choices, which are not marked.
    pub choices: Vec<EntryRef>,
    /// Whether a note or evidence was given.
    pub noted: bool,
    pub decision: Decision,
}

impl Marking {
    pub fn new(verb: Verb, skills: Vec<EntryRef>, decision: Decision) -> Self {
        Self {
            verb,
            skills,
            named: None,
            resources: Vec::new(),
            choices: Vec::new(),
            noted: false,
            decision,
        }
    }
}

/// Records the marking that `decide` returns for the newest progress, and reports it.
pub fn mark(
    context: &Context,
    answer: &Answer,
    on: Option<Date>,
    mut decide: impl FnMut(&Opened) -> Result<Marking>,
) -> Outcome {
    let recorded = context.record(on, |opened| {
        let mut marking = decide(opened)?;
        Ok((marking.decision.change.take(), marking))
    })?;
    let Recorded { opened, after, event, value: marking } = recorded;
    let report = Report::new(&marking.decision, event.as_ref());
    let printed = answer.print(context, &report, || {
        let request = Request {
            verb: marking.verb,
            skills: &marking.skills,
            named: marking.named.as_deref(),
            resources: &marking.resources,
            choices: &marking.choices,
            noted: marking.noted,
        };
        let (roadmaps, elsewhere) = roadmaps_of(&opened, &marking);
        let progress = (&opened.progress, &after);
        let effect = effect(&request, &marking.decision, &roadmaps, elsewhere, progress);
        changed(marking.verb, &effect, &context.style)
    });
    finish(printed, event.is_some())
}

/// Undoes the event whose id ends with `id` and whose name in the journal is `name`.
pub fn delete(context: &Context, answer: &Answer, name: &'static str, id: &str) -> Outcome {
    let clock = context.clock()?;
    let mut warned = false;
    let mut deleted: Option<Event> = None;
    let event = context.append(|log| {
        if !std::mem::replace(&mut warned, true) {
            context.warn_of(&log);
        }
        let event = named_event(&log, name, id)?;
        let change = Change::Undo { event: event.id };
        deleted = Some(event);
        Ok(Some(Draft { on: clock.today, change }))
    })?;
    let report = Report {
        changed: Vec::new(),
        unchanged: deleted.iter().flat_map(|event| event.change.skills().to_vec()).collect(),
        event: event.as_ref().map(|event| event.id.to_string()),
    };
    let printed = answer.print(context, &report, || {
        let what = deleted.as_ref().map(|event| describe(event, &context.style));
        format!("deleted: {}", what.unwrap_or_default())
    });
    finish(printed, event.is_some())
}

/// The event with this name whose id ends with `id`.
///
/// # Errors
/// If there is no such event, more than one, or it is already undone.
fn named_event(log: &Log, name: &'static str, id: &str) -> Result<Event> {
    let is_meant = |logged: &&Logged| !id.is_empty() && logged.id.to_string().ends_with(id);
    let events = || log.events().iter().filter(is_meant).map(|logged| (logged, log.event(logged)));
    let mut fitting = events().filter(|(_, event)| event.change.name() == name);
    let advice = format!("roadmap history --event {name} --ids lists them");
    match (fitting.next(), fitting.next(), events().next()) {
        (Some(_), Some(_), _) => Err(advised(
            format!("several events end with '{id}'"),
            ["give more of the id; roadmap history --json shows it in full".to_owned()],
        )),
        (Some((logged, _)), None, _) if logged.is_void() => {
            Err(advised(format!("'{id}' is already undone"), [advice]))
        }
        (Some((_, event)), None, _) => Ok(event),
        (None, _, Some((_, other))) => Err(advised(
            format!("'{id}' is a {} event, not a {name} event", other.change.name()),
            [advice],
        )),
        (None, ..) => Err(advised(format!("no {name} event ends with '{id}'"), [advice])),
    }
}

/// The outcome of a command. If an event was recorded, a failure to print says so.
pub fn finish(printed: Result<()>, recorded: bool) -> Outcome {
    match printed {
        Ok(()) => Ok(Status::Done),
        Err(error) if recorded && !error.is::<ReaderGone>() => Err(error::Recorded(error).into()),
        Err(error) => Err(error),
    }
}

/// The roadmaps in use that contain a changed skill or, if none does, the roadmap in
/// which one was found; and whether that roadmap is not in use.
fn roadmaps_of(opened: &Opened, marking: &Marking) -> (Vec<Rc<Roadmap>>, bool) {
    let has_changed = |roadmap: &Rc<Roadmap>| {
        marking.decision.changed.iter().any(|id| roadmap.with_id(id.as_str()).is_some())
    };
    let used = opened.in_use.iter().filter_map(|roadmap| opened.catalog.load(roadmap).ok());
    let used: Vec<_> = used.filter(has_changed).collect();
    if !used.is_empty() {
        return (used, false);
    }
    let changed = |skill: &&EntryRef| marking.decision.changed.contains(skill.id());
    let found = marking.skills.iter().find(changed);
    let roadmaps: Vec<_> = found.map(|skill| Rc::clone(&skill.roadmap)).into_iter().collect();
    let elsewhere = roadmaps.first().is_some_and(|roadmap| !opened.in_use.contains(&roadmap.id));
    (roadmaps, elsewhere)
}

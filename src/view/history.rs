//! Events in words, shared by both renderers.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::catalog::{Entry, Id, RoadmapId};
use crate::progress::{Change, Estimate, Event, Log, Logged, Plan, ResourceRef};
use crate::query::days::Days;

use super::style::Style;
use super::words::{Wording, list};

/// The maximum number of names in a line.
const NAMES: usize = 12;

/// An event in words, starting with its command: `check git, http: "read chapter 4"`.
pub fn describe(event: &Event, style: &Style) -> String {
    let name = |resource: &ResourceRef| format!("a resource of {}", resource.skill);
    in_words(event, style.wording(), &name)
}

/// What a ticked resource is called, such as `git/1 Pro Git`.
pub type ResourceName<'n> = dyn Fn(&ResourceRef) -> String + 'n;

/// `git: git-scm.com/book`, where nobody looked it up.
pub fn address(resource: &ResourceRef) -> String {
    let url = &resource.url;
    let short = url.split_once("://").map_or(&**url, |(_, rest)| rest);
    format!("{}: {short}", resource.skill)
}

/// `git/1 Pro Git` for the resource of this skill; `None` if it no longer has it.
pub fn numbered_resource(entry: &Entry, resource: &ResourceRef) -> Option<String> {
    let resources = &entry.skill()?.resources;
    let at = resources.iter().position(|one| one.url.as_str() == resource.url)?;
    let title = resources[at].title.as_deref()?;
    Some(format!("{}/{} {title}", entry.id, at + 1))
}

fn in_words(event: &Event, wording: Wording, name: &ResourceName<'_>) -> String {
    let text = format!("{} {}", command(&event.change), what(event, wording, name));
    text.trim_end().to_owned()
}

/// The local time at which an event was recorded. The event may count for another day.
pub fn when(event: &Event, zone: &TimeZone) -> String {
    event.at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Selects events; by default all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Only events with a skill of one of these names.
    pub names: Option<&'a [&'a str]>,
    /// Only events with this name in the journal.
    pub event: Option<&'a str>,
    /// Only events that count for one of these days.
    pub days: Option<Days>,
}

impl Wanted<'_> {
    fn is_all(&self) -> bool {
        self.names.is_none() && self.event.is_none() && self.days.is_none()
    }

    fn has(&self, event: &Event) -> bool {
        let change = &event.change;
        let of_resources = change.resources().iter().map(|resource| &resource.skill);
        let mut skills = change.skills().iter().chain(of_resources);
        self.days.is_none_or(|days| days.contains(event.on))
            && self.event.is_none_or(|name| change.name() == name)
            && self.names.is_none_or(|names| skills.any(|id| names.contains(&id.as_str())))
    }
}

/// The newest `limit` selected events of `log`, newest first.
pub fn newest_first<'a>(log: &'a Log, wanted: Wanted<'_>, limit: usize) -> Vec<&'a Logged> {
    let is_wanted = |logged: &&Logged| {
        !is_empty_note(log, logged) && (wanted.is_all() || wanted.has(&log.event(logged)))
    };
    log.events().iter().rev().filter(is_wanted).take(limit).collect()
}

/// Whether a note has neither text nor links: it was left out of an export.
fn is_empty_note(log: &Log, logged: &Logged) -> bool {
    // Parsing a million events takes time, so only those that can be one are.
    log.json(logged).contains("\"links\"")
        && matches!(
            log.event(logged).change,
            Change::Note { note: None, links, .. } if links.is_empty()
        )
}

/// The name in the journal of what people call `name`: `check` is `done`.
/// `None` if no event is called so.
pub fn event_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "check" | "done" => "done",
        "uncheck" | "reset" => "reset",
        "spent" | "log" => "spent",
        "start" => "start",
        "skip" => "skip",
        "note" => "note",
        "estimate" => "estimate",
        "refresh" => "refresh",
        "use" => "use",
        "plan" => "plan",
        "undo" => "undo",
        _ => return None,
    })
}

/// The names of events for users, which [`event_name`] accepts.
pub const EVENTS: [&str; 11] = [
    "start", "check", "uncheck", "skip", "note", "spent", "estimate", "refresh", "use", "plan",
    "undo",
];

/// Whether each event is shown with its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ids {
    Shown,
    Hidden,
}

/// The last part of an event's id, which is enough to identify it.
pub fn short_id(id: Uuid) -> String {
    let id = id.to_string();
    id.rsplit('-').next().unwrap_or(&id).to_owned()
}

/// An event, ready to be shown.
pub(super) struct Shown {
    pub(super) id: Uuid,
    pub(super) on: Date,
    pub(super) command: String,
    pub(super) what: String,
    pub(super) is_undone: bool,
}

pub(super) fn entries(
    log: &Log,
    events: &[&Logged],
    wording: Wording,
    name: &ResourceName<'_>,
) -> Vec<Shown> {
    let void = log.events().iter().filter(|logged| logged.is_void());
    let undone: HashMap<Uuid, &Logged> = void.map(|logged| (logged.id, logged)).collect();
    let entry = |logged: &&Logged| {
        let event = &log.event(logged);
        let what = match event.change {
            Change::Undo { event } => undone.get(&event).map_or_else(
                || event.to_string(),
                |logged| in_words(&log.event(logged), wording, name),
            ),
            _ => what(event, wording, name),
        };
        let is_undone = logged.is_void();
        let command = command(&event.change).to_owned();
        Shown { id: event.id, on: event.on, command, what, is_undone }
    };
    events.iter().map(entry).collect()
}

/// The command that records such an event.
fn command(change: &Change) -> &str {
    match change {
        Change::Done { .. } => "check",
        Change::Reset { .. } => "uncheck",
        other => other.name(),
    }
}

fn what(event: &Event, wording: Wording, name: &ResourceName<'_>) -> String {
    let skills: Vec<&str> = event.change.skills().iter().map(Id::as_str).collect();
    let skills = list(&skills, NAMES);
    match &event.change {
        Change::Start { note, .. } | Change::Skip { note, .. } => {
            with_note(skills, note.as_deref())
        }
        Change::Done { known, resources, note, evidence, .. } => {
            let mut text = with_resources(skills, resources, name);
            if *known {
                text.push_str(", known before");
            }
            let mut text = with_note(text, note.as_deref());
            for url in evidence {
                text.push_str(&format!(", see {url}"));
            }
            text
        }
        Change::Reset { resources, .. } => with_resources(skills, resources, name),
        Change::Note { note, links, .. } => {
            let mut text = with_note(skills, note.as_deref());
            for url in links {
                text.push_str(&format!(", see {url}"));
            }
            text
        }
        Change::Estimate { estimate, .. } => match estimate {
            Some(Estimate::Minutes { low, high }) => {
                format!("{skills}: {}", wording.span((*low).into(), (*high).into()))
            }
            Some(Estimate::Percent(percent)) => format!("{skills}: {percent}%"),
            None => format!("{skills}: as the roadmap says"),
        },
        Change::Refresh { .. } => skills,
        Change::Spent { minutes, .. } => {
            format!("{} on {skills}", wording.time((*minutes).into()))
        }
        Change::Use { roadmaps, no_refresh } => {
            let ids: Vec<&str> = roadmaps.iter().map(RoadmapId::as_str).collect();
            let off: Vec<&str> = no_refresh.iter().map(RoadmapId::as_str).collect();
            match off.as_slice() {
                [] => list(&ids, NAMES),
                off if off == ids => list(&ids, NAMES) + ", without refresh",
                off => format!("{}, without refresh of {}", list(&ids, NAMES), list(off, NAMES)),
            }
        }
        Change::Plan { roadmap, plan } => format!("{roadmap}: {}", plan_words(plan, wording)),
        Change::Undo { event } => event.to_string(),
        Change::Unknown { .. } => "(made by a newer version)".to_owned(),
    }
}

fn with_resources(skills: String, resources: &[ResourceRef], name: &ResourceName<'_>) -> String {
    let resources = resources.iter().map(name);
    let all: Vec<String> =
        Some(skills).into_iter().filter(|skills| !skills.is_empty()).chain(resources).collect();
    all.join(", ")
}

fn plan_words(plan: &Plan, wording: Wording) -> String {
    let mut words = Vec::new();
    if let Some(minutes) = plan.minutes_per_week {
        words.push(format!("{} a week", wording.time(minutes.into())));
    }
    if let Some(by) = plan.by {
        words.push(format!("by {by}"));
    }
    words.extend(plan.off.iter().map(|(from, to)| format!("off {from}..{to}")));
    if plan.optional {
        words.push("with optional skills".to_owned());
    }
    if words.is_empty() { "cleared".to_owned() } else { words.join(", ") }
}

fn with_note(text: String, note: Option<&str>) -> String {
    match note {
        Some(note) => format!("{text}: \"{note}\""),
        None => text,
    }
}

//! Events in words, for both renderings.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::catalog::{Id, RoadmapId};
use crate::progress::{Change, Estimate, Event, Log, Logged, Plan, ResourceRef};

use super::words::{Wording, list};

/// How many names a line holds.
const NAMES: usize = 12;

/// An event in words, by the command that made it: `check git, http: "read chapter 4"`.
pub fn describe(event: &Event) -> String {
    let text = format!("{} {}", command(&event.change), what(event, Wording::Long));
    text.trim_end().to_owned()
}

/// The local time at which an event was made, which need not be the day that
/// it counts for.
pub fn when(event: &Event, zone: &TimeZone) -> String {
    event.at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The newest `limit` events of `log` that name a skill by one of `names`, or of
/// all events; newest first.
pub fn newest_first<'a>(log: &'a Log, names: Option<&[&str]>, limit: usize) -> Vec<&'a Logged> {
    let concerns = |logged: &&Logged| {
        names.is_none_or(|names| {
            let change = log.event(logged).change;
            let of_resources = change.resources().iter().map(|resource| &resource.skill);
            change.skills().iter().chain(of_resources).any(|id| names.contains(&id.as_str()))
        })
    };
    log.events().iter().rev().filter(concerns).take(limit).collect()
}

/// An event, ready to be shown.
pub(super) struct Entry {
    pub(super) on: Date,
    pub(super) command: String,
    pub(super) what: String,
    pub(super) is_undone: bool,
}

pub(super) fn entries(log: &Log, events: &[&Logged], wording: Wording) -> Vec<Entry> {
    let void = log.events().iter().filter(|logged| logged.is_void());
    let undone: HashMap<Uuid, &Logged> = void.map(|logged| (logged.id, logged)).collect();
    let entry = |logged: &&Logged| {
        let event = &log.event(logged);
        let what = match event.change {
            Change::Undo { event } => undone
                .get(&event)
                .map_or_else(|| event.to_string(), |logged| describe(&log.event(logged))),
            _ => what(event, wording),
        };
        let is_undone = logged.is_void();
        let command = command(&event.change).to_owned();
        Entry { on: event.on, command, what, is_undone }
    };
    events.iter().map(entry).collect()
}

/// The command that makes such an event.
fn command(change: &Change) -> &str {
    match change {
        Change::Done { .. } => "check",
        Change::Reset { .. } => "uncheck",
        other => other.name(),
    }
}

fn what(event: &Event, wording: Wording) -> String {
    let skills: Vec<&str> = event.change.skills().iter().map(Id::as_str).collect();
    let skills = list(&skills, NAMES);
    match &event.change {
        Change::Start { note, .. } | Change::Skip { note, .. } => {
            with_note(skills, note.as_deref())
        }
        Change::Done { known, resources, note, evidence, .. } => {
            let mut text = with_resources(skills, resources);
            if *known {
                text.push_str(", known before");
            }
            let mut text = with_note(text, note.as_deref());
            for url in evidence {
                text.push_str(&format!(", see {url}"));
            }
            text
        }
        Change::Reset { resources, .. } => with_resources(skills, resources),
        Change::Note { note, links, .. } => {
            let mut text = with_note(skills, note.as_deref());
            for url in links {
                text.push_str(&format!(", see {url}"));
            }
            text
        }
        Change::Estimate { estimate, .. } => match estimate {
            Some(Estimate::Minutes { low, high }) => {
                let (low, high) = (wording.time((*low).into()), wording.time((*high).into()));
                format!("{skills}: {low} to {high}")
            }
            Some(Estimate::Percent(percent)) => format!("{skills}: {percent} %"),
            None => format!("{skills}: as the roadmap says"),
        },
        Change::Refresh { .. } => skills,
        Change::Spent { minutes, .. } => {
            format!("{} on {skills}", wording.time((*minutes).into()))
        }
        Change::Use { roadmaps, no_refresh } => {
            let ids: Vec<&str> = roadmaps.iter().map(RoadmapId::as_str).collect();
            list(&ids, NAMES) + if *no_refresh { ", without refresh" } else { "" }
        }
        Change::Plan { roadmap, plan } => format!("{roadmap}: {}", plan_words(plan, wording)),
        Change::Undo { event } => event.to_string(),
        Change::Unknown { .. } => "(made by a newer version)".to_owned(),
    }
}

fn with_resources(skills: String, resources: &[ResourceRef]) -> String {
    let resources = resources.iter().map(|resource| {
        let url = &resource.url;
        let short = url.split_once("://").map_or(&**url, |(_, rest)| rest);
        format!("{}: {short}", resource.skill)
    });
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

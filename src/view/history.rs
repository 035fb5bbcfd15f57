//! Events as text.

use std::collections::HashMap;

use jiff::civil::Date;
use uuid::Uuid;

use crate::progress::{Change, Estimate, Event, Log, Logged, Plan};

use super::escape::clean;
use super::style::{Role, Style, pad, width, wrap};
use super::words::{date, list, spent};

/// Events, newest first, a line each; those that were taken back are marked.
pub fn history(log: &Log, events: &[&Logged], today: Date, style: &Style) -> String {
    let mut lines = Vec::new();
    let undone = undone(log);
    let what = |event: &Event| match event.change {
        Change::Undo { event } => {
            undone.get(&event).map_or_else(|| event.to_string(), |it| describe(&log.event(it)))
        }
        _ => what(event),
    };
    for (at, logged) in events.iter().enumerate() {
        let event = &log.event(logged);
        let mark = if logged.is_void() { " (undone)" } else { "" };
        let role = if logged.is_void() { Role::Faint } else { Role::Title };
        if style.plain {
            let text = format!("{} {}", event.change.name(), what(event));
            lines.push(format!("{}. {}: {}{mark}", at + 1, event.on, clean(text.trim_end())));
            continue;
        }
        const DATE: usize = 13;
        const NAME: usize = 8;
        let on = date(event.on, today);
        let on = pad(&style.paint(Role::Faint, &on), width(&on), DATE);
        let name = event.change.name();
        let name = pad(&style.paint(role, name), width(name), NAME);
        let text = format!("{}{mark}", clean(&what(event)));
        let columns = style.columns().saturating_sub(DATE + NAME);
        let wrapped = wrap(&text, columns);
        lines.push(
            format!("{on}{name}{}", wrapped.first().map_or("", String::as_str))
                .trim_end()
                .to_owned(),
        );
        lines.extend(wrapped.iter().skip(1).map(|line| format!("{:1$}{line}", "", DATE + NAME)));
    }
    lines.join("\n")
}

/// The events that were taken back, by their ids.
fn undone(log: &Log) -> HashMap<Uuid, &Logged> {
    let void = log.events().iter().filter(|logged| logged.is_void());
    void.map(|logged| (logged.id, logged)).collect()
}

/// An event in words, harmless: `done git, http: "read chapter 4"`.
pub fn describe(event: &Event) -> String {
    let text = format!("{} {}", event.change.name(), what(event));
    clean(text.trim_end()).into_owned()
}

/// When an event was made, which need not be the day that it counts for.
pub fn when(event: &Event) -> String {
    event.at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

fn what(event: &Event) -> String {
    let skills: Vec<&str> = event.change.skills().iter().map(crate::catalog::Id::as_str).collect();
    let skills = list(&skills, 12);
    match &event.change {
        Change::Start { note, .. } | Change::Skip { note, .. } => {
            with_note(skills, note.as_deref())
        }
        Change::Done { known, resources, note, evidence, .. } => {
            let mut text = skills;
            for resource in resources {
                let comma = if text.is_empty() { "" } else { ", " };
                text.push_str(&format!("{comma}{} of {}", resource.url, resource.skill));
            }
            if *known {
                text.push_str(", known before");
            }
            let mut text = with_note(text, note.as_deref());
            for url in evidence {
                text.push_str(&format!(", see {url}"));
            }
            text
        }
        Change::Reset { resources, .. } => {
            let mut text = skills;
            for resource in resources {
                let comma = if text.is_empty() { "" } else { ", " };
                text.push_str(&format!("{comma}{} of {}", resource.url, resource.skill));
            }
            text
        }
        Change::Note { note, links, .. } => {
            let mut text = with_note(skills, note.as_deref());
            for url in links {
                text.push_str(&format!(", see {url}"));
            }
            text
        }
        Change::Estimate { estimate, .. } => match estimate {
            Some(Estimate::Minutes { low, high }) => {
                format!("{skills}: {} to {}", spent((*low).into()), spent((*high).into()))
            }
            Some(Estimate::Percent(percent)) => format!("{skills}: {percent} %"),
            None => format!("{skills}: as the roadmap says"),
        },
        Change::Refresh { .. } => skills,
        Change::Spent { minutes, .. } => format!("{} on {skills}", spent((*minutes).into())),
        Change::Use { roadmaps, no_refresh } => {
            let ids: Vec<&str> = roadmaps.iter().map(crate::catalog::RoadmapId::as_str).collect();
            list(&ids, 12) + if *no_refresh { ", without refresh" } else { "" }
        }
        Change::Plan { roadmap, plan } => format!("{roadmap}: {}", plan_words(plan)),
        Change::Undo { event } => event.to_string(),
        Change::Unknown { .. } => "(of a newer version)".to_owned(),
    }
}

fn plan_words(plan: &Plan) -> String {
    let mut words = Vec::new();
    if let Some(minutes) = plan.minutes_per_week {
        words.push(format!("{} a week", spent(minutes.into())));
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

/// The events of `log` that name `skill` (under any of `names`), or all; the
/// newest `limit` of them, newest first.
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

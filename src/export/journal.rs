//! The journal without private data. It reads back as the same progress.

use super::wishes::{Evidence, Notes, Wishes};
use crate::catalog::Id;
use crate::escape::is_unsafe;
use crate::progress::{Change, Event, Log, ResourceRef, json_line};

/// The events that count, oldest first, one per line. Undone events are left out, and
/// so are unknown fields and events, since they may be private.
pub(super) fn journal(log: &Log, wishes: Wishes) -> String {
    let counted = log.events().iter().filter(|logged| !logged.is_void());
    let events = counted.filter_map(|logged| shared(log.event(logged), wishes));
    events.map(|event| escaped(&json_line(&event)) + "\n").collect()
}

/// The same JSON with control characters escaped.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        // They occur only in strings, and all are in the basic multilingual plane.
        if is_unsafe(c) { out += &format!("\\u{:04x}", u32::from(c)) } else { out.push(c) }
    }
    out
}

fn shared(mut event: Event, wishes: Wishes) -> Option<Event> {
    if matches!(event.change, Change::Undo { .. } | Change::Unknown { .. }) {
        return None;
    }
    if let Change::Done { evidence, .. } = &mut event.change
        && wishes.evidence == Evidence::LeaveOut
    {
        evidence.clear();
    }
    if wishes.notes == Notes::LeaveOut {
        match &mut event.change {
            Change::Start { note, .. } | Change::Done { note, .. } | Change::Skip { note, .. } => {
                *note = None;
            }
            Change::Note { skills, .. } => event.change = touch(skills),
            _ => {}
        }
    }
    Some(event)
}

/// An event that replaces a note. Like the note, it only changes which skills were
/// touched last, the order that `next` uses.
fn touch(skills: &[Id]) -> Change {
    const NOTHING: &str = "https://note.invalid/";
    let nothing = |skill: &Id| ResourceRef { skill: skill.clone(), url: NOTHING.to_owned() };
    Change::Reset { skills: Vec::new(), resources: skills.iter().map(nothing).collect() }
}

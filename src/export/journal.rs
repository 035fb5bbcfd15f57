//! The journal without what is private: the same progress when it is read back.

use super::wishes::{Evidence, Notes, Wishes};
use crate::catalog::Id;
use crate::escape::is_unsafe;
use crate::progress::{Change, Event, Log, ResourceRef, json_line};

/// The events that count, oldest first, a line each. What was undone is left
/// out, and so are fields and events that this version does not know: nobody
/// could say whether they are private.
pub(super) fn journal(log: &Log, wishes: Wishes) -> String {
    let counted = log.events().iter().filter(|logged| !logged.is_void());
    let events = counted.filter_map(|logged| shared(log.event(logged), wishes));
    events.map(|event| escaped(&json_line(&event)) + "\n").collect()
}

/// The same JSON, in which no character acts on a terminal.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        // These stand in strings only, and all of them are in the first plane.
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

/// An event that changes nothing but the order in which skills were touched
/// last, as the note did in whose place it is: `next` goes by that order.
fn touch(skills: &[Id]) -> Change {
    const NOTHING: &str = "https://note.invalid/";
    let nothing = |skill: &Id| ResourceRef { skill: skill.clone(), url: NOTHING.to_owned() };
    Change::Reset { skills: Vec::new(), resources: skills.iter().map(nothing).collect() }
}

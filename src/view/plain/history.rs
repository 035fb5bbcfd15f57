//! The history in numbered lines.

use crate::progress::{Log, Logged};

use super::super::history::{Ids, ResourceName, Shown, entries, short_id};
use super::super::text::Text;
use super::{WORDING, numbered};

pub(crate) fn history(log: &Log, events: &[&Logged], ids: Ids, name: &ResourceName<'_>) -> Text {
    let entries = entries(log, events, WORDING, name);
    let line = |(at, entry): (usize, &Shown)| {
        let undone = if entry.is_undone { " (undone)" } else { "" };
        let text = format!("{}: {} {}{undone}", entry.on, entry.command, entry.what);
        let id = match ids {
            Ids::Shown => format!(", id {}", short_id(entry.id)),
            Ids::Hidden => String::new(),
        };
        numbered(at).text(text.trim_end()).text(&id)
    };
    entries.iter().enumerate().map(line).collect()
}

//! Events in numbered lines.

use crate::progress::{Log, Logged};

use super::super::history::{Entry, entries};
use super::super::text::Text;
use super::{WORDING, numbered};

pub(crate) fn history(log: &Log, events: &[&Logged]) -> Text {
    let entries = entries(log, events, WORDING);
    let line = |(at, entry): (usize, &Entry)| {
        let undone = if entry.is_undone { " (undone)" } else { "" };
        let text = format!("{}: {} {}{undone}", entry.on, entry.command, entry.what);
        numbered(at).text(text.trim_end())
    };
    entries.iter().enumerate().map(line).collect()
}

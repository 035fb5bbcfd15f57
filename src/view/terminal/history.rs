//! The history in columns.

use jiff::civil::Date;

use crate::progress::{Log, Logged};

use super::super::history::{Ids, ResourceName, entries, short_id};
use super::super::style::{Style, Tone};
use super::super::text::{Line, Text};
use super::super::words::date;
use super::super::wrap::width;

const DATE: usize = 13;
const NAME: usize = 9;
const ID: usize = 14;

pub(crate) fn history(
    log: &Log,
    events: &[&Logged],
    ids: Ids,
    name: &ResourceName<'_>,
    today: Date,
    style: &Style,
) -> Text {
    let shown = ids == Ids::Shown;
    let (id_columns, indent) = if shown { (ID, ID + DATE + NAME) } else { (0, DATE + NAME) };
    let mut text = Text::new();
    for entry in entries(log, events, style.wording(), name) {
        let tone = if entry.is_undone { Tone::Faint } else { Tone::Title };
        let undone = if entry.is_undone { " (undone)" } else { "" };
        let id = if shown { short_id(entry.id) } else { String::new() };
        let line = Line::new().id(&id).pad(id_columns);
        let line = line.faint(&date(entry.on, today)).pad(id_columns + DATE);
        let line = line.paint(tone, &entry.command).pad(indent).hang(indent);
        let room = style.columns().saturating_sub(indent + width(undone));
        // Links are not wrapped, so cut words that are too long for a line.
        let words = entry.what.split(' ').map(|word| style.cut(word, room));
        text.line(line.text(&words.collect::<Vec<_>>().join(" ")).text(undone));
    }
    text
}

//! Events in columns.

use jiff::civil::Date;

use crate::progress::{Log, Logged};

use super::super::history::entries;
use super::super::style::{Style, Tone};
use super::super::text::{Line, Text};
use super::super::words::date;
use super::super::wrap::width;

const DATE: usize = 13;
const NAME: usize = 9;

pub(crate) fn history(log: &Log, events: &[&Logged], today: Date, style: &Style) -> Text {
    let mut text = Text::new();
    for entry in entries(log, events, style.wording()) {
        let tone = if entry.is_undone { Tone::Faint } else { Tone::Title };
        let undone = if entry.is_undone { " (undone)" } else { "" };
        let line = Line::new().faint(&date(entry.on, today)).pad(DATE);
        let line = line.paint(tone, &entry.command).pad(DATE + NAME).hang(DATE + NAME);
        let room = style.columns().saturating_sub(DATE + NAME + width(undone));
        // A link does not break: what is too long for a line is cut.
        let words = entry.what.split(' ').map(|word| style.cut(word, room));
        text.line(line.text(&words.collect::<Vec<_>>().join(" ")).text(undone));
    }
    text
}

//! The layout of the screen, used for drawing and for clicks.

use std::ops::Range;

use ratatui::layout::Rect;

use super::keys::{Action, hints};
use super::mode::{Pane, View};
use crate::view::wrap::width;

/// The minimum width to show list and details side by side.
const SIDE_BY_SIDE: u16 = 72;

/// The minimum height to show them one above the other in a narrower terminal.
const ABOVE: u16 = 26;

/// The minimum size; a smaller terminal shows nothing.
pub(super) const SMALLEST: (u16, u16) = (20, 6);

/// The areas of the screen. An area that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Layout {
    /// Title, bar and percentage.
    pub(super) header: Rect,
    /// The next milestone; in the plan, its hours and finish dates.
    pub(super) ahead: Rect,
    pub(super) tabs: Rect,
    pub(super) list: Rect,
    /// The line between list and details.
    pub(super) rule: Rect,
    pub(super) details: Rect,
    /// The answer to the last key, and problems.
    pub(super) answer: Rect,
    /// The key hints.
    pub(super) keys: Rect,
}

/// What there is to place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Columns and lines of the screen.
    pub(super) size: (u16, u16),
    /// Whether there is a milestone ahead.
    pub(super) has_ahead: bool,
    /// The lines of the answer.
    pub(super) answer: usize,
    /// Whether there is a list; the details have all the room otherwise.
    pub(super) list: bool,
    /// What to show where there is room for only one.
    pub(super) pane: Pane,
}

impl Layout {
    pub(super) fn of(wanted: Wanted) -> Self {
        let (columns, lines) = wanted.size;
        if columns < SMALLEST.0 || lines < SMALLEST.1 {
            return Self::default();
        }
        let row = |y, height| Rect::new(0, y, columns, height);
        let has_ahead = lines >= 14 && wanted.has_ahead;
        let ahead = u16::from(has_ahead);
        let answer = u16::try_from(wanted.answer).unwrap_or(u16::MAX);
        let answer = answer.clamp(1, (lines / 3).max(1));
        let top = 2 + ahead;
        let bottom = lines - answer - 1;
        let body = row(top, bottom.saturating_sub(top));
        let mut layout = Self {
            header: row(0, 1),
            ahead: row(1, ahead),
            tabs: row(1 + ahead, 1),
            answer: row(bottom, answer),
            keys: row(lines - 1, 1),
            ..Self::default()
        };
        if !wanted.list {
            layout.details = body;
        } else if columns >= SIDE_BY_SIDE {
            let list = (columns * 9 / 20).clamp(36, 84);
            layout.list = Rect { width: list - 1, ..body };
            layout.rule = Rect { x: list, width: 1, ..body };
            layout.details = Rect { x: list + 2, width: columns - list - 2, ..body };
        } else if lines >= ABOVE {
            let list = body.height * 11 / 20;
            layout.list = Rect { height: list, ..body };
            layout.rule = Rect { y: body.y + list, height: 1, ..body };
            let below = list + 1;
            layout.details = Rect { y: body.y + below, height: body.height - below, ..body };
        } else if wanted.pane == Pane::Details {
            layout.details = body;
        } else {
            layout.list = body;
        }
        layout
    }

    /// The panel over the body: where it is, without its frame.
    pub(super) fn panel(&self, columns: u16, lines: u16) -> Rect {
        let Self { header, answer, .. } = self;
        let (top, bottom) = (header.y + header.height, answer.y);
        let room = bottom.saturating_sub(top);
        let (width, height) = ((columns + 4).min(header.width), (lines + 2).min(room));
        let area = Rect::new((header.width - width) / 2, top + (room - height) / 3, width, height);
        Rect {
            x: area.x + 2,
            y: area.y + 1,
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2),
        }
    }
}

/// The key hints that fit: columns, name, description and action.
pub(super) fn hints_at(
    view: View,
    columns: u16,
) -> Vec<(Range<u16>, &'static str, &'static str, Action)> {
    let keys = hints(view);
    let (first, last) = keys.split_at(keys.len().saturating_sub(2));
    let wide = |name: &str, short: &str| {
        u16::try_from(width(name) + 1 + width(short) + 2).unwrap_or(u16::MAX)
    };
    let all = |keys: &[&super::keys::Key]| {
        keys.iter().map(|key| wide(key.short_name(), key.short)).sum::<u16>()
    };
    let mut room = (columns + 2).saturating_sub(all(last));
    let mut at = 0;
    let mut found = Vec::new();
    let fitting = first.iter().take_while(|key| {
        let fits = wide(key.short_name(), key.short) <= room;
        room = room.saturating_sub(wide(key.short_name(), key.short));
        fits
    });
    for key in fitting.chain(last) {
        let next = at + wide(key.short_name(), key.short);
        found.push((at..next - 2, key.short_name(), key.short, key.action));
        at = next;
    }
    found
}

/// The columns and the view of each tab.
pub(super) fn tabs_at() -> Vec<(Range<u16>, View)> {
    let mut at = 0;
    View::ALL
        .into_iter()
        .map(|view| {
            let next = at + u16::try_from(width(view.name())).unwrap_or(0) + 2;
            let range = at..next;
            at = next + 1;
            (range, view)
        })
        .collect()
}

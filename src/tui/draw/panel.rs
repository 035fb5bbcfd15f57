//! Panels over the list (filters and roadmaps), and the help.

use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use super::pen::Pen;
use crate::tui::board::Choice;
use crate::tui::filter::TESTS;
use crate::tui::keys::KEYS;
use crate::tui::state::State;
use crate::view::text::Line;
use crate::view::wrap::width;

/// A list in a frame.
pub(in crate::tui) struct Panel {
    title: &'static str,
    lines: Vec<Line>,
    selected: usize,
    offset: usize,
    /// The area inside the frame.
    area: Rect,
}

impl Panel {
    fn new(state: &State, title: &'static str, lines: Vec<Line>, selected: usize) -> Self {
        let columns = lines.iter().map(Line::width).max().unwrap_or(0).max(width(title) + 4);
        let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX - 8);
        let area = state.layout().panel(count(columns), count(lines.len()));
        let offset = (selected + 1).saturating_sub(usize::from(area.height));
        Self { title, lines, selected, offset, area }
    }

    /// The index of the line at a position, if there is one.
    pub(in crate::tui) fn row_at(&self, at: Position) -> Option<usize> {
        let row = self.offset + usize::from(at.y.checked_sub(self.area.y)?);
        (self.area.contains(at) && row < self.lines.len()).then_some(row)
    }

    pub(super) fn draw(&self, pen: &mut Pen<'_>) {
        let inner = self.area;
        let frame = Rect {
            x: inner.x.saturating_sub(2),
            y: inner.y.saturating_sub(1),
            width: inner.width + 4,
            height: inner.height + 2,
        };
        pen.clear(frame);
        let [corners, across, down] =
            if pen.style().unicode { ["╭╮╰╯", "─", "│"] } else { ["++++", "-", "|"] };
        let corners: Vec<String> = corners.chars().map(String::from).collect();
        let inside = usize::from(frame.width).saturating_sub(2);
        let title = format!(" {} ", self.title);
        let rest = inside.saturating_sub(width(&title) + 1);
        let top = Line::from(format!("{}{across}", corners[0])).title(&title).text(&format!(
            "{}{}",
            across.repeat(rest),
            corners[1]
        ));
        let bottom = Line::from(format!("{}{}{}", corners[2], across.repeat(inside), corners[3]));
        pen.line(Rect { height: 1, ..frame }, &top);
        pen.line(Rect { y: frame.bottom().saturating_sub(1), height: 1, ..frame }, &bottom);
        for y in inner.top()..inner.bottom() {
            for x in [frame.x, frame.right().saturating_sub(1)] {
                pen.line(Rect::new(x, y, 1, 1), &down.into());
            }
        }
        let lines = self.lines.get(self.offset..).unwrap_or_default();
        pen.lines(inner, lines);
        let at = u16::try_from(self.selected - self.offset.min(self.selected)).unwrap_or(0);
        pen.mark(Rect { y: inner.y + at, height: 1, ..inner }, Modifier::REVERSED);
    }
}

pub(in crate::tui) fn filter_panel(state: &State, selected: usize) -> Panel {
    let mut before = "";
    let line = |test: &crate::tui::filter::Test| {
        let heading = if before == test.heading() { "" } else { test.heading() };
        before = test.heading();
        let mark = if state.filter.has(*test) { "[x] " } else { "[ ] " };
        Line::new().faint(heading).pad(8).text(mark).text(test.label()).pad(28)
    };
    Panel::new(state, "Show only", TESTS.iter().map(line).collect(), selected)
}

pub(in crate::tui) fn roadmaps_panel(state: &State, choices: &[Choice], selected: usize) -> Panel {
    const AROUND: usize = 4 + 13;
    let room = usize::from(state.size.0).saturating_sub(AROUND);
    let titles = choices.iter().map(|choice| width(&choice.title)).max().unwrap_or(0);
    let titles = titles.min(room).min(36);
    let line = |choice: &Choice| {
        let used = if choice.in_use { "in use" } else { "" };
        Line::new()
            .title(&state.style.cut_to(&choice.title, titles))
            .pad(titles + 1)
            .text(&format!("{:>4}", format!("{}%", choice.percent)))
            .text("  ")
            .faint(used)
            .pad(titles + 13)
    };
    Panel::new(state, "Roadmaps", choices.iter().map(line).collect(), selected)
}

/// The lines of the help: all keys, then hints.
pub(in crate::tui) fn help_lines(state: &State) -> Vec<Line> {
    const NAMES: usize = 18;
    let mut lines = Vec::new();
    for (heading, keys) in KEYS {
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        lines.push(Line::new().title(heading));
        for key in keys {
            let narrow = state.size.0 < 60;
            let line = Line::from(if narrow { "" } else { "  " }).id(key.name);
            let names = if narrow { 12 } else { NAMES };
            lines.push(line.pad(names).text(" ").text(key.about));
        }
    }
    lines.push(Line::new());
    for text in [
        "Every change is recorded at once, as with the commands; u undoes the last one.",
        "Click to select, click again to fold or show details; the wheel scrolls.",
    ] {
        let style =
            crate::view::style::Style { width: Some(usize::from(state.size.0)), ..state.style };
        let text: crate::view::text::Text = Line::new().faint(text).hang(0).into();
        lines.extend(text.broken(&style));
    }
    lines
}

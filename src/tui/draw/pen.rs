//! Draws lines into cells. Only this module maps tones to colours of the screen.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style as Look};

use crate::view::ascii::ascii;
use crate::view::style::{Style, Tone};
use crate::view::text::Line;
use crate::view::wrap::cut;

/// Draws into a buffer in a style.
pub(super) struct Pen<'b> {
    buffer: &'b mut Buffer,
    style: &'b Style,
}

impl<'b> Pen<'b> {
    pub(super) fn new(buffer: &'b mut Buffer, style: &'b Style) -> Self {
        Self { buffer, style }
    }

    pub(super) fn style(&self) -> &'b Style {
        self.style
    }

    /// Draws a line at the top of `area`, cut off at its right edge.
    pub(super) fn line(&mut self, area: Rect, line: &Line) {
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return;
        }
        let mut x = area.x;
        for (tone, text) in line.spans() {
            let text = if self.style.unicode { Cow::Borrowed(text) } else { ascii(text) };
            let room = usize::from(area.right() - x);
            (x, _) = self.buffer.set_stringn(x, area.y, text, room, self.look(tone));
        }
    }

    /// Like [`Self::line`], with an ellipsis if the line was cut.
    pub(super) fn cut(&mut self, area: Rect, line: &Line) {
        self.line(area, line);
        if line.width() > usize::from(area.width) && !area.is_empty() {
            let last = Rect::new(area.right() - 1, area.y, 1, 1);
            let sign = self.style.signs().ellipsis.to_string();
            self.line(last, &Line::new().faint(&sign));
        }
    }

    /// Draws lines from the top of `area`, as many as fit.
    pub(super) fn lines(&mut self, area: Rect, lines: &[Line]) {
        for (y, line) in (area.top()..area.bottom()).zip(lines) {
            self.cut(Rect { y, height: 1, ..area }, line);
        }
    }

    /// Clears an area.
    pub(super) fn clear(&mut self, area: Rect) {
        let blank = Line::from(" ".repeat(usize::from(area.width)));
        for y in area.top()..area.bottom() {
            self.line(Rect { y, height: 1, ..area }, &blank);
        }
        self.buffer.set_style(area.intersection(self.buffer.area), Look::reset());
    }

    /// Adds a modifier to all of an area.
    pub(super) fn mark(&mut self, area: Rect, modifier: Modifier) {
        let area = area.intersection(self.buffer.area);
        self.buffer.set_style(area, Look::new().add_modifier(modifier));
    }

    /// A bar of `cells` columns: full only if all is done, empty only if nothing is.
    pub(super) fn bar(&self, done: u32, all: u32, cells: usize) -> Line {
        crate::view::screen::bar(done, all, cells, self.style)
    }

    fn look(&self, tone: Tone) -> Look {
        let plain = match tone {
            Tone::Title | Tone::Warning => Look::new().add_modifier(Modifier::BOLD),
            Tone::Faint => Look::new().add_modifier(Modifier::DIM),
            _ => Look::new(),
        };
        let color = match tone {
            Tone::Id | Tone::Link => Color::Cyan,
            Tone::Good => Color::Green,
            Tone::Active | Tone::Warning => Color::Yellow,
            Tone::Command => Color::Blue,
            Tone::Normal | Tone::Title | Tone::Faint => return plain,
        };
        if self.style.color { plain.fg(color) } else { plain }
    }
}

impl Style {
    /// `text` in at most `columns` columns, with an ellipsis if it was cut.
    pub(in crate::tui) fn cut_to<'t>(&self, text: &'t str, columns: usize) -> Cow<'t, str> {
        cut(text, columns, self.signs().ellipsis)
    }
}

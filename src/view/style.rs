//! How output looks here: colour or not, drawing or not, which characters,
//! how wide. Decided at the edge, carried as data.

use std::borrow::Cow;
use std::fmt::Write as _;

use anstyle::AnsiColor;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::escape::clean;

/// What the place that the output goes to can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Escape sequences for colour and weight.
    pub color: bool,
    /// More than ASCII.
    pub unicode: bool,
    /// Numbered lines instead of bars and drawing.
    pub plain: bool,
    /// Columns to stay within; `None` where nothing is cut or wrapped.
    pub width: Option<usize>,
}

/// What a piece of text is, so that one place decides how that looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Title,
    Id,
    Good,
    Active,
    Warning,
    Faint,
    Command,
}

impl Role {
    fn style(self) -> anstyle::Style {
        let color = |color: AnsiColor| anstyle::Style::new().fg_color(Some(color.into()));
        match self {
            Self::Title => anstyle::Style::new().bold(),
            Self::Id => color(AnsiColor::Cyan),
            Self::Good => color(AnsiColor::Green),
            Self::Active => color(AnsiColor::Yellow),
            Self::Warning => color(AnsiColor::Yellow).bold(),
            Self::Faint => anstyle::Style::new().dimmed(),
            Self::Command => color(AnsiColor::Blue),
        }
    }
}

/// Lines never grow past this, however wide the terminal: long lines are hard to read.
const WIDEST: usize = 110;

impl Style {
    /// Without a terminal: nothing drawn, nothing cut.
    pub const PLAIN: Self = Self { color: false, unicode: true, plain: true, width: None };

    /// The columns to lay text out in.
    pub fn columns(&self) -> usize {
        self.width.unwrap_or(WIDEST).clamp(20, WIDEST)
    }

    /// `text`, harmless, in the style of its role.
    pub fn paint(&self, role: Role, text: &str) -> String {
        let text = clean(text);
        if self.color && !text.is_empty() {
            let style = role.style();
            format!("{style}{text}{style:#}")
        } else {
            text.into_owned()
        }
    }

    /// `text`, harmless and unadorned.
    pub fn text(&self, text: &str) -> String {
        clean(text).into_owned()
    }

    /// A bar of `cells` columns for `done` of `all`; full only when all is done.
    pub fn bar(&self, done: u32, all: u32, cells: usize) -> String {
        let full = if all == 0 {
            cells
        } else {
            usize::try_from(u64::from(done) * cells as u64 / u64::from(all)).unwrap_or(cells)
        };
        let full = if done > 0 { full.max(1) } else { full }.min(cells);
        let (on, off) = if self.unicode { ("█", "░") } else { ("#", ".") };
        format!(
            "{}{}",
            self.paint(Role::Good, &on.repeat(full)),
            self.paint(Role::Faint, &off.repeat(cells - full))
        )
    }

    /// `text` cut to `columns` with a mark where something is missing; whole
    /// where nothing may be cut.
    pub fn cut<'t>(&self, text: &'t str, columns: usize) -> Cow<'t, str> {
        if self.width.is_none() { Cow::Borrowed(text) } else { cut(text, columns) }
    }

    /// What separates facts on a line.
    pub fn dot(&self) -> &'static str {
        if self.plain { ", " } else { " · " }
    }
}

/// The display width of `text`, which holds no escape sequences.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` in at most `columns` columns, the last of them `…` where it was cut.
pub fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let mut cut = String::new();
    let mut used = 1;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide > columns {
            break;
        }
        used += wide;
        cut.push(c);
    }
    let kept = cut.trim_end().len();
    cut.truncate(kept);
    cut.push('…');
    Cow::Owned(cut)
}

/// `painted`, whose text is `columns` wide on the screen, filled up to `to` columns.
pub fn pad(painted: &str, columns: usize, to: usize) -> String {
    let mut padded = painted.to_owned();
    padded.extend(std::iter::repeat_n(' ', to.saturating_sub(columns)));
    padded
}

/// `text` broken into lines of at most `columns` columns at spaces; a longer
/// word stands on a line of its own.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.width() + 1 + word.width() > columns {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Breaks the lines of `text` that are wider than `columns`, at spaces, and sets
/// what follows in by a step. Escape sequences take no room; a word is never broken.
pub fn fold(text: &str, columns: usize) -> Cow<'_, str> {
    if text.lines().all(|line| shown_width(line) <= columns) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::new();
    for line in text.split_inclusive('\n') {
        let body = line.trim_start_matches(' ');
        let indent = line.len() - body.len();
        folded.extend(std::iter::repeat_n(' ', indent));
        let mut used = indent;
        for word in body.split_inclusive(' ') {
            let wide = shown_width(word.trim_end());
            if used + wide > columns && used > indent + 2 {
                let kept = folded.trim_end_matches(' ').len();
                folded.truncate(kept);
                folded.push('\n');
                folded.extend(std::iter::repeat_n(' ', indent + 2));
                used = indent + 2;
            }
            folded.push_str(word);
            used += shown_width(word);
        }
    }
    Cow::Owned(folded)
}

/// The display width of text that may hold our own escape sequences.
fn shown_width(text: &str) -> usize {
    let mut pieces = text.trim_end_matches('\n').split("\u{1b}[");
    let first = pieces.next().map_or(0, width);
    first + pieces.map(|piece| width(piece.split_once('m').map_or(piece, |it| it.1))).sum::<usize>()
}

/// `text` in ASCII: our own signs as their nearest, all else as `?`, a column
/// for a column.
pub fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_ascii() => out.push(c),
            '–' | '—' | '─' | '━' | '·' | '╌' | '┄' => out.push('-'),
            '│' | '┆' | '┃' => out.push('|'),
            '█' => out.push('#'),
            '░' => out.push('.'),
            '…' => out.push('~'),
            '▸' | '→' | '▶' => out.push('>'),
            '✓' => out.push('x'),
            '•' => out.push('*'),
            '‘' | '’' => out.push('\''),
            '“' | '”' => out.push('"'),
            '\u{a0}' => out.push(' '),
            _ => {
                let _ = write!(out, "{:?<1$}", "", c.width().unwrap_or(0));
            }
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_full_only_at_the_end_and_empty_only_at_the_start() {
        let style = Style { plain: false, ..Style::PLAIN };
        assert_eq!(style.bar(0, 9, 4), "░░░░");
        assert_eq!(style.bar(1, 900, 4), "█░░░");
        assert_eq!(style.bar(899, 900, 4), "███░");
        assert_eq!(style.bar(900, 900, 4), "████");
        assert_eq!(style.bar(0, 0, 4), "████");
    }

    #[test]
    fn cuts_by_columns_not_by_characters() {
        assert_eq!(cut("databases", 9), "databases");
        assert_eq!(cut("databases", 5), "data…");
        assert_eq!(cut("日本語入門", 6), "日本…");
        assert_eq!(cut("a b c", 3), "a…");
    }

    #[test]
    fn folds_what_is_too_wide_and_nothing_else() {
        assert_eq!(fold("a table    of two\n", 17), "a table    of two\n");
        assert_eq!(
            fold("ok\n  one two three four\nok", 12),
            "ok\n  one two\n    three\n    four\nok"
        );
        assert_eq!(fold("\u{1b}[1mone two\u{1b}[0m", 7), "\u{1b}[1mone two\u{1b}[0m");
        assert_eq!(fold("\u{1b}[1mone two\u{1b}[0m", 6), "\u{1b}[1mone\n  two\u{1b}[0m");
        assert_eq!(
            fold("see https://a.example/long now", 10),
            "see\n  https://a.example/long\n  now"
        );
    }

    #[test]
    fn ascii_keeps_the_columns() {
        for text in ["▸ done – 3 h · 4", "日本", "é…"] {
            let plain = ascii(text);
            assert!(plain.is_ascii());
            assert_eq!(width(&plain), width(text), "{text}");
        }
    }
}

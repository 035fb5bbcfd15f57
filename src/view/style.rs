//! What the output device can show: colour, characters, width. Decided at the
//! edge and passed on as data.

use std::borrow::Cow;

use anstyle::AnsiColor;

use crate::progress::Status;

use super::words::Wording;
use super::wrap::cut;
use crate::escape::clean;

/// What the output device can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Escape sequences for colour and weight.
    pub color: bool,
    /// More than ASCII.
    pub unicode: bool,
    /// Numbered lines and whole words instead of bars and drawing.
    pub plain: bool,
    /// Columns to stay within; `None` where nothing is cut or wrapped.
    pub width: Option<usize>,
}

/// What a piece of text is; [`Style::color`] decides whether it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Normal,
    Title,
    Id,
    Good,
    Active,
    Warning,
    Faint,
    Command,
    Link,
}

impl Tone {
    pub(super) fn ansi(self) -> anstyle::Style {
        let color = |color: AnsiColor| anstyle::Style::new().fg_color(Some(color.into()));
        match self {
            Self::Normal => anstyle::Style::new(),
            Self::Title => anstyle::Style::new().bold(),
            Self::Id | Self::Link => color(AnsiColor::Cyan),
            Self::Good => color(AnsiColor::Green),
            Self::Active => color(AnsiColor::Yellow),
            Self::Warning => color(AnsiColor::Yellow).bold(),
            Self::Faint => anstyle::Style::new().dimmed(),
            Self::Command => color(AnsiColor::Blue),
        }
    }
}

/// The program's own signs, in Unicode or in ASCII. Each has a width of one.
#[derive(Debug, PartialEq, Eq)]
pub struct Signs {
    /// Done, and nothing else.
    pub done: &'static str,
    pub learning: &'static str,
    pub skipped: &'static str,
    pub todo: &'static str,
    /// Will be finished by then.
    pub finishes: &'static str,
    pub current: &'static str,
    /// Between facts on a line.
    pub dot: &'static str,
    /// Between the ends of a range, and for an empty cell.
    pub dash: &'static str,
    pub ellipsis: char,
    pub bar: char,
    pub rest_of_bar: char,
    pub rule: char,
    pub today: char,
    pub goal: char,
}

const UNICODE: Signs = Signs {
    done: "✓",
    learning: "▸",
    skipped: "–",
    todo: "·",
    finishes: "●",
    current: "▸",
    dot: "·",
    dash: "–",
    ellipsis: '…',
    bar: '█',
    rest_of_bar: '░',
    rule: '─',
    today: '│',
    goal: '┆',
};

const ASCII: Signs = Signs {
    done: "x",
    learning: ">",
    skipped: "-",
    todo: ".",
    finishes: "*",
    current: ">",
    dot: "-",
    dash: "-",
    ellipsis: '~',
    bar: '#',
    rest_of_bar: '.',
    rule: '-',
    today: '|',
    goal: ':',
};

impl Signs {
    /// The sign of a status, and what it is.
    pub fn status(&self, status: Status) -> (&'static str, Tone) {
        match status {
            Status::Done => (self.done, Tone::Good),
            Status::Learning => (self.learning, Tone::Active),
            Status::Skipped => (self.skipped, Tone::Faint),
            Status::Todo => (self.todo, Tone::Faint),
        }
    }
}

/// Lines stay within this, however wide the terminal: long lines are hard to read.
const WIDEST: usize = 110;

impl Style {
    /// Without a terminal: nothing drawn, nothing cut.
    pub const PLAIN: Self = Self { color: false, unicode: true, plain: true, width: None };

    /// The columns to lay text out in.
    pub fn columns(&self) -> usize {
        self.width.unwrap_or(WIDEST).clamp(20, WIDEST)
    }

    pub fn signs(&self) -> &'static Signs {
        if self.unicode { &UNICODE } else { &ASCII }
    }

    /// How hours and other quantities are written: in short on a terminal, in
    /// whole words for a screen reader.
    pub fn wording(&self) -> Wording {
        if self.plain { Wording::Long } else { Wording::Short { dash: self.signs().dash } }
    }

    /// `text` in at most `columns` columns, marked where it was cut; whole
    /// where the output has no width.
    pub fn cut<'t>(&self, text: &'t str, columns: usize) -> Cow<'t, str> {
        match (self.width, clean(text)) {
            (None, text) => text,
            (Some(_), Cow::Borrowed(text)) => cut(text, columns, self.signs().ellipsis),
            (Some(_), Cow::Owned(text)) => {
                Cow::Owned(cut(&text, columns, self.signs().ellipsis).into_owned())
            }
        }
    }
}

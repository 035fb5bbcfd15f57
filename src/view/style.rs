//! The style of output: colour, characters and width. It is decided in `cli` and passed
//! on as data.

use std::borrow::Cow;

use anstyle::AnsiColor;

use crate::progress::Status;

use super::words::Wording;
use super::wrap::cut;
use crate::escape::clean;

/// What the output supports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to use escape sequences for colour and weight.
    pub color: bool,
    /// Whether to use characters beyond ASCII.
    pub unicode: bool,
    /// Whether to print numbered lines and whole words instead of bars and tables.
    pub plain: bool,
    /// The width in columns; `None` if nothing is cut or wrapped.
    pub width: Option<usize>,
}

/// The role of a piece of text, which decides its colour if [`Style::color`] is set.
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

/// Symbols of the program, in Unicode or in ASCII. Each is one column wide.
#[derive(Debug, PartialEq, Eq)]
pub struct Signs {
    /// Used only for done.
    pub done: &'static str,
    pub learning: &'static str,
    pub skipped: &'static str,
    pub todo: &'static str,
    /// Marks a finish in a plan.
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
    /// The sign and the tone of a status.
    pub fn status(&self, status: Status) -> (&'static str, Tone) {
        match status {
            Status::Done => (self.done, Tone::Good),
            Status::Learning => (self.learning, Tone::Active),
            Status::Skipped => (self.skipped, Tone::Faint),
            Status::Todo => (self.todo, Tone::Faint),
        }
    }
}

/// The maximum width of lines, even in wider terminals, since long lines are hard to read.
const WIDEST: usize = 110;

impl Style {
    /// The style without a terminal: nothing is drawn or cut.
    pub const PLAIN: Self = Self { color: false, unicode: true, plain: true, width: None };

    /// The width for layout, in columns.
    pub fn columns(&self) -> usize {
        self.width.unwrap_or(WIDEST).clamp(20, WIDEST)
    }

    pub fn signs(&self) -> &'static Signs {
        if self.unicode { &UNICODE } else { &ASCII }
    }

    /// How to write hours and other quantities: abbreviated, or in whole words for plain
    /// output.
    pub fn wording(&self) -> Wording {
        if self.plain { Wording::Long } else { Wording::Short { dash: self.signs().dash } }
    }

    /// `text` cut to `columns` columns, with an ellipsis. Not cut if the output has no
    /// width.
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

//! The formats: one table, which help, completion and documentation show.

/// A format to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Html,
    Svg,
    Badge,
    Portfolio,
    Csv,
}

/// What a format can be asked for beyond one roadmap without its notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// Several roadmaps in one file.
    Roadmaps,
    /// The notes on skills.
    Notes,
    /// To be shown in the browser.
    Open,
}

struct Row {
    format: Format,
    name: &'static str,
    about: &'static str,
    ending: &'static str,
    allowed: &'static [Allowed],
}

use Allowed::{Notes, Open, Roadmaps};

/// In the order of [`Format`].
static TABLE: &[Row] = &[
    Row {
        format: Format::Html,
        name: "html",
        about: "the whole roadmap as one page",
        ending: "html",
        allowed: &[Roadmaps, Notes, Open],
    },
    Row { format: Format::Svg, name: "svg", about: "its picture", ending: "svg", allowed: &[] },
    Row {
        format: Format::Badge,
        name: "badge",
        about: "a small picture with the percentage",
        ending: "svg",
        allowed: &[],
    },
    Row {
        format: Format::Portfolio,
        name: "portfolio",
        about: "a page of finished skills, with dates and evidence",
        ending: "html",
        allowed: &[Roadmaps, Notes, Open],
    },
    Row {
        format: Format::Csv,
        name: "csv",
        about: "a row for each skill, for spreadsheets",
        ending: "csv",
        allowed: &[Roadmaps, Notes],
    },
];

impl Format {
    /// Every format, in the order in which they are listed.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        TABLE.iter().map(|row| row.format)
    }

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is, in a few words.
    pub fn about(self) -> &'static str {
        self.row().about
    }

    /// The ending of its files, without a dot.
    pub fn ending(self) -> &'static str {
        self.row().ending
    }

    pub fn allows(self, wish: Allowed) -> bool {
        self.row().allowed.contains(&wish)
    }

    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_its_row() {
        for (at, row) in TABLE.iter().enumerate() {
            assert_eq!(row.format as usize, at, "{}", row.name);
        }
    }
}

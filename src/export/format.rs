//! The table of formats, used by help, completion and documentation.

/// A format to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Html,
    Svg,
    Badge,
    Portfolio,
    Markdown,
    Mermaid,
    Ics,
    Csv,
    JsonResume,
    Taskwarrior,
    TodoTxt,
    Journal,
}

/// What a format supports beyond one roadmap without notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// Naming a roadmap.
    Roadmap,
    /// Several roadmaps in one file.
    Roadmaps,
    /// The notes on skills.
    Notes,
    /// Opening the file in the browser.
    Open,
    /// The options of `plan`.
    Plan,
    /// To-dos instead of events.
    Todo,
    /// A hint that evidence is included and notes are not.
    Evidence,
}

struct Row {
    format: Format,
    name: &'static str,
    about: &'static str,
    ending: &'static str,
    allowed: &'static [Allowed],
}

use Allowed::{Evidence, Notes, Open, Plan, Roadmap, Roadmaps, Todo};

/// In the order of [`Format`].
static TABLE: &[Row] = &[
    Row {
        format: Format::Html,
        name: "html",
        about: "the whole roadmap as one page",
        ending: "html",
        allowed: &[Roadmap, Roadmaps, Notes, Open],
    },
    Row {
        format: Format::Svg,
        name: "svg",
        about: "its picture",
        ending: "svg",
        allowed: &[Roadmap],
    },
    Row {
        format: Format::Badge,
        name: "badge",
        about: "a small picture with the percentage",
        ending: "svg",
        allowed: &[Roadmap],
    },
    Row {
        format: Format::Portfolio,
        name: "portfolio",
        about: "a page of finished skills, with dates and evidence",
        ending: "html",
        allowed: &[Roadmap, Roadmaps, Notes, Open],
    },
    Row {
        format: Format::Markdown,
        name: "markdown",
        about: "task lists by stage, which import reads back",
        ending: "md",
        allowed: &[Roadmap, Notes],
    },
    Row {
        format: Format::Mermaid,
        name: "mermaid",
        about: "a flowchart of needs, which GitHub draws",
        ending: "mmd",
        allowed: &[Roadmap],
    },
    Row {
        format: Format::Ics,
        name: "ics",
        about: "the plan for a calendar, or as things to do",
        ending: "ics",
        allowed: &[Roadmap, Roadmaps, Notes, Plan, Todo],
    },
    Row {
        format: Format::Csv,
        name: "csv",
        about: "a row for each skill, for spreadsheets",
        ending: "csv",
        allowed: &[Roadmap, Roadmaps, Notes],
    },
    Row {
        format: Format::JsonResume,
        name: "json-resume",
        about: "what is done and proven, for a résumé",
        ending: "json",
        allowed: &[Roadmap, Roadmaps],
    },
    Row {
        format: Format::Taskwarrior,
        name: "taskwarrior",
        about: "tasks for task import",
        ending: "json",
        allowed: &[Roadmap, Roadmaps, Notes],
    },
    Row {
        format: Format::TodoTxt,
        name: "todo-txt",
        about: "a line for each skill, for todo.txt",
        ending: "txt",
        allowed: &[Roadmap, Roadmaps],
    },
    Row {
        format: Format::Journal,
        name: "journal",
        about: "what you recorded, to share",
        ending: "jsonl",
        allowed: &[Notes, Evidence],
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

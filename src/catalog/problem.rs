//! Problems of roadmap files, as data: `view::problem` renders them.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;

/// Report at most this many problems per file.
const MAX_PROBLEMS: usize = 100;

/// Stop reporting after about this many bytes of output per file.
const MAX_OUTPUT: usize = 60_000;

/// Compare at most this many names per file for suggestions.
const MAX_COMPARISONS: usize = 300_000;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used as it is.
    Error,
    /// It works, but is probably not what was meant.
    Warning,
    /// Worth knowing.
    Note,
}

/// Something about a file that its author should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub severity: Severity,
    /// The path as it was given; `<built-in>/name.yaml` for a built-in file.
    pub file: PathBuf,
    /// `None` for a problem of the whole file.
    pub position: Option<Position>,
    pub code: Code,
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// A range of characters in one line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// In characters, at least 1.
    pub length: usize,
    /// The line without its line break; of a long line, the part around the range.
    pub source: String,
    /// The column of its first character, 1 unless the line was cut.
    pub source_column: usize,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $text:literal,)*) => {
        /// The kind of problem: a stable name for scripts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $text)] $code,)*
        }

        impl Code {
            /// The name for scripts.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => $text,)*
                }
            }
        }
    };
}

codes! {
    /// An alias is an id or an alias of something else.
    AliasTaken = "alias-taken",
    BadHours = "bad-hours",
    BadId = "bad-id",
    BadUrl = "bad-url",
    /// A roadmap that another one extends cannot be used.
    BrokenBase = "broken-base",
    ChooseTooLarge = "choose-too-large",
    Cycle = "circle",
    /// ` #` cuts a plain text short.
    Comment = "comment",
    DeadEnd = "dead-end",
    DifferentKinds = "different-kinds",
    DifferentTitles = "different-titles",
    /// A change in an overlay does not fit what its base has there.
    DoesNotFit = "does-not-fit",
    DuplicateId = "duplicate-id",
    DuplicateKey = "duplicate-key",
    DuplicateUrl = "duplicate-url",
    EmptyGroup = "empty-group",
    EmptyStage = "empty-stage",
    EmptyText = "empty-text",
    FileName = "file-name",
    Format = "format",
    /// A need that only a hidden built-in file defines.
    HiddenNeed = "hidden-need",
    /// The base already has what an overlay adds.
    InBase = "in-base",
    /// More than one document in a file.
    ManyDocuments = "many-documents",
    /// A key of another kind of map.
    MisplacedKey = "misplaced-key",
    MissingKey = "missing-key",
    NotAFile = "not-a-file",
    /// The base of an overlay no longer has it.
    NotInBase = "not-in-base",
    NotUtf8 = "not-utf8",
    Null = "null",
    OldReview = "old-review",
    OptionalOption = "optional-option",
    SharedId = "shared-id",
    Syntax = "syntax",
    TooDeep = "too-deep",
    TooLarge = "too-large",
    TooMany = "too-many",
    UnknownCost = "unknown-cost",
    UnknownKey = "unknown-key",
    UnknownKind = "unknown-kind",
    UnknownLevel = "unknown-level",
    UnknownNeed = "unknown-need",
    UnknownReference = "unknown-reference",
    UnknownRoadmap = "unknown-roadmap",
    UnknownSource = "unknown-source",
    Unreadable = "unreadable",
    WrongType = "wrong-type",
    YamlAlias = "yaml-alias",
    YamlTag = "yaml-tag",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Problem {
    /// A problem of a whole file.
    pub(crate) fn of_file(
        severity: Severity,
        file: impl Into<PathBuf>,
        code: Code,
        message: impl Into<String>,
    ) -> Self {
        let (file, message) = (file.into(), message.into());
        Self { severity, file, position: None, code, message, help: None }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Whether the file cannot be used because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Roughly how many bytes it takes to print.
    fn length(&self) -> usize {
        // A control character is shown as a replacement character of three bytes.
        let shown = |text: &str| text.len() + 2 * text.bytes().filter(u8::is_ascii_control).count();
        let source = self.position.as_ref().map_or(0, |position| shown(&position.source));
        250 + source + shown(&self.message) + self.help.as_deref().map_or(0, shown)
    }
}

/// The problems of one file, up to a limit; the rest are counted.
#[derive(Debug)]
pub(crate) struct Problems {
    errors: Vec<Problem>,
    /// Warnings and notes.
    others: Vec<Problem>,
    left_out: usize,
    /// Whether reading stopped at the limit, so that the rest is not counted.
    stopped: bool,
    /// Comparisons for suggestions that are still allowed.
    comparisons: usize,
}

impl Default for Problems {
    fn default() -> Self {
        Self {
            errors: Vec::new(),
            others: Vec::new(),
            left_out: 0,
            stopped: false,
            comparisons: MAX_COMPARISONS,
        }
    }
}

impl Problems {
    /// Adds an error, which is only built if there is room for it.
    pub fn error(&mut self, problem: impl FnOnce() -> Problem) {
        if self.is_full() { self.left_out += 1 } else { self.errors.push(problem()) }
    }

    /// Adds a warning or a note, which is only built if there is room for it.
    pub fn warning(&mut self, problem: impl FnOnce() -> Problem) {
        if self.others.len() >= MAX_PROBLEMS {
            self.left_out += 1;
        } else {
            self.others.push(problem());
        }
    }

    /// Adds a problem that is already built.
    pub fn add(&mut self, problem: Problem) {
        if problem.is_error() { self.error(|| problem) } else { self.warning(|| problem) }
    }

    /// Whether there is no room for another error.
    pub fn is_full(&self) -> bool {
        self.errors.len() >= MAX_PROBLEMS
    }

    pub fn has_errors(&self) -> bool {
        self.stopped || !self.errors.is_empty()
    }

    /// Marks that reading stopped before the end of the file.
    pub fn stop(&mut self) {
        self.stopped = true;
    }

    /// Whether enough comparisons are left to search this many names for a suggestion. Uses them
    /// up.
    pub fn may_compare(&mut self, names: usize) -> bool {
        let left = self.comparisons.checked_sub(names);
        self.comparisons = left.unwrap_or(self.comparisons);
        left.is_some()
    }

    pub fn append(&mut self, more: Self) {
        self.left_out += more.left_out;
        self.stopped |= more.stopped;
        more.errors.into_iter().chain(more.others).for_each(|problem| self.add(problem));
    }

    /// The problems by line, those of other files after those of `file`; then a note of how many
    /// were left out.
    pub fn into_list(mut self, file: &Path) -> Vec<Problem> {
        let mut output = 0;
        let mut list: Vec<Problem> = Vec::new();
        for problem in self.errors.drain(..).chain(self.others.drain(..)) {
            output += problem.length();
            if list.len() < MAX_PROBLEMS && output < MAX_OUTPUT {
                list.push(problem);
            } else {
                self.left_out += 1;
            }
        }
        let place = |problem: &Problem| {
            let position = problem.position.as_ref();
            position.map_or((usize::MAX, 0), |position| (position.line, position.column))
        };
        list.sort_by_cached_key(|problem| {
            (problem.file != file, problem.file.clone(), place(problem))
        });
        let more = match (self.stopped, self.left_out) {
            (true, _) => Some("the rest of this file was not checked".to_owned()),
            (false, 0) => None,
            (false, n) => Some(format!("and {n} more")),
        };
        list.extend(more.map(|text| Problem::of_file(Severity::Note, file, Code::TooMany, text)));
        list
    }
}

/// `3 errors, the first in line 12: unknown key 'titel'`.
pub(crate) fn summary(problems: &[Problem]) -> String {
    let errors: Vec<&Problem> = problems.iter().filter(|problem| problem.is_error()).collect();
    let Some(first) = errors.first() else { return "no errors".to_owned() };
    let message = &first.message;
    let place = first.position.as_ref().map(|position| format!("line {}", position.line));
    match (errors.len(), place) {
        (1, None) => message.clone(),
        (1, Some(place)) => format!("{place}: {message}"),
        (n, None) => format!("{n} errors, the first: {message}"),
        (n, Some(place)) => format!("{n} errors, the first in {place}: {message}"),
    }
}

/// As `lint --json` prints it: the position flattened to `line` and `column`.
impl Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut object = serializer.serialize_struct("Problem", 7)?;
        object.serialize_field("severity", &self.severity)?;
        object.serialize_field("file", &self.file.to_string_lossy())?;
        object.serialize_field("line", &self.position.as_ref().map(|position| position.line))?;
        object
            .serialize_field("column", &self.position.as_ref().map(|position| position.column))?;
        object.serialize_field("code", &self.code)?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("help", &self.help)?;
        object.end()
    }
}

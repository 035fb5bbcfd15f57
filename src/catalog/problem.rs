//! What is wrong with a file, as data: `view::problem` draws it.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used as it is.
    Error,
    /// Works, and is probably not what was meant.
    Warning,
    /// Good to know.
    Note,
}

/// Something about a file that its author should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub severity: Severity,
    /// The file, as it was named; of a built-in one `<built-in>/name.yaml`.
    pub file: PathBuf,
    /// Where in it; `None` when the file as a whole is meant.
    pub place: Option<Place>,
    pub code: Code,
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// A run of characters in one line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// In characters, at least 1.
    pub length: usize,
    /// The line, without its end; of a long one the part around the place.
    pub source: String,
    /// The column of its first character, 1 unless the line was cut.
    pub source_column: usize,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $text:literal,)*) => {
        /// What kind of problem it is: stable names for scripts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $text)] $code,)*
        }

        impl Code {
            /// The name, in words joined by `-`.
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
    ChooseTooLarge = "choose-too-large",
    Circle = "circle",
    /// ` #` cuts a plain text short.
    Comment = "comment",
    DeadEnd = "dead-end",
    DifferentKinds = "different-kinds",
    DifferentTitles = "different-titles",
    DuplicateId = "duplicate-id",
    DuplicateKey = "duplicate-key",
    DuplicateUrl = "duplicate-url",
    EmptyGroup = "empty-group",
    EmptyStage = "empty-stage",
    EmptyText = "empty-text",
    FileName = "file-name",
    Format = "format",
    /// More than one document in a file.
    ManyDocuments = "many-documents",
    /// A key that does not go with the others beside it.
    MisplacedKey = "misplaced-key",
    MissingKey = "missing-key",
    NotAFile = "not-a-file",
    NotUtf8 = "not-utf8",
    Null = "null",
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
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Problem {
    /// Whether the file cannot be used because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// As `lint --json` shows it: place flattened to `line` and `column`, `null` without one.
impl Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut object = serializer.serialize_struct("Problem", 7)?;
        object.serialize_field("severity", &self.severity)?;
        object.serialize_field("file", &self.file.to_string_lossy())?;
        object.serialize_field("line", &self.place.as_ref().map(|place| place.line))?;
        object.serialize_field("column", &self.place.as_ref().map(|place| place.column))?;
        object.serialize_field("code", &self.code)?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("help", &self.help)?;
        object.end()
    }
}

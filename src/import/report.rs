//! What an import took, changed and left out.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Kind;
use crate::catalog::Id;

/// Remember at most this many places of each remark.
const PLACES: usize = 3;

/// The report of one import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    pub kind: Kind,
    pub counts: Counts,
    /// Skills that got the id of a skill with the same title in the catalog.
    pub known: Vec<KnownSkill>,
    /// Skills that are ticked as done in the source.
    pub ticked: Vec<Id>,
    pub left_out: Vec<Note>,
    pub changed: Vec<Note>,
}

/// The counts of the imported roadmap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    pub stages: usize,
    pub groups: usize,
    pub skills: usize,
    pub resources: usize,
    /// Skills with an estimate.
    pub with_hours: usize,
    /// Skills and groups with needs.
    pub with_needs: usize,
}

/// A skill of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownSkill {
    pub id: Id,
    pub title: String,
}

/// Something that was left out or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Such as "links that are not web addresses", in the singular or plural as `count`
    /// requires.
    pub what: &'static str,
    pub count: usize,
    /// The first of them.
    pub first: Vec<Place>,
}

/// A place in the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Counted from 1; `None` if the source has no meaningful lines.
    pub line: Option<usize>,
    /// The beginning of the text there.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    LeftOut,
    Changed,
}

macro_rules! remarks {
    ($($name:ident $class:ident $one:literal $many:literal,)*) => {
        /// What can happen to a part of the source.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Remark {
            $($name,)*
        }

        impl Remark {
            fn class(self) -> Class {
                match self {
                    $(Self::$name => Class::$class,)*
                }
            }

            fn words(self, count: usize) -> &'static str {
                match (self, count) {
                    $((Self::$name, 1) => $one, (Self::$name, _) => $many,)*
                }
            }
        }
    };
}

remarks! {
    // Left out.
    TooMany LeftOut "entry beyond the largest size of a roadmap" "entries beyond the largest size of a roadmap",
    Untitled LeftOut "entry without a title" "entries without a title",
    ProseSection LeftOut "section without entries" "sections without entries",
    ListBesideTables LeftOut "list item outside the course tables" "list items outside the course tables",
    Record LeftOut "note or piece of evidence" "notes and pieces of evidence",
    Text LeftOut "paragraph" "paragraphs",
    Quote LeftOut "block quote" "block quotes",
    Code LeftOut "code block" "code blocks",
    Html LeftOut "piece of HTML" "pieces of HTML",
    Image LeftOut "image" "images",
    Contents LeftOut "line of a table of contents" "lines of a table of contents",
    FrontMatter LeftOut "block of front matter" "blocks of front matter",
    Table LeftOut "table without courses" "tables without courses",
    Cell LeftOut "cell in an unsupported column" "cells in unsupported columns",
    Column LeftOut "unsupported column" "unsupported columns",
    BadLink LeftOut "link that is not a web address" "links that are not web addresses",
    LooseLink LeftOut "link in running text" "links in running text",
    SameLink LeftOut "link that its skill already has" "links that their skill already has",
    MoreLinks LeftOut "link beyond the first 50 of a skill" "links beyond the first 50 of a skill",
    BadHours LeftOut "duration that cannot be read as hours" "durations that cannot be read as hours",
    BadValue LeftOut "value that cannot be read" "values that cannot be read",
    UnknownNeed LeftOut "prerequisite that no title matches" "prerequisites that no title matches",
    CircularNeed LeftOut "prerequisite that would form a cycle" "prerequisites that would form a cycle",
    MoreNeeds LeftOut "prerequisite beyond the first 50 of a skill" "prerequisites beyond the first 50 of a skill",
    Drawing LeftOut "part of the drawing without a topic" "parts of the drawing without a topic",
    Edge LeftOut "edge to a missing node" "edges to missing nodes",
    Content LeftOut "content file without a topic" "content files without a topic",
    MissingContent LeftOut "topic without a content file" "topics without a content file",
    DeletedTask LeftOut "deleted task" "deleted tasks",
    RecurringTask LeftOut "recurring task" "recurring tasks",
    NotATask LeftOut "value that is not a task" "values that are not tasks",
    Field LeftOut "unsupported field" "unsupported fields",
    // Changed.
    LongTitle Changed "long title, shortened; the full text is its summary" "long titles, shortened; the full text is their summary",
    LongText Changed "long text, cut" "long texts, cut",
    Unsafe Changed "text with control characters, which were removed" "texts with control characters, which were removed",
    TooDeep Changed "entry nested too deep, moved further out" "entries nested too deep, moved further out",
    OwnStage Changed "entry outside all stages, moved into one" "entries outside all stages, moved into one",
    OwnSkill Changed "group with details, which became its first skill" "groups with details, which became their first skill",
    SameTitle Changed "duplicate title, given a different id" "duplicate titles, given different ids",
    MadeUpId Changed "title without Latin letters: its id is only a number" "titles without Latin letters: their ids are only numbers",
    OtherId Changed "id that means something else in the catalog, changed" "ids that mean something else in the catalog, changed",
    BadId Changed "invalid or duplicate id, changed" "invalid or duplicate ids, changed",
    Choice Changed "choice that was guessed" "choices that were guessed",
    Optional Changed "skill assumed to be optional" "skills assumed to be optional",
    HoursOfWeeks Changed "estimate calculated from weeks and hours a week" "estimates calculated from weeks and hours a week",
    NoHeader Changed "table without a header: its first column is used for titles" "tables without a header: their first column is used for titles",
}

/// Collects remarks.
#[derive(Debug, Default)]
pub struct Tally {
    notes: BTreeMap<Remark, (usize, Vec<Place>)>,
}

impl Tally {
    /// Adds a `remark`; `line` is 0 if there is none.
    pub fn add(&mut self, remark: Remark, line: usize, text: &str) {
        let (count, first) = self.notes.entry(remark).or_default();
        *count += 1;
        if first.len() < PLACES {
            let text = super::text::start(text, 60);
            first.push(Place { line: (line > 0).then_some(line), text });
        }
    }

    /// How often `remark` was made.
    #[cfg(test)]
    pub fn count(&self, remark: Remark) -> usize {
        self.notes.get(&remark).map_or(0, |(count, _)| *count)
    }

    /// What was left out, and what was changed.
    pub fn into_notes(self) -> (Vec<Note>, Vec<Note>) {
        let (mut left_out, mut changed) = (Vec::new(), Vec::new());
        for (remark, (count, first)) in self.notes {
            let note = Note { what: remark.words(count), count, first };
            match remark.class() {
                Class::LeftOut => left_out.push(note),
                Class::Changed => changed.push(note),
            }
        }
        (left_out, changed)
    }
}

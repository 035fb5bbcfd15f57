//! What an import took, what it changed and what it left out.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Kind;
use crate::catalog::Id;

/// Remember at most this many places of each remark.
const PLACES: usize = 3;

/// The account of one import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    pub kind: Kind,
    pub counts: Counts,
    /// Skills that have the id of a skill that the catalog knows by the same title.
    pub known: Vec<KnownSkill>,
    /// Skills that are ticked as done in the source.
    pub ticked: Vec<Id>,
    pub left_out: Vec<Note>,
    pub changed: Vec<Note>,
}

/// What the roadmap has.
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

/// A skill that the catalog knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownSkill {
    pub id: Id,
    pub title: String,
}

/// Something that was left out or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Such as "links that are no web addresses", in the number that `count` asks for.
    pub what: &'static str,
    pub count: usize,
    /// The first of them.
    pub first: Vec<Place>,
}

/// A place in the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Counted from 1; `None` where the source has no useful lines.
    pub line: Option<usize>,
    /// The beginning of what stands there.
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
    ListBesideTables LeftOut "list item beside the tables of courses" "list items beside the tables of courses",
    Record LeftOut "note or piece of evidence" "notes and pieces of evidence",
    Text LeftOut "paragraph" "paragraphs",
    Quote LeftOut "block quote" "block quotes",
    Code LeftOut "code block" "code blocks",
    Html LeftOut "piece of HTML" "pieces of HTML",
    Image LeftOut "image" "images",
    Contents LeftOut "line of a table of contents" "lines of a table of contents",
    FrontMatter LeftOut "block of front matter" "blocks of front matter",
    Table LeftOut "table that lists no courses" "tables that list no courses",
    Cell LeftOut "cell in a column that is not taken" "cells in columns that are not taken",
    Column LeftOut "column that is not taken" "columns that are not taken",
    BadLink LeftOut "link that is no web address" "links that are no web addresses",
    LooseLink LeftOut "link in running text" "links in running text",
    SameLink LeftOut "link that its skill has already" "links that their skill has already",
    MoreLinks LeftOut "link beyond the first 50 of a skill" "links beyond the first 50 of a skill",
    BadHours LeftOut "duration that is no number of hours" "durations that are no numbers of hours",
    BadValue LeftOut "value that cannot be read" "values that cannot be read",
    UnknownNeed LeftOut "prerequisite that no title matches" "prerequisites that no title matches",
    CircularNeed LeftOut "prerequisite that would close a circle" "prerequisites that would close a circle",
    MoreNeeds LeftOut "prerequisite beyond the first 50 of a skill" "prerequisites beyond the first 50 of a skill",
    Drawing LeftOut "part of the drawing without a topic" "parts of the drawing without a topic",
    Edge LeftOut "edge to something that is not there" "edges to something that is not there",
    Content LeftOut "content file without a topic" "content files without a topic",
    MissingContent LeftOut "topic without a content file" "topics without a content file",
    DeletedTask LeftOut "deleted task" "deleted tasks",
    RecurringTask LeftOut "recurring task" "recurring tasks",
    NotATask LeftOut "value that is not a task" "values that are not tasks",
    Field LeftOut "field that is not taken" "fields that are not taken",
    // Changed.
    LongTitle Changed "long title, shortened: the whole is its summary" "long titles, shortened: the whole is their summary",
    LongText Changed "long text, cut" "long texts, cut",
    Unsafe Changed "text with control characters, which are taken out" "texts with control characters, which are taken out",
    TooDeep Changed "entry nested too deep, put beside the one around it" "entries nested too deep, put beside the ones around them",
    OwnStage Changed "entry outside of every stage, put into one" "entries outside of every stage, put into one",
    OwnSkill Changed "group with details of its own, which became its first skill" "groups with details of their own, which became their first skill",
    SameTitle Changed "title that was there already: it got an id of its own" "titles that were there already: they got ids of their own",
    MadeUpId Changed "title without Latin letters: its id is only a number" "titles without Latin letters: their ids are only numbers",
    OtherId Changed "id that means something else in the catalog, changed" "ids that mean something else in the catalog, changed",
    BadId Changed "id that is none or taken, changed" "ids that are none or taken, changed",
    Choice Changed "choice that was guessed" "choices that were guessed",
    Optional Changed "skill taken for optional" "skills taken for optional",
    HoursOfWeeks Changed "estimate reckoned from weeks and hours a week" "estimates reckoned from weeks and hours a week",
    NoHeader Changed "table without a row of titles: its first column is taken for titles" "tables without a row of titles: their first column is taken for titles",
}

/// Collects remarks.
#[derive(Debug, Default)]
pub struct Tally {
    notes: BTreeMap<Remark, (usize, Vec<Place>)>,
}

impl Tally {
    /// Remembers one `remark`; `line` is 0 where there is none.
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

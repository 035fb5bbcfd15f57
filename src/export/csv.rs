//! CSV (RFC 4180): one row per skill.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use super::answers::{Answers, RoadmapAnswers, skills_of};
use crate::catalog::hours_json;
use crate::query::show::{ShowSkill, StagePart};

/// The title of a column, and its cell for a skill of a stage.
type Column = (&'static str, fn(&StagePart<'_>, &ShowSkill<'_>) -> String);

/// Hours have two columns, since spreadsheets read `4-8` as a date.
const COLUMNS: &[Column] = &[
    ("roadmap", |_, skill| skill.roadmap.to_string()),
    ("stage", |stage, _| stage.title.to_owned()),
    ("level", |stage, _| stage.level.map(|level| level.to_string()).unwrap_or_default()),
    ("group", |_, skill| skill.titles.groups.join(" > ")),
    ("id", |_, skill| skill.id.to_string()),
    ("title", |_, skill| skill.title.to_owned()),
    ("status", |_, skill| skill.status.to_string()),
    ("since", |_, skill| skill.since.map(|date| date.to_string()).unwrap_or_default()),
    ("started", |_, skill| skill.started.map(|date| date.to_string()).unwrap_or_default()),
    ("known_before", |_, skill| yes(skill.known)),
    ("in_scope", |_, skill| yes(skill.in_scope)),
    ("optional", |_, skill| yes(skill.optional)),
    ("kind", |_, skill| skill.skill_kind.to_string()),
    ("hours_min", |_, skill| skill.hours.map(|at| hours(at.min_minutes)).unwrap_or_default()),
    ("hours_max", |_, skill| skill.hours.map(|at| hours(at.max_minutes)).unwrap_or_default()),
    ("hours_logged", |_, skill| hours(skill.spent_minutes)),
    ("needs", |_, skill| joined(skill.needs.iter().map(|need| need.id), ", ")),
    ("aliases", |_, skill| joined(skill.aliases, ", ")),
    ("summary", |_, skill| skill.summary.unwrap_or_default().to_owned()),
    ("done_when", |_, skill| skill.done_when.join("; ")),
    ("asked_by", |_, skill| joined(skill.asked_by, ", ")),
    ("resources", |_, skill| joined(skill.resources.iter().map(|resource| resource.url), " ")),
    ("resources_read", |_, skill| {
        joined(skill.resources.iter().filter(|one| one.done).map(|one| one.url), " ")
    }),
    ("evidence", |_, skill| skill.evidence.join("; ")),
    ("own_notes", |_, skill| joined(skill.notes.iter().map(|note| &note.text), "; ")),
];

/// The skills of all roadmaps.
pub(super) fn csv(answers: &Answers<'_>) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let mut write = |row: Vec<String>| {
        writer.write_record(row).expect("rows of the same length go into memory");
    };
    write(COLUMNS.iter().map(|(title, _)| (*title).to_owned()).collect());
    for roadmap in &answers.roadmaps {
        for stage in &roadmap.shown.stages {
            for skill in skills(roadmap, stage) {
                let cell = |(_, cell): &Column| harmless(&cell(stage, skill)).into_owned();
                write(COLUMNS.iter().map(cell).collect());
            }
        }
    }
    let bytes = writer.into_inner().expect("memory can be flushed");
    String::from_utf8(bytes).expect("it was written from text")
}

fn skills<'s, 'a>(
    roadmap: &'s RoadmapAnswers<'a>,
    stage: &'s StagePart<'a>,
) -> impl Iterator<Item = &'s ShowSkill<'a>> {
    skills_of(stage).into_iter().map(|skill| roadmap.skill(skill.id))
}

/// Escapes a cell that a spreadsheet would run as a formula, as advised in
/// <https://owasp.org/www-community/attacks/CSV_Injection>.
fn harmless(cell: &str) -> Cow<'_, str> {
    const STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let runs = cell.trim_start_matches([' ', '\n']).starts_with(STARTS);
    if runs { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

fn hours(minutes: impl Into<u64>) -> String {
    hours_json(minutes.into()).to_string()
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn joined(parts: impl IntoIterator<Item = impl ToString>, by: &str) -> String {
    let parts: Vec<String> = parts.into_iter().map(|part| part.to_string()).collect();
    parts.join(by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_escaped() {
        for (cell, want) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("a=1", "a=1"),
            ("12.5", "12.5"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), want, "{cell:?}");
        }
    }
}

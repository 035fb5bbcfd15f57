//! The tables of a team as CSV with a header.

use crate::query::team::{Happened, SkillFigures, StageMap, Standing, WhoSkill};

/// The progress of each person.
pub fn table(rows: &[Standing<'_>]) -> String {
    let heading = [
        "person",
        "roadmap",
        "percent",
        "done",
        "required",
        "milestone",
        "stage",
        "learning",
        "last_active",
        "hours_this_month",
        "hours_per_week",
        "finish",
    ];
    let row = |row: &Standing<'_>| {
        vec![
            row.person.clone(),
            row.roadmap.to_string(),
            some(row.percent),
            some(row.done),
            some(row.required),
            row.milestone.unwrap_or_default().to_owned(),
            some(row.stage.map(|stage| stage.id)),
            join(row.learning.iter().map(|skill| skill.id.to_string())),
            some(row.last_active),
            hours(row.minutes_this_month),
            row.pace.map(|pace| tenths(pace.weekly().tenths())).unwrap_or_default(),
            some(row.finish.map(|finish| finish.mid)),
        ]
    };
    write(&heading, rows.iter().map(row))
}

/// The percentage of each person in each stage.
pub fn stages(maps: &[StageMap<'_>]) -> String {
    let rows = maps.iter().flat_map(|map| {
        map.people.iter().flat_map(move |person| {
            map.stages.iter().zip(&person.percents).map(move |(stage, percent)| {
                let (roadmap, stage) = (map.roadmap.to_string(), stage.id.to_string());
                vec![person.person.clone(), roadmap, stage, percent.to_string()]
            })
        })
    });
    write(&["person", "roadmap", "stage", "percent"], rows)
}

pub fn skills(figures: &[SkillFigures<'_>]) -> String {
    let heading = [
        "skill",
        "title",
        "done",
        "learning",
        "left",
        "skipped",
        "median_days",
        "median_hours",
        "estimate_min",
        "estimate_max",
    ];
    let row = |one: &SkillFigures<'_>| {
        let estimate = |end: fn(crate::catalog::Hours) -> u32| {
            one.estimate.map(|hours| self::hours(end(hours).into())).unwrap_or_default()
        };
        vec![
            one.id.to_string(),
            one.title.to_owned(),
            one.done.to_string(),
            one.learning.to_string(),
            one.left.to_string(),
            one.skipped.to_string(),
            some(one.days),
            one.minutes.map(hours).unwrap_or_default(),
            estimate(|hours| hours.min_minutes),
            estimate(|hours| hours.max_minutes),
        ]
    };
    write(&heading, figures.iter().map(row))
}

pub fn who(who: &WhoSkill<'_>) -> String {
    let row = |person: &str, status: &str, date: String, evidence: String| {
        vec![person.to_owned(), status.to_owned(), date, evidence]
    };
    let done = who
        .done
        .iter()
        .map(|by| row(&by.person, "done", some(by.on), join(by.evidence.iter().cloned())));
    let learning =
        who.learning.iter().map(|by| row(&by.person, "learning", some(by.since), String::new()));
    let ready = who.ready.iter().map(|person| row(person, "ready", String::new(), String::new()));
    write(&["person", "status", "date", "evidence"], done.chain(learning).chain(ready))
}

/// What happened: a row for each person and skill.
pub fn happened(happened: &Happened) -> String {
    let rows = happened.people.iter().flat_map(|one| {
        let lists = [("done", &one.done), ("started", &one.started), ("skipped", &one.skipped)];
        lists.into_iter().flat_map(move |(verb, skills)| {
            skills.iter().map(move |skill| {
                let (date, id) = (skill.on.to_string(), skill.id.clone());
                vec![one.person.clone(), date, verb.to_owned(), id, skill.title.clone()]
            })
        })
    });
    write(&["person", "date", "event", "skill", "title"], rows)
}

fn write(heading: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let written = writer.write_record(heading).and_then(|()| {
        let mut rows = rows;
        rows.try_for_each(|row| writer.write_record(row.iter().map(|cell| inert(cell))))
    });
    written.expect("rows are as long as the heading, and memory does not fail");
    let bytes = writer.into_inner().expect("memory does not fail");
    String::from_utf8(bytes).expect("made of text")
}

/// `cell` without control characters, and with a quote before it if a spreadsheet would
/// take it for a formula.
fn inert(cell: &str) -> String {
    let cell = crate::escape::clean(cell);
    if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.into_owned() }
}

fn some(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" ")
}

fn hours(minutes: u64) -> String {
    tenths((minutes + 3) / 6)
}

fn tenths(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_no_control_characters_and_no_formulas() {
        for (cell, expected) in [
            ("Ann", "Ann"),
            ("=1+1", "'=1+1"),
            ("-ann", "'-ann"),
            ("@ann", "'@ann"),
            ("a\u{1b}[31m\nb", "a\u{fffd}[31m\u{fffd}b"),
            ("\t=1", "\u{fffd}=1"),
        ] {
            assert_eq!(inert(cell), expected, "{cell:?}");
        }
    }
}

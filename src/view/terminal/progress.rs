//! Progress as a table for each roadmap, with a row for each stage.

use crate::query::summary::{Counts, RoadmapSummary};

use super::super::progress::{hours_left, milestones};
use super::super::style::Style;
use super::super::table::{Align, table};
use super::super::text::{Line, Text};
use super::super::words::Wording;

pub(crate) fn progress(roadmaps: &[RoadmapSummary<'_>], style: &Style) -> Text {
    Text::paragraphs(roadmaps.iter().map(|roadmap| {
        let title = Line::new().title(roadmap.title).into();
        let line = |milestone: String| Line::from(milestone).hang(2);
        let milestones = milestones(roadmap, style.wording()).into_iter().map(line).collect();
        Text::paragraphs([title, stages(roadmap, style), milestones])
    }))
}

/// A column that is left out if it is empty: its heading, and the text of a row.
type Column = (&'static str, fn(&Counts, Wording) -> String);

const COLUMNS: [Column; 6] = [
    ("Learning", |counts, _| some(counts.learning)),
    ("Skipped", |counts, _| some(counts.skipped)),
    ("Optional", |counts, _| match counts.optional.total {
        0 => String::new(),
        total => format!("{}/{total}", counts.optional.done),
    }),
    ("No estimate", |counts, _| some(counts.hours.unestimated as u64)),
    ("Spent", |counts, wording| match counts.hours.spent_minutes {
        0 => String::new(),
        minutes => wording.span(minutes, minutes),
    }),
    ("Left", |counts, wording| hours_left(counts, wording).unwrap_or_default()),
];

fn stages(roadmap: &RoadmapSummary<'_>, style: &Style) -> Text {
    let wording = style.wording();
    let stages = roadmap.stages.iter().map(|stage| (stage.title, &stage.counts));
    let all = || stages.clone().chain([("All", &roadmap.counts)]);
    let says = |(_, say): &&Column| all().any(|(_, counts)| !say(counts, wording).is_empty());
    let columns: Vec<&Column> = COLUMNS.iter().filter(says).collect();
    // More columns leave less room for titles.
    let cells = if columns.len() < 4 || style.columns() >= 96 { 8 } else { 4 };
    let row = |(title, counts): (&str, &Counts)| {
        let units = counts.units;
        let mut row = vec![
            title.to_owned(),
            format!("{}/{}", units.done, units.required),
            bar(units.done, units.required, cells, style),
            format!("{}%", counts.percent),
        ];
        row.extend(columns.iter().map(|(_, say)| say(counts, wording)));
        row
    };
    let headers =
        [("Stage", Align::Left), ("Done", Align::Right), ("", Align::Whole), ("", Align::Right)];
    let headers: Vec<_> =
        headers.into_iter().chain(columns.iter().map(|(name, _)| (*name, Align::Right))).collect();
    table(&headers, all().map(row).collect(), style)
}

/// A bar as text for a table cell, without colours.
fn bar(done: u32, all: u32, cells: usize, style: &Style) -> String {
    let uncolored = Style { color: false, ..*style };
    let line = super::bar(done, all, cells, style);
    Text::from(line).render(&uncolored).trim_end().to_owned()
}

fn some(count: impl Into<u64>) -> String {
    match count.into() {
        0 => String::new(),
        count => count.to_string(),
    }
}

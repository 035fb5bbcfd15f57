//! Progress tables.

use crate::query::summary::{Counts, RoadmapSummary};

use super::escape::clean;
use super::look::{Look, Role};
use super::overview::done;
use super::table::{Lean, table};
use super::words::{Count, span};

/// A table for each roadmap, a row for each stage.
pub fn progress(roadmaps: &[RoadmapSummary<'_>], look: &Look) -> String {
    let parts = roadmaps
        .iter()
        .map(|roadmap| if look.plain { lines(roadmap, look) } else { drawn(roadmap, look) });
    parts.collect::<Vec<_>>().join("\n\n")
}

fn lines(roadmap: &RoadmapSummary<'_>, look: &Look) -> String {
    let line = |counts: &Counts| {
        let mut facts = vec![done(counts), format!("{}%", counts.percent)];
        facts.extend(beside(counts));
        facts.join(", ")
    };
    let mut lines =
        vec![format!("{}: {}", look.paint(Role::Title, roadmap.title), line(&roadmap.counts))];
    for (at, stage) in roadmap.stages.iter().enumerate() {
        let title = look.paint(Role::Title, stage.title);
        let level = stage.level.map_or_else(String::new, |level| format!(" ({level})"));
        lines.push(format!("{}. {title}{level}: {}", at + 1, line(&stage.counts)));
    }
    lines.join("\n")
}

/// What stands beside the percent: learning, optional, hours.
fn beside(counts: &Counts) -> Vec<String> {
    let mut facts = Vec::new();
    if counts.learning > 0 {
        facts.push(format!("{} learning", counts.learning));
    }
    if counts.optional.total > 0 {
        facts.push(format!("{} of {} optional", counts.optional.done, counts.optional.total));
    }
    facts.push(match counts.hours.left.max_minutes {
        0 => "nothing left".to_owned(),
        _ => format!("{} left", hours_left(counts)),
    });
    if counts.hours.unestimated > 0 {
        facts.push(format!("{} without an estimate", Count(counts.hours.unestimated, "skill")));
    }
    facts
}

fn hours_left(counts: &Counts) -> String {
    let left = counts.hours.left;
    if left.max_minutes == 0 { "–".to_owned() } else { span(left.min_minutes, left.max_minutes) }
}

fn drawn(roadmap: &RoadmapSummary<'_>, look: &Look) -> String {
    let row = |name: String, counts: &Counts| {
        let units = counts.units;
        vec![
            name,
            format!("{}/{}", units.done, units.required),
            Look { color: false, ..*look }.bar(units.done, units.required, 12),
            format!("{}%", counts.percent),
            some(counts.learning),
            some(counts.skipped),
            match counts.optional.total {
                0 => String::new(),
                total => format!("{}/{total}", counts.optional.done),
            },
            hours_left(counts),
        ]
    };
    let mut rows: Vec<Vec<String>> = roadmap
        .stages
        .iter()
        .map(|stage| row(clean(stage.title).into_owned(), &stage.counts))
        .collect();
    rows.push(row("All".to_owned(), &roadmap.counts));
    let headers = [
        ("Stage", Lean::Left),
        ("Done", Lean::Right),
        ("", Lean::Mark),
        ("", Lean::Right),
        ("Learning", Lean::Right),
        ("Skipped", Lean::Right),
        ("Optional", Lean::Right),
        ("Left", Lean::Right),
    ];
    let mut text = look.paint(Role::Title, roadmap.title);
    text.push_str("\n\n");
    text.push_str(&table(&headers, rows, look));
    if roadmap.counts.hours.unestimated > 0 {
        let count = Count(roadmap.counts.hours.unestimated, "skill");
        text.push_str(&look.paint(Role::Faint, &format!("\n{count} without an estimate")));
    }
    text
}

fn some(count: u32) -> String {
    if count == 0 { String::new() } else { count.to_string() }
}

//! Progress tables.

use crate::query::summary::{Counts, RoadmapSummary};

use super::escape::clean;
use super::overview::done;
use super::style::{Role, Style};
use super::table::{Lean, table};
use super::words::{Count, span, spent};

/// A table for each roadmap, a row for each stage.
pub fn progress(roadmaps: &[RoadmapSummary<'_>], style: &Style) -> String {
    let parts = roadmaps
        .iter()
        .map(|roadmap| if style.plain { lines(roadmap, style) } else { drawn(roadmap, style) });
    parts.collect::<Vec<_>>().join("\n\n")
}

fn lines(roadmap: &RoadmapSummary<'_>, style: &Style) -> String {
    let line = |counts: &Counts| {
        let mut facts = vec![done(counts), format!("{}%", counts.percent)];
        facts.extend(beside(counts));
        facts.join(", ")
    };
    let mut lines =
        vec![format!("{}: {}", style.paint(Role::Title, roadmap.title), line(&roadmap.counts))];
    for (at, stage) in roadmap.stages.iter().enumerate() {
        let title = style.paint(Role::Title, stage.title);
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
    if counts.hours.spent_minutes > 0 {
        facts.push(format!("{} spent", time_spent(counts)));
    }
    if counts.hours.unestimated > 0 {
        facts.push(format!("{} without an estimate", Count(counts.hours.unestimated, "skill")));
    }
    facts
}

fn hours_left(counts: &Counts) -> String {
    let left = counts.hours.left;
    if left.max_minutes == 0 { "–".to_owned() } else { span(left.min_minutes, left.max_minutes) }
}

/// `4 h 30 min of 180–260 h`: what was logged, and the estimate of all of it,
/// done or left. Empty when nothing was.
fn time_spent(counts: &Counts) -> String {
    let hours = counts.hours;
    let all = hours.done + hours.left;
    match hours.spent_minutes {
        0 => String::new(),
        minutes if all.max_minutes == 0 => spent(minutes),
        minutes => format!("{} of {}", spent(minutes), span(all.min_minutes, all.max_minutes)),
    }
}

/// A column of the table: its heading, how it leans, and what it says of a row.
type Column = (&'static str, Lean, fn(&Counts) -> String);

/// Those that may have nothing to say are left out when they have not.
const COLUMNS: [Column; 6] = [
    ("Learning", Lean::Right, |counts| some(counts.learning)),
    ("Skipped", Lean::Right, |counts| some(counts.skipped)),
    ("Optional", Lean::Right, |counts| match counts.optional.total {
        0 => String::new(),
        total => format!("{}/{total}", counts.optional.done),
    }),
    ("No estimate", Lean::Right, |counts| some(counts.hours.unestimated as u64)),
    ("Spent", Lean::Right, |counts| match counts.hours.spent_minutes {
        0 => String::new(),
        minutes => span(minutes, minutes),
    }),
    ("Left", Lean::Right, hours_left),
];

fn drawn(roadmap: &RoadmapSummary<'_>, style: &Style) -> String {
    let uncolored = Style { color: false, ..*style };
    let stages = roadmap.stages.iter().map(|stage| (stage.title, &stage.counts));
    let all = || stages.clone().chain([("All", &roadmap.counts)]);
    let columns: Vec<&Column> = COLUMNS
        .iter()
        .filter(|(_, _, say)| all().any(|(_, counts)| !say(counts).is_empty()))
        .collect();
    // On a narrow terminal the titles are worth more than the bars.
    let has_bar = columns.len() < 4 || style.columns() >= 96;
    let row = |(title, counts): (&str, &Counts)| {
        let units = counts.units;
        let mut row = vec![clean(title).into_owned(), format!("{}/{}", units.done, units.required)];
        if has_bar {
            row.push(uncolored.bar(units.done, units.required, 8));
        }
        row.push(format!("{}%", counts.percent));
        row.extend(columns.iter().map(|(_, _, say)| say(counts)));
        row
    };
    let mut headers = vec![("Stage", Lean::Left), ("Done", Lean::Right)];
    headers.extend(has_bar.then_some(("", Lean::Mark)));
    headers.push(("", Lean::Right));
    headers.extend(columns.iter().map(|(name, lean, _)| (*name, *lean)));
    let rows = all().map(row).collect();
    format!("{}\n\n{}", style.paint(Role::Title, roadmap.title), table(&headers, rows, style))
}

fn some(count: impl Into<u64>) -> String {
    let count = count.into();
    if count == 0 { String::new() } else { count.to_string() }
}

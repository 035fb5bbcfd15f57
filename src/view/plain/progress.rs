//! Progress in plain lines.

use crate::query::summary::{Counts, RoadmapSummary};

use super::super::overview::done;
use super::super::progress::{hours_left, milestones, unestimated};
use super::super::text::{Line, Text};
use super::{WORDING, numbered};

pub(crate) fn progress(roadmaps: &[RoadmapSummary<'_>]) -> Text {
    Text::paragraphs(roadmaps.iter().map(roadmap))
}

fn roadmap(roadmap: &RoadmapSummary<'_>) -> Text {
    let mut text = Text::new();
    text.line(Line::new().title(roadmap.title).text(": ").text(&facts(&roadmap.counts)));
    for (at, stage) in roadmap.stages.iter().enumerate() {
        let level = stage.level.map_or_else(String::new, |level| format!(" ({level})"));
        let line = numbered(at).title(stage.title).text(&level).text(": ");
        text.line(line.text(&facts(&stage.counts)));
    }
    for milestone in milestones(roadmap, WORDING) {
        text.line(format!("Milestone: {milestone}"));
    }
    text
}

fn facts(counts: &Counts) -> String {
    let mut facts = vec![done(counts), format!("{}%", counts.percent)];
    if counts.learning > 0 {
        facts.push(format!("{} learning", counts.learning));
    }
    if counts.optional.total > 0 {
        facts.push(format!("{} of {} optional", counts.optional.done, counts.optional.total));
    }
    match hours_left(counts, WORDING) {
        Some(hours) => facts.push(format!("{hours} left")),
        None if !counts.units.is_open() => facts.push("nothing left".to_owned()),
        None => {}
    }
    if let minutes @ 1.. = counts.hours.spent_minutes {
        let all = counts.hours.done + counts.hours.left;
        let of = match all.max_minutes {
            0 => String::new(),
            _ => format!(" of {}", WORDING.span(all.min_minutes, all.max_minutes)),
        };
        facts.push(format!("{}{of} spent", WORDING.time(minutes)));
    }
    facts.extend(unestimated(counts));
    facts.join(", ")
}

//! Roadmaps in lists: `list`, `use`, `find`.

use crate::query::Evaluation;
use crate::query::catalog::{Hit, Listed};

use super::escape::clean;
use super::overview::done;
use super::style::{Role, Style, pad, width};
use super::table::{Lean, table};
use super::words::{Count, span};

/// All roadmaps, a row each.
pub fn list(roadmaps: &[Listed<'_>], style: &Style) -> String {
    let hours = |listed: &Listed<'_>| match listed.hours.max_minutes {
        0 => "–".to_owned(),
        _ => span(listed.hours.min_minutes, listed.hours.max_minutes),
    };
    if style.plain {
        let line = |(at, listed): (usize, &Listed<'_>)| {
            let used = if listed.in_use { ", in use" } else { "" };
            let origin = if listed.origin == "built-in" { "" } else { ", yours" };
            format!(
                "{}. {} ({}): {}, {}, {}% done{used}{origin}",
                at + 1,
                style.paint(Role::Title, listed.title),
                style.paint(Role::Id, listed.id.as_str()),
                Count(listed.skills, "skill"),
                hours(listed),
                listed.percent,
            )
        };
        return roadmaps.iter().enumerate().map(line).collect::<Vec<_>>().join("\n");
    }
    let rows = roadmaps.iter().map(|listed| {
        vec![
            if listed.in_use { "▸" } else { "" }.to_owned(),
            listed.id.to_string(),
            clean(listed.title).into_owned(),
            listed.skills.to_string(),
            hours(listed),
            format!("{}%", listed.percent),
            if listed.origin == "built-in" { "" } else { "yours" }.to_owned(),
        ]
    });
    let headers = [
        ("", Lean::Mark),
        ("Roadmap", Lean::Left),
        ("Title", Lean::Left),
        ("Skills", Lean::Right),
        ("Hours", Lean::Right),
        ("Done", Lean::Right),
        ("", Lean::Left),
    ];
    table(&headers, rows.collect(), style)
}

/// What `use` answers: the list, what is done in each already, and that the
/// rest is kept.
pub fn used(evaluations: &[Evaluation<'_>], unchanged: bool, style: &Style) -> String {
    let mut lines = vec![if unchanged { "in use already:" } else { "in use:" }.to_owned()];
    let longest = evaluations.iter().map(|s| width(s.roadmap().id.as_str())).max().unwrap_or(0);
    for (at, evaluation) in evaluations.iter().enumerate() {
        let roadmap = evaluation.roadmap();
        let id = roadmap.id.as_str();
        let counts = crate::query::summary(evaluation).counts;
        let current = if at == 0 { ", current" } else { "" };
        let title = style.paint(Role::Title, &roadmap.title);
        let done = format!("{}, {}%{current}", done(&counts), counts.percent);
        if style.plain {
            lines.push(format!("{}. {title} ({id}): {done}", at + 1));
        } else {
            let id = pad(&style.paint(Role::Id, id), width(id), longest + 2);
            lines.push(format!("  {id}{title}  {}", style.paint(Role::Faint, &done)));
        }
    }
    lines.push(style.paint(Role::Faint, "progress in all other roadmaps is kept"));
    lines.push(style.paint(Role::Command, "roadmap next"));
    lines.join("\n")
}

/// What was found.
pub fn hits(hits: &[Hit], style: &Style) -> String {
    let state =
        |hit: &Hit| hit.status.map_or_else(|| hit.kind.to_owned(), |status| status.to_string());
    let roadmaps = |hit: &Hit| {
        let ids: Vec<&str> = hit.roadmaps.iter().map(crate::catalog::RoadmapId::as_str).collect();
        super::words::list(&ids, 3)
    };
    if style.plain {
        let line = |(at, hit): (usize, &Hit)| {
            let title = style.paint(Role::Title, &hit.title);
            let id = style.paint(Role::Id, &hit.id);
            format!("{}. {title} ({id}): {}, in {}", at + 1, state(hit), roadmaps(hit))
        };
        return hits.iter().enumerate().map(line).collect::<Vec<_>>().join("\n");
    }
    let row =
        |hit: &Hit| vec![hit.id.clone(), clean(&hit.title).into_owned(), state(hit), roadmaps(hit)];
    let headers = [("Id", Lean::Left), ("Title", Lean::Left), ("", Lean::Mark), ("In", Lean::Left)];
    table(&headers, hits.iter().map(row).collect(), style)
}

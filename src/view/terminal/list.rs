//! Lists of roadmaps and hits in tables.

use crate::query::catalog::{Hit, Listed};
use crate::query::{Evaluation, summary};

use super::super::list::{KEPT, hours, in_use, is_own, roadmaps as roadmaps_of, state};
use super::super::overview::done;
use super::super::style::Style;
use super::super::table::{Align, table};
use super::super::text::{Line, Text};
use super::super::wrap::width;

pub(crate) fn roadmaps(roadmaps: &[Listed<'_>], style: &Style) -> Text {
    let signs = style.signs();
    let row = |listed: &Listed<'_>| {
        vec![
            if listed.in_use { signs.current } else { "" }.to_owned(),
            listed.id.to_string(),
            listed.title.to_owned(),
            listed.skills.to_string(),
            hours(listed, style.wording()).unwrap_or_else(|| signs.dash.to_owned()),
            format!("{}%", listed.percent),
            if is_own(listed) { "yours" } else { "" }.to_owned(),
        ]
    };
    let headers = [
        ("", Align::Whole),
        ("Roadmap", Align::Left),
        ("Title", Align::Left),
        ("Skills", Align::Right),
        ("Hours", Align::Right),
        ("Done", Align::Right),
        ("", Align::Whole),
    ];
    table(&headers, roadmaps.iter().map(row).collect(), style)
}

pub(crate) fn used(evaluations: &[Evaluation<'_>], unchanged: bool) -> Text {
    let mut text: Text = in_use(unchanged).into();
    let ids = evaluations.iter().map(|evaluation| width(evaluation.roadmap().id.as_str()));
    let longest = ids.max().unwrap_or(0);
    for (at, evaluation) in evaluations.iter().enumerate() {
        let roadmap = evaluation.roadmap();
        let counts = summary(evaluation).counts;
        let current = if at == 0 { ", current" } else { "" };
        let line = Line::from("  ").id(roadmap.id.as_str()).pad(longest + 4).hang(longest + 4);
        let done = format!("{}, {}%{current}", done(&counts), counts.percent);
        text.line(line.title(&roadmap.title).text("  ").faint(&done));
    }
    text.line(Line::new().faint(KEPT)).line(Line::new().command("roadmap next"));
    text
}

pub(crate) fn hits(hits: &[Hit], style: &Style) -> Text {
    let row = |hit: &Hit| vec![hit.id.clone(), hit.title.clone(), state(hit), roadmaps_of(hit)];
    let headers =
        [("Id", Align::Left), ("Title", Align::Left), ("", Align::Whole), ("In", Align::Left)];
    table(&headers, hits.iter().map(row).collect(), style)
}

//! Lists of roadmaps and hits in numbered lines.

use crate::query::catalog::{Hit, Listed};
use crate::query::{Evaluation, summary};

use super::super::list::{KEPT, hours, in_use, is_own, roadmaps as roadmaps_of, state};
use super::super::overview::done;
use super::super::text::Text;
use super::super::words::Count;
use super::{WORDING, named, numbered, to_run};

pub(crate) fn roadmaps(roadmaps: &[Listed<'_>]) -> Text {
    let line = |(at, listed): (usize, &Listed<'_>)| {
        let mut facts = vec![Count(listed.skills, "skill").to_string()];
        facts.extend(hours(listed, WORDING));
        facts.push(format!("{}% done", listed.percent));
        facts.extend(listed.in_use.then(|| "in use".to_owned()));
        facts.extend(is_own(listed).then(|| "yours".to_owned()));
        let line = numbered(at).then(named(listed.title, listed.id.as_str()));
        line.text(": ").text(&facts.join(", "))
    };
    roadmaps.iter().enumerate().map(line).collect()
}

pub(crate) fn used(evaluations: &[Evaluation<'_>], unchanged: bool) -> Text {
    let mut text: Text = in_use(unchanged).into();
    for (at, evaluation) in evaluations.iter().enumerate() {
        let roadmap = evaluation.roadmap();
        let counts = summary(evaluation).counts;
        let current = if at == 0 { ", current" } else { "" };
        let line = numbered(at).then(named(&roadmap.title, roadmap.id.as_str()));
        text.line(line.text(&format!(": {}, {}%{current}", done(&counts), counts.percent)));
    }
    text.line(KEPT).line(to_run("roadmap next"));
    text
}

pub(crate) fn hits(hits: &[Hit]) -> Text {
    let line = |(at, hit): (usize, &Hit)| {
        let line = numbered(at).then(named(&hit.title, &hit.id));
        line.text(&format!(": {}, in {}", state(hit), roadmaps_of(hit)))
    };
    hits.iter().enumerate().map(line).collect()
}

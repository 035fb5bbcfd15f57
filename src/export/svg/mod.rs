//! `svg`: the picture of a roadmap, without scripts.

use serde::Serialize;

use super::picture::layout::{Picture, picture};
use super::template::{Templates, render};
use super::{Answers, RoadmapAnswers};

const TEMPLATES: Templates =
    &[("picture.svg", include_str!("picture.svg")), ("picture.css", include_str!("picture.css"))];

#[derive(Serialize)]
struct Values<'a> {
    title: &'a str,
    desc: String,
    picture: Picture,
}

/// The picture of the first roadmap.
pub(super) fn svg(answers: &Answers<'_>) -> String {
    let roadmap = &answers.roadmaps[0];
    let values = Values {
        title: roadmap.shown.title,
        desc: describe(roadmap),
        picture: picture(roadmap, answers.today),
    };
    render(TEMPLATES, &values)
}

/// The text alternative of the picture.
fn describe(answers: &RoadmapAnswers<'_>) -> String {
    let units = answers.shown.counts.units;
    let stages: Vec<String> = answers
        .shown
        .stages
        .iter()
        .map(|stage| {
            let units = stage.counts.units;
            format!("{} ({} of {})", stage.title, units.done, units.required)
        })
        .collect();
    format!(
        "{} percent: {} of {} skills done. The stages: {}.",
        answers.shown.counts.percent,
        units.done,
        units.required,
        stages.join(", ")
    )
}

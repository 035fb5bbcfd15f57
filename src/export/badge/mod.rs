//! `badge`: a label and a percentage, in the usual size and shape of badges.

use serde::Serialize;

use super::Answers;
use super::picture::text::width;
use super::template::{Templates, render};

const TEMPLATES: Templates = &[("badge.svg", include_str!("badge.svg"))];

#[derive(Serialize)]
struct Values<'a> {
    title: String,
    label: &'a str,
    value: String,
    state: &'static str,
    /// The widths of the two halves and their texts.
    left: i32,
    right: i32,
    left_text: i32,
    right_text: i32,
}

/// The badge of the first roadmap.
pub(super) fn badge(answers: &Answers<'_>) -> String {
    let shown = &answers.roadmaps[0].shown;
    let (label, percent) = (shown.id.as_str(), shown.counts.percent);
    let value = format!("{percent} %");
    let (left_text, right_text) = (text_width(label), text_width(&value));
    let values = Values {
        title: format!("{}: {percent} % done", shown.title),
        label,
        state: if percent == 100 { "all" } else { "some" },
        left: left_text + 10,
        right: right_text + 10,
        left_text,
        right_text,
        value,
    };
    render(TEMPLATES, &values)
}

/// The width at 11 pixels in a regular weight, which is a tenth narrower than bold.
#[expect(clippy::cast_possible_truncation, reason = "an id has at most 64 characters")]
fn text_width(text: &str) -> i32 {
    (width(text, 11.0) * 0.9).round() as i32
}

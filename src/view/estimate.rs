//! Renders the user's estimates.

use crate::catalog::Hours;
use crate::query::own_estimate::OwnEstimate;
use crate::query::remaining::Sum;

use super::text::{Line, Text};
use super::words::Wording;

/// Estimates that were set or removed.
#[derive(Debug)]
pub struct Estimated<'a> {
    pub skills: Vec<EstimatedSkill<'a>>,
    /// The titles of roadmaps in use that have one of the skills, and the hours left.
    pub left: Vec<(&'a str, Sum)>,
}

/// A skill and its estimate.
#[derive(Debug)]
pub struct EstimatedSkill<'a> {
    pub title: &'a str,
    /// The user's estimate; `None` if the roadmap's hours count.
    pub own: Option<OwnEstimate>,
    /// The roadmap's hours.
    pub roadmap: Option<Hours>,
    /// Whether the estimate is the same as before.
    pub unchanged: bool,
}

/// `10 h for you; the roadmap says 25–40 h`.
pub(super) fn own(own: OwnEstimate, roadmap: Option<Hours>, wording: Wording) -> String {
    let said = roadmap.map(|hours| wording.hours(hours));
    match (own.percent, own.hours) {
        (None, Some(hours)) => {
            let said = said.map_or_else(
                || "the roadmap has no estimate".to_owned(),
                |hours| format!("the roadmap says {hours}"),
            );
            format!("{} for you; {said}", wording.hours(hours))
        }
        (Some(percent), Some(hours)) => format!(
            "{} for you, {percent}% of the roadmap's {}",
            wording.hours(hours),
            said.unwrap_or_default()
        ),
        (Some(percent), None) => {
            format!("{percent}% for you, but the roadmap has no estimate")
        }
        (None, None) => "no estimate".to_owned(),
    }
}

pub(super) fn text(estimated: &Estimated<'_>, wording: Wording) -> Text {
    let mut text = Text::new();
    for skill in &estimated.skills {
        let hours = match (skill.own, skill.roadmap) {
            (Some(own), roadmap) => self::own(own, roadmap, wording),
            (None, Some(hours)) => format!("{}, as the roadmap says", wording.hours(hours)),
            (None, None) => "no estimate, as in the roadmap".to_owned(),
        };
        let before = if skill.unchanged { " (as before)" } else { "" };
        text.line(Line::new().title(skill.title).text(&format!(": {hours}{before}")));
    }
    for (title, left) in &estimated.left {
        let left = wording.span(left.min_minutes, left.max_minutes);
        text.line(Line::new().title(title).text(&format!(": {left} left")));
    }
    text
}

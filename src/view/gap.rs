//! Text shared by both renderers of a gap.

use jiff::civil::Date;

use crate::catalog::Hours;
use crate::query::gap::{RoleGap, Start};
use crate::query::plan::PaceSource;

use super::plan::{assumed, left_out, milestone};
use super::words::{Count, Wording, date, list, since};

/// `180–260 h left, 26 weeks at 8 h/week, by 3 Jun 2027`.
pub(super) fn way(target: &RoleGap<'_>, wording: Wording, today: Date) -> String {
    if target.weeks == Some(0) {
        return "nothing left".to_owned();
    }
    let hours = wording.span(target.hours.min_minutes, target.hours.max_minutes);
    let default = if target.pace_source == PaceSource::Default { " (default)" } else { "" };
    let at = format!("at {}{default}", wording.weekly(&target.hours_per_week.to_string()));
    match (target.weeks, target.finish) {
        (Some(weeks), Some(finish)) => {
            let weeks = Count(usize::try_from(weeks).unwrap_or(usize::MAX), "week");
            format!("{hours} left, {weeks} {at}, by {}", date(finish, today))
        }
        _ => format!("{hours} left, {at} too far in the future"),
    }
}

pub(super) fn to_go(target: &RoleGap<'_>) -> usize {
    target.learning.len() + target.missing.len()
}

/// `since 3 Nov`, or `known before`.
pub(super) fn known_since(day: Option<Date>, today: Date) -> String {
    day.map_or_else(|| "known before".to_owned(), |day| since(day, today))
}

/// `learning since 3 Nov`.
pub(super) fn learning_since(day: Option<Date>, today: Date) -> String {
    day.map_or_else(|| "learning".to_owned(), |day| format!("learning {}", since(day, today)))
}

pub(super) fn estimate(hours: Option<Hours>, wording: Wording) -> String {
    hours.map_or_else(|| "no estimate".to_owned(), |hours| wording.hours(hours))
}

/// A sentence about what has to come before the role.
fn start(start: &Start<'_>) -> String {
    let what = if let Some(text) = start.text {
        text.to_owned()
    } else {
        let ids: Vec<&str> = start.roadmaps.iter().map(|id| id.as_str()).collect();
        format!("Starts after {}.", list(&ids, usize::MAX))
    };
    if start.reached { what } else { format!("{what} You are not there yet.") }
}

/// Sentences about what comes before the role, what was assumed, and what is not
/// counted.
pub(super) fn remarks(target: &RoleGap<'_>, today: Date) -> Vec<String> {
    let mut remarks: Vec<String> = target.starts_after.iter().map(start).collect();
    remarks.extend(target.milestones.iter().filter_map(|one| milestone(one, today)));
    remarks.extend(target.assumed.iter().map(assumed));
    remarks.extend(target.left_out.iter().map(left_out));
    if target.unestimated > 0 {
        remarks.push(format!("{} without an estimate.", Count(target.unestimated, "skill")));
    }
    if !target.assumed_knowledge.is_empty() {
        let known = |known| if known { " (known)" } else { "" };
        let titles = target.assumed_knowledge.iter();
        let titles: Vec<_> =
            titles.map(|skill| format!("{}{}", skill.title, known(skill.known))).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        remarks.push(format!("Assumed knowledge, not counted: {}.", list(&titles, usize::MAX)));
    }
    remarks
}

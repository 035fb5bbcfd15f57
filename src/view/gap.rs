//! What both renderings of a gap share.

use jiff::civil::Date;

use crate::catalog::{Hours, Id};
use crate::query::gap::RoleGap;

use super::plan::assumed;
use super::words::{Count, Wording, date, list, since};

/// `180–260 h left, 26 weeks at 8 h/week, by 3 Jun 2027`.
pub(super) fn way(target: &RoleGap<'_>, wording: Wording, today: Date) -> String {
    if target.weeks == Some(0) {
        return "nothing left".to_owned();
    }
    let hours = wording.span(target.hours.min_minutes, target.hours.max_minutes);
    let at = format!("at {}", wording.weekly(&target.hours_per_week.to_string()));
    match (target.weeks, target.finish) {
        (Some(weeks), Some(finish)) => {
            let weeks = Count(usize::try_from(weeks).unwrap_or(usize::MAX), "week");
            format!("{hours} left, {weeks} {at}, by {}", date(finish, today))
        }
        _ => format!("{hours} left, {at} beyond the calendar"),
    }
}

pub(super) fn to_go(target: &RoleGap<'_>) -> usize {
    target.learning.len() + target.missing.len()
}

/// `since 3 Nov`, or that it was known before.
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

/// What was assumed, and what is not counted.
pub(super) fn remarks(target: &RoleGap<'_>) -> Vec<String> {
    let mut remarks: Vec<String> = target.assumed.iter().map(assumed).collect();
    if target.unestimated > 0 {
        remarks.push(format!("{} without an estimate.", Count(target.unestimated, "skill")));
    }
    if !target.assumes.is_empty() {
        let ids: Vec<&str> = target.assumes.iter().copied().map(Id::as_str).collect();
        remarks.push(format!("Assumed knowledge, not counted: {}.", list(&ids, usize::MAX)));
    }
    remarks
}

//! Numbers, dates and counts as words.

use std::fmt;

use jiff::civil::Date;

use crate::catalog::Hours;

/// "1 skill", "2 skills".
pub struct Count(pub usize, pub &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(n, noun) = self;
        match (n, noun.strip_suffix('y')) {
            (1, _) => write!(f, "{n} {noun}"),
            (_, Some(stem)) if !noun.ends_with("ay") => write!(f, "{n} {stem}ies"),
            _ => write!(f, "{n} {noun}s"),
        }
    }
}

/// `25–40 h`, `8 h`, `1.5 h`.
pub fn hours(hours: Hours) -> String {
    span(hours.min_minutes.into(), hours.max_minutes.into())
}

/// A sum of estimates, in minutes, as [`hours`] writes one: from 20 hours on to
/// the hour.
pub fn span(min: u64, max: u64) -> String {
    let (min, max) = (number(min), number(max));
    if min == max { format!("{min} h") } else { format!("{min}–{max} h") }
}

fn number(minutes: u64) -> String {
    let tenths = (minutes + 3) / 6;
    if tenths.is_multiple_of(10) || tenths >= 200 {
        format!("{}", (tenths + 5) / 10)
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

/// Time that was spent, to the minute: `1 h 30 min`, `45 min`, `2 h`.
pub fn spent(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// `3 Nov`, or `3 Nov 2025` in another year than today's.
pub fn date(date: Date, today: Date) -> String {
    let name = if date.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    date.strftime(name).to_string()
}

/// `a`, `a and b`, `a, b and c`, `a, b, c and 4 more` with at most `most` named.
pub fn list(names: &[&str], most: usize) -> String {
    let (named, rest) = names.split_at(names.len().min(most));
    match (named, rest.len()) {
        ([], 0) => String::new(),
        ([], n) => n.to_string(),
        ([one], 0) => (*one).to_owned(),
        ([firsts @ .., last], 0) => format!("{} and {last}", firsts.join(", ")),
        (named, n) => format!("{} and {n} more", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!(Count(1, "skill").to_string(), "1 skill");
        assert_eq!(Count(0, "skill").to_string(), "0 skills");
        assert_eq!(Count(2, "copy").to_string(), "2 copies");
        assert_eq!(Count(2, "day").to_string(), "2 days");
    }

    #[test]
    fn hours_are_short() {
        let hours = |min_minutes, max_minutes| hours(Hours { min_minutes, max_minutes });
        assert_eq!(hours(1500, 2400), "25–40 h");
        assert_eq!(hours(480, 480), "8 h");
        assert_eq!(hours(30, 90), "0.5–1.5 h");
        assert_eq!(span(60 * 180 + 20, 60 * 260 + 40), "180–261 h");
    }

    #[test]
    fn lists_are_sentences() {
        assert_eq!(list(&[], 3), "");
        assert_eq!(list(&["a"], 3), "a");
        assert_eq!(list(&["a", "b"], 3), "a and b");
        assert_eq!(list(&["a", "b", "c", "d"], 2), "a, b and 2 more");
    }

    #[test]
    fn another_year_is_named() {
        let today = jiff::civil::date(2026, 11, 20);
        assert_eq!(date(jiff::civil::date(2026, 11, 3), today), "3 Nov");
        assert_eq!(date(jiff::civil::date(2025, 11, 3), today), "3 Nov 2025");
    }
}

//! Counts, dates and hours in words.

use std::fmt;

use jiff::civil::Date;

use crate::catalog::Hours;

/// A number with its noun: "1 skill", "2 skills".
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

/// How to write quantities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// `25–40 h`, `8 h/week`, `1 h 30 min`.
    Short { dash: &'static str },
    /// `25 to 40 hours`, `8 hours a week`, `1 hour 30 minutes`. Screen readers skip
    /// dashes and read `25–40` as 2540.
    Long,
}

impl Wording {
    /// An estimate.
    pub fn hours(self, hours: Hours) -> String {
        self.span(hours.min_minutes.into(), hours.max_minutes.into())
    }

    /// A range of minutes as hours, rounded to a tenth, or to whole hours from 20.
    pub fn span(self, min: u64, max: u64) -> String {
        self.range(&number(min), &number(max))
    }

    /// A range of hours, given as text.
    pub fn range(self, min: &str, max: &str) -> String {
        match self {
            Self::Short { .. } if min == max => format!("{min} h"),
            Self::Short { dash } => format!("{min}{dash}{max} h"),
            Self::Long if min == max => format!("{min} {}", hour(min)),
            Self::Long => format!("{min} to {max} hours"),
        }
    }

    /// A pace in hours a week.
    pub fn weekly(self, hours: &str) -> String {
        match self {
            Self::Short { .. } => format!("{hours} h/week"),
            Self::Long => format!("{hours} {} a week", hour(hours)),
        }
    }

    /// Logged time, to the minute.
    pub fn time(self, minutes: u64) -> String {
        let (hours, minutes) = (minutes / 60, minutes % 60);
        let (hours, minutes) = match self {
            Self::Short { .. } => (format!("{hours} h"), format!("{minutes} min")),
            Self::Long => {
                let count = |n: u64, noun| Count(usize::try_from(n).unwrap_or(usize::MAX), noun);
                (count(hours, "hour").to_string(), count(minutes, "minute").to_string())
            }
        };
        match (hours.starts_with("0 "), minutes.starts_with("0 ")) {
            (true, _) => minutes,
            (false, true) => hours,
            (false, false) => format!("{hours} {minutes}"),
        }
    }
}

fn hour(number: &str) -> &'static str {
    if number == "1" { "hour" } else { "hours" }
}

/// Minutes as hours, rounded to a tenth, or to whole hours from 20.
fn number(minutes: u64) -> String {
    let tenths = (minutes + 3) / 6;
    if tenths.is_multiple_of(10) || tenths >= 200 {
        format!("{}", (tenths + 5) / 10)
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

/// `3 Nov`, or `3 Nov 2025` if the year is not today's.
pub fn date(date: Date, today: Date) -> String {
    let name = if date.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    date.strftime(name).to_string()
}

/// `since 3 Nov`.
pub fn since(day: Date, today: Date) -> String {
    format!("since {}", date(day, today))
}

/// The approximate time between two dates: `3 days`, `5 weeks`, `16 months`.
pub fn about(from: Date, to: Date) -> String {
    let days = usize::try_from((to - from).get_days()).unwrap_or(0);
    match days {
        0..14 => Count(days, "day"),
        14..63 => Count((days + 3) / 7, "week"),
        _ => Count((days * 2 + 30) / 61, "month"),
    }
    .to_string()
}

/// `unlocks 12 more`: the number of skills that need a skill, directly or indirectly.
pub fn unlocks(total: usize) -> String {
    format!("unlocks {total} more")
}

/// `choose 1 of 3`.
pub fn choose(n: u32, of: usize) -> String {
    format!("choose {n} of {of}")
}

/// `a`, `a and b`, `a, b and c`, or `a, b, c and 4 more` if there are more than `most`.
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

/// `a`, `a or b`, `a, b or c`.
pub fn either(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [firsts @ .., last] => format!("{} or {last}", firsts.join(", ")),
    }
}

/// `in time`, `16 months late`.
pub(super) fn against(goal: Date, finish: Date) -> String {
    if finish <= goal { "on time".to_owned() } else { format!("{} late", about(goal, finish)) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    const SHORT: Wording = Wording::Short { dash: "–" };

    #[test]
    fn nouns_agree_with_the_count() {
        assert_eq!(Count(1, "skill").to_string(), "1 skill");
        assert_eq!(Count(0, "skill").to_string(), "0 skills");
        assert_eq!(Count(2, "copy").to_string(), "2 copies");
        assert_eq!(Count(2, "day").to_string(), "2 days");
    }

    #[test]
    fn hours_are_abbreviated_or_in_words() {
        for (min, max, short, long) in [
            (1500, 2400, "25–40 h", "25 to 40 hours"),
            (480, 480, "8 h", "8 hours"),
            (60, 60, "1 h", "1 hour"),
            (30, 90, "0.5–1.5 h", "0.5 to 1.5 hours"),
            (60 * 180 + 20, 60 * 260 + 40, "180–261 h", "180 to 261 hours"),
        ] {
            assert_eq!(SHORT.span(min, max), short);
            assert_eq!(Wording::Long.span(min, max), long);
        }
    }

    #[test]
    fn time_is_shown_to_the_minute() {
        for (minutes, short, long) in [
            (0, "0 min", "0 minutes"),
            (45, "45 min", "45 minutes"),
            (61, "1 h 1 min", "1 hour 1 minute"),
            (120, "2 h", "2 hours"),
        ] {
            assert_eq!(SHORT.time(minutes), short);
            assert_eq!(Wording::Long.time(minutes), long);
        }
        assert_eq!(SHORT.weekly("7.5"), "7.5 h/week");
        assert_eq!(Wording::Long.weekly("1"), "1 hour a week");
    }

    #[test]
    fn lists_are_joined_with_and_or_or() {
        assert_eq!(list(&[], 3), "");
        assert_eq!(list(&["a"], 3), "a");
        assert_eq!(list(&["a", "b"], 3), "a and b");
        assert_eq!(list(&["a", "b", "c", "d"], 2), "a, b and 2 more");
        assert_eq!(either(&["a", "b", "c"]), "a, b or c");
    }

    #[test]
    fn dates_of_other_years_have_the_year() {
        let today = day(2026, 11, 20);
        assert_eq!(date(day(2026, 11, 3), today), "3 Nov");
        assert_eq!(date(day(2025, 11, 3), today), "3 Nov 2025");
        assert_eq!(date(day(2027, 1, 3), today), "3 Jan 2027");
    }

    #[test]
    fn durations_are_in_days_weeks_or_months() {
        let today = day(2026, 11, 20);
        for (to, want) in [
            (day(2026, 11, 21), "1 day"),
            (day(2026, 12, 3), "13 days"),
            (day(2026, 12, 11), "3 weeks"),
            (day(2027, 2, 1), "2 months"),
            (day(2028, 3, 20), "16 months"),
        ] {
            assert_eq!(about(today, to), want);
        }
    }

    #[test]
    fn a_goal_is_met_or_missed_by_so_much() {
        let goal = day(2029, 6, 1);
        assert_eq!(against(goal, goal), "on time");
        assert_eq!(against(goal, day(2029, 6, 2)), "1 day late");
        assert_eq!(against(goal, day(2030, 10, 1)), "16 months late");
    }
}

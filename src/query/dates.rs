//! Dates as people type them: `2026-11-20`, `today`, `yesterday`, a weekday.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Whether a date is in the past or in the future.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// When something was done: a weekday is the latest one up to today, and a date in
    /// the future is an error.
    Past,
    /// When something is planned: a weekday is the next one after today.
    Ahead,
}

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadDate {
    /// It has none of the forms.
    Unknown(String),
    /// It has the form of a date, but there is no such day.
    NoSuchDay(String),
    /// It is in the future, where only a day up to today makes sense.
    Future(Date),
    /// The word for the day after today, where only a day up to today makes sense.
    Tomorrow,
}

/// Why a text is not a range of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadRange {
    /// One of its ends is not a date.
    Date(BadDate),
    /// It has only one end.
    Unbounded(String),
    /// It ends before it starts.
    Backwards(Date, Date),
}

/// The day that `text` means on the day `today`.
///
/// ```
/// use career_roadmap::query::dates::{Direction, parse};
/// use jiff::civil::date;
///
/// let friday = date(2026, 11, 20);
/// assert_eq!(parse("2027-06-01", friday, Direction::Ahead), Ok(date(2027, 6, 1)));
/// assert_eq!(parse("monday", friday, Direction::Ahead), Ok(date(2026, 11, 23)));
/// assert_eq!(parse("monday", friday, Direction::Past), Ok(date(2026, 11, 16)));
/// ```
///
/// # Errors
/// [`BadDate`] when it is not a date, or in the future and the direction is the past.
pub fn parse(text: &str, today: Date, direction: Direction) -> Result<Date, BadDate> {
    let word = text.trim().to_ascii_lowercase();
    let unknown = || BadDate::Unknown(text.to_owned());
    let days = match (word.as_str(), weekday(&word)) {
        ("today", _) => 0,
        ("yesterday", _) => -1,
        ("tomorrow", _) if direction == Direction::Ahead => 1,
        ("tomorrow", _) => return Err(BadDate::Tomorrow),
        (_, Some(weekday)) => days_to(weekday, today, direction),
        (_, None) => {
            let date = written(&word).ok_or_else(unknown)?;
            let date = date.map_err(|()| BadDate::NoSuchDay(text.to_owned()))?;
            return match direction {
                Direction::Past if date > today => Err(BadDate::Future(date)),
                _ => Ok(date),
            };
        }
    };
    today.checked_add(days.days()).map_err(|_| unknown())
}

/// The days that `text` names as `A..B`, both included; a single date is that day. If
/// the end is a weekday, it is the first one on or after the start.
///
/// # Errors
/// [`BadRange`] when an end is missing or not a date, or is before the start.
pub fn parse_range(text: &str, today: Date) -> Result<(Date, Date), BadRange> {
    let date = |text| parse(text, today, Direction::Ahead).map_err(BadRange::Date);
    let Some((first, last)) = text.split_once("..") else {
        return date(text).map(|day| (day, day));
    };
    if first.trim().is_empty() || last.trim().is_empty() {
        return Err(BadRange::Unbounded(text.to_owned()));
    }
    let first = date(first)?;
    let last = match weekday(&last.trim().to_ascii_lowercase()) {
        Some(weekday) => {
            let days = i32::from(first.weekday().until(weekday));
            first.checked_add(days.days()).unwrap_or(Date::MAX)
        }
        None => date(last)?,
    };
    if last < first { Err(BadRange::Backwards(first, last)) } else { Ok((first, last)) }
}

/// A date written as `2026-11-20`; jiff would also read `20261120` or a date with
/// a time. `None` when it has another form.
fn written(text: &str) -> Option<Result<Date, ()>> {
    let digits = |range: std::ops::Range<usize>| -> Option<i16> {
        let part = text.get(range)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let small = |n: i16| i8::try_from(n).map_err(|_| ());
    Some(small(month).and_then(|month| Date::new(year, month, small(day)?).map_err(|_| ())))
}

/// A weekday by its English name or the first three letters.
fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

fn days_to(weekday: Weekday, today: Date, direction: Direction) -> i32 {
    match direction {
        Direction::Past => -i32::from(weekday.until(today.weekday())),
        Direction::Ahead => match today.weekday().until(weekday) {
            0 => 7,
            days => i32::from(days),
        },
    }
}

impl fmt::Display for BadDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(text) => {
                write!(f, "'{text}' is not a date; write 2026-11-20, today, yesterday or a weekday")
            }
            Self::NoSuchDay(text) => write!(f, "'{text}' is not a day of the calendar"),
            Self::Future(date) => write!(f, "{date} is in the future; give a day up to today"),
            Self::Tomorrow => f.write_str("tomorrow is in the future; give a day up to today"),
        }
    }
}

impl std::error::Error for BadDate {}

impl fmt::Display for BadRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(error) => error.fmt(f),
            Self::Unbounded(text) => write!(
                f,
                "the range '{text}' needs a start and an end, such as 2026-12-24..2027-01-02"
            ),
            Self::Backwards(first, last) => {
                write!(f, "the range {first}..{last} ends before it starts")
            }
        }
    }
}

impl std::error::Error for BadRange {}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// A Friday.
    const TODAY: Date = date(2026, 11, 20);

    #[track_caller]
    fn is(text: &str, direction: Direction, expected: Date) {
        assert_eq!(parse(text, TODAY, direction), Ok(expected), "{text}");
    }

    #[test]
    fn weekdays_and_words_are_dates() {
        for (text, was, will_be) in [
            ("today", date(2026, 11, 20), date(2026, 11, 20)),
            ("Yesterday", date(2026, 11, 19), date(2026, 11, 19)),
            ("friday", date(2026, 11, 20), date(2026, 11, 27)),
            ("FRI", date(2026, 11, 20), date(2026, 11, 27)),
            ("saturday", date(2026, 11, 14), date(2026, 11, 21)),
            ("thursday", date(2026, 11, 19), date(2026, 11, 26)),
            (" monday ", date(2026, 11, 16), date(2026, 11, 23)),
        ] {
            is(text, Direction::Past, was);
            is(text, Direction::Ahead, will_be);
        }
        is("tomorrow", Direction::Ahead, date(2026, 11, 21));
    }

    #[test]
    fn iso_dates_are_dates() {
        is("2024-02-29", Direction::Past, date(2024, 2, 29));
        is("2027-06-01", Direction::Ahead, date(2027, 6, 1));
        is("2026-11-20", Direction::Past, TODAY);
        let to_come = parse("2026-11-21", TODAY, Direction::Past);
        assert_eq!(to_come, Err(BadDate::Future(date(2026, 11, 21))));
    }

    #[test]
    fn anything_else_is_not_a_date() {
        for text in ["2026-02-30", "2026-13-01", "2026-00-10", "2025-02-29", "2026-11-99"] {
            let error = parse(text, TODAY, Direction::Ahead);
            assert_eq!(error, Err(BadDate::NoSuchDay(text.into())));
        }
        for text in
            ["", "20261120", "2026-11-20T10:00", "2026-1-2", "+026-11-20", "someday", "2026/11/20"]
        {
            let error = parse(text, TODAY, Direction::Ahead);
            assert_eq!(error, Err(BadDate::Unknown(text.into())));
        }
        let tomorrow = parse("tomorrow", TODAY, Direction::Past);
        assert_eq!(tomorrow, Err(BadDate::Tomorrow));
        let beyond = parse("yesterday", Date::MIN, Direction::Past);
        assert_eq!(beyond, Err(BadDate::Unknown("yesterday".into())));
    }

    #[test]
    fn ranges_have_two_ends_in_order() {
        let range = |text| parse_range(text, TODAY);
        assert_eq!(range("2026-12-24..2027-01-02"), Ok((date(2026, 12, 24), date(2027, 1, 2))));
        assert_eq!(range("2026-12-24"), Ok((date(2026, 12, 24), date(2026, 12, 24))));
        assert_eq!(range("sat..sun"), Ok((date(2026, 11, 21), date(2026, 11, 22))));
        assert_eq!(range("monday..sunday"), Ok((date(2026, 11, 23), date(2026, 11, 29))));
        assert_eq!(range("monday .. Monday"), Ok((date(2026, 11, 23), date(2026, 11, 23))));
        assert_eq!(range("2026-12-24..sun"), Ok((date(2026, 12, 24), date(2026, 12, 27))));
        assert_eq!(range("tomorrow..friday"), Ok((date(2026, 11, 21), date(2026, 11, 27))));
        assert_eq!(range("2026-12-24.."), Err(BadRange::Unbounded("2026-12-24..".into())));
        assert_eq!(range("..2026-12-24"), Err(BadRange::Unbounded("..2026-12-24".into())));
        let backwards = BadRange::Backwards(date(2026, 12, 24), date(2026, 12, 23));
        assert_eq!(range("2026-12-24..2026-12-23"), Err(backwards));
        let unknown = BadRange::Date(BadDate::Unknown("x".into()));
        assert_eq!(range("2026-12-24..x"), Err(unknown));
    }
}

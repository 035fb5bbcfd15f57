//! Logged time: parsing it, and the limit of 24 hours a day.

use std::fmt;

use jiff::civil::Date;

use crate::progress::{MAX_SPENT, Progress};

/// Why time cannot be logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadTime {
    /// It does not have the form of a time.
    Unknown(String),
    /// A number without a unit.
    NoUnit(String),
    /// Less than half a minute.
    Nothing,
    /// More than a day has, together with the time already logged on it, in minutes.
    DayIsFull { on: Date, logged: u64, minutes: u64 },
}

/// The minutes that `text` means: `1h30m`, `1h30`, `1:30`, `90m`, `2h`, `1.5h`,
/// `1,5h`, `2 hours`. Rounded to whole minutes.
///
/// # Errors
/// [`BadTime`] when it is not a time, or less than half a minute.
pub fn parse(text: &str) -> Result<u64, BadTime> {
    let unknown = || BadTime::Unknown(text.to_owned());
    let mut compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    compact.make_ascii_lowercase();
    let compact = compact.replacen(',', ".", 1);
    let seconds = if let Some((hours, minutes)) = compact.split_once(':') {
        clock(hours, minutes).ok_or_else(unknown)?
    } else {
        if scaled(&compact, 1).is_some() {
            return Err(BadTime::NoUnit(compact));
        }
        units(&compact).ok_or_else(unknown)?
    };
    match (seconds + 30) / 60 {
        0 => Err(BadTime::Nothing),
        minutes => Ok(minutes),
    }
}

/// The seconds of `1:30`.
fn clock(hours: &str, minutes: &str) -> Option<u64> {
    let is_minutes = minutes.len() == 2 && minutes < "60";
    if hours.contains('.') || !is_minutes {
        return None;
    }
    Some(scaled(hours, 3600)? + scaled(minutes, 60)?)
}

/// The seconds of `1h30m`: hours before minutes, each at most once.
fn units(text: &str) -> Option<u64> {
    const HOURS: &[&str] = &["hours", "hour", "hrs", "hr", "h"];
    const MINUTES: &[&str] = &["minutes", "minute", "mins", "min", "m"];
    let mut rest = text;
    let mut seconds = 0;
    let mut unit = 0;
    for (names, per_unit) in [(HOURS, 3600), (MINUTES, 60)] {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (number, behind) = rest.split_at(digits);
        if let Some(behind) = names.iter().find_map(|name| behind.strip_prefix(name)) {
            seconds += scaled(number, per_unit)?;
            unit = per_unit;
            rest = behind;
        }
    }
    // `1h30`: two digits after hours are minutes.
    if unit == 3600 && rest.len() == 2 && rest < "60" && is_digits(rest) {
        seconds += scaled(rest, 60)?;
        rest = "";
    }
    (rest.is_empty() && !text.is_empty()).then_some(seconds)
}

/// The minutes to log on a day, if they fit in with the time already logged.
///
/// # Errors
/// [`BadTime::DayIsFull`].
pub fn fit(progress: &Progress, on: Date, minutes: u64) -> Result<u32, BadTime> {
    let that_day = progress.spent().iter().filter(|(day, _)| *day == on);
    let logged = that_day.map(|(_, minutes)| u64::from(*minutes)).sum::<u64>();
    let room = u64::from(MAX_SPENT).saturating_sub(logged);
    let fits = u32::try_from(minutes).ok().filter(|minutes| u64::from(*minutes) <= room);
    fits.ok_or(BadTime::DayIsFull { on, logged, minutes })
}

/// A number with or without decimals, times `by`; decimals after the sixth are
/// ignored. `None` if it is not a number.
fn scaled(number: &str, by: u64) -> Option<u64> {
    const PARTS: u64 = 1_000_000;
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    let whole = if whole.is_empty() && number.starts_with('.') { "0" } else { whole };
    if !is_digits(whole) || !is_digits(decimals) {
        return None;
    }
    let decimals: u64 = format!("{decimals:0<6}").get(..6)?.parse().ok()?;
    // Larger than any day, so that the error is about the size, not the format.
    let whole: u64 = whole.parse().map_or(PARTS, |whole: u64| whole.min(PARTS));
    Some((whole * PARTS + decimals) * by / PARTS)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Minutes as `1 h 30 min`.
struct Length(u64);

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 60, self.0 % 60) {
            (0, minutes) => write!(f, "{minutes} min"),
            (hours, 0) => write!(f, "{hours} h"),
            (hours, minutes) => write!(f, "{hours} h {minutes} min"),
        }
    }
}

impl fmt::Display for BadTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(text) => {
                write!(f, "'{text}' is not a time; write 1h30m, 1:30, 90m, 2h or 1.5h")
            }
            Self::NoUnit(text) => write!(f, "'{text}' needs a unit: {text}h or {text}m"),
            Self::Nothing => f.write_str("that is less than a minute; log at least 1m"),
            Self::DayIsFull { logged: 0, minutes, .. } => {
                write!(f, "{} is more than one day", Length(*minutes))
            }
            Self::DayIsFull { on, logged, minutes } => write!(
                f,
                "{} more on {on} is more than one day: {} is logged already",
                Length(*minutes),
                Length(*logged)
            ),
        }
    }
}

impl std::error::Error for BadTime {}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::progress::{Change, Event};

    #[test]
    fn times_are_hours_and_minutes_with_units() {
        for (text, minutes) in [
            ("1h30m", 90),
            ("90m", 90),
            ("2h", 120),
            ("1.5h", 90),
            ("1h 30m", 90),
            ("1H30M", 90),
            ("45min", 45),
            ("0.25h", 15),
            (".5h", 30),
            ("0h1m", 1),
            ("1.33h", 80),
            ("24h", 1440),
            ("25h", 1500),
            ("1:30", 90),
            ("0:05", 5),
            ("2 hours", 120),
            ("1 hour 5 minutes", 65),
            ("90 min", 90),
            ("1h30", 90),
            ("1h05", 65),
            ("1 hour 30", 90),
            ("1,5h", 90),
            ("0,25 hours", 15),
        ] {
            assert_eq!(parse(text), Ok(minutes), "{text}");
        }
        for text in [
            "", " ", "h", "m", "1h3", "1h60", "1h300", "30m10", "30m1h", "-5m", "1,5,0h", "1h1h",
            "1..5h",
        ]
        .into_iter()
        .chain([
            ".h", "1.h", "1e3h", "NaNh", "infh", "½h", "1h30m1", "1d", "1:5", "1:60", "1.5:00",
            ":30",
        ]) {
            assert_eq!(parse(text), Err(BadTime::Unknown(text.into())), "{text}");
        }
        for text in ["0", "90", "1.5"] {
            assert_eq!(parse(text), Err(BadTime::NoUnit(text.into())), "{text}");
        }
        for text in ["0m", "0h", "0h0m", "0.001h", "0.4m"] {
            assert_eq!(parse(text), Err(BadTime::Nothing), "{text}");
        }
        for text in ["99999999999999999999999h", "1000000000h", "99999999999999999999.5m"] {
            assert!(parse(text).is_ok_and(|minutes| minutes > 24 * 60), "{text}");
        }
    }

    #[test]
    fn a_day_has_24_hours_for_all_skills_together() {
        let on = date(2026, 11, 20);
        let event = |skill: &str, minutes| Event {
            id: Uuid::nil(),
            at: Timestamp::UNIX_EPOCH,
            on,
            change: Change::Spent { skills: vec![skill.parse().unwrap()], minutes },
        };
        let progress = Progress::fold(&[event("a", 1000), event("b", 400)]);
        assert_eq!(fit(&progress, on, 40), Ok(40));
        assert_eq!(
            fit(&progress, on, 41),
            Err(BadTime::DayIsFull { on, logged: 1400, minutes: 41 })
        );
        assert_eq!(fit(&progress, date(2026, 11, 19), 1440), Ok(1440));
        assert!(fit(&Progress::default(), on, 1441).is_err());
        assert!(fit(&Progress::default(), on, u64::MAX).is_err());
    }
}

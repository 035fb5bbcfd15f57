//! Logged time: how it is typed, and how much of it a day can hold.

use std::fmt;

use jiff::civil::Date;

use crate::progress::{MAX_SPENT, Progress};

/// Why time cannot be logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadTime {
    /// It is no time.
    Unknown(String),
    /// It is none, to the minute.
    Nothing,
    /// With what is logged on that day, in minutes, it would be more than a day has.
    DayIsFull { on: Date, logged: u64 },
}

/// The minutes that `text` says: `1h30m`, `90m`, `2h`, `1.5h`. What is left of a
/// minute is rounded.
///
/// # Errors
/// [`BadTime`] when it is no time, or none.
pub fn parse(text: &str) -> Result<u64, BadTime> {
    let unknown = || BadTime::Unknown(text.to_owned());
    let mut rest: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    rest.make_ascii_lowercase();
    let mut rest = rest.as_str();
    let mut seconds = 0;
    // Hours before minutes, each at most once.
    for (unit, per_unit) in [('h', 3600), ('m', 60)] {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (number, behind) = rest.split_at(digits);
        if let Some(behind) = behind.strip_prefix(unit) {
            seconds += scaled(number, per_unit).ok_or_else(unknown)?;
            rest = if unit == 'm' { behind.strip_prefix("in").unwrap_or(behind) } else { behind };
        }
    }
    if !rest.is_empty() || text.trim().is_empty() {
        return Err(unknown());
    }
    match (seconds + 30) / 60 {
        0 => Err(BadTime::Nothing),
        minutes => Ok(minutes),
    }
}

/// The minutes to log on a day, if they fit into it beside what is logged there.
///
/// # Errors
/// [`BadTime::DayIsFull`].
pub fn fit(progress: &Progress, on: Date, minutes: u64) -> Result<u32, BadTime> {
    let that_day = progress.spent().iter().filter(|(day, _)| *day == on);
    let logged = that_day.map(|(_, minutes)| u64::from(*minutes)).sum::<u64>();
    let room = u64::from(MAX_SPENT).saturating_sub(logged);
    let fits = u32::try_from(minutes).ok().filter(|minutes| u64::from(*minutes) <= room);
    fits.ok_or(BadTime::DayIsFull { on, logged })
}

/// A number with or without decimals, times `by`, decimals beyond the sixth
/// left out. `None` for what is no number, or a number that no day can hold.
fn scaled(number: &str, by: u64) -> Option<u64> {
    const PARTS: u64 = 1_000_000;
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    let whole = if whole.is_empty() && number.starts_with('.') { "0" } else { whole };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !is_digits(decimals) {
        return None;
    }
    let decimals: u64 = format!("{decimals:0<6}").get(..6)?.parse().ok()?;
    // Beyond any day, so that it is told as too much, not as no number.
    let whole: u64 = whole.parse().map_or(PARTS, |whole: u64| whole.min(PARTS));
    Some((whole * PARTS + decimals) * by / PARTS)
}

impl fmt::Display for BadTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(text) => {
                write!(f, "'{text}' is no time; write it as 1h30m, 90m, 2h or 1.5h")
            }
            Self::Nothing => f.write_str("that is less than a minute; log at least 1m"),
            Self::DayIsFull { on, logged: 0 } => {
                write!(f, "{on} has 24 hours, and that is more")
            }
            Self::DayIsFull { on, logged } => write!(
                f,
                "{on} has 24 hours, and with the {}h{:02}m logged on it that is more",
                logged / 60,
                logged % 60
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
    fn time_as_it_is_typed() {
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
        ] {
            assert_eq!(parse(text), Ok(minutes), "{text}");
        }
        for text in ["0", "90", "", " ", "h", "m", "1h30", "30m1h", "-5m", "1,5h", "1h1h", "1..5h"]
            .into_iter()
            .chain([".h", "1.h", "1e3h", "NaNh", "infh", "½h", "1h30m1", "2 hours", "1d"])
        {
            assert_eq!(parse(text), Err(BadTime::Unknown(text.into())), "{text}");
        }
        for text in ["0m", "0h", "0h0m", "0.001h", "0.4m"] {
            assert_eq!(parse(text), Err(BadTime::Nothing), "{text}");
        }
        for text in ["99999999999999999999999h", "1000000000h", "99999999999999999999.5m"] {
            assert!(parse(text).is_ok_and(|minutes| minutes > 24 * 60), "{text}");
        }
    }

    #[test]
    fn a_day_has_24_hours_whatever_was_learned_in_them() {
        let on = date(2026, 11, 20);
        let event = |skill: &str, minutes| Event {
            id: Uuid::nil(),
            at: Timestamp::UNIX_EPOCH,
            on,
            change: Change::Spent { skills: vec![skill.parse().unwrap()], minutes },
        };
        let progress = Progress::fold(&[event("a", 1000), event("b", 400)]);
        assert_eq!(fit(&progress, on, 40), Ok(40));
        assert_eq!(fit(&progress, on, 41), Err(BadTime::DayIsFull { on, logged: 1400 }));
        assert_eq!(fit(&progress, date(2026, 11, 19), 1440), Ok(1440));
        assert!(fit(&Progress::default(), on, 1441).is_err());
        assert!(fit(&Progress::default(), on, u64::MAX).is_err());
    }
}

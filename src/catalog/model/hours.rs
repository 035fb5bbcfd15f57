//! Estimates of learning time.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The largest estimate in hours: more than a working life.
pub const MAX_HOURS: u32 = 100_000;

/// An estimate of learning time, kept in whole minutes; `min <= max`, both above 0.
/// In JSON `{"min":25,"max":40}`, in hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hours {
    pub min_minutes: u32,
    pub max_minutes: u32,
}

/// Why something is not an estimate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadHours {
    NotANumber,
    TooLarge,
    NotPositive,
    /// The larger end comes first. Holds the corrected range.
    Backwards(String),
}

impl Hours {
    /// The same number of hours at both ends.
    ///
    /// # Errors
    /// When the number is not above 0, or larger than `MAX_HOURS`.
    pub fn exactly(hours: f64) -> Result<Self, BadHours> {
        minutes(hours).map(|minutes| Self { min_minutes: minutes, max_minutes: minutes })
    }

    /// The estimate as written in a roadmap file, such as `8` or `1.5-3`, exact to the minute.
    pub fn written(self) -> String {
        let number = |minutes: u32| {
            if minutes.is_multiple_of(60) {
                (minutes / 60).to_string()
            } else {
                let hundredths = (u64::from(minutes) * 100 + 30) / 60;
                let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
                text.trim_end_matches('0').to_owned()
            }
        };
        let (min, max) = (number(self.min_minutes), number(self.max_minutes));
        if min == max { min } else { format!("{min}-{max}") }
    }
}

/// Reads `8`, `25-40`, `25–40` and `5h`.
impl FromStr for Hours {
    type Err = BadHours;

    fn from_str(text: &str) -> Result<Self, BadHours> {
        let (low, high) = text.split_once(['-', '–']).unwrap_or((text, text));
        let (min_minutes, max_minutes) = (decimal(low)?, decimal(high)?);
        if min_minutes > max_minutes {
            return Err(BadHours::Backwards(format!("{}-{}", high.trim(), low.trim())));
        }
        Ok(Self { min_minutes, max_minutes })
    }
}

impl fmt::Display for BadHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber => f.write_str("expected a number of hours or a range"),
            Self::TooLarge => write!(f, "hours must be at most {MAX_HOURS}"),
            Self::NotPositive => f.write_str("hours must be greater than zero"),
            Self::Backwards(_) => f.write_str("this range is reversed"),
        }
    }
}

impl std::error::Error for BadHours {}

/// Parses hours with an optional unit; returns minutes.
fn decimal(text: &str) -> Result<u32, BadHours> {
    let text = text.trim();
    let units = ["hours", "hour", "hrs", "h"];
    let number = units.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim_end();
    let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let hours = number.parse().ok().filter(|_| plain);
    minutes(hours.ok_or(BadHours::NotANumber)?)
}

fn minutes(hours: f64) -> Result<u32, BadHours> {
    if hours > f64::from(MAX_HOURS) {
        return Err(BadHours::TooLarge);
    }
    let minutes = (hours * 60.0).round();
    // Also refuses NaN.
    if minutes >= 1.0 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 1 and 6,000,000"
        )]
        return Ok(minutes as u32);
    }
    Err(BadHours::NotPositive)
}

/// Minutes as hours in JSON: an integer if it is whole, otherwise a decimal.
pub fn hours_json(minutes: u64) -> serde_json::Number {
    if minutes.is_multiple_of(60) {
        (minutes / 60).into()
    } else {
        #[expect(
            clippy::cast_precision_loss,
            reason = "sums of estimates are far below 2^52 minutes"
        )]
        let hours = minutes as f64 / 60.0;
        serde_json::Number::from_f64((hours * 100.0).round() / 100.0).unwrap_or_else(|| 0.into())
    }
}

/// Hours in human-readable formats, exact minutes in binary ones.
impl Serialize for Hours {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        if !serializer.is_human_readable() {
            return (self.min_minutes, self.max_minutes).serialize(serializer);
        }
        let mut object = serializer.serialize_struct("Hours", 2)?;
        object.serialize_field("min", &hours_json(self.min_minutes.into()))?;
        object.serialize_field("max", &hours_json(self.max_minutes.into()))?;
        object.end()
    }
}

/// Reads the binary form.
impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (min_minutes, max_minutes) = Deserialize::deserialize(deserializer)?;
        Ok(Self { min_minutes, max_minutes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "tables of literals")]
    fn assert_hours(text: &str, want: Result<(u32, u32), BadHours>) {
        let parsed = text.parse().map(|hours: Hours| (hours.min_minutes, hours.max_minutes));
        assert_eq!(parsed, want, "{text}");
    }

    #[test]
    fn hours_are_numbers_or_ranges() {
        assert_hours("8", Ok((480, 480)));
        assert_hours("1.5", Ok((90, 90)));
        assert_hours("25-40", Ok((1500, 2400)));
        assert_hours("25–40", Ok((1500, 2400)));
        assert_hours(" 0.5 – 1 ", Ok((30, 60)));
        assert_hours("5h", Ok((300, 300)));
        assert_hours("5 hours", Ok((300, 300)));
        assert_hours("5-8 h", Ok((300, 480)));
        assert_hours("40-20", Err(BadHours::Backwards("20-40".to_owned())));
        for bad in ["", "-", "8-", "-8", "1-2-3", "8 d", "h", "1e3", "0x8", "+8", "inf", "8hh"] {
            assert_hours(bad, Err(BadHours::NotANumber));
        }
        assert_hours("0", Err(BadHours::NotPositive));
        assert_hours("0.001", Err(BadHours::NotPositive));
        assert_hours("100000", Ok((6_000_000, 6_000_000)));
        assert_hours("100001", Err(BadHours::TooLarge));
        assert_eq!(Hours::exactly(f64::NAN), Err(BadHours::NotPositive));
    }
}

//! A month of a year.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A month of a year, written `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: u16,
    month: u8,
}

impl Month {
    /// `month` counts from 1. `None` if there is no such month.
    pub fn new(year: u16, month: u8) -> Option<Self> {
        ((1..=12).contains(&month) && year <= 9999).then_some(Self { year, month })
    }

    /// Months from `earlier` to this one; negative if `earlier` is later.
    pub fn since(self, earlier: Self) -> i32 {
        let months = |of: Self| i32::from(of.year) * 12 + i32::from(of.month);
        months(self) - months(earlier)
    }
}

impl FromStr for Month {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |text: &str, len| {
            let digits = text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse().ok()).flatten()
        };
        let parsed = text.split_once('-').and_then(|(year, month)| {
            let month = u8::try_from(number(month, 2)?).ok()?;
            Self::new(number(year, 4)?, month)
        });
        parsed.ok_or("expected a month such as 2026-11")
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl TryFrom<String> for Month {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_written_as_yyyy_mm() {
        assert_eq!("2026-11".parse(), Ok(Month { year: 2026, month: 11 }));
        for bad in ["", "2026", "2026-00", "2026-13", "2026-1", "26-11", "2026-11-01", "+026-11"] {
            assert_eq!(bad.parse::<Month>(), Err("expected a month such as 2026-11"), "{bad}");
        }
    }

    #[test]
    fn differences_count_months_across_years() {
        let month = |text: &str| text.parse::<Month>().unwrap();
        assert_eq!(month("2027-01").since(month("2025-06")), 19);
        assert_eq!(month("2025-06").since(month("2025-07")), -1);
    }
}

//! Parses input that ticks off items of a numbered list.

use std::fmt;

/// The indexes in a list, from 0, that are known whole or half.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ticks {
    pub known: Vec<usize>,
    pub half: Vec<usize>,
}

/// Why input is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadTicks {
    /// It is neither a number nor a range.
    Unknown(String),
    /// The list has only so many.
    TooMany { number: String, len: usize },
}

impl Ticks {
    /// Reads `1 3 5-7 8h`: numbers and ranges, of which those with an `h` are
    /// known half. `all` is everything; nothing, `0` or `none` is nothing.
    ///
    /// # Errors
    /// [`BadTicks`] if a word is invalid; then nothing is ticked.
    pub fn parse(text: &str, len: usize) -> Result<Self, BadTicks> {
        let mut ticks = Self::default();
        let text = text.trim().to_lowercase();
        match text.as_str() {
            "" | "0" | "none" | "n" | "no" => return Ok(ticks),
            "all" | "a" => return Ok(Self { known: (0..len).collect(), half: Vec::new() }),
            _ => {}
        }
        for word in text.split([' ', ',', ';']).filter(|word| !word.is_empty()) {
            let (range, is_half) =
                word.strip_suffix('h').map_or((word, false), |range| (range, true));
            let (first, last) = range.split_once(['-', '–']).unwrap_or((range, range));
            let number = |digits: &str| {
                let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
                if !is_number {
                    return Err(BadTicks::Unknown(word.to_owned()));
                }
                let number = digits.parse().ok().filter(|number| (1..=len).contains(number));
                number.ok_or_else(|| BadTicks::TooMany { number: digits.to_owned(), len })
            };
            let (first, last) = (number(first)?, number(last)?);
            if last < first {
                return Err(BadTicks::Unknown(word.to_owned()));
            }
            for place in first - 1..last {
                ticks.known.retain(|known| *known != place);
                ticks.half.retain(|half| *half != place);
                if is_half { ticks.half.push(place) } else { ticks.known.push(place) }
            }
        }
        Ok(ticks)
    }
}

impl fmt::Display for BadTicks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(word) => {
                write!(f, "'{word}' is not a number in this list; for example: 1 3 5-7")
            }
            Self::TooMany { number, len } => {
                write!(f, "there is no {number} in this list, only 1 to {len}")
            }
        }
    }
}

impl std::error::Error for BadTicks {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_numbers_and_ranges() {
        let ticks = |known: &[usize], half: &[usize]| {
            Ok(Ticks { known: known.to_vec(), half: half.to_vec() })
        };
        for (text, want) in [
            ("", ticks(&[], &[])),
            (" none ", ticks(&[], &[])),
            ("0", ticks(&[], &[])),
            ("all", ticks(&[0, 1, 2, 3, 4], &[])),
            ("1 3", ticks(&[0, 2], &[])),
            ("1,3 , 5", ticks(&[0, 2, 4], &[])),
            ("2-4", ticks(&[1, 2, 3], &[])),
            ("1 2H 3-4h", ticks(&[0], &[1, 2, 3])),
            ("1 1", ticks(&[0], &[])),
            ("1 1h", ticks(&[], &[0])),
            ("1-3 2h", ticks(&[0, 2], &[1])),
        ] {
            assert_eq!(Ticks::parse(text, 5), want, "{text}");
        }
        for text in ["x", "h", "1-", "-1", "4-2", "1.5", "½"] {
            assert_eq!(Ticks::parse(text, 5), Err(BadTicks::Unknown(text.into())), "{text}");
        }
        for (text, number) in
            [("6", "6"), ("1 0", "0"), ("99999999999999999999", "99999999999999999999")]
        {
            let too_many = BadTicks::TooMany { number: number.into(), len: 5 };
            assert_eq!(Ticks::parse(text, 5), Err(too_many), "{text}");
        }
    }
}

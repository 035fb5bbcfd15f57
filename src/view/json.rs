//! Renders answers as JSON, for programs.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use crate::escape::is_unsafe;

/// `answer` as one line of JSON. Characters that could control a terminal are written
/// as `\uXXXX`; with `ascii`, so are all other non-ASCII characters.
///
/// # Errors
/// If `answer` cannot be JSON (a map with keys that are not strings).
pub fn to_json(answer: &impl Serialize, ascii: bool) -> serde_json::Result<String> {
    let mut bytes = Vec::new();
    answer.serialize(&mut Serializer::with_formatter(&mut bytes, Escaping { ascii }))?;
    String::from_utf8(bytes).map_err(serde::ser::Error::custom)
}

struct Escaping {
    ascii: bool,
}

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(|c: char| is_unsafe(c) || (self.ascii && !c.is_ascii())) {
            let (before, from) = rest.split_at(at);
            CompactFormatter.write_string_fragment(writer, before)?;
            let c = from.chars().next().expect("a character was found");
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &from[c.len_utf8()..];
        }
        CompactFormatter.write_string_fragment(writer, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "a\u{1b}[31m\u{7f}\u{9b}\u{202e}\u{2028}é";

    #[test]
    fn control_characters_are_escaped() {
        let json = to_json(&[HOSTILE], false).unwrap();
        assert_eq!(json, r#"["a\u001b[31m\u007f\u009b\u202e\u2028é"]"#);
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), [HOSTILE]);
    }

    #[test]
    fn everything_can_be_ascii() {
        let json = to_json(&["é😀"], true).unwrap();
        assert_eq!(json, r#"["\u00e9\ud83d\ude00"]"#);
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), ["é😀"]);
    }
}

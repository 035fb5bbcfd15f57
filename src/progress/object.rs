//! Takes the JSON object at the beginning of a text apart, without copying.
//!
//! Every command reads the whole journal, which may be 100,000 lines long. So
//! this knows the few forms that its lines are made of, and hands the rest to
//! `serde_json`.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::value::BorrowedStrDeserializer;

/// A value of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Json<'a> {
    /// A string without escapes: what it says, without the quotes.
    Text(&'a str),
    /// Anything else, as it is written.
    Other(&'a str),
}

impl<'a> Json<'a> {
    /// What a string says.
    pub(super) fn text(self) -> Result<Cow<'a, str>, serde_json::Error> {
        match self {
            Self::Text(text) => Ok(Cow::Borrowed(text)),
            Self::Other(json) => serde_json::from_str(json).map(Cow::Owned),
        }
    }

    /// The value as a type of Rust.
    pub(super) fn parse<T: Deserialize<'a>>(self) -> Result<T, serde_json::Error> {
        match self {
            Self::Text(text) => T::deserialize(BorrowedStrDeserializer::new(text)),
            Self::Other(json) => serde_json::from_str(json),
        }
    }
}

/// `serde_json` nests 127 deep, so in an object 126. A value that is deeper is
/// at least as long as this.
const DEEP: usize = 2 * 127;

/// Calls `each` with every key and value and says how long the object is.
/// `None` if `text` does not begin with a whole one. One that is taken apart
/// can be parsed as a `serde_json::Value`.
pub(super) fn split<'a>(text: &'a str, each: impl FnMut(Json<'a>, Json<'a>)) -> Option<usize> {
    let bytes = text.as_bytes();
    let at = past(bytes, 0, b'{')?;
    if bytes.get(at) == Some(&b'}') {
        return Some(at + 1);
    }
    split_rest(text, at, each)
}

/// The same from the key at `at` on.
pub(super) fn split_rest<'a>(
    text: &'a str,
    mut at: usize,
    mut each: impl FnMut(Json<'a>, Json<'a>),
) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut may_be_deep = false;
    loop {
        let (key, end) = string(text, at)?;
        let (value, end) = value(text, past(bytes, end, b':')?)?;
        may_be_deep |= matches!(value, Json::Other(json) if json.len() >= DEEP);
        each(key, value);
        let end = past_space(bytes, end);
        if bytes.get(end) == Some(&b'}') {
            let is_whole = !may_be_deep || is_value(&text[..=end]);
            return is_whole.then_some(end + 1);
        }
        at = past(bytes, end, b',')?;
    }
}

fn is_value(json: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(json).is_ok()
}

fn past_space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}

/// Past a byte and the space around it, if it stands there.
fn past(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    let at = past_space(bytes, at);
    (bytes.get(at) == Some(&byte)).then(|| past_space(bytes, at + 1))
}

/// The value that begins at `start`, and where it ends.
fn value(text: &str, start: usize) -> Option<(Json<'_>, usize)> {
    match text.as_bytes().get(start)? {
        b'"' => string(text, start),
        b'[' => strings(text, start).or_else(|| other(text, start)),
        _ => other(text, start),
    }
}

fn string(text: &str, start: usize) -> Option<(Json<'_>, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(start) != Some(&b'"') {
        return None;
    }
    let end = past_plain(bytes, start + 1);
    match bytes.get(end)? {
        b'"' => Some((Json::Text(&text[start + 1..end]), end + 1)),
        b'\\' => other(text, start),
        _ => None,
    }
}

/// A list of strings without escapes, written without space.
fn strings(text: &str, start: usize) -> Option<(Json<'_>, usize)> {
    let bytes = text.as_bytes();
    let mut end = start;
    loop {
        if bytes.get(end + 1) != Some(&b'"') {
            return None;
        }
        let quote = past_plain(bytes, end + 2);
        end = quote + 1;
        match (bytes.get(quote)?, bytes.get(end)?) {
            (b'"', b',') => {}
            (b'"', b']') => return Some((Json::Other(&text[start..=end]), end + 1)),
            _ => return None,
        }
    }
}

/// Values are built and not only skipped, because that is stricter: an escape
/// may stand for half a character, a number may be too large.
fn other(text: &str, start: usize) -> Option<(Json<'_>, usize)> {
    let text = &text[start..];
    let digit = text.as_bytes()[0].is_ascii_digit();
    if digit && matches!(text.as_bytes().get(1), Some(b',' | b'}')) {
        return Some((Json::Other(&text[..1]), start + 1));
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    values.next()?.ok()?;
    let end = values.byte_offset();
    Some((Json::Other(&text[..end]), start + end))
}

/// Past what means itself in a string: up to a quote, a backslash or a control
/// character. Eight bytes at a time: a byte of a word is zero if subtracting
/// one borrows from its highest bit.
fn past_plain(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHEST: u64 = ONES * 0x80;
    let less = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let equals = |word: u64, byte: u8| less(word ^ (ONES * u64::from(byte)), 1);
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*chunk);
        let found = (less(word, 0x20) | equals(word, b'"') | equals(word, b'\\')) & HIGHEST;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while matches!(bytes.get(at), Some(byte) if !matches!(byte, b'"' | b'\\' | ..b' ')) {
        at += 1;
    }
    at
}

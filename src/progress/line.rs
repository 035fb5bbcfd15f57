//! A line of the journal as events.
//!
//! Reading is strict: what could not have been typed is no event. What fails
//! is left alone with the reason, never repaired.

use std::ops::Range;

use super::event::Event;
use super::fields::{Fields, Read};
use super::object;

/// How lines of this program begin.
const BEGIN: &str = "{\"v\":";

/// A piece of a line: an event, or what is none.
pub(super) struct Piece {
    /// Where in the line it stands, without space around it.
    pub span: Range<usize>,
    pub read: Result<Read, Fault>,
}

/// Why a piece of a line is no event.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not a whole JSON object: torn, a conflict marker, anything.
    Unparsable(String),
    /// A whole object that fails a check.
    Unfit(String),
}

/// Takes a line apart. A blank line has no pieces.
///
/// A whole event behind a torn one is still an event: that is how files
/// without a last newline look when they were put together.
pub(super) fn read(line: &str, mut each: impl FnMut(Piece)) {
    let mut at = 0;
    loop {
        let rest = line[at..].trim_start_matches(is_space);
        at = line.len() - rest.len();
        if rest.is_empty() {
            return;
        }
        let (length, read) = read_first(rest);
        each(Piece { span: at..at + length, read });
        at += length;
    }
}

/// Space of JSON, and the mark that editors put at the beginning of a file.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{feff}')
}

/// Reads a line that holds one event and nothing else.
pub(super) fn read_one(line: &str) -> Result<Event, String> {
    match read_first(line) {
        (length, Ok(read)) if length == line.len() => Ok(read.event),
        (_, Ok(_)) => Err("more than one event".into()),
        (_, Err(Fault::Unfit(why) | Fault::Unparsable(why))) => Err(why),
    }
}

/// Reads the piece that `text` begins with, and says how long it is.
fn read_first(text: &str) -> (usize, Result<Read, Fault>) {
    if !text.starts_with('{') {
        return (text.len(), Err(Fault::Unparsable(describe(text))));
    }
    let (mut fields, start) = Fields::begin(text);
    let set = |key, value| fields.set(key, value);
    let length = match start {
        Some(at) => object::split_rest(text, at, set),
        None => object::split(text, set),
    };
    if let Some(length) = length {
        return (length, fields.check().map_err(Fault::Unfit));
    }
    let next = text[1..].find(BEGIN).map_or(text.len(), |at| at + 1);
    (next, Err(Fault::Unparsable("torn, or not JSON".to_owned())))
}

fn describe(text: &str) -> String {
    let is_marker =
        ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|m| text.starts_with(m));
    if is_marker { "a conflict marker" } else { "not a JSON object" }.to_owned()
}

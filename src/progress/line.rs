//! Reads a line of the journal as events.
//!
//! Reading is strict: what a command would refuse is not an event. What fails is skipped with a
//! reason; it stays in the file and is never repaired.

use std::ops::Range;

use super::event::Event;
use super::fields::{Fields, Read};

/// The longest line that is read or written, in bytes.
pub(super) const MAX_LINE: usize = 1024 * 1024;

/// How lines written by this program begin.
pub(super) const BEGIN: &str = "{\"v\":";

/// How many torn objects of a line are skipped in search of a whole one. Each
/// may be as long as the line.
const MAX_TORN: usize = 16;

/// A piece of a line: an event, or something else.
pub(super) struct Piece {
    /// Where in the line it is, without the space around it.
    pub span: Range<usize>,
    pub read: Result<Read, Fault>,
}

/// Why a piece of a line is not an event.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not a whole JSON object: torn, a conflict marker, anything.
    Unparsable(&'static str),
    /// A whole object that fails a check, or a line that is too long.
    Invalid(String),
}

/// Calls `each` with every piece of a line. A blank line has none.
///
/// A complete event after a torn one, or after anything else, is still an event: such lines come
/// from concatenating files without a final newline.
pub(super) fn read(line: &str, mut each: impl FnMut(Piece)) {
    if line.len() > MAX_LINE {
        let why = format!("longer than {MAX_LINE} bytes");
        each(Piece { span: 0..line.len(), read: Err(Fault::Invalid(why)) });
        return;
    }
    let mut torn = 0;
    let mut at = 0;
    loop {
        let rest = line[at..].trim_start_matches(is_space);
        at = line.len() - rest.len();
        if rest.is_empty() {
            return;
        }
        let (length, read) = match parse(rest) {
            Ok((length, read)) => (length, read.map_err(Fault::Invalid)),
            Err(why) => {
                let next = if let Some(inside) = rest.strip_prefix('{') {
                    torn += 1;
                    inside.find(BEGIN).map(|at| at + 1)
                } else {
                    rest.find('{')
                };
                let next = next.filter(|_| torn <= MAX_TORN);
                (next.unwrap_or(rest.len()), Err(Fault::Unparsable(why)))
            }
        };
        each(Piece { span: at..at + length, read });
        at += length;
    }
}

/// Reads a line that holds one event and nothing else.
pub(super) fn read_one(line: &str) -> Result<Event, String> {
    let mut pieces = Vec::new();
    read(line, |piece| pieces.push(piece.read));
    match (pieces.pop(), pieces.is_empty()) {
        (Some(Ok(read)), true) => Ok(read.event),
        (Some(Err(Fault::Invalid(why))), true) => Err(why),
        (Some(Err(Fault::Unparsable(why))), true) => Err(why.to_owned()),
        _ => Err("not exactly one event".to_owned()),
    }
}

/// JSON whitespace, and the byte order mark.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{feff}')
}

/// Parses the object that `text` begins with; returns its length in bytes and its event.
fn parse(text: &str) -> Result<(usize, Result<Read, String>), &'static str> {
    if !text.starts_with('{') {
        return Err(describe(text));
    }
    let mut objects = serde_json::Deserializer::from_str(text).into_iter::<Fields<'_>>();
    match objects.next() {
        Some(Ok(mut fields)) => Ok((objects.byte_offset(), fields.check())),
        _ => Err("torn, or not JSON"),
    }
}

fn describe(text: &str) -> &'static str {
    let is_marker =
        ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|m| text.starts_with(m));
    if is_marker { "a conflict marker" } else { "not a JSON object" }
}

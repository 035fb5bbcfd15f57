//! Reads the YAML that people mostly write, several times as fast as a parser
//! of all YAML: maps and lists in blocks, or in brackets on a line, and text
//! that is plain, quoted or folded. It gives up at anything else, broken files
//! above all, and leaves the whole text to that parser; what it does read means
//! the same to both, which tests compare.
//!
//! Reading YAML is nearly all of the time of a command on a large roadmap.

mod flow;

use serde::de::value::{BorrowedStrDeserializer, Error};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use flow::Flow;

/// Lists and maps in each other, at most; no roadmap needs more.
const MAX_DEPTH: usize = 32;

/// The value of `text`; `None` where it takes a whole parser to tell.
pub fn from_str<'t, T: Deserialize<'t>>(text: &'t str) -> Option<T> {
    if !is_ordinary(text) {
        return None;
    }
    let lines = text.lines().map(|line| {
        let text = line.trim_start_matches(' ');
        Line { indent: line.len() - text.len(), text }
    });
    let mut reader = Reader { lines: lines.collect(), at: 0, depth: 0 };
    // Folded text keeps spaces at the end of lines, other text does not.
    let ends_in_space =
        |line: &Line<'_>| line.text.ends_with(' ') || (line.text.is_empty() && line.indent > 0);
    if reader.lines.iter().any(ends_in_space) {
        return None;
    }
    let indent = reader.next_line()?.indent;
    let value = T::deserialize(Block { reader: &mut reader, indent }).ok()?;
    reader.next_line().is_none().then_some(value)
}

/// Whether lines end as usual, and no character is special anywhere.
fn is_ordinary(text: &str) -> bool {
    let is_ordinary = |c: char| match c {
        '\n' | ' '..='~' => true,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => false,
        c => c >= '\u{a0}',
    };
    text.ends_with('\n') && text.chars().all(is_ordinary)
}

struct Reader<'t> {
    lines: Vec<Line<'t>>,
    at: usize,
    depth: usize,
}

/// A line without its indentation.
#[derive(Clone, Copy)]
struct Line<'t> {
    indent: usize,
    text: &'t str,
}

/// A single value.
enum Scalar<'t> {
    Bool(bool),
    Int(u64),
    Text(&'t str),
    Joined(String),
}

/// What takes a whole parser.
fn odd() -> Error {
    Error::custom("this is not plain")
}

impl<'t> Reader<'t> {
    /// The line that is to be read next; blank lines and comments are passed.
    fn next_line(&mut self) -> Option<Line<'t>> {
        while let Some(line) = self.lines.get(self.at) {
            if !line.text.is_empty() && !line.text.starts_with('#') {
                return Some(*line);
            }
            self.at += 1;
        }
        None
    }

    /// Refuses a line that would belong to a value that has ended.
    fn ends(&mut self, around: usize) -> Result<(), Error> {
        match self.next_line() {
            Some(line) if line.indent > around => Err(odd()),
            _ => Ok(()),
        }
    }

    /// Plain text that starts with `first`; deeper lines go on with it.
    fn plain(&mut self, first: &'t str, around: usize) -> Result<Scalar<'t>, Error> {
        let is_whole = |text: &str| {
            !text.contains(": ")
                && !text.ends_with(':')
                && !text.contains(" #")
                && begins_plain(text)
        };
        if !is_whole(first) {
            return Err(odd());
        }
        let mut joined: Option<String> = None;
        while let Some(line) = self.lines.get(self.at)
            && line.indent > around
            && !line.text.is_empty()
        {
            if !is_whole(line.text) {
                return Err(odd());
            }
            let joined = joined.get_or_insert_with(|| first.to_owned());
            joined.push(' ');
            joined.push_str(line.text);
            self.at += 1;
        }
        self.ends(around)?;
        joined.map_or_else(|| scalar(first), |joined| Ok(Scalar::Joined(joined)))
    }

    /// The lines below `>`, `|` and the like.
    fn block(&mut self, header: &str, around: usize) -> Result<Scalar<'t>, Error> {
        let (between, end) = match header {
            ">" => (' ', "\n"),
            ">-" => (' ', ""),
            "|" => ('\n', "\n"),
            "|-" => ('\n', ""),
            _ => return Err(odd()),
        };
        let indent =
            self.lines.get(self.at).filter(|line| !line.text.is_empty()).map(|line| line.indent);
        let indent = indent.filter(|indent| *indent > around).ok_or_else(odd)?;
        let mut joined = String::new();
        while let Some(line) = self.lines.get(self.at)
            && line.indent == indent
            && !line.text.is_empty()
        {
            if !joined.is_empty() {
                joined.push(between);
            }
            joined.push_str(line.text);
            self.at += 1;
        }
        joined.push_str(end);
        // A comment this deep would be text.
        let next = self.lines[self.at..].iter().find(|line| !line.text.is_empty());
        if next.is_some_and(|line| line.indent > around) {
            return Err(odd());
        }
        Ok(Scalar::Joined(joined))
    }

    fn within<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.depth == MAX_DEPTH {
            return Err(odd());
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }
}

/// Whether plain text can begin like this; many signs mean something at the start.
fn begins_plain(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_ascii_alphanumeric() || !c.is_ascii())
}

/// What plain text on one line stands for.
fn scalar(text: &str) -> Result<Scalar<'_>, Error> {
    if text.as_bytes()[0].is_ascii_digit() {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &text[digits..];
        if rest.is_empty() && digits < 16 && (digits == 1 || !text.starts_with('0')) {
            return text.parse().map(Scalar::Int).map_err(Error::custom);
        }
        // No number of any sort goes on like this.
        let is_text = rest.starts_with(['-', ' ', '/', ',', '(', '%', '–', '&', ')']);
        return if is_text { Ok(Scalar::Text(text)) } else { Err(odd()) };
    }
    match text {
        "true" => Ok(Scalar::Bool(true)),
        "false" => Ok(Scalar::Bool(false)),
        _ if text.len() <= 8 && is_word(text) => Err(odd()),
        _ => Ok(Scalar::Text(text)),
    }
}

/// Whether it is a word that may stand for something else.
fn is_word(text: &str) -> bool {
    ["null", "true", "false", "inf", "infinity", "nan"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
}

/// What stands in quotes, and what follows them.
fn quoted(text: &str) -> Result<(&str, &str), Error> {
    let quote = char::from(text.as_bytes()[0]);
    let (inside, rest) = text[1..].split_once(quote).ok_or_else(odd)?;
    // An escape, or two single quotes for one.
    if quote == '"' && inside.contains('\\') || rest.starts_with(quote) {
        return Err(odd());
    }
    Ok((inside, rest))
}

/// The key of a line that has one, and what follows.
fn split_key(text: &str) -> Option<(&str, &str)> {
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    let end = text.bytes().position(|b| !is_part(b))?;
    let (key, rest) = text.split_at(end);
    let rest = rest.strip_prefix(':').filter(|rest| rest.is_empty() || rest.starts_with(' '))?;
    // YAML wants keys shorter than 1,024 characters; ours are words.
    let is_key =
        key.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_word(key) && key.len() < 100;
    is_key.then(|| (key, rest.trim_start_matches(' ')))
}

/// Every value says by itself what it is.
macro_rules! only_any {
    () => {
        forward_to_deserialize_any! {
            <V: Visitor<'t>>
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
            option unit unit_struct newtype_struct seq tuple tuple_struct map struct enum
            identifier ignored_any
        }
    };
}
use only_any;

/// A list or map that begins at the next line.
struct Block<'r, 't> {
    reader: &'r mut Reader<'t>,
    indent: usize,
}

/// The items of a list, or the pairs of a map, whose lines have this indentation.
struct Rows<'r, 't> {
    reader: &'r mut Reader<'t>,
    indent: usize,
    /// Of a map: what follows the key.
    rest: &'t str,
}

/// A value that begins within a line, which is passed already.
struct Inline<'r, 't> {
    reader: &'r mut Reader<'t>,
    text: &'t str,
    /// The indentation of what holds it.
    around: usize,
}

impl<'t> Deserializer<'t> for Block<'_, 't> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        let Self { reader, indent } = self;
        let line = reader.next_line().ok_or_else(odd)?;
        let is_list = line.text.starts_with("- ");
        reader.within(|reader| {
            let rows = Rows { reader, indent, rest: "" };
            if is_list { visitor.visit_seq(rows) } else { visitor.visit_map(rows) }
        })
    }

    only_any!();
}

impl<'t> SeqAccess<'t> for Rows<'_, 't> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(line) = self.reader.next_line() else { return Ok(None) };
        if line.indent != self.indent {
            return if line.indent < self.indent { Ok(None) } else { Err(odd()) };
        }
        // Below a key the list may stand as deep as the key, and the next key ends it.
        let Some(text) = line.text.strip_prefix("- ") else { return Ok(None) };
        let text = text.trim_start_matches(' ');
        if split_key(text).is_some() {
            let indent = line.indent + (line.text.len() - text.len());
            self.reader.lines[self.reader.at] = Line { indent, text };
            return seed.deserialize(Block { reader: self.reader, indent }).map(Some);
        }
        self.reader.at += 1;
        seed.deserialize(Inline { reader: self.reader, text, around: self.indent }).map(Some)
    }
}

impl<'t> MapAccess<'t> for Rows<'_, 't> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'t>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some(line) = self.reader.next_line() else { return Ok(None) };
        if line.indent != self.indent {
            return if line.indent < self.indent { Ok(None) } else { Err(odd()) };
        }
        let (key, rest) = split_key(line.text).ok_or_else(odd)?;
        self.rest = rest;
        self.reader.at += 1;
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<T::Value, Error> {
        let around = self.indent;
        if !self.rest.is_empty() {
            return seed.deserialize(Inline { reader: self.reader, text: self.rest, around });
        }
        let line = self.reader.next_line().ok_or_else(odd)?;
        if line.indent > around || (line.indent == around && line.text.starts_with("- ")) {
            return seed.deserialize(Block { reader: self.reader, indent: line.indent });
        }
        Err(odd())
    }
}

impl<'t> Deserializer<'t> for Inline<'_, 't> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        let Self { reader, text, around } = self;
        let scalar = match text.as_bytes()[0] {
            b'[' | b'{' => {
                reader.ends(around)?;
                let mut flow = Flow::new(text, reader.depth);
                let value = flow.deserialize_any(visitor)?;
                return if flow.is_at_end() { Ok(value) } else { Err(odd()) };
            }
            b'"' | b'\'' => {
                reader.ends(around)?;
                let (inside, rest) = quoted(text)?;
                if !rest.is_empty() {
                    return Err(odd());
                }
                Scalar::Text(inside)
            }
            b'>' | b'|' => reader.block(text, around)?,
            _ => reader.plain(text, around)?,
        };
        scalar.visit(visitor)
    }

    only_any!();
}

impl<'t> Scalar<'t> {
    fn visit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Int(value) => visitor.visit_u64(value),
            Self::Text(text) => visitor.visit_borrowed_str(text),
            Self::Joined(text) => visitor.visit_string(text),
        }
    }
}

#[cfg(test)]
mod tests;

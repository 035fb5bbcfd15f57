//! Values in brackets.

use serde::de::value::{BorrowedStrDeserializer, Error};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::{MAX_DEPTH, begins_plain, odd, only_any, quoted, scalar, split_key};

/// Values in brackets, all on one line.
pub struct Flow<'t> {
    rest: &'t str,
    depth: usize,
}

/// The items of a list, or the pairs of a map, in brackets.
struct Cells<'f, 't> {
    flow: &'f mut Flow<'t>,
    close: char,
    is_first: bool,
}

impl<'t> Deserializer<'t> for &mut Flow<'t> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = self.rest;
        match text.as_bytes().first() {
            Some(open @ (b'[' | b'{')) if self.depth < MAX_DEPTH => {
                self.rest = &text[1..];
                self.depth += 1;
                let is_list = *open == b'[';
                let close = if is_list { ']' } else { '}' };
                let cells = Cells { flow: &mut *self, close, is_first: true };
                let value =
                    if is_list { visitor.visit_seq(cells) } else { visitor.visit_map(cells) }?;
                self.depth -= 1;
                Ok(value)
            }
            Some(b'"' | b'\'') => {
                let (inside, rest) = quoted(text)?;
                self.rest = rest;
                visitor.visit_borrowed_str(inside)
            }
            _ => {
                let end = text.find([',', ']', '}', '[', '{', '?', '"', '\'']).ok_or_else(odd)?;
                let (plain, rest) = text.split_at(end);
                let plain = plain.trim_end_matches(' ');
                let is_odd = !begins_plain(plain)
                    || !rest.starts_with([',', ']', '}'])
                    || plain.contains(": ")
                    || plain.ends_with(':')
                    || plain.contains(" #");
                if is_odd {
                    return Err(odd());
                }
                self.rest = rest;
                scalar(plain)?.visit(visitor)
            }
        }
    }

    only_any!();
}

impl<'t> Flow<'t> {
    /// The value at the beginning of `text`, around which there are `depth` others.
    pub fn new(text: &'t str, depth: usize) -> Self {
        Self { rest: text, depth }
    }

    /// Whether nothing follows.
    pub fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start_matches(' ');
    }
}

impl Cells<'_, '_> {
    /// Whether there is another cell, at which the rest then begins.
    fn advance(&mut self) -> Result<bool, Error> {
        self.flow.skip_spaces();
        if let Some(rest) = self.flow.rest.strip_prefix(self.close) {
            self.flow.rest = rest;
            return Ok(false);
        }
        if !std::mem::replace(&mut self.is_first, false) {
            self.flow.rest = self.flow.rest.strip_prefix(',').ok_or_else(odd)?;
            self.flow.skip_spaces();
        }
        Ok(true)
    }
}

impl<'t> SeqAccess<'t> for Cells<'_, 't> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        if self.advance()? { seed.deserialize(&mut *self.flow).map(Some) } else { Ok(None) }
    }
}

impl<'t> MapAccess<'t> for Cells<'_, 't> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'t>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        if !self.advance()? {
            return Ok(None);
        }
        let (key, rest) = split_key(self.flow.rest).ok_or_else(odd)?;
        self.flow.rest = rest;
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(&mut *self.flow)
    }
}

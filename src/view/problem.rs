//! Text shared by both renderers of a problem.

use std::borrow::Cow;

use super::ascii::ascii;
use crate::escape::clean;

/// `text` sanitized, and in ASCII unless `unicode`.
pub(super) fn shown(text: &str, unicode: bool) -> Cow<'_, str> {
    match clean(text) {
        text if unicode => text,
        Cow::Borrowed(text) => ascii(text),
        Cow::Owned(text) => ascii(&text).into_owned().into(),
    }
}

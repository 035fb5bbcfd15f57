//! What both renderings of a problem share.

use std::borrow::Cow;

use super::ascii::ascii;
use crate::escape::clean;

/// Harmless, and in ASCII where nothing else can be shown.
pub(super) fn shown(text: &str, unicode: bool) -> Cow<'_, str> {
    match clean(text) {
        text if unicode => text,
        Cow::Borrowed(text) => ascii(text),
        Cow::Owned(text) => ascii(&text).into_owned().into(),
    }
}

//! Keeps text from files, arguments and the journal from acting on the terminal.

use std::borrow::Cow;

/// Whether a character could move the cursor, change colours, reorder text or
/// break lines: C0 and C1 controls, DEL, bidi controls, line and paragraph
/// separators.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` with every unsafe character replaced by U+FFFD.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(is_unsafe) {
        Cow::Owned(text.chars().map(|c| if is_unsafe(c) { '\u{fffd}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_replaced() {
        assert_eq!(
            clean("a\u{1b}[31m\u{61c}\u{202e}\u{2028}b"),
            "a\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd}b"
        );
        assert_eq!(clean("日本 – é"), "日本 – é");
    }
}

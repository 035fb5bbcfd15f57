//! Text of others in one harmless line, and as a key to compare titles by.

use crate::catalog::write::needs_escape;

/// `text` in one line, white space collapsed, without characters that act.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || needs_escape(c) {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The first `most` characters of `text`, with `…` if there are more.
pub fn start(text: &str, most: usize) -> String {
    let text = clean(text.get(..floor(text, 8 * most)).unwrap_or(text));
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}

/// The largest place up to `at` where `text` can be cut.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Words of a title for comparison: letters and digits, lower-case, single spaces.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, '+' | '#') {
            key.extend(c.to_lowercase());
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_one_harmless_line() {
        assert_eq!(clean("  a\tb \n c\u{1b}[2Jd\u{202e}e  "), "a b c [2Jd e");
        assert_eq!(clean("שלום \u{200f} עולם 👩‍💻"), "שלום עולם 👩‍💻");
        assert_eq!(clean(" \u{7} "), "");
    }

    #[test]
    fn keys_compare_titles() {
        assert_eq!(key("How to Code: Simple Data"), key("how to code - simple  data"));
        assert_ne!(key("C"), key("C++"));
    }
}

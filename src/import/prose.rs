//! Makes foreign text fit for a roadmap: one line, harmless, not too long.

use super::report::{Remark, Tally};
use crate::view::escape::is_unsafe;

/// The longest title that is kept in full, in characters.
pub const MAX_TITLE: usize = 100;
/// Cut longer titles to this many characters.
const SHORT_TITLE: usize = 60;
/// The longest summary, in characters.
pub const MAX_SUMMARY: usize = 1_500;

/// Characters that YAML does not allow, or that control a terminal.
fn is_bad(c: char) -> bool {
    is_unsafe(c) || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// `text` on one line, with white space collapsed and control characters removed.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || is_bad(c) {
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

/// The same, with a remark if characters were removed.
pub fn line(text: &str, at: usize, tally: &mut Tally) -> String {
    let cleaned = clean(text);
    if text.contains(|c: char| is_bad(c) && !c.is_whitespace()) {
        tally.add(Remark::Unsafe, at, &cleaned);
    }
    cleaned
}

/// The first `most` characters of `text`, with `…` if there are more.
pub fn start(text: &str, most: usize) -> String {
    let text = clean(text.get(..floor(text, 8 * most)).unwrap_or(text));
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}

/// The largest index up to `at` where `text` can be cut.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A summary of at most [`MAX_SUMMARY`] characters, cut after a word.
pub fn summary(text: &str, at: usize, tally: &mut Tally) -> String {
    let text = line(text, at, tally);
    let Some((end, _)) = text.char_indices().nth(MAX_SUMMARY) else { return text };
    tally.add(Remark::LongText, at, &text);
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", &text[..cut])
}

/// A title of at most [`MAX_TITLE`] characters. A longer one is cut, with the full text
/// as the summary.
pub fn title(text: &str, at: usize, tally: &mut Tally) -> (String, String) {
    let text = line(text, at, tally);
    let Some((end, _)) = text.char_indices().nth(MAX_TITLE) else { return (text, String::new()) };
    tally.add(Remark::LongTitle, at, &text);
    let head = &text[..end];
    let short = text.char_indices().nth(SHORT_TITLE).map_or(end, |(at, _)| at);
    let sentence = [": ", " – ", " — ", " - ", ". ", "; ", ", "]
        .iter()
        .filter_map(|mark| head.find(mark))
        .filter(|at| head[..*at].chars().count() >= 3)
        .min();
    let cut = match sentence {
        Some(cut) => return (head[..cut].to_owned(), text),
        None => head[..short].rfind(' ').unwrap_or(short),
    };
    (format!("{}…", head[..cut].trim_end()), text)
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
    fn long_titles_are_cut_at_the_end_of_a_phrase() {
        let mut tally = Tally::default();
        let text = format!("Indexes: {}", "what they do ".repeat(20));
        let (short, whole) = title(&text, 1, &mut tally);
        assert_eq!((short.as_str(), whole), ("Indexes", clean(&text)));
        let (short, _) = title(&"word ".repeat(50), 2, &mut tally);
        assert_eq!(short, format!("{}…", ["word"; 12].join(" ")));
        let (short, _) = title(&"語".repeat(500), 3, &mut tally);
        assert_eq!(short, format!("{}…", "語".repeat(60)));
        assert_eq!(tally.count(Remark::LongTitle), 3);
    }

    #[test]
    fn keys_compare_titles() {
        assert_eq!(key("How to Code: Simple Data"), key("how to code - simple  data"));
        assert_ne!(key("C"), key("C++"));
    }
}

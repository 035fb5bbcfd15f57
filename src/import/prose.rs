//! Makes foreign text fit for a roadmap: one line, harmless, not too long.

use super::report::{Remark, Tally};
use super::text::clean;
use crate::catalog::write::needs_escape;

/// The longest title that is kept in full, in characters.
pub const MAX_TITLE: usize = 100;
/// Cut longer titles to this many characters.
const SHORT_TITLE: usize = 60;
/// The longest summary, in characters.
pub const MAX_SUMMARY: usize = 1_500;

/// The [`clean`] text; remarks on what is taken out.
pub fn line(text: &str, at: usize, tally: &mut Tally) -> String {
    let cleaned = clean(text);
    if text.contains(|c: char| needs_escape(c) && !c.is_whitespace()) {
        tally.add(Remark::Unsafe, at, &cleaned);
    }
    cleaned
}

/// A summary of at most [`MAX_SUMMARY`] characters, cut behind a word.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_titles_are_cut_where_a_sentence_is() {
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
}

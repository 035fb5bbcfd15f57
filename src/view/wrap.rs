//! Display widths, cutting and line breaking. All line breaking is done here.

use std::borrow::Cow;

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The display width of `text`, which must not contain escape sequences.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` in at most `columns` columns, ending with `ellipsis` if it was cut.
pub fn cut(text: &str, columns: usize, ellipsis: char) -> Cow<'_, str> {
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let mut cut = String::new();
    let mut used = 1;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide > columns {
            break;
        }
        used += wide;
        cut.push(c);
    }
    let kept = cut.trim_end().len();
    cut.truncate(kept);
    cut.push(ellipsis);
    Cow::Owned(cut)
}

/// `text` wrapped at spaces to `columns` columns. A longer word is not broken, but gets a
/// separate line.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let options = Options::new(columns.max(1))
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(Cow::into_owned).collect()
}

/// A word of a line, and the spaces after it.
pub(super) struct Word<T> {
    pub(super) content: T,
    pub(super) columns: usize,
    pub(super) blanks: usize,
}

impl<T: std::fmt::Debug> Fragment for Word<T> {
    #[expect(clippy::cast_precision_loss, reason = "no line is that long")]
    fn width(&self) -> f64 {
        self.columns as f64
    }

    #[expect(clippy::cast_precision_loss, reason = "no line is that long")]
    fn whitespace_width(&self) -> f64 {
        self.blanks as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Word<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.content.fmt(f)
    }
}

/// `words` broken into lines: the first of `first` columns, the others of `rest`.
#[expect(clippy::cast_precision_loss, reason = "no line is that long")]
pub(super) fn break_lines<T: std::fmt::Debug>(
    words: &[Word<T>],
    first: usize,
    rest: usize,
) -> Vec<&[Word<T>]> {
    wrap_first_fit(words, &[first as f64, rest as f64])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_by_columns_not_by_characters() {
        let cut = |text, columns| cut(text, columns, '…').into_owned();
        assert_eq!(cut("databases", 9), "databases");
        assert_eq!(cut("databases", 5), "data…");
        assert_eq!(cut("日本語入門", 6), "日本…");
        assert_eq!(cut("a b c", 3), "a…");
    }

    #[test]
    fn long_words_are_not_broken() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("immeasurable it is", 4), ["immeasurable", "it", "is"]);
        assert_eq!(
            wrap("see https://a.example/long-er now", 10),
            ["see", "https://a.example/long-er", "now"]
        );
        assert_eq!(wrap("", 4), [""]);
    }
}

//! Removes characters that could control the terminal from text of files, arguments and
//! the journal.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar as _;

/// `text` in ASCII: typographic characters as their nearest, everything else as
/// `?`. The display width stays the same.
pub fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_ascii() => out.push(c),
            '–' | '—' | '·' => out.push('-'),
            '…' => out.push('~'),
            '▸' | '→' => out.push('>'),
            '•' => out.push('*'),
            '‘' | '’' => out.push('\''),
            '“' | '”' => out.push('"'),
            '\u{a0}' => out.push(' '),
            _ => out.extend(std::iter::repeat_n('?', c.width().unwrap_or(0))),
        }
    }
    Cow::Owned(out)
}

/// `url` in ASCII, with other characters percent-encoded, so that it still works.
pub fn ascii_link(url: &str) -> Cow<'_, str> {
    if url.is_ascii() {
        return Cow::Borrowed(url);
    }
    let encode = |c: char| -> String {
        if c.is_ascii() {
            return c.to_string();
        }
        c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")).collect()
    };
    Cow::Owned(url.chars().map(encode).collect())
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr as _;

    use super::*;

    #[test]
    fn ascii_keeps_the_display_width() {
        for text in ["▸ done – 3 h · 4", "日本", "é…"] {
            let plain = ascii(text);
            assert!(plain.is_ascii());
            assert_eq!(plain.width(), text.width(), "{text}");
        }
    }

    #[test]
    fn links_in_ascii_are_percent_encoded() {
        assert_eq!(ascii_link("https://a.example/1939–45"), "https://a.example/1939%E2%80%9345");
    }
}

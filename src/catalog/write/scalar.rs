//! Writes YAML values that read back as the same text.

use std::fmt::Write as _;

use crate::escape::is_unsafe;

/// Break longer text into lines of at most this many characters.
const WIDTH: usize = 100;

/// `key: text`.
pub(crate) fn field(out: &mut String, indent: usize, key: &str, text: &str) {
    value(out, indent, &format!("{key}:"), text);
}

/// Writes `text` after `head`, as a folded block if it is long.
pub(crate) fn value(out: &mut String, indent: usize, head: &str, text: &str) {
    let pad = " ".repeat(indent);
    // After a dash the key is indented further.
    let inner = indent + if head.starts_with("- ") { 4 } else { 2 };
    let is_long = indent + head.len() + text.len() > WIDTH
        && text.chars().count() + indent + head.len() > WIDTH;
    if !is_long || !can_be_folded(text) {
        let _ = writeln!(out, "{pad}{head} {}", scalar(text));
        return;
    }
    let _ = write!(out, "{pad}{head} >-");
    let mut column = WIDTH;
    for word in text.split(' ') {
        let width = word.chars().count();
        if column + 1 + width > WIDTH {
            let _ = write!(out, "\n{:inner$}{word}", "");
            column = inner + width;
        } else {
            let _ = write!(out, " {word}");
            column += 1 + width;
        }
    }
    out.push('\n');
}

/// `[first, second]`.
pub(crate) fn list<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    // An id such as 404 or null would not be text without quotes.
    let texts: Vec<String> = texts.into_iter().map(|text| scalar(text.as_ref())).collect();
    format!("[{}]", texts.join(", "))
}

/// `text` as a YAML value on one line: plain if it cannot be misread, otherwise in double quotes.
pub(crate) fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Whether the text survives folding: each line break is read back as one space.
fn can_be_folded(text: &str) -> bool {
    !text.contains("  ")
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.chars().any(needs_escape)
}

fn is_plain(text: &str) -> bool {
    // Words that some version of YAML does not read as text.
    const WORDS: &[&str] =
        &["true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"];
    let harmless = |c: char| c.is_alphanumeric() || " -+./()&'_!?%=~".contains(c);
    let link = text.starts_with("https://") || text.starts_with("http://");
    let rest = if link { text.split_once(':').map_or("", |(_, rest)| rest) } else { text };
    text.starts_with(char::is_alphabetic)
        && rest.chars().all(|c| harmless(c) || (!link && c == ','))
        && !text.ends_with(' ')
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if needs_escape(c) => {
                let _ = match u32::from(c) {
                    code @ 0..=0xffff => write!(out, "\\u{code:04x}"),
                    code => write!(out, "\\U{code:08x}"),
                };
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// What YAML does not take as it is, takes for a line break, or nobody sees.
pub(crate) fn needs_escape(c: char) -> bool {
    is_unsafe(c) || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

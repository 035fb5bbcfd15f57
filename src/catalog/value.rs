//! Single values: text, ids, hours, links, and the words that fields know.

use serde::de::DeserializeOwned;
use serde::de::value::{Error as WordError, StrDeserializer};

use super::check::Check;
use super::file::{Node, Scalar};
use super::finding::{Finding, Help};
use super::id::{BadId, BadIdReason, Id, MAX_LEN, slug};
use super::model::Hours;
use super::path::Path;
use super::problem::Code;

/// The largest estimate: more than a working life.
const MAX_HOURS: f64 = 100_000.0;

/// What a value is, for messages.
pub fn kind_of<E, R>(node: &Node<'_, E, R>) -> &'static str {
    match node {
        Node::Null => "nothing",
        Node::Bool(_) => "true or false",
        Node::Int(_) | Node::Float(_) => "a number",
        Node::Text(_) => "text",
        Node::List(_) => "a list",
        Node::Map(_) => "a map",
        Node::Tagged => "a YAML tag",
    }
}

impl Check {
    /// Reports that `node` is not the `wanted` thing.
    pub(super) fn wrong_type<E, R>(&mut self, path: Path, node: &Node<'_, E, R>, wanted: &str) {
        self.report(match node {
            Node::Null => {
                Finding::error(Code::Null, path, format!("nothing here, {wanted} is wanted"))
                    .help("write a value, or leave the key out")
            }
            _ => Finding::error(
                Code::WrongType,
                path,
                format!("{} is wanted here, this is {}", wanted, kind_of(node)),
            ),
        });
    }

    /// Text, trimmed, not empty.
    pub(super) fn text(&mut self, path: Path, node: &Scalar<'_>) -> Option<String> {
        match node {
            Node::Text(text) => {
                let text = text.trim();
                if text.is_empty() {
                    self.report(
                        Finding::error(Code::EmptyText, path, "this text is empty")
                            .help("write something, or leave the key out"),
                    );
                    return None;
                }
                Some(text.to_owned())
            }
            Node::Bool(_) | Node::Int(_) | Node::Float(_) => {
                let message = format!("text is wanted here, YAML reads this as {}", kind_of(node));
                let finding = Finding::error(Code::WrongType, path, message);
                self.report(Finding { help: Help::Quote, ..finding });
                None
            }
            Node::Map(_) => {
                self.report(
                    Finding::error(Code::WrongType, path, "text is wanted here, this is a map")
                        .help("a text with ': ' in it has to stand in quotes"),
                );
                None
            }
            _ => {
                self.wrong_type(path, node, "text");
                None
            }
        }
    }

    /// An id; `title` helps to suggest one.
    pub(super) fn id(
        &mut self,
        path: Path,
        node: &Scalar<'_>,
        title: Option<&Scalar<'_>>,
    ) -> Option<Id> {
        let text = self.text(path, node)?;
        Id::new(&text)
            .map_err(|bad| {
                let title = match title {
                    Some(Node::Text(title)) => Some(&**title),
                    _ => None,
                };
                self.report(bad_id(&bad, path, title));
            })
            .ok()
    }

    pub(super) fn flag(&mut self, path: Path, node: &Scalar<'_>) -> Option<bool> {
        if let Node::Bool(flag) = node {
            return Some(*flag);
        }
        let meant = match node {
            Node::Text(text) => match &*text.to_ascii_lowercase() {
                "yes" | "y" | "on" | "true" => Some("true"),
                "no" | "n" | "off" | "false" => Some("false"),
                _ => None,
            },
            _ => None,
        };
        match meant {
            Some(word) => {
                let message = "true or false is wanted here, this is text";
                let finding = Finding::error(Code::WrongType, path, message);
                self.report(finding.help(format!("write {word}, without quotes")));
            }
            None => self.wrong_type(path, node, "true or false"),
        }
        None
    }

    pub(super) fn link(&mut self, path: Path, node: &Scalar<'_>) -> Option<String> {
        let text = self.text(path, node)?;
        match check_url(&text) {
            Ok(()) => Some(text),
            Err(why) => {
                let message = format!("this is no link: {why}");
                self.report(Finding::error(Code::BadUrl, path, message));
                None
            }
        }
    }

    /// One of the `words` that `T` knows, lower-case.
    pub(super) fn word<T: DeserializeOwned>(
        &mut self,
        path: Path,
        node: &Scalar<'_>,
        code: Code,
        words: &[&str],
    ) -> Option<T> {
        let text = self.text(path, node)?;
        let word = T::deserialize(StrDeserializer::<WordError>::new(&text));
        if word.is_err() {
            let all = words.join(", ");
            let help = match nearest(&text, words.iter().copied()) {
                Some(near) => format!("did you mean '{near}'? There are {all}"),
                None => format!("there are {all}"),
            };
            let what = code.as_str().trim_start_matches("unknown-");
            self.report(
                Finding::error(code, path, format!("there is no {what} '{}'", brief(&text)))
                    .help(help),
            );
        }
        word.ok()
    }

    pub(super) fn hours(&mut self, path: Path, node: &Scalar<'_>) -> Option<Hours> {
        let parsed = match node {
            #[expect(clippy::cast_precision_loss, reason = "far above the limit by then")]
            Node::Int(hours) => minutes(*hours as f64).map(|m| (m, m)),
            Node::Float(hours) => minutes(*hours).map(|m| (m, m)),
            Node::Text(text) => range(text),
            _ => {
                self.wrong_type(path, node, "a number of hours or a range such as 25-40");
                return None;
            }
        };
        match parsed {
            Ok((min, max)) if min > max => {
                let Node::Text(text) = node else { unreachable!("only a range has two ends") };
                let (low, high) = text.split_once(['-', '–']).unwrap_or_default();
                self.report(
                    Finding::error(Code::BadHours, path, "this range runs backwards")
                        .help(format!("write {}-{}", high.trim(), low.trim())),
                );
                None
            }
            Ok((min_minutes, max_minutes)) => Some(Hours { min_minutes, max_minutes }),
            Err(why) => {
                self.report(
                    Finding::error(Code::BadHours, path, why)
                        .help("write a number of hours or a range, such as 8 or 25-40"),
                );
                None
            }
        }
    }
}

/// What is wrong with an id, and which to write instead.
pub fn bad_id(bad: &BadId, path: Path, title: Option<&str>) -> Finding {
    let told = BadId { text: brief(&bad.text), why: bad.why };
    let message = match bad.why {
        BadIdReason::TooLong => format!("this id has more than {MAX_LEN} characters"),
        _ => told.to_string(),
    };
    let finding = Finding::error(Code::BadId, path, message);
    let from = match (bad.why, title) {
        (BadIdReason::Reserved, _) => return finding,
        (_, Some(title)) => slug(title).or_else(|| slug(&bad.text)),
        (_, None) => slug(&bad.text),
    };
    match from {
        Some(id) => finding.help(format!("write '{id}'")),
        None => finding,
    }
}

/// `text` as a message quotes it: the line of the file shows the rest.
pub fn brief(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The one of `words` that `text` may have been meant to be.
pub fn nearest<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    if text.len() > 2 * MAX_LEN {
        return None;
    }
    let text = text.to_lowercase();
    words
        .map(|word| (strsim::damerau_levenshtein(&text, word), word))
        .filter(|(distance, word)| *distance <= 1.max(word.chars().count() / 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// Whether `text` is a link that can be shown and opened.
///
/// # Errors
/// What is wrong with it, as the end of a sentence.
pub fn check_url(text: &str) -> Result<(), &'static str> {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| {
            let head = text.get(..scheme.len())?;
            head.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
        })
        .ok_or("it starts neither with https:// nor with http://")?;
    let bad = |c: char| match c {
        '!' | '#'..=';' | '=' | '?'..='[' | ']'..='_' | 'a'..='~' => false,
        c => c.is_ascii() || c.is_whitespace() || c.is_control() || is_bidi(c),
    };
    if rest.contains(bad) {
        return Err("spaces, quotes and control characters cannot stand in it");
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host =
        if host.starts_with('[') { host } else { host.split(':').next().unwrap_or_default() };
    if host.chars().any(char::is_alphanumeric) { Ok(()) } else { Err("it names no host") }
}

/// Whether a character turns the direction of text around.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn range(text: &str) -> Result<(u32, u32), &'static str> {
    let (low, high) = text.split_once(['-', '–']).unwrap_or((text, text));
    Ok((decimal(low)?, decimal(high)?))
}

fn decimal(text: &str) -> Result<u32, &'static str> {
    let text = text.trim();
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number = text.parse().ok().filter(|_| plain);
    minutes(number.ok_or("this is neither a number of hours nor a range")?)
}

fn minutes(hours: f64) -> Result<u32, &'static str> {
    let minutes = (hours * 60.0).round();
    if hours > MAX_HOURS {
        return Err("an estimate is at most 100000 hours");
    }
    // What is no number at all is not more than nothing either.
    if minutes >= 1.0 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 1 and 6,000,000"
        )]
        return Ok(minutes as u32);
    }
    Err("an estimate is more than nothing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_range(text: &str, want: Result<(u32, u32), ()>) {
        assert_eq!(range(text).map_err(|_| ()), want, "{text}");
    }

    #[test]
    fn hours_are_numbers_or_ranges() {
        assert_range("8", Ok((480, 480)));
        assert_range("1.5", Ok((90, 90)));
        assert_range("25-40", Ok((1500, 2400)));
        assert_range("25–40", Ok((1500, 2400)));
        assert_range(" 0.5 – 1 ", Ok((30, 60)));
        assert_range("40-20", Ok((2400, 1200)));
        for bad in ["", "-", "8-", "-8", "1-2-3", "8 h", "1e3", "0x8", "+8", "0", "0.001", "inf"] {
            assert_range(bad, Err(()));
        }
        assert_range("100000", Ok((6_000_000, 6_000_000)));
        assert_range("100001", Err(()));
        assert!(minutes(f64::NAN).is_err());
    }

    #[test]
    fn links_have_a_scheme_and_a_host() {
        for good in [
            "https://example.com",
            "http://example.com:8080/a?b=c#d",
            "HTTPS://example.com",
            "https://[::1]/",
            "https://例え.jp/ü",
            "https://en.wikipedia.org/wiki/Rust_(programming_language)",
        ] {
            assert_eq!(check_url(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "example.com",
            "ftp://example.com",
            "javascript:alert(1)",
            "https:/example.com",
            "https://",
            "https:///path",
            "https://?q",
            "https://user@",
            "https://:80",
            "https://exa mple.com",
            "https://example.com/\u{1b}[2J",
            "https://example.com/\"x",
            "https://example.com/\u{202e}gpj",
        ] {
            assert!(check_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn near_words_are_found() {
        let words = ["title", "summary", "skills", "kind"];
        for (text, near) in [
            ("titel", Some("title")),
            ("Title", Some("title")),
            ("sumary", Some("summary")),
            ("skill", Some("skills")),
            ("kin", Some("kind")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(text, words.into_iter()), near, "{text}");
        }
    }

    #[test]
    fn messages_quote_the_beginning_of_long_text() {
        assert_eq!(brief("short"), "short");
        assert_eq!(brief(&"ü".repeat(1000)), format!("{}…", "ü".repeat(40)));
    }
}

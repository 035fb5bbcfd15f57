//! Links, and the only rules for which addresses are accepted.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::escape::is_unsafe;

/// A web address that can be shown and opened: `https` or `http`, a host, no
/// user name. The scheme is kept in lower case, the rest as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link(Box<str>);

/// Why a text is not a [`Link`]. Its [`Display`](fmt::Display) is a message,
/// [`BadLink::help`] the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadLink {
    /// It starts with neither `https://` nor `http://`; the link to write
    /// instead, if only that is missing.
    NoScheme(Option<String>),
    /// It has a part before an `@`, which can be mistaken for the host.
    UserPart,
    NoHost,
    BadCharacter(char),
}

const SCHEMES: [&str; 2] = ["https://", "http://"];

impl Link {
    /// Checks `text`.
    ///
    /// # Errors
    /// [`BadLink`] when it is not an address that can be opened safely.
    pub fn new(text: &str) -> Result<Self, BadLink> {
        let scheme = SCHEMES.iter().find(|scheme| {
            text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
        });
        let Some(scheme) = scheme else {
            return Err(BadLink::NoScheme(with_scheme(text)));
        };
        let rest = &text[scheme.len()..];
        check(rest)?;
        if text.starts_with(scheme) {
            return Ok(Self(text.into()));
        }
        Ok(Self(format!("{scheme}{rest}").into()))
    }

    /// The link as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checks what follows the scheme.
fn check(rest: &str) -> Result<(), BadLink> {
    // Built-in roadmaps have hundreds of links: most are checked byte by byte.
    let is_plain = rest.bytes().all(|byte| ALLOWED.get(usize::from(byte)) == Some(&true));
    if !is_plain && let Some(c) = rest.chars().find(|c| is_refused(*c)) {
        return Err(BadLink::BadCharacter(c));
    }
    let end = rest.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#'));
    let authority = &rest[..end.unwrap_or(rest.len())];
    if authority.contains('@') {
        return Err(BadLink::UserPart);
    }
    let is_address = authority.starts_with('[');
    let host = authority.split(':').next().filter(|_| !is_address).unwrap_or(authority);
    if host.chars().any(char::is_alphanumeric) { Ok(()) } else { Err(BadLink::NoHost) }
}

/// The link that `text` means if only the scheme is missing.
fn with_scheme(text: &str) -> Option<String> {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.') && !host.starts_with('.') && !host.contains([':', '@']);
    (text.len() < 100 && is_host && check(text).is_ok()).then(|| format!("https://{text}"))
}

/// The ASCII characters that a link may have.
static ALLOWED: [bool; 128] = {
    let mut allowed = [false; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        allowed[byte as usize] =
            matches!(byte, b'!' | b'#'..=b';' | b'=' | b'?'..=b'[' | b']'..=b'_' | b'a'..=b'~');
        byte += 1;
    }
    allowed
};

/// Whether a link must not contain this character.
fn is_refused(c: char) -> bool {
    match u8::try_from(c).ok().and_then(|byte| ALLOWED.get(usize::from(byte))) {
        Some(allowed) => !allowed,
        None => c.is_whitespace() || is_unsafe(c),
    }
}

impl BadLink {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::NoScheme(Some(link)) => format!("did you mean {link}?"),
            Self::NoScheme(None) => "write the full address, starting with https://".to_owned(),
            Self::UserPart => "remove the part before the '@'".to_owned(),
            Self::NoHost => "write the host after the '//', as in https://example.org".to_owned(),
            Self::BadCharacter(' ') => "write %20 for a space".to_owned(),
            Self::BadCharacter(_) => "remove it, or write it as %XX".to_owned(),
        }
    }
}

impl fmt::Display for BadLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoScheme(_) => f.write_str("a link must start with https:// or http://"),
            Self::UserPart => f.write_str("a link must not contain a user name"),
            Self::NoHost => f.write_str("this link has no host"),
            Self::BadCharacter(' ') => f.write_str("a link must not contain a space"),
            Self::BadCharacter(c) if c.is_ascii_graphic() => {
                write!(f, "a link must not contain '{c}'")
            }
            Self::BadCharacter(c) => {
                write!(f, "a link must not contain the character U+{:04X}", u32::from(*c))
            }
        }
    }
}

impl std::error::Error for BadLink {}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl AsRef<str> for Link {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Serialize for Link {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl serde::de::Visitor<'_> for Text {
            type Value = Link;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a link")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Link, E> {
                Link::new(text).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_link(text: &str, want: Result<&str, &str>) {
        let link = Link::new(text);
        let found = link.as_ref().map(Link::as_str).map_err(|bad| format!("{bad}: {}", bad.help()));
        assert_eq!(found, want.map_err(str::to_owned), "{text}");
    }

    #[test]
    fn links_have_a_scheme_and_a_host() {
        for good in [
            "https://example.com",
            "http://example.com:8080/a?b=c#d",
            "https://[::1]/",
            "https://例え.jp/ü",
            "https://en.wikipedia.org/wiki/Rust_(programming_language)",
            "https://example.com/@user",
        ] {
            assert_link(good, Ok(good));
        }
    }

    #[test]
    fn the_scheme_may_be_in_any_case() {
        assert_link("HTTPS://Example.com/A", Ok("https://Example.com/A"));
        assert_link("Http://example.com", Ok("http://example.com"));
    }

    #[test]
    fn invalid_links_are_refused_with_advice() {
        const SCHEME: &str = "a link must start with https:// or http://";
        let scheme = |help: &str| format!("{SCHEME}: {help}");
        let whole = scheme("write the full address, starting with https://");
        for bad in ["", "ftp://example.com", "javascript:alert(1)", "/etc/passwd", "é", "x@y.z"] {
            assert_link(bad, Err(&whole));
        }
        assert_link("example.org", Err(&scheme("did you mean https://example.org?")));
        assert_link("www.a.org/b?c", Err(&scheme("did you mean https://www.a.org/b?c?")));
        let host =
            "this link has no host: write the host after the '//', as in https://example.org";
        for bad in ["https://", "https:///x", "http://?q", "https://:80/", "https://..."] {
            assert_link(bad, Err(host));
        }
        for bad in ["https://user@example.com", "https://a:b@example.com/", "https://@/"] {
            assert_link(
                bad,
                Err("a link must not contain a user name: remove the part before the '@'"),
            );
        }
        assert_link(
            "https://a b.com",
            Err("a link must not contain a space: write %20 for a space"),
        );
        assert_link(
            "https://a.com/\"",
            Err("a link must not contain '\"': remove it, or write it as %XX"),
        );
        assert_link(
            "https://a.com/\u{202e}",
            Err("a link must not contain the character U+202E: remove it, or write it as %XX"),
        );
    }
}

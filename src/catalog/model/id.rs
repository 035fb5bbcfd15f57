//! Ids of skills, groups and stages, and ids of roadmaps.

use std::borrow::Borrow;
use std::fmt;

/// An id of a skill, group, stage or source: lower-case ASCII words and digits
/// joined by single `-`, 1 to 64 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Box<str>);

/// The id of a roadmap: an [`Id`] that can be the stem of a file on every
/// system, so neither `skills` nor a device name of Windows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoadmapId(Id);

/// A text that is not an id. Its [`Display`](fmt::Display) says why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadId {
    /// What was written.
    pub text: String,
    /// What is wrong with it.
    pub why: BadIdReason,
}

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadIdReason {
    /// It is empty.
    Empty,
    /// It has more than 64 characters.
    TooLong,
    /// It has characters other than lower-case letters, digits and `-`, or a
    /// `-` at an end or next to another.
    NotASlug,
    /// It cannot name a roadmap: `skills`, or a device of Windows.
    Reserved,
}

impl Id {
    /// The longest id, in bytes. These are characters, since ids are ASCII.
    pub const MAX_LEN: usize = 64;

    /// Checks `text`.
    ///
    /// # Errors
    /// [`BadId`] when `text` is not lower-case words joined by `-`.
    pub fn new(text: &str) -> Result<Self, BadId> {
        let bad = |why| Err(BadId { text: text.to_owned(), why });
        if text.is_empty() {
            return bad(BadIdReason::Empty);
        }
        if !is_slug(text) {
            return bad(BadIdReason::NotASlug);
        }
        if text.len() > Self::MAX_LEN {
            return bad(BadIdReason::TooLong);
        }
        Ok(Self(text.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl RoadmapId {
    /// Checks `text`.
    ///
    /// # Errors
    /// [`BadId`] when `text` is not an [`Id`], or is reserved.
    pub fn new(text: &str) -> Result<Self, BadId> {
        let id = Id::new(text)?;
        if is_reserved(text) {
            return Err(BadId { text: text.to_owned(), why: BadIdReason::Reserved });
        }
        Ok(Self(id))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// The slug of a title, at most 64 characters: other alphabets are transliterated.
/// `None` if nothing is left.
pub fn slug(title: &str) -> Option<String> {
    let spelled = title.replace("C++", "cpp").replace("C#", "c-sharp").replace(".NET", "dotnet");
    let mut slug = String::new();
    for c in spelled.chars() {
        for c in deunicode::deunicode_char(c).unwrap_or_default().chars() {
            match c {
                'a'..='z' | '0'..='9' => slug.push(c),
                'A'..='Z' => slug.push(c.to_ascii_lowercase()),
                '\'' => {}
                _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                _ => {}
            }
        }
        if slug.len() >= Id::MAX_LEN {
            slug.truncate(Id::MAX_LEN);
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}

fn is_slug(text: &str) -> bool {
    let mut last = b'-';
    for byte in text.bytes() {
        if !(byte.is_ascii_lowercase() || byte.is_ascii_digit() || (byte == b'-' && last != b'-')) {
            return false;
        }
        last = byte;
    }
    last != b'-'
}

fn is_reserved(text: &str) -> bool {
    let numbered = |device: &str| {
        text.strip_prefix(device).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    };
    matches!(text, "skills" | "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.text;
        match self.why {
            BadIdReason::Empty => write!(f, "an id must not be empty"),
            BadIdReason::TooLong => write!(f, "an id has at most {} characters", Id::MAX_LEN),
            BadIdReason::NotASlug => write!(
                f,
                "'{text}' is not an id: an id is lower-case letters and digits joined by '-'"
            ),
            BadIdReason::Reserved => write!(f, "'{text}' is reserved: it cannot name a roadmap"),
        }
    }
}

impl std::error::Error for BadId {}

macro_rules! text_like {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }
        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Self::new(text)
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl serde::de::Visitor<'_> for Text {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("an id")
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        $name::new(text).map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }
    };
}
text_like!(Id);
text_like!(RoadmapId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_slugs() {
        for good in ["a", "git", "ci-cd", "oauth-2", "3d", &"a".repeat(64)] {
            assert!(Id::new(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "a b", "é", "../x", "a/b", &"a".repeat(65)]
        {
            assert!(Id::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn roadmap_ids_can_be_files_everywhere() {
        for bad in ["skills", "con", "nul", "com1", "lpt0", "prn", "aux"] {
            assert_eq!(RoadmapId::new(bad).unwrap_err().why, BadIdReason::Reserved);
        }
        for good in ["backend", "console", "com", "com10"] {
            assert!(RoadmapId::new(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn slugs_of_titles_are_ids() {
        for (title, id) in [
            ("HTML and CSS", "html-and-css"),
            ("  C# & .NET  ", "c-sharp-dotnet"),
            ("Don't repeat yourself", "dont-repeat-yourself"),
            ("CI/CD", "ci-cd"),
            ("Résumé", "resume"),
            ("Ölfarbe", "olfarbe"),
            ("日本", "ri-ben"),
        ] {
            assert_eq!(slug(title).as_deref(), Some(id));
        }
        assert_eq!(slug("→ … !"), None);
        assert!(Id::new(&slug(&"ab ".repeat(60)).unwrap()).is_ok());
    }
}

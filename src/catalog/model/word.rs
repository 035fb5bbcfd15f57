//! Fields whose value is one of a fixed set of words.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A field whose value is one of a fixed set of words.
pub(crate) trait Word: Copy + Sized + 'static {
    /// The name of the field, for messages.
    const FIELD: &'static str;
    /// Every word, as it is written in a file.
    const WORDS: &'static [&'static str];

    /// The value of a word.
    fn from_word(word: &str) -> Option<Self>;
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident($field:literal) { $($variant:ident = $word:literal),* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $(#[serde(rename = $word)] $variant),*
        }

        impl $name {
            /// Every value, in the order of the words.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word that files use for it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),*
                }
            }
        }

        impl Word for $name {
            const FIELD: &'static str = $field;
            const WORDS: &'static [&'static str] = &[$($word),*];

            fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    )*};
}

words! {
    /// How advanced a stage is.
    Level("level") {
        Beginner = "beginner", Intermediate = "intermediate", Advanced = "advanced"
    }

    /// What sort of thing a skill is.
    SkillKind("kind") {
        Technical = "technical", Practice = "practice", Soft = "soft", Education = "education",
        Career = "career"
    }

    /// What sort of thing a resource is.
    ResourceKind("kind") {
        Docs = "docs", Book = "book", Course = "course", Video = "video", Article = "article",
        Practice = "practice", Project = "project", Tool = "tool", Community = "community",
        Certification = "certification", Event = "event", Jobs = "jobs"
    }

    /// What a resource costs.
    Cost("cost") { Free = "free", Freemium = "freemium", Paid = "paid" }
}

#[expect(clippy::derivable_impls, reason = "the macro derives the same traits for every type")]
impl Default for SkillKind {
    fn default() -> Self {
        Self::Technical
    }
}

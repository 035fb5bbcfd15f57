//! What the parsers of other formats return: a tree of any depth whose titles may be
//! empty or duplicate, and whose ids may be missing.

use crate::catalog::Id;

/// The most entries of a draft. A roadmap of this size loads in a second.
pub const MAX_ITEMS: usize = 30_000;

/// The index of an item in its draft.
pub type At = usize;

/// What a parser found.
#[derive(Debug, Default)]
pub struct Draft {
    pub title: Option<String>,
    pub id: Option<String>,
    pub summary: String,
    /// Comment lines for the head of the file.
    pub comments: Vec<String>,
    /// The top level, in order: stages, or entries without one.
    pub roots: Vec<At>,
    /// All items, in an arena, since the source may nest to any depth.
    pub items: Vec<Item>,
}

/// A stage, group or skill, depending on its place and its content.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Item {
    /// The line in the source, from 1; 0 if there is none.
    pub line: usize,
    pub title: String,
    /// An id that the source gives, not checked yet.
    pub id: Option<String>,
    pub summary: String,
    pub level: Option<&'static str>,
    pub milestone: String,
    pub kind: Option<&'static str>,
    pub hours: Option<Estimate>,
    /// Texts that refer to other items by id or title.
    pub needs: Vec<String>,
    /// Items that it needs, if the source does not refer to them by name.
    pub needs_items: Vec<At>,
    pub optional: bool,
    pub aliases: Vec<String>,
    pub done_when: Vec<String>,
    pub links: Vec<Link>,
    pub choose: Option<u32>,
    /// Whether it is ticked as done, if the source has ticks.
    pub ticked: Option<bool>,
    /// Comment lines to write above it.
    pub comments: Vec<String>,
    pub children: Vec<At>,
}

/// A link to learn from.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Link {
    /// Empty for a bare link.
    pub title: String,
    pub url: String,
    pub kind: Option<&'static str>,
    pub cost: Option<&'static str>,
}

/// Minutes of learning, `min <= max`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    pub min: u32,
    pub max: u32,
}

impl Draft {
    /// Adds `item` to `parent`, or to the top level. Returns its index; `None` if the
    /// draft is full.
    pub fn add(&mut self, parent: Option<At>, item: Item) -> Option<At> {
        let at = self.items.len();
        if at >= MAX_ITEMS {
            return None;
        }
        self.items.push(item);
        match parent {
            Some(parent) => self.items[parent].children.push(at),
            None => self.roots.push(at),
        }
        Some(at)
    }

    /// Every reachable item in order, a parent before its children.
    pub fn in_order(&self) -> Vec<At> {
        let mut order = Vec::with_capacity(self.items.len());
        let mut waiting: Vec<At> = self.roots.iter().rev().copied().collect();
        while let Some(at) = waiting.pop() {
            order.push(at);
            waiting.extend(self.items[at].children.iter().rev());
        }
        order
    }
}

impl Item {
    pub fn new(line: usize, title: impl Into<String>) -> Self {
        Self { line, title: title.into(), ..Self::default() }
    }

    /// Whether it has details that only a skill can have.
    pub fn has_details(&self) -> bool {
        self.kind.is_some()
            || self.hours.is_some()
            || !self.aliases.is_empty()
            || !self.done_when.is_empty()
            || !self.links.is_empty()
    }
}

/// The largest estimate in a roadmap, in hours.
const MAX_HOURS: f64 = 100_000.0;

impl Estimate {
    /// From hours; `None` if they are out of range.
    pub fn hours(min: f64, max: f64) -> Option<Self> {
        let minutes = |hours: f64| {
            let minutes = (hours * 60.0).round();
            let fits = minutes >= 1.0 && hours <= MAX_HOURS;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 1 and 6,000,000"
            )]
            fits.then_some(minutes as u32)
        };
        let (min, max) = (minutes(min)?, minutes(max)?);
        Some(Self { min: min.min(max), max: min.max(max) })
    }

    /// From `25-40`, `8 h` or `1.5 hours`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches(['~', '≈']).to_lowercase();
        let number = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '.').trim_end();
        let unit = text[number.len()..].trim().trim_end_matches('.');
        let minutes = match unit {
            "" | "h" | "hr" | "hrs" | "hour" | "hours" => 60.0,
            "m" | "min" | "mins" | "minute" | "minutes" => 1.0,
            _ => return None,
        };
        let (min, max) = span(number)?;
        Self::hours(min * minutes / 60.0, max * minutes / 60.0)
    }

    /// The range that covers both.
    pub fn or(self, other: Self) -> Self {
        Self { min: self.min.min(other.min), max: self.max.max(other.max) }
    }

    /// The notation of roadmap files.
    pub fn written(self) -> String {
        crate::catalog::Hours { min_minutes: self.min, max_minutes: self.max }.written()
    }
}

/// A number or a range, such as `8`, `8-10` or `4–12`.
pub fn span(text: &str) -> Option<(f64, f64)> {
    let number = |text: &str| {
        let text = text.trim();
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        text.parse::<f64>().ok().filter(|number| plain && number.is_finite())
    };
    let (low, high) = text.split_once(['-', '–', '—']).unwrap_or((text, text));
    Some((number(low)?, number(high)?))
}

/// One of `words`, in any case.
pub fn word(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let text = text.trim();
    words.iter().copied().find(|word| word.eq_ignore_ascii_case(text))
}

pub const LEVELS: &[&str] = &["beginner", "intermediate", "advanced"];
pub const SKILL_KINDS: &[&str] = &["technical", "practice", "soft", "education", "career"];
pub const COSTS: &[&str] = &["free", "freemium", "paid"];
pub const LINK_KINDS: &[&str] = &[
    "docs",
    "book",
    "course",
    "video",
    "article",
    "practice",
    "project",
    "tool",
    "community",
    "certification",
    "event",
    "jobs",
];

/// Whether a cell or a field says "done".
pub fn is_yes(text: &str) -> bool {
    const YES: &[&str] =
        &["x", "✓", "✔", "✅", "yes", "y", "true", "1", "done", "known", "completed"];
    let text = text.trim().to_lowercase();
    YES.contains(&text.as_str())
}

/// `text` as an id, if it is one.
pub fn id(text: &str) -> Option<Id> {
    Id::new(text.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_hours(text: &str, written: Option<&str>) {
        let estimate = Estimate::parse(text).map(Estimate::written);
        assert_eq!(estimate.as_deref(), written, "{text}");
    }

    #[test]
    fn estimates_are_hours_or_ranges() {
        assert_hours("8", Some("8"));
        assert_hours("25–40", Some("25-40"));
        assert_hours("40-25 h", Some("25-40"));
        assert_hours("1.5 hours", Some("1.5"));
        assert_hours("90 min", Some("1.5"));
        assert_hours("20 min", Some("0.33"));
        assert_hours("~ 10 hrs.", Some("10"));
        for bad in ["", "soon", "3 weeks", "-", "1-2-3", "1e9", "0", "200000", "8 h 5"] {
            assert_hours(bad, None);
        }
    }
}

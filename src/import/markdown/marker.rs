//! Comments with data that Markdown cannot express, such as
//! `<!-- id: sql; hours: 25-40; needs: relational-model -->`.

use crate::import::draft::{self, Draft, Estimate, Item, Link};
use crate::import::report::{Remark, Tally};

/// The keys and values of a comment, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker(Vec<(String, String)>);

const KEYS: &[&str] = &[
    "roadmap", "stage", "group", "id", "level", "kind", "cost", "hours", "needs", "aliases",
    "choose", "optional",
];

impl Marker {
    /// Parses a whole HTML comment; `None` for any other comment.
    pub fn parse(html: &str) -> Option<Self> {
        let inside = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
        let mut pairs = Vec::new();
        for part in inside.split(';') {
            let (key, value) = part.split_once(':').unwrap_or((part, ""));
            let key = key.trim();
            if !KEYS.contains(&key) {
                return None;
            }
            pairs.push((key.to_owned(), value.trim().to_owned()));
        }
        Some(Self(pairs))
    }

    /// Whether it marks an entry, not a link.
    pub fn names(&self) -> bool {
        self.0.iter().any(|(key, _)| matches!(key.as_str(), "id" | "group" | "stage"))
    }

    /// Applies keys of the roadmap to `draft`. Returns whether there are any.
    pub fn apply_to_draft(&self, draft: &mut Draft) -> bool {
        let id = self.0.iter().find(|(key, _)| key == "roadmap");
        draft.id = id.map(|(_, id)| id.clone()).or(draft.id.take());
        id.is_some()
    }

    /// Applies its keys to `item`.
    pub fn apply(&self, item: &mut Item, tally: &mut Tally) {
        for (key, value) in &self.0 {
            let names = || value.split(',').map(|name| name.trim().to_owned());
            let mut unread = false;
            match key.as_str() {
                "id" | "group" | "stage" => item.id = Some(value.clone()),
                "level" => {
                    item.level = draft::word(value, draft::LEVELS);
                    unread = item.level.is_none();
                }
                "kind" => {
                    item.kind = draft::word(value, draft::SKILL_KINDS);
                    unread = item.kind.is_none();
                }
                "hours" => {
                    item.hours = Estimate::parse(value);
                    unread = item.hours.is_none();
                }
                "choose" => {
                    item.choose = value.parse().ok();
                    unread = item.choose.is_none();
                }
                "needs" => item.needs.extend(names()),
                "aliases" => item.aliases.extend(names()),
                "optional" => item.optional = true,
                _ => unread = true,
            }
            if unread {
                tally.add(Remark::BadValue, item.line, &format!("{key}: {value}"));
            }
        }
    }

    /// Applies its keys to `link`.
    pub fn apply_to_link(&self, link: &mut Link, line: usize, tally: &mut Tally) {
        for (key, value) in &self.0 {
            let read = match key.as_str() {
                "kind" => {
                    link.kind = draft::word(value, draft::LINK_KINDS);
                    link.kind.is_some()
                }
                "cost" => {
                    link.cost = draft::word(value, draft::COSTS);
                    link.cost.is_some()
                }
                _ => false,
            };
            if !read {
                tally.add(Remark::BadValue, line, &format!("{key}: {value}"));
            }
        }
    }
}

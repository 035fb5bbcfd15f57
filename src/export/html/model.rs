//! The values of the page templates: texts and marks, in order.

use std::sync::Arc;

use minijinja::Value;
use minijinja::value::Object;
use serde::Serialize;

use super::charts::Charts;
use crate::export::picture::Mark;

/// A struct that templates read field by field. There are many of these, and converting
/// them to maps like the others would take most of the time.
macro_rules! read_by_field {
    ($(#[$doc:meta])* $name:ident { $($field:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub(super) struct $name { $(pub(super) $field: Value),* }

        impl Object for $name {
            fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
                self.get_value_by_str(key.as_str()?)
            }

            fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
                match key {
                    $(stringify!($field) => Some(self.$field.clone()),)*
                    _ => None,
                }
            }
        }
    };
}

read_by_field! {
    /// A skill. Each date has two forms: for people, and as `iso`.
    Skill {
        id, title, mark, word, status, caption, since, since_iso, started, started_iso, known,
        optional, kind, summary, hours, spent, needs, unlocks, done_when, resources, evidence,
        notes,
    }
}

read_by_field! {
    /// Another skill or group; `here` if this roadmap contains it.
    Linked { id, title, here, state }
}

read_by_field! {
    /// A link to learn from.
    Resource { title, url, about, done }
}

#[derive(Debug, Serialize)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) policy: String,
    pub(super) version: &'static str,
    pub(super) today: String,
    pub(super) today_iso: String,
    pub(super) legend: Vec<Legend>,
    pub(super) roadmaps: Vec<RoadmapPart>,
}

#[derive(Debug, Serialize)]
pub(super) struct Legend {
    pub(super) mark: &'static str,
    pub(super) word: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct RoadmapPart {
    /// The prefix of its ids, empty if it is the only roadmap.
    pub(super) key: String,
    pub(super) title: String,
    pub(super) summary: Option<String>,
    pub(super) percent: u64,
    pub(super) done: u32,
    pub(super) required: u32,
    /// The counts of skipped and optional skills.
    pub(super) beside: Option<String>,
    pub(super) left: String,
    pub(super) unestimated: Option<String>,
    pub(super) spent: Option<String>,
    pub(super) finish: Option<Due>,
    pub(super) goal: Option<Due>,
    pub(super) milestones: Vec<Milestone>,
    pub(super) steps: Vec<Step>,
    pub(super) stages: Vec<Stage>,
    /// In the order of the roadmap, each a [`Skill`].
    pub(super) skills: Vec<Value>,
    pub(super) filters: Vec<Filter>,
    pub(super) kinds: Vec<&'static str>,
    pub(super) charts: Charts,
    pub(super) about: Option<About>,
}

/// A date, and the terms that it depends on.
#[derive(Debug, Serialize)]
pub(super) struct Due {
    pub(super) date: String,
    pub(super) iso: String,
    pub(super) terms: String,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Milestone {
    pub(super) text: String,
    pub(super) reached: bool,
    pub(super) when: String,
    pub(super) when_iso: Option<String>,
    pub(super) count: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Step {
    pub(super) mark: &'static str,
    pub(super) word: String,
    pub(super) title: String,
    /// The id that its link leads to.
    pub(super) target: String,
    pub(super) hours: Option<String>,
    pub(super) text: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Stage {
    pub(super) id: String,
    pub(super) number: usize,
    pub(super) title: String,
    pub(super) level: Option<&'static str>,
    pub(super) summary: Option<String>,
    pub(super) state: &'static str,
    pub(super) percent: u64,
    pub(super) count: String,
    pub(super) left: String,
    pub(super) finish: Option<String>,
    pub(super) finish_iso: Option<String>,
    pub(super) milestone: Option<Milestone>,
    pub(super) items: Vec<Item>,
    pub(super) sides: [Side; 2],
}

#[derive(Debug, Serialize)]
pub(super) struct Side {
    pub(super) name: &'static str,
    pub(super) items: Vec<Item>,
}

/// A skill or a group; the other field is `None`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Item {
    pub(super) skill: Option<SkillAt>,
    pub(super) group: Option<Group>,
}

/// Index into [`RoadmapPart::skills`].
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct SkillAt {
    pub(super) at: usize,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) summary: Option<String>,
    pub(super) choice: bool,
    pub(super) next: bool,
    pub(super) items: Vec<Item>,
}

/// The evidence for a skill: a link or words.
#[derive(Debug, Clone, Serialize)]
pub(in crate::export) struct Evidence {
    pub(in crate::export) text: String,
    pub(in crate::export) url: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Note {
    pub(super) on: String,
    pub(super) iso: String,
    pub(super) text: String,
}

/// A checkbox that filters the skills.
#[derive(Debug, Serialize)]
pub(super) struct Filter {
    pub(super) name: &'static str,
    pub(super) value: &'static str,
    pub(super) word: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct About {
    pub(super) summary: Option<String>,
    pub(super) responsibilities: Vec<String>,
    pub(super) facts: Vec<Fact>,
    pub(super) leads_to: Vec<LeadsTo>,
    pub(super) sources: Vec<Source>,
}

#[derive(Debug, Serialize)]
pub(super) struct Fact {
    pub(super) text: String,
    pub(super) source: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct LeadsTo {
    pub(super) roadmap: String,
    pub(super) why: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Source {
    pub(super) title: String,
    pub(super) url: Option<String>,
    pub(super) about: String,
}

pub(super) const LEGEND: [Mark; 5] =
    [Mark::Done, Mark::Learning, Mark::Next, Mark::Todo, Mark::Out];

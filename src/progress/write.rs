//! Writes an event as a line of the journal.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::event::{Change, Estimate, Event, ResourceRef};
use super::fields::{EstimateValue, VERSION};
use crate::catalog::{Id, RoadmapId, hours_json};

/// The line of an event, without its newline.
#[expect(clippy::missing_panics_doc, reason = "texts and numbers are always JSON")]
pub fn line(event: &Event) -> String {
    let line = Line::new(event);
    serde_json::to_string(&line).expect("a struct of texts and numbers is always JSON")
}

/// The fields as they are written, in this order.
#[derive(Serialize, Default)]
struct Line<'a> {
    v: u64,
    id: String,
    at: String,
    event: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    skills: &'a [Id],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    resources: &'a [ResourceRef],
    #[serde(skip_serializing_if = "is_false")]
    known: bool,
    #[serde(skip_serializing_if = "is_false")]
    redate: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<u32>,
    /// Null removes the person's estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    estimate: Option<Value>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    roadmaps: &'a [RoadmapId],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    no_refresh: &'a [RoadmapId],
    #[serde(skip_serializing_if = "Option::is_none")]
    roadmap: Option<&'a RoadmapId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours_per_week: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    off: &'a [(Date, Date)],
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Date>,
    #[serde(skip_serializing_if = "is_false")]
    optional: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    undo: Option<String>,
    on: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    /// An empty list belongs to a note without a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<&'a [String]>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    evidence: &'a [String],
}

impl<'a> Line<'a> {
    fn new(event: &'a Event) -> Self {
        let base = Self {
            v: VERSION,
            id: event.id.to_string(),
            at: format!("{:.3}", event.at),
            event: event.change.name(),
            on: event.on,
            ..Self::default()
        };
        match &event.change {
            Change::Start { skills, redate, note } | Change::Skip { skills, redate, note } => {
                Self { skills, redate: *redate, note: note.as_deref(), ..base }
            }
            Change::Done { skills, known, redate, resources, note, evidence } => {
                let (known, redate, note) = (*known, *redate, note.as_deref());
                Self { skills, resources, known, redate, note, evidence, ..base }
            }
            Change::Reset { skills, resources } => Self { skills, resources, ..base },
            Change::Note { skills, note, links } => {
                let links = (note.is_none() || !links.is_empty()).then_some(links.as_slice());
                Self { skills, note: note.as_deref(), links, ..base }
            }
            Change::Spent { skills, minutes } => Self { skills, minutes: Some(*minutes), ..base },
            Change::Estimate { skills, estimate } => {
                let value = estimate.map(|estimate| match estimate {
                    Estimate::Minutes { low, high } => EstimateValue::Minutes(low, high),
                    Estimate::Percent(percent) => EstimateValue::Percent(percent),
                });
                Self { skills, estimate: Some(estimate_json(value)), ..base }
            }
            Change::Refresh { skills } => Self { skills, ..base },
            Change::Use { roadmaps, no_refresh } => Self { roadmaps, no_refresh, ..base },
            Change::Plan { roadmap, plan } => Self {
                roadmap: Some(roadmap),
                hours_per_week: plan.minutes_per_week.map(|minutes| hours_json(minutes.into())),
                off: &plan.off,
                by: plan.by,
                optional: plan.optional,
                ..base
            },
            Change::Undo { event } => Self { undo: Some(event.to_string()), ..base },
            Change::Unknown { .. } => base,
        }
    }
}

fn estimate_json(value: Option<EstimateValue>) -> Value {
    serde_json::to_value(value).expect("numbers are always JSON")
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

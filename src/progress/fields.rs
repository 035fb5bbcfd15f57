//! The fields of a line, and the event that they make.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use uuid::Uuid;
use uuid::fmt::Hyphenated;

use super::event::{Change, Event, Plan, ResourceRef};
use super::object::Json;
use super::value::{
    MAX_NOTE, MAX_SPENT, USUAL_INSTANT, date, days, instant, link, minutes_per_week, plain_instant,
    uuid,
};
use crate::catalog::{Id, RoadmapId};

/// The version that this program writes.
pub(super) const VERSION: u64 = 1;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// An event as it was read.
pub(super) struct Read {
    pub event: Event,
    /// Written by a newer program, so perhaps not fully understood.
    pub newer: bool,
}

/// The fields of all events, as they are written. What an event carries is
/// parsed only if it is that event, so that a field which it does not have is
/// an unknown field, whatever stands in it.
#[derive(Default)]
pub(super) struct Fields<'a> {
    v: Option<Json<'a>>,
    id: Option<Json<'a>>,
    at: Option<Json<'a>>,
    event: Option<Json<'a>>,
    on: Option<Json<'a>>,
    skills: Option<Json<'a>>,
    resources: Option<Json<'a>>,
    known: Option<Json<'a>>,
    note: Option<Json<'a>>,
    evidence: Option<Json<'a>>,
    minutes: Option<Json<'a>>,
    roadmaps: Option<Json<'a>>,
    roadmap: Option<Json<'a>>,
    hours_per_week: Option<Json<'a>>,
    off: Option<Json<'a>>,
    by: Option<Json<'a>>,
    optional: Option<Json<'a>>,
    undo: Option<Json<'a>>,
    /// A key that stands there twice.
    twice: Option<&'a str>,
    /// What `id` and `at` say, if the line begins as usual.
    usual: Option<(Uuid, Timestamp)>,
}

impl<'a> Fields<'a> {
    /// The fields of a line of which none is read yet; or, if it begins as
    /// lines of this program do, `v`, `id` and `at`, and where the next key
    /// stands. That saves a fifth of the time that reading takes.
    pub(super) fn begin(text: &'a str) -> (Self, Option<usize>) {
        let Some((usual, next)) = usual_start(text) else { return (Self::default(), None) };
        let taken = Some(Json::Other("1"));
        let fields = Self { v: taken, id: taken, at: taken, usual: Some(usual), ..Self::default() };
        (fields, Some(next))
    }

    pub(super) fn set(&mut self, key: Json<'a>, value: Json<'a>) {
        let Json::Text(key) = key else { return };
        let field = match key {
            "v" => &mut self.v,
            "id" => &mut self.id,
            "at" => &mut self.at,
            "event" => &mut self.event,
            "on" => &mut self.on,
            "skills" => &mut self.skills,
            "resources" => &mut self.resources,
            "known" => &mut self.known,
            "note" => &mut self.note,
            "evidence" => &mut self.evidence,
            "minutes" => &mut self.minutes,
            "roadmaps" => &mut self.roadmaps,
            "roadmap" => &mut self.roadmap,
            "hours_per_week" => &mut self.hours_per_week,
            "off" => &mut self.off,
            "by" => &mut self.by,
            "optional" => &mut self.optional,
            "undo" => &mut self.undo,
            _ => return,
        };
        if field.replace(value).is_some() {
            self.twice = Some(key);
        }
    }

    pub(super) fn check(&self) -> Result<Read, String> {
        if let Some(key) = self.twice {
            return Err(format!("`{key}` stands there twice"));
        }
        let newer = match self.v {
            Some(Json::Other("1")) => false,
            v => match required::<u64>("v", v)? {
                0 => return Err("there is no version 0".into()),
                v => v > VERSION,
            },
        };
        let (id, at) = match self.usual {
            Some(usual) => usual,
            None => (uuid(&text("id", self.id)?)?, instant(&text("at", self.at)?)?),
        };
        let event = text("event", self.event)?;
        let understood = self
            .on(at)
            .and_then(|on| self.change(&event).map(|change| Event { id, at, on, change }));
        let event = match understood {
            Err(_) if newer => Event {
                id,
                at,
                on: Offset::UTC.to_datetime(at).date(),
                change: Change::Unknown { event: event.into_owned() },
            },
            other => other?,
        };
        Ok(Read { event, newer })
    }

    /// What is typed may not lie in the future; the widest time zone is 14 hours ahead.
    fn on(&self, at: Timestamp) -> Result<Date, String> {
        let on = date(&text("on", self.on)?)?;
        let midnight = Offset::UTC.to_timestamp(on.at(0, 0, 0, 0));
        let is_past = midnight.is_ok_and(|midnight| at.duration_until(midnight) <= DAY);
        if is_past { Ok(on) } else { Err(format!("'on' is {on}, later than the event itself")) }
    }

    fn change(&self, event: &str) -> Result<Change, String> {
        Ok(match event {
            "start" => Change::Start { skills: self.skills()?, note: self.note()? },
            "done" => {
                let (skills, resources) = self.skills_or_resources()?;
                Change::Done {
                    skills,
                    known: optional("known", self.known)?.unwrap_or_default(),
                    resources,
                    note: self.note()?,
                    evidence: self.evidence()?,
                }
            }
            "skip" => Change::Skip { skills: self.skills()?, note: self.note()? },
            "reset" => {
                let (skills, resources) = self.skills_or_resources()?;
                Change::Reset { skills, resources }
            }
            "note" => Change::Note {
                skills: self.skills()?,
                note: self.note()?.ok_or_else(|| missing("note"))?,
            },
            "spent" => Change::Spent { skills: self.skills()?, minutes: self.minutes()? },
            "use" => Change::Use { roadmaps: not_empty("roadmaps", self.roadmaps)? },
            "plan" => Change::Plan {
                roadmap: required::<RoadmapId>("roadmap", self.roadmap)?,
                plan: self.plan()?,
            },
            "undo" => Change::Undo { event: uuid(&text("undo", self.undo)?)? },
            other => Change::Unknown { event: other.to_owned() },
        })
    }

    fn skills(&self) -> Result<Vec<Id>, String> {
        match self.skills.and_then(plain_ids) {
            Some(skills) => Ok(skills),
            None => not_empty("skills", self.skills),
        }
    }

    fn skills_or_resources(&self) -> Result<(Vec<Id>, Vec<ResourceRef>), String> {
        let skills = match self.skills.and_then(plain_ids) {
            Some(skills) => skills,
            None => optional("skills", self.skills)?.unwrap_or_default(),
        };
        let resources: Vec<ResourceRef> =
            optional("resources", self.resources)?.unwrap_or_default();
        if skills.is_empty() && resources.is_empty() {
            return Err("it names no skill and no resource".into());
        }
        for resource in &resources {
            link(&resource.url)?;
        }
        Ok((skills, resources))
    }

    fn note(&self) -> Result<Option<String>, String> {
        let note = self.note.map(|note| text("note", Some(note))).transpose()?;
        match note {
            Some(text) if text.trim().is_empty() => Err("the note is empty".into()),
            Some(text) if text.len() > MAX_NOTE => {
                Err(format!("the note has {} bytes, {MAX_NOTE} are the most", text.len()))
            }
            note => Ok(note.map(Cow::into_owned)),
        }
    }

    fn evidence(&self) -> Result<Vec<String>, String> {
        let links: Vec<String> = optional("evidence", self.evidence)?.unwrap_or_default();
        links.iter().try_for_each(|text| link(text))?;
        Ok(links)
    }

    fn minutes(&self) -> Result<u32, String> {
        let minutes: u64 = required("minutes", self.minutes)?;
        u32::try_from(minutes)
            .ok()
            .filter(|minutes| (1..=MAX_SPENT).contains(minutes))
            .ok_or_else(|| format!("{minutes} minutes: 1 to {MAX_SPENT} can be logged at once"))
    }

    fn plan(&self) -> Result<Plan, String> {
        let hours: Option<f64> = optional("hours_per_week", self.hours_per_week)?;
        let off: Vec<(Cow<'_, str>, Cow<'_, str>)> = optional("off", self.off)?.unwrap_or_default();
        let by: Option<Cow<'_, str>> = optional("by", self.by)?;
        Ok(Plan {
            minutes_per_week: hours.map(minutes_per_week).transpose()?,
            off: off.iter().map(|(from, to)| days(from, to)).collect::<Result<_, _>>()?,
            by: by.as_deref().map(date).transpose()?,
            optional: optional("optional", self.optional)?.unwrap_or_default(),
        })
    }
}

/// `{"v":1,"id":"…","at":"…",`
fn usual_start(text: &str) -> Option<((Uuid, Timestamp), usize)> {
    const V: &str = r#"{"v":1,"id":""#;
    const AT: &str = r#"","at":""#;
    const NEXT: &str = r#"",""#;
    let (id, rest) = text.strip_prefix(V)?.split_at_checked(Hyphenated::LENGTH)?;
    let (at, rest) = rest.strip_prefix(AT)?.split_at_checked(USUAL_INSTANT.len())?;
    let next = rest.strip_prefix(NEXT)?;
    let usual = (uuid(id).ok()?, plain_instant(at)?);
    Some((usual, text.len() - next.len() - 1))
}

fn missing(name: &str) -> String {
    format!("missing field `{name}`")
}

fn optional<'a, T: Deserialize<'a>>(
    name: &str,
    json: Option<Json<'a>>,
) -> Result<Option<T>, String> {
    json.map(Json::parse).transpose().map_err(|error| unfit(name, &error))
}

fn required<'a, T: Deserialize<'a>>(name: &str, json: Option<Json<'a>>) -> Result<T, String> {
    optional(name, json)?.ok_or_else(|| missing(name))
}

fn text<'a>(name: &str, json: Option<Json<'a>>) -> Result<Cow<'a, str>, String> {
    json.ok_or_else(|| missing(name))?.text().map_err(|error| unfit(name, &error))
}

fn unfit(name: &str, error: &serde_json::Error) -> String {
    let text = error.to_string();
    // Columns in the middle of a line are of no use to anyone.
    let text = text.split(" at line ").next().unwrap_or(&text);
    format!("{text}, in `{name}`")
}

/// A list of ids as this program writes it; ids have no quotes in them.
fn plain_ids(json: Json) -> Option<Vec<Id>> {
    let Json::Other(json) = json else { return None };
    let ids = json.strip_prefix("[\"")?.strip_suffix("\"]")?;
    if !ids.contains('"') {
        return Some(vec![Id::new(ids).ok()?]);
    }
    ids.split("\",\"").map(|id| Id::new(id).ok()).collect()
}

fn not_empty<'a, T: Deserialize<'a>>(name: &str, json: Option<Json<'a>>) -> Result<Vec<T>, String> {
    let list: Vec<T> = required(name, json)?;
    if list.is_empty() { Err(format!("`{name}` is empty")) } else { Ok(list) }
}

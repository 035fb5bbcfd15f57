//! One line of the journal: text to events, and an event to text.
//!
//! Reading is strict: what could not have been typed is no event. What fails
//! is left alone with the reason, never repaired.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::{Change, Event, Plan, ResourceRef};
use super::object::{self, Json};
use crate::catalog::{Id, RoadmapId, hours_json};

/// The version that this program writes.
const VERSION: u64 = 1;

/// How lines of this program begin.
const BEGIN: &str = "{\"v\":";

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The longest note, in bytes.
pub const MAX_NOTE: usize = 64 * 1024;

/// The longest link, in bytes.
pub const MAX_LINK: usize = 8 * 1024;

/// The most minutes that one event logs: a day.
pub const MAX_SPENT: u32 = 24 * 60;

/// The most hours a week that a plan has.
pub const MAX_HOURS_PER_WEEK: u32 = 7 * 24;

/// A piece of a line: an event, or what is none.
pub(super) struct Piece {
    /// Where in the line it stands, without space around it.
    pub span: Range<usize>,
    pub read: Result<Read, Fault>,
}

/// An event as it was read.
pub(super) struct Read {
    pub event: Event,
    /// Written by a newer program, so perhaps not fully understood.
    pub newer: bool,
}

/// Why a piece of a line is no event.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not a whole JSON object: torn, a conflict marker, anything.
    Unparsable(String),
    /// A whole object that fails a check.
    Unfit(String),
}

/// Takes a line apart. A blank line has no pieces.
///
/// A whole event behind a torn one is still an event: that is how files
/// without a last newline look when they were put together.
pub(super) fn read(line: &str, mut each: impl FnMut(Piece)) {
    let mut at = 0;
    loop {
        at += line[at..].len() - line[at..].trim_ascii_start().len();
        let rest = &line[at..];
        if rest.is_empty() {
            return;
        }
        let (length, read) = read_first(rest);
        each(Piece { span: at..at + length, read });
        at += length;
    }
}

/// Reads a line that holds one event and nothing else.
pub(super) fn read_one(line: &str) -> Result<Event, String> {
    match read_first(line) {
        (length, Ok(read)) if length == line.len() => Ok(read.event),
        (_, Ok(_)) => Err("more than one event".into()),
        (_, Err(Fault::Unfit(why) | Fault::Unparsable(why))) => Err(why),
    }
}

/// Reads the piece that `text` begins with, and says how long it is.
fn read_first(text: &str) -> (usize, Result<Read, Fault>) {
    if !text.starts_with('{') {
        return (text.len(), Err(Fault::Unparsable(describe(text))));
    }
    let mut fields = Fields::default();
    if let Some(length) = object::split(text, |key, value| fields.set(key, value)) {
        return (length, fields.check().map_err(Fault::Unfit));
    }
    let next = text[1..].find(BEGIN).map_or(text.len(), |at| at + 1);
    (next, Err(Fault::Unparsable("torn, or not JSON".to_owned())))
}

fn describe(text: &str) -> String {
    let is_marker =
        ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|m| text.starts_with(m));
    if is_marker { "a conflict marker" } else { "not a JSON object" }.to_owned()
}

/// The fields of all events, as they are written. What an event carries is
/// parsed only if it is that event, so that a field which it does not have is
/// an unknown field, whatever stands in it.
#[derive(Default)]
struct Fields<'a> {
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
}

impl<'a> Fields<'a> {
    fn set(&mut self, key: Json<'a>, value: Json<'a>) {
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

    fn check(&self) -> Result<Read, String> {
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
        let id = uuid(&text("id", self.id)?)?;
        let at = instant(&text("at", self.at)?)?;
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

/// Only the form with hyphens, so that an id has one spelling but for case.
fn uuid(text: &str) -> Result<Uuid, String> {
    let plain = text.len() == uuid::fmt::Hyphenated::LENGTH;
    Uuid::try_parse(text).ok().filter(|_| plain).ok_or_else(|| format!("'{text}' is no event id"))
}

/// Any spelling of an instant; the usual one without the generality.
fn instant(text: &str) -> Result<Timestamp, String> {
    plain_instant(text)
        .or_else(|| text.parse().ok())
        .ok_or_else(|| format!("'{text}' is no instant"))
}

/// `2026-11-20T09:12:33.123Z`
fn plain_instant(text: &str) -> Option<Timestamp> {
    let (day, time) = text.split_at_checked(10)?;
    let &[b'T', h1, h2, b':', m1, m2, b':', s1, s2, b'.', f1, f2, f3, b'Z'] = time.as_bytes()
    else {
        return None;
    };
    let [hour, minute, second] = [[h1, h2], [m1, m2], [s1, s2]].map(|pair| number(&pair));
    let [hour, minute, second] = [hour?, minute?, second?].map(|n| i8::try_from(n).ok());
    let nanos = i32::from(number(&[f1, f2, f3])?) * 1_000_000;
    let time = Time::new(hour?, minute?, second?, nanos).ok()?;
    Offset::UTC.to_timestamp(plain_date(day)?.to_datetime(time)).ok()
}

fn date(text: &str) -> Result<Date, String> {
    plain_date(text).ok_or_else(|| format!("'{text}' is no date"))
}

/// Only `2026-11-20`, of all that ISO 8601 allows.
fn plain_date(text: &str) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let [month, day] = [[m1, m2], [d1, d2]].map(|pair| number(&pair));
    let [month, day] = [month?, day?].map(|n| i8::try_from(n).ok());
    Date::new(number(&[y1, y2, y3, y4])?, month?, day?).ok()
}

/// At most four digits.
fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0, |sum, digit| {
        digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0'))
    })
}

fn days(from: &str, to: &str) -> Result<(Date, Date), String> {
    let (from, to) = (date(from)?, date(to)?);
    if from > to {
        Err(format!("the days off {from} to {to} end before they start"))
    } else {
        Ok((from, to))
    }
}

fn link(text: &str) -> Result<(), String> {
    let host = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    if host.is_none_or(|host| host.is_empty() || host.starts_with('/')) {
        return Err(format!("'{text}' is no http or https address"));
    }
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err("an address has a space or a control character in it".into());
    }
    if text.len() > MAX_LINK {
        return Err(format!("an address has {} bytes, {MAX_LINK} are the most", text.len()));
    }
    Ok(())
}

fn minutes_per_week(hours: f64) -> Result<u32, String> {
    let halves = hours * 2.0;
    if !(halves.fract() == 0.0 && halves > 0.0 && hours <= f64::from(MAX_HOURS_PER_WEEK)) {
        return Err(format!(
            "{hours} hours a week: it takes halves of hours, more than 0, at most {MAX_HOURS_PER_WEEK}"
        ));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 1 to 336"
    )]
    Ok(halves as u32 * 30)
}

/// The line of an event, without its newline.
pub(super) fn write(event: &Event) -> String {
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
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<u32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    roadmaps: &'a [RoadmapId],
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
            Change::Start { skills, note } | Change::Skip { skills, note } => {
                Self { skills, note: note.as_deref(), ..base }
            }
            Change::Done { skills, known, resources, note, evidence } => {
                Self { skills, known: *known, resources, note: note.as_deref(), evidence, ..base }
            }
            Change::Reset { skills, resources } => Self { skills, resources, ..base },
            Change::Note { skills, note } => Self { skills, note: Some(note), ..base },
            Change::Spent { skills, minutes } => Self { skills, minutes: Some(*minutes), ..base },
            Change::Use { roadmaps } => Self { roadmaps, ..base },
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

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

//! The fields of a line, and how they become an event.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use serde::de::{DeserializeSeed as _, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::depth::Checked;
use super::event::{Change, Estimate, Event, Plan, ResourceRef};
use super::value::{
    MAX_ESTIMATE, MAX_NOTE, MAX_PERCENT, MAX_SPENT, date, days, evidence, instant, link,
    minutes_per_week, uuid,
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

/// The fields of any event, unparsed. Only those that belong to the event of the line are parsed.
/// To it, a field of another event is an unknown field, which may have any value.
#[derive(Default)]
pub(super) struct Fields<'a> {
    values: [Option<&'a RawValue>; KEYS],
    duplicate: Option<Key>,
}

const KEYS: usize = Key::Unknown as usize;

/// The keys of all events.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Key {
    V,
    Id,
    At,
    Event,
    On,
    Skills,
    Resources,
    Known,
    Redate,
    Note,
    Links,
    Evidence,
    Minutes,
    Estimate,
    Roadmaps,
    NoRefresh,
    Roadmap,
    HoursPerWeek,
    Off,
    By,
    Optional,
    Undo,
    #[serde(other)]
    Unknown,
}

/// A string, borrowed if it has no escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// An estimate as it is written.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum EstimateValue {
    Minutes(u32, u32),
    Percent(u32),
}

impl<'a> Deserialize<'a> for Fields<'a> {
    fn deserialize<D: Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfObject;
        impl<'a> Visitor<'a> for OfObject {
            type Value = Fields<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an event")
            }

            fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Fields<'a>, M::Error> {
                let mut fields = Fields::default();
                while let Some(key) = map.next_key()? {
                    let Some(field) = fields.values.get_mut(key as usize) else {
                        map.next_value_seed(Checked::default())?;
                        continue;
                    };
                    if field.replace(map.next_value()?).is_some() {
                        fields.duplicate = Some(key);
                    }
                }
                Ok(fields)
            }
        }
        deserializer.deserialize_map(OfObject)
    }
}

impl<'a> Fields<'a> {
    /// Checks the fields and returns their event. Takes the values out, since the struct is large
    /// to move.
    pub(super) fn check(&mut self) -> Result<Read, String> {
        if let Some(key) = self.duplicate {
            return Err(format!("duplicate field `{}`", key.name()));
        }
        let version = match self.required::<u64>(Key::V)? {
            0 => return Err("there is no version 0".into()),
            version => version,
        };
        let id = uuid(&self.text(Key::Id)?)?;
        let at = instant(&self.text(Key::At)?)?;
        let name = self.text(Key::Event)?;
        let understood =
            self.on(at).and_then(|on| Ok(Event { id, at, on, change: self.change(&name)? }));
        let event = match understood {
            Err(_) if version > VERSION => Event {
                id,
                at,
                on: Offset::UTC.to_datetime(at).date(),
                change: Change::Unknown { event: name.into_owned() },
            },
            other => other?,
        };
        self.check_rest()?;
        let newer = version > VERSION || matches!(event.change, Change::Unknown { .. });
        Ok(Read { event, newer })
    }

    /// The date, which cannot be in the future; time zones are at most 14 hours ahead.
    fn on(&mut self, at: Timestamp) -> Result<Date, String> {
        let on = date(&self.text(Key::On)?)?;
        let midnight = Offset::UTC.to_timestamp(on.at(0, 0, 0, 0));
        let is_past = midnight.is_ok_and(|midnight| at.duration_until(midnight) <= DAY);
        if is_past { Ok(on) } else { Err(format!("`on` is {on}, later than the event itself")) }
    }

    fn change(&mut self, event: &str) -> Result<Change, String> {
        Ok(match event {
            "start" => {
                Change::Start { skills: self.skills()?, redate: self.redate()?, note: self.note()? }
            }
            "done" => {
                let (skills, resources) = self.skills_or_resources()?;
                Change::Done {
                    skills,
                    known: self.optional(Key::Known)?.unwrap_or_default(),
                    redate: self.redate()?,
                    resources,
                    note: self.note()?,
                    evidence: self.texts(Key::Evidence, evidence)?,
                }
            }
            "skip" => {
                Change::Skip { skills: self.skills()?, redate: self.redate()?, note: self.note()? }
            }
            "reset" => {
                let (skills, resources) = self.skills_or_resources()?;
                Change::Reset { skills, resources }
            }
            "note" => {
                let (skills, note) = (self.skills()?, self.note()?);
                // Without a text and with an empty list of links, it is a note
                // that was left out of an export.
                let has_links = self.values[Key::Links as usize].is_some();
                let links = self.texts(Key::Links, link)?;
                if note.is_none() && !has_links {
                    return Err(missing(Key::Note));
                }
                Change::Note { skills, note, links }
            }
            "spent" => Change::Spent { skills: self.skills()?, minutes: self.minutes()? },
            "estimate" => Change::Estimate { skills: self.skills()?, estimate: self.estimate()? },
            "refresh" => Change::Refresh { skills: self.skills()? },
            "use" => {
                let roadmaps: Vec<RoadmapId> = self.not_empty(Key::Roadmaps)?;
                let no_refresh = match self.optional(Key::NoRefresh)? {
                    None | Some(NoRefresh::All(false)) => Vec::new(),
                    Some(NoRefresh::All(true)) => roadmaps.clone(),
                    Some(NoRefresh::Of(some)) => some,
                };
                Change::Use { roadmaps, no_refresh }
            }
            "plan" => Change::Plan {
                roadmap: self.required::<RoadmapId>(Key::Roadmap)?,
                plan: self.plan()?,
            },
            "undo" => Change::Undo { event: uuid(&self.text(Key::Undo)?)? },
            other => Change::Unknown { event: other.to_owned() },
        })
    }

    fn skills(&mut self) -> Result<Vec<Id>, String> {
        self.not_empty(Key::Skills)
    }

    fn skills_or_resources(&mut self) -> Result<(Vec<Id>, Vec<ResourceRef>), String> {
        let skills: Vec<Id> = self.optional(Key::Skills)?.unwrap_or_default();
        let resources: Vec<ResourceRef> = self.optional(Key::Resources)?.unwrap_or_default();
        if skills.is_empty() && resources.is_empty() {
            return Err("no skill and no resource is named".into());
        }
        for resource in &resources {
            link(&resource.url)?;
        }
        Ok((skills, resources))
    }

    fn redate(&mut self) -> Result<bool, String> {
        Ok(self.optional(Key::Redate)?.unwrap_or_default())
    }

    fn note(&mut self) -> Result<Option<String>, String> {
        match self.optional::<String>(Key::Note)? {
            Some(text) if text.trim().is_empty() => Err("the note is empty".into()),
            Some(text) if text.len() > MAX_NOTE => {
                Err(format!("the note has {} bytes, the limit is {MAX_NOTE}", text.len()))
            }
            note => Ok(note),
        }
    }

    fn texts(
        &mut self,
        key: Key,
        check: impl Fn(&str) -> Result<(), String>,
    ) -> Result<Vec<String>, String> {
        let texts: Vec<String> = self.optional(key)?.unwrap_or_default();
        texts.iter().try_for_each(|text| check(text))?;
        Ok(texts)
    }

    fn minutes(&mut self) -> Result<u32, String> {
        let minutes: u64 = self.required(Key::Minutes)?;
        u32::try_from(minutes)
            .ok()
            .filter(|minutes| (1..=MAX_SPENT).contains(minutes))
            .ok_or_else(|| format!("{minutes} minutes is not within 1 to {MAX_SPENT}"))
    }

    fn estimate(&mut self) -> Result<Option<Estimate>, String> {
        Ok(match self.required::<Option<EstimateValue>>(Key::Estimate)? {
            None => None,
            Some(EstimateValue::Minutes(low, high)) => {
                if !(1 <= low && low <= high && high <= MAX_ESTIMATE) {
                    return Err(format!(
                        "{low} to {high} minutes is not a range within 1 to {MAX_ESTIMATE}"
                    ));
                }
                Some(Estimate::Minutes { low, high })
            }
            Some(EstimateValue::Percent(percent)) => {
                if !(1..=MAX_PERCENT).contains(&percent) {
                    return Err(format!("{percent} percent is not within 1 to {MAX_PERCENT}"));
                }
                Some(Estimate::Percent(percent))
            }
        })
    }

    fn plan(&mut self) -> Result<Plan, String> {
        let hours: Option<f64> = self.optional(Key::HoursPerWeek)?;
        let off: Vec<(Text<'_>, Text<'_>)> = self.optional(Key::Off)?.unwrap_or_default();
        let by: Option<Text<'_>> = self.optional(Key::By)?;
        Ok(Plan {
            minutes_per_week: hours.map(minutes_per_week).transpose()?,
            off: off.iter().map(|(from, to)| days(&from.0, &to.0)).collect::<Result<_, _>>()?,
            by: by.map(|by| date(&by.0)).transpose()?,
            optional: self.optional(Key::Optional)?.unwrap_or_default(),
        })
    }

    fn optional<T: Deserialize<'a>>(&mut self, key: Key) -> Result<Option<T>, String> {
        let Some(json) = self.values[key as usize].take() else { return Ok(None) };
        serde_json::from_str(json.get()).map(Some).map_err(|error| invalid(key.name(), &error))
    }

    fn required<T: Deserialize<'a>>(&mut self, key: Key) -> Result<T, String> {
        self.optional(key)?.ok_or_else(|| missing(key))
    }

    fn text(&mut self, key: Key) -> Result<Cow<'a, str>, String> {
        // A string without an escape is what is between its quotes.
        let json = self.values[key as usize].map_or("", RawValue::get);
        let inside = json.strip_prefix('"').and_then(|json| json.strip_suffix('"'));
        if let Some(text) = inside.filter(|text| !text.contains('\\')) {
            self.values[key as usize] = None;
            return Ok(Cow::Borrowed(text));
        }
        self.required(key).map(|Text(text)| text)
    }

    fn not_empty<T: Deserialize<'a>>(&mut self, key: Key) -> Result<Vec<T>, String> {
        let list: Vec<T> = self.required(key)?;
        if list.is_empty() { Err(format!("`{}` is empty", key.name())) } else { Ok(list) }
    }

    /// Checks the fields that this event does not have: they are kept, so
    /// whoever reads the line later must be able to parse them.
    fn check_rest(&self) -> Result<(), String> {
        for (name, json) in Key::NAMES.iter().zip(&self.values) {
            let Some(json) = json else { continue };
            let mut json = serde_json::Deserializer::from_str(json.get());
            let checked = Checked::default().deserialize(&mut json);
            checked.map_err(|error| invalid(name, &error))?;
        }
        Ok(())
    }
}

impl Key {
    /// In the order of the variants.
    const NAMES: [&str; KEYS] = [
        "v",
        "id",
        "at",
        "event",
        "on",
        "skills",
        "resources",
        "known",
        "redate",
        "note",
        "links",
        "evidence",
        "minutes",
        "estimate",
        "roadmaps",
        "no_refresh",
        "roadmap",
        "hours_per_week",
        "off",
        "by",
        "optional",
        "undo",
    ];

    fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// `no_refresh` of `use`.
#[derive(Deserialize)]
#[serde(untagged)]
enum NoRefresh {
    /// Of all roadmaps of the event, or of none.
    All(bool),
    Of(Vec<RoadmapId>),
}

fn invalid(name: &str, error: &serde_json::Error) -> String {
    let text = error.to_string();
    // A column within the value helps nobody.
    let text = text.split(" at line ").next().unwrap_or(&text);
    format!("{text}, in `{name}`")
}

fn missing(key: Key) -> String {
    format!("missing field `{}`", key.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_name() {
        for (at, name) in Key::NAMES.iter().enumerate() {
            let key: Key = serde_json::from_str(&format!("\"{name}\"")).unwrap();
            assert_eq!(key as usize, at, "{name}");
        }
        assert!(matches!(serde_json::from_str("\"mood\"").unwrap(), Key::Unknown));
    }
}

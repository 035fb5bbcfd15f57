//! What the class did since a given day.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::{Basis, Member};
use crate::catalog::{Id, Ix, Roadmap, hours_json};
use crate::progress::{Record, Status};

/// What everybody did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Happened {
    pub since: Date,
    /// Those who did something, by name.
    pub people: Vec<Happening>,
    /// How many did nothing.
    pub idle: usize,
}

/// What one person did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Happening {
    pub person: String,
    /// Earliest first, here and below.
    pub done: Vec<SkillOn>,
    pub started: Vec<SkillOn>,
    pub skipped: Vec<SkillOn>,
    /// Minutes that were logged. Serialises as hours.
    #[serde(rename = "hours", serialize_with = "as_hours")]
    pub minutes: u64,
}

/// A skill and a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SkillOn {
    pub on: Date,
    pub id: String,
    /// The id if no roadmap here has the skill.
    pub title: String,
}

/// Looks up skills of the catalog by their names.
#[derive(Debug)]
pub struct Names<'a>(HashMap<&'a str, (&'a Roadmap, Ix)>);

impl<'a> Names<'a> {
    pub fn of(basis: &Basis<'a>) -> Self {
        let mut names = HashMap::new();
        for roadmap in basis.roadmaps {
            for (ix, entry, _) in roadmap.skills() {
                for name in entry.names() {
                    names.entry(name.as_str()).or_insert((*roadmap, ix));
                }
            }
        }
        Self(names)
    }

    /// The skill that `name` means to somebody who follows `own`.
    fn skill(&self, own: Option<&'a Roadmap>, name: &Id) -> Option<(&'a Roadmap, Ix)> {
        let name = name.as_str();
        let own = own.and_then(|own| Some((own, own.named(name)?)));
        own.or_else(|| self.0.get(name).copied())
    }
}

impl Happening {
    /// What a person did on `since` and later; may be empty.
    pub fn of<'a>(basis: &Basis<'a>, names: &Names<'a>, member: &Member<'_>, since: Date) -> Self {
        let progress = &member.progress;
        let own = basis.followed(progress).ok();
        let mut records: BTreeMap<String, (String, Record)> = BTreeMap::new();
        for name in progress.names() {
            let found = names.skill(own, name);
            let (id, title) = match found {
                Some((roadmap, ix)) => {
                    let entry = roadmap.entry(ix);
                    (entry.id.to_string(), entry.title.clone())
                }
                None => (name.to_string(), name.to_string()),
            };
            records.entry(id).or_insert_with(|| {
                let record = match found {
                    Some((roadmap, ix)) => progress.record(roadmap.entry(ix).names()),
                    None => progress.record([name]),
                };
                (title, record)
            });
        }
        let mut happening = Self {
            person: member.name.to_owned(),
            done: Vec::new(),
            started: Vec::new(),
            skipped: Vec::new(),
            minutes: progress
                .spent()
                .iter()
                .filter(|(on, _)| *on >= since)
                .map(|(_, minutes)| u64::from(*minutes))
                .sum(),
        };
        for (id, (title, record)) in records {
            let Some(on) = record.since.filter(|on| *on >= since) else { continue };
            let list = match record.status {
                Status::Done => &mut happening.done,
                Status::Learning => &mut happening.started,
                Status::Skipped => &mut happening.skipped,
                Status::Todo => continue,
            };
            list.push(SkillOn { on, id, title });
        }
        for list in [&mut happening.done, &mut happening.started, &mut happening.skipped] {
            list.sort();
        }
        happening
    }

    pub fn is_empty(&self) -> bool {
        self.done.is_empty()
            && self.started.is_empty()
            && self.skipped.is_empty()
            && self.minutes == 0
    }
}

/// What everybody did on `since` and later.
pub fn happened(since: Date, all: Vec<Happening>) -> Happened {
    let everybody = all.len();
    let people: Vec<Happening> = all.into_iter().filter(|one| !one.is_empty()).collect();
    Happened { since, idle: everybody - people.len(), people }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields so")]
fn as_hours<S: Serializer>(minutes: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    hours_json(*minutes).serialize(serializer)
}

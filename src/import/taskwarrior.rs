//! The output of `task export`: a list of tasks, or one task per line.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::draft::{At, Draft, Item, Link};
use super::json::{self, Many, Text};
use super::report::{Remark, Tally};
use super::{ImportError, Kind};

#[derive(Deserialize)]
struct Task {
    #[serde(default)]
    uuid: Text,
    #[serde(default)]
    description: Text,
    #[serde(default)]
    status: Text,
    #[serde(default)]
    project: Text,
    /// A list, or a comma-separated text up to version 2.4.
    #[serde(default)]
    depends: Depends,
    #[serde(default)]
    annotations: Many<Annotation>,
    #[serde(default)]
    parent: Text,
    #[serde(flatten)]
    rest: Rest,
}

/// The names of all other fields.
#[derive(Default)]
struct Rest(Vec<String>);

impl<'de> Deserialize<'de> for Rest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = BTreeMap::<String, serde::de::IgnoredAny>::deserialize(deserializer)?;
        Ok(Self(map.into_keys().collect()))
    }
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(default)]
    description: Text,
}

#[derive(Default)]
struct Depends(Vec<String>);

impl<'de> Deserialize<'de> for Depends {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&serde_json::value::RawValue>::deserialize(deserializer)?;
        if raw.get().starts_with('[') {
            let list: Many<Text> = serde_json::from_str(raw.get()).unwrap_or_default();
            return Ok(Self(list.list.into_iter().map(|text| text.0).collect()));
        }
        let text: Text = serde_json::from_str(raw.get()).unwrap_or_default();
        let parts = text.0.split(',').map(|part| part.trim().to_owned());
        Ok(Self(parts.filter(|part| !part.is_empty()).collect()))
    }
}

/// Fields that do not describe what to learn.
const HOUSEKEEPING: &[&str] =
    &["id", "entry", "modified", "end", "urgency", "imask", "mask", "rtype", "start"];

/// Reads a whole export.
pub fn read(text: &str, tally: &mut Tally) -> Result<Draft, ImportError> {
    let tasks = tasks(text)?;
    for _ in 0..tasks.others {
        tally.add(Remark::NotATask, 0, "");
    }
    let mut draft = Draft::default();
    let mut projects: HashMap<String, At> = HashMap::new();
    let mut by_uuid: HashMap<String, At> = HashMap::new();
    let mut waiting: Vec<(At, Vec<String>)> = Vec::new();
    let mut fields: BTreeMap<String, usize> = BTreeMap::new();
    for task in tasks.list {
        let title = task.description.0;
        match task.status.0.as_str() {
            "deleted" => {
                tally.add(Remark::DeletedTask, 0, &title);
                continue;
            }
            "recurring" => {
                tally.add(Remark::RecurringTask, 0, &title);
                continue;
            }
            _ if !task.parent.0.is_empty() => {
                tally.add(Remark::RecurringTask, 0, &title);
                continue;
            }
            _ => {}
        }
        for field in task.rest.0 {
            if !HOUSEKEEPING.contains(&field.as_str()) && fields.len() < 1_000 {
                *fields.entry(field).or_default() += 1;
            }
        }
        let parent = project(&mut draft, &mut projects, &task.project.0);
        let mut item = Item::new(0, title);
        item.ticked = Some(task.status.0 == "completed");
        for Annotation { description: Text(text) } in task.annotations.list {
            annotate(&mut item, &text);
        }
        let title = item.title.clone();
        let Some(at) = draft.add(parent, item) else {
            tally.add(Remark::TooMany, 0, &title);
            continue;
        };
        by_uuid.insert(task.uuid.0, at);
        if !task.depends.0.is_empty() {
            waiting.push((at, task.depends.0));
        }
    }
    for (at, uuids) in waiting {
        for uuid in uuids {
            match by_uuid.get(&uuid) {
                Some(target) => draft.items[at].needs_items.push(*target),
                None => tally.add(Remark::UnknownNeed, 0, &draft.items[at].title),
            }
        }
    }
    for (field, count) in fields {
        tally.add(Remark::Field, 0, &format!("{field} of {count}"));
    }
    Ok(draft)
}

fn tasks(text: &str) -> Result<Many<Task>, ImportError> {
    let unreadable = |error: &serde_json::Error| ImportError::Unreadable {
        kind: Kind::Taskwarrior,
        why: json::why(error),
    };
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text).map_err(|error| unreadable(&error));
    }
    let mut all = Many::default();
    for value in serde_json::Deserializer::from_str(text).into_iter::<json::Maybe<Task>>() {
        match value.map_err(|error| unreadable(&error))?.0 {
            Some(task) if all.list.len() < super::draft::MAX_ITEMS => all.list.push(task),
            _ => all.others += 1,
        }
    }
    Ok(all)
}

/// The item of a project such as `backend.data`: a stage, and groups in it.
fn project(draft: &mut Draft, projects: &mut HashMap<String, At>, name: &str) -> Option<At> {
    let mut parent = None;
    let mut end = 0;
    for part in name.splitn(5, '.') {
        end += part.len();
        let whole = &name[..end.min(name.len())];
        end += 1;
        if part.trim().is_empty() {
            continue;
        }
        let known = projects.get(whole).copied();
        parent = known.or_else(|| {
            let at = draft.add(parent, Item::new(0, capitalized(part.trim())))?;
            projects.insert(whole.to_owned(), at);
            Some(at)
        });
    }
    parent
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// Adds the links of an annotation as resources and its other words to the summary.
fn annotate(item: &mut Item, text: &str) {
    for word in text.split_whitespace() {
        if word.starts_with("https://") || word.starts_with("http://") {
            item.links.push(Link { url: word.to_owned(), ..Link::default() });
        } else {
            item.summary.push(' ');
            item.summary.push_str(word);
        }
    }
}

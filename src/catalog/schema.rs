//! The JSON Schema of the files, made from the types that read them: every key
//! that [`file`](super::file) knows, with every word that the model knows.
//! Editors complete and check by it; where it is laxer than the program, the
//! program is right.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, Error};
use serde_json::{Map, Value, json};

use super::file::{
    EntryFile, FactFile, LeadsToFile, ResourceFile, RoadmapFile, RoleFile, SkillsFile, SourceFile,
    StageFile,
};
use super::id::MAX_LEN;
use super::model::{Cost, Level, ResourceKind, SkillKind};

/// Keys of a map, with the schema of the value that each may have.
type Property = fn(&str) -> Option<Value>;

const GROUP_KEYS: &[&str] = &["id", "title", "summary", "choose", "needs", "optional", "skills"];
const USE_KEYS: &[&str] = &["use", "optional", "needs"];

/// The schema of a roadmap and of `skills.yaml`, which is the one that has
/// `skills` outermost.
fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Roadmap",
        "description": "A roadmap, or skills.yaml with the skills that several roadmaps share.",
        "$comment": "Written by the program roadmap, which replaces it when it knows a newer one.",
        "type": "object",
        "if": { "required": ["skills"] },
        "then": { "$ref": "#/$defs/sharedSkills" },
        "else": { "$ref": "#/$defs/roadmap" },
        "$defs": {
            "roadmap": object(RoadmapFile::KEYS, &["title", "stages"], roadmap),
            "sharedSkills": object(SkillsFile::KEYS, &["skills"], skills_file),
            "role": object(RoleFile::KEYS, &[], role),
            "fact": object(FactFile::KEYS, &["text"], fact),
            "source": object(SourceFile::KEYS, &["id", "title"], source),
            "leadsTo": object(LeadsToFile::KEYS, &["roadmap"], leads_to),
            "stage": object(StageFile::KEYS, &["id", "title", "skills"], stage),
            "entry": {
                "description": "A skill, a group of skills, or the id of a shared one.",
                "if": { "type": "string" },
                "then": of("id", "The id of a skill or group in skills.yaml."),
                "else": {
                    "if": { "required": ["use"] },
                    "then": { "$ref": "#/$defs/use" },
                    "else": { "$ref": "#/$defs/definition" },
                },
            },
            "definition": {
                "description": "A skill, or a group: what has skills is a group.",
                "if": { "required": ["skills"] },
                "then": { "$ref": "#/$defs/group" },
                "else": { "$ref": "#/$defs/skill" },
            },
            "skill": object(&skill_keys(), &["id", "title"], entry),
            "group": object(GROUP_KEYS, &["id", "title", "skills"], entry),
            "use": object(USE_KEYS, &["use"], entry),
            "resource": {
                "description": "A link to learn from: bare, or with a title, a kind and a cost.",
                "if": { "type": "string" },
                "then": { "$ref": "#/$defs/link" },
                "else": object(ResourceFile::KEYS, &["url"], resource),
            },
            "id": {
                "type": "string",
                "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
                "maxLength": MAX_LEN,
            },
            "text": { "type": "string", "pattern": "\\S" },
            "link": { "type": "string", "pattern": "^[hH][tT][tT][pP][sS]?://[^\\s\"<>\\\\`]+$" },
            "ids": {
                "if": { "type": "array" },
                "then": { "items": { "$ref": "#/$defs/id" } },
                "else": { "$ref": "#/$defs/id" },
            },
            "texts": {
                "if": { "type": "array" },
                "then": { "items": { "$ref": "#/$defs/text" } },
                "else": { "$ref": "#/$defs/text" },
            },
        },
    })
}

fn roadmap(key: &str) -> Option<Value> {
    Some(match key {
        "format" => json!({ "const": 1, "description": "The version of the format." }),
        "title" => of("text", "The role that the way leads to. The id is the name of the file."),
        "summary" => of("text", "In a sentence, what somebody can do who has walked it."),
        "reviewed" => json!({
            "type": "string",
            "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$",
            "description": "The month in which the content was last reviewed, such as 2026-11.",
        }),
        "starts_after" => json!({
            "if": { "type": "array" },
            "then": { "items": { "$ref": "#/$defs/id" } },
            "else": { "$ref": "#/$defs/text" },
            "description": "What it takes for granted: roadmap ids, or one sentence.",
        }),
        "role" => of("role", "What the role is about."),
        "sources" => list("source", "Where the content comes from."),
        "leads_to" => list("leadsTo", "The roadmaps that this one opens the way to."),
        "stages" => at_least_one("stage", "The parts of the way, in order."),
        _ => return None,
    })
}

fn skills_file(key: &str) -> Option<Value> {
    match key {
        "skills" => Some(list("definition", "Skills and groups that several roadmaps share.")),
        "format" => roadmap(key),
        _ => None,
    }
}

fn role(key: &str) -> Option<Value> {
    Some(match key {
        "summary" => of("text", "What somebody in this role does."),
        "responsibilities" => of("texts", "What they answer for."),
        "facts" => list("fact", "Salaries, demand and the like."),
        _ => return None,
    })
}

fn fact(key: &str) -> Option<Value> {
    Some(match key {
        "text" => of("text", "The fact, with the year that it holds for."),
        "source" => of("id", "The id of the source that gives it."),
        _ => return None,
    })
}

fn source(key: &str) -> Option<Value> {
    Some(match key {
        "id" => of("id", "A short name, for asked_by and for the source of facts."),
        "title" => of("text", "What it is called."),
        "publisher" => of("text", "Who published it."),
        "year" => json!({
            "type": "integer",
            "minimum": 0,
            "maximum": 9999,
            "description": "When it was published. Left out where that is not known.",
        }),
        "url" => of("link", "Where to read it."),
        _ => return None,
    })
}

fn leads_to(key: &str) -> Option<Value> {
    Some(match key {
        "roadmap" => of("id", "The id of a roadmap."),
        "why" => of("text", "Who goes on there, and why."),
        _ => return None,
    })
}

fn stage(key: &str) -> Option<Value> {
    Some(match key {
        "id" => of("id", "Lower-case words joined by -, its own in this roadmap."),
        "title" => of("text", "What it is called; up to 24 letters fit everywhere."),
        "level" => words::<Level>("How far along the way it stands."),
        "summary" => of("text", "What it is good for."),
        "milestone" => of("text", "What somebody who is done up to here is ready for."),
        "skills" => at_least_one("entry", "Skills, groups and ids of shared ones, in order."),
        _ => return None,
    })
}

fn entry(key: &str) -> Option<Value> {
    Some(match key {
        "id" => of("id", "Lower-case words joined by -. The same id is the same skill everywhere."),
        "title" => of("text", "What it is called. In quotes if it has ': ' or ' #' in it."),
        "summary" => of("text", "What it is and why it is here, in one to three sentences."),
        "kind" => {
            let mut kind = words::<SkillKind>("What sort of thing it is.");
            kind["default"] = json!("technical");
            kind
        }
        "hours" => json!({
            "description": "Learning time for a motivated beginner: a number of hours, or a range such as 25-40.",
            "if": { "type": "string" },
            "then": { "pattern": "^\\s*[0-9]*\\.?[0-9]+\\s*((-|\\u2013)\\s*[0-9]*\\.?[0-9]+\\s*)?$" },
            "else": { "type": "number", "exclusiveMinimum": 0, "maximum": 100_000 },
        }),
        "needs" => of("ids", "The ids of skills or groups that must come first."),
        "optional" => json!({
            "type": "boolean",
            "default": false,
            "description": "Whether it is left out of the 100 %.",
        }),
        "aliases" => of("ids", "Former or other ids: progress under them counts."),
        "done_when" => of("texts", "How a person knows, and another can check, that it is done."),
        "asked_by" => of("ids", "The ids of the sources that ask for it."),
        "resources" => list("resource", "Links to learn from, the official documentation first."),
        "choose" => json!({
            "type": "integer",
            "minimum": 1,
            "description": "How many of the skills are enough. Without it all are needed.",
        }),
        "skills" => {
            at_least_one("entry", "What the group holds: all of it, or options to choose from.")
        }
        "use" => of("id", "The id of a shared skill or group that differs here."),
        _ => return None,
    })
}

fn resource(key: &str) -> Option<Value> {
    Some(match key {
        "title" => of("text", "What it is called."),
        "url" => of("link", "The link, https:// or http://."),
        "kind" => words::<ResourceKind>("What sort of thing it is."),
        "cost" => words::<Cost>("What it costs."),
        _ => return None,
    })
}

/// The keys of a skill: all of an entry that do not make it something else.
fn skill_keys() -> Vec<&'static str> {
    let others = ["choose", "skills", "use"];
    EntryFile::KEYS.iter().copied().filter(|key| !others.contains(key)).collect()
}

/// A map with these keys alone.
fn object(keys: &[&str], required: &[&str], property: Property) -> Value {
    let value = |key: &str| property(key).unwrap_or_else(|| panic!("no schema for '{key}'"));
    let properties: Map<_, _> = keys.iter().map(|key| ((*key).to_owned(), value(key))).collect();
    let mut object = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

fn of(definition: &str, description: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{definition}"), "description": description })
}

fn list(definition: &str, description: &str) -> Value {
    json!({
        "type": "array",
        "items": { "$ref": format!("#/$defs/{definition}") },
        "description": description,
    })
}

fn at_least_one(definition: &str, description: &str) -> Value {
    let mut list = list(definition, description);
    list["minItems"] = json!(1);
    list
}

/// One of the words that `T` is read from.
fn words<T: DeserializeOwned>(description: &str) -> Value {
    let Err(Words(words)) = T::deserialize(StrDeserializer::<Words>::new("")) else {
        panic!("nothing is a word")
    };
    json!({ "enum": words, "description": description })
}

/// An error that keeps what was expected.
#[derive(Debug)]
struct Words(&'static [&'static str]);

impl Error for Words {
    fn custom<T: fmt::Display>(message: T) -> Self {
        panic!("{message}")
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self(expected)
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}

impl std::error::Error for Words {}

mod tests {
    use super::super::id::RoadmapId;
    use super::super::model::Roadmap;
    use super::super::problem::Code;
    use super::*;

    /// Set it to write the file instead of comparing it.
    const UPDATE: &str = "UPDATE_SCHEMA";

    #[test]
    fn the_schema_in_the_repository_is_the_one_of_the_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/roadmap.schema.json");
        let made = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
        if std::env::var_os(UPDATE).is_some() {
            std::fs::write(path, &made).unwrap();
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(kept == made, "{path} is stale; to write it anew: {UPDATE}=1 cargo test schema");
    }

    #[test]
    fn a_skill_has_the_keys_that_the_program_takes() {
        agree("", &skill_keys(), &["id", "title"]);
    }

    #[test]
    fn a_group_has_the_keys_that_the_program_takes() {
        agree("\n        skills: [{ id: x, title: X }]", GROUP_KEYS, &["id", "title", "skills"]);
    }

    /// Adds each key of an entry that is not `written` to one, and sees
    /// whether the program takes it where the schema has it among `keys`.
    #[track_caller]
    fn agree(rest: &str, keys: &[&str], written: &[&str]) {
        // These make it something else.
        let others = ["use", "skills"];
        let added = |key: &&&str| !written.contains(key) && !others.contains(key);
        for key in EntryFile::KEYS.iter().filter(added) {
            let value = match *key {
                "kind" => "soft",
                "optional" => "true",
                "hours" | "choose" => "1",
                "resources" => "[https://example.org/]",
                _ => "word",
            };
            let text = format!(
                "title: T\nstages:\n  - id: s\n    title: S\n    skills:\n      - id: a\n        \
                 title: A\n        {key}: {value}{rest}\n"
            );
            let read = Roadmap::from_yaml(&RoadmapId::new("t").unwrap(), &text, None);
            let problems = read.err().unwrap_or_default();
            let misplaced = problems.iter().any(|problem| problem.code == Code::MisplacedKey);
            assert_eq!(misplaced, !keys.contains(key), "{key}: {problems:?}");
        }
    }
}

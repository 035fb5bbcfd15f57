//! The JSON Schema of the files, generated from the tables of keys. Editors use it to complete and
//! check; where it is less strict than the program, the program is right.

use serde_json::{Map, Value, json};

use super::keys::{
    ADDITION, CHANGE, FACT, GROUP, LEADS_TO, OVERLAY, RESOURCE, ROADMAP, ROLE, SKILL, SKILLS_FILE,
    SOURCE, STAGE, USE,
};
use super::shape::{Key, Shape, Table};
use crate::catalog::model::{Id, MAX_HOURS};

/// The schema of roadmaps and of `skills.yaml`, which is the one with a top-level `skills`.
pub fn schema() -> String {
    let mut definitions = json!({
        "entry": {
            "description": "A skill, a group of skills, or the id of a shared one.",
            "if": { "type": "string" },
            "then": reference("id"),
            "else": {
                "if": { "required": ["use"] },
                "then": reference(USE.name),
                "else": reference("definition"),
            },
        },
        "definition": {
            "description": "A skill, or a group: what has skills is a group.",
            "if": { "required": ["skills"] },
            "then": reference(GROUP.name),
            "else": reference(SKILL.name),
        },
        "resource": {
            "description": "A link to learn from: bare, or with a title, a kind and a cost.",
            "if": { "type": "string" },
            "then": reference("link"),
            "else": object(&RESOURCE),
        },
        "id": {
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
            "maxLength": Id::MAX_LEN,
        },
        "text": { "type": "string", "pattern": "\\S" },
        "link": {
            "type": "string",
            "pattern": "^[hH][tT][tT][pP][sS]?://[^\\s\"<>\\\\`@/?#]+([/?#][^\\s\"<>\\\\`]*)?$",
        },
        "ids": one_or_list("id"),
        "texts": one_or_list("text"),
    });
    let tables = [
        &ROADMAP,
        &OVERLAY,
        &CHANGE,
        &ADDITION,
        &SKILLS_FILE,
        &ROLE,
        &FACT,
        &SOURCE,
        &LEADS_TO,
        &STAGE,
        &SKILL,
        &GROUP,
        &USE,
    ];
    for table in tables {
        definitions[table.name] = object(table);
    }
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Roadmap",
        "description": "A roadmap, or skills.yaml with the skills that several roadmaps share.",
        "$comment": "Written by the program roadmap, which replaces it when it knows a newer one.",
        "type": "object",
        "if": { "required": ["skills"] },
        "then": reference(SKILLS_FILE.name),
        "else": {
            "if": { "required": ["extends"] },
            "then": reference(OVERLAY.name),
            "else": reference(ROADMAP.name),
        },
        "$defs": definitions,
    });
    format!("{schema:#}\n")
}

/// A map with the keys of this table only.
fn object(table: &Table) -> Value {
    let property = |key: &Key| (key.name.to_owned(), property(key));
    let properties: Map<String, Value> = table.keys.iter().map(property).collect();
    let required = table.keys.iter().filter(|key| key.required).map(|key| key.name);
    let required: Vec<&str> = required.collect();
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

fn property(key: &Key) -> Value {
    let mut value = value(key.shape);
    value["description"] = json!(key.doc);
    value
}

fn value(shape: Shape) -> Value {
    match shape {
        Shape::Format => json!({ "const": 1 }),
        Shape::Text => reference("text"),
        Shape::Texts => reference("texts"),
        Shape::Id => reference("id"),
        Shape::Ids => reference("ids"),
        Shape::StartsAfter => json!({
            "if": { "type": "array" },
            "then": { "items": reference("id") },
            "else": reference("text"),
        }),
        Shape::Link => reference("link"),
        Shape::Hours => json!({
            "if": { "type": "string" },
            "then": {
                "pattern": "^\\s*[0-9]*\\.?[0-9]+\\s*(h|hrs|hours?)?\\s*((-|\\u2013)\\s*[0-9]*\\.?[0-9]+\\s*(h|hrs|hours?)?\\s*)?$",
            },
            "else": { "type": "number", "exclusiveMinimum": 0, "maximum": MAX_HOURS },
        }),
        Shape::Month => json!({ "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$" }),
        Shape::Year => json!({ "type": "integer", "minimum": 0, "maximum": 9999 }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Count => json!({ "type": "integer", "minimum": 1 }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Map(table) => reference(table.name),
        Shape::Maps { table, at_least_one } => list(table.name, at_least_one),
        Shape::ById(table) => json!({
            "type": "object",
            "propertyNames": reference("id"),
            "additionalProperties": reference(table.name),
        }),
        Shape::Entries => list("entry", true),
        Shape::Definitions => list("definition", false),
        Shape::Resources => list("resource", false),
    }
}

fn reference(definition: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{definition}") })
}

fn list(definition: &str, at_least_one: bool) -> Value {
    let mut list = json!({ "type": "array", "items": reference(definition) });
    if at_least_one {
        list["minItems"] = json!(1);
    }
    list
}

fn one_or_list(definition: &str) -> Value {
    json!({
        "if": { "type": "array" },
        "then": { "items": reference(definition) },
        "else": reference(definition),
    })
}

//! Every key of the format. The checker, its suggestions and the JSON Schema all use these tables:
//! to add a key, add a row.

use super::checker::{Checker, Record, Value};
use super::list::{ById, Definitions, Entries, Resources, Stages};
use super::shape::{Key, Table};
use super::value::{Count, Format, Ids, List, Texts, Year};
use crate::catalog::model::{Cost, Hours, Level, Link, Month, ResourceKind, SkillKind};
use crate::catalog::unresolved::{Name, Prior};
use crate::catalog::yaml::{Node, Spanned};

/// Declares tables, and for each the record that a map with these keys is read
/// into. A row is: key, `required` or `optional`, field, type, doc.
macro_rules! tables {
    ($($table:ident $record:ident($name:literal, $plural:literal) {
        $($key:literal $required:ident $field:ident: $type:ty, $doc:literal;)*
    })*) => {$(
        pub(crate) static $table: Table = Table {
            name: $name,
            plural: $plural,
            keys: &[$(Key {
                name: $key,
                required: is_required(stringify!($required)),
                shape: <$type as Value>::SHAPE,
                doc: $doc,
            }),*],
        };

        #[derive(Debug, Default)]
        pub(crate) struct $record {
            $(pub $field: Option<$type>,)*
        }

        impl Record for $record {
            const TABLE: &'static Table = &$table;

            fn set(&mut self, checker: &mut Checker<'_>, key: &str, node: &Spanned<Node<'_>>) {
                match key {
                    $($key => self.$field = Value::read(checker, node),)*
                    _ => {}
                }
            }
        }
    )*};
}

const fn is_required(word: &str) -> bool {
    matches!(word.as_bytes(), b"required")
}

tables! {
    ROADMAP RoadmapKeys("roadmap", "roadmaps") {
        "format" optional format: Format, "The version of the format.";
        "title" required title: Spanned<String>, "The role that the roadmap leads to. The name of the file is its id.";
        "summary" optional summary: String, "What somebody can do who has finished it, in one sentence.";
        "reviewed" optional reviewed: Spanned<Month>, "The month in which the content was last reviewed, such as 2026-11.";
        "starts_after" optional starts_after: Prior, "What it takes for granted: roadmap ids, or one sentence.";
        "role" optional role: RoleKeys, "What the role is about.";
        "sources" optional sources: List<SourceKeys>, "Where the content comes from.";
        "leads_to" optional leads_to: List<LeadsToKeys>, "Roadmaps to continue with.";
        "stages" required stages: Stages<StageKeys>, "The parts of the roadmap, in order.";
    }

    OVERLAY OverlayKeys("overlay", "roadmaps with 'extends'") {
        "format" optional format: Format, "The version of the format.";
        "extends" required extends: Name, "The id of the roadmap that this one changes: a built-in one, of the same name too, or another one.";
        "title" optional title: Spanned<String>, "The role that the roadmap leads to. Without it: that of the other roadmap.";
        "summary" optional summary: String, "What somebody can do who has finished it, in one sentence.";
        "reviewed" optional reviewed: Spanned<Month>, "The month in which the content was last reviewed, such as 2026-11.";
        "starts_after" optional starts_after: Prior, "What it takes for granted: roadmap ids, or one sentence.";
        "role" optional role: RoleKeys, "What the role is about.";
        "sources" optional sources: List<SourceKeys>, "Where the content comes from, besides the sources of the other roadmap.";
        "leads_to" optional leads_to: List<LeadsToKeys>, "Roadmaps to continue with, instead of those of the other roadmap.";
        "hide" optional hide: Ids, "The ids of skills, groups and stages to leave out.";
        "change" optional change: ById<ChangeKeys>, "Skills, groups and stages to change, by id.";
        "add" optional add: List<AdditionKeys>, "Skills, groups and stages to add.";
    }

    CHANGE ChangeKeys("change", "changes") {
        "title" optional title: Spanned<String>, "What it is called.";
        "summary" optional summary: Spanned<String>, "What it is and why it is here, in one to three sentences.";
        "level" optional level: Spanned<Level>, "Of a stage: how advanced it is.";
        "milestone" optional milestone: Spanned<String>, "Of a stage: what somebody who has finished everything up to here is ready for.";
        "kind" optional kind: Spanned<SkillKind>, "What sort of thing it is.";
        "hours" optional hours: Spanned<Hours>, "Learning time: a number of hours, or a range such as 25-40.";
        "needs" optional needs: Spanned<Ids>, "The ids of skills or groups that must come first, instead of those that it has.";
        "optional" optional optional: Spanned<bool>, "Whether it does not count towards 100 %.";
        "aliases" optional aliases: Spanned<Ids>, "More former or other ids: progress recorded under them counts.";
        "done_when" optional done_when: Spanned<Texts>, "How a person knows, and somebody else can check, that it is done.";
        "asked_by" optional asked_by: Spanned<Ids>, "The ids of the sources that ask for it, instead of those that it has.";
        "resources" optional resources: Spanned<Resources>, "Links to add to those that it has.";
        "replace_resources" optional replace_resources: Spanned<bool>, "Whether the links replace those that it has. Without it: false.";
        "choose" optional choose: Count, "Of a group: how many of the skills are enough.";
        "only" optional only: Spanned<Ids>, "Of a group: the ids of the entries to keep; the others are left out.";
    }

    ADDITION AdditionKeys("addition", "additions") {
        "after" optional after: Name, "The id of the skill, group or stage that comes before.";
        "before" optional before: Name, "The id of the skill, group or stage that comes after.";
        "in" optional into: Name, "The id of the stage or group to add it to, at the end.";
        "skills" optional skills: Entries, "Skills, groups and ids of shared ones to add, or of entries to move.";
        "stages" optional stages: Stages<StageKeys>, "Stages to add.";
    }

    SKILLS_FILE SkillsFileKeys("sharedSkills", "skills.yaml") {
        "format" optional format: Format, "The version of the format.";
        "skills" required skills: Definitions, "Skills and groups that several roadmaps share.";
    }

    ROLE RoleKeys("role", "role") {
        "summary" optional summary: String, "What somebody in this role does.";
        "responsibilities" optional responsibilities: Texts, "What they are responsible for.";
        "facts" optional facts: List<FactKeys>, "Salaries, demand and the like.";
    }

    FACT FactKeys("fact", "facts") {
        "text" required text: String, "The fact, with the year that it is true for.";
        "source" optional source: Name, "The id of the source that gives it.";
    }

    SOURCE SourceKeys("source", "sources") {
        "id" required id: Name, "A short name, for asked_by and for the source of facts.";
        "title" required title: String, "What it is called.";
        "publisher" optional publisher: String, "Who published it.";
        "year" optional year: Year, "When it was published. Leave it out if that is not known.";
        "url" optional url: Link, "Where to read it.";
    }

    LEADS_TO LeadsToKeys("leadsTo", "leads_to") {
        "roadmap" required roadmap: Name, "The id of a roadmap.";
        "why" optional why: String, "Who continues there, and why.";
    }

    STAGE StageKeys("stage", "stages") {
        "id" required id: Name, "Lower-case words joined by -, unique in the roadmap.";
        "title" required title: String, "What it is called. Up to 24 characters are never cut.";
        "level" optional level: Level, "How advanced it is.";
        "summary" optional summary: String, "What it is for.";
        "milestone" optional milestone: String, "What somebody who has finished everything up to here is ready for.";
        "skills" required skills: Entries, "Skills, groups and ids of shared ones, in order.";
    }

    SKILL SkillKeys("skill", "skills") {
        "id" required id: Name, "Lower-case words joined by -. The same id is the same skill everywhere.";
        "title" required title: Spanned<String>, "What it is called. In quotes if it contains ': ' or ' #'.";
        "summary" optional summary: String, "What it is and why it is here, in one to three sentences.";
        "kind" optional kind: SkillKind, "What sort of thing it is. Without it: technical.";
        "hours" optional hours: Hours, "Learning time for a motivated beginner: a number of hours, or a range such as 25-40.";
        "needs" optional needs: Ids, "The ids of skills or groups that must come first.";
        "optional" optional optional: Spanned<bool>, "Whether it does not count towards 100 %. Without it: false.";
        "aliases" optional aliases: Ids, "Former or other ids: progress recorded under them counts.";
        "done_when" optional done_when: Texts, "How a person knows, and somebody else can check, that it is done.";
        "asked_by" optional asked_by: Ids, "The ids of the sources that ask for it.";
        "resources" optional resources: Resources, "Links to learn from, the official documentation first.";
    }

    GROUP GroupKeys("group", "groups") {
        "id" required id: Name, "Lower-case words joined by -. The same id is the same group everywhere.";
        "title" required title: Spanned<String>, "What it is called. In quotes if it contains ': ' or ' #'.";
        "summary" optional summary: String, "What it is and why it is here, in one to three sentences.";
        "choose" optional choose: Count, "How many of the skills are enough. Without it all are needed.";
        "needs" optional needs: Ids, "The ids of skills or groups that must come first.";
        "optional" optional optional: Spanned<bool>, "Whether it does not count towards 100 %. Without it: false.";
        "skills" required skills: Entries, "What the group holds: all of it, or options to choose from.";
    }

    USE UseKeys("use", "references to shared skills") {
        "use" required used: Name, "The id of a shared skill or group that differs here.";
        "optional" optional optional: Spanned<bool>, "Whether it does not count towards 100 % here.";
        "needs" optional needs: Ids, "The ids of skills or groups that must come first here.";
    }

    RESOURCE ResourceKeys("resource", "resources") {
        "title" optional title: String, "What it is called.";
        "url" required url: Link, "The link, https:// or http://.";
        "kind" optional kind: ResourceKind, "What sort of thing it is.";
        "cost" optional cost: Cost, "What it costs.";
    }
}

/// All tables, the likeliest owners of a misplaced key first.
pub(crate) static TABLES: [&Table; 14] = [
    &SKILL,
    &GROUP,
    &STAGE,
    &ROADMAP,
    &OVERLAY,
    &CHANGE,
    &ADDITION,
    &RESOURCE,
    &SOURCE,
    &ROLE,
    &FACT,
    &LEADS_TO,
    &SKILLS_FILE,
    &USE,
];

/// Keys that people write, each with the key of the format it means.
pub(crate) static SYNONYMS: &[(&str, &str)] = &[
    ("name", "title"),
    ("label", "title"),
    ("description", "summary"),
    ("desc", "summary"),
    ("about", "summary"),
    ("link", "url"),
    ("href", "url"),
    ("uri", "url"),
    ("link", "resources"),
    ("url", "resources"),
    ("links", "resources"),
    ("option", "skills"),
    ("options", "skills"),
    ("items", "skills"),
    ("entries", "skills"),
    ("topics", "skills"),
    ("group", "skills"),
    ("sections", "stages"),
    ("phases", "stages"),
    ("parts", "stages"),
    ("requires", "needs"),
    ("require", "needs"),
    ("depends", "needs"),
    ("depends_on", "needs"),
    ("prerequisites", "needs"),
    ("after", "needs"),
    ("time", "hours"),
    ("duration", "hours"),
    ("estimate", "hours"),
    ("type", "kind"),
    ("price", "cost"),
    ("proof", "done_when"),
    ("done", "done_when"),
    ("pick", "choose"),
    ("difficulty", "level"),
    ("next", "leads_to"),
    ("version", "format"),
    ("extend", "extends"),
    ("base", "extends"),
    ("inherits", "extends"),
    ("remove", "hide"),
    ("omit", "hide"),
    ("without", "hide"),
    ("exclude", "hide"),
    ("changes", "change"),
    ("override", "change"),
    ("overrides", "change"),
    ("additions", "add"),
    ("insert", "add"),
    ("inside", "in"),
    ("into", "in"),
    ("keep", "only"),
    ("source", "asked_by"),
    ("sources", "asked_by"),
];

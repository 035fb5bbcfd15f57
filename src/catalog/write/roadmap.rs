//! Writes a resolved roadmap as YAML.

use std::fmt::Write as _;

use super::scalar::{field, list, scalar, value};
use crate::catalog::model::{
    Entry, EntryKind, Id, Need, Resource, Roadmap, RoadmapId, Role, Skill, SkillKind, Source,
    Stage, StartsAfter,
};

/// The roadmap as one self-contained file: shared skills are written out, and so is what it
/// extends.
pub fn roadmap_yaml(roadmap: &Roadmap) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "# The roadmap '{}' in full, with the shared skills that it uses.",
        roadmap.id
    );
    out.push_str("format: 1\n");
    field(&mut out, 0, "title", &roadmap.title);
    optional_field(&mut out, 0, "summary", roadmap.summary.as_deref());
    if let Some(month) = roadmap.reviewed {
        let _ = writeln!(out, "reviewed: {month}");
    }
    match &roadmap.starts_after {
        Some(StartsAfter::Roadmaps(ids)) => {
            let _ = writeln!(out, "starts_after: {}", list(ids.iter().map(RoadmapId::as_str)));
        }
        Some(StartsAfter::Text(text)) => field(&mut out, 0, "starts_after", text),
        None => {}
    }
    if let Some(about) = &roadmap.role {
        role(&mut out, about);
    }
    if !roadmap.sources.is_empty() {
        out.push_str("sources:\n");
        roadmap.sources.iter().for_each(|one| source(&mut out, one));
    }
    if !roadmap.leads_to.is_empty() {
        out.push_str("leads_to:\n");
        for leads_to in &roadmap.leads_to {
            let _ = writeln!(out, "  - roadmap: {}", scalar(leads_to.roadmap.as_str()));
            optional_field(&mut out, 4, "why", leads_to.why.as_deref());
        }
    }
    out.push_str("stages:\n");
    for (at, part) in roadmap.stages().iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        stage(&mut out, part);
        for ix in roadmap.stage_within(at) {
            let indent = 6 + 4 * roadmap.around(ix).count();
            entry(&mut out, indent, roadmap, roadmap.entry(ix));
        }
    }
    out
}

fn optional_field(out: &mut String, indent: usize, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        field(out, indent, key, text);
    }
}

fn role(out: &mut String, role: &Role) {
    let is_empty =
        role.summary.is_none() && role.responsibilities.is_empty() && role.facts.is_empty();
    if is_empty {
        out.push_str("role: {}\n");
        return;
    }
    out.push_str("role:\n");
    optional_field(out, 2, "summary", role.summary.as_deref());
    if !role.responsibilities.is_empty() {
        out.push_str("  responsibilities:\n");
        role.responsibilities.iter().for_each(|text| value(out, 4, "-", text));
    }
    if !role.facts.is_empty() {
        out.push_str("  facts:\n");
    }
    for fact in &role.facts {
        field(out, 4, "- text", &fact.text);
        if let Some(source) = &fact.source {
            let _ = writeln!(out, "      source: {}", scalar(source.as_str()));
        }
    }
}

fn source(out: &mut String, source: &Source) {
    let _ = writeln!(out, "  - id: {}", scalar(source.id.as_str()));
    field(out, 4, "title", &source.title);
    optional_field(out, 4, "publisher", source.publisher.as_deref());
    if let Some(year) = source.year {
        let _ = writeln!(out, "    year: {year}");
    }
    if let Some(url) = &source.url {
        let _ = writeln!(out, "    url: {}", scalar(url.as_str()));
    }
}

fn stage(out: &mut String, stage: &Stage) {
    let _ = writeln!(out, "  - id: {}", scalar(stage.id.as_str()));
    field(out, 4, "title", &stage.title);
    if let Some(level) = stage.level {
        let _ = writeln!(out, "    level: {level}");
    }
    optional_field(out, 4, "summary", stage.summary.as_deref());
    optional_field(out, 4, "milestone", stage.milestone.as_deref());
    out.push_str("    skills:\n");
}

/// A skill, or a group up to its `skills:`.
fn entry(out: &mut String, indent: usize, roadmap: &Roadmap, entry: &Entry) {
    let (pad, inner) = (" ".repeat(indent), indent + 2);
    let _ = writeln!(out, "{pad}- id: {}", scalar(entry.id.as_str()));
    field(out, inner, "title", &entry.title);
    optional_field(out, inner, "summary", entry.summary.as_deref());
    if let EntryKind::Skill(skill) = &entry.kind {
        let kind = skill.kind;
        if kind != SkillKind::default() {
            let _ = writeln!(out, "{pad}  kind: {kind}");
        }
        if let Some(hours) = skill.hours {
            let _ = writeln!(out, "{pad}  hours: {}", hours.written());
        }
    }
    if let Some(choose) = entry.choose() {
        let _ = writeln!(out, "{pad}  choose: {choose}");
    }
    if !entry.needs.is_empty() {
        let needs = entry.needs.iter().map(|need| match need {
            Need::Entry(ix) => roadmap.entry(*ix).id.as_str(),
            Need::Assumed(id) => id.as_str(),
        });
        let _ = writeln!(out, "{pad}  needs: {}", list(needs));
    }
    if entry.optional {
        let _ = writeln!(out, "{pad}  optional: true");
    }
    match &entry.kind {
        EntryKind::Skill(skill) => details(out, inner, skill),
        EntryKind::Group(_) => {
            let _ = writeln!(out, "{pad}  skills:");
        }
    }
}

fn details(out: &mut String, indent: usize, skill: &Skill) {
    let pad = " ".repeat(indent);
    let ids = |ids: &[Id]| list(ids.iter().map(Id::as_str));
    if !skill.aliases.is_empty() {
        let _ = writeln!(out, "{pad}aliases: {}", ids(&skill.aliases));
    }
    match skill.done_when.as_slice() {
        [] => {}
        [one] => field(out, indent, "done_when", one),
        several => {
            let _ = writeln!(out, "{pad}done_when:");
            for text in several {
                value(out, indent + 2, "-", text);
            }
        }
    }
    if !skill.asked_by.is_empty() {
        let _ = writeln!(out, "{pad}asked_by: {}", ids(&skill.asked_by));
    }
    if !skill.resources.is_empty() {
        let _ = writeln!(out, "{pad}resources:");
        skill.resources.iter().for_each(|one| resource(out, indent + 2, one));
    }
}

fn resource(out: &mut String, indent: usize, resource: &Resource) {
    let pad = " ".repeat(indent);
    let Resource { title, url, kind, cost } = resource;
    let url = scalar(url.as_str());
    if title.is_none() && kind.is_none() && cost.is_none() {
        let _ = writeln!(out, "{pad}- {url}");
        return;
    }
    let _ = writeln!(out, "{pad}- url: {url}");
    optional_field(out, indent + 2, "title", title.as_deref());
    if let Some(kind) = kind {
        let _ = writeln!(out, "{pad}  kind: {kind}");
    }
    if let Some(cost) = cost {
        let _ = writeln!(out, "{pad}  cost: {cost}");
    }
}

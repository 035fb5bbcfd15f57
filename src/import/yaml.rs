//! Writes a roadmap file in the style of the shipped ones, with comments.

use std::fmt::Write as _;

use super::Kind;
use super::draft::Link;
use super::ids::{Entry, Named, Role};
use crate::catalog::Id;
use crate::catalog::write::{field, list, scalar, value};

/// The file.
pub fn write(named: &Named, kind: Kind, source: &str) -> String {
    let mut out = String::new();
    let source = super::text::start(source, 120);
    comment(&mut out, 0, &format!("Imported from {source}, {kind}."));
    if kind == Kind::Graph {
        let licence =
            "The content of roadmap.sh is for private use only: do not pass this file on.";
        comment(&mut out, 0, licence);
    }
    comment(&mut out, 0, "It is yours now: add hours and needs, and check it with roadmap lint.");
    for text in &named.comments {
        comment(&mut out, 0, text);
    }
    out.push_str("format: 1\n");
    field(&mut out, 0, "title", &named.title);
    if !named.summary.is_empty() {
        field(&mut out, 0, "summary", &named.summary);
    }
    out.push_str("stages:\n");
    let entries = &named.entries;
    let mut seen_skills = 0;
    for (index, entry) in entries.iter().enumerate() {
        let indent = 2 + 4 * entry.depth;
        if entry.role == Role::Stage && index > 0 {
            out.push('\n');
        }
        seen_skills += usize::from(entry.role == Role::Skill);
        for text in &entry.item.comments {
            comment(&mut out, indent, text);
        }
        self::entry(&mut out, indent, entry);
    }
    debug_assert!(seen_skills > 0, "a roadmap has a skill");
    out
}

fn entry(out: &mut String, indent: usize, entry: &Entry) {
    let pad = " ".repeat(indent);
    if entry.shared {
        if !entry.own_needs && !entry.item.optional {
            let _ = writeln!(out, "{pad}- {}", scalar(entry.id.as_str()));
            return;
        }
        let _ = write!(out, "{pad}- {{ use: {}", scalar(entry.id.as_str()));
        if entry.item.optional {
            out.push_str(", optional: true");
        }
        if entry.own_needs {
            let _ = write!(out, ", needs: {}", list(entry.needs.iter().map(Id::as_str)));
        }
        out.push_str(" }\n");
        return;
    }
    let inner = indent + 2;
    let pad_in = " ".repeat(inner);
    let item = &entry.item;
    let _ = writeln!(out, "{pad}- id: {}", scalar(entry.id.as_str()));
    field(out, inner, "title", &item.title);
    if let Some(level) = item.level.filter(|_| entry.role == Role::Stage) {
        let _ = writeln!(out, "{pad_in}level: {level}");
    }
    if !item.milestone.is_empty() && entry.role == Role::Stage {
        field(out, inner, "milestone", &item.milestone);
    }
    if !item.summary.is_empty() {
        field(out, inner, "summary", &item.summary);
    }
    if entry.role == Role::Skill {
        if let Some(kind) = item.kind {
            let _ = writeln!(out, "{pad_in}kind: {kind}");
        }
        if let Some(hours) = item.hours {
            let _ = writeln!(out, "{pad_in}hours: {}", hours.written());
        }
    }
    if let Some(choose) = item.choose.filter(|_| entry.role == Role::Group) {
        let _ = writeln!(out, "{pad_in}choose: {choose}");
    }
    if !entry.needs.is_empty() {
        let _ = writeln!(out, "{pad_in}needs: {}", list(entry.needs.iter().map(Id::as_str)));
    }
    if item.optional {
        let _ = writeln!(out, "{pad_in}optional: true");
    }
    if entry.role != Role::Skill {
        let _ = writeln!(out, "{pad_in}skills:");
        return;
    }
    if !entry.aliases.is_empty() {
        let _ = writeln!(out, "{pad_in}aliases: {}", list(entry.aliases.iter().map(Id::as_str)));
    }
    match item.done_when.as_slice() {
        [] => {}
        [one] => field(out, inner, "done_when", one),
        several => {
            let _ = writeln!(out, "{pad_in}done_when:");
            for text in several {
                value(out, inner + 2, "-", text);
            }
        }
    }
    if !item.links.is_empty() {
        let _ = writeln!(out, "{pad_in}resources:");
        for link in &item.links {
            resource(out, inner + 2, link);
        }
    }
}

fn resource(out: &mut String, indent: usize, link: &Link) {
    let pad = " ".repeat(indent);
    let Link { title, url, kind, cost } = link;
    if title.is_empty() && kind.is_none() && cost.is_none() {
        let _ = writeln!(out, "{pad}- {}", scalar(url));
        return;
    }
    let mut keys: Vec<(&str, String)> = Vec::new();
    if !title.is_empty() {
        keys.push(("title", scalar(title)));
    }
    keys.push(("url", scalar(url)));
    keys.extend(kind.map(|kind| ("kind", kind.to_owned())));
    keys.extend(cost.map(|cost| ("cost", cost.to_owned())));
    for (at, (key, value)) in keys.iter().enumerate() {
        let dash = if at == 0 { "- " } else { "  " };
        let _ = writeln!(out, "{pad}{dash}{key}: {value}");
    }
}

fn comment(out: &mut String, indent: usize, text: &str) {
    let _ = writeln!(out, "{:indent$}# {text}", "");
}

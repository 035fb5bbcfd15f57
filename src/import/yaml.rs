//! Writes a roadmap file in the style of the shipped ones, with comments.

use std::fmt::Write as _;

use super::Kind;
use super::draft::Link;
use super::ids::{Entry, Named, Role};

/// Break longer text into lines of at most this many characters.
const WIDTH: usize = 100;

/// The file.
pub fn write(named: &Named, kind: Kind, source: &str) -> String {
    let mut out = String::new();
    let source = super::prose::start(source, 120);
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
            let _ = write!(out, ", needs: {}", list(&entry.needs));
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
        let _ = writeln!(out, "{pad_in}needs: {}", list(&entry.needs));
    }
    if item.optional {
        let _ = writeln!(out, "{pad_in}optional: true");
    }
    if entry.role != Role::Skill {
        let _ = writeln!(out, "{pad_in}skills:");
        return;
    }
    if !entry.aliases.is_empty() {
        let _ = writeln!(out, "{pad_in}aliases: {}", list(&entry.aliases));
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

fn list(ids: &[crate::catalog::Id]) -> String {
    // An id such as 404 or null would not be text without quotes.
    let ids: Vec<String> = ids.iter().map(|id| scalar(id.as_str())).collect();
    format!("[{}]", ids.join(", "))
}

fn comment(out: &mut String, indent: usize, text: &str) {
    let _ = writeln!(out, "{:indent$}# {text}", "");
}

fn field(out: &mut String, indent: usize, key: &str, text: &str) {
    value(out, indent, &format!("{key}:"), text);
}

/// `text` behind `head`, in a block of lines if it is long.
fn value(out: &mut String, indent: usize, head: &str, text: &str) {
    let pad = " ".repeat(indent);
    let is_long = indent + head.len() + text.len() > WIDTH
        && text.chars().count() + indent + head.len() > WIDTH;
    if !is_long {
        let _ = writeln!(out, "{pad}{head} {}", scalar(text));
        return;
    }
    let _ = write!(out, "{pad}{head} >-");
    let mut column = WIDTH;
    for word in text.split(' ') {
        let width = word.chars().count();
        if column + 1 + width > WIDTH {
            let _ = write!(out, "\n{pad}  {word}");
            column = indent + 2 + width;
        } else {
            let _ = write!(out, " {word}");
            column += 1 + width;
        }
    }
    out.push('\n');
}

/// `text` as a YAML value in one line: as it is where nobody could read it as
/// something else, in double quotes elsewhere.
fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

fn is_plain(text: &str) -> bool {
    // What YAML of any version reads as something else than text.
    const WORDS: &[&str] =
        &["true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"];
    let harmless = |c: char| c.is_alphanumeric() || " -+./()&'_!?%=~".contains(c);
    let link = text.starts_with("https://") || text.starts_with("http://");
    let rest = if link { text.split_once(':').map_or("", |(_, rest)| rest) } else { text };
    text.starts_with(char::is_alphabetic)
        && rest.chars().all(|c| harmless(c) || (!link && c == ','))
        && !text.ends_with(' ')
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

//! A Mermaid flowchart: stages and groups as boxes, needs as arrows.

use std::fmt::Write as _;

use super::answers::{Answers, RoadmapAnswers};
use crate::catalog::{Entry, Need};
use crate::progress::Status;
use crate::query::show::{EntrySkill, ShowEntry};

/// The only roadmap of `answers`.
pub(super) fn mermaid(answers: &Answers<'_>) -> String {
    let roadmap = answers.first();
    let mut out = "flowchart TD\n".to_owned();
    for stage in &roadmap.shown.stages {
        line(&mut out, 1, &format!("subgraph {}[{}]", id("stage", stage.id), label(stage.title)));
        for entry in &stage.skills {
            self::entry(entry, 2, &mut out);
        }
        line(&mut out, 1, "end");
    }
    arrows(roadmap, &mut out);
    out.push_str(CLASSES);
    out
}

/// The styles of statuses, for light and dark pages. Each status also has a sign in its
/// label.
const CLASSES: &str = "  \
    classDef done fill:#2da44e,stroke:#116329,color:#ffffff
  classDef learning fill:#fff8c5,stroke:#9a6700,stroke-width:3px,color:#24292f
  classDef aside fill:#eaeef2,stroke:#6e7781,stroke-dasharray:4 3,color:#57606a
";

/// Groups nest at most four deep, so this recursion is bounded.
fn entry(entry: &ShowEntry<'_>, depth: usize, out: &mut String) {
    match entry {
        ShowEntry::Skill(skill) => self::skill(skill, depth, out),
        ShowEntry::Group(group) => {
            let title = match group.choose {
                Some(choose) => format!("{} (choose {choose})", group.title),
                None => group.title.to_owned(),
            };
            line(out, depth, &format!("subgraph {}[{}]", id("group", group.id), label(&title)));
            for entry in &group.skills {
                self::entry(entry, depth + 1, out);
            }
            line(out, depth, "end");
        }
    }
}

fn skill(skill: &EntrySkill<'_>, depth: usize, out: &mut String) {
    let (sign, class) = match skill.status {
        Status::Done => ("✓ ", ":::done"),
        Status::Learning => ("▸ ", ":::learning"),
        Status::Skipped => ("– ", ":::aside"),
        Status::Todo if skill.optional || !skill.in_scope => ("", ":::aside"),
        Status::Todo => ("", ""),
    };
    let optional = if skill.optional { " (optional)" } else { "" };
    let label = label(&format!("{sign}{}{optional}", skill.title));
    line(out, depth, &format!("{}[{label}]{class}", id("skill", skill.id)));
}

/// Writes the needs within the roadmap as arrows.
fn arrows(roadmap: &RoadmapAnswers<'_>, out: &mut String) {
    let whole = roadmap.summary.roadmap;
    let id = |entry: &Entry| id(if entry.is_skill() { "skill" } else { "group" }, &entry.id);
    for (_, entry) in whole.entries() {
        for need in &entry.needs {
            if let Need::Entry(on) = need {
                line(out, 1, &format!("{} --> {}", id(whole.entry(*on)), id(entry)));
            }
        }
    }
}

fn line(out: &mut String, depth: usize, line: &str) {
    writeln!(out, "{:1$}{line}", "", depth * 2).expect("a String takes any text");
}

/// An id without keywords or special characters of Mermaid, such as `end` and `x-y`.
fn id(kind: &str, id: &crate::catalog::Id) -> String {
    format!("{kind}_{}", id.as_str().replace('-', "_"))
}

/// A quoted text with special characters as numeric entities.
fn label(text: &str) -> String {
    let mut out = "\"".to_owned();
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        for c in word.chars() {
            // Mermaid refuses a label such as `1. Begin` or `- x` as a list.
            let is_plain = !c.is_ascii_punctuation() || ",'/?!()".contains(c);
            let is_inner_dot = c == '.' && !word.starts_with(|c: char| c.is_ascii_digit());
            if is_plain || is_inner_dot {
                out.push(c);
            } else {
                write!(out, "#{};", u32::from(c)).expect("a String takes any text");
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_characters_in_labels_are_escaped() {
        for (text, want) in [
            ("Pages, and (more)", r#""Pages, and (more)""#),
            ("a \"b\"; `c`", r#""a #34;b#34;#59; #96;c#96;""#),
            ("1. Begin", r#""1#46; Begin""#),
            ("Node.js", r#""Node.js""#),
            ("<b>&amp;</b>", r##""#60;b#62;#38;amp#59;#60;/b#62;""##),
            ("two\nlines", r#""two lines""#),
        ] {
            assert_eq!(label(text), want);
        }
    }
}

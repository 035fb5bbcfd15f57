//! What a command that changed something says.

use crate::query::Units;

use super::style::{Role, Style};
use super::words::list;

/// What was done to skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Start,
    Check,
    Known,
    Skip,
    Reset,
}

/// What changed, to be told. Texts are titles.
#[derive(Debug, Default)]
pub struct Changed<'a> {
    pub changed: Vec<&'a str>,
    pub unchanged: Vec<&'a str>,
    /// Skills that changed beside those that were named, since those need them.
    pub needed: Vec<&'a str>,
    /// Resources that were ticked or unticked, as `Pro Git (git/1)`.
    pub resources: Vec<String>,
    /// A note or evidence was kept.
    pub said: bool,
    /// Needs that are still open, of what was started or done.
    pub unmet: Vec<&'a str>,
    /// Open choices that are left, with their options.
    pub choices: Vec<(String, String)>,
    /// Skills that are ready now and were not before.
    pub ready: Vec<&'a str>,
    /// Sentences about what may not have been meant.
    pub odd: Vec<String>,
    /// The roadmaps it counts in and their units before and after.
    pub counts: Vec<Counts<'a>>,
    /// The roadmap where it counts, when that is not in use.
    pub elsewhere: Option<&'a str>,
}

/// How far a roadmap was and is.
#[derive(Debug)]
pub struct Counts<'a> {
    pub roadmap: &'a str,
    pub before: Units,
    pub after: Units,
}

/// The lines that tell a person what `verb` did.
pub fn changed(verb: Verb, what: &Changed<'_>, style: &Style) -> String {
    let mut lines = Vec::new();
    for title in &what.changed {
        lines.push(format!("{} {}", mark(verb, style), style.paint(Role::Title, title)));
    }
    for title in &what.needed {
        let since = style.paint(Role::Faint, ", since it is needed");
        lines.push(format!("{} {}{since}", mark(verb, style), style.paint(Role::Title, title)));
    }
    for resource in &what.resources {
        lines.push(format!("{} {}", mark(verb, style), style.paint(Role::Title, resource)));
    }
    for title in &what.unchanged {
        let already = match verb {
            Verb::Start => "is being learned already",
            Verb::Check | Verb::Known => "is done already",
            Verb::Skip => "is skipped already",
            Verb::Reset => "is todo already",
        };
        let kept = if what.said { "; what you said about it was added" } else { "" };
        lines.push(format!("{} {already}{kept}", style.paint(Role::Title, title)));
    }
    if what.changed.is_empty() && what.unchanged.is_empty() && what.resources.is_empty() {
        lines.push("nothing to change".into());
    }
    if !what.unmet.is_empty() {
        let text = format!("{} should come first; recorded all the same", list(&what.unmet, 4));
        lines.push(faint(style, &text));
    }
    lines.extend(what.odd.iter().map(|text| faint(style, text)));
    for (title, options) in &what.choices {
        let left = faint(style, "left open, since it is a choice:");
        let title = style.paint(Role::Title, title);
        lines.push(format!("{left} {title} ({})", style.paint(Role::Command, options)));
    }
    lines.extend(what.counts.iter().map(|counts| progress_line(counts, style)));
    if let Some(roadmap) = what.elsewhere {
        lines.push(faint(style, &format!("counts in {roadmap}, which is not in use")));
    }
    if !what.ready.is_empty() {
        lines.push(faint(style, &format!("ready now: {}", list(&what.ready, 4))));
    }
    lines.join("\n")
}

fn mark(verb: Verb, style: &Style) -> String {
    let (word, sign, role) = match verb {
        Verb::Start => ("learning:", "▸", Role::Active),
        Verb::Check => ("done:", "✓", Role::Good),
        Verb::Known => ("known:", "✓", Role::Good),
        Verb::Skip => ("skipped:", "–", Role::Faint),
        Verb::Reset => ("todo:", "·", Role::Faint),
    };
    if style.plain { word.to_owned() } else { style.paint(role, &format!("{sign} {word}")) }
}

fn progress_line(counts: &Counts<'_>, style: &Style) -> String {
    let Counts { roadmap, before, after } = counts;
    let percent = after.percent();
    let was = match before.percent() {
        before if before == percent => String::new(),
        before => format!(", was {before}%"),
    };
    let roadmap = style.paint(Role::Title, roadmap);
    format!("{roadmap}: {} of {} done, {percent}%{was}", after.done, after.required)
}

fn faint(style: &Style, text: &str) -> String {
    style.paint(Role::Faint, text)
}

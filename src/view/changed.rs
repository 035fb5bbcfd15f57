//! What a command that changed something says.

use crate::query::effect::{Counts, Effect, Notice, Verb};

use super::style::{Role, Style};
use super::words::list;

/// The lines that tell a person what `verb` did.
pub fn changed(verb: Verb, what: &Effect<'_>, style: &Style) -> String {
    let mut lines = Vec::new();
    for title in &what.changed {
        lines.push(format!("{} {}", mark(verb, style), style.paint(Role::Title, title)));
    }
    for title in &what.needed {
        let since = style.paint(Role::Faint, ", since it is needed");
        lines.push(format!("{} {}{since}", mark(verb, style), style.paint(Role::Title, title)));
    }
    for title in &what.redated {
        lines.push(format!("{}: date corrected", style.paint(Role::Title, title)));
    }
    for resource in &what.resources {
        lines.push(format!("{} {}", mark(verb, style), style.paint(Role::Title, resource)));
    }
    for title in &what.unchanged {
        let already = match verb {
            Verb::Start => "is being learned already",
            Verb::Check | Verb::Known => "is done already",
            Verb::Skip => "is skipped already",
            Verb::Uncheck => "is todo already",
        };
        let kept = if what.noted { "; what you said about it was added" } else { "" };
        lines.push(format!("{} {already}{kept}", style.paint(Role::Title, title)));
    }
    if what.changed.is_empty()
        && what.unchanged.is_empty()
        && what.redated.is_empty()
        && what.resources.is_empty()
    {
        lines.push("nothing to change".into());
    }
    if !what.unmet.is_empty() {
        let text = format!("{} should come first; recorded all the same", list(&what.unmet, 4));
        lines.push(faint(style, &text));
    }
    lines.extend(what.notices.iter().map(|one| faint(style, &notice(one))));
    for (title, options) in &what.choices {
        let left = faint(style, "left open, since it is a choice:");
        let title = style.paint(Role::Title, title);
        lines.push(format!("{left} {title} ({})", style.paint(Role::Command, &options.join(", "))));
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

fn notice(notice: &Notice<'_>) -> String {
    match notice {
        Notice::WasDone { skill } => format!("{skill} was done; to take this back: roadmap undo"),
        Notice::StillToChoose { choice, id } => format!(
            "{choice} still waits for another option; to leave all of it out: roadmap skip {id}"
        ),
        Notice::AlsoBegun { choice, titles, ids } => format!(
            "{choice} was chosen already: {}; to drop it: roadmap uncheck {}",
            list(titles, 4),
            ids.join(" ")
        ),
        Notice::NeedNotChosen { need } => format!("it needs {need}, which you did not choose"),
    }
}

fn mark(verb: Verb, style: &Style) -> String {
    let (word, sign, role) = match verb {
        Verb::Start => ("learning:", "▸", Role::Active),
        Verb::Check => ("done:", "✓", Role::Good),
        Verb::Known => ("known:", "✓", Role::Good),
        Verb::Skip => ("skipped:", "–", Role::Faint),
        Verb::Uncheck => ("todo:", "·", Role::Faint),
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

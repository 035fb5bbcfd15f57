//! Text shared by both renderers of a change of status.

use crate::query::effect::{Counts, Effect, Notice, Verb};

use super::text::Line;
use super::words::list;

/// The status that `verb` sets.
pub(super) fn status(verb: Verb) -> &'static str {
    match verb {
        Verb::Start => "learning",
        Verb::Check => "done",
        Verb::Known => "known",
        Verb::Skip => "skipped",
        Verb::Uncheck => "todo",
    }
}

/// The lines about skills whose status did not change: corrected dates, added notes.
pub(super) fn unchanged(verb: Verb, effect: &Effect<'_>) -> Vec<Line> {
    let status = match verb {
        Verb::Start => "is being learned already",
        Verb::Check | Verb::Known => "is done already",
        Verb::Skip => "is skipped already",
        Verb::Uncheck => "is todo already",
    };
    let redated =
        effect.redated.iter().map(|title| Line::new().title(title).text(": date corrected"));
    let added = if effect.noted { "; your note was added" } else { "" };
    let same = format!(" {status}{added}");
    let same = effect.unchanged.iter().map(|title| Line::new().title(title).text(&same));
    let mut lines: Vec<Line> = redated.chain(same).collect();
    if lines.is_empty() && effect.changed.is_empty() && effect.resources.is_empty() {
        lines.push("nothing to change".into());
    }
    lines
}

/// Sentences about effects that the user may not have intended.
pub(super) fn remarks(effect: &Effect<'_>) -> Vec<String> {
    let unmet = (!effect.unmet.is_empty()).then(|| {
        let verb = if effect.unmet.len() == 1 { "comes" } else { "come" };
        format!("{} usually {verb} first; recorded anyway", list(&effect.unmet, 4))
    });
    unmet.into_iter().chain(effect.notices.iter().map(notice)).collect()
}

fn notice(notice: &Notice<'_>) -> String {
    match notice {
        Notice::WasDone { skill } => format!("{skill} was done; to take this back: roadmap undo"),
        Notice::StillToChoose { choice, id } => format!(
            "{choice} still needs another option; to leave all of it out: roadmap skip {id}"
        ),
        Notice::AlsoBegun { choice, titles, ids } => format!(
            "{choice} was chosen already: {}; to drop it: roadmap uncheck {}",
            list(titles, 4),
            ids.join(" ")
        ),
        Notice::NeedNotChosen { need } => format!("it needs {need}, which you did not choose"),
    }
}

/// `Backend Developer: 3 of 47 done, 6% (was 4%)`.
pub(super) fn progress(counts: &Counts<'_>) -> Line {
    let Counts { roadmap, before, after } = counts;
    let percent = after.percent();
    let was = match before.percent() {
        before if before == percent => String::new(),
        before => format!(" (was {before}%)"),
    };
    let text = format!(": {} of {} done, {percent}%{was}", after.done, after.required);
    Line::new().title(roadmap).text(&text)
}

/// The roadmap that is not in use but counts the change, and the skills that became
/// ready.
pub(super) fn consequences(effect: &Effect<'_>) -> Vec<String> {
    let elsewhere = effect.elsewhere.map(elsewhere);
    let ready =
        (!effect.ready.is_empty()).then(|| format!("ready now: {}", list(&effect.ready, 4)));
    elsewhere.into_iter().chain(ready).collect()
}

pub(super) fn elsewhere(roadmap: &str) -> String {
    format!("counts in {roadmap}, which is not in use")
}

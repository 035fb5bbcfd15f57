//! Text shared by both renderers of a change of status.

use crate::query::effect::{Counts, Effect, Kept, Notice, Verb};

use super::text::Line;
use super::words::{Count, list};

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

/// More lines than this of one kind become one.
const MOST: usize = 12;

/// How many titles that one names.
const FIRST: usize = 6;

/// The skills of one kind, a line each, or all in one where they are many.
pub(super) enum Skills<'a> {
    Each(&'a [&'a str]),
    /// `73 skills: Git, HTTP and 71 more`.
    Count(String),
}

pub(super) fn skills<'a>(titles: &'a [&'a str]) -> Skills<'a> {
    if titles.len() <= MOST {
        return Skills::Each(titles);
    }
    Skills::Count(format!("{}: {}", Count(titles.len(), "skill"), list(titles, FIRST)))
}

/// The lines about what stayed as it was, or almost.
pub(super) fn unchanged(verb: Verb, effect: &Effect<'_>) -> Vec<Line> {
    let status = match verb {
        Verb::Start => "is being learned already",
        Verb::Check | Verb::Known => "is done already",
        Verb::Skip => "is skipped already",
        Verb::Uncheck => "is todo already",
    };
    let corrected = match verb {
        Verb::Known => ": known before, no longer dated",
        _ => ": date corrected",
    };
    let redated = effect.redated.iter().map(|title| Line::new().title(title).text(corrected));
    let added = match effect.kept {
        Some(Kept::Note) => "; your note was added",
        Some(Kept::Evidence) => "; your evidence was added",
        None => "",
    };
    let mut lines: Vec<Line> = redated.collect();
    match skills(&effect.unchanged) {
        Skills::Each(titles) => {
            let same = format!(" {status}{added}");
            lines.extend(titles.iter().map(|title| Line::new().title(title).text(&same)));
        }
        Skills::Count(count) => {
            let status = status.replacen("is", "are", 1);
            lines.push(Line::from(count).text(&format!(" {status}{added}")));
        }
    }
    let status = if verb == Verb::Uncheck { "is not ticked" } else { "is ticked already" };
    let same = effect.same_resources.iter();
    lines.extend(same.map(|resource| Line::new().title(resource).text(&format!(" {status}"))));
    if let Some(kept) = effect.kept
        && !effect.kept_on.is_empty()
    {
        let kept = match kept {
            Kept::Note => "note",
            Kept::Evidence => "evidence",
        };
        lines.push(Line::from(format!("{kept} kept on ")).title(&list(&effect.kept_on, 4)));
    }
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
    let Counts { roadmap, before, after, optional } = counts;
    let percent = after.percent();
    let was = match before.percent() {
        before if before == percent => String::new(),
        before => format!(" (was {before}%)"),
    };
    let optional = optional.as_ref().map_or_else(String::new, |optional| {
        format!(", {} of {} optional", optional.done, optional.total)
    });
    let text = format!(": {} of {} done, {percent}%{was}{optional}", after.done, after.required);
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

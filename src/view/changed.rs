//! What a command that changed something did, and what both renderings of it share.

use crate::query::Units;

use super::text::Line;
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

/// What changed. Texts are titles.
#[derive(Debug, Default)]
pub struct Changed<'a> {
    pub changed: Vec<&'a str>,
    pub unchanged: Vec<&'a str>,
    /// Skills that changed because those that were named need them.
    pub needed: Vec<&'a str>,
    /// Resources that were ticked or unticked, as `Pro Git (git/1)`.
    pub resources: Vec<String>,
    /// A note or evidence was recorded with it.
    pub said: bool,
    /// Needs that are still open, of what was started or done.
    pub unmet: Vec<&'a str>,
    /// Open choices that are left, with their options.
    pub choices: Vec<(String, String)>,
    /// Skills that are ready now and were not before.
    pub ready: Vec<&'a str>,
    /// Sentences about what may not have been intended.
    pub odd: Vec<String>,
    /// The roadmaps it counts in and their units before and after.
    pub counts: Vec<Counts<'a>>,
    /// The roadmap where it counts, if that is not in use.
    pub elsewhere: Option<&'a str>,
}

/// How far a roadmap was and is.
#[derive(Debug)]
pub struct Counts<'a> {
    pub roadmap: &'a str,
    pub before: Units,
    pub after: Units,
}

impl Verb {
    /// The status that it gives.
    pub(super) fn status(self) -> &'static str {
        match self {
            Self::Start => "learning",
            Self::Check => "done",
            Self::Known => "known",
            Self::Skip => "skipped",
            Self::Reset => "todo",
        }
    }
}

/// The lines about what stayed the same.
pub(super) fn unchanged(verb: Verb, what: &Changed<'_>) -> Vec<Line> {
    let status = match verb {
        Verb::Start => "is being learned already",
        Verb::Check | Verb::Known => "is done already",
        Verb::Skip => "is skipped already",
        Verb::Reset => "is todo already",
    };
    let added = if what.said { "; your note was added" } else { "" };
    let line = |title: &&str| Line::new().title(title).text(&format!(" {status}{added}"));
    let mut lines: Vec<Line> = what.unchanged.iter().map(line).collect();
    if what.changed.is_empty() && what.unchanged.is_empty() && what.resources.is_empty() {
        lines.push("nothing to change".into());
    }
    lines
}

/// The remarks about a change, each once.
pub(super) fn remarks<'a>(what: &'a Changed<'_>) -> Vec<std::borrow::Cow<'a, str>> {
    let mut remarks = Vec::new();
    if !what.unmet.is_empty() {
        let needs = list(&what.unmet, 4);
        remarks.push(format!("{needs} usually comes first; recorded anyway").into());
    }
    for remark in &what.odd {
        if !remarks.iter().any(|known: &std::borrow::Cow<'_, str>| known == remark) {
            remarks.push(remark.as_str().into());
        }
    }
    remarks
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

/// Where it counts, and what became ready.
pub(super) fn consequences(what: &Changed<'_>) -> Vec<String> {
    let elsewhere = what.elsewhere.map(elsewhere);
    let ready = (!what.ready.is_empty()).then(|| format!("ready now: {}", list(&what.ready, 4)));
    elsewhere.into_iter().chain(ready).collect()
}

pub(super) fn elsewhere(roadmap: &str) -> String {
    format!("counts in {roadmap}, which is not in use")
}

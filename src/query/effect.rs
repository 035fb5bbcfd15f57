//! What a change did: the lists and counts that a command reports after writing.

use std::rc::Rc;

use crate::catalog::{Id, Ix, Roadmap};
use crate::progress::{Progress, Status};

use super::lookup::EntryRef;
use super::next::{NeedState, needs};
use super::record::{Decision, ResourceAt};
use super::steps::{Wanted, steps};
use super::{Evaluation, Units};

/// What was done to skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Start,
    Check,
    Known,
    Skip,
    Uncheck,
}

/// What a command was asked to change.
#[derive(Debug)]
pub struct Request<'a> {
    pub verb: Verb,
    /// The skills that it concerns.
    pub skills: &'a [EntryRef],
    /// Those that were named; `None` if all of them were.
    pub named: Option<&'a [Id]>,
    pub resources: &'a [ResourceAt],
    /// Open choices that are left as they are.
    pub choices: &'a [EntryRef],
    /// Whether a note or evidence was given.
    pub noted: bool,
}

/// What changed. Texts are titles.
#[derive(Debug, Default)]
pub struct Effect<'a> {
    pub changed: Vec<&'a str>,
    pub unchanged: Vec<&'a str>,
    /// Those whose date was corrected.
    pub redated: Vec<&'a str>,
    /// Skills that changed because a named one needs them.
    pub needed: Vec<&'a str>,
    /// Resources that were named, as `Pro Git (git/1)`.
    pub resources: Vec<String>,
    /// Whether a note or evidence was kept.
    pub noted: bool,
    /// Needs of the changed skills that are still open.
    pub unmet: Vec<&'a str>,
    /// Open choices, each with the ids of its options.
    pub choices: Vec<(&'a str, Vec<&'a str>)>,
    /// Skills and choices that became next steps.
    pub ready: Vec<&'a str>,
    pub notices: Vec<Notice<'a>>,
    /// The roadmaps in which it counts.
    pub counts: Vec<Counts<'a>>,
    /// The roadmap in which it counts, if that is not in use.
    pub elsewhere: Option<&'a str>,
}

/// A consequence that the person may not have intended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice<'a> {
    /// A done skill is started or skipped.
    WasDone { skill: &'a str },
    /// An option is skipped, and the choice waits for another one.
    StillToChoose { choice: &'a str, id: &'a str },
    /// More options are begun than the choice asks for; ids of the others.
    AlsoBegun { choice: &'a str, titles: Vec<&'a str>, ids: Vec<&'a str> },
    /// What is started needs something in an option that was not chosen.
    NeedNotChosen { need: &'a str },
}

/// How much of a roadmap was done before, and is done now.
#[derive(Debug)]
pub struct Counts<'a> {
    pub roadmap: &'a str,
    pub before: Units,
    pub after: Units,
}

/// What `decision` did. `roadmaps` are those in which it counts; needs are taken from
/// the first. With `elsewhere` that one is not in use.
pub fn effect<'a>(
    request: &Request<'a>,
    decision: &Decision,
    roadmaps: &'a [Rc<Roadmap>],
    elsewhere: bool,
    (before, after): (&'a Progress, &'a Progress),
) -> Effect<'a> {
    let title = |id: &Id| {
        let skill = request.skills.iter().find(|skill| skill.id() == id);
        skill.map_or("?", EntryRef::title)
    };
    let is_named = |id: &&Id| request.named.is_none_or(|named| named.contains(id));
    let (named, needed): (Vec<&Id>, Vec<&Id>) = decision.changed.iter().partition(is_named);
    let same = |id: &&Id| is_named(id) && !decision.redated.contains(id);
    let mut effect = Effect {
        changed: named.into_iter().map(title).collect(),
        needed: needed.into_iter().map(title).collect(),
        unchanged: decision.unchanged.iter().filter(same).map(title).collect(),
        redated: decision.redated.iter().map(title).collect(),
        resources: request.resources.iter().filter_map(label).collect(),
        choices: request.choices.iter().map(options).collect(),
        noted: request.noted,
        ..Effect::default()
    };
    let evaluations: Vec<_> = roadmaps
        .iter()
        .map(|roadmap| (Evaluation::new(roadmap, before), Evaluation::new(roadmap, after)))
        .collect();
    for (before, now) in &evaluations {
        let roadmap = &now.roadmap().title;
        effect.counts.push(Counts { roadmap, before: before.total(), after: now.total() });
    }
    let Some((before, now)) = evaluations.first() else { return effect };
    let roadmap = now.roadmap();
    if elsewhere {
        effect.elsewhere = Some(&roadmap.title);
    }
    for id in &decision.changed {
        let Some(ix) = roadmap.with_id(id.as_str()) else { continue };
        if matches!(request.verb, Verb::Start | Verb::Check) {
            let unmet = now.unmet(ix).into_iter().map(|ix| roadmap.entry(ix).title.as_str());
            let unmet: Vec<_> = unmet.filter(|title| !effect.unmet.contains(title)).collect();
            effect.unmet.extend(unmet);
        }
        for notice in notices(request.verb, before, now, ix) {
            if !effect.notices.contains(&notice) {
                effect.notices.push(notice);
            }
        }
    }
    if matches!(request.verb, Verb::Check | Verb::Known | Verb::Skip) {
        let everything = Wanted { limit: usize::MAX, ..Wanted::default() };
        let were = steps(before, &everything);
        let new = steps(now, &everything).into_iter().filter(|step| !were.contains(step));
        effect.ready = new.map(|step| roadmap.entry(step.ix()).title.as_str()).collect();
    }
    effect
}

fn notices<'a>(
    verb: Verb,
    before: &Evaluation<'a>,
    now: &Evaluation<'a>,
    ix: Ix,
) -> Vec<Notice<'a>> {
    let roadmap = now.roadmap();
    let entry = roadmap.entry(ix);
    let mut notices = Vec::new();
    if before.status(ix) == Status::Done && matches!(verb, Verb::Start | Verb::Skip) {
        notices.push(Notice::WasDone { skill: &entry.title });
    }
    // The option that the skill is, or is in, and its choice.
    let option = std::iter::once(ix).chain(roadmap.around(ix)).find(|ix| now.is_option(*ix));
    let choice = option.and_then(|option| Some((option, roadmap.entry(option).parent?)));
    if let Some((option, choice)) = choice {
        let choice_title = &roadmap.entry(choice).title;
        if verb == Verb::Skip && option == ix && now.is_undecided(choice) {
            let id = roadmap.entry(choice).id.as_str();
            notices.push(Notice::StillToChoose { choice: choice_title, id });
        }
        let newly = now.is_begun(option) && !before.is_begun(option);
        if verb == Verb::Start && newly && !before.is_undecided(choice) {
            let others: Vec<Ix> = now.chosen(choice).filter(|other| *other != option).collect();
            if !others.is_empty() {
                let titles = others.iter().map(|ix| roadmap.entry(*ix).title.as_str()).collect();
                let ids = others.iter().map(|ix| roadmap.entry(*ix).id.as_str()).collect();
                notices.push(Notice::AlsoBegun { choice: choice_title, titles, ids });
            }
        }
    }
    if verb == Verb::Start {
        let missing = needs(now, ix).into_iter();
        let missing = missing.filter(|need| need.state == NeedState::OutOfScope);
        notices.extend(missing.map(|need| Notice::NeedNotChosen { need: need.title }));
    }
    notices
}

/// A resource as `Pro Git (git/1)`.
fn label((skill, at): &ResourceAt) -> Option<String> {
    let resource = skill.roadmap.entry(skill.ix).skill()?.resources.get(*at)?;
    Some(format!("{} ({}/{})", resource.label(), skill.id(), at + 1))
}

/// The title of a choice, and the ids of its options.
fn options(choice: &EntryRef) -> (&str, Vec<&str>) {
    let roadmap = &choice.roadmap;
    let options = roadmap.children(choice.ix).map(|option| roadmap.entry(option).id.as_str());
    (choice.title(), options.collect())
}

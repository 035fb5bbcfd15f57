//! What a change did: the lists and counts that a command reports after writing.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::catalog::{Id, Ix, Roadmap};
use crate::progress::{Progress, Status};

use super::lookup::EntryRef;
use super::next::{NeedState, needs};
use super::record::{Decision, ResourceAt, resource_ref};
use super::steps::{Step, Wanted, steps};
use super::summary::{OptionalUnits, summary};
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
    pub kept: Option<Kept>,
}

/// What was given to keep with the skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// A note, perhaps with evidence.
    Note,
    Evidence,
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
    /// Resources that were ticked or unticked, as `Pro Git (git/1)`.
    pub resources: Vec<String>,
    /// Resources that were named and stay as they are.
    pub same_resources: Vec<String>,
    pub kept: Option<Kept>,
    /// The skills of named resources that keep the note; others keep it as
    /// part of what they are listed for.
    pub kept_on: Vec<&'a str>,
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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// Optional skills, if more or fewer of them are done now.
    pub optional: Option<OptionalUnits>,
}

impl<'a> Counts<'a> {
    /// Of `roadmap`, with the progress before and after a change.
    pub fn of(roadmap: &'a Roadmap, before: &'a Progress, after: &'a Progress) -> Self {
        Self::between(&Evaluation::new(roadmap, before), &Evaluation::new(roadmap, after))
    }

    fn between(before: &Evaluation<'a>, now: &Evaluation<'a>) -> Self {
        let (was, is) = (summary(before).counts.optional, summary(now).counts.optional);
        Self {
            roadmap: &now.roadmap().title,
            before: before.total(),
            after: now.total(),
            optional: (was.done != is.done).then_some(is),
        }
    }
}

/// What `decision` did. `roadmaps` are those in which it counts; needs are taken from
/// the first. With `elsewhere` that one is not in use.
pub fn effect<'a>(
    request: &Request<'a>,
    decision: &'a Decision,
    roadmaps: &'a [Rc<Roadmap>],
    elsewhere: bool,
    (before, after): (&'a Progress, &'a Progress),
) -> Effect<'a> {
    // Of skills with the same id, the first.
    let of_resources = request.resources.iter().map(|(skill, _)| skill);
    let skills = request.skills.iter().chain(of_resources).rev();
    let titles: HashMap<&Id, &'a str> = skills.map(|skill| (skill.id(), skill.title())).collect();
    let title = |id: &'a Id| titles.get(id).copied().unwrap_or(id.as_str());
    let (ticked, same_resources): (Vec<&ResourceAt>, Vec<&ResourceAt>) =
        request.resources.iter().partition(|(skill, at)| {
            resource_ref(skill, *at).is_some_and(|resource| decision.ticked.contains(&resource))
        });
    // A skill may have been named by a resource alone.
    let asked: HashSet<&Id> = request.skills.iter().map(EntryRef::id).collect();
    let (by_resource, unchanged): (Vec<&Id>, Vec<&Id>) =
        decision.unchanged.iter().partition(|id| !asked.contains(id));
    let named: Option<HashSet<&Id>> = request.named.map(|named| named.iter().collect());
    let is_named = |id: &&Id| named.as_ref().is_none_or(|named| named.contains(id));
    let redated: HashSet<&Id> = decision.redated.iter().collect();
    let (named, needed): (Vec<&Id>, Vec<&Id>) = decision.changed.iter().partition(is_named);
    let same = |id: &&Id| is_named(id) && !redated.contains(id);
    let mut effect = Effect {
        changed: named.into_iter().map(title).collect(),
        needed: needed.into_iter().map(title).collect(),
        unchanged: unchanged.into_iter().filter(same).map(title).collect(),
        redated: decision.redated.iter().map(title).collect(),
        resources: ticked.into_iter().filter_map(label).collect(),
        same_resources: same_resources.into_iter().filter_map(label).collect(),
        choices: request.choices.iter().map(options).collect(),
        kept: request.kept,
        kept_on: by_resource.into_iter().map(title).collect(),
        ..Effect::default()
    };
    let evaluations: Vec<_> = roadmaps
        .iter()
        .map(|roadmap| (Evaluation::new(roadmap, before), Evaluation::new(roadmap, after)))
        .collect();
    for (before, now) in &evaluations {
        effect.counts.push(Counts::between(before, now));
    }
    let Some((before, now)) = evaluations.first() else { return effect };
    let roadmap = now.roadmap();
    if elsewhere {
        effect.elsewhere = Some(&roadmap.title);
    }
    let (mut unmet, mut noticed) = (HashSet::new(), HashSet::new());
    for id in &decision.changed {
        let Some(ix) = roadmap.with_id(id.as_str()) else { continue };
        if matches!(request.verb, Verb::Start | Verb::Check) {
            let titles = now.unmet(ix).into_iter().map(|ix| roadmap.entry(ix).title.as_str());
            effect.unmet.extend(titles.filter(|title| unmet.insert(*title)));
        }
        for notice in notices(request.verb, before, now, ix) {
            if noticed.insert(notice.clone()) {
                effect.notices.push(notice);
            }
        }
    }
    if matches!(request.verb, Verb::Check | Verb::Known | Verb::Skip) {
        let everything = Wanted { limit: usize::MAX, ..Wanted::default() };
        let were: HashSet<Step> = steps(before, &everything).into_iter().collect();
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

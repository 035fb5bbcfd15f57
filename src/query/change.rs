//! What a command changes: from named skills and the progress so far to the
//! event to write, if there is anything to write.

use std::collections::HashSet;
use std::rc::Rc;

use crate::catalog::{Id, Ix, Roadmap};
use crate::progress::{Change, Progress, ResourceRef, Status};

use super::Evaluation;

/// A skill, group or stage to change, in the roadmap in which its name was found.
#[derive(Debug, Clone)]
pub struct Target {
    pub roadmap: Rc<Roadmap>,
    pub ix: Ix,
}

/// The outcome of deciding: the event to write and what it does to statuses.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Decision {
    /// `None` when nothing is to be written.
    pub change: Option<Change>,
    /// Skills whose status differs now, by id.
    pub changed: Vec<Id>,
    /// Skills that were named and stay as they are.
    pub unchanged: Vec<Id>,
}

/// What is said along with a change.
#[derive(Debug, Clone, Default)]
pub struct Words {
    pub note: Option<String>,
    pub evidence: Vec<String>,
}

/// Makes `skills` learning.
pub fn start(skills: &[Target], words: Words, progress: &Progress) -> Decision {
    let split = split(skills, progress, Status::Learning);
    split.decide(words.note.is_some(), |skills| Change::Start { skills, note: words.note })
}

/// Makes `skills` skipped.
pub fn skip(skills: &[Target], words: Words, progress: &Progress) -> Decision {
    let split = split(skills, progress, Status::Skipped);
    split.decide(words.note.is_some(), |skills| Change::Skip { skills, note: words.note })
}

/// Makes `skills` done, and ticks `resources` (index into the skill's own).
pub fn check(
    skills: &[Target],
    resources: &[(Target, usize)],
    known: bool,
    words: Words,
    progress: &Progress,
) -> Decision {
    let split = split(skills, progress, Status::Done);
    let resources = resource_refs(resources, progress, false);
    let said = words.note.is_some() || !words.evidence.is_empty();
    // Words on a resource alone are words on its skill.
    let spoken_of =
        if said { resources.iter().map(|r| r.skill.clone()).collect() } else { Vec::new() };
    let ticks = !resources.is_empty();
    let Words { note, evidence } = words;
    if split.changed.is_empty() && split.unchanged.is_empty() && ticks {
        return Decision {
            change: Some(Change::Done { skills: Vec::new(), known, resources, note, evidence }),
            changed: Vec::new(),
            unchanged: spoken_of,
        };
    }
    split.decide_if(said, ticks, |skills| Change::Done { skills, known, resources, note, evidence })
}

/// Makes `skills` todo whatever they were, and `resources` unread.
pub fn uncheck(skills: &[Target], resources: &[(Target, usize)], progress: &Progress) -> Decision {
    let split = split(skills, progress, Status::Todo);
    let resources = resource_refs(resources, progress, true);
    let ticks = !resources.is_empty();
    split.decide_if(false, ticks, |skills| Change::Reset { skills, resources })
}

/// What `skip` of `named` skips: the skill itself, or what is open in the group.
pub fn to_skip(named: &Target, progress: &Progress) -> Vec<Target> {
    picked(named, progress, Status::is_open)
}

/// What `uncheck` of `named` resets: the skill itself, or what is not todo in the group.
pub fn to_reset(named: &Target, progress: &Progress) -> Vec<Target> {
    picked(named, progress, |status| status != Status::Todo)
}

/// The skill itself, or every skill in the group.
pub fn skills_within(named: &Target) -> Vec<Target> {
    let roadmap = &named.roadmap;
    let skills = std::iter::once(named.ix).chain(roadmap.within(named.ix));
    let skills = skills.filter(|ix| roadmap.entry(*ix).is_skill());
    skills.map(|ix| Target { roadmap: Rc::clone(roadmap), ix }).collect()
}

/// What `check --all` marks among `entries`, which are all that stands in a
/// group (`Some`, itself included), a stage or a roadmap: the open skills that
/// are required there and in scope, but not what stands in an option that was
/// not begun. Beside them the open choices that are left.
pub fn all_open(
    evaluation: &Evaluation<'_>,
    group: Option<Ix>,
    entries: impl Iterator<Item = Ix>,
) -> (Vec<Ix>, Vec<Ix>) {
    let roadmap = evaluation.roadmap();
    let (mut skills, mut choices) = (Vec::new(), Vec::new());
    let mut passed_over = 0;
    for ix in entries {
        if ix.at() < passed_over {
            continue;
        }
        let entry = roadmap.entry(ix);
        let is_option = entry.parent.is_some_and(|around| roadmap.entry(around).choose().is_some());
        // What was named is asked for as if it were required and begun.
        let is_named = group == Some(ix);
        let is_left_out = entry.optional || (is_option && !evaluation.is_begun(ix));
        if !is_named && (is_left_out || !evaluation.in_scope(ix)) {
            passed_over = roadmap.within(ix).next_back().map_or(ix.at(), Ix::at) + 1;
        } else if entry.is_skill() {
            if evaluation.status(ix).is_open() {
                skills.push(ix);
            }
        } else if entry.choose().is_some() && evaluation.is_undecided(ix) {
            choices.push(ix);
        }
    }
    (skills, choices)
}

/// `skills` and every open skill that they need, directly or not; beside them
/// the choices among the needs that nothing decides.
pub fn with_needs(skills: &[Target], progress: &Progress) -> (Vec<Target>, Vec<Target>) {
    let (mut all, mut choices) = (Vec::new(), Vec::new());
    for skill in skills {
        let roadmap = &skill.roadmap;
        let evaluation = Evaluation::new(roadmap, progress);
        let mut seen = HashSet::new();
        let mut waiting = vec![skill.ix];
        while let Some(ix) = waiting.pop() {
            if !seen.insert(ix) {
                continue;
            }
            let target = Target { roadmap: Rc::clone(roadmap), ix };
            let entry = roadmap.entry(ix);
            if entry.is_skill() {
                if ix == skill.ix || evaluation.status(ix).is_open() {
                    push_new(&mut all, target);
                }
                waiting.extend(evaluation.needs_of(ix).filter(|on| evaluation.can_block(*on, ix)));
            } else if entry.choose().is_some() {
                if evaluation.is_undecided(ix) {
                    push_new(&mut choices, target);
                }
                waiting.extend(evaluation.chosen(ix));
            } else {
                waiting
                    .extend(roadmap.children(ix).filter(|child| !roadmap.entry(*child).optional));
            }
        }
    }
    (all, choices)
}

fn picked(named: &Target, progress: &Progress, wanted: impl Fn(Status) -> bool) -> Vec<Target> {
    if named.roadmap.entry(named.ix).is_skill() {
        return vec![named.clone()];
    }
    let mut skills = skills_within(named);
    skills.retain(|skill| wanted(progress.record(skill.roadmap.entry(skill.ix).names()).status));
    skills
}

fn push_new(targets: &mut Vec<Target>, target: Target) {
    if targets.iter().all(|known| known.id() != target.id()) {
        targets.push(target);
    }
}

impl Target {
    /// The id of the entry.
    pub fn id(&self) -> &Id {
        &self.roadmap.entry(self.ix).id
    }

    /// The title of the entry.
    pub fn title(&self) -> &str {
        &self.roadmap.entry(self.ix).title
    }
}

struct Split {
    changed: Vec<Id>,
    unchanged: Vec<Id>,
}

fn split(skills: &[Target], progress: &Progress, to: Status) -> Split {
    let mut split = Split { changed: Vec::new(), unchanged: Vec::new() };
    let mut seen = HashSet::new();
    for skill in skills {
        let entry = skill.roadmap.entry(skill.ix);
        if !seen.insert(&entry.id) {
            continue;
        }
        let same = progress.record(entry.names()).status == to;
        if same { &mut split.unchanged } else { &mut split.changed }.push(entry.id.clone());
    }
    split
}

impl Split {
    fn decide(self, said: bool, change: impl FnOnce(Vec<Id>) -> Change) -> Decision {
        self.decide_if(said, false, change)
    }

    /// Words are for all that was named; else only what changes is written.
    fn decide_if(self, said: bool, more: bool, change: impl FnOnce(Vec<Id>) -> Change) -> Decision {
        let mut skills = self.changed.clone();
        if said {
            skills.extend(self.unchanged.iter().cloned());
        }
        let change = (!skills.is_empty() || more).then(|| change(skills));
        Decision { change, changed: self.changed, unchanged: self.unchanged }
    }
}

/// The resources whose tick is `ticked` now, each once.
fn resource_refs(
    resources: &[(Target, usize)],
    progress: &Progress,
    ticked: bool,
) -> Vec<ResourceRef> {
    let mut refs: Vec<ResourceRef> = Vec::new();
    for (target, at) in resources {
        let entry = target.roadmap.entry(target.ix);
        let Some(resource) = entry.skill().and_then(|skill| skill.resources.get(*at)) else {
            continue;
        };
        let is_ticked = progress.record(entry.names()).ticked.contains(resource.url.as_str());
        let resource = ResourceRef { skill: entry.id.clone(), url: resource.url.to_string() };
        if is_ticked == ticked && !refs.contains(&resource) {
            refs.push(resource);
        }
    }
    refs
}

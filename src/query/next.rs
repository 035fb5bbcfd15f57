//! What to do next; serialises to the JSON of `next`.

use std::collections::{BTreeSet, HashSet};

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::evaluation::Evaluation;
use super::remaining::{Remaining, Sum, Tally};
use super::steps::{Step, Wanted, learning, steps_except};
use super::unlocks::Unlocks;
use crate::catalog::{
    Cost, Hours, Id, Ix, Need, Resource, ResourceKind, Roadmap, RoadmapId, Skill,
};
use crate::progress::Status;

/// What to do next, in one roadmap or several.
#[derive(Debug, Clone, Serialize)]
pub struct Next<'a> {
    pub steps: Vec<StepAnswer<'a>>,
    /// Skills that are being learned although their options are out of scope. They are
    /// not steps.
    pub beside: Vec<Named<'a>>,
    /// The roadmaps in which nothing required is open. They may still have steps.
    #[serde(serialize_with = "as_ids")]
    pub finished: Vec<&'a Roadmap>,
}

/// One step.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum StepAnswer<'a> {
    Skill(SkillStep<'a>),
    Choice(ChoiceStep<'a>),
}

/// A skill to continue or to begin.
#[derive(Debug, Clone, Serialize)]
pub struct SkillStep<'a> {
    /// The entry in `within`.
    #[serde(skip)]
    pub ix: Ix,
    #[serde(skip)]
    pub within: &'a Roadmap,
    pub roadmap: &'a RoadmapId,
    pub roadmap_title: &'a str,
    pub id: &'a Id,
    pub title: &'a str,
    pub stage: &'a Id,
    pub status: Status,
    pub since: Option<Date>,
    pub hours: Option<Hours>,
    /// Its own needs and those of the groups around it.
    pub needs: Vec<NeedAnswer<'a>>,
    /// The open needs. Only a skill that is already being learned has any.
    pub blocked_by: Vec<Named<'a>>,
    /// The skills that become ready once this is done.
    pub unlocks: Vec<Named<'a>>,
    /// How many open skills wait for it, directly or indirectly.
    pub unlocks_total: usize,
    pub resources: Vec<ResourceAnswer<'a>>,
    /// What it is and why it is here.
    pub summary: Option<&'a str>,
    /// How a person knows that it is done.
    pub done_when: &'a [String],
}

/// A choice to make.
#[derive(Debug, Clone, Serialize)]
pub struct ChoiceStep<'a> {
    /// The entry in `within`.
    #[serde(skip)]
    pub ix: Ix,
    #[serde(skip)]
    pub within: &'a Roadmap,
    pub roadmap: &'a RoadmapId,
    pub roadmap_title: &'a str,
    pub id: &'a Id,
    pub title: &'a str,
    pub stage: &'a Id,
    /// How many options the choice asks for.
    pub choose: u32,
    /// How many of them are still to be chosen.
    pub to_choose: u32,
    /// The options that are learning or done.
    pub chosen: Vec<Named<'a>>,
    /// The options that can still be chosen, ready ones first.
    pub options: Vec<OptionAnswer<'a>>,
    pub needs: Vec<NeedAnswer<'a>>,
    /// What becomes ready if the first of the options is done.
    pub unlocks: Vec<Named<'a>>,
    pub unlocks_total: usize,
}

/// An option that can be chosen.
#[derive(Debug, Clone, Serialize)]
pub struct OptionAnswer<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    pub ready: bool,
    /// The hours left in it; `None` if nothing has an estimate.
    pub hours: Option<Sum>,
}

/// A resource, and whether it is ticked.
#[derive(Debug, Clone, Serialize)]
pub struct ResourceAnswer<'a> {
    pub title: Option<&'a str>,
    pub url: &'a str,
    pub kind: Option<ResourceKind>,
    pub cost: Option<Cost>,
    pub done: bool,
}

/// The id and title of an entry. Serialises as the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    pub id: &'a Id,
    pub title: &'a str,
}

/// A need, and whether it is met. Serialises as the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeedAnswer<'a> {
    pub id: &'a Id,
    /// The id if it is [`Assumed`](NeedState::Assumed).
    pub title: &'a str,
    pub state: NeedState,
}

/// Whether a need is met, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedState {
    /// Done; a group since its last skill was.
    Done { since: Option<Date> },
    /// Skipped; for a group, everything required in it.
    Skipped { since: Option<Date> },
    /// Out of scope: another option was chosen.
    OutOfScope,
    /// The roadmap does not contain it.
    Assumed,
    /// Open, but optional, so it does not block what is required.
    Optional,
    /// Open.
    Open,
}

/// What to do next in these roadmaps, in this order, each id once. The limit and
/// the stage apply to each roadmap.
pub fn next<'a>(evaluations: &[Evaluation<'a>], wanted: &Wanted<'_>) -> Next<'a> {
    let finished = evaluations.iter().filter(|evaluation| !evaluation.total().is_open());
    let finished = finished.map(Evaluation::roadmap).collect();
    let mut next = Next { steps: Vec::new(), beside: Vec::new(), finished };
    let mut listed: HashSet<&'a Id> = HashSet::new();
    for evaluation in evaluations {
        let id = |ix: Ix| &evaluation.entry(ix).id;
        let steps = steps_except(evaluation, wanted, |ix| listed.contains(id(ix)));
        listed.extend(steps.iter().map(|step| id(step.ix())));
        next.steps.extend(answers(evaluation, &steps));
    }
    for evaluation in evaluations {
        for ix in learning(evaluation, false) {
            if listed.insert(&evaluation.entry(ix).id) {
                next.beside.push(Named::of(evaluation, ix));
            }
        }
    }
    next
}

/// These roadmaps up to and including the first in which something required is open, so
/// that the next one follows a finished one.
pub fn through_first_open<'e, 'a>(evaluations: &'e [Evaluation<'a>]) -> &'e [Evaluation<'a>] {
    let open = evaluations.iter().position(|evaluation| evaluation.total().is_open());
    &evaluations[..open.map_or(evaluations.len(), |at| at + 1)]
}

/// The needs of `ix` and of the groups around it, and whether they are met.
pub fn needs<'a>(evaluation: &Evaluation<'a>, ix: Ix) -> Vec<NeedAnswer<'a>> {
    let mut seen = HashSet::new();
    let mut answers = Vec::new();
    for entry in std::iter::once(ix).chain(evaluation.roadmap().around(ix)) {
        for need in &evaluation.entry(entry).needs {
            let answer = match need {
                Need::Assumed(id) => {
                    NeedAnswer { id, title: id.as_str(), state: NeedState::Assumed }
                }
                Need::Entry(on) => {
                    let Named { id, title } = Named::of(evaluation, *on);
                    NeedAnswer { id, title, state: NeedState::of(evaluation, *on, ix) }
                }
            };
            if seen.insert(answer.id) {
                answers.push(answer);
            }
        }
    }
    answers
}

fn answers<'a>(evaluation: &Evaluation<'a>, steps: &[Step]) -> Vec<StepAnswer<'a>> {
    let left = Remaining::of(evaluation);
    let unlocks = Unlocks::new(&left);
    steps
        .iter()
        .map(|step| match *step {
            Step::Learning(ix) | Step::Skill(ix) => {
                StepAnswer::Skill(SkillStep::of(evaluation, &unlocks, ix))
            }
            Step::Choice(ix) => StepAnswer::Choice(ChoiceStep::of(&left, &unlocks, ix)),
        })
        .collect()
}

impl<'a> SkillStep<'a> {
    fn of(evaluation: &Evaluation<'a>, unlocks: &Unlocks<'a, '_>, ix: Ix) -> Self {
        let roadmap = evaluation.roadmap();
        let entry = roadmap.entry(ix);
        let unlocked = unlocks.of(ix);
        let ticked = evaluation.ticked(ix);
        Self {
            ix,
            within: roadmap,
            roadmap: &roadmap.id,
            roadmap_title: &roadmap.title,
            id: &entry.id,
            title: &entry.title,
            stage: &roadmap.stages()[entry.stage].id,
            status: evaluation.status(ix),
            since: evaluation.since(ix),
            hours: evaluation.hours(ix),
            needs: needs(evaluation, ix),
            blocked_by: Named::all(evaluation, evaluation.unmet(ix)),
            unlocks: Named::all(evaluation, unlocked.now),
            unlocks_total: unlocked.total,
            resources: entry
                .skill()
                .map_or_else(Vec::new, |skill| ResourceAnswer::all(skill, &ticked)),
            summary: entry.summary.as_deref(),
            done_when: entry.skill().map_or(&[], |skill| &skill.done_when),
        }
    }
}

impl<'a> ChoiceStep<'a> {
    fn of(left: &Remaining<'a, '_>, unlocks: &Unlocks<'a, '_>, ix: Ix) -> Self {
        let evaluation = left.evaluation();
        let roadmap = evaluation.roadmap();
        let entry = roadmap.entry(ix);
        let unlocked = unlocks.of(ix);
        let option = |(ix, ready): (Ix, bool)| {
            let Named { id, title } = Named::of(evaluation, ix);
            let hours = Tally::of(evaluation, left.skills_of(ix)).known();
            OptionAnswer { id, title, ready, hours }
        };
        Self {
            ix,
            within: roadmap,
            roadmap: &roadmap.id,
            roadmap_title: &roadmap.title,
            id: &entry.id,
            title: &entry.title,
            stage: &roadmap.stages()[entry.stage].id,
            choose: entry.choose().unwrap_or(1),
            to_choose: evaluation.to_choose(ix),
            chosen: Named::all(evaluation, evaluation.chosen(ix)),
            options: evaluation.options(ix).into_iter().map(option).collect(),
            needs: needs(evaluation, ix),
            unlocks: Named::all(evaluation, unlocked.now),
            unlocks_total: unlocked.total,
        }
    }
}

impl<'a> ResourceAnswer<'a> {
    /// The resources of a skill; those with these links are ticked.
    pub(super) fn all(skill: &'a Skill, ticked: &BTreeSet<Box<str>>) -> Vec<Self> {
        let answer = |resource: &'a Resource| Self {
            title: resource.title.as_deref(),
            url: resource.url.as_str(),
            kind: resource.kind,
            cost: resource.cost,
            done: ticked.contains(resource.url.as_str()),
        };
        skill.resources.iter().map(answer).collect()
    }
}

impl<'a> Named<'a> {
    /// The entry at `ix`.
    pub fn of(evaluation: &Evaluation<'a>, ix: Ix) -> Self {
        let entry = evaluation.entry(ix);
        Self { id: &entry.id, title: &entry.title }
    }

    pub(super) fn all(
        evaluation: &Evaluation<'a>,
        entries: impl IntoIterator<Item = Ix>,
    ) -> Vec<Self> {
        entries.into_iter().map(|ix| Self::of(evaluation, ix)).collect()
    }
}

impl NeedState {
    fn of(evaluation: &Evaluation<'_>, on: Ix, dependent: Ix) -> Self {
        let skills = || std::iter::once(on).chain(evaluation.roadmap().within(on));
        let last = |status| {
            let with_it = skills().filter(|ix| evaluation.status(*ix) == status);
            with_it.filter_map(|ix| evaluation.since(ix)).max()
        };
        if evaluation.is_done(on) {
            Self::Done { since: last(Status::Done) }
        } else if !evaluation.is_open(on) {
            Self::Skipped { since: last(Status::Skipped) }
        } else if !evaluation.in_scope(on) {
            Self::OutOfScope
        } else if evaluation.can_block(on, dependent) {
            Self::Open
        } else {
            Self::Optional
        }
    }

    /// Whether it blocks nothing.
    pub fn is_met(self) -> bool {
        self != Self::Open
    }
}

fn as_ids<S: Serializer>(roadmaps: &[&Roadmap], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(roadmaps.iter().map(|roadmap| &roadmap.id))
}

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.id.serialize(serializer)
    }
}

impl Serialize for NeedAnswer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.id.serialize(serializer)
    }
}

#[cfg(test)]
mod tests;

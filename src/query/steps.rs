//! The steps that can be taken next, and their order.

use super::evaluation::{Evaluation, Reach};
use crate::catalog::Ix;
use crate::progress::Status;

/// A step to take next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A skill that is being learned, whether or not its needs are met.
    Learning(Ix),
    /// A skill that is ready.
    Skill(Ix),
    /// A choice to make.
    Choice(Ix),
}

/// Which steps to return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// At most this many steps that are not begun. Skills being learned are always
    /// included.
    pub limit: usize,
    /// Only steps in the stage with this id.
    pub stage: Option<&'a str>,
    /// Whether to suggest optional skills and choices.
    pub reach: Reach,
}

impl Default for Wanted<'_> {
    fn default() -> Self {
        Self { limit: 3, stage: None, reach: Reach::Required }
    }
}

impl Step {
    /// The skill or choice.
    pub fn ix(self) -> Ix {
        match self {
            Self::Learning(ix) | Self::Skill(ix) | Self::Choice(ix) => ix,
        }
    }
}

/// The skills being learned, latest touched first, then other steps in file order.
pub fn steps(evaluation: &Evaluation<'_>, wanted: &Wanted<'_>) -> Vec<Step> {
    steps_except(evaluation, wanted, |_| false)
}

/// The same without entries that are already `listed`. They do not count towards the
/// limit.
pub(super) fn steps_except(
    evaluation: &Evaluation<'_>,
    wanted: &Wanted<'_>,
    listed: impl Fn(Ix) -> bool,
) -> Vec<Step> {
    let roadmap = evaluation.roadmap();
    let is_wanted = |ix: Ix| {
        wanted.stage.is_none_or(|id| roadmap.stages()[roadmap.entry(ix).stage].id.as_str() == id)
            && !listed(ix)
    };
    let learning = learning(evaluation, true).into_iter().filter(|ix| is_wanted(*ix));
    let fresh = not_begun(evaluation, wanted.reach).filter(|step| is_wanted(step.ix()));
    learning.map(Step::Learning).chain(fresh.take(wanted.limit)).collect()
}

/// The skills being learned that are in scope, or those that are not, latest touched
/// first.
pub(super) fn learning(evaluation: &Evaluation<'_>, in_scope: bool) -> Vec<Ix> {
    let mut learning: Vec<Ix> = evaluation
        .roadmap()
        .skills()
        .map(|(ix, ..)| ix)
        .filter(|ix| evaluation.status(*ix) == Status::Learning)
        .filter(|ix| evaluation.in_scope(*ix) == in_scope)
        .collect();
    learning.sort_by_key(|ix| std::cmp::Reverse(evaluation.touched(*ix)));
    learning
}

/// The ready skills and open choices, in file order.
fn not_begun(evaluation: &Evaluation<'_>, reach: Reach) -> impl Iterator<Item = Step> {
    let is_asked_for = move |ix| reach == Reach::WithOptional || !evaluation.is_optional(ix);
    evaluation.roadmap().entries().filter_map(move |(ix, entry)| {
        let step = if entry.is_skill() {
            evaluation.is_ready(ix).then_some(Step::Skill(ix))
        } else {
            is_ready_choice(evaluation, ix).then_some(Step::Choice(ix))
        };
        step.filter(|_| is_asked_for(ix) && evaluation.is_reached(ix))
    })
}

/// Whether it is an open choice with an option that can be begun. Then it is in
/// scope and not blocked, since otherwise its options would not be ready.
fn is_ready_choice(evaluation: &Evaluation<'_>, group: Ix) -> bool {
    evaluation.entry(group).choose().is_some()
        && evaluation.is_undecided(group)
        && evaluation.options(group).first().is_some_and(|(_, ready)| *ready)
}

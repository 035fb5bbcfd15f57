//! What becomes ready once something is done.

use super::dependents::Dependents;
use super::evaluation::Evaluation;
use super::remaining::Remaining;
use crate::catalog::Ix;
use crate::progress::Status;

/// Looks up what the entries of an evaluation unlock.
#[derive(Debug, Clone)]
pub struct Unlocks<'a, 's> {
    left: &'s Remaining<'a, 's>,
    dependents: Dependents,
}

/// What something unlocks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unlocked {
    /// The skills that become ready, in file order.
    pub now: Vec<Ix>,
    /// How many open skills wait for it, directly or not, including those that become
    /// ready.
    pub total: usize,
}

impl<'a, 's> Unlocks<'a, 's> {
    pub fn new(left: &'s Remaining<'a, 's>) -> Self {
        Self { left, dependents: Dependents::of(left.evaluation().roadmap()) }
    }

    /// What becomes ready once the skill, or everything left in the group, is done; for
    /// a choice, once its first option is. Optional skills are listed only for optional
    /// entries.
    pub fn of(&self, ix: Ix) -> Unlocked {
        let evaluation = self.evaluation();
        let doing = match evaluation.entry(ix).choose() {
            Some(_) => evaluation.options(ix).first().map_or(ix, |(option, _)| *option),
            None => ix,
        };
        let skills = self.left.skills_of(doing);
        let now = match skills[..] {
            [skill] if !self.is_in_choice(skill) => self.now_ready(skill),
            _ => newly_ready(evaluation, &evaluation.with(&skills, Status::Done)),
        };
        let is_listed = |found: &Ix| !evaluation.is_optional(*found) || evaluation.is_optional(ix);
        let now: Vec<Ix> = now.into_iter().filter(is_listed).collect();
        let mut waiting: Vec<Ix> =
            self.waiting_for(&skills).into_iter().filter(is_listed).collect();
        waiting.extend(&now);
        waiting.sort_unstable();
        waiting.dedup();
        Unlocked { now, total: waiting.len() }
    }

    /// The same as evaluating everything with `skill` done. Outside of choices no
    /// scope changes, so only the dependents have to be looked at.
    fn now_ready(&self, skill: Ix) -> Vec<Ix> {
        let evaluation = self.evaluation();
        let completed: Vec<Ix> = self
            .sources(skill)
            .filter(|ix| {
                let units = evaluation.units(*ix);
                units.done + 1 == units.required
            })
            .collect();
        let mut ready: Vec<Ix> = completed
            .iter()
            .flat_map(|on| self.dependents.on(*on))
            .flat_map(|dependent| self.with_inside(*dependent))
            .filter(|ix| {
                evaluation.entry(*ix).is_skill()
                    && evaluation.status(*ix) == Status::Todo
                    && evaluation.in_scope(*ix)
                    && evaluation.is_blocked(*ix)
                    && evaluation.unmet(*ix).iter().all(|on| completed.contains(on))
            })
            .collect();
        ready.sort_unstable();
        ready.dedup();
        ready
    }

    /// The open skills in scope that wait for one of `skills`, at any distance.
    fn waiting_for(&self, skills: &[Ix]) -> Vec<Ix> {
        let evaluation = self.evaluation();
        // Follow each source at most once as required and once as optional.
        let mut followed = vec![[false; 2]; evaluation.roadmap().len()];
        let mut found = vec![false; evaluation.roadmap().len()];
        for skill in skills {
            found[skill.at()] = true;
        }
        let mut queue = skills.to_vec();
        let mut waiting = Vec::new();
        while let Some(skill) = queue.pop() {
            for on in self.sources(skill) {
                let sort = usize::from(evaluation.is_optional(on));
                if std::mem::replace(&mut followed[on.at()][sort], true) {
                    continue;
                }
                for dependent in self.dependents.on(on) {
                    for ix in self.with_inside(*dependent) {
                        if evaluation.entry(ix).is_skill()
                            && evaluation.is_open(ix)
                            && evaluation.in_scope(ix)
                            && evaluation.can_block(on, ix)
                            && !std::mem::replace(&mut found[ix.at()], true)
                        {
                            waiting.push(ix);
                            queue.push(ix);
                        }
                    }
                }
            }
        }
        waiting
    }

    /// The entries that are unmet while `skill` is open: itself and the groups in which
    /// it is required.
    fn sources(&self, skill: Ix) -> impl Iterator<Item = Ix> {
        let roadmap = self.evaluation().roadmap();
        std::iter::successors(Some(skill), |ix| {
            let entry = roadmap.entry(*ix);
            entry.parent.filter(|_| !entry.optional)
        })
    }

    fn with_inside(&self, ix: Ix) -> impl Iterator<Item = Ix> {
        std::iter::once(ix).chain(self.evaluation().roadmap().within(ix))
    }

    fn is_in_choice(&self, skill: Ix) -> bool {
        let evaluation = self.evaluation();
        evaluation.roadmap().around(skill).any(|group| evaluation.entry(group).choose().is_some())
    }

    fn evaluation(&self) -> &'s Evaluation<'a> {
        self.left.evaluation()
    }
}

/// The skills that are ready `after` and were not before, in file order.
pub(super) fn newly_ready(before: &Evaluation<'_>, after: &Evaluation<'_>) -> Vec<Ix> {
    let skills = before.roadmap().skills().map(|(ix, ..)| ix);
    skills.filter(|ix| after.is_ready(*ix) && !before.is_ready(*ix)).collect()
}

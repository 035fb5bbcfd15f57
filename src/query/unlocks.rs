//! What doing something would open up, now and later.

use super::dependents::Dependents;
use super::left::Left;
use super::standing::Standing;
use crate::catalog::Ix;
use crate::progress::Status;

/// Answers what entries of one standing unlock.
#[derive(Debug, Clone)]
pub struct Unlocks<'a, 's> {
    left: &'s Left<'a, 's>,
    dependents: Dependents,
}

/// What doing something opens up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unlocked {
    /// The skills that become ready by it, in file order.
    pub now: Vec<Ix>,
    /// How many open skills wait for it, directly or through others, those
    /// included.
    pub total: usize,
}

impl<'a, 's> Unlocks<'a, 's> {
    pub fn new(left: &'s Left<'a, 's>) -> Self {
        Self { left, dependents: Dependents::of(left.standing().roadmap()) }
    }

    /// What becomes ready once the skill, or all that is left of the group, is
    /// done. Of a choice, once the first option that can be begun is. Optional
    /// skills are told of what is itself optional only.
    pub fn of(&self, ix: Ix) -> Unlocked {
        let standing = self.standing();
        let doing = match standing.entry(ix).choose() {
            Some(_) => standing.options(ix).first().map_or(ix, |(option, _)| *option),
            None => ix,
        };
        let skills = self.left.skills_of(doing);
        let now = match skills[..] {
            [skill] if !self.is_in_choice(skill) => self.now_ready(skill),
            _ => newly_ready(standing, &standing.with(&skills, Status::Done)),
        };
        let is_told = |found: &Ix| !standing.is_optional(*found) || standing.is_optional(ix);
        let now: Vec<Ix> = now.into_iter().filter(is_told).collect();
        let mut waiting: Vec<Ix> = self.waiting_for(&skills).into_iter().filter(is_told).collect();
        waiting.extend(&now);
        waiting.sort_unstable();
        waiting.dedup();
        Unlocked { now, total: waiting.len() }
    }

    /// The same as asking a whole standing in which `skill` is done. Outside of
    /// choices no scope changes, so the dependents are all there is to look at.
    fn now_ready(&self, skill: Ix) -> Vec<Ix> {
        let standing = self.standing();
        let completed: Vec<Ix> = self
            .sources(skill)
            .filter(|ix| {
                let units = standing.units(*ix);
                units.done + 1 == units.required
            })
            .collect();
        let mut ready: Vec<Ix> = completed
            .iter()
            .flat_map(|on| self.dependents.on(*on))
            .flat_map(|dependent| self.with_inside(*dependent))
            .filter(|ix| {
                standing.entry(*ix).is_skill()
                    && standing.status(*ix) == Status::Todo
                    && standing.in_scope(*ix)
                    && standing.is_blocked(*ix)
                    && standing.unmet(*ix).iter().all(|on| completed.contains(on))
            })
            .collect();
        ready.sort_unstable();
        ready.dedup();
        ready
    }

    /// The open skills in scope that wait for one of `skills`, at any distance.
    fn waiting_for(&self, skills: &[Ix]) -> Vec<Ix> {
        let standing = self.standing();
        // A source of each sort, required and optional, is followed once.
        let mut followed = vec![[false; 2]; standing.roadmap().len()];
        let mut found = vec![false; standing.roadmap().len()];
        for skill in skills {
            found[skill.at()] = true;
        }
        let mut queue = skills.to_vec();
        let mut waiting = Vec::new();
        while let Some(skill) = queue.pop() {
            for on in self.sources(skill) {
                let sort = usize::from(standing.is_optional(on));
                if std::mem::replace(&mut followed[on.at()][sort], true) {
                    continue;
                }
                for dependent in self.dependents.on(on) {
                    for ix in self.with_inside(*dependent) {
                        if standing.entry(ix).is_skill()
                            && standing.is_open(ix)
                            && standing.in_scope(ix)
                            && standing.can_block(on, ix)
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

    /// What is not met while `skill` is open: itself and the groups in which it
    /// is required.
    fn sources(&self, skill: Ix) -> impl Iterator<Item = Ix> {
        let roadmap = self.standing().roadmap();
        std::iter::successors(Some(skill), |ix| {
            let entry = roadmap.entry(*ix);
            entry.parent.filter(|_| !entry.optional)
        })
    }

    fn with_inside(&self, ix: Ix) -> impl Iterator<Item = Ix> {
        std::iter::once(ix).chain(self.standing().roadmap().within(ix))
    }

    fn is_in_choice(&self, skill: Ix) -> bool {
        let standing = self.standing();
        standing.roadmap().around(skill).any(|group| standing.entry(group).choose().is_some())
    }

    fn standing(&self) -> &'s Standing<'a> {
        self.left.standing()
    }
}

/// The skills that are ready `after` and were not before, in file order.
pub(super) fn newly_ready(before: &Standing<'_>, after: &Standing<'_>) -> Vec<Ix> {
    let skills = before.roadmap().skills().map(|(ix, ..)| ix);
    skills.filter(|ix| after.is_ready(*ix) && !before.is_ready(*ix)).collect()
}

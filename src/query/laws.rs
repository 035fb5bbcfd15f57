//! Laws of counting and of what is next, over random roadmaps and progress.

use proptest::prelude::*;
use proptest::sample::Index;

use super::sketch::{Sample, samples};
use super::unlocks::newly_ready;
use super::{CannotStart, Left, Reach, Standing, Step, Unlocks, Wanted, first_to_start, steps};
use crate::catalog::{Ix, Need};
use crate::progress::Status;

const ALL: Wanted<'static> = Wanted { limit: usize::MAX, stage: None, reach: Reach::WithOptional };
const REQUIRED: Wanted<'static> = Wanted { limit: usize::MAX, stage: None, reach: Reach::Required };

fn percent(standing: &Standing<'_>) -> u64 {
    standing.total().percent()
}

/// The required skills in scope that are open, said without units.
fn open(standing: &Standing<'_>) -> Vec<Ix> {
    let skills = standing.roadmap().skills().map(|(ix, ..)| ix);
    skills
        .filter(|ix| standing.in_scope(*ix) && !standing.roadmap().is_optional(*ix))
        .filter(|ix| standing.status(*ix).is_open())
        .collect()
}

/// Whether `on` holds back `ix`, said without units: something required in it
/// is open and in scope.
fn holds_back(standing: &Standing<'_>, on: Ix, ix: Ix) -> bool {
    let roadmap = standing.roadmap();
    let inside = std::iter::once(on).chain(roadmap.within(on));
    let is_required = |skill: Ix| {
        let mut path = std::iter::once(skill).chain(roadmap.around(skill));
        skill == on || path.find(|ix| *ix == on || roadmap.entry(*ix).optional) == Some(on)
    };
    (!roadmap.is_optional(on) || roadmap.is_optional(ix))
        && inside.into_iter().any(|skill| {
            roadmap.entry(skill).is_skill()
                && is_required(skill)
                && standing.in_scope(skill)
                && standing.status(skill).is_open()
        })
}

/// Does what the step says: checks what is being learned, starts what is ready,
/// chooses the first option. Returns the skill and its new status.
fn follow(standing: &Standing<'_>, step: Step) -> Result<(Ix, Status), CannotStart> {
    match step {
        Step::Learning(skill) => Ok((skill, Status::Done)),
        Step::Skill(skill) => Ok((skill, Status::Learning)),
        Step::Choice(choice) => {
            let mut option = standing.options(choice)[0].0;
            while !standing.entry(option).is_skill() {
                option = match first_to_start(standing, option) {
                    Err(CannotStart::Choose(inner)) => standing.options(inner)[0].0,
                    skill => skill?,
                };
            }
            Ok((option, Status::Learning))
        }
    }
}

fn all_skills(sample: &Sample) -> Vec<Ix> {
    sample.roadmap.skills().map(|(ix, ..)| ix).collect()
}

proptest! {
    #[test]
    fn a_suggested_step_is_never_blocked_at_any_depth(sample in samples()) {
        let standing = sample.standing();
        let roadmap = &sample.roadmap;
        for step in steps(&standing, &ALL) {
            prop_assert!(standing.in_scope(step.ix()));
            if matches!(step, Step::Learning(_)) {
                continue;
            }
            for around in std::iter::once(step.ix()).chain(roadmap.around(step.ix())) {
                for need in &roadmap.entry(around).needs {
                    if let Need::Entry(on) = *need {
                        prop_assert!(!holds_back(&standing, on, step.ix()), "{step:?} by {on:?}");
                    }
                }
            }
            if let Step::Skill(skill) = step {
                prop_assert_eq!(standing.status(skill), Status::Todo);
            }
        }
    }

    #[test]
    fn what_is_blocked_is_what_has_an_unmet_need(sample in samples()) {
        let standing = sample.standing();
        for (ix, _) in sample.roadmap.entries() {
            prop_assert_eq!(standing.is_blocked(ix), !standing.unmet(ix).is_empty());
            for on in standing.needs_of(ix) {
                let holds = !standing.is_met(on) && standing.can_block(on, ix);
                prop_assert_eq!(holds, holds_back(&standing, on, ix), "{:?} by {:?}", ix, on);
            }
        }
    }

    #[test]
    fn below_100_there_is_a_step(sample in samples()) {
        let standing = sample.standing();
        if percent(&standing) < 100 {
            prop_assert!(!steps(&standing, &REQUIRED).is_empty());
        }
    }

    #[test]
    fn it_is_100_exactly_when_nothing_required_in_scope_is_open(sample in samples()) {
        let standing = sample.standing();
        prop_assert_eq!(percent(&standing) == 100, open(&standing).is_empty());
        // The same of each stage, which the current one follows from.
        let stage = open(&standing).first().map(|ix| sample.roadmap.entry(*ix).stage);
        prop_assert_eq!(standing.current_stage(), stage);
    }

    #[test]
    fn finishing_or_skipping_everything_in_any_order_ends_at_100(
        sample in samples(),
        order in proptest::collection::vec((any::<Index>(), any::<bool>()), 64),
    ) {
        let mut standing = sample.standing();
        let mut skills = all_skills(&sample);
        for (at, skip) in order.iter().cycle() {
            if skills.is_empty() {
                break;
            }
            let skill = skills.remove(at.index(skills.len()));
            standing = standing.with(&[skill], if *skip { Status::Skipped } else { Status::Done });
        }
        prop_assert_eq!(percent(&standing), 100);
        prop_assert_eq!(steps(&standing, &ALL), []);
    }

    #[test]
    fn a_check_never_lowers_the_percent(sample in samples(), at in any::<Index>()) {
        let skills = all_skills(&sample);
        let skill = skills[at.index(skills.len())];
        let before = sample.standing();
        let after = before.with(&[skill], Status::Done);
        prop_assert!(percent(&after) >= percent(&before));
    }

    #[test]
    fn following_the_steps_reaches_100(
        sample in samples(),
        picks in proptest::collection::vec(any::<Index>(), 16),
    ) {
        let mut standing = sample.standing();
        for pick in picks.iter().cycle().take(2 * sample.roadmap.len()) {
            let steps = steps(&standing, &REQUIRED);
            if steps.is_empty() {
                break;
            }
            let step = steps[pick.index(steps.len())];
            let followed = follow(&standing, step);
            prop_assert!(followed.is_ok(), "{step:?}: {followed:?}");
            let (skill, status) = followed.unwrap();
            prop_assert!(standing.status(skill).is_open() && standing.status(skill) != status);
            standing = standing.with(&[skill], status);
        }
        prop_assert_eq!(percent(&standing), 100);
    }

    #[test]
    fn a_choice_keeps_as_many_options_as_it_asks_for(sample in samples()) {
        let standing = sample.standing();
        for (choice, entry) in sample.roadmap.entries() {
            if entry.choose().is_none() || !standing.in_scope(choice) {
                continue;
            }
            let options = || sample.roadmap.children(choice);
            let counting =
                options().filter(|ix| standing.in_scope(*ix) && standing.units(*ix).required > 0);
            prop_assert!(counting.count() >= standing.units(choice).required as usize);
            let is_decided = options().filter(|ix| standing.is_begun(*ix)).count()
                >= entry.choose().unwrap() as usize;
            for option in options().filter(|ix| standing.is_begun(*ix)) {
                let is_late = is_decided && !standing.units(choice).is_open();
                prop_assert!(standing.in_scope(option) || (is_late && !standing.is_done(option)));
            }
        }
    }

    #[test]
    fn what_is_left_is_what_100_is_short_of(sample in samples()) {
        let standing = sample.standing();
        let left = Left::of(&standing);
        let skills = left.skills(Reach::Required);
        prop_assert_eq!(skills.is_empty(), percent(&standing) == 100);
        let open = open(&standing);
        prop_assert!(skills.iter().all(|skill| open.contains(skill)));
        // It is enough, and every stage has its part.
        prop_assert_eq!(percent(&standing.with(&skills, Status::Done)), 100);
        let by_stage: Vec<Ix> =
            (0..sample.roadmap.stages().len()).flat_map(|at| left.skills_of_stage(at)).collect();
        prop_assert_eq!(&by_stage, &skills);
        for (choice, _) in sample.roadmap.entries().filter(|(_, entry)| entry.choose().is_some()) {
            let assumed = left.options(choice).count();
            prop_assert_eq!(assumed, standing.units(choice).required as usize);
        }
    }

    #[test]
    fn unlocked_is_what_a_standing_without_it_finds(sample in samples()) {
        let standing = sample.standing();
        let left = Left::of(&standing);
        let unlocks = Unlocks::new(&left);
        for skill in all_skills(&sample).into_iter().filter(|ix| standing.is_open(*ix)) {
            let unlocked = unlocks.of(skill);
            let after = standing.with(&[skill], Status::Done);
            let mut ready = newly_ready(&standing, &after);
            ready.retain(|ix| !standing.is_optional(*ix) || standing.is_optional(skill));
            prop_assert_eq!(&unlocked.now, &ready, "by {:?}", skill);
            prop_assert!(unlocked.total >= unlocked.now.len());
        }
    }

    #[test]
    fn a_status_says_all_whatever_came_before(sample in samples()) {
        let none = Standing::from_statuses(&sample.roadmap, &vec![Status::Todo; sample.roadmap.len()]);
        let mut later = none;
        for skill in all_skills(&sample) {
            later = later.with(&[skill], sample.statuses[skill.at()]);
        }
        let at_once = sample.standing();
        for (ix, _) in sample.roadmap.entries() {
            prop_assert_eq!(later.units(ix), at_once.units(ix));
            prop_assert_eq!(later.in_scope(ix), at_once.in_scope(ix));
            prop_assert_eq!(later.is_ready(ix), at_once.is_ready(ix));
        }
    }
}

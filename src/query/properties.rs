//! Properties of counting and of next steps, over random roadmaps and progress.

use proptest::prelude::*;
use proptest::sample::Index;

use super::fixtures::{Sample, samples};
use super::unlocks::newly_ready;
use super::{
    CannotStart, Evaluation, Reach, Remaining, Step, Unlocks, Wanted, first_to_start, steps,
};
use crate::catalog::{Ix, Need};
use crate::progress::Status;

const ALL: Wanted<'static> = Wanted { limit: usize::MAX, stage: None, reach: Reach::WithOptional };
const REQUIRED: Wanted<'static> = Wanted { limit: usize::MAX, stage: None, reach: Reach::Required };

fn percent(evaluation: &Evaluation<'_>) -> u64 {
    evaluation.total().percent()
}

/// The open required skills in scope, computed without units.
fn open(evaluation: &Evaluation<'_>) -> Vec<Ix> {
    let skills = evaluation.roadmap().skills().map(|(ix, ..)| ix);
    skills
        .filter(|ix| evaluation.in_scope(*ix) && !evaluation.roadmap().is_optional(*ix))
        .filter(|ix| evaluation.status(*ix).is_open())
        .collect()
}

/// Whether `on` holds back `ix`, computed without units: something required in it is
/// open and in scope.
fn holds_back(evaluation: &Evaluation<'_>, on: Ix, ix: Ix) -> bool {
    let roadmap = evaluation.roadmap();
    let inside = std::iter::once(on).chain(roadmap.within(on));
    let is_required = |skill: Ix| {
        let mut path = std::iter::once(skill).chain(roadmap.around(skill));
        skill == on || path.find(|ix| *ix == on || roadmap.entry(*ix).optional) == Some(on)
    };
    (!roadmap.is_optional(on) || roadmap.is_optional(ix))
        && inside.into_iter().any(|skill| {
            roadmap.entry(skill).is_skill()
                && is_required(skill)
                && evaluation.in_scope(skill)
                && evaluation.status(skill).is_open()
        })
}

/// Follows a step: checks what is being learned, starts what is ready, chooses the
/// first option. Returns the skill and its new status.
fn follow(evaluation: &Evaluation<'_>, step: Step) -> Result<(Ix, Status), CannotStart> {
    match step {
        Step::Learning(skill) => Ok((skill, Status::Done)),
        Step::Skill(skill) => Ok((skill, Status::Learning)),
        Step::Choice(choice) => {
            let mut option = evaluation.options(choice)[0].0;
            while !evaluation.entry(option).is_skill() {
                option = match first_to_start(evaluation, option) {
                    Err(CannotStart::Choose { example, .. }) => {
                        evaluation.roadmap().with_id(&example).expect("an option")
                    }
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
        let evaluation = sample.evaluation();
        let roadmap = &sample.roadmap;
        for step in steps(&evaluation, &ALL) {
            prop_assert!(evaluation.in_scope(step.ix()));
            if matches!(step, Step::Learning(_)) {
                continue;
            }
            for around in std::iter::once(step.ix()).chain(roadmap.around(step.ix())) {
                for need in &roadmap.entry(around).needs {
                    if let Need::Entry(on) = *need {
                        prop_assert!(!holds_back(&evaluation, on, step.ix()), "{step:?} by {on:?}");
                    }
                }
            }
            if let Step::Skill(skill) = step {
                prop_assert_eq!(evaluation.status(skill), Status::Todo);
            }
        }
    }

    #[test]
    fn an_entry_is_blocked_if_it_has_an_unmet_need(sample in samples()) {
        let evaluation = sample.evaluation();
        for (ix, _) in sample.roadmap.entries() {
            prop_assert_eq!(evaluation.is_blocked(ix), !evaluation.unmet(ix).is_empty());
            for on in evaluation.needs_of(ix) {
                let holds = !evaluation.is_met(on) && evaluation.can_block(on, ix);
                prop_assert_eq!(holds, holds_back(&evaluation, on, ix), "{:?} by {:?}", ix, on);
            }
        }
    }

    #[test]
    fn below_100_percent_there_is_a_step(sample in samples()) {
        let evaluation = sample.evaluation();
        if percent(&evaluation) < 100 {
            prop_assert!(!steps(&evaluation, &REQUIRED).is_empty());
        }
    }

    #[test]
    fn it_is_100_percent_exactly_when_nothing_required_in_scope_is_open(sample in samples()) {
        let evaluation = sample.evaluation();
        prop_assert_eq!(percent(&evaluation) == 100, open(&evaluation).is_empty());
        // The same holds for each stage, which determines the current one.
        let stage = open(&evaluation).first().map(|ix| sample.roadmap.entry(*ix).stage);
        prop_assert_eq!(evaluation.current_stage(), stage);
    }

    #[test]
    fn finishing_or_skipping_everything_in_any_order_ends_at_100_percent(
        sample in samples(),
        order in proptest::collection::vec((any::<Index>(), any::<bool>()), 64),
    ) {
        let mut evaluation = sample.evaluation();
        let mut skills = all_skills(&sample);
        for (at, skip) in order.iter().cycle() {
            if skills.is_empty() {
                break;
            }
            let skill = skills.remove(at.index(skills.len()));
            evaluation = evaluation.with(&[skill], if *skip { Status::Skipped } else { Status::Done });
        }
        prop_assert_eq!(percent(&evaluation), 100);
        prop_assert_eq!(steps(&evaluation, &ALL), []);
    }

    #[test]
    fn a_check_never_lowers_the_percentage(sample in samples(), at in any::<Index>()) {
        let skills = all_skills(&sample);
        let skill = skills[at.index(skills.len())];
        let before = sample.evaluation();
        let after = before.with(&[skill], Status::Done);
        prop_assert!(percent(&after) >= percent(&before));
    }

    #[test]
    fn following_the_steps_reaches_100_percent(
        sample in samples(),
        picks in proptest::collection::vec(any::<Index>(), 16),
    ) {
        let mut evaluation = sample.evaluation();
        for pick in picks.iter().cycle().take(2 * sample.roadmap.len()) {
            let steps = steps(&evaluation, &REQUIRED);
            if steps.is_empty() {
                break;
            }
            let step = steps[pick.index(steps.len())];
            let followed = follow(&evaluation, step);
            prop_assert!(followed.is_ok(), "{step:?}: {followed:?}");
            let (skill, status) = followed.unwrap();
            prop_assert!(evaluation.status(skill).is_open() && evaluation.status(skill) != status);
            evaluation = evaluation.with(&[skill], status);
        }
        prop_assert_eq!(percent(&evaluation), 100);
    }

    #[test]
    fn a_choice_keeps_as_many_options_as_it_asks_for(sample in samples()) {
        let evaluation = sample.evaluation();
        for (choice, entry) in sample.roadmap.entries() {
            if entry.choose().is_none() || !evaluation.in_scope(choice) {
                continue;
            }
            let options = || sample.roadmap.children(choice);
            let counting =
                options().filter(|ix| evaluation.in_scope(*ix) && evaluation.units(*ix).required > 0);
            prop_assert!(counting.count() >= evaluation.units(choice).required as usize);
            let is_decided = options().filter(|ix| evaluation.is_begun(*ix)).count()
                >= entry.choose().unwrap() as usize;
            for option in options().filter(|ix| evaluation.is_begun(*ix)) {
                let is_late = is_decided && !evaluation.units(choice).is_open();
                prop_assert!(evaluation.in_scope(option) || (is_late && !evaluation.is_done(option)));
            }
        }
    }

    #[test]
    fn finishing_what_is_left_reaches_100_percent(sample in samples()) {
        let evaluation = sample.evaluation();
        let left = Remaining::of(&evaluation);
        let skills = left.skills(Reach::Required);
        prop_assert_eq!(skills.is_empty(), percent(&evaluation) == 100);
        let open = open(&evaluation);
        prop_assert!(skills.iter().all(|skill| open.contains(skill)));
        // It is enough, and the stages add up to it.
        prop_assert_eq!(percent(&evaluation.with(&skills, Status::Done)), 100);
        let by_stage: Vec<Ix> =
            (0..sample.roadmap.stages().len()).flat_map(|at| left.skills_of_stage(at)).collect();
        prop_assert_eq!(&by_stage, &skills);
        for (choice, _) in sample.roadmap.entries().filter(|(_, entry)| entry.choose().is_some()) {
            let assumed = left.options(choice).count();
            prop_assert_eq!(assumed, evaluation.units(choice).required as usize);
        }
    }

    #[test]
    fn unlocks_agree_with_evaluating_the_roadmap_again(sample in samples()) {
        let evaluation = sample.evaluation();
        let left = Remaining::of(&evaluation);
        let unlocks = Unlocks::new(&left);
        for skill in all_skills(&sample).into_iter().filter(|ix| evaluation.is_open(*ix)) {
            let unlocked = unlocks.of(skill);
            let after = evaluation.with(&[skill], Status::Done);
            let mut ready = newly_ready(&evaluation, &after);
            ready.retain(|ix| !evaluation.is_optional(*ix) || evaluation.is_optional(skill));
            prop_assert_eq!(&unlocked.now, &ready, "by {:?}", skill);
            prop_assert!(unlocked.total >= unlocked.now.len());
        }
    }

    #[test]
    fn an_evaluation_depends_only_on_the_statuses(sample in samples()) {
        let none = Evaluation::from_statuses(&sample.roadmap, &vec![Status::Todo; sample.roadmap.len()]);
        let mut later = none;
        for skill in all_skills(&sample) {
            later = later.with(&[skill], sample.statuses[skill.at()]);
        }
        let at_once = sample.evaluation();
        for (ix, _) in sample.roadmap.entries() {
            prop_assert_eq!(later.units(ix), at_once.units(ix));
            prop_assert_eq!(later.in_scope(ix), at_once.in_scope(ix));
            prop_assert_eq!(later.is_ready(ix), at_once.is_ready(ix));
        }
    }
}

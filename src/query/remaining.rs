//! What is still ahead: the open skills that a person is assumed to learn, and
//! their hours.

use std::ops::Add;

use serde::Serialize;
use serde::ser::SerializeStruct;

use super::evaluation::{Evaluation, Reach};
use crate::catalog::{Hours, Ix, Need, Roadmap, hours_json};

/// What a skill takes where no skill of the roadmap has an estimate.
const DEFAULT_MINUTES: u32 = 10 * 60;

/// What is left of a roadmap, with an assumption for every open choice.
#[derive(Debug, Clone)]
pub struct Remaining<'a, 's> {
    evaluation: &'s Evaluation<'a>,
    median: u32,
    /// For each entry, whether it is an option that is assumed.
    assumed: Vec<bool>,
}

/// The estimates of some skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub hours: Sum,
    /// How many skills there are.
    pub skills: usize,
    /// How many of them have no estimate; the hours are without them.
    pub unestimated: usize,
}

/// Estimates added up, in minutes. Serialises as `{"min":25,"max":40}` in hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    pub min_minutes: u64,
    pub max_minutes: u64,
}

impl<'a, 's> Remaining<'a, 's> {
    pub fn of(evaluation: &'s Evaluation<'a>) -> Self {
        let mut left = Self {
            evaluation,
            median: median_minutes(evaluation),
            assumed: vec![false; evaluation.roadmap().len()],
        };
        left.assume();
        left
    }

    /// Fills the places of every choice: with the options that are done, then
    /// those begun, then the ones that can be begun, with the fewest hours
    /// first, then in file order. As many as its units ask for, since more
    /// would not count.
    fn assume(&mut self) {
        let roadmap = self.roadmap();
        // Twice the middle of the estimate of what is left in each entry.
        let mut cost = vec![0u64; roadmap.len()];
        for (ix, entry) in roadmap.entries().rev() {
            cost[ix.at()] = if entry.is_skill() {
                if self.evaluation.is_open(ix) { self.cost_of_skill(ix) } else { 0 }
            } else if entry.choose().is_some() {
                let options = self.pick(ix, &cost, |_| false);
                for option in &options {
                    self.assumed[option.at()] = true;
                }
                options.iter().map(|option| cost[option.at()]).sum()
            } else {
                roadmap
                    .children(ix)
                    .filter(|child| !roadmap.entry(*child).optional)
                    .map(|child| cost[child.at()])
                    .sum()
            };
        }
        // A later choice goes with an earlier one: no framework of a language
        // that is not assumed, where another will do.
        for (ix, _) in roadmap.entries().filter(|(_, entry)| entry.choose().is_some()) {
            let options = self.pick(ix, &cost, |option| self.is_beside(option));
            for option in roadmap.children(ix) {
                self.assumed[option.at()] = options.contains(&option);
            }
        }
    }

    /// The options to assume; those in `doubt` after the others that cannot be begun.
    fn pick(&self, choice: Ix, cost: &[u64], doubt: impl Fn(Ix) -> bool) -> Vec<Ix> {
        let evaluation = self.evaluation;
        let rank = |option: Ix| {
            let (rank, hours) = if evaluation.is_done(option) {
                (0, 0)
            } else if evaluation.is_begun(option) {
                (1, 0)
            } else if evaluation.can_begin(option) {
                (2, cost[option.at()])
            } else {
                (if doubt(option) { 4 } else { 3 }, 0)
            };
            (rank, hours, option)
        };
        let mut options: Vec<_> = self
            .roadmap()
            .children(choice)
            .filter(|option| {
                !evaluation.row(*option).dropped && evaluation.units(*option).required > 0
            })
            .map(rank)
            .collect();
        options.sort_unstable();
        options.truncate(evaluation.units(choice).required as usize);
        options.into_iter().map(|(.., option)| option).collect()
    }

    /// Whether the option needs something in an option that is not assumed.
    fn is_beside(&self, option: Ix) -> bool {
        let evaluation = self.evaluation;
        let roadmap = self.roadmap();
        let within = std::iter::once(option).chain(roadmap.within(option));
        within.filter(|ix| evaluation.is_required_in(*ix, option)).any(|ix| {
            let needs = roadmap.entry(ix).needs.iter().filter_map(|need| match need {
                Need::Entry(on) => Some(*on),
                Need::Assumed(_) => None,
            });
            let is_outside = |on: &Ix| *on < option || on.0 >= roadmap.entry(option).end;
            needs.filter(|on| is_outside(on) && !evaluation.is_met(*on)).any(|on| {
                let mut path = std::iter::once(on).chain(roadmap.around(on));
                path.any(|ix| evaluation.is_option(ix) && !self.assumed[ix.at()])
            })
        })
    }

    fn cost_of_skill(&self, ix: Ix) -> u64 {
        let hours = self.hours_or_median(ix);
        u64::from(hours.min_minutes) + u64::from(hours.max_minutes)
    }

    /// The standing that this is of.
    pub fn evaluation(&self) -> &'s Evaluation<'a> {
        self.evaluation
    }

    /// The open skills in scope that are assumed to be learned, in file order.
    pub fn skills(&self, reach: Reach) -> Vec<Ix> {
        self.walk(self.roadmap().entries().map(|(ix, _)| ix), reach)
    }

    /// The required ones of a stage.
    pub fn skills_of_stage(&self, stage: usize) -> Vec<Ix> {
        self.walk(self.roadmap().stage_within(stage), Reach::Required)
    }

    /// What is left of a skill or group, whether or not it is itself assumed or optional.
    pub fn skills_of(&self, ix: Ix) -> Vec<Ix> {
        if self.evaluation.entry(ix).is_skill() {
            return Vec::from_iter(self.evaluation.is_open(ix).then_some(ix));
        }
        self.walk(self.roadmap().within(ix), Reach::Required)
    }

    /// The options of a choice that are assumed, in file order, done ones included.
    pub fn options(&self, choice: Ix) -> impl Iterator<Item = Ix> {
        self.roadmap().children(choice).filter(|option| self.assumed[option.at()])
    }

    /// The median of the middles of the roadmap's estimates, 10 hours if it has none.
    pub fn median_minutes(&self) -> u32 {
        self.median
    }

    /// The estimate of a skill, or the median where it has none.
    pub fn hours_or_median(&self, skill: Ix) -> Hours {
        let hours = self.evaluation.hours(skill);
        hours.unwrap_or(Hours { min_minutes: self.median, max_minutes: self.median })
    }

    /// The open skills among `entries`, without the options that are not
    /// assumed. What is out of scope is in such an option.
    fn walk(&self, entries: impl Iterator<Item = Ix>, reach: Reach) -> Vec<Ix> {
        let roadmap = self.roadmap();
        let mut skills = Vec::new();
        let mut skipped_to = Ix(0);
        for ix in entries {
            let entry = roadmap.entry(ix);
            let is_left_out = (reach == Reach::Required && entry.optional)
                || (self.evaluation.is_option(ix) && !self.assumed[ix.at()]);
            if ix >= skipped_to && is_left_out {
                skipped_to = Ix(entry.end);
            } else if ix >= skipped_to && entry.is_skill() && self.evaluation.is_open(ix) {
                skills.push(ix);
            }
        }
        skills
    }

    fn roadmap(&self) -> &'a Roadmap {
        self.evaluation.roadmap()
    }
}

impl Tally {
    /// The estimates of these skills.
    pub fn of(evaluation: &Evaluation<'_>, skills: impl IntoIterator<Item = Ix>) -> Self {
        let mut tally = Self::default();
        for skill in skills {
            tally.add(evaluation, skill);
        }
        tally
    }

    pub(super) fn add(&mut self, evaluation: &Evaluation<'_>, skill: Ix) {
        self.skills += 1;
        match evaluation.hours(skill) {
            Some(hours) => {
                self.hours.min_minutes += u64::from(hours.min_minutes);
                self.hours.max_minutes += u64::from(hours.max_minutes);
            }
            None => self.unestimated += 1,
        }
    }

    /// The hours; `None` when there are skills but none has an estimate.
    pub fn known(self) -> Option<Sum> {
        (self.skills == 0 || self.unestimated < self.skills).then_some(self.hours)
    }
}

impl Add for Sum {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            min_minutes: self.min_minutes + other.min_minutes,
            max_minutes: self.max_minutes + other.max_minutes,
        }
    }
}

impl Serialize for Sum {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Sum", 2)?;
        object.serialize_field("min", &hours_json(self.min_minutes))?;
        object.serialize_field("max", &hours_json(self.max_minutes))?;
        object.end()
    }
}

/// The median of the middles of all estimates, in whole minutes; between the
/// two in the middle where their number is even.
fn median_minutes(evaluation: &Evaluation<'_>) -> u32 {
    let estimates = evaluation.roadmap().skills().filter_map(|(.., skill)| skill.hours);
    let mut middles: Vec<u64> = estimates
        .map(|hours| u64::from(hours.min_minutes) + u64::from(hours.max_minutes))
        .collect();
    middles.sort_unstable();
    let half = middles.len() / 2;
    let median = match middles.get(half) {
        None => return DEFAULT_MINUTES,
        Some(upper) if middles.len() % 2 == 1 => upper / 2,
        Some(upper) => (middles[half - 1] + upper) / 4,
    };
    u32::try_from(median).expect("the middle of estimates that fit")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::fixtures::{at, evaluation, ids};

    /// The skills assumed to be ahead.
    #[track_caller]
    fn assert_left(text: &str, cases: &[(&str, &str)]) {
        for (progress, want) in cases {
            let left = evaluation(text, progress, |evaluation| {
                ids(evaluation.roadmap(), Remaining::of(evaluation).skills(Reach::Required))
            });
            assert_eq!(left, *want, "{text} with '{progress}'");
        }
    }

    #[test]
    fn what_is_open_required_and_in_scope_is_left() {
        assert_left("a b? g[d e] | f", &[("", "a d e f"), ("a+ d- f~", "e f"), ("a+ g+ f+", "")]);
        assert_left("c=1[g[a b] d]", &[("a~", "a b"), ("a+", "b"), ("d+", ""), ("d+ a~", "")]);
    }

    #[test]
    fn open_choices_take_the_options_begun_first() {
        assert_left("c=1[a:1 b:9]", &[("b~", "b"), ("b+", "")]);
        assert_left("c=2[a:1 b:9 d:2]", &[("b~", "a b"), ("b+", "a"), ("b~ d~", "b d")]);
        // Done ones fill a place, too.
        assert_left("c=2[a b d]", &[("b+ d~", "d")]);
        assert_left("c=1[a b]", &[("a~ b~", "a")]);
    }

    #[test]
    fn then_the_ready_ones_with_the_fewest_hours() {
        assert_left("c=1[a:5 b:3-4 d:2-6]", &[("", "b"), ("b-", "d"), ("b- d-", "a")]);
        // What is left of a group counts, and of a choice in it what is assumed.
        assert_left("c=1[g[a:5 b:5 x:9?] d:7]", &[("", "d"), ("b-", "a")]);
        assert_left("c=1[g[h=1[a:9 b:2] e:3] d:6]", &[("", "b e")]);
        // One without hours takes the median of the others.
        assert_left("c=1[a b:4 d:6]", &[("", "b"), ("b-", "a"), ("b- a-", "d")]);
    }

    #[test]
    fn then_those_in_file_order() {
        assert_left("z c=1[a:5<z b:1<z]", &[("", "z a"), ("z+", "b")]);
        assert_left("z c=2[a:1<z b:9 d:8<z]", &[("", "z a b")]);
        assert_left("c=1[a:3 b:3]", &[("", "a")]);
    }

    #[test]
    fn but_not_those_that_do_not_go_with_an_earlier_choice() {
        assert_left("l=1[p:9 q:1] w=1[a<p b<q]", &[("", "q b"), ("p~", "p a"), ("a~", "q a")]);
        assert_left("l=1[p:9 q:1] w=2[a<p b<q]", &[("", "q a b")]);
        assert_left("l=1[p:9 q:1] w=1[g[a<p h<a] b<q]", &[("", "q b")]);
    }

    #[test]
    fn options_that_are_out_of_scope_or_do_not_count_are_not_assumed() {
        assert_left("l=1[p:1 q:2] w=1[a:1<p b:2]", &[("q~", "q b"), ("q+", "b")]);
        assert_left("c=1[g[a x?] b:9]", &[("a-", "b"), ("a- b-", "")]);
    }

    #[test]
    fn optional_skills_only_if_asked_for() {
        let text = "a b? g?[d c=1[e:9 f:1]] l=1[p[q x?] r:99]";
        let left = evaluation(text, "", |evaluation| {
            ids(evaluation.roadmap(), Remaining::of(evaluation).skills(Reach::WithOptional))
        });
        assert_eq!(left, "a b d f q x");
    }

    #[test]
    fn of_one_entry_whatever_it_is() {
        for (entry, want) in [("b", "b"), ("g", "d f"), ("r", "r"), ("l", "q"), ("a", "")] {
            let text = "a b? g?[d c=1[e:9 f:1]] l=1[p[q x?] r:99]";
            let left = evaluation(text, "a+", |evaluation| {
                let of = at(evaluation.roadmap(), entry);
                ids(evaluation.roadmap(), Remaining::of(evaluation).skills_of(of))
            });
            assert_eq!(left, want, "{entry}");
        }
    }

    #[test]
    fn the_median_of_the_estimates_is_10_hours_without_any() {
        for (text, minutes) in [
            ("a b", 600),
            ("a:3 b", 180),
            ("a:2-4 b:9 d:1?", 180),
            ("a:1 b:2 d:9 e:4", 180),
            ("c=1[a:1-2 b]", 90),
        ] {
            let median =
                evaluation(text, "", |evaluation| Remaining::of(evaluation).median_minutes());
            assert_eq!(median, minutes, "{text}");
        }
    }

    #[test]
    fn hours_without_an_estimate_are_counted_apart() {
        let tally = evaluation("a:2-4 b d:1", "", |evaluation| {
            Tally::of(evaluation, Remaining::of(evaluation).skills(Reach::Required))
        });
        let hours = Sum { min_minutes: 180, max_minutes: 300 };
        assert_eq!(tally, Tally { hours, skills: 3, unestimated: 1 });
        assert_eq!(tally.known(), Some(hours));
        let none = evaluation("a b", "", |evaluation| {
            Tally::of(evaluation, Remaining::of(evaluation).skills(Reach::Required)).known()
        });
        assert_eq!(none, None);
        assert_eq!(Tally::default().known(), Some(Sum::default()));
    }
}

//! What is left: the open skills that are assumed to be learned, and their hours.

use std::ops::Add;

use serde::Serialize;
use serde::ser::SerializeStruct;

use super::assume::assume;
use super::evaluation::{Evaluation, Reach};
use super::work::{Spread, Work};
use crate::catalog::{Ix, Roadmap, hours_json};
use crate::progress::{Estimate, Status};

/// The time of a skill in a roadmap without any estimates.
const DEFAULT_MINUTES: u64 = 10 * 60;

/// What is left of a roadmap, with an assumption for every open choice.
#[derive(Debug, Clone)]
pub struct Remaining<'a, 's> {
    evaluation: &'s Evaluation<'a>,
    median: Work,
    /// How long this person takes, in percent of the roadmap's hours.
    speed: u32,
    /// For each entry, whether it is an option that is assumed.
    assumed: Vec<bool>,
}

/// Options of a choice that were begun although enough others were. They are in no plan
/// and no sum of hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub choice: Ix,
    /// The begun options that fill the choice.
    pub kept: Vec<Ix>,
    /// The others, in file order.
    pub options: Vec<Ix>,
}

/// The sum of the estimates of some skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub hours: Sum,
    /// How many skills there are.
    pub skills: usize,
    /// How many of them have no estimate; they are not in the hours.
    pub unestimated: usize,
}

/// A sum of estimates, in minutes. Serialises as `{"min":25,"max":40}` in hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    pub min_minutes: u64,
    pub max_minutes: u64,
}

impl<'a, 's> Remaining<'a, 's> {
    pub fn of(evaluation: &'s Evaluation<'a>) -> Self {
        Self { evaluation, median: median(evaluation), speed: 100, assumed: assume(evaluation) }
    }

    /// The same for somebody who takes this percentage of the roadmap's hours. Their
    /// own estimates stay as they are.
    #[must_use]
    pub fn at_speed(self, percent: Option<u32>) -> Self {
        Self { speed: percent.unwrap_or(100), ..self }
    }

    /// The evaluation that this is the rest of.
    pub fn evaluation(&self) -> &'s Evaluation<'a> {
        self.evaluation
    }

    /// The open skills in scope that are assumed to be learned, in file order.
    pub fn skills(&self, reach: Reach) -> Vec<Ix> {
        self.walk(self.roadmap().entries().map(|(ix, _)| ix), reach)
    }

    /// The required open skills of a stage, as [`Self::skills`].
    pub fn skills_of_stage(&self, stage: usize) -> Vec<Ix> {
        self.walk(self.roadmap().stage_within(stage), Reach::Required)
    }

    /// The open skills of a skill or group, even if it is itself optional or not
    /// assumed.
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

    /// The choices with more begun options than they ask for.
    pub fn left_out(&self, reach: Reach) -> Vec<LeftOut> {
        let evaluation = self.evaluation;
        let mut found = Vec::new();
        self.visit(self.roadmap().entries().map(|(ix, _)| ix), reach, |choice| {
            if evaluation.entry(choice).choose().is_none() {
                return;
            }
            let is_done = |option: &Ix| evaluation.is_done(*option);
            let begun = evaluation.chosen(choice);
            let (kept, others): (Vec<Ix>, Vec<Ix>) =
                begun.partition(|option| self.assumed[option.at()]);
            let options: Vec<Ix> = others.into_iter().filter(|option| !is_done(option)).collect();
            if !options.is_empty() {
                found.push(LeftOut { choice, kept, options });
            }
        });
        found
    }

    /// Whether an option is assumed: done, begun, or to be chosen.
    pub fn is_assumed(&self, option: Ix) -> bool {
        self.assumed[option.at()]
    }

    /// The median of the midpoints of the roadmap's estimates, 10 hours if it has none.
    pub fn median(&self) -> Work {
        self.median
    }

    /// The estimate of a skill, or the median if it has none, scaled by the person's
    /// own percentage if there is one.
    pub fn estimate_or_median(&self, skill: Ix) -> Spread {
        let own = self.evaluation.own_estimate(skill);
        let spread = match (self.evaluation.hours(skill), own) {
            (Some(hours), _) => Work::of_hours(hours),
            (None, Some(Estimate::Percent(percent))) => [self.median.percent(percent); 3],
            (None, _) => [self.median; 3],
        };
        match (self.speed, own) {
            (100, _) | (_, Some(Estimate::Minutes { .. })) => spread,
            (percent, _) => spread.map(|work| work.percent(percent)),
        }
    }

    /// The done skills among `entries` that fill units. Skills in options beyond what a
    /// choice asks for do not.
    pub(super) fn done_among(&self, entries: impl Iterator<Item = Ix>) -> Vec<Ix> {
        let mut skills = Vec::new();
        self.visit(entries, Reach::Required, |ix| {
            if self.evaluation.status(ix) == Status::Done {
                skills.push(ix);
            }
        });
        skills
    }

    /// The open skills among `entries`, without the options that are not assumed.
    /// Everything out of scope is in such an option.
    fn walk(&self, entries: impl Iterator<Item = Ix>, reach: Reach) -> Vec<Ix> {
        let mut skills = Vec::new();
        self.visit(entries, reach, |ix| {
            if self.evaluation.entry(ix).is_skill() && self.evaluation.is_open(ix) {
                skills.push(ix);
            }
        });
        skills
    }

    /// Visits `entries`, which are in file order, without the options that are
    /// not assumed and what is in them.
    fn visit(&self, entries: impl Iterator<Item = Ix>, reach: Reach, mut visit: impl FnMut(Ix)) {
        let roadmap = self.roadmap();
        let mut skipped_to = Ix(0);
        for ix in entries {
            let entry = roadmap.entry(ix);
            let is_left_out = (reach == Reach::Required && entry.optional)
                || (self.evaluation.is_option(ix) && !self.assumed[ix.at()]);
            if ix >= skipped_to && is_left_out {
                skipped_to = Ix(entry.end);
            } else if ix >= skipped_to {
                visit(ix);
            }
        }
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

    /// The hours; `None` if there are skills but none has an estimate.
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

fn median(evaluation: &Evaluation<'_>) -> Work {
    let estimates = evaluation.roadmap().skills().filter_map(|(.., skill)| skill.hours);
    let midpoints = estimates.map(|hours| Work::of_hours(hours)[1]).collect();
    Work::median(midpoints).unwrap_or_else(|| Work::of_minutes(DEFAULT_MINUTES))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::fixtures::{at, evaluation, ids, with_events};

    /// Asserts which skills are assumed to be left.
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
    fn open_required_skills_in_scope_are_left() {
        assert_left("a b? g[d e] | f", &[("", "a d e f"), ("a+ d- f~", "e f"), ("a+ g+ f+", "")]);
        assert_left("c=1[g[a b] d]", &[("a~", "a b"), ("a+", "b"), ("d+", ""), ("d+ a~", "")]);
    }

    #[test]
    fn open_choices_take_the_options_begun_first() {
        assert_left("c=1[a:1 b:9]", &[("b~", "b"), ("b+", "")]);
        assert_left("c=2[a:1 b:9 d:2]", &[("b~", "a b"), ("b+", "a"), ("b~ d~", "b d")]);
        // Done options fill a place, too.
        assert_left("c=2[a b d]", &[("b+ d~", "d")]);
        // Without dates, file order decides.
        assert_left("c=1[a b]", &[("a~ b~", "a")]);
    }

    #[test]
    fn of_too_many_begun_options_the_done_then_the_newest_count() {
        let text = "c=1[php python g[ruby rails]] d=2[x y z]";
        let cases: [(&[&str], &str, &str); 9] = [
            (&["start python", "start php"], "php x y", "c: php, not python"),
            (&["start php", "start python"], "python x y", "c: python, not php"),
            (&["start php", "start python", "start php"], "python x y", "c: python, not php"),
            (&["start php", "start python", "spent php"], "python x y", "c: python, not php"),
            (&["start python", "start php", "done python"], "x y", "c: python, not php"),
            (&["done php", "done python"], "x y", ""),
            (&["start rails", "start php", "done rails"], "php x y", "c: php, not g"),
            (&["done rails", "reset rails", "start php"], "php x y", ""),
            (&["start php", "start z", "start y", "start x"], "php x y", "d: x y, not z"),
        ];
        for (events, left, left_out) in cases {
            let (found, named) = with_events(text, events, |evaluation| {
                let remaining = Remaining::of(evaluation);
                let ids = |entries: &[Ix]| ids(evaluation.roadmap(), entries.iter().copied());
                let name = |found: &LeftOut| {
                    let choice = ids(&[found.choice]);
                    format!("{choice}: {}, not {}", ids(&found.kept), ids(&found.options))
                };
                let named: Vec<_> = remaining.left_out(Reach::Required).iter().map(name).collect();
                (ids(&remaining.skills(Reach::Required)), named.join("; "))
            });
            assert_eq!((found.as_str(), named.as_str()), (left, left_out), "{events:?}");
        }
    }

    #[test]
    fn options_not_begun_are_assumed_in_file_order() {
        assert_left("c=1[a:5 b:3-4 d:2-6]", &[("", "a"), ("b-", "a"), ("a- b-", "d")]);
        assert_left("c=1[g[a:5 b:5 x:9?] d:7]", &[("", "a b"), ("b-", "a")]);
        assert_left("z c=1[a:5<z b:1<z]", &[("", "z a"), ("z+", "a")]);
        assert_left("z c=1[a:5<z b:1]", &[("", "z a"), ("z+", "a")]);
        assert_left("z c=2[a:1<z b:9 d:8<z]", &[("", "z a b"), ("z+", "a b")]);
        assert_left("c=1[h=1[a:9 b:2] d:1]", &[("", "a"), ("a-", "b")]);
    }

    #[test]
    fn an_option_that_needs_an_unassumed_option_comes_after_those_that_fit() {
        assert_left("l=1[p q] w=1[b<q a<p]", &[("", "p a"), ("q~", "q b"), ("p+", "a")]);
        // The choice that others depend on comes first, wherever it is.
        assert_left("w=1[b<q a<p] l=1[p q]", &[("", "a p"), ("q~", "b q")]);
        assert_left("l=1[p q] w=2[b<q a<p d]", &[("", "p a d")]);
        assert_left("l=1[p q] w=1[g[a<p h<q] b]", &[("", "p b")]);
        // Parts of it that are optional, done, skipped or can be avoided do not matter.
        assert_left("l=1[p q] w=1[g[a h?<q] b]", &[("", "p a")]);
        assert_left("l=1[p q] w=1[g[h<q a] b]", &[("h-", "p a"), ("h+", "p a")]);
        assert_left("l=1[p q] w=1[g[h=1[a<q d]] b]", &[("", "p d")]);
        // Something inside an option, however deep.
        assert_left("l=1[p g[q k[r]]] w=1[b<r a]", &[("", "p a"), ("q~", "q r b")]);
        // An option of its own choice.
        assert_left("c=1[a<b b]", &[("", "b"), ("b+", "")]);
    }

    #[test]
    fn an_option_that_needs_a_skipped_one_comes_last() {
        assert_left("l=1[p q] w=2[a<p b<p d]", &[("p-", "q a d")]);
        assert_left(
            "l=1[go php python] w=1[gin<go laravel<php django<python]",
            &[("", "go gin"), ("go-", "php laravel"), ("go- php-", "python django")],
        );
    }

    #[test]
    fn options_are_assumed_that_fit_together() {
        // The only way for w is q.
        assert_left("l=1[p q] w=1[b<q]", &[("", "q b"), ("p~", "p b")]);
        assert_left("l=1[p q r] m=1[x<p,q y<q z<r] w=1[b<y]", &[("", "q y b")]);
        // Each of two choices has an option that needs the other.
        assert_left("l=1[p<b q] w=1[a<p b]", &[("", "p b"), ("q~", "q b")]);
        // Begun options count, too.
        assert_left("l=1[q p] w=1[a<p b]", &[("a~", "p a"), ("a+", "q")]);
        // Choices that are optional or in options that are not assumed do not matter.
        assert_left("l=1[p q] c=1[e g[h=1[b<q]]]", &[("", "p e"), ("g~", "q b")]);
        assert_left("l=1[p q] w?=1[b<q]", &[("", "p")]);
        // If nothing fits, file order decides.
        assert_left("l=1[p q] m=1[x<p] n=1[y<q]", &[("", "p x y")]);
    }

    #[test]
    fn options_that_are_out_of_scope_or_do_not_count_are_not_assumed() {
        assert_left("l=1[p q] w=1[a<p b]", &[("q~", "q b"), ("q+", "b")]);
        assert_left("c=1[g[a x?] b]", &[("a-", "b"), ("a- b-", "")]);
    }

    #[test]
    fn optional_skills_are_left_only_on_request() {
        let text = "a b? g?[d c=1[f e]] l=1[p[q x?] r]";
        let left = evaluation(text, "", |evaluation| {
            ids(evaluation.roadmap(), Remaining::of(evaluation).skills(Reach::WithOptional))
        });
        assert_eq!(left, "a b d f q x");
    }

    #[test]
    fn the_rest_of_an_entry_includes_optional_and_unassumed_ones() {
        for (entry, want) in [("b", "b"), ("g", "d f"), ("r", "r"), ("l", "q"), ("a", "")] {
            let text = "a b? g?[d c=1[f e]] l=1[p[q x?] r]";
            let left = evaluation(text, "a+", |evaluation| {
                let of = at(evaluation.roadmap(), entry);
                ids(evaluation.roadmap(), Remaining::of(evaluation).skills_of(of))
            });
            assert_eq!(left, want, "{entry}");
        }
    }

    #[test]
    fn done_options_beyond_what_a_choice_asks_for_fill_no_unit() {
        for (progress, want) in [("a+ b+", "a"), ("b+ d+", "b"), ("b+ x+ z+", "b z"), ("d+", "d")] {
            let done = evaluation("c=1[a b g[d e]] x? z", progress, |evaluation| {
                let all = evaluation.roadmap().entries().map(|(ix, _)| ix);
                ids(evaluation.roadmap(), Remaining::of(evaluation).done_among(all))
            });
            assert_eq!(done, want, "{progress}");
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
            let median = evaluation(text, "", |evaluation| Remaining::of(evaluation).median());
            assert_eq!(median, Work::of_minutes(minutes), "{text}");
        }
    }

    #[test]
    fn skills_without_an_estimate_are_counted_separately() {
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

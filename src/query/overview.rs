//! The overview: the answers of `next` and `progress` in one object.

use serde::Serialize;

use super::evaluation::Evaluation;
use super::greeting::Greeting;
use super::next::{Next, StepAnswer, next, through_first_open};
use super::plan::Forecast;
use super::recap::{Recap, recap};
use super::steps::Wanted;
use super::summary::{RoadmapSummary, summary};

/// The roadmaps in use, and the next steps.
#[derive(Debug, Clone, Serialize)]
pub struct Overview<'a> {
    /// The steps of the current roadmap, or if that is finished, of the next open one.
    #[serde(flatten)]
    pub next: Next<'a>,
    /// The roadmaps in use, the current one first.
    pub roadmaps: Vec<RoadmapOverview<'a>>,
    /// `None` without a saved plan, or if nothing is left.
    pub forecast: Option<Forecast<'a>>,
    pub greeting: Greeting<'a>,
    /// A recap of each finished roadmap in use.
    pub recaps: Vec<Recap<'a>>,
}

/// A roadmap in use.
#[derive(Debug, Clone, Serialize)]
pub struct RoadmapOverview<'a> {
    #[serde(flatten)]
    pub summary: RoadmapSummary<'a>,
    /// Its first step.
    pub next: Option<StepAnswer<'a>>,
}

/// The overview of the roadmaps in use, the current one first.
pub fn overview<'a>(
    in_use: &[Evaluation<'a>],
    forecast: Option<Forecast<'a>>,
    greeting: Greeting<'a>,
) -> Overview<'a> {
    let first = Wanted { limit: 1, ..Wanted::default() };
    let roadmap = |evaluation: &Evaluation<'a>| RoadmapOverview {
        summary: summary(evaluation),
        next: next(std::slice::from_ref(evaluation), &first).steps.into_iter().next(),
    };
    Overview {
        next: next(through_first_open(in_use), &Wanted::default()),
        roadmaps: in_use.iter().map(roadmap).collect(),
        forecast,
        greeting,
        recaps: in_use.iter().filter_map(recap).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::fixtures::{sketch, statuses};

    #[test]
    fn each_roadmap_in_use_has_a_summary_and_a_step() {
        let roadmaps = [sketch("a b x?"), sketch("c d"), sketch("e")];
        for (progress, steps, finished, firsts) in [
            (["", "", ""], "a b", 0, "a c e"),
            (["a+ b+", "c+", ""], "d", 1, "- d e"),
            // A skill that is being learned does not make it open again.
            (["a+ b+ x~", "", ""], "x c d", 1, "x c e"),
            (["a+ b+", "c+ d-", "e+"], "", 3, "- - -"),
        ] {
            let evaluations: Vec<_> = roadmaps
                .iter()
                .zip(progress)
                .map(|(roadmap, text)| Evaluation::from_statuses(roadmap, &statuses(roadmap, text)))
                .collect();
            let overview = overview(&evaluations, None, Greeting::default());
            let id = |step: &StepAnswer<'_>| match step {
                StepAnswer::Skill(skill) => skill.id.to_string(),
                StepAnswer::Choice(choice) => choice.id.to_string(),
            };
            let found: Vec<_> = overview.next.steps.iter().map(id).collect();
            let first =
                |roadmap: &RoadmapOverview<'_>| roadmap.next.as_ref().map_or("-".into(), id);
            let first: Vec<_> = overview.roadmaps.iter().map(first).collect();
            assert_eq!(
                (found.join(" "), overview.next.finished.len(), first.join(" ")),
                (steps.to_owned(), finished, firsts.to_owned()),
                "{progress:?}"
            );
        }
    }
}

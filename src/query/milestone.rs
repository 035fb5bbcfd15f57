//! The milestones of a roadmap: what somebody is ready for after finishing a stage and
//! all before it.

use jiff::civil::Date;
use serde::Serialize;

use super::evaluation::Evaluation;
use super::units::Units;
use crate::catalog::Id;

/// A milestone, and how much is done of everything up to its stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Milestone<'a> {
    /// The stage that it is the end of.
    pub stage: &'a Id,
    /// Index of the stage.
    #[serde(skip)]
    pub stage_at: usize,
    pub text: &'a str,
    /// Whether nothing required is open up to its stage.
    pub reached: bool,
    #[serde(flatten)]
    pub units: Units,
}

/// The milestones of a roadmap, in order.
pub fn milestones<'a>(evaluation: &Evaluation<'a>) -> Vec<Milestone<'a>> {
    let mut units = Units::default();
    let mut milestones = Vec::new();
    for (stage_at, stage) in evaluation.roadmap().stages().iter().enumerate() {
        units = units + evaluation.stage_units(stage_at);
        if let Some(text) = &stage.milestone {
            let reached = !units.is_open();
            milestones.push(Milestone { stage: &stage.id, stage_at, text, reached, units });
        }
    }
    milestones
}

/// The day on which a milestone was reached: that of the last required skill up
/// to its stage. `None` if it is not reached, or nothing there has a date.
pub fn reached_on(evaluation: &Evaluation<'_>, milestone: &Milestone<'_>) -> Option<Date> {
    if !milestone.reached {
        return None;
    }
    let up_to = |stage: usize| stage <= milestone.stage_at;
    let skills = evaluation.roadmap().skills().filter(|(ix, entry, _)| {
        up_to(entry.stage) && !evaluation.is_optional(*ix) && evaluation.in_scope(*ix)
    });
    skills.filter_map(|(ix, ..)| evaluation.since(ix)).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::fixtures::evaluation;

    #[test]
    fn a_milestone_is_reached_when_nothing_required_is_open_up_to_its_stage() {
        let text = "a b? !Junior | d | c=1[e f] !Senior | z";
        for (progress, want) in [
            ("", "Junior 0/1, Senior 0/3"),
            ("a+", "Junior 1/1 reached, Senior 1/3"),
            ("d+ e-", "Junior 0/1, Senior 1/3"),
            ("a- d+ e+", "Junior 0/0 reached, Senior 2/2 reached"),
        ] {
            let found = evaluation(text, progress, |evaluation| {
                let mut texts = Vec::new();
                for Milestone { text, reached, units, .. } in milestones(evaluation) {
                    let reached = if reached { " reached" } else { "" };
                    texts.push(format!("{text} {}/{}{reached}", units.done, units.required));
                }
                texts.join(", ")
            });
            assert_eq!(found, want, "{progress}");
        }
    }
}

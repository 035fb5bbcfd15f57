//! Which skill `start` of a group starts.

use std::fmt;

use super::evaluation::Evaluation;
use crate::catalog::Ix;
use crate::progress::Status;

/// Why no skill of a group can be started. Texts are ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CannotStart {
    /// It is a choice, or the first thing to do in it is one.
    Choose { choice: String, options: Vec<String>, example: String },
    /// A skill in it is already being learned.
    Learning { skill: String },
    /// Its first todo skill has open needs.
    Blocked { skill: String, needs: Vec<String> },
    /// Nothing in it is todo.
    Nothing { group: String },
}

/// The skill to start for a group: the first in it that is ready, whether or not the
/// group is in scope. An option of a choice inside it has to be named, unless only one
/// is left. For an option that is itself a choice, the first option that can be begun.
///
/// # Errors
/// [`CannotStart`] if no skill can be started without naming it.
pub fn first_to_start(evaluation: &Evaluation<'_>, group: Ix) -> Result<Ix, CannotStart> {
    if evaluation.entry(group).choose().is_some() {
        return option_to_start(evaluation, group);
    }
    let roadmap = evaluation.roadmap();
    if let Some(skill) = learning_in(evaluation, group) {
        return Err(CannotStart::Learning { skill: id(evaluation, skill) });
    }
    let mut choice = None;
    let mut blocked = None;
    let mut skipped_to = group;
    for ix in roadmap.within(group) {
        if ix < skipped_to {
            continue;
        }
        let entry = roadmap.entry(ix);
        if entry.optional || is_open_option(evaluation, ix) || evaluation.row(ix).dropped {
            skipped_to = Ix(entry.end);
        } else if entry.choose().is_some() && evaluation.is_undecided(ix) {
            if evaluation.options(ix).len() > 1 {
                choice = choice.or(Some(ix));
            }
        } else if evaluation.status(ix) == Status::Todo && entry.is_skill() {
            if waits_for(evaluation, ix, group).next().is_none() {
                return Ok(ix);
            }
            blocked = blocked.or(Some(ix));
        }
    }
    Err(match (choice, blocked) {
        (Some(choice), _) => choose(evaluation, choice),
        (None, Some(skill)) => {
            let needs = evaluation.unmet(skill).into_iter().map(|ix| id(evaluation, ix)).collect();
            CannotStart::Blocked { skill: id(evaluation, skill), needs }
        }
        (None, None) => CannotStart::Nothing { group: id(evaluation, group) },
    })
}

fn option_to_start(evaluation: &Evaluation<'_>, choice: Ix) -> Result<Ix, CannotStart> {
    let options = evaluation.options(choice);
    let first = match options.as_slice() {
        [] => match learning_in(evaluation, choice) {
            Some(skill) => {
                return Err(CannotStart::Learning { skill: id(evaluation, skill) });
            }
            None => None,
        },
        [(only, _)] => Some(*only),
        [(first, _), ..] => evaluation.is_option(choice).then_some(*first),
    };
    match first {
        Some(option) if evaluation.entry(option).is_skill() => Ok(option),
        Some(option) => first_to_start(evaluation, option),
        None => Err(choose(evaluation, choice)),
    }
}

/// Whether it is an option that is not begun and not the only one left.
fn is_open_option(evaluation: &Evaluation<'_>, ix: Ix) -> bool {
    let parent = evaluation.entry(ix).parent.filter(|_| evaluation.is_option(ix));
    parent.is_some_and(|choice| {
        !evaluation.is_begun(ix)
            && !matches!(evaluation.options(choice).as_slice(), [(only, _)] if *only == ix)
    })
}

fn learning_in(evaluation: &Evaluation<'_>, group: Ix) -> Option<Ix> {
    let mut within = evaluation.roadmap().within(group);
    within.find(|ix| evaluation.status(*ix) == Status::Learning)
}

fn choose(evaluation: &Evaluation<'_>, choice: Ix) -> CannotStart {
    let children = evaluation.roadmap().children(choice);
    let options: Vec<_> = children.map(|option| id(evaluation, option)).collect();
    let ready = evaluation.options(choice).first().map(|(option, _)| id(evaluation, *option));
    let example = ready.or_else(|| options.first().cloned()).unwrap_or_default();
    CannotStart::Choose { choice: id(evaluation, choice), options, example }
}

fn id(evaluation: &Evaluation<'_>, ix: Ix) -> String {
    evaluation.entry(ix).id.to_string()
}

impl CannotStart {
    /// What to do about it, a line each.
    pub fn advice(&self) -> Vec<String> {
        match self {
            Self::Choose { options, example, .. } => vec![
                format!("start one of its options: {}", options.join(", ")),
                format!("run: roadmap start {example}"),
            ],
            Self::Learning { skill } => vec![format!("when it is done: roadmap check {skill}")],
            Self::Blocked { skill, .. } => {
                vec![format!("to start it anyway: roadmap start {skill}")]
            }
            Self::Nothing { group } => vec![format!("to list its skills: roadmap show {group}")],
        }
    }
}

impl fmt::Display for CannotStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choose { choice, .. } => write!(f, "'{choice}' is a choice"),
            Self::Learning { skill } => write!(f, "'{skill}' is being learned already"),
            Self::Blocked { skill, needs } => {
                write!(
                    f,
                    "nothing in this group is ready: '{skill}' needs {} first",
                    needs.join(", ")
                )
            }
            Self::Nothing { group } => write!(f, "everything in '{group}' is done or skipped"),
        }
    }
}

impl std::error::Error for CannotStart {}

/// The needs that block `ix` once `group` around it is begun, which puts everything
/// inside the group in scope.
fn waits_for(evaluation: &Evaluation<'_>, ix: Ix, group: Ix) -> impl Iterator<Item = Ix> {
    evaluation.needs_of(ix).filter(move |on| {
        let is_inside = group < *on && on.0 < evaluation.entry(group).end;
        let met = if is_inside {
            evaluation.path_to(*on, group).any(|ix| evaluation.row(ix).dropped)
                || !evaluation.is_open(*on)
        } else {
            evaluation.is_met(*on)
        };
        !met && evaluation.can_block(*on, ix)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::fixtures::{at, evaluation};

    #[track_caller]
    fn assert_starts(text: &str, group: &str, cases: &[(&str, &str)]) {
        for (progress, want) in cases {
            let start = evaluation(text, progress, |evaluation| {
                match first_to_start(evaluation, at(evaluation.roadmap(), group)) {
                    Ok(skill) => id(evaluation, skill),
                    Err(CannotStart::Choose { choice, .. }) => format!("choose {choice}"),
                    Err(CannotStart::Learning { skill }) => format!("learning {skill}"),
                    Err(CannotStart::Blocked { skill, .. }) => format!("blocked {skill}"),
                    Err(CannotStart::Nothing { .. }) => "nothing".to_owned(),
                }
            });
            assert_eq!(start, *want, "{group} of {text} with '{progress}'");
        }
    }

    #[test]
    fn a_group_starts_its_first_ready_skill() {
        let text = "z c=1[g[x? a<z h[b] d<b] e]";
        assert_starts(
            text,
            "g",
            &[("", "b"), ("z+", "a"), ("b+", "d"), ("b-", "d"), ("h+ d+", "blocked a")],
        );
        assert_starts(text, "h", &[("", "b"), ("b+", "nothing")]);
    }

    #[test]
    fn a_group_that_is_being_learned_is_not_started_again() {
        assert_starts("g[a b]", "g", &[("a~", "learning a"), ("a+", "b"), ("g+", "nothing")]);
    }

    #[test]
    fn options_out_of_scope_can_still_be_started() {
        let text = "c=1[g[b<a a] h[d]] w=1[i[e<a f] j]";
        assert_starts(text, "g", &[("", "a"), ("d~", "a"), ("d+", "a"), ("d+ a+", "b")]);
        assert_starts(text, "i", &[("", "f"), ("d~", "e")]);
        assert_starts("z c=1[g<z[a] b]", "g", &[("b+", "blocked a"), ("b+ z+", "a")]);
    }

    #[test]
    fn an_option_that_is_a_choice_starts_its_first_possible_option() {
        assert_starts("z e=1[d c=1[a<z b]]", "c", &[("", "b"), ("z+", "a"), ("b-", "a")]);
    }

    #[test]
    fn the_only_option_left_need_not_be_named() {
        assert_starts(
            "g[c=1[a b]]",
            "g",
            &[("", "choose c"), ("a-", "b"), ("a- b~", "learning b")],
        );
    }

    #[test]
    fn options_of_a_choice_have_to_be_named() {
        assert_starts(
            "c=1[a b]",
            "c",
            &[("", "choose c"), ("a~", "learning a"), ("a+", "choose c"), ("a-", "b")],
        );
        let text = "c=1[g[h=1[a k[i]] b<h] d]";
        assert_starts(text, "g", &[("", "choose h"), ("a+", "b"), ("h-", "b"), ("i+", "b")]);
        assert_starts("g[h=1[a b] d]", "g", &[("", "d"), ("d+", "choose h"), ("d+ a+", "nothing")]);
        assert_starts(
            "g[h=2[k[a d] b e]]",
            "g",
            &[("", "choose h"), ("a+", "d"), ("k+", "choose h")],
        );
    }
}

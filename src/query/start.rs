//! What `start` means for a group: to choose is to start.

use super::evaluation::Evaluation;
use crate::catalog::Ix;
use crate::progress::Status;

/// Why no skill of a group can be started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotStart {
    /// A choice stands first, the group itself or one in it; one of its options
    /// is to be named.
    Choose(Ix),
    /// This skill of it is being learned already.
    Learning(Ix),
    /// This skill is the first that is todo, and needs something first.
    Blocked(Ix),
    /// Nothing in it is todo.
    Nothing,
}

/// The skill to start when a group is: the first in it that is ready, whether or
/// not the group is in scope. What is inside a choice in it that is still open
/// has to be chosen by name.
///
/// # Errors
/// [`CannotStart`] says what stands in the way.
pub fn first_to_start(evaluation: &Evaluation<'_>, group: Ix) -> Result<Ix, CannotStart> {
    let roadmap = evaluation.roadmap();
    if evaluation.entry(group).choose().is_some() {
        return Err(CannotStart::Choose(group));
    }
    let learning = |ix: &Ix| evaluation.status(*ix) == Status::Learning;
    if let Some(skill) = roadmap.within(group).find(learning) {
        return Err(CannotStart::Learning(skill));
    }
    let mut choice = None;
    let mut blocked = None;
    let mut skipped_to = group;
    for ix in roadmap.within(group) {
        if ix < skipped_to {
            continue;
        }
        let entry = roadmap.entry(ix);
        let is_open_option = evaluation.is_option(ix) && !evaluation.is_begun(ix);
        if entry.optional || is_open_option || evaluation.row(ix).dropped {
            skipped_to = Ix(entry.end);
        } else if entry.choose().is_some() && evaluation.is_undecided(ix) {
            choice = choice.or(Some(ix));
        } else if evaluation.status(ix) == Status::Todo && entry.is_skill() {
            if waits_for(evaluation, ix, group).next().is_none() {
                return Ok(ix);
            }
            blocked = blocked.or(Some(ix));
        }
    }
    let first = choice.map(CannotStart::Choose).or(blocked.map(CannotStart::Blocked));
    Err(first.unwrap_or(CannotStart::Nothing))
}

/// What holds `ix` back once `group` around it is begun: what is inside the
/// group is in scope then.
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
                let id = |ix| evaluation.entry(ix).id.to_string();
                match first_to_start(evaluation, at(evaluation.roadmap(), group)) {
                    Ok(skill) => id(skill),
                    Err(CannotStart::Choose(choice)) => format!("choose {}", id(choice)),
                    Err(CannotStart::Learning(skill)) => format!("learning {}", id(skill)),
                    Err(CannotStart::Blocked(skill)) => format!("blocked {}", id(skill)),
                    Err(CannotStart::Nothing) => "nothing".to_owned(),
                }
            });
            assert_eq!(start, *want, "{group} of {text} with '{progress}'");
        }
    }

    #[test]
    fn the_first_ready_skill_of_a_group() {
        let text = "z c=1[g[x? a<z h[b] d<b] e]";
        assert_starts(
            text,
            "g",
            &[("", "b"), ("z+", "a"), ("b+", "d"), ("b-", "d"), ("h+ d+", "blocked a")],
        );
        assert_starts(text, "h", &[("", "b"), ("b+", "nothing")]);
    }

    #[test]
    fn it_is_started_once() {
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
    fn of_a_choice_an_option_has_to_be_named() {
        assert_starts("c=1[a b]", "c", &[("", "choose c"), ("a~", "choose c"), ("a+", "choose c")]);
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

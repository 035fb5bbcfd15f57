//! What a plan assumes about choices.

use serde::Serialize;

use crate::catalog::{Id, Ix};
use crate::query::evaluation::Reach;
use crate::query::next::Named;
use crate::query::remaining::{LeftOut, Remaining};

/// The options that are assumed for an open choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assumed<'a> {
    pub choice: Named<'a>,
    pub options: Vec<Named<'a>>,
    /// Every option that can be chosen.
    #[serde(skip)]
    pub among: Vec<&'a Id>,
}

/// Begun options of a choice that are left out of plans and sums of hours, since others
/// fill the choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOutOptions<'a> {
    pub choice: Named<'a>,
    pub options: Vec<Named<'a>>,
    /// The begun options that fill it.
    pub kept: Vec<Named<'a>>,
}

/// The open choices with assumed options among `skills`.
pub(in crate::query) fn assumed<'a>(left: &Remaining<'a, '_>, skills: &[Ix]) -> Vec<Assumed<'a>> {
    let evaluation = left.evaluation();
    let roadmap = evaluation.roadmap();
    let mut is_planned = vec![false; roadmap.len()];
    for skill in skills {
        is_planned[skill.at()] = true;
        for group in roadmap.around(*skill) {
            is_planned[group.at()] = true;
        }
    }
    let mut assumed = Vec::new();
    for (choice, entry) in roadmap.entries() {
        if entry.choose().is_none() || !is_planned[choice.at()] || !evaluation.is_undecided(choice)
        {
            continue;
        }
        let taken = left
            .options(choice)
            .filter(|option| is_planned[option.at()] && !evaluation.is_begun(*option));
        let options = Named::all(evaluation, taken);
        let among = evaluation.options(choice);
        // If every option has to be taken, nothing is assumed.
        if !options.is_empty() && options.len() < among.len() {
            let among = among.iter().map(|(option, _)| &roadmap.entry(*option).id).collect();
            assumed.push(Assumed { choice: Named::of(evaluation, choice), options, among });
        }
    }
    assumed
}

/// The choices with more begun options than they ask for.
pub(in crate::query) fn left_out<'a>(
    left: &Remaining<'a, '_>,
    reach: Reach,
) -> Vec<LeftOutOptions<'a>> {
    let evaluation = left.evaluation();
    let named = |found: LeftOut| LeftOutOptions {
        choice: Named::of(evaluation, found.choice),
        options: Named::all(evaluation, found.options),
        kept: Named::all(evaluation, found.kept),
    };
    left.left_out(reach).into_iter().map(named).collect()
}

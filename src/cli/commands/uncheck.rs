//! `uncheck`: marks skills as todo again.

use career_roadmap::query::effect::Verb;
use career_roadmap::query::lookup::Markable;
use career_roadmap::query::record::{self, skills_within, to_reset};

use crate::cli::context::Context;
use crate::cli::error::Outcome;
use crate::cli::output::Answer;
use crate::cli::record::{Marking, On, mark};

/// Mark a skill and its resources as todo again, or untick a resource
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  roadmap uncheck git\n  roadmap uncheck git/2")]
pub struct Args {
    /// Ids or titles of skills or groups; git/2 is the second resource of git
    #[arg(required = true, value_name = "SKILL")]
    skills: Vec<String>,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    mark(context, &args.answer, args.on.given(context)?, |opened| {
        let lookup = opened.lookup("uncheck");
        let (mut named, mut resources) = (Vec::new(), Vec::new());
        for found in lookup.all(&args.skills, |text| lookup.markable(text))? {
            match found {
                Markable::Entry(entry) => named.push(entry),
                Markable::Resource(skill, at) => resources.push((skill, at)),
            }
        }
        let skills = named.iter().flat_map(skills_within).collect();
        let reset: Vec<_> =
            named.iter().flat_map(|named| to_reset(named, &opened.progress)).collect();
        let decision = record::uncheck(&reset, &resources, &opened.progress);
        Ok(Marking { resources, ..Marking::new(Verb::Uncheck, skills, decision) })
    })
}

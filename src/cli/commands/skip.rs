//! `skip`: leaves skills out.

use career_roadmap::query::effect::Verb;
use career_roadmap::query::record::{self, Details, skills_within, to_skip};

use crate::cli::context::Context;
use crate::cli::error::Outcome;
use crate::cli::output::Answer;
use crate::cli::record::{Marking, On, mark};

/// Leave out a skill, or the open skills of a group, so that they no longer count
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  roadmap skip soap\n  roadmap skip soap --note 'nobody here uses it'"
)]
pub struct Args {
    /// Ids or titles of skills or groups
    #[arg(required = true, value_name = "SKILL")]
    skills: Vec<String>,
    /// Add a note
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: Args) -> Outcome {
    let on = args.on.given(context)?;
    let details = Details { on, note: args.note, evidence: Vec::new() };
    mark(context, &args.answer, on, |opened| {
        let lookup = opened.lookup("skip");
        let named = lookup.all(&args.skills, |text| lookup.entry(text))?;
        let skills = named.iter().flat_map(skills_within).collect();
        let open: Vec<_> =
            named.iter().flat_map(|named| to_skip(named, &opened.progress)).collect();
        let noted = details.note.is_some();
        let decision = record::skip(&open, details.clone(), &opened.progress);
        Ok(Marking { noted, ..Marking::new(Verb::Skip, skills, decision) })
    })
}

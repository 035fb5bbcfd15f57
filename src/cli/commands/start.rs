//! `start`: marks skills as being learned.

use career_roadmap::query::Evaluation;
use career_roadmap::query::effect::Verb;
use career_roadmap::query::lookup::EntryRef;
use career_roadmap::query::record::{self, Details};
use career_roadmap::query::start::first_to_start;

use crate::cli::context::Context;
use crate::cli::error::Outcome;
use crate::cli::output::Answer;
use crate::cli::record::{Marking, On, mark};

/// Mark a skill as being learned; starting an option of a choice chooses it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  roadmap start sql\n  roadmap start python --on monday")]
pub struct Args {
    /// Ids or titles; a group starts its first ready skill
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
        let lookup = opened.lookup("start");
        let mut skills = lookup.all(&args.skills, |text| lookup.entry(text))?;
        for EntryRef { roadmap, ix } in &mut skills {
            if !roadmap.entry(*ix).is_skill() {
                *ix = first_to_start(&Evaluation::new(roadmap, &opened.progress), *ix)?;
            }
        }
        let noted = details.note.is_some();
        let decision = record::start(&skills, details.clone(), &opened.progress);
        Ok(Marking { noted, ..Marking::new(Verb::Start, skills, decision) })
    })
}

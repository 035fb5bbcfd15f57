//! `skip`: not wanted; counts neither as done nor as missing.

use career_roadmap::query::change::{self, Words};
use career_roadmap::query::lookup::Wanted;
use career_roadmap::view::changed::Verb;

use crate::cli::context::Context;
use crate::cli::error::Outcome;
use crate::cli::output::Answer;
use crate::cli::write::{self, On, Request};

/// Leave a skill, or what is open in a group, out: it counts no more
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  roadmap skip soap\n  roadmap skip soap --note 'nobody here uses it'"
)]
pub struct Args {
    /// Ids or titles of skills or groups
    #[arg(required = true, value_name = "SKILL")]
    skills: Vec<String>,
    /// Words to keep with it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: Args) -> Outcome {
    let on = args.on.date(context)?;
    let opened = context.open()?;
    let found = write::find_all(context, &opened, &args.skills, Wanted::Entries)?;
    let named: Vec<_> = found.iter().filter_map(write::target).collect();
    let targets: Vec<_> = named.iter().flat_map(change::skills_within).collect();
    let said = args.note.is_some();
    let words = Words { note: args.note, evidence: Vec::new() };
    let request = Request { said, ..Request::new(Verb::Skip, on, &targets) };
    write::record(context, &args.answer, &opened, &request, |progress| {
        let open: Vec<_> =
            named.iter().flat_map(|named| change::to_skip(named, progress)).collect();
        Ok(change::skip(&open, words.clone(), progress))
    })
}

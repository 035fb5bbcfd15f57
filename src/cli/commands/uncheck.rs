//! `uncheck`: back to todo, whatever it was.

use career_roadmap::query::change;
use career_roadmap::query::lookup::Wanted;
use career_roadmap::view::changed::Verb;

use crate::cli::context::Context;
use crate::cli::error::Outcome;
use crate::cli::output::Answer;
use crate::cli::write::{self, On, Request};

/// Make a skill todo again, whatever it was; or untick a resource
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
    let on = args.on.date(context)?;
    let opened = context.open()?;
    let found = write::find_all(context, &opened, &args.skills, Wanted::EntriesAndResources)?;
    let named: Vec<_> = found.iter().filter_map(write::target).collect();
    let targets: Vec<_> = named.iter().flat_map(change::skills_within).collect();
    let resources = write::resources(&found);
    let request =
        Request { resources: write::labels(&resources), ..Request::new(Verb::Reset, on, &targets) };
    write::record(context, &args.answer, &opened, &request, |progress| {
        let reset: Vec<_> =
            named.iter().flat_map(|named| change::to_reset(named, progress)).collect();
        Ok(change::uncheck(&reset, &resources, progress))
    })
}

//! `uncheck`: back to todo, whatever it was.

use career_roadmap::query::change;
use career_roadmap::query::names::Wanted;
use career_roadmap::view::changed::Verb;

use super::app::App;
use super::fail::Outcome;
use super::read::Answer;
use super::write::{self, On, Request};

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

pub fn run(app: &App, args: &Args) -> Outcome {
    let on = args.on.date(app)?;
    let opened = app.open()?;
    let found = write::find_all(app, &opened, &args.skills, Wanted::EntriesAndResources)?;
    let named: Vec<_> = found.iter().filter_map(write::target).collect();
    let targets: Vec<_> = named.iter().flat_map(change::skills_within).collect();
    let resources = write::resources(&found);
    let request =
        Request { resources: write::labels(&resources), ..Request::new(Verb::Reset, on, &targets) };
    write::record(app, &args.answer, &opened, &request, |progress| {
        let reset: Vec<_> =
            named.iter().flat_map(|named| change::to_reset(named, progress)).collect();
        Ok(change::uncheck(&reset, &resources, progress))
    })
}

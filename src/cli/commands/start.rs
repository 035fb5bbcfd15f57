//! `start`: this is being learned from now on; to choose is to start.

use career_roadmap::query::change::{self, Target, Words};
use career_roadmap::query::lookup::{Named, Wanted};
use career_roadmap::query::{CannotStart, Evaluation, first_to_start};
use career_roadmap::view::changed::Verb;
use career_roadmap::view::words::list;

use crate::cli::context::{Context, Opened};
use crate::cli::error::{Outcome, advised};
use crate::cli::output::Answer;
use crate::cli::write::{self, On, Request};

/// Say that you are learning a skill; starting an option of a choice chooses it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  roadmap start sql\n  roadmap start python --on monday")]
pub struct Args {
    /// Ids or titles; of a group its first ready skill is started
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
    let mut targets = Vec::new();
    for found in write::find_all(context, &opened, &args.skills, Wanted::Entries)? {
        if let Named::Entry(ix) = found.named {
            let ix = if found.roadmap.entry(ix).is_skill() {
                ix
            } else {
                let evaluation = Evaluation::new(&found.roadmap, &opened.progress);
                first_to_start(&evaluation, ix).map_err(|why| cannot(&evaluation, &opened, why))?
            };
            targets.push(Target { roadmap: found.roadmap, ix });
        }
    }
    let said = args.note.is_some();
    let words = Words { note: args.note, evidence: Vec::new() };
    let request = Request { said, ..Request::new(Verb::Start, on, &targets) };
    write::record(context, &args.answer, &opened, &request, |progress| {
        Ok(change::start(&targets, words.clone(), progress))
    })
}

fn cannot(evaluation: &Evaluation<'_>, opened: &Opened, why: CannotStart) -> anyhow::Error {
    let roadmap = evaluation.roadmap();
    let entry = |ix| roadmap.entry(ix);
    match why {
        CannotStart::Choose(choice) => {
            let options: Vec<&str> =
                roadmap.children(choice).map(|option| entry(option).id.as_str()).collect();
            let first = evaluation
                .options(choice)
                .first()
                .map_or(options[0], |(option, _)| entry(*option).id.as_str());
            advised(
                format!("'{}' is a choice", entry(choice).id),
                [
                    format!("start what you choose: {}", options.join(", ")),
                    format!("for example: roadmap start {first}"),
                ],
            )
        }
        CannotStart::Learning(skill) => advised(
            format!("of this group, '{}' is being learned already", entry(skill).id),
            [format!("when it is done: roadmap check {}", entry(skill).id)],
        ),
        CannotStart::Blocked(skill) => {
            let unmet = evaluation.unmet(skill);
            let needs: Vec<&str> = unmet.iter().map(|ix| entry(*ix).id.as_str()).collect();
            advised(
                format!(
                    "nothing in this group is ready: '{}' needs {} first",
                    entry(skill).id,
                    list(&needs, 4)
                ),
                [format!("to start it all the same: roadmap start {}", entry(skill).id)],
            )
        }
        CannotStart::Nothing => advised(
            "everything in this group is done or skipped",
            [format!("roadmap next shows what is next in {}", opened.current())],
        ),
    }
}

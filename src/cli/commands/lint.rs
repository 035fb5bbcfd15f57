//! `lint`: checks roadmap files.

use std::path::PathBuf;

use career_roadmap::catalog::{Problem, Severity, lint};
use career_roadmap::view::words::{Count, list};
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::error::{self, Outcome, Status};
use crate::cli::output::Answer;

/// Check roadmap files and report every problem
#[derive(Debug, clap::Args)]
#[command(
    visible_alias = "validate",
    after_help = "Without arguments: your roadmaps and the built-in ones.\n\n\
    Examples:\n  roadmap lint\n  roadmap lint my-roadmap.yaml\n  roadmap lint --plain roadmaps/"
)]
pub struct Args {
    /// Files, folders or ids of roadmaps
    #[arg(value_name = "FILE|DIR|ID")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Serialize)]
struct Lint<'a> {
    problems: &'a [Problem],
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let catalog = context.catalog();
    let problems = lint(&catalog, &args.paths, context.this_month()?);
    if !args.answer.is_for_machines() {
        for found in &problems {
            error::problem(found, &context.error_style);
            if !context.error_style.plain {
                error::say("");
            }
        }
    }
    let answer = Lint { problems: &problems };
    args.answer.print(context, &answer, || verdict(&problems))?;
    let failed = problems.iter().any(Problem::is_error);
    Ok(if failed { Status::Failed } else { Status::Done })
}

/// The number of problems of each severity: "2 errors and 1 warning", or "no problems".
fn verdict(problems: &[Problem]) -> String {
    let kinds =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts = kinds.into_iter().map(|(severity, noun)| {
        (problems.iter().filter(|problem| problem.severity == severity).count(), noun)
    });
    let counts: Vec<String> =
        counts.filter(|(n, _)| *n > 0).map(|(n, noun)| Count(n, noun).to_string()).collect();
    match counts.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => "no problems".to_owned(),
        counts => list(counts, 3),
    }
}

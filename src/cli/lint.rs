//! `lint`: everything that is wrong with roadmap files.

use std::path::PathBuf;

use career_roadmap::catalog::{Problem, Severity, lint};
use serde::Serialize;

use super::app::App;
use super::fail::{Outcome, Status};
use super::read::Answer;

/// Check roadmap files, all problems at once
#[derive(Debug, clap::Args)]
#[command(
    visible_alias = "validate",
    after_help = "Without a file: yours and the built-in ones.\n\n\
    Examples:\n  roadmap lint\n  roadmap lint my-roadmap.yaml\n  roadmap lint --plain roadmaps/"
)]
pub struct Args {
    /// Files or folders
    #[arg(value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Serialize)]
struct Lint<'a> {
    problems: Vec<LintProblem<'a>>,
}

#[derive(Serialize)]
struct LintProblem<'a> {
    severity: &'static str,
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    code: &'static str,
    message: &'a str,
    help: Option<&'a str>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let problems = lint(&app.catalog(), &args.paths);
    let failed = problems.iter().any(Problem::is_error);
    let told = Lint {
        problems: problems
            .iter()
            .map(|problem| LintProblem {
                severity: match problem.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Note => "note",
                },
                file: problem.file.display().to_string(),
                line: problem.place.as_ref().map(|place| place.line),
                column: problem.place.as_ref().map(|place| place.column),
                code: problem.code.as_str(),
                message: &problem.message,
                help: problem.help.as_deref(),
            })
            .collect(),
    };
    args.answer.print(app, &told, || {
        problems
            .iter()
            .map(|p| career_roadmap::view::problem::show(p, &app.look))
            .collect::<Vec<_>>()
            .join("\n")
    })?;
    Ok(if failed { Status::Failed } else { Status::Done })
}

//! `sync`: shares progress between machines.

use std::io::{IsTerminal as _, stderr, stdin};
use std::time::Duration;

use career_roadmap::sync::{Environment, Options, RemoteUrl, Report, setup, sync};

use crate::cli::context::Context;
use crate::cli::env;
use crate::cli::error::{self, Outcome, Status};
use crate::cli::output::Answer;

/// Share your progress between machines through a git repository
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Your notes are shared too: whoever can read the repository can read them.\n\n\
    Examples:\n  roadmap sync --setup git@example.com:me/progress.git\n  roadmap sync"
)]
pub struct Args {
    /// Set up this machine with the URL of a git repository, empty or used by other machines
    #[arg(long, value_name = "URL")]
    setup: Option<String>,
    /// Branch to sync, instead of the one that --setup chooses
    #[arg(long, value_name = "NAME", requires = "setup")]
    branch: Option<String>,
    /// Give up after this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30,
        value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let host = env::host_name();
    let (report, text) = context.with_lock_wait(|wait| {
        let options = Options {
            journal: &context.places.journal,
            host: &host,
            timeout: Duration::from_secs(args.timeout),
            wait,
            environment: Environment {
                variables: env::all(),
                terminal: stdin().is_terminal() && stderr().is_terminal(),
            },
        };
        let Some(url) = &args.setup else {
            let report = sync(&options)?;
            let text = report.to_string();
            return Ok((report, text));
        };
        let url = RemoteUrl::new(url)?;
        let (report, branch) = setup(&options, &url, args.branch.as_deref())?;
        let text = format!("syncing branch {branch} of {url}: {report}");
        Ok((report, text))
    })?;
    warn_of_unfinished(context, &report);
    args.answer.print(context, &report, || text)?;
    Ok(Status::Done)
}

fn warn_of_unfinished(context: &Context, report: &Report) {
    if let Some(what) = report.unfinished {
        let text = format!("the repository has an unfinished {what} of yours; it was left alone");
        error::warn(&text, &context.error_style);
    }
}

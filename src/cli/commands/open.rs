//! `open`: hands a link to the system.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use career_roadmap::query::lookup::Markable;
use career_roadmap::view::text::{Line, Text};

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status, advised};
use crate::cli::output;

/// Open a resource of a skill in the browser; without a browser, print its link
#[derive(Debug, clap::Args)]
#[command(after_help = "Without a number: the first resource that is not ticked.\n\n\
    Examples:\n  roadmap open git\n  roadmap open git/2")]
pub struct Args {
    /// Id or title; git/2 is the second resource of git
    skill: String,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let opened = context.open()?;
    let (found, at) = match opened.lookup("open").markable(&args.skill)? {
        Markable::Resource(skill, at) => (skill, Some(at)),
        Markable::Entry(entry) => (entry, None),
    };
    let entry = found.roadmap.entry(found.ix);
    let resources = entry.skill().map_or(&[][..], |skill| &skill.resources);
    let ticked = opened.progress.record(entry.names()).ticked;
    let unread = || resources.iter().find(|resource| !ticked.contains(resource.url.as_str()));
    let resource = match at {
        Some(at) => resources.get(at),
        None => unread().or(resources.first()),
    };
    let Some(resource) = resource else {
        return Err(advised(
            format!("'{}' has no link", entry.id),
            [format!("to see what is known about it: roadmap show {}", entry.id)],
        ));
    };
    if !hand_over(resource.url.as_str()) {
        context.hint("no program here opens links; this is it:");
    }
    let title = resource.title.iter().map(|title| Line::new().title(title));
    let link = Line::new().link(resource.url.as_str());
    output::print(context, title.chain([link]).collect::<Text>())?;
    Ok(Status::Done)
}

/// Whether a program took the link, as one argument and through no shell.
///
/// A browser that starts may stay in the foreground: one that still runs after
/// [`PATIENCE`] has taken it.
fn hand_over(url: &str) -> bool {
    openers().iter().any(|(program, args)| {
        let mut command = Command::new(program);
        command
            .args(*args)
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let Ok(mut child) = command.spawn() else { return false };
        let begun = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return status.success(),
                Ok(None) if begun.elapsed() < PATIENCE => sleep(Duration::from_millis(10)),
                Ok(None) => return true,
                Err(_) => return false,
            }
        }
    })
}

const PATIENCE: Duration = Duration::from_secs(3);

/// The programs that open links here, each with the arguments before the link.
fn openers() -> &'static [(&'static str, &'static [&'static str])] {
    if cfg!(windows) {
        &[("rundll32", &["url.dll,FileProtocolHandler"])]
    } else if cfg!(target_os = "macos") {
        &[("open", &[])]
    } else {
        &[("xdg-open", &[]), ("wslview", &[])]
    }
}

//! `history`: what was recorded, newest first.

use career_roadmap::progress::{Log, Logged};
use career_roadmap::query::lookup::{Named, Wanted};
use career_roadmap::view::history::{history, newest_first};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;
use crate::cli::write;

/// What you recorded, newest first
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  roadmap history\n  roadmap history git -n 5")]
pub struct Args {
    /// Only what concerns this skill
    skill: Option<String>,
    /// At most this many
    #[arg(short = 'n', long = "limit", value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    answer: Answer,
}

/// The answer for machines. Its events are parsed one by one while they are
/// written, since there may be a million.
#[derive(Serialize)]
struct History<'a> {
    #[serde(serialize_with = "write_events")]
    events: (&'a Log, &'a [&'a Logged]),
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let today = context.clock()?.today;
    let opened;
    let log;
    let limit = args.limit.unwrap_or(usize::MAX);
    let events = if let Some(skill) = &args.skill {
        opened = context.open()?;
        let found = write::find(context, &opened, skill, Wanted::Entries)?;
        let Named::Entry(ix) = found.named else { return Ok(Status::Failed) };
        let entry = found.roadmap.entry(ix);
        let names: Vec<&str> = entry.names().map(career_roadmap::catalog::Id::as_str).collect();
        let inside = found.roadmap.within(ix).flat_map(|ix| found.roadmap.entry(ix).names());
        let names: Vec<&str> =
            names.into_iter().chain(inside.map(career_roadmap::catalog::Id::as_str)).collect();
        log = &opened.log;
        newest_first(log, Some(&names), limit)
    } else {
        opened = context.open_journal()?;
        log = &opened.log;
        newest_first(log, None, limit)
    };
    if !args.answer.is_for_machines() {
        return args
            .answer
            .print(context, &(), || match events.as_slice() {
                [] if args.limit != Some(0) => "nothing was recorded yet".to_owned(),
                events => history(log, events, today, &context.style),
            })
            .map(|()| Status::Done);
    }
    args.answer.print(context, &History { events: (log, &events) }, String::new)?;
    Ok(Status::Done)
}

fn write_events<S: Serializer>(
    (log, events): &(&Log, &[&Logged]),
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(events.iter().map(|logged| {
        let mut event: Value =
            serde_json::from_str(log.json(logged)).expect("an event that was read is JSON");
        if let Some(fields) = event.as_object_mut().filter(|_| logged.is_void()) {
            fields.insert("undone".into(), true.into());
        }
        event
    }))
}

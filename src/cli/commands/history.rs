//! `history`: what was recorded, newest first.

use career_roadmap::catalog::Id;
use career_roadmap::progress::{Log, Logged};
use career_roadmap::query::lookup::EntryRef;
use career_roadmap::view::history;
use career_roadmap::view::history::newest_first;
use career_roadmap::view::text::Text;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;

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
    let (opened, log) = context.open_with_log()?;
    let log = &log;
    let limit = args.limit.unwrap_or(usize::MAX);
    let events = if let Some(skill) = &args.skill {
        let EntryRef { roadmap, ix } = opened.lookup("history").entry(skill)?;
        let entries = std::iter::once(ix).chain(roadmap.within(ix));
        let names = entries.flat_map(|ix| roadmap.entry(ix).names()).map(Id::as_str);
        newest_first(log, Some(&names.collect::<Vec<_>>()), limit)
    } else {
        newest_first(log, None, limit)
    };
    if !args.answer.is_for_machines() {
        return args
            .answer
            .print(context, &(), || match events.as_slice() {
                [] if args.limit != Some(0) => Text::from("nothing was recorded yet"),
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

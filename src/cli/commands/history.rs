//! `history`: lists what was recorded, newest first.

use std::cell::OnceCell;
use std::rc::Rc;

use career_roadmap::catalog::{Id, Roadmap};
use career_roadmap::progress::{Log, Logged, ResourceRef};
use career_roadmap::query::lookup::EntryRef;
use career_roadmap::view::history;
use career_roadmap::view::history::{
    EVENTS, Ids, Wanted, address, event_name, newest_first, numbered_resource,
};
use career_roadmap::view::text::Text;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::cli::context::{Context, Opened};
use crate::cli::days::DayArgs;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;

/// Show what you recorded, newest first
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  roadmap history\n  roadmap history git -n 5\n  \
    roadmap history --event spent --month\n  roadmap history --since 2026-01-01 --ids")]
pub struct Args {
    /// Only events of this skill, or of this group and its skills
    #[arg(value_name = "SKILL")]
    skill: Option<String>,
    /// Same as the argument SKILL
    #[arg(long = "skill", value_name = "SKILL", conflicts_with = "skill")]
    named: Option<String>,
    /// Only events of this command: check, spent, note and so on
    #[arg(long, value_name = "COMMAND", value_parser = event())]
    event: Option<&'static str>,
    #[command(flatten)]
    days: DayArgs,
    /// Show the id of each event, for note --delete and spent --delete
    #[arg(long)]
    ids: bool,
    /// Show at most this many
    #[arg(short = 'n', long = "limit", value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    answer: Answer,
}

/// The answer for programs. Events are parsed one by one as they are written, since
/// there may be a million.
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
    let wanted = Wanted { event: args.event, days: args.days.given(today)?, ..Wanted::default() };
    let ids = if args.ids { Ids::Shown } else { Ids::Hidden };
    let events = if let Some(skill) = args.skill.as_ref().or(args.named.as_ref()) {
        let EntryRef { roadmap, ix } = opened.lookup("history").entry(skill)?;
        let entries = std::iter::once(ix).chain(roadmap.within(ix));
        let names = entries.flat_map(|ix| roadmap.entry(ix).names()).map(Id::as_str);
        let names: Vec<_> = names.collect();
        newest_first(log, Wanted { names: Some(&names), ..wanted }, limit)
    } else {
        newest_first(log, wanted, limit)
    };
    if !args.answer.is_for_machines() {
        return args
            .answer
            .print(context, &(), || match events.as_slice() {
                [] if args.limit == Some(0) => Text::new(),
                [] if log.is_empty() => Text::from("nothing has been recorded yet"),
                [] => Text::from("no recorded event matches"),
                events => {
                    let roadmaps = OnceCell::new();
                    let name = |resource: &ResourceRef| {
                        let roadmaps = roadmaps.get_or_init(|| by_use(&opened));
                        named(roadmaps, resource).unwrap_or_else(|| address(resource))
                    };
                    history(log, events, ids, &name, today, &context.style)
                }
            })
            .map(|()| Status::Done);
    }
    args.answer.print(context, &History { events: (log, &events) }, String::new)?;
    Ok(Status::Done)
}

/// Every roadmap that the progress needs, those in use first; read only where
/// a resource was ticked.
fn by_use(opened: &Opened) -> Vec<Rc<Roadmap>> {
    let in_use = opened.in_use.iter().filter_map(|id| opened.catalog.load(id).ok());
    opened.roadmaps_of_progress(&in_use.collect::<Vec<_>>())
}

fn named(roadmaps: &[Rc<Roadmap>], resource: &ResourceRef) -> Option<String> {
    roadmaps.iter().find_map(|roadmap| {
        let ix = roadmap.named(resource.skill.as_str())?;
        numbered_resource(roadmap.entry(ix), resource)
    })
}

/// Takes what people call an event, and what the journal does.
fn event() -> impl TypedValueParser<Value = &'static str> {
    let value = |name: &'static str| PossibleValue::new(name).aliases(event_name(name));
    let log = PossibleValue::new("log").hide(true);
    let values = EVENTS.into_iter().map(value).chain([log]);
    PossibleValuesParser::new(values)
        .map(|name| event_name(&name).expect("only names of events are possible"))
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

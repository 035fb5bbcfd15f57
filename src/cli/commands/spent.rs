//! `spent`: logs learning time.

use career_roadmap::progress::Change;
use career_roadmap::query::change::Decision;
use career_roadmap::query::spent::{fit, parse};
use career_roadmap::view::spent::{Spent, spent};

use crate::cli::context::Context;
use crate::cli::error::Outcome;
use crate::cli::output::Answer;
use crate::cli::write::{self, On, Report};

/// Log learning time on a skill
#[derive(Debug, clap::Args)]
#[command(
    visible_alias = "log",
    after_help = "Logged time comes off what is left of a skill and makes your pace \
    (roadmap plan).\n\nExamples:\n  roadmap spent sql 1h30m\n  roadmap spent sql 2h --on yesterday"
)]
pub struct Args {
    /// Id or title
    skill: String,
    /// How long: 1h30m, 90m, 2h or 1.5h
    time: String,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let on = args.on.date(context)?;
    let minutes = parse(&args.time)?;
    let opened = context.open()?;
    let skill = write::find_skill(context, &opened, &args.skill, "time is logged on skills")?;
    let id = skill.id().clone();
    let (decision, event, progress) = write::append(context, on, |progress| {
        let minutes = fit(progress, on, minutes)?;
        let change = Change::Spent { skills: vec![id.clone()], minutes };
        Ok(Decision { change: Some(change), changed: Vec::new(), unchanged: vec![id.clone()] })
    })?;
    let report = Report::new(&decision, event.as_ref());
    let today = context.clock()?.today;
    let entry = skill.roadmap.entry(skill.ix);
    let told = Spent {
        title: skill.title(),
        minutes,
        on,
        all: progress.record(entry.names()).minutes(),
        estimate: entry.skill().and_then(|skill| skill.hours),
        elsewhere: (!opened.in_use.contains(&skill.roadmap.id)).then_some(&*skill.roadmap.title),
    };
    let printed = args.answer.print(context, &report, || spent(&told, today, &context.style));
    write::finish(printed, event.is_some())
}

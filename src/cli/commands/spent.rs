//! `spent`: logs learning time.

use career_roadmap::progress::Change;
use career_roadmap::query::Evaluation;
use career_roadmap::query::record::Decision;
use career_roadmap::query::spent::{fit, parse};
use career_roadmap::view::spent;
use career_roadmap::view::spent::Spent;

use crate::cli::context::Context;
use crate::cli::error::Outcome;
use crate::cli::output::Answer;
use crate::cli::record::{On, Report, delete, finish};

/// Log learning time on a skill
#[derive(Debug, clap::Args)]
#[command(
    visible_alias = "log",
    after_help = "Logged time is taken off what is left of a skill, and makes your pace \
    (roadmap plan).\n\nExamples:\n  roadmap spent sql 1h30m\n  roadmap spent sql 2h --on yesterday"
)]
pub struct Args {
    /// Id or title
    #[arg(value_name = "SKILL", required_unless_present = "delete")]
    skill: Option<String>,
    /// How long: 1h30m, 1:30, 90m, 2h, 1.5h or '2 hours'
    #[arg(value_name = "TIME", required_unless_present = "delete")]
    time: Vec<String>,
    /// Take back the time with this id (history --event spent --ids)
    #[arg(long, value_name = "ID", conflicts_with_all = ["skill", "time", "on"])]
    delete: Option<String>,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    if let Some(id) = &args.delete {
        return delete(context, &args.answer, "spent", id);
    }
    let name = args.skill.as_deref().unwrap_or_default();
    let today = context.clock()?.today;
    let given = args.on.given(context)?;
    let on = given.unwrap_or(today);
    let minutes = parse(&args.time.join(" "))?;
    let recorded = context.record(given, |opened| {
        let skill = opened.lookup("spent").skill(name)?;
        let minutes = fit(&opened.progress, on, minutes)?;
        Ok((Some(Change::Spent { skills: vec![skill.id().clone()], minutes }), skill))
    })?;
    let skill = &recorded.value;
    let decision = Decision { unchanged: vec![skill.id().clone()], ..Decision::default() };
    let report = Report::new(&decision, recorded.event.as_ref());
    let entry = skill.roadmap.entry(skill.ix);
    let in_use = recorded.opened.in_use.contains(&skill.roadmap.id);
    let logged = Spent {
        title: skill.title(),
        minutes,
        on,
        all: recorded.after.record(entry.names()).minutes(),
        estimate: Evaluation::new(&skill.roadmap, &recorded.after).hours(skill.ix),
        elsewhere: (!in_use).then_some(&*skill.roadmap.title),
    };
    let printed = args.answer.print(context, &report, || spent(&logged, today, &context.style));
    finish(printed, recorded.event.is_some())
}

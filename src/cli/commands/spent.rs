//! `spent`: logs learning time.

use career_roadmap::progress::Change;
use career_roadmap::query::Evaluation;
use career_roadmap::query::record::Decision;
use career_roadmap::query::spent::{BadTime, fit, parse};
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
    after_help = "Logged time reduces the hours left of a skill, and determines your pace \
    (roadmap plan).\n\nExamples:\n  roadmap spent sql 1h30m\n  \
    roadmap spent sql 2h --on yesterday\n  \
    roadmap spent 45m"
)]
pub struct Args {
    /// Id or title; without it, the skill that you are learning, if it is the only one
    #[arg(value_name = "SKILL", required_unless_present = "delete")]
    skill: Option<String>,
    /// Time spent: 1h30m, 1:30, 90m, 2h, 1.5h or '2 hours'
    #[arg(value_name = "TIME")]
    time: Vec<String>,
    /// Delete the entry with this id (see history --event spent --ids)
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
    let today = context.clock()?.today;
    let given = args.on.given(context)?;
    let on = given.unwrap_or(today);
    let (named, minutes) = args.parts()?;
    let recorded = context.record(given, |opened| {
        let lookup = opened.lookup("spent");
        let skill = match named {
            Some(name) => lookup.skill(name)?,
            None => lookup.learning()?,
        };
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

impl Args {
    /// The skill, if one is named, and the minutes.
    fn parts(&self) -> Result<(Option<&str>, u64), BadTime> {
        let skill = self.skill.as_deref().unwrap_or_default();
        let time = self.time.join(" ");
        let whole = [skill, &time].join(" ").trim_end().to_owned();
        // `2 hours` and `1h 30m` are times, but in `5 2h` 5 is a skill.
        let is_time = parse(skill).is_ok() || parse(&time).is_err();
        match parse(&whole) {
            Ok(minutes) if is_time => Ok((None, minutes)),
            Err(error) if self.time.is_empty() => Err(error),
            _ => Ok((Some(skill), parse(&time)?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_alone_is_for_the_skill_being_learned() {
        for (words, skill, minutes) in [
            (&["sql", "2h"][..], Some("sql"), 120),
            (&["sql", "1h", "30m"], Some("sql"), 90),
            (&["2h"], None, 120),
            (&["2", "hours"], None, 120),
            (&["1h", "30m"], None, 90),
            (&["5", "2h"], Some("5"), 120),
        ] {
            let args = Args {
                skill: Some(words[0].to_owned()),
                delete: None,
                time: words[1..].iter().map(|word| (*word).to_owned()).collect(),
                on: On::default(),
                answer: Answer::default(),
            };
            assert_eq!(args.parts(), Ok((skill, minutes)), "{words:?}");
        }
    }
}

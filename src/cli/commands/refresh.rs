//! `refresh`: shows what was learned long ago and may be forgotten.

use anyhow::Result;
use career_roadmap::progress::Status as SkillStatus;
use career_roadmap::query::Evaluation;
use career_roadmap::query::effect::Verb;
use career_roadmap::query::lookup::EntryRef;
use career_roadmap::query::record::{self, Details};
use career_roadmap::query::refresh::{NotDone, due_on, refresh, still_there};
use career_roadmap::view;
use career_roadmap::view::refresh::Refreshed;

use crate::cli::context::{Context, Opened, Recorded};
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;
use crate::cli::record::{Marking, Report, finish, mark};

/// Show what you learned long ago and may have forgotten, or mark what you still know
#[derive(Debug, clap::Args)]
#[command(after_help = "A done skill is due after 30 days, then 90, 180 and 365 days after each \
    refresh, then once a year. It is not due if you have since finished a skill that needs \
    it.\n\nExamples:\n  roadmap refresh\n  roadmap refresh html-and-css\n  \
    roadmap refresh html-and-css --faded")]
pub struct Args {
    /// Done skills that you still know; without any, list what is due
    #[arg(value_name = "SKILL")]
    skills: Vec<String>,
    /// You have forgotten them: learn them again
    #[arg(long, requires = "skills")]
    pub faded: bool,
    #[command(flatten)]
    answer: Answer,
}

impl Args {
    /// Whether the command writes to the journal.
    pub fn records(&self) -> bool {
        !self.skills.is_empty()
    }
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    match (args.skills.is_empty(), args.faded) {
        (true, _) => list(context, args),
        (false, true) => learn_again(context, args),
        (false, false) => still_known(context, args),
    }
}

fn list(context: &Context, args: &Args) -> Outcome {
    let opened = context.open()?;
    let today = context.clock()?.today;
    let roadmaps = context.load_usable(&opened, &opened.in_use)?;
    context.warn_of_catalog(&opened.catalog);
    let evaluations: Vec<_> =
        roadmaps.iter().map(|roadmap| Evaluation::new(roadmap, &opened.progress)).collect();
    let due = refresh(&evaluations, &opened.progress, today);
    args.answer.print(context, &due, || view::refresh(&due, today, &context.style))?;
    Ok(Status::Done)
}

fn still_known(context: &Context, args: &Args) -> Outcome {
    let today = context.clock()?.today;
    let recorded = context.record(None, |opened| {
        let skills = named(opened, args)?;
        let mut decision = still_there(&skills, &opened.progress, today)?;
        Ok((decision.change.take(), (skills, decision)))
    })?;
    let Recorded { after, event, value: (skills, decision), .. } = recorded;
    let report = Report::new(&decision, event.as_ref());
    let printed = args.answer.print(context, &report, || {
        let written = event.as_ref().map_or(&[][..], |event| event.change.skills());
        let line = |skill: &EntryRef| {
            let record = after.record(skill.roadmap.entry(skill.ix).names());
            let due = due_on(&record).map(|(_, due)| due);
            (skill.id().clone(), due)
        };
        let dues: Vec<_> = skills.iter().map(line).collect();
        let refreshed = skills.iter().zip(&dues).map(|(skill, (id, due))| Refreshed {
            title: skill.title(),
            due: *due,
            unchanged: !written.contains(id),
        });
        view::refreshed(&refreshed.collect::<Vec<_>>(), today)
    });
    finish(printed, event.is_some())
}

fn learn_again(context: &Context, args: &Args) -> Outcome {
    mark(context, &args.answer, None, |opened| {
        let skills = named(opened, args)?;
        for skill in &skills {
            let entry = skill.roadmap.entry(skill.ix);
            let status = opened.progress.record(entry.names()).status;
            if !matches!(status, SkillStatus::Done | SkillStatus::Learning) {
                return Err(NotDone { id: entry.id.to_string(), status }.into());
            }
        }
        let decision = record::start(&skills, Details::default(), &opened.progress);
        Ok(Marking::new(Verb::Start, skills, decision))
    })
}

fn named(opened: &Opened, args: &Args) -> Result<Vec<EntryRef>> {
    let lookup = opened.lookup("refresh");
    Ok(lookup.all(&args.skills, |text| lookup.skill(text))?)
}

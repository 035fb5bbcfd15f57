//! `note`: words on a skill.

use career_roadmap::progress::Change;
use career_roadmap::query::change::Decision;

use crate::cli::context::Context;
use crate::cli::error::{Outcome, advised};
use crate::cli::output::Answer;
use crate::cli::write::{self, On, Report};

/// Keep words on a skill
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  roadmap note sql 'window functions: read chapter 4 again'")]
pub struct Args {
    /// Id or title
    skill: String,
    /// The words
    #[arg(required = true, value_name = "TEXT")]
    text: Vec<String>,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let on = args.on.date(context)?;
    let opened = context.open()?;
    let skill = write::find_skill(context, &opened, &args.skill, "notes are kept on skills")?;
    let note = args.text.join(" ").trim().to_owned();
    if note.is_empty() {
        return Err(advised("the note is empty", ["write what you want to keep".to_owned()]));
    }
    let id = skill.id().clone();
    let (decision, event, _) = write::append(context, on, |_| {
        let skills = vec![id.clone()];
        let change = Change::Note { skills, note: Some(note.clone()), links: Vec::new() };
        Ok(Decision { change: Some(change), changed: Vec::new(), unchanged: vec![id.clone()] })
    })?;
    let report = Report::new(&decision, event.as_ref());
    let printed = args
        .answer
        .print(context, &report, || format!("noted on {}", context.style.text(skill.title())));
    write::finish(printed, event.is_some())
}

//! `note`: keeps a note on a skill.

use career_roadmap::progress::Change;
use career_roadmap::query::record::Decision;

use crate::cli::context::Context;
use crate::cli::error::{Outcome, advised};
use crate::cli::output::Answer;
use crate::cli::record::{On, Report, delete, finish};

/// Keep a note on a skill
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  roadmap note sql 'window functions: read chapter 4 again'")]
pub struct Args {
    /// Id or title
    #[arg(value_name = "SKILL", required_unless_present = "delete")]
    skill: Option<String>,
    /// The text
    #[arg(value_name = "TEXT", required_unless_present = "delete")]
    text: Vec<String>,
    /// Take back the note with this id (history --event note --ids)
    #[arg(long, value_name = "ID", conflicts_with_all = ["skill", "text", "on"])]
    delete: Option<String>,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    if let Some(id) = &args.delete {
        return delete(context, &args.answer, "note", id);
    }
    let name = args.skill.as_deref().unwrap_or_default();
    let note = args.text.join(" ").trim().to_owned();
    if note.is_empty() {
        return Err(advised("the note is empty", ["write what you want to keep".to_owned()]));
    }
    let recorded = context.record(args.on.given(context)?, |opened| {
        let skill = opened.lookup("note").skill(name)?;
        let change = Change::Note {
            skills: vec![skill.id().clone()],
            note: Some(note.clone()),
            links: Vec::new(),
        };
        Ok((Some(change), skill))
    })?;
    let skill = &recorded.value;
    let decision = Decision { unchanged: vec![skill.id().clone()], ..Decision::default() };
    let report = Report::new(&decision, recorded.event.as_ref());
    let printed = args.answer.print(context, &report, || format!("noted on {}", skill.title()));
    finish(printed, recorded.event.is_some())
}

//! `note`: adds a note or a link to a skill.

use career_roadmap::progress::Change;
use career_roadmap::query::links::parse_own;
use career_roadmap::query::record::Decision;
use career_roadmap::view::words::Count;

use crate::cli::context::Context;
use crate::cli::error::{Outcome, advised};
use crate::cli::output::Answer;
use crate::cli::record::{On, Report, delete, finish};

/// Add a note or a link to a skill
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  roadmap note sql 'window functions: read chapter 4 again'\n  \
    roadmap note sql --link https://use-the-index-luke.com/"
)]
pub struct Args {
    /// Id or title
    #[arg(value_name = "SKILL", required_unless_present = "delete")]
    skill: Option<String>,
    /// Text of the note
    #[arg(required_unless_present_any = ["link", "delete"], value_name = "TEXT")]
    text: Vec<String>,
    /// Add this link, which show and open list (repeatable)
    #[arg(long, value_name = "URL", value_parser = parse_own)]
    link: Vec<String>,
    /// Delete the note with this id (see history --event note --ids)
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
    if note.is_empty() && args.link.is_empty() {
        return Err(advised("the note is empty", ["write its text after the skill".to_owned()]));
    }
    let recorded = context.record(args.on.given(context)?, |opened| {
        let skill = opened.lookup("note").skill(name)?;
        let change = Change::Note {
            skills: vec![skill.id().clone()],
            note: (!note.is_empty()).then(|| note.clone()),
            links: args.link.clone(),
        };
        Ok((Some(change), skill))
    })?;
    let skill = &recorded.value;
    let decision = Decision { unchanged: vec![skill.id().clone()], ..Decision::default() };
    let report = Report::new(&decision, recorded.event.as_ref());
    let links = match args.link.len() {
        0 => String::new(),
        count => format!(", with {}", Count(count, "link")),
    };
    let printed =
        args.answer.print(context, &report, || format!("noted on {}{links}", skill.title()));
    finish(printed, recorded.event.is_some())
}

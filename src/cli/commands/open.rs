//! `open`: hands a link to the system.

use anyhow::Result;
use career_roadmap::catalog::Id;
use career_roadmap::query::links::{SkillLink, links, to_hand_over, to_open};
use career_roadmap::query::lookup::{EntryRef, LookupError, Markable};
use career_roadmap::view::open as view;
use serde::Serialize;

use crate::cli::context::{Context, Opened};
use crate::cli::error::{Outcome, Status, advised};
use crate::cli::output::Answer;
use crate::cli::{browser, error, files};

/// Open a link of a skill in the browser; without a browser, print it
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without a number: the first resource that is not ticked. Without a skill: \
    the one that you are learning, if it is one.\n\n\
    Examples:\n  roadmap open git\n  roadmap open git/2\n  roadmap open git --list"
)]
pub struct Args {
    /// Id or title; git/2 is the second link of git
    #[arg(value_name = "SKILL")]
    skill: Option<String>,
    /// List the links instead: resources first, then your own
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    answer: Answer,
}

/// The answer for machines.
#[expect(clippy::struct_field_names, reason = "the fields of the JSON object")]
#[derive(Serialize)]
struct Links<'a> {
    skill: &'a Id,
    /// The number of the link that a program took.
    opened: Option<usize>,
    links: &'a [SkillLink],
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let opened = context.open()?;
    let (skill, number) = named(&opened, args.skill.as_deref())?;
    let entry = skill.roadmap.entry(skill.ix);
    let links = links(entry, &opened.progress.record(entry.names()));
    let print = |link: Option<&SkillLink>, is_open: bool| {
        let number = link.filter(|_| is_open).map(|link| link.number);
        let answer = Links { skill: &entry.id, opened: number, links: &links };
        args.answer.print(context, &answer, || match link {
            Some(link) => view::link(link),
            None => view::links(&links, &context.style),
        })
    };
    let link = match number {
        Some(number) => links.get(number - 1),
        None => to_open(&links),
    };
    let Some(link) = link else {
        return Err(advised(
            format!("'{}' has no link", entry.id),
            [
                format!("to see what is known about it: roadmap show {}", entry.id),
                format!("to keep one: roadmap note {} --link <url>", entry.id),
            ],
        ));
    };
    if args.list {
        print(None, false)?;
        return Ok(Status::Done);
    }
    if !link.unusual.is_empty() {
        let warning = view::unusual(link);
        if context.listener().is_some() {
            // The screen belongs to another command, so nobody can be asked.
            let command =
                format!("to open it all the same: roadmap open {}/{}", entry.id, link.number);
            return Err(advised(warning, [command]));
        }
        error::warn(&warning, &context.error_style);
        if files::ask("open it?")? == Some(false) {
            return Ok(Status::Failed);
        }
    }
    let is_open = browser::open(to_hand_over(&link.url));
    if !is_open {
        context.hint("no program here opens links; this is it:");
    }
    print(Some(link), is_open)?;
    Ok(Status::Done)
}

/// The skill, and the number of the link if one was named.
fn named(opened: &Opened, name: Option<&str>) -> Result<(EntryRef, Option<usize>)> {
    let lookup = opened.lookup("open");
    let Some(name) = name else { return Ok((lookup.learning()?, None)) };
    match lookup.markable(name) {
        Ok(Markable::Resource(skill, at)) => Ok((skill, Some(at + 1))),
        Ok(Markable::Entry(entry)) => Ok((entry, None)),
        Err(LookupError::NoResource { id, number, resources }) => {
            let skill = lookup.skill(&id)?;
            let entry = skill.roadmap.entry(skill.ix);
            let own = opened.progress.record(entry.names()).links.len();
            if (1..=resources + own).contains(&number) {
                return Ok((skill, Some(number)));
            }
            Err(LookupError::NoResource { id, number, resources }.into())
        }
        Err(error) => Err(error.into()),
    }
}

//! `open`: opens a link of a skill in the browser.

use anyhow::Result;
use career_roadmap::catalog::Id;
use career_roadmap::query::links::{SkillLink, links, to_hand_over, to_open};
use career_roadmap::query::lookup::{EntryRef, LookupError, Markable};
use career_roadmap::view::open as view;
use career_roadmap::view::words::Count;
use serde::Serialize;

use crate::cli::context::{Context, Opened};
use crate::cli::error::{Outcome, Status, advised};
use crate::cli::output::Answer;
use crate::cli::{browser, error, files};

/// Open a link of a skill in the browser, or print it if there is no browser
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without a number: the first resource that is not ticked. Without a skill: \
    the skill that you are learning, if it is the only one.\n\n\
    Examples:\n  roadmap open git\n  roadmap open git/2\n  roadmap open git --list"
)]
pub struct Args {
    /// Id or title; git/2 is the second link of git
    #[arg(value_name = "SKILL")]
    skill: Option<String>,
    /// List the links instead: resources first, then your links
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    answer: Answer,
}

/// The answer for programs.
#[expect(clippy::struct_field_names, reason = "the fields of the JSON object")]
#[derive(Serialize)]
struct Links<'a> {
    skill: &'a Id,
    /// The number of the link that was opened.
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
                format!("for details: roadmap show {}", entry.id),
                format!("to add one: roadmap note {} --link <url>", entry.id),
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
            // The browser uses the screen, so it is not possible to ask.
            let command = format!("to open it anyway: roadmap open {}/{}", entry.id, link.number);
            return Err(advised(warning, [command]));
        }
        error::warn(&warning, &context.error_style);
        if files::ask("open it?")? == Some(false) {
            return Ok(Status::Failed);
        }
    }
    let is_open = browser::open(to_hand_over(&link.url));
    if !is_open {
        context.hint("cannot find a program that opens links; open this one yourself:");
    }
    print(Some(link), is_open)?;
    Ok(Status::Done)
}

/// The skill, and the number of the link if one was given, counted from 1.
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
            let (has, advice) = match resources + own {
                0 => ("no link".to_owned(), format!("to keep one: roadmap note {id} --link <url>")),
                links => (
                    Count(links, "link").to_string(),
                    format!("to list them: roadmap open {id} --list"),
                ),
            };
            Err(advised(format!("'{id}' has {has}, so there is no '{id}/{number}'"), [advice]))
        }
        Err(error) => Err(error.into()),
    }
}

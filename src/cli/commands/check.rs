//! `check`: marks skills or resources as done.

use std::collections::BTreeSet;

use anyhow::Result;
use career_roadmap::catalog::Id;
use career_roadmap::query::effect::Verb;
use career_roadmap::query::lookup::{EntryRef, Markable};
use career_roadmap::query::record::{self, AllOpen, Details, GroupNotDone, ResourceAt};

use crate::cli::context::{Context, Opened};
use crate::cli::error::Outcome;
use crate::cli::output::Answer;
use crate::cli::record::{Marking, On, mark};

/// Mark a skill or resource as done
#[derive(Debug, clap::Args)]
#[command(
    aliases = ["done", "complete"],
    after_help = "All or nothing: if one name is wrong, nothing is recorded.\n\n\
    Examples:\n  roadmap check git\n  roadmap check git/2\n  \
    roadmap check sql --on yesterday --evidence https://github.com/me/shop\n  \
    roadmap check --known html-and-css\n  roadmap check --all tools-and-web"
)]
pub struct Args {
    /// Ids or titles; git/2 is the second resource of git
    #[arg(required = true, value_name = "SKILL")]
    skills: Vec<String>,
    /// Mark everything required and open in these groups, stages or roadmaps
    #[arg(long)]
    all: bool,
    /// Known before: no date, and everything it needs is marked too
    #[arg(long)]
    known: bool,
    /// Add a note
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Proof: a link, a file or text (repeatable)
    #[arg(long, value_name = "PROOF")]
    evidence: Vec<String>,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    answer: Answer,
}

/// What to mark.
#[derive(Default)]
struct Marks {
    skills: Vec<EntryRef>,
    resources: Vec<ResourceAt>,
    /// Open choices, which are not marked.
    choices: Vec<EntryRef>,
}

pub fn run(context: &Context, args: Args) -> Outcome {
    let on = args.on.given(context)?;
    let noted = args.note.is_some() || !args.evidence.is_empty();
    let details = Details { on, note: args.note, evidence: args.evidence };
    mark(context, &args.answer, on, |opened| {
        let mut marks =
            if args.all { all(opened, &args.skills)? } else { named(opened, &args.skills)? };
        let by_name: Vec<Id> = marks.skills.iter().map(|skill| skill.id().clone()).collect();
        if args.known {
            let (skills, choices) = record::with_needs(&marks.skills, &opened.progress);
            let known: BTreeSet<Id> =
                marks.choices.iter().map(|choice| choice.id().clone()).collect();
            marks.skills = skills;
            marks.choices.extend(choices.into_iter().filter(|new| !known.contains(new.id())));
        }
        let Marks { skills, resources, choices } = marks;
        let decision =
            record::check(&skills, &resources, args.known, details.clone(), &opened.progress);
        let verb = if args.known { Verb::Known } else { Verb::Check };
        let named = (args.known && !args.all).then_some(by_name);
        let marking = Marking::new(verb, skills, decision);
        Ok(Marking { named, resources, choices, noted, ..marking })
    })
}

/// The skills and resources that were named one by one.
fn named(opened: &Opened, names: &[String]) -> Result<Marks> {
    let lookup = opened.lookup("check");
    let mut marks = Marks::default();
    for found in lookup.all(names, |text| lookup.markable(text))? {
        match found {
            Markable::Entry(skill) if skill.is_skill() => marks.skills.push(skill),
            Markable::Entry(group) => return Err(GroupNotDone::of(&group).into()),
            Markable::Resource(skill, at) => marks.resources.push((skill, at)),
        }
    }
    Ok(marks)
}

/// The open skills and choices of the named groups, stages and roadmaps.
fn all(opened: &Opened, names: &[String]) -> Result<Marks> {
    let lookup = opened.lookup("check --all");
    let parts = lookup.all(names, |text| lookup.part(text))?;
    let AllOpen { skills, choices } = record::all_open(&parts, &opened.progress)?;
    Ok(Marks { skills, choices, ..Marks::default() })
}

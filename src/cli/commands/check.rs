//! `check`: done.

use std::rc::Rc;

use career_roadmap::catalog::{Id, Ix};
use career_roadmap::query::Evaluation;
use career_roadmap::query::change::{self, Target, Words};
use career_roadmap::query::lookup::{Found, Named, Names, Wanted};
use career_roadmap::view::changed::Verb;

use crate::cli::context::{Context, Opened};
use crate::cli::error::{Advised, Outcome, advised};
use crate::cli::output::Answer;
use crate::cli::write::{self, On, Request};

/// Say that a skill is done, or a resource of it (git/2)
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  roadmap check git\n  roadmap check git/2\n  \
    roadmap check sql --on yesterday --evidence https://example.org/report\n  \
    roadmap check --known html-and-css javascript\n  roadmap check --all data-basics")]
pub struct Args {
    /// Ids or titles; git/2 is the second resource of git
    #[arg(required = true, value_name = "SKILL")]
    skills: Vec<String>,
    /// You knew it before: undated, left out of your pace, with all that it needs
    #[arg(long, conflicts_with = "on")]
    known: bool,
    /// All that is required and open in a stage, group or roadmap
    #[arg(long)]
    all: bool,
    /// Words to keep with it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// A link that proves it (repeatable)
    #[arg(long, value_name = "URL")]
    evidence: Vec<String>,
    #[command(flatten)]
    on: On,
    #[command(flatten)]
    answer: Answer,
}

/// What to mark, worked out from what was named.
struct Marks {
    skills: Vec<Target>,
    resources: Vec<(Target, usize)>,
    /// Open choices that are left.
    choices: Vec<Target>,
}

pub fn run(context: &Context, args: Args) -> Outcome {
    let on = args.on.date(context)?;
    let opened = context.open()?;
    let wanted = if args.all { Wanted::Anything } else { Wanted::EntriesAndResources };
    let found = write::find_all(context, &opened, &args.skills, wanted)
        .map_err(|error| advise_all(&opened, &args.skills, error))?;
    let by_name: Vec<Id> = found.iter().filter_map(write::target).map(|t| t.id().clone()).collect();
    let mut marks = if args.all { all(&opened, &found)? } else { named(&found)? };
    if args.known {
        let (skills, choices) = change::with_needs(&marks.skills, &opened.progress);
        marks.skills = skills;
        let is_new = |choice: &Target| marks.choices.iter().all(|known| known.id() != choice.id());
        let choices: Vec<_> = choices.into_iter().filter(is_new).collect();
        marks.choices.extend(choices);
    }
    let request = Request {
        resources: write::labels(&marks.resources),
        choices: marks.choices.iter().map(write::how_to_choose).collect(),
        named: (args.known && !args.all).then_some(by_name.as_slice()),
        said: args.note.is_some() || !args.evidence.is_empty(),
        ..Request::new(if args.known { Verb::Known } else { Verb::Check }, on, &marks.skills)
    };
    let words = Words { note: args.note, evidence: args.evidence };
    write::record(context, &args.answer, &opened, &request, |progress| {
        Ok(change::check(&marks.skills, &marks.resources, args.known, words.clone(), progress))
    })
}

/// The skills and resources that were named, one by one.
fn named(found: &[Found]) -> anyhow::Result<Marks> {
    let skills: Vec<Target> = found.iter().filter_map(write::target).collect();
    if let Some(group) = skills.iter().find(|target| !target.roadmap.entry(target.ix).is_skill()) {
        let id = group.id();
        let advice = if group.roadmap.entry(group.ix).choose().is_some() {
            let options = group.roadmap.children(group.ix);
            let options: Vec<&str> =
                options.map(|option| group.roadmap.entry(option).id.as_str()).collect();
            vec![format!("check the option that you learned: {}", options.join(", "))]
        } else {
            vec![format!("to mark all that is open in it: roadmap check --all {id}")]
        };
        return Err(advised(format!("'{id}' is a group, and only skills are done"), advice));
    }
    Ok(Marks { skills, resources: write::resources(found), choices: Vec::new() })
}

/// What is open in the groups, stages and roadmaps that were named.
fn all(opened: &Opened, found: &[Found]) -> anyhow::Result<Marks> {
    let mut marks = Marks { skills: Vec::new(), resources: Vec::new(), choices: Vec::new() };
    let mut anything_open = false;
    for found in found {
        let roadmap = &found.roadmap;
        let evaluation = Evaluation::new(roadmap, &opened.progress);
        let (group, entries): (Option<Ix>, Vec<Ix>) = match found.named {
            Named::Entry(ix) | Named::Resource(ix, _) => {
                (Some(ix), std::iter::once(ix).chain(roadmap.within(ix)).collect())
            }
            Named::Stage(stage) => (None, roadmap.stage_within(stage).collect()),
            Named::Roadmap => (None, roadmap.entries().map(|(ix, _)| ix).collect()),
        };
        let (skills, choices) = change::all_open(&evaluation, group, entries.into_iter());
        anything_open |= !skills.is_empty() || !choices.is_empty();
        let target = |ix| Target { roadmap: Rc::clone(roadmap), ix };
        marks.skills.extend(skills.into_iter().map(target));
        marks.choices.extend(choices.into_iter().map(target));
    }
    if marks.skills.is_empty() && anything_open {
        let advice = marks.choices.iter().map(write::how_to_choose);
        let advice = advice.map(|(title, options)| format!("{title}: start one of {options}"));
        return Err(advised("nothing could be marked: only choices are open", advice));
    }
    Ok(marks)
}

/// Where a stage was named without `--all`, that is what was forgotten.
fn advise_all(opened: &Opened, names: &[String], error: anyhow::Error) -> anyhow::Error {
    let lookup = Names { catalog: &opened.catalog, in_use: &opened.in_use };
    let stage = names.iter().find_map(|name| match lookup.find(name, Wanted::Anything) {
        Ok(Found { roadmap, named: Named::Stage(at), .. }) => {
            Some(roadmap.stages()[at].id.to_string())
        }
        _ => None,
    });
    match (stage, error.downcast::<Advised>()) {
        (Some(stage), Ok(mut error)) => {
            error
                .advice
                .push(format!("to mark all that is open in it: roadmap check --all {stage}"));
            error.into()
        }
        (_, Ok(error)) => error.into(),
        (_, Err(error)) => error,
    }
}

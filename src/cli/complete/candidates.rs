//! Completes arguments that name a skill, group, stage, roadmap or day.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::rc::Rc;

use career_roadmap::catalog::{Ix, Roadmap};
use career_roadmap::escape::clean;
use career_roadmap::progress::Status;
use career_roadmap::query::Evaluation;
use clap_complete::engine::CompletionCandidate;

use super::line::CommandLine;
use crate::cli::context::{Context, Opened};

/// What an argument accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Completer {
    /// Open skills.
    Open,
    /// Open skills, groups, stages and roadmaps.
    OpenParts,
    /// Skills that are learning, done or skipped.
    NotTodo,
    /// Todo skills: options of open choices first, then those that are ready.
    ToStart,
    /// Open skills and groups.
    ToSkip,
    /// Skills of the roadmaps in use.
    Skills,
    /// Skills with resources.
    Linked,
    /// Skills, groups, stages and roadmaps of the whole catalog.
    Anything,
    Roadmaps,
    Stages,
    StagesAndRoadmaps,
    /// Days that are not in the future.
    Days,
}

impl Completer {
    /// What `command` accepts for the argument with the value name `value`.
    pub(super) fn of(command: &str, value: &str, line: &CommandLine) -> Option<Self> {
        Some(match (command, value) {
            ("check", "SKILL") if line.all => Self::OpenParts,
            ("check", "SKILL") => Self::Open,
            ("uncheck" | "refresh", "SKILL") => Self::NotTodo,
            ("start", "SKILL") => Self::ToStart,
            ("skip", "SKILL") => Self::ToSkip,
            ("open", "SKILL") => Self::Linked,
            (_, "SKILL") => Self::Skills,
            ("show", "NAME") => Self::Anything,
            ("setup", "NAME") => Self::StagesAndRoadmaps,
            (_, "ROADMAP") => Self::Roadmaps,
            (_, "STAGE") => Self::Stages,
            // The dates of a plan are in the future.
            (command, "DATE") if !matches!(command, "plan" | "export") => Self::Days,
            _ => return None,
        })
    }
}

/// The candidates that start with `current`. `None` if the data cannot be read.
pub(super) fn offer(
    completer: Completer,
    current: &OsStr,
    line: &CommandLine,
) -> Option<Vec<CompletionCandidate>> {
    let current = current.to_str()?;
    let mut offered = Offered { current, seen: BTreeSet::new(), found: Vec::new() };
    if completer == Completer::Days {
        offered.add("today", "");
        offered.add("yesterday", "");
        return Some(offered.found);
    }
    let context = Context::new(&line.global(), true).ok()?;
    let progress = context.journal().read().ok()?.progress();
    let opened = Opened::new(context.catalog(), progress).ok()?;
    let load = |id| opened.catalog.load(id).ok();
    let in_use: Vec<Rc<Roadmap>> = match &line.roadmap {
        Some(id) => {
            let listing = opened.catalog.listing(id)?;
            load(&listing.id).into_iter().collect()
        }
        None => opened.in_use.iter().filter_map(load).collect(),
    };
    let evaluations: Vec<_> =
        in_use.iter().map(|roadmap| Evaluation::new(roadmap, &opened.progress)).collect();
    if let Some((skill, _)) = current.split_once('/')
        && matches!(completer, Completer::Open | Completer::NotTodo | Completer::Linked)
    {
        offered.resources(&evaluations, skill);
        return Some(offered.found);
    }
    match completer {
        Completer::Days => {}
        Completer::Roadmaps => offered.roadmaps(&opened),
        Completer::Stages | Completer::StagesAndRoadmaps => {
            for stage in in_use.iter().flat_map(|roadmap| roadmap.stages()) {
                offered.add(stage.id.as_str(), &stage.title);
            }
            if completer == Completer::StagesAndRoadmaps {
                offered.roadmaps(&opened);
            }
        }
        Completer::Open => offered.ranked(&evaluations, |evaluation, ix| {
            let entry = evaluation.entry(ix);
            if !entry.is_skill() || !evaluation.is_open(ix) {
                return None;
            }
            Some(if evaluation.status(ix) == Status::Learning {
                0
            } else if evaluation.is_ready(ix) {
                1
            } else {
                2
            })
        }),
        Completer::OpenParts => {
            let open = |evaluation: &Evaluation<'_>, ix| evaluation.is_open(ix).then_some(0);
            for evaluation in &evaluations {
                offered.stages(evaluation, |stage| evaluation.stage_units(stage).is_open());
            }
            offered.ranked(&evaluations, open);
            offered.roadmaps(&opened);
        }
        Completer::ToSkip => {
            offered.ranked(&evaluations, |evaluation, ix| evaluation.is_open(ix).then_some(0));
        }
        Completer::NotTodo => offered.ranked(&evaluations, |evaluation, ix| {
            let is_todo = evaluation.status(ix) == Status::Todo;
            // The most recently changed skill comes first.
            (evaluation.entry(ix).is_skill() && !is_todo).then(|| u32::MAX - evaluation.touched(ix))
        }),
        Completer::ToStart => offered.ranked(&evaluations, to_start),
        Completer::Skills => {
            offered.ranked(&evaluations, |evaluation, ix| {
                evaluation.entry(ix).is_skill().then_some(0)
            });
        }
        Completer::Linked => offered.ranked(&evaluations, |evaluation, ix| {
            let links =
                evaluation.entry(ix).skill().is_some_and(|skill| !skill.resources.is_empty());
            links.then(|| u32::from(!evaluation.is_open(ix)))
        }),
        Completer::Anything => offered.anything(&opened, &evaluations),
    }
    Some(offered.found)
}

/// The rank of a skill to start, in the order of [`Completer::ToStart`].
fn to_start(evaluation: &Evaluation<'_>, ix: Ix) -> Option<u32> {
    let choice = evaluation.entry(ix).parent.filter(|_| evaluation.is_option(ix));
    let chosen_from = |choice: Ix| {
        evaluation.in_scope(choice) && evaluation.is_undecided(choice) && !evaluation.is_begun(ix)
    };
    if choice.is_some_and(chosen_from) && evaluation.is_open(ix) {
        return Some(u32::from(!evaluation.can_begin(ix)));
    }
    let is_todo = evaluation.entry(ix).is_skill() && evaluation.status(ix) == Status::Todo;
    is_todo.then(|| if evaluation.is_ready(ix) { 2 } else { 3 })
}

/// Candidates without duplicates.
struct Offered<'a> {
    current: &'a str,
    seen: BTreeSet<String>,
    found: Vec<CompletionCandidate>,
}

impl Offered<'_> {
    fn add(&mut self, value: &str, about: &str) {
        if value.starts_with(self.current) && self.seen.insert(value.to_owned()) {
            let about = clean(about).into_owned().into();
            self.found.push(CompletionCandidate::new(value).help(Some(about)));
        }
    }

    /// Adds the entries that have a rank, lowest first; ties stay in file order.
    fn ranked(
        &mut self,
        evaluations: &[Evaluation<'_>],
        rank: impl Fn(&Evaluation<'_>, Ix) -> Option<u32>,
    ) {
        let mut entries: Vec<_> = evaluations
            .iter()
            .flat_map(|evaluation| {
                let ranked =
                    evaluation.roadmap().entries().map(|(ix, _)| (ix, rank(evaluation, ix)));
                ranked.filter_map(move |(ix, rank)| Some((rank?, evaluation, ix)))
            })
            .collect();
        entries.sort_by_key(|(rank, ..)| *rank);
        for (_, evaluation, ix) in entries {
            self.add(evaluation.entry(ix).id.as_str(), &about(evaluation, ix));
        }
    }

    fn stages(&mut self, evaluation: &Evaluation<'_>, wanted: impl Fn(usize) -> bool) {
        for (at, stage) in evaluation.roadmap().stages().iter().enumerate() {
            if wanted(at) {
                self.add(stage.id.as_str(), &format!("stage: {}", stage.title));
            }
        }
    }

    fn roadmaps(&mut self, opened: &Opened) {
        for listing in opened.catalog.listings() {
            // Loading takes time, so load only the roadmaps that can match.
            if listing.id.as_str().starts_with(self.current)
                && let Ok(roadmap) = opened.catalog.load(&listing.id)
            {
                self.add(listing.id.as_str(), &roadmap.title);
            }
        }
    }

    fn resources(&mut self, evaluations: &[Evaluation<'_>], skill: &str) {
        for evaluation in evaluations {
            let Some(ix) = evaluation.roadmap().named(skill) else { continue };
            let resources = evaluation.entry(ix).skill().map_or(&[][..], |skill| &skill.resources);
            for (at, resource) in resources.iter().enumerate() {
                self.add(&format!("{skill}/{}", at + 1), resource.label());
            }
        }
    }

    fn anything(&mut self, opened: &Opened, evaluations: &[Evaluation<'_>]) {
        self.ranked(evaluations, |_, _| Some(0));
        for evaluation in evaluations {
            self.stages(evaluation, |_| true);
        }
        self.roadmaps(opened);
        for listing in opened.catalog.listings() {
            let Ok(roadmap) = opened.catalog.load(&listing.id) else { continue };
            let evaluation = [Evaluation::new(&roadmap, &opened.progress)];
            self.ranked(&evaluation, |_, _| Some(0));
            self.stages(&evaluation[0], |_| true);
        }
    }
}

/// The title, with the status unless it is todo.
fn about(evaluation: &Evaluation<'_>, ix: Ix) -> String {
    let entry = evaluation.entry(ix);
    let title = &entry.title;
    match (entry.is_skill(), evaluation.status(ix)) {
        (false, _) => format!("group: {title}"),
        (true, Status::Todo) => title.clone(),
        (true, status) => format!("{title} ({status})"),
    }
}

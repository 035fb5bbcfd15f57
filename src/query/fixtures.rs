//! Roadmaps and progress for tests: in a short notation, and random ones.
//!
//! ```text
//! html css:4-6<html lang=1[php python[syntax pip?]] | orm?<lang,sql
//! ```
//!
//! Entries are separated by spaces, stages by `|`. An id is followed by its hours, `?`
//! if it is optional, its needs, and for a group how many to choose and its entries. A
//! word with `!` is the milestone of its stage. Statuses are written as
//! `html+ css~ lang-`: done, learning, skipped. The status of a group applies to all skills in it.

use std::fmt::{self, Write};

use jiff::ToSpan as _;
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::catalog::{Ix, Roadmap, RoadmapId};
use crate::progress::{Change, Event, Progress, Status};
use crate::query::estimate;
use crate::query::evaluation::Evaluation;

/// Parses a roadmap in the notation, the same way as a file.
#[track_caller]
pub(crate) fn sketch(text: &str) -> Roadmap {
    let yaml = to_yaml(text);
    let id = RoadmapId::new("sketch").unwrap();
    Roadmap::from_yaml(&id, &yaml, None)
        .unwrap_or_else(|problems| panic!("{text}\n{yaml}\n{problems:?}"))
}

/// Parses statuses in the notation; the rest is todo.
#[track_caller]
pub(crate) fn statuses(roadmap: &Roadmap, text: &str) -> Vec<Status> {
    let mut statuses = vec![Status::Todo; roadmap.len()];
    for word in text.split_whitespace() {
        let (id, sign) = word.split_at(word.len() - 1);
        let status = match sign {
            "+" => Status::Done,
            "~" => Status::Learning,
            "-" => Status::Skipped,
            _ => panic!("{word} has no sign"),
        };
        let ix = at(roadmap, id);
        for inside in std::iter::once(ix).chain(roadmap.within(ix)) {
            statuses[inside.at()] = status;
        }
    }
    statuses
}

/// Evaluates a sketch with these statuses.
#[track_caller]
pub(crate) fn evaluation<T>(
    text: &str,
    progress: &str,
    ask: impl for<'a> FnOnce(&Evaluation<'a>) -> T,
) -> T {
    let roadmap = sketch(text);
    ask(&Evaluation::from_statuses(&roadmap, &statuses(&roadmap, progress)))
}

/// Evaluates a sketch after events such as `start a`, `done a`, `known a`,
/// `skip a`, `reset a`, `spent a` or `estimate a 5h`, oldest first.
#[track_caller]
pub(crate) fn with_events<T>(
    text: &str,
    events: &[&str],
    ask: impl for<'a> FnOnce(&Evaluation<'a>) -> T,
) -> T {
    let roadmap = sketch(text);
    let event = |text: &&str| {
        let (what, skill) = text.split_once(' ').expect("a verb and a skill");
        let named = skill.split(' ').next().unwrap_or(skill);
        let skills = vec![named.parse().unwrap()];
        let change = match what {
            "start" => Change::Start { skills, redate: false, note: None },
            "skip" => Change::Skip { skills, redate: false, note: None },
            "reset" => Change::Reset { skills, resources: Vec::new() },
            "spent" => Change::Spent { skills, minutes: 60 },
            "estimate" => {
                let (_, text) = skill.split_once(' ').expect("a skill and an estimate");
                Change::Estimate { skills, estimate: estimate::parse(text).ok() }
            }
            "done" | "known" => Change::Done {
                skills,
                known: what == "known",
                redate: false,
                resources: Vec::new(),
                note: None,
                evidence: Vec::new(),
            },
            _ => panic!("unknown event '{text}'"),
        };
        let on = jiff::civil::date(2026, 11, 20);
        Event { id: uuid::Uuid::nil(), at: jiff::Timestamp::UNIX_EPOCH, on, change }
    };
    let progress = Progress::fold(&events.iter().map(event).collect::<Vec<_>>());
    ask(&Evaluation::new(&roadmap, &progress))
}

/// Progress after events such as `5 done a b`: how many days before `today`, what
/// or how many minutes, and the skills.
#[track_caller]
pub(crate) fn progress_by(today: Date, events: &[&str]) -> Progress {
    let event = |text: &&str| {
        let (ago, rest) = text.split_once(' ').expect("a number of days");
        let (what, skills) = rest.split_once(' ').expect("a verb and skills");
        let evidence = vec![format!("proof of {skills}")];
        let skills = skills.split(' ').map(|skill| skill.parse().unwrap()).collect();
        let change = match what {
            "start" => Change::Start { skills, redate: false, note: None },
            "skip" => Change::Skip { skills, redate: false, note: None },
            "refresh" => Change::Refresh { skills },
            "done" | "known" => Change::Done {
                skills,
                known: what == "known",
                redate: false,
                resources: Vec::new(),
                note: None,
                evidence,
            },
            minutes => Change::Spent { skills, minutes: minutes.parse().unwrap() },
        };
        let on = today - ago.parse::<i32>().expect("a number of days").days();
        Event { id: uuid::Uuid::nil(), at: jiff::Timestamp::UNIX_EPOCH, on, change }
    };
    Progress::fold(&events.iter().map(event).collect::<Vec<_>>())
}

#[track_caller]
pub(crate) fn at(roadmap: &Roadmap, id: &str) -> Ix {
    roadmap.with_id(id).unwrap_or_else(|| panic!("no {id}"))
}

/// The ids of entries, separated by spaces.
pub(crate) fn ids(roadmap: &Roadmap, entries: impl IntoIterator<Item = Ix>) -> String {
    let ids: Vec<_> = entries.into_iter().map(|ix| roadmap.entry(ix).id.as_str()).collect();
    ids.join(" ")
}

fn to_yaml(text: &str) -> String {
    let mut yaml = String::from("title: Sketch\nstages:\n");
    for (at, stage) in text.split('|').enumerate() {
        write!(yaml, "  - {{ id: stage-{0}, title: Stage {0}, ", at + 1).unwrap();
        if let Some(text) = stage.split_whitespace().find_map(|word| word.strip_prefix('!')) {
            write!(yaml, "milestone: {text}, ").unwrap();
        }
        yaml.push_str("skills: [");
        let spaced = stage.replace('[', " [ ").replace(']', " ] ");
        let mut words = spaced.split_whitespace().peekable();
        while let Some(word) = words.next() {
            if word.starts_with('!') {
                continue;
            }
            if word == "]" {
                yaml.push_str("] }, ");
                continue;
            }
            let is_group = words.next_if_eq(&"[").is_some();
            entry_to_yaml(&mut yaml, word);
            yaml.push_str(if is_group { ", skills: [" } else { " }, " });
        }
        yaml.push_str("] }\n");
    }
    yaml
}

fn entry_to_yaml(yaml: &mut String, word: &str) {
    let (word, choose) = cut(word, '=');
    let (word, needs) = cut(word, '<');
    let (word, optional) = (word.trim_end_matches('?'), word.ends_with('?'));
    let (id, hours) = cut(word, ':');
    write!(yaml, "{{ id: {id}, title: \"{id}\"").unwrap();
    for (key, value) in [("choose", choose), ("hours", hours)] {
        if let Some(value) = value {
            write!(yaml, ", {key}: {value}").unwrap();
        }
    }
    if let Some(needs) = needs {
        write!(yaml, ", needs: [{needs}]").unwrap();
    }
    if optional {
        yaml.push_str(", optional: true");
    }
}

fn cut(word: &str, at: char) -> (&str, Option<&str>) {
    word.split_once(at).map_or((word, None), |(before, after)| (before, Some(after)))
}

/// A random roadmap and a status for each entry. Its `Debug` is the notation.
pub(crate) struct Sample {
    pub(crate) roadmap: Roadmap,
    pub(crate) statuses: Vec<Status>,
    text: String,
}

impl Sample {
    pub(crate) fn evaluation(&self) -> Evaluation<'_> {
        Evaluation::from_statuses(&self.roadmap, &self.statuses)
    }
}

impl fmt::Debug for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} \"", self.text)?;
        for (ix, entry, _) in self.roadmap.skills() {
            let sign = match self.statuses[ix.at()] {
                Status::Todo => continue,
                Status::Learning => '~',
                Status::Done => '+',
                Status::Skipped => '-',
            };
            write!(f, " {}{sign}", entry.id)?;
        }
        write!(f, "\"")
    }
}

/// A tree of entries without their ids and needs.
#[derive(Debug, Clone)]
enum Node {
    Skill { hours: Option<(u8, u8)>, optional: bool },
    Group { choose: Option<u8>, optional: bool, inside: Vec<Node> },
}

/// Random roadmaps with nested groups and choices, optional entries and needs in all
/// directions, with random statuses, sometimes with none.
pub(crate) fn samples() -> impl Strategy<Value = Sample> {
    let skill = (prop::option::weighted(0.7, (1u8..50, 0u8..30)), prop::bool::weighted(0.15))
        .prop_map(|(hours, optional)| Node::Skill { hours, optional });
    let node = skill.prop_recursive(4, 20, 4, |inner| {
        (
            prop::option::weighted(0.6, 1u8..4),
            prop::bool::weighted(0.15),
            prop::collection::vec(inner, 1..5),
        )
            .prop_map(|(choose, optional, inside)| Node::Group {
                choose,
                optional,
                inside,
            })
    });
    let stage = prop::collection::vec(node, 1..5);
    let need = (any::<Index>(), any::<Index>());
    let status = prop_oneof![
        3 => Just(Status::Todo),
        1 => Just(Status::Learning),
        2 => Just(Status::Done),
        1 => Just(Status::Skipped),
    ];
    let mixed = prop::collection::vec(status, 64);
    let untouched = Just(vec![Status::Todo]);
    (
        prop::collection::vec(stage, 1..4),
        prop::collection::vec(need, 0..20),
        prop_oneof![4 => mixed, 1 => untouched],
    )
        .prop_map(|(stages, needs, statuses)| {
            let text = plan(&stages, &needs);
            let roadmap = sketch(&text);
            let statuses = statuses.into_iter().cycle().take(roadmap.len()).collect();
            Sample { roadmap, statuses, text }
        })
}

/// Names the entries in file order and adds the needs that do not form a cycle.
fn plan(stages: &[Vec<Node>], needs: &[(Index, Index)]) -> String {
    let mut parents = Vec::new();
    for node in stages.iter().flatten() {
        flatten(node, None, &mut parents);
    }
    let mut kept: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    for (dependent, on) in needs {
        let (dependent, on) = (dependent.index(parents.len()), on.index(parents.len()));
        if !kept[dependent].contains(&on) && !waits_for(&parents, &kept, on, dependent) {
            kept[dependent].push(on);
        }
    }
    write_stages(stages, &kept)
}

fn flatten(node: &Node, parent: Option<usize>, parents: &mut Vec<Option<usize>>) {
    let at = parents.len();
    parents.push(parent);
    if let Node::Group { inside, .. } = node {
        for node in inside {
            flatten(node, Some(at), parents);
        }
    }
}

/// Whether finishing `from` waits, directly or not, for beginning `to`.
fn waits_for(parents: &[Option<usize>], needs: &[Vec<usize>], from: usize, to: usize) -> bool {
    // Two nodes for each entry: it can begin, it is done.
    let mut seen = vec![[false; 2]; parents.len()];
    let mut rest = vec![(from, true)];
    while let Some((at, done)) = rest.pop() {
        if std::mem::replace(&mut seen[at][usize::from(done)], true) {
            continue;
        }
        if done {
            rest.push((at, false));
            let inside = (0..parents.len()).filter(|child| parents[*child] == Some(at));
            rest.extend(inside.map(|child| (child, true)));
        } else {
            rest.extend(needs[at].iter().map(|on| (*on, true)));
            rest.extend(parents[at].map(|group| (group, false)));
        }
    }
    seen[to][0]
}

fn write_stages(stages: &[Vec<Node>], needs: &[Vec<usize>]) -> String {
    let mut text = String::new();
    let mut count = 0;
    for (at, stage) in stages.iter().enumerate() {
        if at > 0 {
            text.push_str("| ");
        }
        for node in stage {
            write_node(&mut text, node, needs, &mut count, false);
        }
    }
    text
}

fn write_node(
    text: &mut String,
    node: &Node,
    needs: &[Vec<usize>],
    count: &mut usize,
    is_option: bool,
) {
    let at = *count;
    *count += 1;
    write!(text, "e{at}").unwrap();
    let (Node::Skill { optional, .. } | Node::Group { optional, .. }) = node;
    if let Node::Skill { hours: Some((min, more)), .. } = node {
        write!(text, ":{min}-{}", u32::from(*min) + u32::from(*more)).unwrap();
    }
    if *optional && !is_option {
        text.push('?');
    }
    for (at, on) in needs.get(at).into_iter().flatten().enumerate() {
        write!(text, "{}e{on}", if at == 0 { '<' } else { ',' }).unwrap();
    }
    if let Node::Group { choose, inside, .. } = node {
        if let Some(choose) = choose {
            write!(text, "={}", (*choose as usize).min(inside.len())).unwrap();
        }
        text.push('[');
        for node in inside {
            write_node(text, node, needs, count, choose.is_some());
        }
        text.push(']');
    }
    text.push(' ');
}

//! The lines of the list, and what each of them shows.

use std::collections::HashSet;

use super::board::{Board, Planned, StepAt};
use super::filter::Filter;
use super::search::{Score, Search, least};
use crate::catalog::{Id, Ix};

/// What a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Stage(usize),
    Entry(Ix),
    /// A week of the plan.
    Week(usize),
    /// Successive weeks off: the first and the last.
    Off(usize, usize),
    /// A skill in a week of the plan: the week, and its index in the week.
    Part(usize, usize, Ix),
    /// A milestone of the plan.
    Milestone(usize),
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) item: Item,
    pub(super) depth: usize,
    /// Whether the line is unfolded; `None` if it cannot be folded.
    pub(super) open: Option<bool>,
}

impl Item {
    /// The skill or group, if the line shows one.
    pub(super) fn entry(self) -> Option<Ix> {
        match self {
            Self::Entry(ix) | Self::Part(_, _, ix) => Some(ix),
            Self::Stage(_) | Self::Week(_) | Self::Off(..) | Self::Milestone(_) => None,
        }
    }
}

/// Which part of the tree to show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) query: &'a str,
    pub(super) filter: &'a Filter,
    /// The stages and groups that are folded, by id.
    pub(super) folded: &'a HashSet<Id>,
}

/// The lines of the tree, and the index of the best hit of a search. With a search or a
/// filter, nothing is folded.
pub(super) fn tree(board: &Board, shown: Shown<'_>) -> (Vec<Row>, Option<usize>) {
    let roadmap = &board.roadmap;
    let hits = hits(board, shown);
    let is_folded = |id: &Id| hits.is_none() && shown.folded.contains(id);
    let shows = |ix: Ix| hits.as_ref().is_none_or(|hits| hits.entries[ix.at()]);
    let mut rows = Vec::new();
    let mut best = None;
    for (at, stage) in roadmap.stages().iter().enumerate() {
        let in_stage = hits.as_ref().is_none_or(|hits| hits.stages[at]);
        if !in_stage {
            continue;
        }
        let open = !is_folded(&stage.id);
        rows.push(Row { item: Item::Stage(at), depth: 0, open: Some(open) });
        let mut depths: Vec<(Ix, usize)> = Vec::new();
        let mut skipped_to = if open { 0 } else { usize::MAX };
        for ix in roadmap.stage_within(at) {
            let entry = roadmap.entry(ix);
            if ix.at() < skipped_to || !shows(ix) {
                continue;
            }
            while depths.last().is_some_and(|(group, _)| entry.parent != Some(*group)) {
                depths.pop();
            }
            let depth = depths.last().map_or(1, |(_, depth)| depth + 1);
            let open = (!entry.is_skill()).then(|| !is_folded(&entry.id));
            if open == Some(true) {
                depths.push((ix, depth));
            } else if open == Some(false) {
                skipped_to = roadmap.within(ix).next_back().map_or(ix.at(), Ix::at) + 1;
            }
            if hits.as_ref().is_some_and(|hits| hits.best == Some(Hit::Entry(ix))) {
                best = Some(rows.len());
            }
            rows.push(Row { item: Item::Entry(ix), depth, open });
        }
        if hits.as_ref().is_some_and(|hits| hits.best == Some(Hit::Stage(at))) {
            best = rows.iter().position(|row| row.item == Item::Stage(at));
        }
    }
    (rows, best)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hit {
    Stage(usize),
    Entry(Ix),
}

/// What matches a search and a filter, and the groups and stages around it.
struct Hits {
    stages: Vec<bool>,
    entries: Vec<bool>,
    best: Option<Hit>,
}

/// `None` without a search or filter.
fn hits(board: &Board, shown: Shown<'_>) -> Option<Hits> {
    let roadmap = &board.roadmap;
    let mut search = Search::new(shown.query);
    if search.is_none() && shown.filter.is_empty() {
        return None;
    }
    let evaluation = board.evaluation();
    let lets = |ix| {
        let is_skill = roadmap.entry(ix).is_skill();
        shown.filter.is_empty() || (is_skill && shown.filter.lets(&evaluation, ix))
    };
    let mut found: Vec<(Hit, Option<Score>)> = Vec::new();
    for (at, stage) in roadmap.stages().iter().enumerate() {
        if let Some(search) = &mut search
            && shown.filter.is_empty()
        {
            let names = [stage.id.as_str(), stage.title.as_str()].into_iter();
            let score = search.score(names, stage.summary.as_deref());
            found.extend(score.map(|score| (Hit::Stage(at), Some(score))));
        }
    }
    for (ix, entry) in roadmap.entries().filter(|(ix, _)| lets(*ix)) {
        match &mut search {
            None => found.push((Hit::Entry(ix), None)),
            Some(search) => {
                let score = search.entry(entry);
                found.extend(score.map(|score| (Hit::Entry(ix), Some(score))));
            }
        }
    }
    // The first of the best hits.
    let best = found.iter().rev().max_by_key(|(_, score)| *score).copied();
    if let Some((_, Some(best))) = best {
        let least = least(best);
        found.retain(|(_, score)| {
            score.is_some_and(|score| score >= least || matches!(score, Score::Summary(_)))
        });
    }
    let mut hits = Hits {
        stages: vec![false; roadmap.stages().len()],
        entries: vec![false; roadmap.len()],
        best: best.map(|(hit, _)| hit),
    };
    for (hit, _) in found {
        match hit {
            Hit::Stage(at) => hits.stages[at] = true,
            Hit::Entry(ix) => {
                hits.stages[roadmap.entry(ix).stage] = true;
                hits.entries[ix.at()] = true;
                for group in roadmap.around(ix) {
                    hits.entries[group.at()] = true;
                }
            }
        }
    }
    Some(hits)
}

/// The lines of the next steps: skills, and choices with their options.
pub(super) fn steps(steps: &[StepAt]) -> Vec<Row> {
    let row = |ix, depth| Row { item: Item::Entry(ix), depth, open: None };
    let mut rows = Vec::new();
    for step in steps {
        rows.push(row(step.ix, 0));
        rows.extend(step.options.iter().map(|option| row(*option, 1)));
    }
    rows
}

/// The lines of a plan: each week with its skills, and each milestone after the week in
/// which it is reached.
pub(super) fn plan(planned: &Planned) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut push = |item, depth| rows.push(Row { item, depth, open: None });
    let mut at = 0;
    while let Some(week) = planned.weeks.get(at) {
        if week.parts.is_empty() {
            let off = planned.weeks[at..].iter().take_while(|week| week.parts.is_empty()).count();
            push(Item::Off(at, at + off - 1), 0);
            at += off;
            continue;
        }
        push(Item::Week(at), 0);
        for (part, (ix, ..)) in week.parts.iter().enumerate() {
            push(Item::Part(at, part, *ix), 1);
        }
        for (number, (_, finish)) in planned.milestones.iter().enumerate() {
            if (week.start..=week.end).contains(&finish.mid) {
                push(Item::Milestone(number), 0);
            }
        }
        at += 1;
    }
    rows
}

/// What is folded initially: every stage except the current one, and groups with nothing
/// left to do.
pub(super) fn folded_at_first(board: &Board) -> HashSet<Id> {
    let roadmap = &board.roadmap;
    let evaluation = board.evaluation();
    let current = board.stage_at.unwrap_or(0);
    let stages = roadmap.stages().iter().enumerate().filter(|(at, _)| *at != current);
    let stages = stages.map(|(_, stage)| stage.id.clone());
    let is_closed = |ix: Ix| evaluation.is_done(ix) || !evaluation.in_scope(ix);
    let groups = roadmap.entries().filter(|(ix, entry)| !entry.is_skill() && is_closed(*ix));
    stages.chain(groups.map(|(_, entry)| entry.id.clone())).collect()
}

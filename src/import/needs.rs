//! Resolves the names of prerequisites to needs: existing ids, without cycles.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::ids::{Entry, Named, Role};
use super::known::Known;
use super::report::{Remark, Tally};
use super::text::key;
use crate::catalog::Id;
use crate::graph;

/// Search at most this many bytes of a text with prerequisites.
const MAX_TEXT: usize = 2_000;
/// The most names in such a text.
const MAX_NAMES: usize = 24;
/// The most parts that are joined to one title.
const MAX_JOINED: usize = 8;
/// Look up at most this many parts of texts; the rest match only as a whole.
const MAX_LOOKUPS: usize = 300_000;
/// The most needs of an entry.
const MAX_NEEDS: usize = 50;

/// What a name may mean.
struct Targets<'k> {
    ids: HashMap<String, usize>,
    titles: HashMap<String, usize>,
    /// By the part of a title before a colon; `None` if several have the same.
    starts: HashMap<String, Option<usize>>,
    known: &'k Known,
    /// How many lookups of parts of a text are left.
    budget: Cell<usize>,
}

/// Something that is needed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Target {
    /// An entry of this roadmap.
    Here(usize),
    /// An entry elsewhere in the catalog.
    Assumed(Id),
}

impl Target {
    fn here(&self) -> Option<usize> {
        match self {
            Self::Here(index) => Some(*index),
            Self::Assumed(_) => None,
        }
    }
}

/// What the prerequisites of an entry refer to.
#[derive(Default)]
struct Found {
    targets: Vec<Target>,
    unknown: Vec<String>,
}

/// Fills in the needs of every entry.
pub fn resolve(named: &mut Named, known: &Known, tally: &mut Tally) {
    let targets = Targets::new(named, known);
    let places: HashMap<usize, usize> =
        named.entries.iter().enumerate().map(|(index, entry)| (entry.at, index)).collect();
    let mut all: Vec<Vec<Target>> = Vec::with_capacity(named.entries.len());
    for index in 0..named.entries.len() {
        let mut found = Found::default();
        let item = &named.entries[index].item;
        for at in &item.needs_items {
            match places.get(at).filter(|target| named.entries[**target].role != Role::Stage) {
                Some(target) => found.targets.push(Target::Here(*target)),
                None => found.unknown.push(String::new()),
            }
        }
        for text in &item.needs {
            targets.find(text, &mut found);
        }
        let line = item.line;
        let entry = &mut named.entries[index];
        if entry.role == Role::Stage {
            for text in &entry.item.needs {
                tally.add(Remark::UnknownNeed, line, text);
            }
            all.push(Vec::new());
            continue;
        }
        for name in &found.unknown {
            tally.add(Remark::UnknownNeed, line, name);
        }
        if !found.unknown.is_empty() && !entry.item.needs.is_empty() {
            let text = super::text::start(&entry.item.needs.join("; "), 150);
            entry.item.comments.push(format!("Prerequisites: {text}"));
        }
        let mut seen = HashSet::new();
        found.targets.retain(|target| seen.insert(target.clone()));
        for _ in MAX_NEEDS..found.targets.len() {
            tally.add(Remark::MoreNeeds, line, &entry.item.title);
        }
        found.targets.truncate(MAX_NEEDS);
        all.push(found.targets);
    }
    without_cycles(named, &mut all, known, tally);
    for (index, targets) in all.into_iter().enumerate() {
        let id = |target| match target {
            Target::Here(at) => named.entries[at].id.clone(),
            Target::Assumed(id) => id,
        };
        let ids: Vec<Id> = targets.into_iter().map(id).collect();
        let entry = &mut named.entries[index];
        entry.own_needs |= !ids.is_empty();
        entry.needs = ids;
    }
}

impl<'k> Targets<'k> {
    fn new(named: &Named, known: &'k Known) -> Self {
        let mut targets = Self {
            ids: HashMap::new(),
            titles: HashMap::new(),
            starts: HashMap::new(),
            known,
            budget: Cell::new(MAX_LOOKUPS),
        };
        for (index, entry) in named.entries.iter().enumerate() {
            if entry.role == Role::Stage {
                continue;
            }
            targets.ids.insert(entry.id.to_string(), index);
            for alias in &entry.aliases {
                targets.ids.insert(alias.to_string(), index);
            }
            targets.titles.entry(key(&entry.item.title)).or_insert(index);
            if let Some((start, _)) = entry.item.title.split_once(": ") {
                let start = targets.starts.entry(key(start)).or_insert(Some(index));
                *start = start.filter(|other| *other == index);
            }
        }
        targets
    }

    fn one(&self, text: &str, found: &mut Found) -> bool {
        let text = text.trim();
        let key = key(text);
        if key.is_empty() {
            return false;
        }
        let here = self.ids.get(text).or_else(|| self.titles.get(&key)).copied();
        if let Some(here) = here.or_else(|| self.starts.get(&key).copied().flatten()) {
            found.targets.push(Target::Here(here));
            return true;
        }
        let id = if self.known.has(text) { Some(text) } else { self.known.titled(text) };
        let assumed = id.and_then(super::draft::id);
        found.targets.extend(assumed.clone().map(Target::Assumed));
        assumed.is_some()
    }

    fn part(&self, text: &str, found: &mut Found) -> bool {
        let left = self.budget.get();
        self.budget.set(left.saturating_sub(1));
        left > 0 && self.one(text, found)
    }

    /// Finds the longest names in `text` that lie between separators.
    fn find(&self, text: &str, found: &mut Found) {
        if text.len() > MAX_TEXT {
            found.unknown.push(text.to_owned());
        }
        let end = (0..=text.len().min(MAX_TEXT)).rev().find(|at| text.is_char_boundary(*at));
        let text = &text[..end.unwrap_or(0)];
        if self.one(text, found) {
            return;
        }
        let parts = parts(text);
        let mut from = 0;
        while from < parts.len() {
            let longest = (from..parts.len().min(from + MAX_JOINED))
                .rev()
                .find(|to| self.part(&text[parts[from].0..parts[*to].1], found));
            if let Some(to) = longest {
                from = to + 1;
                continue;
            }
            let part = &text[parts[from].0..parts[from].1];
            if !is_nothing(part) {
                found.unknown.push(part.trim().to_owned());
            }
            from += 1;
        }
    }
}

/// The pieces of `text` between separators.
fn parts(text: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < text.len() && parts.len() < MAX_NAMES {
        let rest = &text[at..];
        let word = [" and ", " or ", " & "].into_iter().find(|word| rest.starts_with(*word));
        let length = match (word, rest.chars().next()) {
            (Some(word), _) => word.len(),
            (None, Some(',' | ';' | '|' | '(' | ')' | '\n')) => 1,
            (None, c) => {
                at += c.map_or(1, char::len_utf8);
                continue;
            }
        };
        parts.push((start, at));
        at += length;
        start = at;
    }
    parts.push((start, text.len()));
    parts.retain(|(start, end)| !text[*start..*end].trim().is_empty());
    parts
}

fn is_nothing(text: &str) -> bool {
    matches!(key(text).as_str(), "" | "none" | "n a" | "na" | "no" | "nothing")
}

/// Drops needs until there is no cycle left: entries in a cycle keep only needs on
/// entries before them.
fn without_cycles(named: &mut Named, all: &mut [Vec<Target>], known: &Known, tally: &mut Tally) {
    let shared = shared_needs(named, all, known);
    // Two nodes for each entry: its begin waits for its needs, its end for its content.
    let count = named.entries.len();
    let waits = |node: usize| -> Vec<usize> {
        let (index, is_end) = (node / 2, node % 2 == 1);
        let entry = &named.entries[index];
        if is_end {
            let mut inside = vec![2 * index];
            let mut child = index + 1;
            while child < entry.end {
                inside.push(2 * child + 1);
                child = named.entries[child].end;
            }
            return inside;
        }
        let here = all[index].iter().filter_map(Target::here);
        let needs = here.chain(shared[index].iter().copied()).map(|target| 2 * target + 1);
        needs.chain(entry.parent.map(|parent| 2 * parent)).collect()
    };
    let ordered = graph::order(2 * count, waits, |node| node);
    if ordered.len() == 2 * count {
        return;
    }
    let free: HashSet<usize> = ordered.into_iter().collect();
    let is_stuck = |index: usize| !free.contains(&(2 * index)) || !free.contains(&(2 * index + 1));
    let ends: Vec<usize> = named.entries.iter().map(|entry| entry.end).collect();
    for index in 0..count {
        if !is_stuck(index) {
            continue;
        }
        let is_late = |target: usize| is_stuck(target) && ends[target] > index;
        let entry = &mut named.entries[index];
        if shared[index].iter().any(|target| is_late(*target)) {
            entry.own_needs = true;
            all[index] = shared[index].iter().copied().map(Target::Here).collect();
        }
        all[index].retain(|target| {
            let dropped = target.here().is_some_and(is_late);
            if dropped {
                tally.add(Remark::CircularNeed, entry.item.line, &entry.item.title);
            }
            !dropped
        });
    }
}

/// The needs that shared skills have by definition and that are in this roadmap.
fn shared_needs(named: &Named, all: &[Vec<Target>], known: &Known) -> Vec<Vec<usize>> {
    let by_id = |(index, entry): (usize, &Entry)| (entry.id.to_string(), index);
    let entries = named.entries.iter().enumerate();
    let ids: HashMap<String, usize> =
        entries.clone().filter(|(_, entry)| entry.role != Role::Stage).map(by_id).collect();
    let needs = |(index, entry): (usize, &Entry)| {
        let twin = known.skill(entry.id.as_str()).filter(|_| entry.shared && all[index].is_empty());
        let needs = twin.map_or(&[][..], |twin| &twin.needs);
        needs.iter().filter_map(|need| ids.get(need.as_str()).copied()).collect()
    };
    entries.map(needs).collect()
}

//! Options that, once chosen, leave another choice without options.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::catalog::finding::Finding;
use crate::catalog::id::Id;
use crate::catalog::model::{Ix, Need, Roadmap};
use crate::catalog::path::Path;
use crate::catalog::problem::{Code, Severity};
use crate::catalog::unresolved::{UnresolvedEntry, UnresolvedRoadmap, entries};

/// Where the entries of the file itself stand.
pub fn option_paths(roadmap: &UnresolvedRoadmap) -> HashMap<Id, Path> {
    let all = entries(roadmap.stages.iter().flat_map(|stage| &stage.entries));
    all.map(|entry| match entry {
        UnresolvedEntry::Own(definition) => (definition.id.clone(), definition.path.key("id")),
        UnresolvedEntry::Shared(reference) => (reference.name.id.clone(), reference.name.path),
    })
    .collect()
}

/// A choice of one whose option takes from another choice so many options
/// that too few are left: each of the others needs something that is then out
/// of scope.
pub fn dead_ends(roadmap: &Roadmap, paths: &HashMap<Id, Path>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (choice, entry) in roadmap.entries() {
        let Some(choose) = entry.choose() else { continue };
        let mut total = 0;
        // By the choice that options of this one need something of: how many do,
        // and how many of them get along with each single option of it.
        let mut needing: BTreeMap<Ix, usize> = BTreeMap::new();
        let mut content: BTreeMap<(Ix, Ix), usize> = BTreeMap::new();
        for option in roadmap.children(choice) {
            total += 1;
            let mut needed: BTreeMap<Ix, BTreeSet<Ix>> = BTreeMap::new();
            for need in &roadmap.entry(option).needs {
                let Need::Entry(need) = need else { continue };
                for inside in std::iter::once(*need).chain(roadmap.around(*need)) {
                    let Some(group) = roadmap.entry(inside).parent else { continue };
                    if group != choice && roadmap.entry(group).choose() == Some(1) {
                        needed.entry(group).or_default().insert(inside);
                    }
                }
            }
            for (group, options) in needed {
                *needing.entry(group).or_default() += 1;
                if let (1, Some(only)) = (options.len(), options.first()) {
                    *content.entry((group, *only)).or_default() += 1;
                }
            }
        }
        for (other, needing) in needing {
            if total - needing >= choose as usize {
                continue;
            }
            for option in roadmap.children(other) {
                let left = total - needing + content.get(&(other, option)).unwrap_or(&0);
                if left >= choose as usize {
                    continue;
                }
                let [option, choice, other] =
                    [option, choice, other].map(|ix| &roadmap.entry(ix).id);
                let place = paths.get(option).or(paths.get(other)).or(paths.get(choice));
                let finding = Finding::new(
                    Severity::Warning,
                    Code::DeadEnd,
                    place.copied().unwrap_or(Path::ROOT.key("stages")),
                    format!(
                        "who chooses '{option}' has {left} of {choose} options in '{choice}': \
                         the others need something else of '{other}'"
                    ),
                );
                findings.push(finding.help(format!(
                    "give '{choice}' an option that needs '{option}', or nothing of '{other}'"
                )));
            }
        }
    }
    findings
}

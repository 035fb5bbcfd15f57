//! Finds options that, once chosen, leave another choice with too few options.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::catalog::model::{Id, Ix, Need, Roadmap};
use crate::catalog::problem::{Code, Problems};
use crate::catalog::source::{SourceFile, Span};
use crate::catalog::unresolved::UnresolvedFile;

/// The places of the entries that the file itself writes, by id.
pub fn option_spans(roadmap: &UnresolvedFile) -> HashMap<Id, Span> {
    roadmap.entries().map(|entry| (entry.name().id.clone(), entry.name().span)).collect()
}

/// Warns if an option of a choice of one rules out so many options of another choice that too few
/// are left: the rest need something that is then out of scope.
pub fn dead_ends(
    roadmap: &Roadmap,
    spans: &HashMap<Id, Span>,
    source: &SourceFile,
    problems: &mut Problems,
) {
    let elsewhere = roadmap.extends.is_none().then(Span::default);
    for (choice, entry) in roadmap.entries() {
        let Some(choose) = entry.choose() else { continue };
        let mut total = 0;
        // For each choice that options of this one depend on: how many do, and how many of them
        // each of its options satisfies.
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
                let span = spans.get(option).or(spans.get(other)).or(spans.get(choice));
                // Skip what comes from the base: this file cannot fix it.
                let Some(span) = span.copied().or(elsewhere) else { continue };
                problems.warning(|| {
                    let message = format!(
                        "after choosing '{option}', only {left} of {choose} options of '{choice}' \
                         are left: the others need another option of '{other}'"
                    );
                    source.warning(Code::DeadEnd, span, message).help(format!(
                        "add an option to '{choice}' that needs '{option}', or nothing of '{other}'"
                    ))
                });
            }
        }
    }
}

//! Roadmaps and their stages, and `skills.yaml`.

use std::collections::HashMap;

use super::checker::{Checker, Record};
use super::keys::{
    FactKeys, LeadsToKeys, RoadmapKeys, RoleKeys, SkillsFileKeys, SourceKeys, StageKeys,
};
use super::list::Definitions;
use super::value::List;
use crate::catalog::model::{Fact, Id, LeadsTo, Role, Source};
use crate::catalog::problem::Code;
use crate::catalog::source::Span;
use crate::catalog::unresolved::{
    About, UnresolvedEntry, UnresolvedFile, UnresolvedRoadmap, UnresolvedSkills, UnresolvedStage,
    definitions, duplicate_id,
};
use crate::catalog::yaml::{Node, Spanned};

/// Reads a roadmap, or one that extends another.
pub(super) fn roadmap(
    checker: &mut Checker<'_>,
    root: &Spanned<Node<'_>>,
) -> Option<UnresolvedFile> {
    if checker.is_overlay(root) {
        checker.overlay(root).map(UnresolvedFile::Overlay)
    } else {
        checker.roadmap(root).map(UnresolvedFile::Roadmap)
    }
}

/// Reads a `skills.yaml`.
pub(super) fn skills(
    checker: &mut Checker<'_>,
    root: &Spanned<Node<'_>>,
) -> Option<UnresolvedSkills> {
    checker.skills(root)
}

impl Checker<'_> {
    fn roadmap(&mut self, root: &Spanned<Node<'_>>) -> Option<UnresolvedRoadmap> {
        let keys: RoadmapKeys = self.outermost(root)?;
        let stages = keys.stages.map_or_else(Vec::new, |stages| stages.0);
        let about = About {
            title: keys.title,
            summary: keys.summary,
            reviewed: keys.reviewed,
            starts_after: keys.starts_after,
            role: keys.role.map(|keys| self.role(keys)),
            sources: sources(keys.sources),
            leads_to: keys.leads_to.map(|list| self.all_leads_to(list)),
            cited: std::mem::take(&mut self.cited),
        };
        let stages = stages.into_iter().map(|keys| self.stage(keys)).collect();
        Some(UnresolvedRoadmap { about, stages })
    }

    fn skills(&mut self, root: &Spanned<Node<'_>>) -> Option<UnresolvedSkills> {
        let keys: SkillsFileKeys = self.outermost(root)?;
        let Definitions(entries) = keys.skills.unwrap_or_default();
        for entry in &entries {
            if let UnresolvedEntry::Shared(reference) = entry {
                let name = &reference.name;
                self.error(|source| {
                    let message = "skills.yaml defines shared skills: it cannot only name them";
                    let problem = source.error(Code::UnknownReference, name.span, message);
                    problem.help(format!("write\n- id: {}\n  title: …", name.id))
                });
            }
        }
        let mut taken: HashMap<&Id, Span> = HashMap::new();
        for name in definitions(&entries).flat_map(super::super::unresolved::Definition::names) {
            if let Some(first) = taken.get(&name.id) {
                let source = self.source;
                self.problems.error(|| duplicate_id(source, &name.id, name.span, Some(*first)));
            } else {
                taken.insert(&name.id, name.span);
            }
        }
        drop(taken);
        Some(UnresolvedSkills { entries, cited: std::mem::take(&mut self.cited) })
    }

    pub(super) fn outermost<R: Record>(&mut self, root: &Spanned<Node<'_>>) -> Option<R> {
        match &root.value {
            Node::Map(pairs) => Some(self.record(pairs, root.span)),
            Node::Refused => None,
            Node::Null => {
                self.error(|source| {
                    let problem = source.error(Code::Null, root.span, "this file is empty");
                    problem.help(outermost_keys::<R>())
                });
                None
            }
            other => {
                self.error(|source| {
                    let message = format!("expected keys and values, found {}", other.describe());
                    source.error(Code::WrongType, root.span, message).help(outermost_keys::<R>())
                });
                None
            }
        }
    }

    pub(super) fn stage(&mut self, keys: StageKeys) -> UnresolvedStage {
        if let Some(skills) = keys.skills.as_ref().filter(|skills| skills.count == 0) {
            self.error(|source| {
                source
                    .error(Code::EmptyStage, skills.span, "this stage is empty")
                    .help("add a skill, or remove the stage")
            });
        }
        UnresolvedStage {
            id: keys.id,
            title: keys.title,
            level: keys.level,
            summary: keys.summary,
            milestone: keys.milestone,
            entries: keys.skills.map_or_else(Vec::new, |skills| skills.list),
        }
    }

    pub(super) fn all_leads_to(&mut self, list: List<LeadsToKeys>) -> Vec<(Span, LeadsTo)> {
        list.each(|keys| self.leads_to(keys))
    }

    fn leads_to(&mut self, keys: LeadsToKeys) -> Option<(Span, LeadsTo)> {
        let Spanned { value: roadmap, span } = self.roadmap_id(&keys.roadmap?)?;
        Some((span, LeadsTo { roadmap, why: keys.why }))
    }

    pub(super) fn role(&mut self, keys: RoleKeys) -> Role {
        Role {
            summary: keys.summary,
            responsibilities: keys.responsibilities.map_or_else(Vec::new, |texts| texts.0),
            facts: keys.facts.map_or_else(Vec::new, |list| list.each(|keys| self.fact(keys))),
        }
    }

    fn fact(&mut self, keys: FactKeys) -> Option<Fact> {
        self.cited.extend(keys.source.clone());
        Some(Fact { text: keys.text?, source: keys.source.map(|source| source.id) })
    }
}

fn outermost_keys<R: Record>() -> String {
    let required = R::TABLE.keys.iter().filter(|key| key.required);
    let required: Vec<String> = required.map(|key| format!("{}: …", key.name)).collect();
    format!("start with {}", required.join(" and "))
}

pub(super) fn sources(list: Option<List<SourceKeys>>) -> Vec<Source> {
    list.map_or_else(Vec::new, |list| list.each(source))
}

fn source(keys: SourceKeys) -> Option<Source> {
    Some(Source {
        id: keys.id?.id,
        title: keys.title?,
        publisher: keys.publisher,
        year: keys.year.map(|year| year.0),
        url: keys.url,
    })
}

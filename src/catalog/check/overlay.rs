//! Roadmaps that extend another one.

use super::checker::{Checker, Record as _};
use super::keys::{AdditionKeys, ChangeKeys, OverlayKeys, RoadmapKeys};
use super::roadmap::sources;
use crate::catalog::problem::Code;
use crate::catalog::source::Span;
use crate::catalog::unresolved::{
    About, AddContent, AddPlace, Addition, Change, Name, UnresolvedOverlay,
};
use crate::catalog::yaml::{Node, Spanned};

impl Checker<'_> {
    /// Whether the file is meant to extend a roadmap: it says so, or has keys that
    /// only such a file has.
    pub(super) fn is_overlay(&self, root: &Spanned<Node<'_>>) -> bool {
        let Node::Map(pairs) = &root.value else { return false };
        let (overlay, whole) = (OverlayKeys::TABLE, RoadmapKeys::TABLE);
        // Only the first keys: a file of the largest size may have a million.
        let mut keys = pairs.iter().map(|(key, _)| &*key.value).take(100);
        let is_whole = keys.clone().any(|key| key == "stages");
        keys.any(|key| {
            let is_own = overlay.key(key).is_some() && whole.key(key).is_none();
            key == "extends" || !is_whole && (is_own || self.meant(overlay, key) == Some("extends"))
        })
    }

    pub(super) fn overlay(&mut self, root: &Spanned<Node<'_>>) -> Option<UnresolvedOverlay> {
        let keys: OverlayKeys = self.outermost(root)?;
        let change = keys.change.map_or_else(Vec::new, |changes| changes.0);
        let change = change.into_iter().map(|(name, keys)| self.change(name, keys)).collect();
        let add = keys.add.map_or_else(Vec::new, |list| list.0);
        let add = add.into_iter().filter_map(|keys| self.addition(keys, root.span)).collect();
        let span = keys.extends.as_ref().map_or(root.span, |name| name.span);
        Some(UnresolvedOverlay {
            span,
            extends: keys.extends.and_then(|name| self.roadmap_id(&name)),
            hide: keys.hide.map_or_else(Vec::new, |ids| ids.0),
            change,
            add,
            about: About {
                title: keys.title,
                summary: keys.summary,
                reviewed: keys.reviewed,
                starts_after: keys.starts_after,
                role: keys.role.map(|keys| self.role(keys)),
                sources: sources(keys.sources),
                leads_to: keys.leads_to.map(|list| self.all_leads_to(list)),
                cited: std::mem::take(&mut self.cited),
            },
        })
    }

    fn change(&mut self, name: Name, keys: ChangeKeys) -> Change {
        let mut written = Written(Vec::new());
        let asked_by = written.value("asked_by", keys.asked_by).map(|ids| ids.0);
        self.cited.extend(asked_by.iter().flatten().cloned());
        let choose = keys.choose.map(|count| count.0);
        let replace_resources = written.value("replace_resources", keys.replace_resources);
        let resources = written.value("resources", keys.resources);
        Change {
            name,
            title: written.value("title", keys.title),
            summary: written.value("summary", keys.summary),
            level: written.value("level", keys.level),
            milestone: written.value("milestone", keys.milestone),
            kind: written.value("kind", keys.kind),
            hours: written.value("hours", keys.hours),
            needs: written.value("needs", keys.needs).map(|ids| ids.0),
            optional: written.value("optional", keys.optional),
            aliases: written.value("aliases", keys.aliases).map_or_else(Vec::new, |ids| ids.0),
            done_when: written.value("done_when", keys.done_when).map(|texts| texts.0),
            asked_by: asked_by.map(|names| names.into_iter().map(|name| name.id).collect()),
            resources: resources.map_or_else(Vec::new, |resources| resources.0),
            replace_resources: replace_resources.unwrap_or_default(),
            choose: written.value("choose", choose),
            only: written.value("only", keys.only).map(|ids| ids.0),
            keys: written.0,
        }
    }

    /// `span` is the place for problems of an addition that has no keys.
    fn addition(&mut self, keys: AdditionKeys, span: Span) -> Option<Addition> {
        let AdditionKeys { after, before, into, skills, stages } = keys;
        let names: Vec<Span> =
            [&after, &before, &into].into_iter().flatten().map(|n| n.span).collect();
        let written = names.first().copied().or(skills.as_ref().map(|skills| skills.span));
        let here = written.unwrap_or(span);
        if let [_, second, ..] = names[..] {
            self.error(|source| {
                let message = "an addition has one place: after, before or in";
                let problem = source.error(Code::MisplacedKey, second, message);
                problem.help("remove one of them, or write two additions")
            });
            return None;
        }
        let is_in = into.is_some();
        let place = match (after, before, into) {
            (Some(name), _, _) => AddPlace::After(name),
            (_, Some(name), _) => AddPlace::Before(name),
            (_, _, Some(name)) => AddPlace::In(name),
            _ => AddPlace::End(here),
        };
        let content = match (skills, stages) {
            (Some(_), Some(_)) => {
                self.error(|source| {
                    let message = "an addition has skills or stages, not both";
                    let problem = source.error(Code::MisplacedKey, here, message);
                    problem.help("write two additions")
                });
                return None;
            }
            (None, None) => {
                self.error(|source| {
                    let problem = source.error(Code::MissingKey, here, "nothing is added here");
                    problem.help("write skills: […] or stages: […]")
                });
                return None;
            }
            (Some(skills), None) => {
                if names.is_empty() {
                    self.error(|source| {
                        let message = "the place of this addition is missing";
                        let problem = source.error(Code::MissingKey, here, message);
                        problem.help("write after: or before: and an id, or in: and the id of a stage or group")
                    });
                    return None;
                }
                AddContent::Skills(skills.list)
            }
            (None, Some(stages)) => {
                if is_in {
                    self.error(|source| {
                        let message = "a stage cannot be in something else";
                        let problem = source.error(Code::MisplacedKey, here, message);
                        problem.help("write after: or before: and the id of a stage")
                    });
                    return None;
                }
                AddContent::Stages(stages.0.into_iter().map(|keys| self.stage(keys)).collect())
            }
        };
        Some(Addition { place, content })
    }
}

/// The keys that a change has, each with its place.
struct Written(Vec<(&'static str, Span)>);

impl Written {
    fn value<T>(&mut self, key: &'static str, value: Option<Spanned<T>>) -> Option<T> {
        let Spanned { value, span } = value?;
        self.0.push((key, span));
        Some(value)
    }
}

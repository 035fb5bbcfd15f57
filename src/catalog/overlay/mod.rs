//! A roadmap that extends another: what it hides, changes and adds.
//!
//! The base is resolved, so it is valid by itself. What it no longer has is a warning, since an
//! update of the base must never break a roadmap. Mistakes of the overlay itself are errors. Every
//! problem is reported at a line of the overlay.

mod add;
mod change;
mod finish;
mod tree;

use std::collections::HashMap;
use std::rc::Rc;

use self::tree::{Gone, Item, Node, Spot, Tree};
use super::draft::{Draft, Place, StageDraft};
use super::link::link;
use super::model::{Id, Ix, Origin, Roadmap, RoadmapId, StartsAfter};
use super::problem::{Code, Problem, Problems};
use super::resolve::{Base, Resolver};
use super::shared::Shared;
use super::source::{SourceFile, Span};
use super::unresolved::{
    About, AddContent, AddPlace, Name, Prior, UnresolvedOverlay, UnresolvedStage,
};
use super::yaml::Spanned;
use crate::suggest;

/// Lays an overlay over its base and adds what is wrong to `problems`. `None` if
/// there is an error, found here or before.
pub(crate) fn overlay(
    id: RoadmapId,
    origin: Origin,
    file: UnresolvedOverlay,
    base: &Roadmap,
    source: &Rc<SourceFile>,
    shared: &Shared,
    problems: &mut Problems,
) -> Option<Roadmap> {
    let UnresolvedOverlay { about, span, extends, hide, change, add } = file;
    let mut layer = Layer::new(base, source, span, problems);
    layer.hide(&hide);
    let is_hidden: Vec<bool> = layer.entries.iter().map(|node| layer.is_gone(*node)).collect();
    let place = Place::of(source, span);
    let base_of = Base { roadmap: base, is_hidden: &is_hidden, place: &place };
    let mut resolver = Resolver::new(source, shared, Some(base_of), layer.problems);
    let mut additions = Vec::with_capacity(add.len());
    for addition in add {
        let content = match addition.content {
            AddContent::Skills(skills) => {
                let start = resolver.len();
                resolver.entries(skills);
                Added::Entries(start..resolver.len())
            }
            AddContent::Stages(stages) => {
                let mut add = |stage: UnresolvedStage| {
                    let (at, start) = (resolver.stages(), resolver.len());
                    resolver.stage(stage);
                    (at, start..resolver.len())
                };
                Added::Stages(stages.into_iter().map(&mut add).collect())
            }
        };
        additions.push((addition.place, content));
    }
    let own = resolver.finish();
    if !layer.problems.has_errors() {
        layer.add(additions, own);
    }
    layer.change(change);
    let drafts = layer.finish()?;
    let about = over(about, base, &id, span);
    let mut roadmap = link(id, origin, about, drafts, source, problems)?;
    roadmap.extends = extends.map(|extends| extends.value);
    Some(roadmap)
}

/// What an addition is made of, as ranges of drafts.
enum Added {
    Entries(std::ops::Range<usize>),
    /// Each with its index.
    Stages(Vec<(usize, std::ops::Range<usize>)>),
}

/// An overlay while it is applied to its base.
struct Layer<'l> {
    base: &'l Roadmap,
    source: &'l Rc<SourceFile>,
    /// Where it names the base.
    span: Span,
    tree: Tree,
    /// The node of each entry of the base.
    entries: Vec<Node>,
    /// The node of each stage of the base, by id.
    stages: HashMap<&'l str, Node>,
    /// The nodes of what the overlay itself wrote, by id and alias, once they are in the tree.
    own: HashMap<Id, Node>,
    /// The last stage that is not left out, found when it is first needed.
    end: Option<Node>,
    problems: &'l mut Problems,
}

impl<'l> Layer<'l> {
    fn new(
        base: &'l Roadmap,
        source: &'l Rc<SourceFile>,
        span: Span,
        problems: &'l mut Problems,
    ) -> Self {
        let place = Place::of(source, span);
        let mut tree = Tree::new();
        let mut entries: Vec<Node> = Vec::with_capacity(base.len());
        let mut stages = HashMap::with_capacity(base.stages().len());
        for (at, stage) in base.stages().iter().enumerate() {
            let item = Item::Stage(StageDraft {
                id: Some(stage.id.clone()),
                title: Some(stage.title.clone()),
                level: stage.level,
                summary: stage.summary.clone(),
                milestone: stage.milestone.clone(),
                edit: None,
                start: 0,
            });
            let node = tree.insert(item, Spot::LastIn(Tree::ROOT));
            stages.insert(stage.id.as_str(), node);
            for ix in base.stage_within(at) {
                let parent = base.entry(ix).parent.map_or(node, |parent| entries[parent.at()]);
                let item = Item::Entry(Box::new(Draft::of_base(base, ix, &place)));
                entries.push(tree.insert(item, Spot::LastIn(parent)));
            }
        }
        let (own, end) = (HashMap::new(), None);
        Self { base, source, span, tree, entries, stages, own, end, problems }
    }

    fn is_gone(&self, node: Node) -> bool {
        self.tree.around(node).any(|around| self.tree.gone(around).is_some())
    }

    /// The entry or stage with this name: first what the overlay wrote.
    fn named(&self, name: &Id) -> Option<Node> {
        self.own.get(name).copied().or_else(|| self.in_base(name))
    }

    fn in_base(&self, name: &Id) -> Option<Node> {
        let entry = self.base.named(name.as_str()).map(|ix: Ix| self.entries[ix.at()]);
        entry.or_else(|| self.stages.get(name.as_str()).copied())
    }

    fn hide(&mut self, hide: &[Name]) {
        for name in hide {
            match self.in_base(&name.id) {
                Some(node) => self.tree.leave_out(node, Gone::Hidden(name.span)),
                None => self.not_in_base(name, "remove it"),
            }
        }
    }

    fn warn(&mut self, span: Span, code: Code, make: impl FnOnce() -> (String, String)) {
        let source = self.source;
        self.problems.warning(|| {
            let (message, help) = make();
            source.warning(code, span, message).help(help)
        });
    }

    /// Reports a name that the base does not have, or no longer.
    fn not_in_base(&mut self, name: &Name, advice: &str) {
        let (base, source) = (self.base, self.source);
        let count = base.len() + base.stages().len();
        let may_compare = self.problems.may_compare(count);
        self.problems.warning(|| {
            let message = format!("the base no longer has '{}'", name.id);
            let problem: Problem = source.warning(Code::NotInBase, name.span, message);
            let stages = base.stages().iter().map(|stage| stage.id.as_str());
            let ids = base.entries().map(|(_, entry)| entry.id.as_str()).chain(stages);
            let near = may_compare.then(|| suggest::nearest(name.id.as_str(), ids)).flatten();
            match near {
                Some(near) => problem.help(format!("did you mean '{near}'? Otherwise {advice}")),
                None => problem.help(advice),
            }
        });
    }
}

/// Takes from the base what the overlay does not set.
fn over(about: About, base: &Roadmap, id: &RoadmapId, span: Span) -> About {
    let prior = |prior: &StartsAfter| match prior {
        StartsAfter::Roadmaps(ids) => Prior::Roadmaps(
            ids.iter()
                .filter(|other| *other != id)
                .map(|id| Spanned { value: id.clone(), span })
                .collect(),
        ),
        StartsAfter::Text(text) => Prior::Text(text.clone()),
    };
    let leads_to = || {
        let others = base.leads_to.iter().filter(|leads_to| leads_to.roadmap != *id);
        others.map(|leads_to| (span, leads_to.clone())).collect()
    };
    let is_kept = |id: &Id| about.sources.iter().all(|source| source.id != *id);
    let kept = base.sources.iter().filter(|source| is_kept(&source.id)).cloned();
    let sources = kept.chain(about.sources.iter().cloned()).collect();
    About {
        title: about.title.or_else(|| Some(Spanned { value: base.title.clone(), span })),
        summary: about.summary.or_else(|| base.summary.clone()),
        reviewed: about.reviewed.or_else(|| base.reviewed.map(|value| Spanned { value, span })),
        starts_after: about.starts_after.or_else(|| base.starts_after.as_ref().map(prior)),
        role: about.role.or_else(|| base.role.clone()),
        sources,
        leads_to: Some(about.leads_to.unwrap_or_else(leads_to)),
        cited: about.cited,
    }
}

/// What a place is next to or in; `None` at the end.
fn target(place: &AddPlace) -> Option<&Name> {
    match place {
        AddPlace::After(name) | AddPlace::Before(name) | AddPlace::In(name) => Some(name),
        AddPlace::End(_) => None,
    }
}

//! Files whose values are checked, but whose names are not resolved yet.

use serde::{Deserialize, Serialize};

use super::model::{
    Hours, Id, LeadsTo, Level, Month, Resource, RoadmapId, Role, Skill, SkillKind, Source,
    StartsAfter,
};
use super::problem::{Code, Problem};
use super::source::{SourceFile, Span};
use super::yaml::Spanned;

/// The file of a roadmap.
#[derive(Debug)]
pub(crate) enum UnresolvedFile {
    Roadmap(UnresolvedRoadmap),
    Overlay(UnresolvedOverlay),
}

/// A roadmap. What was missing or wrong was reported and is left out.
#[derive(Debug)]
pub(crate) struct UnresolvedRoadmap {
    pub about: About,
    pub stages: Vec<UnresolvedStage>,
}

/// A roadmap that changes another one.
#[derive(Debug)]
pub(crate) struct UnresolvedOverlay {
    pub about: About,
    /// Where `extends` is written, even if its value is not an id.
    pub span: Span,
    /// `None` if it is not an id, which was reported.
    pub extends: Option<Spanned<RoadmapId>>,
    pub hide: Vec<Name>,
    pub change: Vec<Change>,
    pub add: Vec<Addition>,
}

/// What a roadmap is about.
#[derive(Debug, Default)]
pub(crate) struct About {
    pub title: Option<Spanned<String>>,
    pub summary: Option<String>,
    pub reviewed: Option<Spanned<Month>>,
    pub starts_after: Option<Prior>,
    pub role: Option<Role>,
    pub sources: Vec<Source>,
    /// `None` if it is not written.
    pub leads_to: Option<Vec<(Span, LeadsTo)>>,
    /// Every mention of a source.
    pub cited: Vec<Name>,
}

/// A change of a skill, group or stage of the base. `None` changes nothing.
#[derive(Debug)]
pub(crate) struct Change {
    pub name: Name,
    /// The keys that are written, each with its place.
    pub keys: Vec<(&'static str, Span)>,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub level: Option<Level>,
    pub milestone: Option<String>,
    pub kind: Option<SkillKind>,
    pub hours: Option<Hours>,
    pub needs: Option<Vec<Name>>,
    pub optional: Option<bool>,
    pub aliases: Vec<Name>,
    pub done_when: Option<Vec<String>>,
    pub asked_by: Option<Vec<Id>>,
    /// Added to those of the base, unless `replace_resources`.
    pub resources: Vec<Resource>,
    pub replace_resources: bool,
    pub choose: Option<u32>,
    /// The entries that a group keeps.
    pub only: Option<Vec<Name>>,
}

/// What an overlay adds at one place.
#[derive(Debug)]
pub(crate) struct Addition {
    pub place: AddPlace,
    pub content: AddContent,
}

/// Where an overlay adds something.
#[derive(Debug)]
pub(crate) enum AddPlace {
    After(Name),
    Before(Name),
    In(Name),
    /// At the end of the roadmap.
    End(Span),
}

#[derive(Debug)]
pub(crate) enum AddContent {
    Skills(Vec<UnresolvedEntry>),
    Stages(Vec<UnresolvedStage>),
}

/// The prior knowledge that a roadmap assumes.
#[derive(Debug)]
pub(crate) enum Prior {
    Roadmaps(Vec<Spanned<RoadmapId>>),
    Text(String),
}

/// An id or an alias, where a file mentions it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Name {
    pub id: Id,
    pub span: Span,
}

#[derive(Debug)]
pub(crate) struct UnresolvedStage {
    pub id: Option<Name>,
    pub title: Option<String>,
    pub level: Option<Level>,
    pub summary: Option<String>,
    pub milestone: Option<String>,
    pub entries: Vec<UnresolvedEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum UnresolvedEntry {
    Shared(Reference),
    Own(Box<Definition>),
}

/// A mention of a shared entry, with what differs here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reference {
    pub name: Name,
    pub optional: Option<Spanned<bool>>,
    pub needs: Option<Vec<Name>>,
}

/// A skill or a group, written out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Definition {
    pub id: Name,
    /// `None` if it is missing or wrong, which was reported.
    pub title: Option<Spanned<String>>,
    pub summary: Option<String>,
    pub optional: Option<Spanned<bool>>,
    pub needs: Vec<Name>,
    pub aliases: Vec<Name>,
    pub body: Body,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Body {
    /// Without its aliases, which the definition has.
    Skill(Box<Skill>),
    Group {
        choose: Option<u32>,
        entries: Vec<UnresolvedEntry>,
    },
}

/// `skills.yaml`.
#[derive(Debug)]
pub(crate) struct UnresolvedSkills {
    pub entries: Vec<UnresolvedEntry>,
    /// Every mention of a source.
    pub cited: Vec<Name>,
}

impl UnresolvedFile {
    pub fn about(&self) -> &About {
        match self {
            Self::Roadmap(roadmap) => &roadmap.about,
            Self::Overlay(overlay) => &overlay.about,
        }
    }

    /// The roadmap that it extends.
    pub fn extends(&self) -> Option<&RoadmapId> {
        match self {
            Self::Roadmap(_) => None,
            Self::Overlay(overlay) => overlay.extends.as_ref().map(|extends| &extends.value),
        }
    }

    /// The stages that it writes itself.
    pub fn stages(&self) -> impl Iterator<Item = &UnresolvedStage> {
        let (stages, add): (&[_], &[Addition]) = match self {
            Self::Roadmap(roadmap) => (&roadmap.stages, &[]),
            Self::Overlay(overlay) => (&[], &overlay.add),
        };
        stages.iter().chain(add.iter().flat_map(Addition::stages))
    }

    /// The entries of its stages, and those that an overlay adds to stages and
    /// groups of its base.
    fn outermost(&self) -> impl Iterator<Item = &UnresolvedEntry> {
        let add: &[Addition] = match self {
            Self::Roadmap(_) => &[],
            Self::Overlay(overlay) => &overlay.add,
        };
        let skills = add.iter().flat_map(Addition::skills);
        self.stages().flat_map(|stage| &stage.entries).chain(skills)
    }

    /// Every entry that it writes, those of a stage in file order.
    pub fn entries(&self) -> impl Iterator<Item = &UnresolvedEntry> {
        entries(self.outermost())
    }

    /// Every skill and group that it defines.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        definitions(self.outermost())
    }

    /// Every need that it writes.
    pub fn needs(&self) -> impl Iterator<Item = &Name> {
        let change: &[Change] = match self {
            Self::Roadmap(_) => &[],
            Self::Overlay(overlay) => &overlay.change,
        };
        let changed = change.iter().filter_map(|change| change.needs.as_ref()).flatten();
        self.entries().flat_map(UnresolvedEntry::needs).chain(changed)
    }
}

impl Addition {
    fn stages(&self) -> &[UnresolvedStage] {
        match &self.content {
            AddContent::Stages(stages) => stages,
            AddContent::Skills(_) => &[],
        }
    }

    fn skills(&self) -> &[UnresolvedEntry] {
        match &self.content {
            AddContent::Skills(skills) => skills,
            AddContent::Stages(_) => &[],
        }
    }
}

impl AddPlace {
    pub fn span(&self) -> Span {
        match self {
            Self::After(name) | Self::Before(name) | Self::In(name) => name.span,
            Self::End(span) => *span,
        }
    }
}

impl Prior {
    pub fn resolved(self) -> StartsAfter {
        match self {
            Self::Roadmaps(ids) => {
                StartsAfter::Roadmaps(ids.into_iter().map(|id| id.value).collect())
            }
            Self::Text(text) => StartsAfter::Text(text),
        }
    }
}

impl UnresolvedEntry {
    /// The `optional` that is written on it.
    pub fn optional(&self) -> Option<&Spanned<bool>> {
        match self {
            Self::Shared(reference) => reference.optional.as_ref(),
            Self::Own(definition) => definition.optional.as_ref(),
        }
    }

    /// The needs that are written on it.
    pub fn needs(&self) -> &[Name] {
        match self {
            Self::Shared(reference) => reference.needs.as_deref().unwrap_or_default(),
            Self::Own(definition) => &definition.needs,
        }
    }

    /// The id that it has or mentions.
    pub fn name(&self) -> &Name {
        match self {
            Self::Shared(reference) => &reference.name,
            Self::Own(definition) => &definition.id,
        }
    }
}

impl Definition {
    /// The id, then the aliases.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        std::iter::once(&self.id).chain(&self.aliases)
    }

    pub fn is_skill(&self) -> bool {
        matches!(self.body, Body::Skill(_))
    }

    pub fn is_optional(&self) -> bool {
        self.optional.as_ref().is_some_and(|optional| optional.value)
    }

    /// What a group holds; nothing for a skill.
    pub fn inside(&self) -> &[UnresolvedEntry] {
        match &self.body {
            Body::Skill(_) => &[],
            Body::Group { entries, .. } => entries,
        }
    }
}

/// The problem of an id or alias that is taken. `first` is the other place, if it is in the same
/// file.
pub(crate) fn duplicate_id(
    source: &SourceFile,
    id: &Id,
    span: Span,
    first: Option<Span>,
) -> Problem {
    let message = format!("duplicate id '{id}': ids and aliases must be unique");
    let problem = source.error(Code::DuplicateId, span, message);
    match first {
        Some(first) => problem.help(format!("the other one is in line {}", source.line(first))),
        None => problem.help("remove one of the two, or give it another id"),
    }
}

/// These entries and everything inside them, in file order.
pub(crate) fn entries<'a>(
    entries: impl IntoIterator<Item = &'a UnresolvedEntry>,
) -> impl Iterator<Item = &'a UnresolvedEntry> {
    let mut rest: Vec<&UnresolvedEntry> = entries.into_iter().collect();
    rest.reverse();
    std::iter::from_fn(move || {
        let entry = rest.pop()?;
        if let UnresolvedEntry::Own(definition) = entry {
            rest.extend(definition.inside().iter().rev());
        }
        Some(entry)
    })
}

/// The definitions among these entries and inside them, in file order.
pub(crate) fn definitions<'a>(
    all: impl IntoIterator<Item = &'a UnresolvedEntry>,
) -> impl Iterator<Item = &'a Definition> {
    entries(all).filter_map(|entry| match entry {
        UnresolvedEntry::Own(definition) => Some(&**definition),
        UnresolvedEntry::Shared(_) => None,
    })
}

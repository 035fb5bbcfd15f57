//! Files whose every value is checked, and whose names are not looked up yet.

use serde::{Deserialize, Serialize};

use super::model::{Id, LeadsTo, Level, Month, RoadmapId, Role, Skill, Source, StartsAfter};
use super::problem::{Code, Problem};
use super::source::{SourceFile, Span};
use super::yaml::Spanned;

/// A roadmap; what was missing or wrong is left out, and was reported.
#[derive(Debug)]
pub(crate) struct UnresolvedRoadmap {
    pub title: Option<Spanned<String>>,
    pub summary: Option<String>,
    pub reviewed: Option<Spanned<Month>>,
    pub starts_after: Option<Prior>,
    pub role: Option<Role>,
    pub sources: Vec<Source>,
    pub leads_to: Vec<(Span, LeadsTo)>,
    pub stages: Vec<UnresolvedStage>,
    /// Every mention of a source.
    pub cited: Vec<Name>,
}

/// What a roadmap takes for granted.
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

impl UnresolvedRoadmap {
    /// Every entry, in file order.
    pub fn entries(&self) -> impl Iterator<Item = &UnresolvedEntry> {
        entries(self.stages.iter().flat_map(|stage| &stage.entries))
    }

    /// Every skill and group that it defines.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        definitions(self.stages.iter().flat_map(|stage| &stage.entries))
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

/// An id or alias that is taken; `first` is the other place in the same file.
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

/// Every one of `entries` and all that is in them, in file order.
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

/// The definitions among them.
pub(crate) fn definitions<'a>(
    all: impl IntoIterator<Item = &'a UnresolvedEntry>,
) -> impl Iterator<Item = &'a Definition> {
    entries(all).filter_map(|entry| match entry {
        UnresolvedEntry::Own(definition) => Some(&**definition),
        UnresolvedEntry::Shared(_) => None,
    })
}

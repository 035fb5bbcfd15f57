//! Files whose every value is checked, and whose names are not looked up yet.

use std::rc::Rc;

use super::id::Id;
use super::model::{LeadsTo, Level, Month, Role, Skill, Source, StartsAfter};
use super::path::Path;

#[derive(Debug)]
pub struct UnresolvedRoadmap {
    pub title: String,
    pub summary: Option<String>,
    pub reviewed: Option<Month>,
    pub starts_after: Option<StartsAfter>,
    pub role: Option<Role>,
    pub sources: Vec<Source>,
    pub leads_to: Vec<LeadsTo>,
    pub stages: Vec<UnresolvedStage>,
    /// Every mention of a source.
    pub cited: Vec<Name>,
}

/// An id or an alias, where a file mentions it.
#[derive(Debug, Clone)]
pub struct Name {
    pub id: Id,
    pub path: Path,
}

#[derive(Debug)]
pub struct UnresolvedStage {
    pub path: Path,
    /// `None` when it is missing or bad, which was reported.
    pub id: Option<Id>,
    pub title: String,
    pub level: Option<Level>,
    pub summary: Option<String>,
    pub milestone: Option<String>,
    pub entries: Vec<UnresolvedEntry>,
}

#[derive(Debug, Clone)]
pub enum UnresolvedEntry {
    Shared(Reference),
    Own(Rc<Definition>),
}

/// A shared entry, named, with what differs.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Of the entry.
    pub path: Path,
    pub name: Name,
    pub optional: Option<bool>,
    pub needs: Option<Vec<Name>>,
}

/// A skill or a group, written out. Behind an `Rc` because a shared one stands
/// in many roadmaps.
#[derive(Debug, Clone)]
pub struct Definition {
    pub path: Path,
    pub id: Id,
    pub title: String,
    pub summary: Option<String>,
    pub optional: bool,
    pub needs: Vec<Name>,
    pub body: Body,
}

#[derive(Debug, Clone)]
pub enum Body {
    Skill(Box<Skill>),
    Group { choose: Option<u32>, entries: Vec<UnresolvedEntry> },
}

impl Definition {
    /// The id, then the aliases.
    pub fn names(&self) -> impl Iterator<Item = &Id> {
        let aliases = match &self.body {
            Body::Skill(skill) => &skill.aliases[..],
            Body::Group { .. } => &[],
        };
        std::iter::once(&self.id).chain(aliases)
    }

    pub fn is_skill(&self) -> bool {
        matches!(self.body, Body::Skill(_))
    }
}

/// Every one of `entries` and all that is in them, in file order.
pub fn entries<'a>(
    entries: impl IntoIterator<Item = &'a UnresolvedEntry>,
) -> impl Iterator<Item = &'a UnresolvedEntry> {
    let mut rest: Vec<&UnresolvedEntry> = entries.into_iter().collect();
    rest.reverse();
    std::iter::from_fn(move || {
        let entry = rest.pop()?;
        if let UnresolvedEntry::Own(definition) = entry
            && let Body::Group { entries, .. } = &definition.body
        {
            rest.extend(entries.iter().rev());
        }
        Some(entry)
    })
}

/// The definitions among them.
pub fn definitions<'a>(
    all: impl IntoIterator<Item = &'a UnresolvedEntry>,
) -> impl Iterator<Item = &'a Rc<Definition>> {
    entries(all).filter_map(|entry| match entry {
        UnresolvedEntry::Own(definition) => Some(definition),
        UnresolvedEntry::Shared(_) => None,
    })
}

#[derive(Debug)]
pub struct UnresolvedSkills {
    pub entries: Vec<UnresolvedEntry>,
    pub cited: Vec<Name>,
}

//! Resolves names that a person typed: one function for each thing that a command may
//! name.
//!
//! The whole text is tried first: in the current roadmap, then in the others in use,
//! then in the rest of the catalog. In each place exact matches come first (id, alias,
//! title), then matches in any case. Only then is the text split: `git/2` is the second
//! resource of `git`, `devops/docker` the entry `docker` of the roadmap `devops`.

mod error;
mod learning;

use std::rc::Rc;

use crate::catalog::{Catalog, Id, Ix, Roadmap, RoadmapId};
use crate::progress::Progress;
use crate::suggest::{Likely, suggest};

use super::Evaluation;
use super::steps::{Wanted, steps};

pub use error::{Hint, LookupError, Thing};
pub use learning::NotOneLearning;

/// Where names are looked up, and for which command, since errors suggest a command
/// line.
#[derive(Clone, Copy)]
pub struct Lookup<'a> {
    pub catalog: &'a Catalog,
    /// The roadmaps in use, the current one first; at least one.
    pub in_use: &'a [RoadmapId],
    pub progress: &'a Progress,
    /// The command that was typed, such as `check`.
    pub command: &'static str,
}

/// A skill or group, in the roadmap where its name was found.
#[derive(Debug, Clone)]
pub struct EntryRef {
    pub roadmap: Rc<Roadmap>,
    pub ix: Ix,
}

/// What `check` and `uncheck` take.
#[derive(Debug, Clone)]
pub enum Markable {
    Entry(EntryRef),
    /// The resource of a skill at this index, which is one less than its number.
    Resource(EntryRef, usize),
}

/// What `show` and `check --all` take.
#[derive(Debug, Clone)]
pub enum Part {
    Entry(EntryRef),
    /// Index into [`Roadmap::stages`].
    Stage(Rc<Roadmap>, usize),
    Roadmap(Rc<Roadmap>),
}

impl EntryRef {
    pub fn id(&self) -> &Id {
        &self.roadmap.entry(self.ix).id
    }

    pub fn title(&self) -> &str {
        &self.roadmap.entry(self.ix).title
    }

    pub fn is_skill(&self) -> bool {
        self.roadmap.entry(self.ix).is_skill()
    }
}

/// Where a name is looked for, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Current,
    InUse,
    /// The roadmaps that are not in use.
    Catalog,
}

const PLACES: [Place; 3] = [Place::Current, Place::InUse, Place::Catalog];

/// How a name matches, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    Id,
    Alias,
    Title,
    IdInAnyCase,
    AliasInAnyCase,
    TitleInAnyCase,
}

const MATCHES: [Match; 6] = [
    Match::Id,
    Match::Alias,
    Match::Title,
    Match::IdInAnyCase,
    Match::AliasInAnyCase,
    Match::TitleInAnyCase,
];

impl Lookup<'_> {
    /// The skill that `text` names.
    ///
    /// # Errors
    /// When nothing, several things or a group has that name. Broken roadmaps are
    /// skipped, here and below; the caller reports them.
    pub fn skill(&self, text: &str) -> Result<EntryRef, LookupError> {
        let found = self.entry(text)?;
        if found.is_skill() {
            return Ok(found);
        }
        let roadmap = &found.roadmap;
        let inside = roadmap.within(found.ix).filter(|ix| roadmap.entry(*ix).is_skill());
        let skills = inside.map(|ix| roadmap.entry(ix).id.to_string()).collect();
        Err(LookupError::Group { id: found.id().to_string(), skills })
    }

    /// The skill or group that `text` names.
    ///
    /// # Errors
    /// As [`Self::skill`], but a group is not an error.
    pub fn entry(&self, text: &str) -> Result<EntryRef, LookupError> {
        self.find_entry(text)?.ok_or_else(|| self.not_found(Thing::Skill, text))
    }

    /// The skill, group, or resource (`git/2`) that `text` names.
    ///
    /// # Errors
    /// As [`Self::entry`], and when the skill has no such resource.
    pub fn markable(&self, text: &str) -> Result<Markable, LookupError> {
        if let Some(found) = self.find_entry(text)? {
            return Ok(Markable::Entry(found));
        }
        if let Some((skill, number)) = text.rsplit_once('/')
            && let Ok(number) = number.parse::<usize>()
            && let Some(found) = self.find_entry(skill)?
            && found.is_skill()
        {
            let skill = found.roadmap.entry(found.ix).skill();
            let resources = skill.map_or(0, |skill| skill.resources.len());
            return match number.checked_sub(1).filter(|at| *at < resources) {
                Some(at) => Ok(Markable::Resource(found, at)),
                None => {
                    Err(LookupError::NoResource { id: found.id().to_string(), number, resources })
                }
            };
        }
        Err(self.not_found(Thing::Skill, text))
    }

    /// The skill, group, stage or, last, roadmap that `text` names; a number is
    /// a stage of the current roadmap, `roadmap/devops` always the roadmap.
    ///
    /// # Errors
    /// When nothing or several things have that name, or the roadmap of that
    /// name is broken.
    pub fn part(&self, text: &str) -> Result<Part, LookupError> {
        let whole = |at: Place| find_in(&self.roadmaps(at), text, parts_named);
        for place in PLACES {
            if let Some(found) = whole(place)? {
                return Ok(found);
            }
        }
        if let Some((roadmap, rest)) = text.split_once('/')
            && roadmap != "roadmap"
            && let Some(roadmap) = self.load(roadmap)
            && let Some(found) = find_in(&[roadmap], rest, parts_named)?
        {
            return Ok(found);
        }
        if let Some(current) = self.roadmaps(Place::Current).pop()
            && let Some(stage) = stage_number(&current, text)
        {
            return Ok(Part::Stage(current, stage));
        }
        let name = text.strip_prefix("roadmap/").unwrap_or(text);
        match self.roadmap(name) {
            Ok(id) => {
                let loaded = self.catalog.load(&id).map_err(LookupError::Broken)?;
                Ok(Part::Roadmap(loaded))
            }
            Err(LookupError::NotFound { .. }) => Err(self.not_found(Thing::Part, text)),
            Err(other) => Err(other),
        }
    }

    /// The stage that `text` names: an id, a title or a number. `roadmaps` are
    /// searched in order, the number is one of the first.
    ///
    /// # Errors
    /// When nothing or several stages have that name.
    pub fn stage(&self, roadmaps: &[Rc<Roadmap>], text: &str) -> Result<Id, LookupError> {
        let found = find_in(roadmaps, text, |roadmap, text, by| {
            stages_named(roadmap, text, by)
                .map(|stage| {
                    let id = &roadmap.stages()[stage].id;
                    (id.to_string(), id.clone())
                })
                .collect()
        })?;
        let numbered = || {
            let first = roadmaps.first()?;
            Some(first.stages()[stage_number(first, text)?].id.clone())
        };
        found.or_else(numbered).ok_or_else(|| {
            let stages = roadmaps.iter().flat_map(|roadmap| roadmap.stages());
            let ids = stages.map(|stage| stage.id.to_string()).collect();
            LookupError::NotFound {
                thing: Thing::Stage,
                text: text.to_owned(),
                hint: Hint::OneOf(ids),
            }
        })
    }

    /// The roadmap that `text` names. It may be broken: an id is found without
    /// reading the file.
    ///
    /// # Errors
    /// When no roadmap or several have that name.
    pub fn roadmap(&self, text: &str) -> Result<RoadmapId, LookupError> {
        if let Some(listing) = self.catalog.listing(text) {
            return Ok(listing.id.clone());
        }
        let all: Vec<_> = PLACES.into_iter().flat_map(|place| self.roadmaps(place)).collect();
        let found = find_in(&all, text, |roadmap, text, by| {
            let hit = match by {
                Match::IdInAnyCase => roadmap.id.as_str() == text.to_lowercase(),
                Match::Title => roadmap.title == text,
                Match::TitleInAnyCase => same_in_any_case(&roadmap.title, text),
                Match::Id | Match::Alias | Match::AliasInAnyCase => false,
            };
            hit.then(|| (roadmap.id.to_string(), roadmap.id.clone())).into_iter().collect()
        })?;
        found.ok_or_else(|| self.not_found(Thing::Roadmap, text))
    }

    /// Finds each of `texts`. One that is not found may be a list with commas.
    ///
    /// # Errors
    /// [`LookupError::Several`] with everything that was not found, if that is
    /// more than one.
    pub fn all<T>(
        &self,
        texts: &[String],
        find: impl Fn(&str) -> Result<T, LookupError>,
    ) -> Result<Vec<T>, LookupError> {
        let (mut found, mut failed) = (Vec::new(), Vec::new());
        let mut corrected = Vec::new();
        let mut take = |text: &str, result: Result<T, LookupError>| match result {
            Ok(thing) => {
                found.push(thing);
                corrected.push(text.to_owned());
            }
            Err(error) => {
                corrected.extend(error.first_suggestion().map(str::to_owned));
                failed.push(error);
            }
        };
        for text in texts {
            match find(text) {
                Err(LookupError::NotFound { .. }) if text.contains(',') => {
                    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                    parts.for_each(|part| take(part, find(part)));
                }
                result => take(text, result),
            }
        }
        match failed.len() {
            0 => Ok(found),
            1 if texts.len() == 1 || corrected.len() < texts.len() => Err(failed.remove(0)),
            _ => Err(LookupError::Several { errors: failed, command: self.command, corrected }),
        }
    }

    fn find_entry(&self, text: &str) -> Result<Option<EntryRef>, LookupError> {
        for place in PLACES {
            if let Some(found) = find_in(&self.roadmaps(place), text, entries_named)? {
                return Ok(Some(found));
            }
        }
        match text.split_once('/') {
            Some((roadmap, rest)) => match self.load(roadmap) {
                Some(roadmap) => find_in(&[roadmap], rest, entries_named),
                None => Ok(None),
            },
            None => Ok(None),
        }
    }

    fn load(&self, id: &str) -> Option<Rc<Roadmap>> {
        self.catalog.load(&self.catalog.listing(id)?.id).ok()
    }

    fn roadmaps(&self, place: Place) -> Vec<Rc<Roadmap>> {
        let load = |id: &RoadmapId| self.catalog.load(id).ok();
        match place {
            Place::Current => self.in_use.iter().take(1).filter_map(load).collect(),
            Place::InUse => self.in_use.iter().skip(1).filter_map(load).collect(),
            Place::Catalog => {
                let listings = self.catalog.listings().iter().map(|listing| &listing.id);
                listings.filter(|id| !self.in_use.contains(id)).filter_map(load).collect()
            }
        }
    }

    fn not_found(&self, thing: Thing, text: &str) -> LookupError {
        LookupError::NotFound { thing, text: text.to_owned(), hint: self.hint(thing, text) }
    }

    fn hint(&self, thing: Thing, text: &str) -> Hint {
        if let Ok(place) = text.parse::<usize>()
            && thing == Thing::Skill
        {
            let id = self.step_at(place);
            return Hint::Numbers { place, id, command: self.command };
        }
        if std::path::Path::new(text).extension().is_some_and(|end| end == "yaml" || end == "yml") {
            return Hint::File;
        }
        if thing == Thing::Skill {
            match self.part(text) {
                Ok(Part::Stage(roadmap, stage)) => {
                    let id = roadmap.stages()[stage].id.to_string();
                    return Hint::Stage { id, command: self.command };
                }
                Ok(Part::Roadmap(roadmap)) => return Hint::Roadmap(roadmap.id.to_string()),
                Ok(Part::Entry(_)) | Err(_) => {}
            }
        }
        let suggestions = self.suggestions(thing, text);
        if suggestions.is_empty() && thing == Thing::Roadmap {
            let listings = self.catalog.listings().iter();
            return Hint::OneOf(listings.map(|listing| listing.id.to_string()).collect());
        }
        Hint::Suggestions(suggestions)
    }

    /// The id of the step that `roadmap next` currently shows at this place.
    fn step_at(&self, place: usize) -> Option<String> {
        let roadmap = self.roadmaps(Place::Current).pop()?;
        let evaluation = Evaluation::new(&roadmap, self.progress);
        let steps = steps(&evaluation, &Wanted::default());
        let step = steps.get(place.checked_sub(1)?)?;
        Some(roadmap.entry(step.ix()).id.to_string())
    }

    /// Ids of things with a similar name, the likeliest first.
    fn suggestions(&self, thing: Thing, text: &str) -> Vec<String> {
        let roadmaps: Vec<_> = PLACES.into_iter().flat_map(|place| self.roadmaps(place)).collect();
        let mut candidates: Vec<Likely<'_>> = Vec::new();
        for roadmap in &roadmaps {
            if thing != Thing::Roadmap {
                candidates.extend(roadmap.entries().map(|(_, entry)| {
                    Likely {
                        id: entry.id.as_str(),
                        names: entry
                            .names()
                            .skip(1)
                            .map(Id::as_str)
                            .chain([entry.title.as_str()])
                            .collect(),
                        about: entry.summary.as_deref(),
                    }
                }));
            }
            if thing == Thing::Part {
                candidates.extend(roadmap.stages().iter().map(|stage| Likely {
                    id: stage.id.as_str(),
                    names: vec![stage.title.as_str()],
                    about: None,
                }));
            }
            if thing != Thing::Skill {
                candidates.push(Likely {
                    id: roadmap.id.as_str(),
                    names: vec![roadmap.title.as_str()],
                    about: None,
                });
            }
        }
        suggest(text, &candidates).into_iter().map(str::to_owned).collect()
    }
}

/// The one thing in `roadmaps` that `text` names best. The same id in several
/// roadmaps is one thing.
fn find_in<T>(
    roadmaps: &[Rc<Roadmap>],
    text: &str,
    named: impl Fn(&Rc<Roadmap>, &str, Match) -> Vec<(String, T)>,
) -> Result<Option<T>, LookupError> {
    for by in MATCHES {
        let mut hits: Vec<(String, T)> = Vec::new();
        for hit in roadmaps.iter().flat_map(|roadmap| named(roadmap, text, by)) {
            if hits.iter().all(|(known, _)| *known != hit.0) {
                hits.push(hit);
            }
        }
        if hits.len() > 1 {
            let ids = hits.into_iter().map(|(id, _)| id).collect();
            return Err(LookupError::Ambiguous { text: text.to_owned(), ids });
        }
        if let Some((_, found)) = hits.pop() {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn entries_named(roadmap: &Rc<Roadmap>, text: &str, by: Match) -> Vec<(String, EntryRef)> {
    let entry = |ix: Ix| {
        let found = EntryRef { roadmap: Rc::clone(roadmap), ix };
        (found.id().to_string(), found)
    };
    let titled = |same: fn(&str, &str) -> bool| {
        let titled = roadmap.entries().filter(|(_, entry)| same(&entry.title, text));
        titled.map(|(ix, _)| entry(ix)).collect()
    };
    match by {
        Match::Id => roadmap.with_id(text).map(entry).into_iter().collect(),
        Match::Alias => roadmap.named(text).map(entry).into_iter().collect(),
        Match::IdInAnyCase => {
            roadmap.with_id(&text.to_lowercase()).map(entry).into_iter().collect()
        }
        Match::AliasInAnyCase => {
            roadmap.named(&text.to_lowercase()).map(entry).into_iter().collect()
        }
        Match::Title => titled(|title, text| title == text),
        Match::TitleInAnyCase => titled(same_in_any_case),
    }
}

fn stages_named(roadmap: &Roadmap, text: &str, by: Match) -> impl Iterator<Item = usize> {
    let stages = roadmap.stages().iter().enumerate().filter(move |(_, stage)| match by {
        Match::Id => stage.id.as_str() == text,
        Match::IdInAnyCase => stage.id.as_str() == text.to_lowercase(),
        Match::Title => stage.title == text,
        Match::TitleInAnyCase => same_in_any_case(&stage.title, text),
        Match::Alias | Match::AliasInAnyCase => false,
    });
    stages.map(|(at, _)| at)
}

fn parts_named(roadmap: &Rc<Roadmap>, text: &str, by: Match) -> Vec<(String, Part)> {
    let entries = entries_named(roadmap, text, by).into_iter();
    let mut parts: Vec<_> = entries.map(|(id, entry)| (id, Part::Entry(entry))).collect();
    parts.extend(stages_named(roadmap, text, by).map(|at| {
        let id = format!("{}/{}", roadmap.id, roadmap.stages()[at].id);
        (id, Part::Stage(Rc::clone(roadmap), at))
    }));
    parts
}

/// The index of the stage with this number; numbers begin at 1.
fn stage_number(roadmap: &Roadmap, text: &str) -> Option<usize> {
    let number: usize = text.parse().ok()?;
    number.checked_sub(1).filter(|at| *at < roadmap.stages().len())
}

fn same_in_any_case(title: &str, text: &str) -> bool {
    title.to_lowercase() == text.to_lowercase()
}

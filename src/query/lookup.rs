//! From what a person typed to what it names.
//!
//! The whole text is tried first: as an id, then an alias, then a title in any
//! case; in the current roadmap, then in the others in use, then in the
//! catalog. Only then is a part split off: `git/2` is the second resource of
//! git, `devops/containers` what is called so in devops.

use std::collections::BTreeSet;
use std::fmt;
use std::rc::Rc;

use crate::catalog::{Catalog, Ix, Roadmap, RoadmapId};

/// Where names are looked up.
pub struct Names<'a> {
    pub catalog: &'a Catalog,
    /// The roadmaps in use, the current one first.
    pub in_use: &'a [RoadmapId],
}

/// Which things, beside skills and groups, a command takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Skills and groups.
    Entries,
    /// Skills, groups, and single resources of skills as `git/2`.
    EntriesAndResources,
    /// Skills, groups, stages and, last, roadmaps.
    Anything,
}

/// What was named.
#[derive(Debug, Clone)]
pub enum Named {
    Entry(Ix),
    /// The resource of a skill at this index, which is one less than its number.
    Resource(Ix, usize),
    /// Index into [`Roadmap::stages`].
    Stage(usize),
    Roadmap,
}

/// A name, found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The roadmap in which it was found.
    pub roadmap: Rc<Roadmap>,
    pub named: Named,
    pub place: Place,
}

/// Where a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Current,
    InUse,
    /// In a roadmap that is not in use.
    Catalog,
}

/// Why a name names nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameError {
    /// Nothing has this name; these have names like it.
    Unknown { text: String, wanted: Wanted, suggestions: Vec<String> },
    /// Several have it.
    Ambiguous { text: String, ids: Vec<String> },
    /// The skill has no resource of this number.
    NoResource { id: String, number: usize, resources: usize },
}

impl Names<'_> {
    /// What `text` names.
    ///
    /// Roadmaps that are broken are passed over; the caller reports them.
    ///
    /// # Errors
    /// [`NameError`] when nothing or more than one thing has that name.
    pub fn find(&self, text: &str, wanted: Wanted) -> Result<Found, NameError> {
        if let Some(found) = self.find_whole(text, wanted)? {
            return Ok(found);
        }
        if let Some(found) = self.find_split(text, wanted)? {
            return Ok(found);
        }
        let suggestions = self.suggest(text, wanted);
        Err(NameError::Unknown { text: text.to_owned(), wanted, suggestions })
    }

    fn find_whole(&self, text: &str, wanted: Wanted) -> Result<Option<Found>, NameError> {
        for place in [Place::Current, Place::InUse, Place::Catalog] {
            if let Some(found) = find_among(&self.roadmaps(place), text, wanted, place)? {
                return Ok(Some(found));
            }
        }
        if wanted == Wanted::Anything { self.find_roadmap(text) } else { Ok(None) }
    }

    /// The roadmap with this id or title.
    ///
    /// # Errors
    /// When several have that title.
    pub fn find_roadmap(&self, text: &str) -> Result<Option<Found>, NameError> {
        let all = || {
            [Place::Current, Place::InUse, Place::Catalog]
                .into_iter()
                .flat_map(|place| self.roadmaps(place).into_iter().map(move |map| (map, place)))
        };
        let found = |(roadmap, place)| Found { roadmap, named: Named::Roadmap, place };
        if let Some(hit) = all().find(|(roadmap, _)| roadmap.id.as_str() == text) {
            return Ok(Some(found(hit)));
        }
        let mut titled: Vec<_> =
            all().filter(|(roadmap, _)| same_title(&roadmap.title, text)).collect();
        if titled.len() > 1 {
            let ids = titled.iter().map(|(roadmap, _)| roadmap.id.to_string()).collect();
            return Err(NameError::Ambiguous { text: text.to_owned(), ids });
        }
        Ok(titled.pop().map(found))
    }

    fn find_split(&self, text: &str, wanted: Wanted) -> Result<Option<Found>, NameError> {
        if let Some((skill, number)) = text.rsplit_once('/')
            && wanted != Wanted::Entries
            && let Ok(number) = number.parse::<usize>()
        {
            let Some(found) = self.find_whole(skill, Wanted::Entries)? else { return Ok(None) };
            return found.resource(number).map(Some);
        }
        let Some((roadmap, rest)) = text.split_once('/') else { return Ok(None) };
        if roadmap == "roadmap" && wanted == Wanted::Anything {
            return self.find_roadmap(rest);
        }
        for place in [Place::Current, Place::InUse, Place::Catalog] {
            let ids = self.ids(place);
            let Some(id) = ids.into_iter().find(|id| id.as_str() == roadmap) else { continue };
            let loaded: Vec<_> = self.catalog.load(&id).into_iter().collect();
            return find_among(&loaded, rest, wanted, place);
        }
        Ok(None)
    }

    fn ids(&self, place: Place) -> Vec<RoadmapId> {
        match place {
            Place::Current => self.in_use.iter().take(1).cloned().collect(),
            Place::InUse => self.in_use.iter().skip(1).cloned().collect(),
            Place::Catalog => {
                let known = self.catalog.listings().iter().map(|listing| listing.id.clone());
                known.filter(|id| !self.in_use.contains(id)).collect()
            }
        }
    }

    fn roadmaps(&self, place: Place) -> Vec<Rc<Roadmap>> {
        self.ids(place).iter().filter_map(|id| self.catalog.load(id).ok()).collect()
    }

    /// Ids of what has a name like `text`, the likeliest first, at most three.
    fn suggest(&self, text: &str, wanted: Wanted) -> Vec<String> {
        let text = text.to_lowercase();
        let mut scored: Vec<(f64, String)> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut offer = |id: &str, others: &mut dyn Iterator<Item = &str>| {
            if seen.insert(id.to_owned()) {
                let best = others.map(|name| likeness(&text, name)).fold(0.0, f64::max);
                let score = best.max(likeness(&text, id));
                if score >= 0.6 {
                    scored.push((score, id.to_owned()));
                }
            }
        };
        for place in [Place::Current, Place::InUse, Place::Catalog] {
            for roadmap in self.roadmaps(place) {
                for (_, entry) in roadmap.entries() {
                    let aliases = entry.names().skip(1).map(crate::catalog::Id::as_str);
                    offer(entry.id.as_str(), &mut aliases.chain([entry.title.as_str()]));
                }
                if wanted == Wanted::Anything {
                    for stage in roadmap.stages() {
                        offer(stage.id.as_str(), &mut [stage.title.as_str()].into_iter());
                    }
                    offer(roadmap.id.as_str(), &mut [roadmap.title.as_str()].into_iter());
                }
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        scored.into_iter().take(3).map(|(_, id)| id).collect()
    }
}

impl Found {
    fn resource(self, number: usize) -> Result<Self, NameError> {
        let Named::Entry(ix) = self.named else { return Ok(self) };
        let entry = self.roadmap.entry(ix);
        let resources = entry.skill().map_or(0, |skill| skill.resources.len());
        match number.checked_sub(1).filter(|at| *at < resources) {
            Some(at) => Ok(Self { named: Named::Resource(ix, at), ..self }),
            None => Err(NameError::NoResource { id: entry.id.to_string(), number, resources }),
        }
    }
}

fn find_among(
    roadmaps: &[Rc<Roadmap>],
    text: &str,
    wanted: Wanted,
    place: Place,
) -> Result<Option<Found>, NameError> {
    for kind in [Kind::Id, Kind::Alias, Kind::Title] {
        let mut hits: Vec<(String, Found)> = Vec::new();
        for roadmap in roadmaps {
            for (id, named) in hits_in(roadmap, text, wanted, kind) {
                if hits.iter().all(|(known, _)| *known != id) {
                    hits.push((id, Found { roadmap: Rc::clone(roadmap), named, place }));
                }
            }
        }
        if hits.len() > 1 {
            let ids = hits.into_iter().map(|(id, _)| id).collect();
            return Err(NameError::Ambiguous { text: text.to_owned(), ids });
        }
        if let Some((_, found)) = hits.pop() {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

#[derive(Clone, Copy)]
enum Kind {
    Id,
    Alias,
    Title,
}

fn hits_in(roadmap: &Roadmap, text: &str, wanted: Wanted, kind: Kind) -> Vec<(String, Named)> {
    let entry = |ix: Ix| (roadmap.entry(ix).id.to_string(), Named::Entry(ix));
    let mut hits: Vec<(String, Named)> = match kind {
        Kind::Id => roadmap.with_id(&text.to_lowercase()).map(entry).into_iter().collect(),
        Kind::Alias => roadmap.named(&text.to_lowercase()).map(entry).into_iter().collect(),
        Kind::Title => {
            let titled = roadmap.entries().filter(|(_, entry)| same_title(&entry.title, text));
            titled.map(|(ix, _)| entry(ix)).collect()
        }
    };
    if wanted == Wanted::Anything {
        for (at, stage) in roadmap.stages().iter().enumerate() {
            let hit = match kind {
                Kind::Id => stage.id.as_str() == text,
                Kind::Alias => false,
                Kind::Title => same_title(&stage.title, text),
            };
            if hit {
                hits.push((format!("{}/{}", roadmap.id, stage.id), Named::Stage(at)));
            }
        }
    }
    hits
}

fn same_title(title: &str, text: &str) -> bool {
    title.to_lowercase() == text.to_lowercase()
}

/// How alike two names are, from 0 to 1. Words of `text` that all begin words
/// of `name` count more than a small distance.
fn likeness(text: &str, name: &str) -> f64 {
    let name = name.to_lowercase();
    let distance = strsim::normalized_damerau_levenshtein(text, &name);
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '#' && c != '+');
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let wanted = words(text);
    let theirs = words(&name);
    let all_begin = !wanted.is_empty()
        && wanted.iter().all(|word| theirs.iter().any(|other| other.starts_with(word.as_str())));
    if all_begin {
        #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
        let share = wanted.len() as f64 / theirs.len().max(1) as f64;
        0.8 + 0.2 * share
    } else {
        distance
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { text, wanted: Wanted::Anything, .. } => {
                write!(f, "nothing is called '{text}'")
            }
            Self::Unknown { text, .. } => write!(f, "no skill '{text}'"),
            Self::Ambiguous { text, .. } => write!(f, "'{text}' can mean several things"),
            Self::NoResource { id, number, resources } => match resources {
                0 => write!(f, "'{id}' has no resources, so there is no '{id}/{number}'"),
                1 => write!(f, "'{id}' has 1 resource, so there is no '{id}/{number}'"),
                n => write!(f, "'{id}' has {n} resources, so there is no '{id}/{number}'"),
            },
        }
    }
}

impl std::error::Error for NameError {}

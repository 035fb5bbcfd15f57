//! Gives every part of a draft an id: the one in the source, that of a skill with the
//! same title in the catalog, or a slug.

use std::collections::{HashMap, HashSet};

use super::Options;
use super::draft::{At, Draft, Item};
use super::known::Known;
use super::report::{Counts, KnownSkill, Remark, Tally};
use crate::catalog::{Id, slug};

/// Cut longer slugs of titles after a word.
const SHORT_ID: usize = 40;
/// The same for the prefix that distinguishes an id from another.
const SHORT_PREFIX: usize = 20;
/// The longest id.
const LONGEST_ID: usize = 64;

/// A draft whose parts have ids, in the order of the file.
#[derive(Debug)]
pub struct Named {
    pub title: String,
    pub summary: String,
    pub comments: Vec<String>,
    /// In file order, a parent before its children.
    pub entries: Vec<Entry>,
    pub known: Vec<KnownSkill>,
}

#[derive(Debug)]
pub struct Entry {
    pub id: Id,
    pub role: Role,
    pub item: Item,
    pub parent: Option<usize>,
    /// How many stages and groups are around it.
    pub depth: usize,
    /// One past the last entry inside.
    pub end: usize,
    /// Whether it is written only as the id of a shared skill.
    pub shared: bool,
    pub needs: Vec<Id>,
    /// Whether `needs` replaces the needs of a shared skill.
    pub own_needs: bool,
    pub aliases: Vec<Id>,
    /// Its index in the draft.
    pub at: At,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Stage,
    Group,
    Skill,
}

impl Named {
    pub fn counts(&self) -> Counts {
        let count = |role| self.entries.iter().filter(|entry| entry.role == role).count();
        let has_hours = |entry: &&Entry| entry.item.hours.is_some() || entry.shared;
        Counts {
            stages: count(Role::Stage),
            groups: count(Role::Group),
            skills: count(Role::Skill),
            resources: self.entries.iter().map(|entry| entry.item.links.len()).sum(),
            with_hours: self.entries.iter().filter(has_hours).count(),
            with_needs: self.entries.iter().filter(|entry| !entry.needs.is_empty()).count(),
        }
    }

    /// The skills that are ticked, in order.
    pub fn ticked(&self) -> Vec<Id> {
        let skills = self.entries.iter().filter(|entry| entry.role == Role::Skill);
        skills.filter(|entry| entry.item.ticked == Some(true)).map(|e| e.id.clone()).collect()
    }
}

/// Gives every part an id.
pub fn assign(draft: Draft, options: &Options<'_>, tally: &mut Tally) -> Named {
    let known = options.known;
    let mut places = laid_out(&draft);
    let mut names = Names { known, taken: HashSet::new(), next: HashMap::new() };
    let mut ids: Vec<Option<Id>> = vec![None; places.len()];
    for (place, id) in places.iter().zip(&mut ids) {
        let item = &draft.items[place.at];
        let Some(given) = &item.id else { continue };
        *id = names.take_given(given, place.role);
        if id.is_none() {
            tally.add(Remark::BadId, item.line, given);
        }
    }
    let mut shared_titles = Vec::new();
    for (place, id) in places.iter().zip(&mut ids) {
        if id.is_none() && options.share && place.role == Role::Skill {
            let title = &draft.items[place.at].title;
            *id = known.titled(title).and_then(|known| names.take_given(known, Role::Skill));
        }
    }
    // People type the ids of skills, so stages get the ids that are left.
    for is_stage in [false, true] {
        for (at, place) in places.iter().enumerate() {
            if ids[at].is_some() || (place.role == Role::Stage) != is_stage {
                continue;
            }
            let parent = place.parent.and_then(|parent| match &ids[parent] {
                Some(id) => Some(id.to_string()),
                None => slug(&draft.items[places[parent].at].title),
            });
            let parent = parent.map(|parent| shorten(&parent, SHORT_PREFIX).to_owned());
            let item = &draft.items[place.at];
            ids[at] = Some(names.make(item, place.role, parent.as_deref(), options, tally));
        }
    }
    let mut items: Vec<Option<Item>> = draft.items.into_iter().map(Some).collect();
    let mut entries = Vec::with_capacity(places.len());
    for (place, id) in places.drain(..).zip(ids) {
        let mut item = items[place.at].take().unwrap_or_default();
        let id = id.expect("every part has an id by now");
        let aliases = names.aliases(&id, &mut item, tally);
        let twin = known.skill(id.as_str()).filter(|twin| {
            place.role == Role::Skill && twin.title.to_lowercase() == item.title.to_lowercase()
        });
        let mut shared = false;
        if let Some(twin) = twin {
            item.title.clone_from(&twin.title);
            shared_titles.push(KnownSkill { id: id.clone(), title: item.title.clone() });
            let is_bare = !item.has_details() && item.summary.is_empty();
            shared = twin.shared && is_bare && aliases.is_empty() && options.share;
        }
        let Place { at, role, parent, depth, end } = place;
        entries.push(Entry {
            id,
            role,
            item,
            parent,
            depth,
            end,
            shared,
            needs: Vec::new(),
            own_needs: false,
            aliases,
            at,
        });
    }
    Named {
        title: draft.title.unwrap_or_default(),
        summary: draft.summary,
        comments: draft.comments,
        entries,
        known: shared_titles,
    }
}

struct Place {
    at: At,
    role: Role,
    parent: Option<usize>,
    depth: usize,
    end: usize,
}

/// The items in file order, each with its parent and depth.
fn laid_out(draft: &Draft) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(draft.items.len());
    let mut waiting: Vec<(At, Option<usize>)> =
        draft.roots.iter().rev().map(|root| (*root, None)).collect();
    while let Some((at, parent)) = waiting.pop() {
        let here = places.len();
        let children = &draft.items[at].children;
        let role = match parent {
            None => Role::Stage,
            Some(_) if children.is_empty() => Role::Skill,
            Some(_) => Role::Group,
        };
        let depth = parent.map_or(0, |parent| places[parent].depth + 1);
        places.push(Place { at, role, parent, depth, end: here + 1 });
        waiting.extend(children.iter().rev().map(|child| (*child, Some(here))));
    }
    for here in (0..places.len()).rev() {
        if let Some(parent) = places[here].parent {
            places[parent].end = places[parent].end.max(places[here].end);
        }
    }
    places
}

/// The names that are taken in the roadmap.
struct Names<'k> {
    known: &'k Known,
    taken: HashSet<String>,
    /// The next number to try after a base.
    next: HashMap<String, usize>,
}

impl Names<'_> {
    /// Takes an id from the source, unless it is invalid, taken, or of another kind in
    /// the catalog.
    fn take_given(&mut self, text: &str, role: Role) -> Option<Id> {
        let id = super::draft::id(text)?;
        let is_other_sort = match role {
            Role::Stage => false,
            Role::Group => self.known.skill(id.as_str()).is_some(),
            Role::Skill => self.known.is_group(id.as_str()),
        };
        (!is_other_sort && self.take(&id, role)).then_some(id)
    }

    /// Takes an id together with its aliases in the catalog. Returns whether all of
    /// them were free.
    fn take(&mut self, id: &Id, role: Role) -> bool {
        let skill = self.known.skill(id.as_str()).filter(|_| role == Role::Skill);
        let aliases = skill.map_or(&[][..], |skill| &skill.aliases);
        if self.taken.contains(id.as_str()) || aliases.iter().any(|a| self.taken.contains(a)) {
            return false;
        }
        self.taken.insert(id.to_string());
        self.taken.extend(aliases.iter().cloned());
        true
    }

    /// The aliases of an item that are free.
    fn aliases(&mut self, id: &Id, item: &mut Item, tally: &mut Tally) -> Vec<Id> {
        let twin = self.known.skill(id.as_str());
        let mut aliases: Vec<Id> = Vec::new();
        for text in std::mem::take(&mut item.aliases) {
            match super::draft::id(&text) {
                Some(alias)
                    if !aliases.contains(&alias)
                        && (self.taken.insert(alias.to_string())
                            || twin.is_some_and(|twin| twin.aliases.contains(&text))) =>
                {
                    aliases.push(alias);
                }
                _ => tally.add(Remark::BadId, item.line, &text),
            }
        }
        aliases
    }

    /// A new id, from the title.
    fn make(
        &mut self,
        item: &Item,
        role: Role,
        parent: Option<&str>,
        options: &Options<'_>,
        tally: &mut Tally,
    ) -> Id {
        let base = slug(&item.title).map(|slug| shorten(&slug, SHORT_ID).to_owned());
        let base = base.unwrap_or_else(|| {
            tally.add(Remark::MadeUpId, item.line, &item.title);
            match role {
                Role::Stage => "stage-1",
                Role::Group => "group-1",
                Role::Skill => "skill-1",
            }
            .to_owned()
        });
        let made_up = base.ends_with("-1") && slug(&item.title).is_none();
        let free = |names: &Self, text: &str| {
            let in_catalog =
                role != Role::Stage && (names.known.has(text) || names.known.is_alias(text));
            !in_catalog && !names.taken.contains(text)
        };
        let was_taken = self.taken.contains(&base);
        let in_catalog = !was_taken && !free(self, &base);
        let mut candidates = vec![base.clone()];
        if !made_up {
            let in_parent = parent.map(|parent| format!("{parent}-{base}"));
            let in_roadmap = format!("{}-{base}", options.id);
            match role {
                Role::Stage => candidates.push(format!("{base}-stage")),
                _ if in_catalog => candidates.extend([in_roadmap].into_iter().chain(in_parent)),
                _ => candidates.extend(in_parent.into_iter().chain([in_roadmap])),
            }
        }
        let found =
            candidates.into_iter().find(|text| text.len() <= LONGEST_ID && free(self, text));
        let text = found.unwrap_or_else(|| self.numbered(&base, &free));
        if in_catalog && options.share {
            tally.add(Remark::OtherId, item.line, &item.title);
        } else if was_taken && role != Role::Stage && !made_up {
            tally.add(Remark::SameTitle, item.line, &item.title);
        }
        let id = Id::new(&text).expect("made of a slug, of at most 64 characters");
        self.taken.insert(text);
        id
    }

    fn numbered(&mut self, base: &str, free: &impl Fn(&Self, &str) -> bool) -> String {
        let stem = base.strip_suffix("-1").unwrap_or(base);
        let stem = shorten(stem, LONGEST_ID - 8);
        let mut number = self.next.get(stem).copied().unwrap_or(2);
        let text = loop {
            let text = format!("{stem}-{number}");
            number += 1;
            if free(self, &text) {
                break text;
            }
        };
        self.next.insert(stem.to_owned(), number);
        text
    }
}

/// The first words of a slug, at most `most` characters.
fn shorten(slug: &str, most: usize) -> &str {
    if slug.len() <= most {
        return slug;
    }
    let cut = slug[..=most].rfind('-').filter(|cut| *cut > 0).unwrap_or(most);
    slug[..cut].trim_end_matches('-')
}

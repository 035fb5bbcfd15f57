//! The shipped roadmaps as the build resolved them: reading that takes a
//! fraction of what reading their YAML does.

use std::collections::HashMap;
use std::ops::Range;

use super::id::{Id, RoadmapId};
use super::model::{
    Cost, Entry, EntryKind, Fact, Group, Hours, Ix, LeadsTo, Level, Month, Need, Origin, Resource,
    ResourceKind, Roadmap, Role, Skill, SkillKind, Source, Stage, StartsAfter,
};

#[cfg(roadmaps_compiled)]
const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/roadmaps"));

/// While the build script compiles them there are none yet.
#[cfg(not(roadmaps_compiled))]
const COMPILED: &[u8] = &[];

/// The shipped roadmap of this name. `None` if there is none, or if its file was
/// broken when the program was built.
pub fn find(id: &str) -> Option<Roadmap> {
    let mut rest = COMPILED;
    while !rest.is_empty() {
        let name = String::read(&mut rest)?;
        let length = usize::read(&mut rest)?;
        let (mut roadmap, after) = rest.split_at_checked(length)?;
        if name == id {
            return Roadmap::read(&mut roadmap);
        }
        rest = after;
    }
    None
}

/// What [`find`] looks through.
#[cfg(not(roadmaps_compiled))]
pub fn write<'r>(roadmaps: impl IntoIterator<Item = &'r Roadmap>) -> Vec<u8> {
    let mut out = Vec::new();
    for roadmap in roadmaps {
        let mut bytes = Vec::new();
        roadmap.write(&mut bytes);
        roadmap.id.as_str().to_owned().write(&mut out);
        bytes.len().write(&mut out);
        out.extend(bytes);
    }
    out
}

/// A value as bytes. Only ever read by the program that was built with them.
#[cfg_attr(roadmaps_compiled, allow(dead_code, reason = "only the build and tests write"))]
trait Binary: Sized {
    fn write(&self, out: &mut Vec<u8>);
    fn read(from: &mut &[u8]) -> Option<Self>;
}

/// Seven bits in a byte, the lowest first; the eighth says that more follow.
impl Binary for u64 {
    fn write(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 0x80 {
            out.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        out.push(rest.to_le_bytes()[0]);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = u8::read(from)?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

impl Binary for u8 {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let (first, rest) = from.split_first()?;
        *from = rest;
        Some(*first)
    }
}

impl Binary for bool {
    fn write(&self, out: &mut Vec<u8>) {
        u8::from(*self).write(out);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        u8::read(from).map(|byte| byte != 0)
    }
}

impl Binary for String {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        out.extend(self.as_bytes());
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let length = usize::read(from)?;
        let (text, rest) = from.split_at_checked(length)?;
        *from = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }
}

impl<T: Binary> Binary for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.is_some().write(out);
        if let Some(value) = self {
            value.write(out);
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        if bool::read(from)? { T::read(from).map(Some) } else { Some(None) }
    }
}

impl<T: Binary> Binary for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        for value in self {
            value.write(out);
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let length = usize::read(from)?;
        // A value has a byte at least, so a wrong length asks for no absurd memory.
        let mut values = Self::with_capacity(length.min(from.len()));
        for _ in 0..length {
            values.push(T::read(from)?);
        }
        Some(values)
    }
}

impl<T: Binary> Binary for Box<T> {
    fn write(&self, out: &mut Vec<u8>) {
        T::write(self, out);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        T::read(from).map(Self::new)
    }
}

/// Types that go as another one.
macro_rules! as_another {
    ($($type:ty as $other:ty: $to:expr, $from:expr;)*) => {$(
        impl Binary for $type {
            fn write(&self, out: &mut Vec<u8>) {
                let to: fn(&$type) -> $other = $to;
                to(self).write(out);
            }

            fn read(from: &mut &[u8]) -> Option<Self> {
                let back: fn($other) -> Option<$type> = $from;
                back(<$other>::read(from)?)
            }
        }
    )*};
}

as_another! {
    usize as u64: |number| *number as u64, |number| Self::try_from(number).ok();
    u16 as u64: |number| u64::from(*number), |number| Self::try_from(number).ok();
    u32 as u64: |number| u64::from(*number), |number| Self::try_from(number).ok();
    i32 as u64: |number| u64::from(number.cast_unsigned()),
        |number| u32::try_from(number).ok().map(u32::cast_signed);
    Ix as u32: |ix| ix.0, |at| Some(Self(at));
    Id as String: |id| id.as_str().to_owned(), |text| Self::new(&text).ok();
    RoadmapId as String: |id| id.as_str().to_owned(), |text| Self::new(&text).ok();
}

impl Binary for Range<u32> {
    fn write(&self, out: &mut Vec<u8>) {
        self.start.write(out);
        self.end.write(out);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Some(u32::read(from)?..u32::read(from)?)
    }
}

/// Structs, as their fields.
macro_rules! structs {
    ($($type:ident { $($field:ident),* })*) => {$(
        impl Binary for $type {
            fn write(&self, out: &mut Vec<u8>) {
                let Self { $($field),* } = self;
                $($field.write(out);)*
            }

            fn read(from: &mut &[u8]) -> Option<Self> {
                $(let $field = Binary::read(from)?;)*
                Some(Self { $($field),* })
            }
        }
    )*};
}

structs! {
    Role { summary, responsibilities, facts }
    Fact { text, source }
    Source { id, title, publisher, year, url }
    LeadsTo { roadmap, why }
    Month { year, month }
    Stage { id, title, level, summary, milestone, span }
    Entry { id, title, summary, optional, needs, parent, stage, shared, kind, end }
    Skill { kind, hours, aliases, done_when, asked_by, resources }
    Group { choose }
    Resource { title, url, kind, cost }
    Hours { min_minutes, max_minutes }
}

/// Enums, as the place of the variant and what it holds.
macro_rules! enums {
    ($($type:ident { $($at:literal $variant:ident $(($value:ident))?),* })*) => {$(
        impl Binary for $type {
            fn write(&self, out: &mut Vec<u8>) {
                match self {
                    $(Self::$variant $(($value))? => {
                        out.push($at);
                        $($value.write(out);)?
                    })*
                }
            }

            fn read(from: &mut &[u8]) -> Option<Self> {
                match u8::read(from)? {
                    $($at => Some(Self::$variant $(({
                        let $value = Binary::read(from)?;
                        $value
                    }))?),)*
                    _ => None,
                }
            }
        }
    )*};
}

enums! {
    EntryKind { 0 Skill(skill), 1 Group(group) }
    StartsAfter { 0 Roadmaps(ids), 1 Text(text) }
    Need { 0 Entry(ix), 1 Assumed(id) }
    Level { 0 Beginner, 1 Intermediate, 2 Advanced }
    SkillKind { 0 Technical, 1 Practice, 2 Soft, 3 Education, 4 Career }
    ResourceKind {
        0 Docs, 1 Book, 2 Course, 3 Video, 4 Article, 5 Practice, 6 Project, 7 Tool, 8 Community,
        9 Certification, 10 Event, 11 Jobs
    }
    Cost { 0 Free, 1 Freemium, 2 Paid }
}

/// Origin and names follow from the rest.
impl Binary for Roadmap {
    fn write(&self, out: &mut Vec<u8>) {
        let Self {
            id,
            title,
            summary,
            reviewed,
            starts_after,
            role,
            sources,
            leads_to,
            origin: _,
            stages,
            entries,
            names: _,
        } = self;
        id.write(out);
        title.write(out);
        summary.write(out);
        reviewed.write(out);
        starts_after.write(out);
        role.write(out);
        sources.write(out);
        leads_to.write(out);
        stages.write(out);
        entries.write(out);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let mut roadmap = Self {
            id: Binary::read(from)?,
            title: Binary::read(from)?,
            summary: Binary::read(from)?,
            reviewed: Binary::read(from)?,
            starts_after: Binary::read(from)?,
            role: Binary::read(from)?,
            sources: Binary::read(from)?,
            leads_to: Binary::read(from)?,
            origin: Origin::BuiltIn,
            stages: Binary::read(from)?,
            entries: Binary::read(from)?,
            names: HashMap::new(),
        };
        let names = roadmap
            .entries()
            .flat_map(|(ix, entry)| entry.names().map(move |name| (name.clone(), ix)));
        roadmap.names = names.collect();
        Some(roadmap)
    }
}

#[cfg(test)]
mod tests {
    use super::super::builtin;
    use super::*;

    #[test]
    fn shipped_roadmaps_are_compiled_as_they_are_written() {
        for (id, text) in builtin::ROADMAPS {
            let id = RoadmapId::new(id).unwrap();
            let written = Roadmap::from_yaml(&id, text, Some(builtin::SKILLS)).unwrap();
            assert_eq!(find(id.as_str()).as_ref(), Some(&written), "{id}");
        }
        assert_eq!(find("nothing"), None);
    }

    #[test]
    fn cut_short_they_are_not_read() {
        let (id, text) = builtin::ROADMAPS[0];
        let written =
            Roadmap::from_yaml(&RoadmapId::new(id).unwrap(), text, Some(builtin::SKILLS)).unwrap();
        let mut bytes = Vec::new();
        written.write(&mut bytes);
        for length in (0..bytes.len()).step_by(97) {
            assert_eq!(Roadmap::read(&mut &bytes[..length]), None);
        }
    }

    #[test]
    fn numbers_of_every_size_come_back() {
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut bytes = Vec::new();
            number.write(&mut bytes);
            assert_eq!(u64::read(&mut &*bytes), Some(number));
        }
        let mut bytes = Vec::new();
        (-400_i32).write(&mut bytes);
        assert_eq!(i32::read(&mut &*bytes), Some(-400));
    }
}

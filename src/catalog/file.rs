//! The files as they are written: any YAML at all fits in here, so that the
//! check that follows can report everything that is wrong with a file at once.
//!
//! This is the one place that says which keys exist.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

/// A value where a list of `E` or a map `R` may be wanted, or neither.
#[derive(Debug)]
pub enum Node<'t, E = IgnoredAny, R = IgnoredAny> {
    Null,
    Bool(bool),
    Int(i64),
    /// Any other number; also integers beyond `i64`.
    Float(f64),
    Text(Cow<'t, str>),
    List(Vec<E>),
    Map(R),
    /// Something with a YAML tag of its own, `!like this`.
    Tagged,
}

/// A single value.
pub type Scalar<'t> = Node<'t>;
/// Several values, or one without brackets.
pub type Scalars<'t> = Node<'t, Scalar<'t>>;
/// A list of maps.
pub type Records<'t, R> = Node<'t, Record<'t, R>>;
/// A map, or what stands in its place. Boxed: a name in a list of entries is
/// small, a map with all its keys is not.
pub type Record<'t, R> = Node<'t, IgnoredAny, Box<R>>;

/// A key that should not be there.
#[derive(Debug)]
pub enum Slip<'t> {
    Unknown(Cow<'t, str>),
    Duplicate(&'static str),
    /// A key that is not text, such as a number or a list.
    NotText,
}

/// Declares maps of the files. A key that stands twice keeps its first value.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident { $($key:literal $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Default)]
        pub struct $name<'t> {
            $(pub $field: Option<$type>,)*
            pub slips: Vec<Slip<'t>>,
        }

        impl $name<'_> {
            pub const KEYS: &'static [&'static str] = &[$($key),*];
        }

        impl<'de> Deserialize<'de> for $name<'de> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Keys;
                impl<'de> Visitor<'de> for Keys {
                    type Value = $name<'de>;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a map")
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$name<'de>, A::Error> {
                        let mut record = $name::default();
                        while let Some(key) = map.next_key::<Scalar<'de>>()? {
                            let Node::Text(key) = key else {
                                record.slips.push(Slip::NotText);
                                map.next_value::<IgnoredAny>()?;
                                continue;
                            };
                            match &*key {
                                $($key if record.$field.is_none() => {
                                    record.$field = Some(map.next_value()?);
                                })*
                                $($key => {
                                    record.slips.push(Slip::Duplicate($key));
                                    map.next_value::<IgnoredAny>()?;
                                })*
                                _ => {
                                    record.slips.push(Slip::Unknown(key));
                                    map.next_value::<IgnoredAny>()?;
                                }
                            }
                        }
                        Ok(record)
                    }
                }
                deserializer.deserialize_map(Keys)
            }
        }
    )*};
}

records! {
    /// A roadmap's file.
    RoadmapFile {
        "format" format: Scalar<'t>,
        "title" title: Scalar<'t>,
        "summary" summary: Scalar<'t>,
        "reviewed" reviewed: Scalar<'t>,
        "starts_after" starts_after: Scalars<'t>,
        "role" role: Record<'t, RoleFile<'t>>,
        "sources" sources: Records<'t, SourceFile<'t>>,
        "leads_to" leads_to: Records<'t, LeadsToFile<'t>>,
        "stages" stages: Records<'t, StageFile<'t>>,
    }
    /// `skills.yaml`.
    SkillsFile {
        "format" format: Scalar<'t>,
        "skills" skills: Records<'t, EntryFile<'t>>,
    }
    RoleFile {
        "summary" summary: Scalar<'t>,
        "responsibilities" responsibilities: Scalars<'t>,
        "facts" facts: Records<'t, FactFile<'t>>,
    }
    FactFile {
        "text" text: Scalar<'t>,
        "source" source: Scalar<'t>,
    }
    SourceFile {
        "id" id: Scalar<'t>,
        "title" title: Scalar<'t>,
        "publisher" publisher: Scalar<'t>,
        "year" year: Scalar<'t>,
        "url" url: Scalar<'t>,
    }
    LeadsToFile {
        "roadmap" roadmap: Scalar<'t>,
        "why" why: Scalar<'t>,
    }
    StageFile {
        "id" id: Scalar<'t>,
        "title" title: Scalar<'t>,
        "level" level: Scalar<'t>,
        "summary" summary: Scalar<'t>,
        "milestone" milestone: Scalar<'t>,
        "skills" skills: Records<'t, EntryFile<'t>>,
    }
    /// A skill, a group, or a shared one with differences. A text in its place
    /// is the id of a shared one.
    EntryFile {
        "id" id: Scalar<'t>,
        "title" title: Scalar<'t>,
        "summary" summary: Scalar<'t>,
        "kind" kind: Scalar<'t>,
        "hours" hours: Scalar<'t>,
        "needs" needs: Scalars<'t>,
        "optional" optional: Scalar<'t>,
        "aliases" aliases: Scalars<'t>,
        "done_when" done_when: Scalars<'t>,
        "asked_by" asked_by: Scalars<'t>,
        "resources" resources: Records<'t, ResourceFile<'t>>,
        "choose" choose: Scalar<'t>,
        "skills" skills: Records<'t, EntryFile<'t>>,
        "use" used: Scalar<'t>,
    }
    /// A text in its place is a bare link.
    ResourceFile {
        "title" title: Scalar<'t>,
        "url" url: Scalar<'t>,
        "kind" kind: Scalar<'t>,
        "cost" cost: Scalar<'t>,
    }
}

struct Anything<T>(PhantomData<T>);

impl<'de, E: Deserialize<'de>, R: Deserialize<'de>> Deserialize<'de> for Node<'de, E, R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Anything(PhantomData))
    }
}

impl<'de, E: Deserialize<'de>, R: Deserialize<'de>> Visitor<'de> for Anything<(E, R)> {
    type Value = Node<'de, E, R>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<X: Error>(self) -> Result<Self::Value, X> {
        Ok(Node::Null)
    }

    fn visit_none<X: Error>(self) -> Result<Self::Value, X> {
        Ok(Node::Null)
    }

    fn visit_bool<X: Error>(self, value: bool) -> Result<Self::Value, X> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<X: Error>(self, value: i64) -> Result<Self::Value, X> {
        Ok(Node::Int(value))
    }

    fn visit_u64<X: Error>(self, value: u64) -> Result<Self::Value, X> {
        #[expect(clippy::cast_precision_loss, reason = "too large for any field all the same")]
        Ok(i64::try_from(value).map_or(Node::Float(value as f64), Node::Int))
    }

    fn visit_i128<X: Error>(self, value: i128) -> Result<Self::Value, X> {
        #[expect(clippy::cast_precision_loss, reason = "too large for any field all the same")]
        Ok(Node::Float(value as f64))
    }

    fn visit_u128<X: Error>(self, value: u128) -> Result<Self::Value, X> {
        #[expect(clippy::cast_precision_loss, reason = "too large for any field all the same")]
        Ok(Node::Float(value as f64))
    }

    fn visit_f64<X: Error>(self, value: f64) -> Result<Self::Value, X> {
        Ok(Node::Float(value))
    }

    fn visit_borrowed_str<X: Error>(self, value: &'de str) -> Result<Self::Value, X> {
        Ok(Node::Text(Cow::Borrowed(value)))
    }

    fn visit_str<X: Error>(self, value: &str) -> Result<Self::Value, X> {
        Ok(Node::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_string<X: Error>(self, value: String) -> Result<Self::Value, X> {
        Ok(Node::Text(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(seq)).map(Node::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        R::deserialize(MapAccessDeserializer::new(map)).map(Node::Map)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Self::Value, A::Error> {
        let (IgnoredAny, value) = tagged.variant()?;
        value.newtype_variant::<IgnoredAny>()?;
        Ok(Node::Tagged)
    }
}

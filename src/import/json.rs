//! Lenient JSON: fields may be missing or have another type, and only the requested
//! values are kept.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The kind of a JSON file, by its top-level keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Graph,
    /// The format before graph files.
    Drawing,
    Tasks,
}

/// Detects the kind of a JSON text; `None` if it is unknown.
pub fn shape(text: &str) -> Option<Shape> {
    if text.starts_with('[') {
        return Some(Shape::Tasks);
    }
    // One object, or the first of several, one per line.
    let first = serde_json::Deserializer::from_str(text).into_iter::<Top>().next()?.ok()?;
    if first.has_nodes {
        Some(Shape::Graph)
    } else if first.is_drawing {
        Some(Shape::Drawing)
    } else {
        first.has_description.then_some(Shape::Tasks)
    }
}

/// Which keys the top object has.
#[derive(Default)]
struct Top {
    has_nodes: bool,
    is_drawing: bool,
    has_description: bool,
}

impl<'de> Deserialize<'de> for Top {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Top;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Top, A::Error> {
                let mut top = Top::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "nodes" => top.has_nodes = true,
                        "mockup" => top.is_drawing = true,
                        "description" | "uuid" => top.has_description = true,
                        _ => {}
                    }
                    map.next_value::<IgnoredAny>()?;
                }
                Ok(top)
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

/// Text. A number becomes its digits, anything else is empty.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Text(pub String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        let text = raw.get();
        Ok(Self(match text.as_bytes().first() {
            Some(b'"') => serde_json::from_str(text).unwrap_or_default(),
            Some(b'-' | b'0'..=b'9') => text.to_owned(),
            _ => String::new(),
        }))
    }
}

/// A value of the expected type, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maybe<T>(pub Option<T>);

impl<T> Default for Maybe<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Ok(Self(serde_json::from_str(raw.get()).ok()))
    }
}

/// The elements of a list that have the expected type, and how many do not. Anything
/// but a list becomes an empty list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Many<T> {
    pub list: Vec<T>,
    pub others: usize,
}

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self { list: Vec::new(), others: 0 }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        if !raw.get().starts_with('[') {
            return Ok(Self::default());
        }
        let mut inner = serde_json::Deserializer::from_str(raw.get());
        inner.deserialize_seq(Elements(PhantomData)).map_err(serde::de::Error::custom)
    }
}

struct Elements<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for Elements<T> {
    type Value = Many<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Many<T>, A::Error> {
        let mut many = Many::default();
        while let Some(raw) = seq.next_element::<&RawValue>()? {
            match serde_json::from_str(raw.get()) {
                Ok(value) if many.list.len() < super::draft::MAX_ITEMS => many.list.push(value),
                _ => many.others += 1,
            }
        }
        Ok(many)
    }
}

/// Why a text is not valid JSON, shortened.
pub fn why(error: &serde_json::Error) -> String {
    super::text::start(&error.to_string(), 150)
}

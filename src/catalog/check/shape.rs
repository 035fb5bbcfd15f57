//! The types of the tables of keys.

/// The version of the format that this program reads.
pub(crate) const FORMAT: i64 = 1;

/// A key of a map.
#[derive(Debug)]
pub(crate) struct Key {
    pub name: &'static str,
    pub required: bool,
    pub shape: Shape,
    /// What it is for.
    pub doc: &'static str,
}

/// The keys that a map may have.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its name in the schema.
    pub name: &'static str,
    /// What messages call the things that have these keys.
    pub plural: &'static str,
    pub keys: &'static [Key],
}

/// What the value of a key looks like.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    Format,
    Text,
    /// One text or a list.
    Texts,
    Id,
    /// One id or a list.
    Ids,
    /// Roadmap ids or a sentence.
    StartsAfter,
    Link,
    Hours,
    Month,
    Year,
    Flag,
    /// A whole number from 1.
    Count,
    Word(&'static [&'static str]),
    Map(&'static Table),
    Maps {
        table: &'static Table,
        at_least_one: bool,
    },
    /// Maps, keyed by id.
    ById(&'static Table),
    /// Skills, groups and ids of shared ones, at least one.
    Entries,
    /// Skills and groups.
    Definitions,
    /// Links, and maps with a link.
    Resources,
}

impl Table {
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.keys.iter().map(|key| key.name)
    }
}

impl Shape {
    /// What a value should be, for messages.
    pub fn describe(self) -> &'static str {
        match self {
            Shape::Text => "text",
            Shape::Texts => "text or a list of texts",
            Shape::Id => "an id",
            Shape::Ids => "an id or a list of ids",
            Shape::StartsAfter => "roadmap ids or a sentence",
            Shape::Link => "a link",
            Shape::Hours => "a number of hours or a range",
            Shape::Month => "a month",
            Shape::Year => "a year",
            Shape::Flag => "true or false",
            Shape::Format => "a whole number",
            Shape::Count => "a whole number from 1",
            Shape::Word(_) => "a word",
            Shape::Map(_) | Shape::ById(_) => "keys and values",
            Shape::Maps { .. } => "a list",
            Shape::Entries | Shape::Definitions => "a list of skills",
            Shape::Resources => "a list of links",
        }
    }

    /// What to write for a value.
    pub fn example(self) -> String {
        match self {
            Shape::Text | Shape::Texts => "a text".to_owned(),
            Shape::Id => "an id such as html-and-css".to_owned(),
            Shape::Ids | Shape::StartsAfter => "a list of ids: [first, second]".to_owned(),
            Shape::Link => "https://…".to_owned(),
            Shape::Hours => "hours such as 8, or a range such as 25-40".to_owned(),
            Shape::Month => "a month such as 2026-11".to_owned(),
            Shape::Year => "a year such as 2026".to_owned(),
            Shape::Flag => "true or false".to_owned(),
            Shape::Format => FORMAT.to_string(),
            Shape::Count => "a whole number such as 1".to_owned(),
            Shape::Word(words) => words.join(", "),
            Shape::Map(table) => format!("keys: {}", table.names().collect::<Vec<_>>().join(", ")),
            Shape::ById(table) => {
                let keys: Vec<&str> = table.names().collect();
                format!("an id, then what changes: {}", keys.join(", "))
            }
            Shape::Maps { table, .. } => {
                let keys: Vec<String> = table
                    .keys
                    .iter()
                    .filter(|key| key.required)
                    .map(|key| format!("{}: …", key.name))
                    .collect();
                format!("a list of items such as {{ {} }}", keys.join(", "))
            }
            Shape::Entries | Shape::Definitions => {
                "a list of items such as { id: …, title: … }".to_owned()
            }
            Shape::Resources => "a list of links: [https://…]".to_owned(),
        }
    }
}

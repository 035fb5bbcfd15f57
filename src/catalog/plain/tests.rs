use std::fmt;

use proptest::prelude::*;

use super::super::builtin;
use super::*;

/// Any value, as it is written: in order, with repeated keys.
#[derive(Debug, PartialEq)]
enum Tree {
    Null,
    Bool(bool),
    Int(u64),
    Other(String),
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(Tree, Tree)>),
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Tree;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }
            fn visit_unit<E>(self) -> Result<Tree, E> {
                Ok(Tree::Null)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
                Ok(Tree::Bool(value))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
                Ok(Tree::Int(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
                Ok(Tree::Other(value.to_string()))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
                Ok(Tree::Other(value.to_string()))
            }
            fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
                Ok(Tree::Text(value.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Tree::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Tree::Map(pairs))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// What both make of it, if this one reads it.
#[track_caller]
fn compared(text: &str) -> Option<Tree> {
    let plain: Tree = from_str(text)?;
    let whole: Result<Tree, _> = serde_yaml::from_str(text);
    match whole {
        Ok(whole) => assert_eq!(plain, whole, "{text}"),
        Err(error) => panic!("read {plain:?} where there is {error} in\n{text}"),
    }
    Some(plain)
}

#[test]
fn what_people_write_is_read_as_yaml() {
    for text in [
        "a: b\n",
        "a:\n  b: c\n  d:\n    - e\n    - f: 1\n      g: [h, \"i, j\", 'k']\n  l: true\n",
        "# comment\n\na:\n# comment\n- b\n\n  # comment\n- c\nd: e\n",
        "- a: 1\n  b: 2\n-   c: 3\n    d: 4\n- text\n- 25-40\n- 25–40\n- 12 factors\n",
        "a: { b: c, d: [e, f: ], }\n".replace("f: ], ", "f], g: {}").as_str(),
        "a: one line\n  and another\n  and a third\nb: x\n",
        "a: >-\n  folded\n  text: with # signs\nb: >\n  more\nc: |\n  - kept\n  - lines\nd: |-\n  x\n",
        "- >-\n  text\n- |\n  text\n",
        "a: https://example.com/x#y?z=1\nb: C#\nc: it's 8 % (more)\nd: \"a: b # c\"\ne: 'a \"b\"'\n",
        "a: é\nb: 日本語\nc: \"–\"\n",
        "a: []\nb: {}\nc: [[1, 2], [x]]\n",
        "on: yes\nyes: no\ny: n\noff: ~\n".replace('~', "off").as_str(),
        "a: 0\nb: 7\nc: 2022-01-01\nd: 1/2\n",
        "a:\n- b:\n  - c\n  d: e\nf: g\n",
    ] {
        assert!(compared(text).is_some(), "{text}");
    }
}

#[test]
fn all_else_is_left_to_the_whole_parser() {
    for text in [
        "",
        "a: b",
        "a\n",
        "- a\n",
        "a:\n",
        "a: b: c\n",
        "a: b\n c\n".trim_end(),
        "a: b\n\n  c\n",
        "a: >-\n  b\n   \n",
        "a: b # comment\n",
        "a: b\n  # comment\n  c\n",
        "a: *b\n",
        "a: &b c\n",
        "a: !b c\n",
        "a: @b\n",
        "a: \"b\\n\"\n",
        "a: 'it''s'\n",
        "a: \"b\n  c\"\n",
        "a: [b,\n  c]\n",
        "a: [b, c\n",
        "a: [b, , c]\n",
        "a: [b: c]\n",
        "a: null\n",
        "a: ~\n",
        "a: True\n",
        "a: .inf\n",
        "a: inf\n",
        "a: 1.5\n",
        "a: 007\n",
        "a: 0x1F\n",
        "a: 1e3\n",
        "a: -1\n",
        "a:\tb\n",
        "a: b\r\n",
        "a: b \n",
        "a: >-\n  b\n   \n",
        "---\na: b\n",
        "a: b\n...\n",
        "\"a\": b\n",
        "1: b\n",
        "null: b\n",
        "? a\n: b\n",
        "a: |2\n  b\n",
        "a: >\n  b\n\n  c\n",
        "a: >\n  b\n    c\n",
        "a:\n    b: c\n  d: e\n",
        "  a: b\nc: d\n",
        "- a\nb: c\n",
        "a: b\u{85}\n",
        "a: b\u{2028}\n",
        "\u{feff}a: b\n",
    ] {
        if let Some(tree) = from_str::<Tree>(text) {
            // A list alone is plain enough.
            assert_eq!((text, tree), ("- a\n", Tree::List(vec![Tree::Text("a".into())])));
        }
    }
}

#[test]
fn shipped_files_are_read_alike() {
    for (id, text) in builtin::ROADMAPS.iter().chain(&[("skills", builtin::SKILLS)]) {
        assert!(compared(text).is_some(), "{id}");
    }
}

/// Pieces of which lines are made, many of them with a meaning in some place.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a",
        "b",
        "id",
        "title",
        "1",
        "25-40",
        "0",
        "01",
        "1.5",
        "1e3",
        "-1",
        "true",
        "null",
        "~",
        "inf",
        "é",
        "–",
        ":",
        ": ",
        " :",
        "- ",
        "-",
        " ",
        "  ",
        "#",
        " #",
        "# ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        "\"",
        "'",
        ">",
        ">-",
        "|",
        "|-",
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        "?",
        "? ",
        "\\",
        "=",
        "https://x.y/z",
        "x y",
        "...",
        "---",
        "(",
        "/",
    ])
}

fn line() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec![
        "", "", "- ", "a: ", "b:", "- a: ", "- b:", "id: ", "- - ", "-   a: ", "# ", "a: [",
        "a: {b: ", "a: \"", "a: '", "a: >-", "a: |", "- >-",
    ]);
    (0_usize..4, start, prop::collection::vec(piece(), 0..4))
        .prop_map(|(indent, start, pieces)| "  ".repeat(indent) + start + &pieces.concat() + "\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn nothing_is_read_otherwise_than_as_yaml(lines in prop::collection::vec(line(), 1..6)) {
        compared(&lines.concat());
    }

    #[test]
    fn nor_single_values(pieces in prop::collection::vec(piece(), 1..5)) {
        let value = pieces.concat();
        compared(&format!("a: {value}\nb: c\n"));
        compared(&format!("a: [{value}]\n"));
        compared(&format!("- {{ a: {value} }}\n"));
        compared(&format!("{value}: b\n"));
    }

    #[test]
    fn nor_what_a_slip_makes_of_shipped_files(
        file in 0..crate::catalog::builtin::ROADMAPS.len(),
        from in 0..2000_usize,
        slips in prop::collection::vec((0..600_usize, slip()), 1..4),
    ) {
        let lines: Vec<&str> = crate::catalog::builtin::ROADMAPS[file].1.lines().collect();
        let lines = &lines[from % lines.len()..];
        let indent = |line: &str| line.len() - line.trim_start().len();
        let outer = indent(lines[0]);
        let lines = lines.iter().take(15).take_while(|line| indent(line) >= outer);
        let mut text: Vec<char> =
            lines.flat_map(|line| line[outer..].chars().chain(['\n'])).collect();
        for (at, slip) in slips {
            let at = at % (text.len() + 1);
            match slip {
                Some(new) => text.insert(at, new),
                None if at < text.len() => drop(text.remove(at)),
                None => {}
            }
        }
        compared(&text.into_iter().collect::<String>());
    }
}

/// A character too many, or one too few.
fn slip() -> impl Strategy<Value = Option<char>> {
    let signs: Vec<char> = " \n:#-[]{},'\"&*!|>%@`?~.0a\t".chars().collect();
    prop_oneof![3 => prop::sample::select(signs).prop_map(Some), 1 => Just(None)]
}

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::super::object::{Json, split};

/// What `split` makes of a text, as JSON values.
fn taken_apart(text: &str) -> Option<(Vec<(String, Value)>, usize)> {
    let mut fields = Vec::new();
    let length = split(text, |key, value| {
        let value = match value {
            Json::Text(text) => Value::from(text),
            Json::Other(json) => serde_json::from_str(json).expect("a value"),
        };
        fields.push((key.text().expect("a key").into_owned(), value));
    })?;
    Some((fields, length))
}

/// What `serde_json` makes of it.
fn parsed(text: &str) -> Option<(Value, usize)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let value = values.next()?.ok()?;
    value.is_object().then(|| (value, values.byte_offset()))
}

#[track_caller]
fn agree(text: &str) {
    let ours = taken_apart(text).map(|(fields, length)| {
        let map: Map<String, Value> = fields.into_iter().collect();
        (Value::from(map), length)
    });
    assert_eq!(ours, parsed(text), "{text}");
}

#[test]
fn objects_are_what_serde_json_says() {
    for text in [
        "{}",
        "{ }x",
        r#"{"a":1}"#,
        r#"{"a":1}{"b":2}"#,
        r#"{ "a" : 12 , "b" : "c" } ,"#,
        r#"{"a":1,}"#,
        r#"{"a":1 "b":2}"#,
        r#"{"a"}"#,
        "{a:1}",
        r#"{"a":01}"#,
        r#"{"a":1x}"#,
        r#"{"a":1e999}"#,
        r#"{"a":tru}"#,
        r#"{"a":[]}"#,
        r#"{"a":["b"]}"#,
        r#"{"a":["b","c"]}"#,
        r#"{"a":["b", "c"]}"#,
        r#"{"a":["b",]}"#,
        r#"{"a":["b","c]}"#,
        r#"{"a":["b\n","c"]}"#,
        r#"{"a":[1,,2]}"#,
        r#"{"a\n":"b\u0041"}"#,
        r#"{"a":"\ud800"}"#,
        r#"{"a":["\ud800"]}"#,
        r#"{"a":"\x"}"#,
        "{\"a\":\"b\tc\"}",
        "{\"a\":\"\u{1}\"}",
        "{\"a\":\"ünïcödé 日本 \u{7f}\u{85}\"}",
        "{\"a\0\":1}",
        "[1]",
        "",
        "{",
    ] {
        agree(text);
    }
}

#[test]
fn objects_nest_as_deep_as_serde_json_lets_them() {
    for depth in [1, 126, 127, 128, 129, 100_000] {
        agree(&format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth)));
        agree(&format!("{{\"a\":{}", "[".repeat(depth)));
    }
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[ -~]{0,20}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-z]{0,3}", inner, 0..4)
                .prop_map(|map| Value::from(Map::from_iter(map))),
        ]
    })
}

fn objects() -> impl Strategy<Value = String> {
    (prop::collection::btree_map(any::<String>(), values(), 0..6), any::<bool>()).prop_map(
        |(map, pretty)| {
            let value = Value::from(Map::from_iter(map));
            if pretty { format!("{value:#}") } else { value.to_string() }
        },
    )
}

proptest! {
    #[test]
    fn every_object_is_taken_apart(text in objects()) {
        agree(&text);
    }

    #[test]
    fn no_part_of_an_object_is_one(text in objects(), cut in any::<prop::sample::Index>()) {
        let cut = text.floor_char_boundary(cut.index(text.len()));
        prop_assert_eq!(taken_apart(&text[..cut]), None);
    }

    #[test]
    fn what_is_no_object_is_taken_for_none(text in r#"\{["\\a:,1\[\]\{\} u]{0,24}"#) {
        agree(&text);
    }
}

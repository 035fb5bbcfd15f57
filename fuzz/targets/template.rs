//! A template of `--format`: it ends in time, and outputs no control characters of
//! values.
#![no_main]

use career_roadmap::escape::is_unsafe;
use career_roadmap::view::template::Template;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let answer = serde_json::json!({
        "schema": 1,
        "title": "\u{1b}]0;evil\u{7}\u{202e}\u{85}",
        "steps": [{ "id": "a", "\u{1b}[31mkey": [1, 2.5, null, true] }],
    });
    let Ok(template) = Template::parse(source) else { return };
    let Ok(text) = template.render(&answer, true) else { return };
    // Characters in the template itself, or made by a filter, are up to the user.
    if !source.chars().any(is_unsafe) && !source.contains('\\') && !source.contains('|') {
        assert!(!text.chars().any(|c| c != '\n' && is_unsafe(c)), "{text:?}");
    }
});

//! `--format`: minijinja templates filled from the JSON object of an answer.

use std::sync::Arc;
use std::thread;

use minijinja::value::Serde;
use minijinja::{Environment, ErrorKind, UndefinedBehavior, Value};
use serde::Serialize;
use serde_json::Value as Json;

use super::ascii::ascii;
use crate::escape::clean;

/// The maximum size of a template in bytes. [`STACK`] is enough even if an expression
/// nests at every byte.
const LONGEST: usize = 10_000;

/// The size of the stack on which a template is compiled and rendered. The system only
/// allocates what is used.
const STACK: usize = 128 << 20;

/// The number of instructions that a template may run.
const FUEL: u64 = 10_000_000;

/// A template that compiles.
#[derive(Debug, Clone)]
pub struct Template {
    source: Arc<str>,
}

impl Template {
    /// Compiles `source`.
    ///
    /// # Errors
    /// If it does not compile, or is longer than 10,000 bytes.
    pub fn parse(source: &str) -> Result<Self, minijinja::Error> {
        if source.len() > LONGEST {
            let text = format!("a template has at most {LONGEST} bytes");
            return Err(minijinja::Error::new(ErrorKind::SyntaxError, text));
        }
        let source: Arc<str> = source.into();
        on_large_stack(|| environment().template_from_str(&source).map(drop))?;
        Ok(Self { source })
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    /// The template filled from `answer`. Text of the answer, including keys, is
    /// sanitized, and reduced to ASCII unless `unicode`; text of the template is not.
    ///
    /// # Errors
    /// If it uses a field that does not exist, or runs too long.
    pub fn render(
        &self,
        answer: &impl Serialize,
        unicode: bool,
    ) -> Result<String, minijinja::Error> {
        let answer = serde_json::to_value(answer).map_err(|error| {
            minijinja::Error::new(ErrorKind::BadSerialization, error.to_string())
        })?;
        let answer = cleaned(answer, unicode);
        on_large_stack(|| environment().render_str(&self.source, Value::from(Serde(answer))))
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment
}

fn on_large_stack<T: Send>(
    work: impl FnOnce() -> Result<T, minijinja::Error> + Send,
) -> Result<T, minijinja::Error> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let failed =
            |text: &str| minijinja::Error::new(ErrorKind::InvalidOperation, text.to_owned());
        thread
            .map_err(|_| failed("there is not enough memory to fill a template"))?
            .join()
            .map_err(|_| failed("the template cannot be filled"))?
    })
}

fn cleaned(value: Json, unicode: bool) -> Json {
    let text = |text: String| {
        let text = clean(&text);
        if unicode { text.into_owned() } else { ascii(&text).into_owned() }
    };
    match value {
        Json::String(string) => Json::String(text(string)),
        Json::Array(items) => items.into_iter().map(|item| cleaned(item, unicode)).collect(),
        Json::Object(fields) => {
            fields.into_iter().map(|(key, value)| (text(key), cleaned(value, unicode))).collect()
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn render(template: &str, answer: &Json) -> Result<String, minijinja::Error> {
        Template::parse(template)?.render(answer, true)
    }

    #[test]
    fn values_and_keys_are_sanitized_but_not_the_template() {
        let answer = json!({ "title": "a\u{1b}b", "more": { "k\u{202e}": 1 } });
        let out = render("\u{1b}[1m{{ title }}{% for k in more %}{{ k }}{% endfor %}", &answer);
        assert_eq!(out.unwrap(), "\u{1b}[1ma\u{fffd}bk\u{fffd}");
        let ascii =
            Template::parse("é{{ title }}").unwrap().render(&json!({ "title": "–é" }), false);
        assert_eq!(ascii.unwrap(), "é-?");
    }

    #[test]
    fn an_invalid_template_is_an_error() {
        let answer = json!({ "title": "a" });
        for template in ["{{ titel }}", "{{ title", "{% for", "{{ title.no.such }}"] {
            assert!(render(template, &answer).is_err(), "{template}");
        }
        assert!(Template::parse("{% for").is_err());
    }

    #[test]
    fn deep_nesting_does_not_overflow_the_stack() {
        let answer = json!({ "a": 1 });
        let ends = [
            ("not ", "a"),
            ("-", "a"),
            ("(", "a"),
            ("[", "a"),
            ("1~", "a"),
            ("a.a.", "a"),
            ("a|", "abs"),
            ("a if a else ", "a"),
            ("a[", "a"),
            ("1 if ", "a"),
            ("a==", "a"),
            ("a and ", "a"),
        ];
        for (repeated, end) in ends {
            for length in [LONGEST - 20, 4 * LONGEST] {
                let template =
                    format!("{{{{ {}{end} }}}}", repeated.repeat(length / repeated.len()));
                // The result does not matter; it must return.
                let _ = render(&template, &answer);
            }
        }
        let _ = render(&"{% if a %}".repeat(LONGEST / 10), &answer);
        let _ = render(&"{% for b in [1,2] %}".repeat(LONGEST / 20), &answer);
    }

    #[test]
    fn an_endless_template_is_stopped() {
        let loops = "{% for a in range(100000) %}".repeat(5) + &"{% endfor %}".repeat(5);
        assert!(render(&loops, &json!({})).is_err());
    }
}

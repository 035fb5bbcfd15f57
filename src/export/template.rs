//! Formats that are templates: files beside the code, in minijinja, with what is
//! filled in escaped.

use std::borrow::Cow;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use serde::Serialize;

/// A template and those that it includes: their names and sources. The first
/// one is rendered.
pub(super) type Templates = &'static [(&'static str, &'static str)];

/// The first of `templates`, filled from `values`.
///
/// # Panics
/// If the templates do not fit the values, which tests exclude.
pub(super) fn render(templates: Templates, values: &impl Serialize) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax());
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => Ok(out.write_str(&escaped(text))?),
        _ => minijinja::escape_formatter(out, state, value),
    });
    for (name, source) in templates {
        environment.add_template(name, source).expect("the template is right");
    }
    let template = environment.get_template(templates[0].0).expect("it was added");
    let filled = template.render(Value::from(Serde(values)));
    filled.unwrap_or_else(|error| panic!("the template does not fit: {error:#}"))
}

/// Blocks on lines of their own leave no empty lines behind.
fn syntax() -> SyntaxConfig {
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    syntax.build().expect("no delimiter is changed")
}

/// The characters that mean something to HTML and XML, in texts and in quoted
/// attributes. The escaping that minijinja has adds the slash, which makes
/// links twice as long.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

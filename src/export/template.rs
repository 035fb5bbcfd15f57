//! Renders formats that are minijinja templates next to the code. Values are escaped.

use std::fmt;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Output, UndefinedBehavior, Value};
use serde::Serialize;

/// The names and sources of a template and those it includes. The first one is
/// rendered.
pub(super) type Templates = &'static [(&'static str, &'static str)];

/// Renders the first of `templates` with `values`.
///
/// # Panics
/// If the templates do not fit the values, which tests rule out.
pub(super) fn render(templates: Templates, values: &impl Serialize) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax());
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => Ok(write_escaped(out, text)?),
        _ => minijinja::escape_formatter(out, state, value),
    });
    for (name, source) in templates {
        environment.add_template(name, source).expect("the template is right");
    }
    let template = environment.get_template(templates[0].0).expect("it was added");
    let filled = template.render(Value::from(Serde(values)));
    filled.unwrap_or_else(|error| panic!("the template does not fit: {error:#}"))
}

/// Lines with only a block leave no empty lines behind.
fn syntax() -> SyntaxConfig {
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    syntax.build().expect("no delimiter is changed")
}

/// Writes text with special characters of HTML and XML escaped, for text and quoted
/// attributes. The escaping of minijinja also escapes slashes, which makes links much
/// longer.
fn write_escaped(out: &mut Output<'_>, text: &str) -> fmt::Result {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.write_str(&text[written..at])?;
        out.write_str(entity)?;
        written = at + 1;
    }
    out.write_str(&text[written..])
}

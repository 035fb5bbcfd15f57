//! `html`: a roadmap as one page that makes no requests.
//!
//! Everything is readable without scripts. The script adds search, filters, and the
//! details in the picture.

mod charts;
mod model;
mod parts;
mod skills;

use minijinja::Value;
use serde::Serialize;

use super::Answers;
use super::template::{Templates, render};
use crate::view::words;
use model::Page;

pub(super) use model::Evidence;
pub(super) use skills::evidence;

/// The styles, also used by the portfolio.
pub(super) const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The checksums by which the policy allows [`STYLE`] and [`SCRIPT`]. A test keeps them
/// up to date.
pub(super) const STYLE_HASH: &str = include_str!("page.css.sha256");
const SCRIPT_HASH: &str = include_str!("page.js.sha256");

const TEMPLATES: Templates = &[
    ("page.html", include_str!("page.html")),
    ("parts.html", include_str!("parts.html")),
    ("symbols.html", include_str!("symbols.html")),
    ("top.html", include_str!("top.html")),
    ("picture.html", include_str!("picture.html")),
    ("skills.html", include_str!("skills.html")),
    ("skill.html", include_str!("skill.html")),
    ("activity.html", include_str!("activity.html")),
    ("about.html", include_str!("about.html")),
];

/// The content security policy: allows only what has these checksums. `data:` is for
/// the icon, which browsers would otherwise request from a server.
pub(super) fn policy(style: &str, script: Option<&str>) -> String {
    let script = script.map_or("'none'".to_owned(), |hash| format!("'sha256-{}'", hash.trim_end()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src {script}; img-src data:; \
         base-uri 'none'; form-action 'none'",
        style.trim_end()
    )
}

#[derive(Serialize)]
struct Values {
    page: Page,
    /// Not escaped: they are the program's own, and the policy has their checksums.
    style: Value,
    script: Value,
}

/// The page of these roadmaps.
pub(super) fn html(answers: &Answers<'_>) -> String {
    let is_only = answers.roadmaps.len() == 1;
    let roadmaps = answers.roadmaps.iter().map(|roadmap| {
        let key = if is_only { String::new() } else { format!("{}.", roadmap.shown.id) };
        parts::roadmap(roadmap, key, answers.today)
    });
    let roadmaps: Vec<_> = roadmaps.collect();
    let titles = roadmaps.iter().map(|part| format!("{}: {} %", part.title, part.percent));
    let page = Page {
        title: titles.collect::<Vec<_>>().join(", "),
        policy: policy(STYLE_HASH, Some(SCRIPT_HASH)),
        version: env!("CARGO_PKG_VERSION"),
        today: words::date(answers.today, jiff::civil::Date::MIN),
        today_iso: answers.today.to_string(),
        legend: parts::legend(),
        roadmaps,
    };
    let values = Values {
        page,
        style: Value::from_safe_string(STYLE.to_owned()),
        script: Value::from_safe_string(SCRIPT.to_owned()),
    };
    render(TEMPLATES, &values)
}

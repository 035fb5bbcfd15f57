//! A class as one page: the tables of `team`, without script.

mod model;

use std::collections::BTreeMap;

use jiff::civil::Date;
use minijinja::Value;
use serde::Serialize;

use super::html::{STYLE, STYLE_HASH, policy};
use super::template::{Templates, render};
use super::without_unsafe;
use crate::catalog::RoadmapId;
use crate::query::team::Whole;
use crate::view::words;
use model::Page;

const TEAM_STYLE: &str = include_str!("team.css");
/// The checksum of [`TEAM_STYLE`]. A test holds it true.
const TEAM_STYLE_HASH: &str = include_str!("team.css.sha256");

const TEMPLATES: Templates = &[
    ("team.html", include_str!("team.html")),
    ("people.html", include_str!("people.html")),
    ("stages.html", include_str!("stages.html")),
    ("skills.html", include_str!("skills.html")),
    ("head.html", include_str!("../html/head.html")),
    ("symbols.html", include_str!("../html/symbols.html")),
];

/// How people are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeopleNames {
    Keep,
    /// `Person 1` and so on, in the order of the table.
    Replace,
}

#[derive(Serialize)]
struct Values {
    page: Page,
    policy: String,
    version: &'static str,
    today: String,
    today_iso: String,
    /// The program's own, so as they are: the policy has their checksums.
    style: Value,
    team_style: Value,
}

/// The page about a class. It has neither notes nor evidence.
///
/// Whatever names, roadmap files and journals contain, no character of it acts
/// on a terminal.
pub fn team(mut whole: Whole<'_>, today: Date, names: PeopleNames) -> String {
    if names == PeopleNames::Replace {
        replace_names(&mut whole);
    }
    let values = Values {
        page: Page::of(&whole, today),
        policy: policy(&[STYLE_HASH, TEAM_STYLE_HASH], None),
        version: env!("CARGO_PKG_VERSION"),
        today: words::date(today, Date::MIN),
        today_iso: today.to_string(),
        style: Value::from_safe_string(STYLE.to_owned()),
        team_style: Value::from_safe_string(TEAM_STYLE.to_owned()),
    };
    without_unsafe(render(TEMPLATES, &values))
}

/// The ids of roadmaps that are not known here go too: they were made up by the
/// people themselves.
fn replace_names(whole: &mut Whole<'_>) {
    let mut numbers = BTreeMap::new();
    let unknown = RoadmapId::new("unknown").expect("a valid id");
    for (at, row) in (1..).zip(&mut whole.table.people) {
        let number = format!("Person {at}");
        numbers.insert(std::mem::replace(&mut row.person, number.clone()), number);
        if row.percent.is_none() {
            row.roadmap = unknown.clone();
        }
    }
    for row in whole.stages.roadmaps.iter_mut().flat_map(|map| &mut map.people) {
        // Everybody with figures for the stages is in the table.
        row.person = numbers.get(&row.person).cloned().unwrap_or_default();
    }
}

//! The template of a roadmap that extends another.

use super::scalar::scalar;
use crate::catalog::model::{Entry, Ix, Roadmap, RoadmapId};

/// The YAML of a roadmap `id` that changes nothing in `base` yet, with comments that show how to.
/// Without `title` it keeps the title of the base.
pub fn overlay_yaml(id: &RoadmapId, title: Option<&str>, base: &Roadmap) -> String {
    const TEMPLATE: &str = include_str!("overlay.yaml");
    let title = match title {
        Some(title) => format!("title: {}", scalar(title)),
        None => format!("# title: {}", scalar(&base.title)),
    };
    let first = base.skills().map(|(_, entry, _)| entry).next();
    let last = base.skills().map(|(_, entry, _)| entry).next_back();
    let name = |entry: Option<&Entry>| entry.map_or("git", |entry| entry.id.as_str()).to_owned();
    let stage = base.stages().first().map_or("basics", |stage| stage.id.as_str());
    let choice = base.entries().find(|(_, entry)| entry.choose().is_some());
    let keep =
        choice.map(|(ix, entry)| (&entry.id, base.children(ix).take(2).collect::<Vec<Ix>>()));
    let keep = keep.map_or_else(String::new, |(choice, options)| {
        let options: Vec<&str> = options.iter().map(|ix| base.entry(*ix).id.as_str()).collect();
        format!("#   {choice}: {{ only: [{}] }}\n", options.join(", "))
    });
    TEMPLATE
        .replace("BASE", base.id.as_str())
        .replace("TITLE", &title)
        .replace("FIRST", &name(first))
        .replace("LAST", &name(last))
        .replace("STAGE", stage)
        .replace("KEEP\n", &keep)
        .replace(
            "OWN",
            &format!("{}-own", &id.as_str()[..id.as_str().len().min(50)].trim_end_matches('-')),
        )
}

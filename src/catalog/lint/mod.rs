//! Finds everything that is wrong with roadmap files, alone and together.

mod choices;
mod content;
mod cross;
mod files;
mod shared_cycles;
mod summary;

use std::path::PathBuf;

use self::content::Content;
use self::cross::World;
use self::files::{File, Files};
use super::load::Loader;
use super::model::{Month, RoadmapId};
use super::problem::{Code, Problem};
use super::store::Catalog;

/// A review is old after this many months.
const OLD_REVIEW: i32 = 18;

/// The problems of the `targets` (files, folders or ids of roadmaps), or of the whole catalog if
/// there are none, by file, then line.
///
/// A target is checked as part of the catalog, before the user's own files and together with the
/// folder that it is in. `today` decides which reviews are old.
pub fn lint(catalog: &Catalog, targets: &[PathBuf], today: Month) -> Vec<Problem> {
    let Files { mut list, mut problems, is_whole } = Files::gather(catalog, targets);
    let world = World::new(&mut list, catalog, is_whole);
    let files: Vec<_> = list.iter().filter_map(File::named).collect();
    let files: Vec<_> = files.iter().map(|(id, origin)| (id, origin.clone())).collect();
    let loader = Loader { files, shared: &world.shared };
    for file in list.iter_mut().filter(|file| file.is_checked) {
        problems.extend(check(file, &world, &loader, today));
    }
    // Several roadmaps can show the same problem of a shared definition.
    let mut seen = std::collections::HashSet::new();
    problems.retain(|problem| {
        let place = problem.position.as_ref().map(|position| (position.line, position.column));
        seen.insert((problem.file.clone(), place, problem.code, problem.message.clone()))
    });
    problems
}

fn check(file: &mut File, world: &World, loader: &Loader<'_>, today: Month) -> Vec<Problem> {
    match file.content() {
        Content::Unreadable(problem) => vec![*problem],
        Content::Skills(mut checked) => {
            if let Some(value) = &checked.value {
                let found = world.skills(file, value, &checked.source);
                checked.problems.append(found);
            }
            checked.problems.into_list(&checked.source.path)
        }
        Content::Roadmap(checked) => {
            let super::check::Checked { source, value, mut problems } = checked;
            let Some(value) = value else { return problems.into_list(&source.path) };
            if let Some(month) = &value.about().reviewed
                && today.since(month.value) > OLD_REVIEW
            {
                let age = today.since(month.value);
                problems.warning(|| {
                    let message = format!("the last review was {age} months ago");
                    let problem = source.warning(Code::OldReview, month.span, message);
                    problem.help(format!("review the content, then write reviewed: {today}"))
                });
            }
            let found = world.roadmap(file, &value, &source);
            let places = choices::option_spans(&value);
            let id = file.id.clone().unwrap_or_else(stand_in);
            let resolved = loader.resolve(id, file.origin(), value, &source, &mut problems);
            if let Some(roadmap) = resolved {
                choices::dead_ends(&roadmap, &places, &source, &mut problems);
            }
            problems.append(found);
            problems.into_list(&source.path)
        }
    }
}

/// The id of a roadmap whose file name is not one. That is reported, and the file is still checked.
fn stand_in() -> RoadmapId {
    RoadmapId::new("nameless").expect("lower-case letters")
}

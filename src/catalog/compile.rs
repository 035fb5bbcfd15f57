//! Compiles the built-in files for the build script.

use super::builtin::{self, BuiltIn};
use super::check;
use super::model::{Origin, RoadmapId};
use super::resolve::resolve;
use super::shared::Shared;
use super::unresolved::{UnresolvedFile, definitions};

/// Resolves the built-in files. Returns an encoded [`BuiltIn`], and the names of the files that
/// were left out because of errors.
pub fn compile() -> Result<(Vec<u8>, Vec<&'static str>), postcard::Error> {
    let mut broken = Vec::new();
    let mut shared = Shared::default();
    let mut shared_names = Vec::new();
    let mut encoded = Vec::new();
    let skills = check::skills(&builtin::skills()).valid();
    if let Ok((skills, source)) = &skills {
        shared.lay_over(skills, source);
        for definition in definitions(&skills.entries) {
            let at = u32::try_from(encoded.len()).expect("a file of 8 MiB has fewer definitions");
            shared_names.extend(definition.names().map(|name| (name.id.as_str(), at)));
            encoded.push(postcard::to_allocvec(definition)?);
        }
        shared_names.sort_unstable();
    } else {
        broken.push("skills");
    }
    let mut roadmaps = Vec::new();
    for (name, _) in builtin::ROADMAPS {
        let checked = builtin::source(name).map(|source| check::roadmap(&source));
        let id = RoadmapId::new(name).ok();
        let resolved = checked.zip(id).and_then(|(mut checked, id)| match checked.value {
            Some(UnresolvedFile::Roadmap(file)) => {
                let problems = &mut checked.problems;
                resolve(id, Origin::BuiltIn, file, &checked.source, &shared, problems)
            }
            _ => None,
        });
        match resolved {
            Some(roadmap) => roadmaps.push((*name, postcard::to_allocvec(&roadmap)?)),
            None => broken.push(*name),
        }
    }
    let built_in = BuiltIn {
        roadmaps: roadmaps.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect(),
        shared_names,
        shared: encoded.iter().map(Vec::as_slice).collect(),
    };
    Ok((postcard::to_allocvec(&built_in)?, broken))
}

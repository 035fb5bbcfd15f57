//! Reading files and listing folders.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::model::{RoadmapId, slug};
use super::problem::{Code, Problem, Severity};

/// The name of the file of shared definitions.
pub const SKILLS_FILE: &str = "skills.yaml";

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// Some editors write it before UTF-8 text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reads the text of a regular file of at most 8 MiB, in UTF-8.
pub fn read(path: &Path) -> Result<String, Box<Problem>> {
    let refuse = |code, message: String| Problem::of_file(Severity::Error, path, code, message);
    let unreadable = |error: &std::io::Error| {
        let help = match error.kind() {
            ErrorKind::NotFound => "check the path",
            ErrorKind::PermissionDenied => "check its permissions",
            _ => "check the disk",
        };
        Box::new(refuse(Code::Unreadable, format!("cannot read this file: {error}")).help(help))
    };
    let too_large = || {
        let message = format!("this file is larger than {} MiB", MAX_BYTES >> 20);
        Box::new(refuse(Code::TooLarge, message).help("split it into several roadmaps"))
    };
    let not_utf8 =
        |message: String| Box::new(refuse(Code::NotUtf8, message).help("save it as UTF-8 text"));
    // Checked before opening: opening a named pipe waits for its writer.
    let about = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !about.is_file() {
        let problem = refuse(Code::NotAFile, "this is not a regular file".to_owned());
        return Err(Box::new(problem.help("a roadmap is a text file")));
    }
    if about.len() > MAX_BYTES {
        return Err(too_large());
    }
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0) + 1);
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(not_utf8("this file is in UTF-16, not UTF-8".to_owned()));
    }
    if bytes.contains(&0) {
        return Err(not_utf8("this file contains NUL bytes: it is not text".to_owned()));
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.split(|byte| *byte == b'\n').count();
        not_utf8(format!("line {line} is not UTF-8"))
    })?;
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len_utf8());
    }
    Ok(text)
}

/// The contents of a folder.
#[derive(Debug, Default)]
pub struct Found {
    pub roadmaps: Vec<(RoadmapId, PathBuf)>,
    /// Its `skills.yaml`.
    pub skills: Option<PathBuf>,
    pub problems: Vec<Problem>,
}

/// Lists a folder; a missing one is a problem if it is `required`.
pub fn list(folder: &Path, required: bool) -> Found {
    let mut found = Found::default();
    let names = std::fs::read_dir(folder).and_then(|entries| {
        entries.map(|entry| Ok(entry?.file_name())).collect::<Result<Vec<_>, _>>()
    });
    let mut names = match names {
        Ok(names) => names,
        Err(error) if error.kind() == ErrorKind::NotFound && !required => return found,
        Err(error) => {
            let message = format!("cannot list this folder: {error}");
            found.problems.push(Problem::of_file(
                Severity::Error,
                folder,
                Code::Unreadable,
                message,
            ));
            return found;
        }
    };
    names.sort();
    for name in names {
        let shown = name.to_string_lossy();
        let is_yaml = shown.rsplit_once('.').is_some_and(|(_, extension)| {
            extension.eq_ignore_ascii_case("yml") || extension.eq_ignore_ascii_case("yaml")
        });
        if !is_yaml || shown.starts_with('.') {
            continue; // Hidden files are left behind by editors and file synchronisers.
        }
        let path = folder.join(&name);
        if let Some(problem) = name_problem(&path) {
            found.problems.push(problem);
        } else if shown == SKILLS_FILE {
            found.skills = Some(path);
        } else if let Some(id) = roadmap_id(&path) {
            found.roadmaps.push((id, path));
        }
    }
    found
}

/// The id of the roadmap in a file with this name.
pub fn roadmap_id(path: &Path) -> Option<RoadmapId> {
    RoadmapId::new(&path.file_stem()?.to_string_lossy()).ok()
}

/// Why a file with this name is not read from a folder.
pub fn name_problem(path: &Path) -> Option<Problem> {
    if path.file_name().is_some_and(|name| name == SKILLS_FILE) {
        return None;
    }
    let stem = path.file_stem()?.to_string_lossy();
    if path.extension().is_none_or(|extension| extension != "yaml") {
        let message = "only files with names ending in .yaml are read from a folder";
        let problem = Problem::of_file(Severity::Warning, path, Code::FileName, message);
        // A line break in a name would break the layout of the help.
        let is_plain = !stem.contains(char::is_control);
        let help = format!("rename it to {stem}.yaml");
        return Some(if is_plain { problem.help(help) } else { problem });
    }
    let bad = RoadmapId::new(&stem).err()?;
    let message = format!("the name of the file is the id of the roadmap, and {bad}");
    let problem = Problem::of_file(Severity::Error, path, Code::FileName, message);
    Some(match slug(&stem).filter(|id| RoadmapId::new(id).is_ok()) {
        Some(id) => problem.help(format!("rename it to {id}.yaml")),
        None => problem.help("choose another name"),
    })
}

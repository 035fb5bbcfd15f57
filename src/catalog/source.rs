//! Files and folders: what is read, and how much of it.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::id::{RoadmapId, slug};
use super::problem::{Code, Problem, Severity};

/// The name of the file of shared definitions.
pub const SKILLS_FILE: &str = "skills.yaml";

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// Some editors put it in front of UTF-8 text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The text of a file: a regular file, not too large, in UTF-8.
pub fn read(path: &Path) -> Result<String, Box<Problem>> {
    let refuse = |code, message: String, help: Option<&str>| {
        let help = help.map(str::to_owned);
        Box::new(problem(Severity::Error, path, code, message, help))
    };
    let unreadable = |error: &std::io::Error| {
        refuse(Code::Unreadable, format!("this file cannot be read: {error}"), None)
    };
    let too_large = || {
        let message = format!("this file has more than {} MiB", MAX_BYTES >> 20);
        refuse(Code::TooLarge, message, Some("split it into several roadmaps"))
    };
    // Before it is opened: to open a named pipe waits for its writer.
    let about = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !about.is_file() {
        return Err(refuse(Code::NotAFile, "this is not a regular file".to_owned(), None));
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
        let help = Some("save it as UTF-8");
        return Err(refuse(Code::NotUtf8, "this file is in UTF-16, not UTF-8".to_owned(), help));
    }
    if bytes.contains(&0) {
        let help = Some("save it as UTF-8 text");
        let message = "this file has NUL bytes: it is not a text file".to_owned();
        return Err(refuse(Code::NotUtf8, message, help));
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
        let message = format!("line {} is not UTF-8", before.matches('\n').count() + 1);
        refuse(Code::NotUtf8, message, Some("save the file as UTF-8"))
    })?;
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len_utf8());
    }
    Ok(text)
}

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Found {
    /// By id.
    pub roadmaps: Vec<(RoadmapId, PathBuf)>,
    /// Its `skills.yaml`.
    pub skills: Option<PathBuf>,
    pub problems: Vec<Problem>,
}

/// Lists a folder; one that is `wanted` has to be there.
pub fn list(folder: &Path, wanted: bool) -> Found {
    let mut found = Found::default();
    let names = std::fs::read_dir(folder).and_then(|entries| {
        entries.map(|entry| Ok(entry?.file_name())).collect::<Result<Vec<_>, _>>()
    });
    let mut names = match names {
        Ok(names) => names,
        Err(error) if error.kind() == ErrorKind::NotFound && !wanted => return found,
        Err(error) => {
            let message = format!("this folder cannot be listed: {error}");
            found.problems.push(problem(Severity::Error, folder, Code::Unreadable, message, None));
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
            continue; // Editors and file synchronisers leave files with a dot in front.
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

/// The id of the roadmap in a file of this name.
pub fn roadmap_id(path: &Path) -> Option<RoadmapId> {
    RoadmapId::new(&path.file_stem()?.to_string_lossy()).ok()
}

/// Why a file of this name is not read from a folder.
pub fn name_problem(path: &Path) -> Option<Problem> {
    if path.file_name().is_some_and(|name| name == SKILLS_FILE) {
        return None;
    }
    let stem = path.file_stem()?.to_string_lossy();
    if path.extension().is_none_or(|extension| extension != "yaml") {
        let message = "only files whose names end in .yaml are read from a folder";
        let is_name = !stem.contains(char::is_control);
        let help = is_name.then(|| format!("name it {stem}.yaml"));
        return Some(problem(Severity::Warning, path, Code::FileName, message.to_owned(), help));
    }
    let bad = RoadmapId::new(&stem).err()?;
    let message = format!("a roadmap has the name of its file, and {bad}");
    let help = slug(&stem).filter(|id| *id != stem).map(|id| format!("name it {id}.yaml"));
    Some(problem(Severity::Error, path, Code::FileName, message, help))
}

fn problem(
    severity: Severity,
    file: &Path,
    code: Code,
    message: String,
    help: Option<String>,
) -> Problem {
    Problem { severity, file: file.to_owned(), place: None, code, message, help }
}

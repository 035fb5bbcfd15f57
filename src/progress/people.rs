//! The journals of other people: a folder or a file for each of them.
//!
//! These files were written by somebody else, so they may contain anything. What cannot be read is
//! reported and left out; the rest is still read.

use std::ffi::OsStr;
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::error::JournalError;
use super::file::{self, DEFAULT_NAME, MAX_FILE};
use super::log::Log;
use super::warning::LogWarning;

/// Somebody who has a journal, named after the folder or file that it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    /// The folder that contains their folder or file.
    place: PathBuf,
    sources: Vec<Source>,
}

/// The people of some folders, by name, and what was left out.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct People {
    pub people: Vec<Person>,
    pub problems: Vec<PersonProblem>,
}

/// Something that was left out, or not read whole.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PersonProblem {
    pub person: String,
    pub message: String,
}

/// A journal that was read, and the problems of its files.
#[derive(Debug)]
pub struct PersonLog {
    pub log: Log,
    pub problems: Vec<PersonProblem>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    /// Every `progress*.jsonl` in it.
    Folder(PathBuf),
    File(PathBuf),
}

impl People {
    /// Lists the people of `places`, without reading a journal.
    ///
    /// A place is a folder of people: of folders with `progress*.jsonl`, and of files `NAME.jsonl`.
    /// It may also be one person's folder or file. A folder without a journal is not a person.
    /// Hidden entries are skipped; links are not followed, since they may lead anywhere. People
    /// with the same name in several folders are distinguished by the name of the folder.
    ///
    /// # Errors
    /// When a place cannot be listed.
    pub fn find(places: &[PathBuf]) -> Result<Self, JournalError> {
        let mut found = Self::default();
        for place in places {
            let failed = |error| JournalError::Read { path: place.clone(), error };
            if fs::metadata(place).map_err(failed)?.is_file() {
                let source = Source::File(place.clone());
                found.people.push(Person::alone(place, stem(place), source));
            } else {
                found.list(place).map_err(failed)?;
            }
        }
        found.merge();
        found.problems.sort_by(|one, other| one.person.cmp(&other.person));
        Ok(found)
    }

    /// Merges everything with the same name in the same folder into one person, and makes the other
    /// names unique.
    fn merge(&mut self) {
        self.people.sort_by(|one, other| (&one.name, &one.place).cmp(&(&other.name, &other.place)));
        self.people.dedup_by(|next, person| {
            let is_same = next.name == person.name && next.place == person.place;
            if is_same {
                person.sources.append(&mut next.sources);
            }
            is_same
        });
        for namesakes in self.people.chunk_by_mut(|one, other| one.name == other.name) {
            if namesakes.len() == 1 {
                continue;
            }
            let mut folders: Vec<String> =
                namesakes.iter().map(|person| folder_name(&person.place)).collect();
            folders.sort();
            let are_different = folders.windows(2).all(|pair| pair[0] != pair[1]);
            for person in namesakes {
                let folder = folder_name(&person.place);
                let whole = person.place.to_string_lossy();
                let folder = if are_different { &*folder } else { &*whole };
                person.name = format!("{folder}/{}", person.name);
            }
        }
    }

    /// Adds the people of a folder.
    fn list(&mut self, folder: &Path) -> io::Result<()> {
        let mut is_person = false;
        let real = fs::canonicalize(folder)?;
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let kind = entry.file_type()?;
            let is_journal = has_journal_name(&name);
            if kind.is_symlink() {
                if is_journal || entry.path().is_dir() {
                    let message = "is a link, which is not followed: name its target instead";
                    self.problem(&name.to_string_lossy(), message);
                }
            } else if is_journal && is_copy(&name) {
                is_person = true;
            } else {
                self.people.extend(person(&entry, kind, is_journal, &real));
            }
        }
        if is_person {
            let source = Source::Folder(folder.to_owned());
            self.people.push(Person::alone(folder, folder_name(folder), source));
        }
        Ok(())
    }

    fn problem(&mut self, person: &str, message: &str) {
        let (person, message) = (person.to_owned(), message.to_owned());
        self.problems.push(PersonProblem { person, message });
    }
}

impl Person {
    fn new(name: String, place: PathBuf, source: Source) -> Self {
        Self { name, place, sources: vec![source] }
    }

    /// A person whose own folder or file was given.
    fn alone(path: &Path, name: String, source: Source) -> Self {
        // The path itself may be a link, or end with dots.
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        Self::new(name, file::folder_of(&real).to_owned(), source)
    }

    /// Reads the journal. `Ok(None)` if there is none.
    ///
    /// All files of a person together are read up to 64 MiB and a million events.
    ///
    /// # Errors
    /// Why nothing could be read.
    pub fn read(&self) -> Result<Option<PersonLog>, PersonProblem> {
        let mut problems = Vec::new();
        let paths = self.paths().map_err(|error| self.problem(error.to_string()))?;
        let (mut files, mut left) = (Vec::new(), MAX_FILE);
        for path in paths {
            match read_regular(&path) {
                Ok(Some(bytes)) if bytes.len() > left && !files.is_empty() => {
                    let message = format!(
                        "{} is left out: all files together are longer than 64 MiB",
                        path.display()
                    );
                    problems.push(self.problem(message));
                }
                Ok(Some(bytes)) => {
                    left = left.saturating_sub(bytes.len());
                    files.push((path, bytes));
                }
                Ok(None) => {}
                Err(message) => problems.push(self.problem(message)),
            }
        }
        if files.is_empty() {
            return problems.pop().map_or(Ok(None), Err);
        }
        let log = Log::parse(files);
        if log.is_empty()
            && let Some((place, why)) = log.foreign().next()
        {
            return Err(self.problem(format!("left out, no journal: {why}, at {place}")));
        }
        problems.extend(log.warnings().iter().map(|warning| self.problem(explain(warning))));
        Ok(Some(PersonLog { log, problems }))
    }

    fn paths(&self) -> Result<Vec<PathBuf>, JournalError> {
        let mut paths = Vec::new();
        for source in &self.sources {
            match source {
                Source::Folder(folder) => {
                    paths.push(folder.join(DEFAULT_NAME));
                    paths.extend(file::list_copies(folder)?);
                }
                Source::File(path) => paths.push(path.clone()),
            }
        }
        Ok(paths)
    }

    fn problem(&self, message: String) -> PersonProblem {
        PersonProblem { person: self.name.clone(), message }
    }
}

fn person(entry: &DirEntry, kind: FileType, is_journal: bool, place: &Path) -> Option<Person> {
    let path = entry.path();
    if kind.is_dir() {
        let name = entry.file_name().to_string_lossy().into_owned();
        Some(Person::new(name, place.to_owned(), Source::Folder(path)))
    } else {
        is_journal.then(|| Person::new(stem(&path), place.to_owned(), Source::File(path)))
    }
}

/// Reads a regular file; `None` if there is none. A link or anything else is an error.
fn read_regular(path: &Path) -> Result<Option<Vec<u8>>, String> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Ok(data) if data.is_symlink() => {
            return Err(format!("{} is a link, which is not followed", path.display()));
        }
        _ => {}
    }
    file::read(path).map_err(|error| match error {
        JournalError::NotAFile { path, what } => format!("{} is {what}", path.display()),
        other => other.to_string(),
    })
}

fn explain(warning: &LogWarning<'_>) -> String {
    match warning {
        LogWarning::Foreign { lines: 1, first } => format!("1 line skipped, at {first}"),
        LogWarning::Foreign { lines, first } => format!("{lines} lines skipped, first at {first}"),
        LogWarning::Newer { events: 1 } => "1 event of a newer version of roadmap".to_owned(),
        LogWarning::Newer { events } => format!("{events} events of a newer version of roadmap"),
        other => other.to_string(),
    }
}

fn has_journal_name(name: &OsStr) -> bool {
    name.as_encoded_bytes().ends_with(b".jsonl")
}

/// Whether it is one of the names that a person's own journal has.
fn is_copy(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b"progress")
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The name of a folder, even if it was given as `.`.
fn folder_name(folder: &Path) -> String {
    let real = || fs::canonicalize(folder).ok()?.file_name().map(OsStr::to_owned);
    let name = folder.file_name().map(OsStr::to_owned).or_else(real);
    name.unwrap_or_else(|| folder.as_os_str().to_owned()).to_string_lossy().into_owned()
}

//! `prompt`: a line for the shell's prompt. Looked for before clap, since a
//! shell runs it at every prompt.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::sleep;
use std::time::SystemTime;

use career_roadmap::catalog::{Catalog, Folders, Origin, RoadmapId};
use career_roadmap::progress::Journal;
use career_roadmap::prompt::{Cache, Inputs, Prompt};
use career_roadmap::query::Evaluation;
use career_roadmap::view::escape::ascii;
use career_roadmap::view::json;
use career_roadmap::view::template::Template;
use serde::Serialize;

use crate::cli::context::DEFAULT_ROADMAP;
use crate::cli::env::{self, Places};
use crate::cli::output::Answer;

/// A short line for the prompt of your shell: nothing at all where anything fails
#[derive(Debug, clap::Args)]
#[command(after_help = "Prints nothing before the first event, and never fails.\n\n\
    Examples:\n  roadmap prompt\n  roadmap prompt --plain\n  \
    roadmap prompt --format '{{ roadmap }} {{ done }}/{{ required }}'")]
pub struct Args {
    #[command(flatten)]
    answer: Answer,
}

/// What was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Request {
    roadmaps: Vec<PathBuf>,
    journal: Option<PathBuf>,
    plain: bool,
    json: bool,
    template: Option<String>,
}

/// The object of the answer.
#[derive(Serialize)]
struct Versioned<'a> {
    schema: u32,
    #[serde(flatten)]
    prompt: &'a Prompt<'a>,
}

impl Request {
    /// Reads the arguments of this process if they are a plain `prompt`, with
    /// flags that stand once and have values that need no thought. `None` leaves
    /// them to clap, which knows the same flags, help and what is wrong.
    pub fn scan(args: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let mut request = Self::default();
        let mut is_prompt = false;
        let mut args = args.into_iter().map(|arg| arg.into_string().ok());
        while let Some(arg) = args.next() {
            let arg = arg?;
            let (flag, value) = match arg.split_once('=') {
                Some((flag, value)) if flag.starts_with("--") => (flag, Some(value.to_owned())),
                _ => (&*arg, None),
            };
            let mut value = || {
                let value = value.clone().or_else(|| args.next()?)?;
                (!value.is_empty() && !value.starts_with('-')).then_some(value)
            };
            match flag {
                "prompt" if !is_prompt => is_prompt = true,
                "--roadmaps" => request.roadmaps.push(value()?.into()),
                "--progress" if request.journal.is_none() => {
                    request.journal = Some(value()?.into());
                }
                "--plain" if !request.plain && arg == flag => request.plain = true,
                "--json" if is_prompt && !request.json && arg == flag => request.json = true,
                "--format" if is_prompt && request.template.is_none() => {
                    request.template = Some(value()?);
                }
                _ => return None,
            }
        }
        (is_prompt && !(request.json && request.template.is_some())).then_some(request)
    }

    /// What clap read.
    pub fn new(global: crate::cli::Global, args: Args) -> Self {
        // `--color` changes nothing: a prompt's colours are the shell's.
        let crate::cli::Global { roadmaps, progress: journal, plain, color: _ } = global;
        let (json, template) = args.answer.into_parts();
        Self { roadmaps, journal, plain, json, template }
    }

    /// Prints the line, or nothing: a broken file must not break a prompt, and
    /// nobody reads an error there.
    pub fn run(mut self) -> ExitCode {
        self.plain |= env::plain();
        let unicode = env::unicode();
        if let Some(text) = self.answer(unicode) {
            let text = if unicode { text.into() } else { ascii(&text) };
            let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
            let mut stdout = std::io::stdout().lock();
            let written = stdout.write_all(text.as_bytes());
            // Whoever reads may have gone, and that is no failure either.
            let _ = written.and_then(|()| stdout.write_all(end.as_bytes()));
            let _ = stdout.flush();
        }
        ExitCode::SUCCESS
    }

    /// What was kept, or else what the files say, which is kept.
    fn answer(&self, unicode: bool) -> Option<String> {
        let places = Places::find(&self.roadmaps, self.journal.as_deref()).ok()?;
        let places = Places {
            journal: absolute(places.journal),
            roadmaps: places.roadmaps.into_iter().map(absolute).collect(),
            ..places
        };
        let cache = self.cache(&places, unicode);
        if let Some(kept) = cache.as_ref().and_then(Cache::load) {
            return Some(kept);
        }
        let mut inputs = Inputs::new();
        let answer = self.make(places, unicode, &mut inputs)?;
        if let Some(cache) = cache {
            cache.store(&answer, &inputs);
        }
        Some(answer)
    }

    /// The place of this answer, if it can be kept.
    fn cache(&self, places: &Places, unicode: bool) -> Option<Cache> {
        let form = match &self.template {
            Some(template) => template,
            None if self.json => "--json",
            None if self.plain => "--plain",
            None => "",
        };
        let kind = if self.template.is_some() { "--format" } else { "" };
        let characters = if unicode { "unicode" } else { "ascii" };
        let mut question = Vec::with_capacity(4 + places.roadmaps.len());
        question.extend([kind, form, characters, steady(&places.journal)?]);
        for folder in &places.roadmaps {
            question.push(steady(folder)?);
        }
        Some(Cache::new(&env::cache_dir()?, question))
    }

    /// Makes the answer from the files, each of which is noted before it is read.
    #[expect(clippy::disallowed_methods, reason = "compared with the times of files")]
    fn make(&self, places: Places, unicode: bool, inputs: &mut Inputs) -> Option<String> {
        let journal = Journal::new(places.journal);
        inputs.add([journal.path()]);
        inputs.add(journal.folders());
        inputs.add(&places.roadmaps);
        sleep(inputs.unsettled(SystemTime::now()));
        inputs.add(journal.candidates().ok()?);
        sleep(inputs.unsettled(SystemTime::now()));
        let progress = journal.read().ok()?.progress();
        if progress.is_empty() {
            return None;
        }
        let catalog = Catalog::open(&Folders { user: places.roadmaps, named: false });
        let chosen = progress.roadmaps_in_use();
        let default = RoadmapId::new(DEFAULT_ROADMAP).ok()?;
        let candidates = if chosen.is_empty() { std::slice::from_ref(&default) } else { chosen };
        let current = candidates.iter().find_map(|id| catalog.listing(id.as_str()))?;
        let mut files = catalog.skills_files().to_vec();
        if let Origin::File(path) = &current.origin {
            files.push(path.clone());
        }
        inputs.add_edited(files, SystemTime::now());
        let roadmap = catalog.load(&current.id).ok()?;
        let prompt = &Prompt::of(&Evaluation::new(&roadmap, &progress));
        let versioned = Versioned { schema: 1, prompt };
        if self.json {
            return json::to_json(&versioned, !unicode).ok();
        }
        match &self.template {
            Some(template) => Template::parse(template).ok()?.render(&versioned, unicode).ok(),
            None => Some(prompt.line(self.plain)),
        }
    }
}

/// A path that can name a file in what is kept.
fn steady(path: &Path) -> Option<&str> {
    path.to_str().filter(|_| path.is_absolute())
}

/// The same path wherever the program is run.
fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(args: &[&str]) -> Option<Request> {
        Request::scan(args.iter().map(OsString::from))
    }

    #[test]
    fn plain_requests_need_no_clap() {
        let prompt = Request::default();
        assert_eq!(scan(&["prompt"]), Some(prompt));
        let all = Request {
            roadmaps: vec!["a".into(), "b".into()],
            journal: Some("j".into()),
            plain: true,
            json: false,
            template: Some("{{ a = b }}".into()),
        };
        let args = ["--roadmaps", "a", "--progress=j", "prompt", "--plain", "--roadmaps=b"];
        assert_eq!(scan(&[&args[..], &["--format={{ a = b }}"]].concat()), Some(all));
        assert!(scan(&["prompt", "--json"]).is_some_and(|request| request.json));
    }

    #[test]
    fn all_else_is_left_to_clap() {
        for args in [
            &[][..],
            &["next"],
            &["next", "prompt"],
            &["prompt", "next"],
            &["prompt", "prompt"],
            &["prompt", "--help"],
            &["prompt", "-h"],
            &["prompt", "--bogus"],
            &["prompt", "--format"],
            &["prompt", "--format", "--plain"],
            &["prompt", "--format", "a", "--format", "b"],
            &["prompt", "--json", "--format", "a"],
            &["prompt", "--plain", "--plain"],
            &["prompt", "--plain=true"],
            &["prompt", "--color", "never"],
            &["prompt", "--progress="],
            &["--json", "prompt"],
            &["--", "prompt"],
            &["--progress", "prompt"],
        ] {
            assert_eq!(scan(args), None, "{args:?}");
        }
    }
}

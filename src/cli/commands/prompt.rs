//! `prompt`: prints a line for the shell's prompt. Since a shell runs it at every
//! prompt, simple arguments are parsed here, without the cost of clap.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::Write as _;
use std::panic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::sleep;
use std::time::SystemTime;

use anyhow::{Context as _, Result};
use career_roadmap::cache::{Entries, Inputs, Stamped};
use career_roadmap::catalog::{Catalog, Folders, Origin, RoadmapId};
use career_roadmap::escape::clean;
use career_roadmap::progress::Journal;
use career_roadmap::query::Evaluation;
use career_roadmap::view::ascii::ascii;
use career_roadmap::view::json;
use career_roadmap::view::prompt::Prompt;
use career_roadmap::view::template::Template;
use serde::Serialize;

use crate::cli::context::DEFAULT_ROADMAP;
use crate::cli::env::{self, Color, Places};
use crate::cli::error;
use crate::cli::memory;
use crate::cli::output::Answer;
use crate::cli::signals;

/// Print one short line for your shell's prompt, or nothing if anything fails
#[derive(Debug, clap::Args)]
#[command(after_help = "Prints nothing before the first event, and never fails.\n\n\
    Examples:\n  roadmap prompt\n  roadmap prompt --plain\n  \
    roadmap prompt --format '{{ roadmap }} {{ done }}/{{ required }}'\n  \
    roadmap prompt --check --format '{{ roadmap }}'")]
pub struct Args {
    /// Report what is wrong instead of staying silent
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    answer: Answer,
}

/// The parsed arguments.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Request {
    roadmaps: Vec<PathBuf>,
    journal: Option<PathBuf>,
    plain: bool,
    json: bool,
    template: Option<String>,
    check: bool,
}

/// The JSON object of the answer.
#[derive(Serialize)]
struct Versioned<'a> {
    schema: u32,
    #[serde(flatten)]
    prompt: &'a Prompt<'a>,
}

/// Whether these invalid arguments belong to a `prompt` that must stay silent.
pub fn is_silent(args: impl IntoIterator<Item = OsString>) -> bool {
    let args: Vec<_> = args.into_iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let mut words = args.iter();
    let command = loop {
        match words.next().map(String::as_str) {
            Some("--roadmaps" | "--progress" | "--color" | "--format") => {
                words.next();
            }
            Some(flag) if flag.starts_with('-') => {}
            word => break word,
        }
    };
    command == Some("prompt") && !args.iter().any(|arg| arg == "--check")
}

impl Request {
    /// Parses the arguments if they are a simple `prompt`: every flag at most once,
    /// every value unambiguous. `None` leaves them to clap, which accepts the same
    /// flags, prints help and reports errors.
    pub fn scan(args: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let mut request = Self::default();
        let (mut is_prompt, mut has_early_folders) = (false, false);
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
                // Folders given after the command replace those before it.
                "--roadmaps" if is_prompt && has_early_folders => return None,
                "--roadmaps" => {
                    has_early_folders |= !is_prompt;
                    request.roadmaps.push(value()?.into());
                }
                "--progress" if request.journal.is_none() => {
                    request.journal = Some(value()?.into());
                }
                "--plain" if !request.plain && arg == flag => request.plain = true,
                "--json" if is_prompt && !request.json && arg == flag => request.json = true,
                "--format" if is_prompt && request.template.is_none() => {
                    request.template = Some(value()?);
                }
                "--check" if is_prompt && !request.check && arg == flag => request.check = true,
                _ => return None,
            }
        }
        (is_prompt && !(request.json && request.template.is_some())).then_some(request)
    }

    /// The request from arguments that clap parsed.
    pub fn new(global: crate::cli::Global, args: Args) -> Self {
        // `--color` has no effect: the shell sets the colours of a prompt.
        let crate::cli::Global { roadmaps, progress: journal, plain, color: _, no_pager: _ } =
            global;
        let (json, template) = args.answer.into_parts();
        Self { roadmaps, journal, plain, json, template, check: args.check }
    }

    /// Prints the line. If anything fails it prints nothing and succeeds: a
    /// broken file must not break a prompt, and nobody reads an error there.
    pub fn run(mut self) -> ExitCode {
        if self.check {
            return self.report();
        }
        panic::set_hook(Box::new(|_| {}));
        // A panic must not break the prompt either.
        let _ = panic::catch_unwind(move || {
            self.plain |= env::plain();
            self.answer(env::unicode());
        });
        ExitCode::SUCCESS
    }

    /// Prints the stored answer, or makes, prints and stores a new one. `None` if it
    /// could not be stored.
    fn answer(&self, unicode: bool) -> Option<()> {
        let places = self.places().ok()?;
        let stored = self.stored(&places, unicode);
        if let Some(text) = stored.as_ref().and_then(Stamped::load) {
            if self.template.is_some() {
                // A template may have escapes, and the values in it were cleaned. Nobody else
                // can have written the entry.
                print(&text, unicode);
            } else {
                print(&text.split('\n').map(clean).collect::<Vec<_>>().join("\n"), unicode);
            }
            return Some(());
        }
        signals::end_silently_on_abort();
        if let Some(stored) = &stored {
            stored.prepare();
        }
        let mut inputs = Inputs::new();
        let made = self.make(&places, unicode, &mut inputs).or_else(|_| {
            // Try again: a temporary failure must not be stored.
            inputs = Inputs::new();
            self.make(&places, unicode, &mut inputs)
        });
        // A failure that persists lasts until a file changes, so store an empty answer.
        let text = made.unwrap_or_default().unwrap_or_default();
        print(&text, unicode);
        stored?.store(&text, &inputs);
        Some(())
    }

    /// Makes and prints the answer without the store; reports errors.
    fn report(mut self) -> ExitCode {
        self.plain |= env::plain();
        let unicode = env::unicode();
        let made = self.places().and_then(|places| self.make(&places, unicode, &mut Inputs::new()));
        let style = env::error_style(Color::Auto, self.plain);
        match made {
            Ok(Some(text)) => print(&text, unicode),
            Ok(None) => error::hint("nothing is recorded yet, so the prompt is empty", &style),
            Err(error) => return error::exit(Err(error), &style, false),
        }
        ExitCode::SUCCESS
    }

    fn places(&self) -> Result<Places> {
        let places = Places::find(&self.roadmaps, self.journal.as_deref())?;
        Ok(Places {
            journal: absolute(places.journal),
            roadmaps: places.roadmaps.into_iter().map(absolute).collect(),
            ..places
        })
    }

    /// The cache entry of this answer, if it can be stored.
    fn stored(&self, places: &Places, unicode: bool) -> Option<Stamped> {
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
        Some(Stamped::new(&env::cache_dir()?, question))
    }

    /// Makes the answer from the files. Each file is added to `inputs` before it is
    /// read. `None` if nothing has been recorded yet.
    #[expect(clippy::disallowed_methods, reason = "compared with the times of files")]
    fn make(&self, places: &Places, unicode: bool, inputs: &mut Inputs) -> Result<Option<String>> {
        let journal = Journal::new(places.journal.clone());
        inputs.add([journal.path()]);
        inputs.add(journal.folders());
        inputs.add(&places.roadmaps);
        sleep(inputs.unsettled(SystemTime::now()));
        inputs.add(journal.candidates()?);
        sleep(inputs.unsettled(SystemTime::now()));
        let progress = journal.read()?.progress();
        if progress.is_empty() {
            return Ok(None);
        }
        let cache = env::cache_dir().map(|folder| Entries::new(&folder));
        let catalog = Catalog::open(&Folders { user: places.roadmaps.clone(), named: false })
            .with_cache(cache);
        let chosen = progress.roadmaps_in_use();
        let default = RoadmapId::new(DEFAULT_ROADMAP)?;
        // A folder that cannot be listed may have the chosen roadmaps.
        let is_listed =
            |folder: &PathBuf| catalog.folder_problems().iter().all(|of| of.file != *folder);
        let instead = places.roadmaps.iter().all(is_listed).then_some(&default);
        let current = chosen
            .iter()
            .chain(instead)
            .find_map(|id| catalog.listing(id.as_str()))
            .context("cannot find a file of any roadmap")?;
        let mut files = catalog.skills_files().to_vec();
        if let Origin::File(path) = &current.origin {
            files.push(path.clone());
        }
        inputs.add_edited(files, SystemTime::now());
        let mut roadmap = catalog.load(&current.id)?;
        // Files must be added to `inputs` before they are read, but which files a roadmap
        // extends is only known after reading it, so load it again.
        let again;
        if roadmap.extends.is_some() {
            inputs.add_edited(catalog.roadmap_files(), SystemTime::now());
            again = Catalog::open(&Folders { user: places.roadmaps.clone(), named: false });
            roadmap = again.load(&current.id)?;
        }
        let prompt = &Prompt::of(&Evaluation::new(&roadmap, &progress));
        let versioned = Versioned { schema: 1, prompt };
        let text = if self.json {
            json::to_json(&versioned, !unicode)?
        } else if let Some(template) = &self.template {
            Template::parse(template)
                .and_then(|parsed| memory::limited(|| parsed.render(&versioned, unicode)))
                .with_context(|| {
                    format!("the template '{}' does not fit a prompt", excerpt(template))
                })?
        } else {
            prompt.line(self.plain)
        };
        Ok(Some(text))
    }
}

/// Prints an answer, with a newline at the end. Errors are ignored: the reader may be
/// gone.
fn print(text: &str, unicode: bool) {
    let text = if unicode { text.into() } else { ascii(text) };
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(text.as_bytes());
    let written = written.and_then(|()| stdout.write_all(end.as_bytes()));
    let _ = written.and_then(|()| stdout.flush());
}

/// The first 60 characters.
fn excerpt(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// The path as text, if it does not depend on the working directory.
fn steady(path: &Path) -> Option<&str> {
    path.to_str().filter(|_| path.is_absolute())
}

fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::cli::{Cli, Command};

    fn scan(args: &[&str]) -> Option<Request> {
        Request::scan(args.iter().map(OsString::from))
    }

    #[test]
    fn simple_requests_are_scanned() {
        let prompt = Request::default();
        assert_eq!(scan(&["prompt"]), Some(prompt));
        let all = Request {
            roadmaps: vec!["a".into(), "b".into()],
            journal: Some("j".into()),
            plain: true,
            json: false,
            template: Some("{{ a = b }}".into()),
            check: false,
        };
        let args = ["--roadmaps", "a", "--roadmaps=b", "--progress=j", "prompt", "--plain"];
        assert_eq!(scan(&[&args[..], &["--format={{ a = b }}"]].concat()), Some(all));
        assert!(scan(&["prompt", "--json"]).is_some_and(|request| request.json));
    }

    #[test]
    fn everything_else_is_left_to_clap() {
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
            &["--roadmaps=a", "prompt", "--roadmaps=b"],
        ] {
            assert_eq!(scan(args), None, "{args:?}");
        }
    }

    /// A word of a command line: usually one that means something to `prompt`.
    fn word() -> impl Strategy<Value = String> {
        const WORDS: [&str; 30] = [
            "prompt",
            "prompt",
            "prompt",
            "next",
            "--roadmaps",
            "--roadmaps=a",
            "--roadmaps=",
            "--progress",
            "--progress=j=k",
            "--progress=",
            "--plain",
            "--plain=true",
            "--json",
            "--json=",
            "--format",
            "--format={{ a }}",
            "--format=",
            "--format=-x",
            "--check",
            "--check=x",
            "--color",
            "--color=never",
            "never",
            "{{ a = b }}",
            "a",
            "-",
            "--",
            "-h",
            "--help",
            "",
        ];
        prop_oneof![
            20 => select(WORDS.to_vec()).prop_map(str::to_owned),
            1 => "-{0,2}[a-z=]{0,8}",
            1 => any::<String>(),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn scan_and_clap_agree_on_every_argument_list(args in prop::collection::vec(word(), 0..7)) {
            let scanned = Request::scan(args.iter().map(OsString::from));
            let line = std::iter::once("roadmap").chain(args.iter().map(String::as_str));
            let parsed = Cli::try_parse_from(line).and_then(Cli::check);
            let parsed = match parsed {
                Ok(Cli { global, command: Some(Command::Prompt(args)), .. }) => {
                    Some(Request::new(global, args))
                }
                _ => None,
            };
            // The scan accepts an invalid template, which makes an empty prompt; clap
            // rejects it.
            let template = scanned.as_ref().and_then(|request| request.template.as_ref());
            let is_rejected = template.is_some_and(|source| Template::parse(source).is_err());
            prop_assert!(
                scanned.is_none() || scanned == parsed || (is_rejected && parsed.is_none()),
                "{scanned:?} {parsed:?}"
            );
        }
    }
}

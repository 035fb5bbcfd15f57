//! Everything that the program takes from outside: the environment, the clock,
//! the terminal. Asked once, at the edge, and handed on as values.

use std::env;
use std::ffi::OsString;
use std::io::{IsTerminal, stderr, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use career_roadmap::view::style::Style;
use etcetera::BaseStrategy;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// The instant and the local date at which the command runs.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    pub now: Timestamp,
    pub today: Date,
}

impl Clock {
    /// Asks the system, or `ROADMAP_NOW` (a date with time and zone, such as
    /// `2026-11-20T09:00[Europe/Berlin]`), which tests and documentation use.
    pub fn read() -> Result<Self> {
        let now = match var("ROADMAP_NOW") {
            Some(text) => text
                .to_str()
                .and_then(|text| {
                    let instant = || text.parse::<Timestamp>().map(|at| at.to_zoned(TimeZone::system()));
                    text.parse::<Zoned>().or_else(|_| instant()).ok()
                })
                .context("ROADMAP_NOW is not a date with time and zone, such as 2026-11-20T09:00[Europe/Berlin]")?,
            None => Zoned::now(),
        };
        Ok(Self { now: now.timestamp(), today: now.date() })
    }
}

/// Where files are.
#[derive(Debug)]
pub struct Places {
    /// Folders of the user's roadmaps, the first winning.
    pub roadmaps: Vec<PathBuf>,
    /// Why these.
    pub roadmaps_from: &'static str,
    /// The journal.
    pub journal: PathBuf,
    /// Why this.
    pub journal_from: &'static str,
}

impl Places {
    /// Flags win over the environment, that over the system's own folders.
    pub fn find(roadmaps: &[PathBuf], journal: Option<&Path>) -> Result<Self> {
        let (roadmaps, roadmaps_from) = if !roadmaps.is_empty() {
            (roadmaps.to_vec(), "--roadmaps")
        } else if let Some(list) = var("ROADMAP_DIR") {
            let folders = env::split_paths(&list).filter(|path| !path.as_os_str().is_empty());
            (folders.collect(), "ROADMAP_DIR")
        } else {
            (vec![base()?.config_dir().join("roadmap").join("roadmaps")], "default")
        };
        let (journal, journal_from) = if let Some(path) = journal {
            (path.to_owned(), "--progress")
        } else if let Some(path) = var("ROADMAP_PROGRESS") {
            (path.into(), "ROADMAP_PROGRESS")
        } else {
            (data_dir(&base()?).join("roadmap").join("progress.jsonl"), "default")
        };
        Ok(Self { roadmaps, roadmaps_from, journal, journal_from })
    }
}

#[cfg(not(windows))]
fn data_dir(base: &impl BaseStrategy) -> PathBuf {
    base.data_dir()
}

/// Local, not roaming: a journal must not be copied about by the system.
#[cfg(windows)]
fn data_dir(base: &impl BaseStrategy) -> PathBuf {
    base.cache_dir()
}

/// Where answers are kept that can be made again.
pub fn cache_dir() -> Option<PathBuf> {
    Some(base().ok()?.cache_dir().join("roadmap"))
}

fn base() -> Result<impl BaseStrategy> {
    etcetera::choose_base_strategy().context(
        "cannot tell where your files are, since there is no home folder; \
         set HOME, or ROADMAP_DIR and ROADMAP_PROGRESS",
    )
}

/// On a terminal with fewer columns tables would be torn: it gets lines.
const NARROWEST: usize = 72;

/// How output on stdout looks.
pub fn style(color: Color, plain: bool) -> Style {
    let terminal = stdout().is_terminal();
    let width = (terminal && !plain).then(columns).filter(|width| *width >= NARROWEST);
    let color = colored(color, terminal && !plain);
    Style { color, unicode: unicode(), plain: width.is_none(), width }
}

/// How errors on stderr look: pictures also without a terminal, one line each when plain.
pub fn error_style(color: Color, plain: bool) -> Style {
    let terminal = stderr().is_terminal();
    Style {
        color: colored(color, terminal && !plain),
        unicode: unicode(),
        plain,
        width: terminal.then(columns),
    }
}

/// Whether `--plain` is asked for by the environment.
pub fn plain() -> bool {
    var("ROADMAP_PLAIN").is_some_and(|value| value != "0")
}

/// `--color` decides, then `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR`, `TERM=dumb`,
/// then whether there is a terminal.
fn colored(color: Color, terminal: bool) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if var("NO_COLOR").is_some() => false,
        Color::Auto if var("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        Color::Auto if var("CLICOLOR").is_some_and(|value| value == "0") => false,
        Color::Auto if var("TERM").is_some_and(|value| value == "dumb") => false,
        Color::Auto => terminal,
    }
}

fn columns() -> usize {
    terminal_size::terminal_size()
        .map(|(width, _)| usize::from(width.0))
        .filter(|width| *width > 0)
        .or_else(|| var("COLUMNS")?.to_str()?.parse().ok().filter(|width| *width > 0))
        .unwrap_or(80)
}

/// Whether the locale can show more than ASCII.
pub fn unicode() -> bool {
    if cfg!(windows) {
        return true;
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(var);
    locale.is_some_and(|locale| {
        let has = |name: &[u8]| {
            locale
                .as_encoded_bytes()
                .windows(name.len())
                .any(|part| part.eq_ignore_ascii_case(name))
        };
        has(b"utf-8") || has(b"utf8")
    })
}

/// A variable that is set and not empty.
pub fn var(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// The whole environment, for programs that are run.
pub fn all() -> Vec<(OsString, OsString)> {
    env::vars_os().collect()
}

/// The name of this machine, without its domain.
pub fn host_name() -> String {
    #[cfg(unix)]
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let name = var("COMPUTERNAME").unwrap_or_default().to_string_lossy().into_owned();
    let name = name.split('.').next().unwrap_or_default();
    if name.is_empty() { "unknown".to_owned() } else { name.to_owned() }
}

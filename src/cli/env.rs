//! The inputs of the program: environment, clock and terminal. They are read here and
//! passed on as values.

use std::env;
use std::ffi::OsString;
use std::io::{IsTerminal, stderr, stdin, stdout};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use career_roadmap::shell::Shell;
use career_roadmap::view::style::Style;
use etcetera::BaseStrategy;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// The current time, the local date and the time zone.
#[derive(Debug, Clone)]
pub struct Clock {
    pub now: Timestamp,
    pub today: Date,
    pub zone: TimeZone,
}

impl Clock {
    /// The system's time, or that of `ROADMAP_NOW` (a date with time and zone,
    /// such as `2026-11-20T09:00[Europe/Berlin]`), for tests and documentation.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
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
        Ok(Self { now: now.timestamp(), today: now.date(), zone: now.time_zone().clone() })
    }
}

/// The paths of the user's files.
#[derive(Debug, Clone)]
pub struct Places {
    /// Folders of the user's roadmaps; the first one that has an id wins.
    pub roadmaps: Vec<PathBuf>,
    /// The setting that chose them: a flag, a variable or the default.
    pub roadmaps_from: &'static str,
    /// The journal.
    pub journal: PathBuf,
    /// The setting that chose it.
    pub journal_from: &'static str,
}

impl Places {
    /// Flags take precedence over the environment, and that over the default folders.
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

/// Local, not roaming: Windows must not copy the journal between machines.
#[cfg(windows)]
fn data_dir(base: &impl BaseStrategy) -> PathBuf {
    base.cache_dir()
}

/// How long a command waits for a journal that another program has locked:
/// `ROADMAP_LOCK_TIMEOUT` in seconds, or 30.
pub fn lock_timeout() -> Result<Duration> {
    let Some(text) = var("ROADMAP_LOCK_TIMEOUT") else { return Ok(Duration::from_secs(30)) };
    text.to_str()
        .and_then(|text| text.parse().ok())
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .context("ROADMAP_LOCK_TIMEOUT is not a number of seconds, such as 30")
}

/// The cache folder. It has only cache files, even where caches and data share a parent
/// folder, as on Windows: writing to the cache must not change a watched folder.
pub fn cache_dir() -> Option<PathBuf> {
    Some(base().ok()?.cache_dir().join("roadmap").join("cache"))
}

fn base() -> Result<impl BaseStrategy> {
    etcetera::choose_base_strategy()
        .context("cannot find your home folder; set HOME, or ROADMAP_DIR and ROADMAP_PROGRESS")
}

/// The minimum width for tables; a narrower terminal gets plain lines.
const NARROWEST: usize = 72;

/// The style of stdout.
pub fn style(color: Color, plain: bool) -> Style {
    let terminal = stdout().is_terminal();
    let width = (terminal && !plain).then(columns).filter(|width| *width >= NARROWEST);
    let color = colored(color, terminal && !plain);
    Style { color, unicode: unicode(), plain: width.is_none(), width }
}

/// The style of stderr. Problems are drawn even without a terminal, unless `plain`.
pub fn error_style(color: Color, plain: bool) -> Style {
    let terminal = stderr().is_terminal();
    Style {
        color: colored(color, terminal && !plain),
        unicode: unicode(),
        plain,
        width: terminal.then(columns),
    }
}

/// Whether a dialogue is possible: stdin and stdout are terminals.
pub fn is_interactive() -> bool {
    stdin().is_terminal() && stdout().is_terminal() && var("TERM").is_none_or(|term| term != "dumb")
}

/// The style of a dialogue on stdout. Unlike [`style`], it wraps lines in a narrow
/// terminal too.
pub fn dialogue_style(style: Style, plain: bool) -> Style {
    Style { width: (!plain).then(columns), ..style }
}

/// The shell that started this program, or else the user's login shell.
pub fn shell() -> Option<Shell> {
    let shell = |path: &str| path.trim().rsplit('/').next()?.trim_start_matches('-').parse().ok();
    #[cfg(target_os = "linux")]
    if let Some(parent) = rustix::process::getppid()
        && let Ok(name) = std::fs::read_to_string(format!("/proc/{}/comm", parent.as_raw_nonzero()))
        && let Some(shell) = shell(&name)
    {
        return Some(shell);
    }
    shell(var("SHELL")?.to_str()?)
}

/// The user's home folder.
pub fn home() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// Whether the environment asks for plain output.
pub fn plain() -> bool {
    var("ROADMAP_PLAIN").is_some_and(|value| value != "0")
}

/// `--color` and `--plain`, read from arguments that clap cannot parse or that ask for
/// help.
pub fn typed_style(args: impl IntoIterator<Item = OsString>) -> (Color, bool) {
    let mut args = args.into_iter().map(|arg| arg.to_string_lossy().into_owned());
    let (mut color, mut is_plain) = (Color::Auto, plain());
    while let Some(arg) = args.next() {
        let value = match arg.as_str() {
            "--" => break,
            "--plain" => {
                is_plain = true;
                continue;
            }
            "--color" => args.next(),
            _ => arg.strip_prefix("--color=").map(str::to_owned),
        };
        match value.as_deref() {
            Some("always") => color = Color::Always,
            Some("never") => color = Color::Never,
            _ => {}
        }
    }
    (color, is_plain)
}

/// Whether to use colour: `--color` decides, then `NO_COLOR`, `CLICOLOR_FORCE`,
/// `CLICOLOR` and `TERM=dumb`, then whether there is a terminal.
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

/// The number of lines of the terminal.
pub fn rows() -> usize {
    let rows = terminal_size::terminal_size().map(|(_, height)| usize::from(height.0));
    rows.filter(|rows| *rows > 0).unwrap_or(24)
}

/// Whether the locale is UTF-8, so that text is not reduced to ASCII.
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
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub fn var(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// A variable that is set, even if it is empty.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub fn named(name: &str) -> Option<OsString> {
    env::var_os(name)
}

/// The whole environment, for child processes.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
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

/// How a script should run this program: by name if it was run by name, so that the
/// script still works after the program moves within `PATH`; otherwise by full path.
pub fn program() -> Result<String> {
    let name = env::args_os().next().unwrap_or_else(|| "roadmap".into());
    let mut path = Path::new(&name).to_owned();
    if path.components().count() > 1 {
        path = std::path::absolute(&path).context("cannot find the path of this program")?;
    }
    let text = path
        .to_str()
        .with_context(|| format!("the path of this program is not UTF-8: {}", path.display()))?;
    Ok(text.to_owned())
}

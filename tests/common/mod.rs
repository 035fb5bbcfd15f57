//! Runs the built program in a temporary home, with a clean environment, at a fixed
//! time.

#![allow(dead_code, reason = "each test file uses only a part")]

use std::fs;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The current time in the tests, in the zone of `TZ`: a Friday.
pub const NOW: &str = "2026-11-20T09:12:33.123Z[UTC]";

/// A home folder, deleted on drop.
pub struct Home {
    dir: TempDir,
    now: String,
}

/// A roadmap of skills without needs: `<prefix>-0`, `<prefix>-1` and so on.
pub fn roadmap_of(prefix: &str, count: usize) -> String {
    let skills = (0..count).map(|n| format!("  - {{ id: {prefix}-{n}, title: T{n} }}\n"));
    format!(
        "title: {prefix}\nstages:\n- id: {prefix}-stage\n  title: Stage\n  skills:\n{}",
        skills.collect::<String>()
    )
}

/// Reports that a test needs a program that is not installed. `.ci/run` installs all of
/// them and sets `TEST_TOOLS=required`, which makes this a failure.
#[track_caller]
pub fn missing(program: &str) {
    let are_required = std::env::var("TEST_TOOLS").as_deref() == Ok("required");
    assert!(!are_required, "{program} is not installed; .ci/run installs it");
    skip(&format!("{program} is not installed"));
}

/// Reports that the platform does not allow a test, on the real stderr: the harness
/// hides the output of passing tests.
#[expect(clippy::explicit_write, reason = "the harness captures eprintln")]
pub fn skip(why: &str) {
    writeln!(std::io::stderr(), "SKIPPED: {why}").unwrap();
}

/// The output and exit status of a run.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub status: i32,
}

impl Home {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap(), now: NOW.into() }
    }

    /// Sets the current time to `now`, such as `2026-11-21T08:00Z[UTC]`.
    pub fn at(&mut self, now: &str) -> &mut Self {
        now.clone_into(&mut self.now);
        self
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn journal(&self) -> PathBuf {
        self.path().join(".local/share/roadmap/progress.jsonl")
    }

    pub fn roadmaps(&self) -> PathBuf {
        self.path().join(".config/roadmap/roadmaps")
    }

    /// Writes a roadmap into the user's folder.
    pub fn roadmap(&self, name: &str, yaml: &str) -> PathBuf {
        self.file(&format!(".config/roadmap/roadmaps/{name}.yaml"), yaml)
    }

    /// Replaces the default roadmap with one of the skills `s-0` to `s-9`.
    pub fn with_skills(self) -> Self {
        self.roadmap("backend", &roadmap_of("s", 10));
        self
    }

    /// Runs a shell script with this home; `$roadmap` is the program.
    #[cfg(unix)]
    pub fn shell(&self, script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        self.set_up(&mut command);
        command.env("roadmap", env!("CARGO_BIN_EXE_roadmap"));
        command
    }

    /// Runs a script in its own mount namespace, where it may mount anything. Returns
    /// `None`, with a message, where that is not allowed.
    #[cfg(unix)]
    pub fn among_own_mounts(&self, script: &str) -> Option<Ran> {
        let allowed = Command::new("unshare")
            .args(["-rm", "mount", "-t", "tmpfs", "none", "/tmp"])
            .output()
            .is_ok_and(|output| output.status.success());
        if !allowed {
            skip("nothing can be mounted here");
            return None;
        }
        let mut command = Command::new("unshare");
        command.args(["-rm", "sh", "-c", script]);
        self.set_up(&mut command);
        command.env("roadmap", env!("CARGO_BIN_EXE_roadmap"));
        Some(Ran::of(&command.output().unwrap()))
    }

    /// Writes a file in the home.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// Returns a command that runs the program with these arguments.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_roadmap"));
        command.args(args);
        self.set_up(&mut command);
        command
    }

    /// Sets this home for `command` and clears the rest of its environment.
    pub fn set_up(&self, command: &mut Command) {
        command
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .env("USERPROFILE", self.path())
            .env("APPDATA", self.path().join(".config"))
            .env("LOCALAPPDATA", self.path().join(".local/share"))
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC")
            .env("ROADMAP_PAGER", "cat")
            .env("ROADMAP_NOW", &self.now);
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(&self.command(args).output().unwrap())
    }

    /// Runs, expects success and an empty stderr, and returns stdout.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{args:?}: {}", ran.stdout);
        ran.stdout
    }

    /// Runs, expects status 1 and an empty stdout, and returns stderr.
    #[track_caller]
    pub fn fails(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{args:?}: {}", ran.stderr);
        ran.stderr
    }

    /// Runs with `--json` and returns the parsed output.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> serde_json::Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        let ran = self.run(&args);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{args:?}: {}", ran.stdout);
        serde_json::from_str(&ran.stdout).unwrap()
    }

    /// Returns everything in the home: each path with its size, mode, change time and
    /// content.
    #[cfg(unix)]
    pub fn tree(&self) -> Vec<String> {
        use std::os::unix::fs::MetadataExt;

        let mut found = Vec::new();
        let mut folders = vec![self.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                let data = fs::symlink_metadata(&path).unwrap();
                let content = if data.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
                found.push(format!(
                    "{} {:o} {} {}.{} {content:?}",
                    path.display(),
                    data.mode(),
                    data.ino(),
                    data.mtime(),
                    data.mtime_nsec(),
                ));
                if data.is_dir() {
                    folders.push(path);
                }
            }
        }
        found.sort();
        found
    }

    /// Returns the events in the journal as JSON, in file order.
    pub fn events(&self) -> Vec<serde_json::Value> {
        let text = fs::read_to_string(self.journal()).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Ran {
    /// Waits for a run that may hang, and kills it if it does.
    #[track_caller]
    pub fn within(time: Duration, command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let drain = |mut from: Box<dyn Read + Send>| {
            thread::spawn(move || {
                let mut text = Vec::new();
                from.read_to_end(&mut text).unwrap();
                text
            })
        };
        let stdout = drain(Box::new(child.stdout.take().unwrap()));
        let stderr = drain(Box::new(child.stderr.take().unwrap()));
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if begun.elapsed() > time {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("{command:?} hangs");
            }
            thread::sleep(Duration::from_millis(2));
        };
        Self::of(&Output { status, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap() })
    }

    pub fn of(output: &Output) -> Self {
        Self {
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: String::from_utf8(output.stderr.clone()).unwrap(),
            status: output.status.code().unwrap_or(-1),
        }
    }
}

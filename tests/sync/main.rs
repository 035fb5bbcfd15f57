//! `sync` between real repositories.

#![cfg(unix)]

#[path = "../common/mod.rs"]
mod common;

mod crashes;
mod dotfiles;
mod histories;
mod many;
mod network;
mod setup;
mod terminal;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Home, Ran};
use tempfile::TempDir;

/// A bare repository that machines sync with.
struct Remote {
    folder: TempDir,
}

impl Remote {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let remote = Self { folder };
        git(remote.folder.path(), &["init", "-q", "--bare", "progress.git"]);
        git(&remote.path(), &["symbolic-ref", "HEAD", "refs/heads/main"]);
        remote
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("progress.git")
    }

    fn url(&self) -> String {
        self.path().canonicalize().unwrap().display().to_string()
    }

    fn git(&self, args: &[&str]) -> String {
        git(&self.path(), args)
    }

    /// Sets the hook that runs before every push; exit 1 rejects the push.
    fn hook(&self, script: &str) {
        use std::os::unix::fs::PermissionsExt as _;

        let hook = self.path().join("hooks/pre-receive");
        fs::create_dir_all(hook.parent().unwrap()).unwrap();
        fs::write(&hook, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn lines(&self, branch: &str, path: &str) -> BTreeSet<String> {
        set(&self.git(&["show", &format!("{branch}:{path}")]))
    }
}

/// Returns a machine with a journal in the default place, set up for the remote.
fn machine(remote: &Remote, name: &str) -> Home {
    let home = Home::new().with_skills();
    home.ok(&["sync", "--setup", &remote.url()]);
    call(&home, name);
    home
}

/// Names a machine, as all of them would have the name of this one.
fn call(home: &Home, name: &str) {
    git(&data(home), &["config", "roadmap.name", name]);
}

fn data(home: &Home) -> PathBuf {
    home.journal().parent().unwrap().to_owned()
}

/// Records a unique event.
fn note(home: &Home, text: &str) {
    home.ok(&["note", "s-0", text]);
}

fn lines(home: &Home) -> BTreeSet<String> {
    set(&fs::read_to_string(home.journal()).unwrap_or_default())
}

fn set(text: &str) -> BTreeSet<String> {
    text.lines().map(|line| line.trim().to_owned()).collect()
}

/// Returns git as a user runs it, with an identity and no other settings.
fn git_command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(args)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("HOME", "/nonexistent")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "User").env(format!("GIT_{who}_EMAIL"), "u@h");
    }
    command
}

#[track_caller]
fn git(folder: &Path, args: &[&str]) -> String {
    let ran = Ran::of(&git_command(folder, args).output().unwrap());
    assert_eq!(ran.status, 0, "git {args:?}: {}", ran.stderr);
    ran.stdout.trim_end().to_owned()
}

#[test]
fn events_are_synced_between_two_machines() {
    let remote = Remote::new();
    let desk = machine(&remote, "desk");
    let laptop = machine(&remote, "laptop");
    assert_eq!(desk.ok(&["sync"]), "up to date\n");
    for text in ["a", "b", "c"] {
        note(&desk, text);
    }
    assert_eq!(desk.ok(&["sync"]), "sent 3\n");
    assert_eq!(desk.ok(&["sync"]), "up to date\n");
    note(&laptop, "d");
    assert_eq!(laptop.ok(&["sync"]), "sent 1, received 3 from desk\n");
    assert_eq!(desk.ok(&["sync"]), "received 1 from laptop\n");
    assert_eq!(lines(&desk), lines(&laptop));
    assert_eq!(lines(&desk), remote.lines("main", "progress.jsonl"));
    assert_eq!(lines(&desk).len(), 4);
    assert_eq!(
        remote.git(&["log", "--format=%s", "main"]),
        "1 event from laptop\n3 events from desk"
    );
    for home in [&desk, &laptop] {
        assert_eq!(git(&data(home), &["status", "--porcelain"]), "");
        assert_eq!(git(&data(home), &["symbolic-ref", "HEAD"]), "refs/heads/main");
        assert_eq!(git(&data(home), &["rev-parse", "HEAD"]), remote.git(&["rev-parse", "main"]));
    }
}

#[test]
fn the_answer_as_json() {
    let remote = Remote::new();
    let (desk, laptop) = (machine(&remote, "desk"), machine(&remote, "laptop"));
    note(&desk, "a");
    let sent = serde_json::json!({"schema":1,"sent":1,"received":0,"from":[],"unfinished":null});
    assert_eq!(desk.json(&["sync"]), sent);
    let received =
        serde_json::json!({"schema":1,"sent":0,"received":1,"from":["desk"],"unfinished":null});
    assert_eq!(laptop.json(&["sync"]), received);
}

#[test]
fn copies_are_synced_and_other_files_are_not() {
    let remote = Remote::new();
    let (desk, laptop) = (machine(&remote, "desk"), machine(&remote, "laptop"));
    note(&desk, "a");
    fs::rename(desk.journal(), data(&desk).join("progress-old.jsonl")).unwrap();
    note(&desk, "b");
    fs::write(data(&desk).join("private.txt"), "mine").unwrap();
    fs::write(data(&desk).join("other.jsonl"), "mine").unwrap();
    assert_eq!(desk.ok(&["sync"]), "sent 2\n");
    assert_eq!(laptop.ok(&["sync"]), "received 2 from desk\n");
    let files = remote.git(&["ls-tree", "--name-only", "main"]);
    assert_eq!(files, ".gitattributes\nprogress-old.jsonl\nprogress.jsonl");
    assert_eq!(laptop.ok(&["history"]).lines().count(), desk.ok(&["history"]).lines().count());
    assert_eq!(git(&data(&desk), &["status", "--porcelain"]), "?? other.jsonl\n?? private.txt");
}

#[test]
fn foreign_lines_are_not_sent() {
    let remote = Remote::new();
    let (desk, laptop) = (machine(&remote, "desk"), machine(&remote, "laptop"));
    note(&desk, "a");
    let text = fs::read_to_string(desk.journal()).unwrap();
    fs::write(desk.journal(), format!("<<<<<<< HEAD\n{text}=======\n{{\"v\":1,\"torn")).unwrap();
    let ran = desk.run(&["sync"]);
    assert_eq!((ran.stdout.as_str(), ran.status), ("sent 1\n", 0));
    assert_eq!(laptop.ok(&["sync"]), "received 1 from desk\n");
    assert_eq!(fs::read_to_string(laptop.journal()).unwrap(), text);
    let own = set(&format!("<<<<<<< HEAD\n{text}=======\n{{\"v\":1,\"torn"));
    assert_eq!(lines(&desk), own);
}

#[test]
fn writers_lose_nothing_while_syncs_run() {
    let remote = Remote::new();
    let (desk, laptop) = (machine(&remote, "desk"), machine(&remote, "laptop"));
    std::thread::scope(|scope| {
        for home in [&desk, &laptop] {
            scope.spawn(move || (0..30).for_each(|n| note(home, &n.to_string())));
            scope.spawn(move || (0..8).for_each(|_| drop(home.ok(&["sync"]))));
        }
    });
    for home in [&desk, &laptop, &desk] {
        home.ok(&["sync"]);
    }
    assert_eq!(lines(&desk).len(), 60);
    assert_eq!(lines(&desk), lines(&laptop));
}

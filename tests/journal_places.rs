//! The journal in every kind of place: missing, linked, on a full or read-only disk, or
//! replaced during a write.

#![cfg(unix)]

mod common;

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use common::{Home, Ran, missing, skip};

fn home() -> Home {
    Home::new().with_skills()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

/// Returns the skills named by the events in a file, in order.
fn skills_in(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let skills = text.lines().map(|line| {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        event["skills"][0].as_str().unwrap().to_owned()
    });
    skills.collect()
}

#[test]
fn the_first_write_creates_a_private_journal() {
    let home = home();
    home.ok(&["check", "s-0"]);
    assert_eq!(mode(&home.journal()), 0o600);
    for folder in [".local", ".local/share", ".local/share/roadmap"] {
        assert_eq!(mode(&home.path().join(folder)), 0o700, "{folder}");
    }
}

#[test]
fn existing_files_and_folders_keep_their_mode() {
    let home = home();
    let path = home.file(".local/share/roadmap/progress.jsonl", "");
    let folder = path.parent().unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    home.ok(&["check", "s-0"]);
    assert_eq!((mode(&path), mode(folder)), (0o644, 0o755));
}

#[test]
fn a_command_that_changes_nothing_creates_nothing() {
    let home = home();
    let before = home.tree();
    home.run(&["undo"]);
    home.fails(&["check", "s-0", "no-such-skill"]);
    home.ok(&["uncheck", "s-0"]);
    assert_eq!(home.tree(), before);
}

#[test]
fn the_flag_overrides_the_variable_which_overrides_the_default() {
    let home = home();
    let at = |name: &str| home.path().join(name);
    let mut command = home.command(&["check", "s-0"]);
    let ran = Ran::of(&command.env("ROADMAP_PROGRESS", at("by-variable")).output().unwrap());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let mut command = home.command(&["check", "s-1", "--progress", "new/by-flag"]);
    let ran = Ran::of(&command.env("ROADMAP_PROGRESS", at("by-variable")).output().unwrap());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(skills_in(&at("by-variable")), ["s-0"]);
    assert_eq!(skills_in(&at("new/by-flag")), ["s-1"]);
    assert!(!home.journal().exists());
}

#[test]
fn a_folder_a_pipe_and_a_loop_of_links_are_clear_errors() {
    type Make = fn(&Path);
    let make: [(&str, Make); 3] = [
        ("a folder", |path| fs::create_dir(path).unwrap()),
        ("a device or a pipe", |path| {
            let made = std::process::Command::new("mkfifo").arg(path).status().unwrap();
            assert!(made.success());
        }),
        ("symbolic links", |path| symlink(path, path).unwrap()),
    ];
    for (what, make) in make {
        let home = home();
        let path = home.journal();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        make(&path);
        let before = home.tree();
        for args in [&["next"][..], &["check", "s-0"], &["history"], &["undo"]] {
            let error = home.fails(args);
            let place = path.display().to_string();
            assert!(error.contains(what) && error.contains(&place), "{args:?}: {error}");
        }
        assert_eq!(home.tree(), before, "{what}");
    }
}

#[test]
fn a_link_is_followed_and_kept() {
    let home = home();
    let real = home.file("dotfiles/my-progress", "");
    let link = home.journal();
    fs::create_dir_all(link.parent().unwrap()).unwrap();
    symlink("../../../dotfiles/my-progress", &link).unwrap();
    home.ok(&["check", "s-0"]);
    assert_eq!(skills_in(&real), ["s-0"]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(home.json(&["progress"])["roadmaps"][0]["done"], 1);
}

#[test]
fn a_dangling_link_is_written_through_if_its_folder_exists() {
    let home = home();
    let link = home.journal();
    fs::create_dir_all(link.parent().unwrap()).unwrap();
    symlink("../../../usb-stick/progress.jsonl", &link).unwrap();

    home.ok(&["next"]);
    let error = home.fails(&["check", "s-0"]);
    assert!(error.contains("whose folder is missing"), "{error}");
    assert!(error.contains("nothing was recorded"), "{error}");
    assert!(!home.path().join("usb-stick").exists());

    fs::create_dir(home.path().join("usb-stick")).unwrap();
    home.ok(&["check", "s-1"]);
    assert_eq!(skills_in(&home.path().join("usb-stick/progress.jsonl")), ["s-1"]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
}

/// Starts a writer that waits for the lock that `file` holds.
fn waiting(home: &Home, file: &File, skill: &str) -> Child {
    file.lock().unwrap();
    waiting_writer(home, skill)
}

/// Starts a writer that waits for a lock.
fn waiting_writer(home: &Home, skill: &str) -> Child {
    let mut child = home
        .command(&["check", skill, "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    thread::sleep(Duration::from_millis(400));
    assert!(child.try_wait().unwrap().is_none(), "it waits for the lock");
    child
}

fn finished(mut child: Child) -> Ran {
    let (mut stdout, mut stderr) = (String::new(), String::new());
    child.stdout.take().unwrap().read_to_string(&mut stdout).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    Ran { stdout, stderr, status: child.wait().unwrap().code().unwrap() }
}

#[test]
fn a_file_replaced_during_the_wait_is_reopened() {
    let home = home();
    home.ok(&["check", "s-0"]);
    let old = OpenOptions::new().read(true).write(true).open(home.journal()).unwrap();
    let child = waiting(&home, &old, "s-1");
    // A sync tool replaces the file.
    let event = r#"{"v":1,"id":"019aa0b1-0000-7000-8000-000000000001","at":"2026-11-20T07:00:00.000Z","event":"done","skills":["s-2"],"on":"2026-11-20"}"#;
    let new = home.file("new", &format!("{event}\n"));
    fs::rename(new, home.journal()).unwrap();
    old.unlock().unwrap();
    let ran = finished(child);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(skills_in(&home.journal()), ["s-2", "s-1"]);
}

#[test]
fn a_file_removed_during_the_wait_is_created_again() {
    let home = home();
    home.ok(&["check", "s-0"]);
    let old = OpenOptions::new().read(true).write(true).open(home.journal()).unwrap();
    let child = waiting(&home, &old, "s-1");
    fs::remove_file(home.journal()).unwrap();
    old.unlock().unwrap();
    let ran = finished(child);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(skills_in(&home.journal()), ["s-1"]);
}

#[test]
fn changes_made_during_the_wait_are_seen() {
    let home = home();
    home.ok(&["check", "s-0"]);
    let mut file = OpenOptions::new().read(true).append(true).open(home.journal()).unwrap();
    let child = waiting(&home, &file, "s-1");
    let event = r#"{"v":1,"id":"019aa0b1-0000-7000-8000-000000000001","at":"2026-11-20T09:30:00.000Z","event":"done","skills":["s-1"],"on":"2026-11-20"}"#;
    file.write_all(format!("{event}\n").as_bytes()).unwrap();
    file.unlock().unwrap();
    let ran = finished(child);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(answer["unchanged"], serde_json::json!(["s-1"]), "decided under the lock");
    assert_eq!(skills_in(&home.journal()), ["s-0", "s-1"]);
}

/// Writes notes until one fails, then makes room and writes again.
const UNTIL_FULL: &str = r#"
    words=$(head -c 1500 /dev/zero | tr '\0' w)
    for n in $(seq 200); do
        "$roadmap" note s-0 "$n $words" --json >answer 2>error || break
        cat answer >>acknowledged
        cp "$ROADMAP_PROGRESS" before
    done
    cp "$ROADMAP_PROGRESS" after
"#;

#[track_caller]
fn assert_nothing_lost(home: &Home) {
    let read = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
    let error = read("error");
    assert!(error.starts_with("error: cannot write "), "{error}");
    assert!(error.ends_with("\nnothing was recorded\n"), "{error}");
    assert_eq!(read("answer"), "", "nothing was acknowledged");
    assert_eq!(read("before"), read("after"), "the file was cut back");
    let acknowledged = read("acknowledged");
    assert!(acknowledged.lines().count() > 2);
    for line in acknowledged.lines() {
        let answer: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(read("after").contains(answer["event"].as_str().unwrap()), "{line}");
    }
}

#[test]
fn a_full_disk_loses_nothing_and_the_next_write_works() {
    let home = home();
    let script = format!(
        r#"set -e
        mkdir disk; mount -t tmpfs -o size=64k none disk
        head -c 20000 /dev/zero >disk/filler
        export ROADMAP_PROGRESS="$HOME/disk/progress.jsonl"
        {UNTIL_FULL}
        rm disk/filler
        "$roadmap" check s-9 2>&1
        "$roadmap" history -n 1"#
    );
    let Some(ran) = home.among_own_mounts(&script) else { return };
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("1. 2026-11-20: check s-9\n"), "{}", ran.stdout);
    assert_nothing_lost(&home);
}

#[test]
fn a_write_that_is_cut_short_is_cut_back() {
    let home = home();
    let script = format!(
        r#"export ROADMAP_PROGRESS="$HOME/progress.jsonl"
        trap '' XFSZ
        (ulimit -f 20; {UNTIL_FULL})
        "$roadmap" check s-9 2>&1
        "$roadmap" history -n 1"#
    );
    let ran = Ran::of(&home.shell(&script).output().unwrap());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("1. 2026-11-20: check s-9\n"), "{}", ran.stdout);
    assert_nothing_lost(&home);
}

#[test]
fn on_a_read_only_disk_readers_work_and_writers_report_it() {
    let home = home();
    home.ok(&["check", "s-0"]);
    let script = r#"
        mount --bind "$HOME" "$HOME" && mount -o remount,bind,ro "$HOME" && cd "$HOME" || exit 9
        "$roadmap" progress || exit 8
        "$roadmap" check s-1 2>&1 && exit 7
        "$roadmap" check s-1 --progress new/file 2>&1 && exit 6
        "$roadmap" new mine 2>&1 && exit 5
        exit 0"#;
    let Some(ran) = home.among_own_mounts(script) else { return };
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    let journal = home.journal();
    let expected = [
        format!("error: cannot write {}: Read-only file system", journal.display()),
        "error: cannot create the folder new: Read-only file system".to_owned(),
    ];
    for line in expected {
        assert!(lines.contains(&line.as_str()), "{line} in {}", ran.stdout);
    }
    assert_eq!(skills_in(&journal), ["s-0"]);
}

#[test]
fn readers_work_in_a_folder_without_write_permission() {
    let home = home();
    home.ok(&["check", "s-0"]);
    let folder: PathBuf = home.journal().parent().unwrap().to_owned();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    fs::set_permissions(home.journal(), fs::Permissions::from_mode(0o444)).unwrap();
    if OpenOptions::new().append(true).open(home.journal()).is_ok() {
        return skip("this user may write everywhere");
    }
    home.ok(&["progress"]);
    let error = home.fails(&["check", "s-1"]);
    assert!(error.ends_with(": Permission denied\nnothing was recorded\n"), "{error}");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o000)).unwrap();
    let error = home.fails(&["next"]);
    assert!(error.starts_with("error: cannot read "), "no empty progress: {error}");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(skills_in(&home.journal()), ["s-0"]);
}

#[test]
fn an_event_is_synced_before_the_answer() {
    let home = home();
    let script = r#"exec strace -f -qq -o trace -y \
        -e trace=flock,fcntl,write,writev,pwrite64,fsync,fdatasync,msync,ftruncate \
        "$roadmap" check s-0"#;
    if !std::process::Command::new("strace").arg("-V").output().is_ok_and(|o| o.status.success()) {
        return missing("strace");
    }
    let ran = Ran::of(&home.shell(script).output().unwrap());
    if ran.stderr.contains("ptrace") {
        return skip("nothing can be traced here");
    }
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let trace = fs::read_to_string(home.path().join("trace")).unwrap();
    let calls: Vec<&str> = trace
        .lines()
        .map(|line| line.split_once(' ').unwrap().1.trim_start())
        .filter_map(|call| {
            let name = call.split('(').next().unwrap();
            let on = |what: &str| call.contains(what);
            match name {
                "flock" => Some("lock"),
                "write" | "writev" | "pwrite64" if on("progress.jsonl>") => Some("write"),
                "write" | "writev" if call.starts_with("write(1<") => Some("answer"),
                "fsync" | "fdatasync" if on("progress.jsonl>") => Some("sync"),
                "fsync" if on(".local/share/roadmap>") => Some("sync folder"),
                _ => None,
            }
        })
        .collect();
    let calls: Vec<&str> = calls.into_iter().skip_while(|call| *call != "lock").collect();
    // The folder is synced before the first line is written, so a file with lines is
    // always in a synced folder.
    assert_eq!(calls, ["lock", "sync folder", "write", "sync", "answer"], "{trace}");
    for folder in [".local/share", ".local", ""] {
        assert!(has_synced(&trace, &home.path().join(folder)), "{folder}: {trace}");
    }

    // A writer that died before the sync left an empty file.
    fs::write(home.journal(), "").unwrap();
    let ran = Ran::of(&home.shell(script).output().unwrap());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let trace = fs::read_to_string(home.path().join("trace")).unwrap();
    assert!(has_synced(&trace, home.journal().parent().unwrap()), "{trace}");
    assert!(has_synced(&trace, home.path()), "{trace}");
}

/// Whether the trace has a sync of this folder.
fn has_synced(trace: &str, folder: &Path) -> bool {
    let folder = fs::canonicalize(folder).unwrap();
    let end = format!("<{}>)", folder.display());
    trace.lines().any(|line| line.contains("fsync(") && line.contains(&end))
}

/// A sync tool creates a journal while a command decides that it has nothing to write.
#[test]
fn a_journal_created_during_a_command_is_kept() {
    let event = r#"{"v":1,"id":"019aa0b1-0000-7000-8000-000000000001","at":"2026-11-20T07:00:00.000Z","event":"done","skills":["s-2"],"on":"2026-11-20"}"#;
    let text = format!("{event}\n");
    let home = home();
    let journal = home.journal();
    fs::create_dir_all(journal.parent().unwrap()).unwrap();
    let begun = std::time::Instant::now();
    home.ok(&["uncheck", "s-0"]);
    let usual = begun.elapsed();
    const ROUNDS: u32 = 60;
    for round in 0..ROUNDS {
        let args: &[&str] = if round % 2 == 0 { &["undo"] } else { &["uncheck", "s-0"] };
        let new = home.file("new", &text);
        fs::remove_file(&journal).ok();
        let mut child =
            home.command(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(usual * round / ROUNDS);
        let pause = |signal: &str| {
            let pid = child.id().to_string();
            std::process::Command::new("kill").args([signal, &pid]).status().unwrap();
        };
        pause("-STOP");
        fs::rename(new, &journal).unwrap();
        pause("-CONT");
        assert!(child.wait().unwrap().success());
        let now = fs::read_to_string(&journal).unwrap();
        assert!(now.starts_with(&text), "{args:?} in round {round}: {now}");
    }
}

#[test]
fn a_command_with_nothing_to_write_leaves_the_files_alone() {
    let home = home();
    for args in ["undo", "uncheck s-0"] {
        let script = format!(
            r#"exec strace -f -qq -o trace -e trace=%file,ftruncate,write "$roadmap" {args}"#
        );
        if !std::process::Command::new("strace")
            .arg("-V")
            .output()
            .is_ok_and(|o| o.status.success())
        {
            return missing("strace");
        }
        let ran = Ran::of(&home.shell(&script).output().unwrap());
        if ran.stderr.contains("ptrace") {
            return skip("nothing can be traced here");
        }
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
        let trace = fs::read_to_string(home.path().join("trace")).unwrap();
        let touches = |line: &&str| {
            ["O_CREAT", "mkdir", "unlink", "rmdir", "rename", "truncate("]
                .iter()
                .any(|call| line.contains(call))
        };
        let touching: Vec<&str> = trace.lines().filter(touches).collect();
        assert_eq!(touching, [""; 0], "{args}");
    }
}

#[test]
fn waiting_for_a_lock_is_reported_and_limited() {
    let home = home();
    home.ok(&["check", "s-0"]);
    let file = OpenOptions::new().read(true).write(true).open(home.journal()).unwrap();
    file.lock().unwrap();
    let path = home.journal().display().to_string();
    let waiting = format!("waiting for another program that has locked {path}\n");
    let fails = |seconds: &str| {
        let mut command = home.command(&["check", "s-1"]);
        Ran::of(&command.env("ROADMAP_LOCK_TIMEOUT", seconds).output().unwrap())
    };
    let error = |seconds: u32| {
        format!(
            "error: another program has locked {path} for {seconds} s: try again when it is done, \
             or set ROADMAP_LOCK_TIMEOUT to wait for more seconds\nnothing was recorded\n"
        )
    };
    let ran = fails("0");
    assert_eq!((ran.status, ran.stderr), (1, error(0)));
    let ran = fails("3");
    assert_eq!((ran.status, ran.stderr), (1, format!("{waiting}{}", error(3))));
    let ran = fails("soon");
    let why = "error: ROADMAP_LOCK_TIMEOUT is not a number of seconds, such as 30\n\
               nothing was recorded\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (1, why));

    // Without the variable it waits longer and then continues.
    let child = waiting_writer(&home, "s-1");
    thread::sleep(Duration::from_millis(2500));
    file.unlock().unwrap();
    let ran = finished(child);
    assert_eq!((ran.status, ran.stderr), (0, waiting));
    assert_eq!(skills_in(&home.journal()), ["s-0", "s-1"]);
}

#[test]
fn a_file_that_is_not_a_journal_is_not_written() {
    let home = home();
    let readme = home.file("README.md", "# Read me\n");
    let error = home.fails(&["check", "s-0", "--progress", "README.md"]);
    let expected = "error: README.md is not a journal: it has text but no event; \
                    name another file with --progress or ROADMAP_PROGRESS\nnothing was recorded\n";
    assert_eq!(
        error,
        format!("warning: 1 line skipped, first at README.md:1; see roadmap doctor\n{expected}")
    );
    assert_eq!(fs::read_to_string(readme).unwrap(), "# Read me\n");
}

#[test]
fn a_self_link_next_to_the_journal_is_a_warning() {
    let home = home();
    home.ok(&["check", "s-0"]);
    let link = home.journal().with_file_name("progress-loop.jsonl");
    symlink(&link, &link).unwrap();
    for args in [&["next"][..], &["check", "s-1"], &["history"]] {
        let ran = home.run(args);
        let warning = "warning: progress-loop.jsonl is skipped: the link cannot be followed\n";
        assert_eq!((ran.status, ran.stderr.as_str()), (0, warning), "{args:?}");
    }
}

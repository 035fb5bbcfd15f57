//! The journal in real files, under real locks.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread;

use tempfile::TempDir;

use super::*;

/// A home, and a journal in a folder of it that does not exist yet.
fn home() -> (TempDir, Journal) {
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::new(home.path().join("data/roadmap/progress.jsonl"));
    (home, journal)
}

/// The same with one event in it.
fn begun() -> (TempDir, Journal) {
    let (home, journal) = home();
    record(&journal, "git");
    (home, journal)
}

#[expect(clippy::needless_pass_by_value, reason = "tests make the change in the call")]
fn append(journal: &Journal, change: Change) -> Result<Event, JournalError> {
    journal.append(now(), &WAIT, |_| Ok(Some(draft(change.clone())))).map(Option::unwrap)
}

fn record(journal: &Journal, skill: &str) -> Event {
    append(journal, done(skill)).unwrap()
}

fn skills(journal: &Journal) -> Vec<String> {
    let log = journal.read().unwrap();
    let skills = log.events().iter().flat_map(|logged| log.event(logged).change.skills().to_vec());
    skills.map(|id| id.to_string()).collect()
}

fn text(journal: &Journal) -> String {
    fs::read_to_string(journal.path()).unwrap()
}

/// Everything in a folder, with `/` behind folders.
fn tree(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            if path.is_dir() && !path.is_symlink() {
                found.push(format!("{name}/"));
                folders.push(path);
            } else {
                found.push(name);
            }
        }
    }
    found.sort();
    found
}

/// Asserts that reading and writing fail with this message, where `~` is the home.
#[track_caller]
fn fails(home: &TempDir, journal: &Journal, expected: &str) {
    let clean =
        |error: JournalError| error.to_string().replace(&home.path().display().to_string(), "~");
    assert_eq!(clean(journal.read().unwrap_err()), expected);
    assert_eq!(clean(append(journal, done("git")).unwrap_err()), expected);
}

#[test]
fn a_missing_file_is_empty_and_reading_does_not_create_it() {
    let (home, journal) = home();
    assert!(journal.read().unwrap().is_empty());
    assert_eq!(tree(home.path()), [""; 0]);
}

#[test]
fn a_line_is_appended_for_each_event() {
    let (_home, journal) = home();
    let first = record(&journal, "git");
    let second = append(
        &journal,
        Change::Start {
            skills: vec![id("http"), id("sql")],
            redate: false,
            note: Some("…".to_owned()),
        },
    )
    .unwrap();
    assert_eq!(
        text(&journal),
        format!(
            r#"{{"v":1,"id":"{}","at":"2026-11-20T09:12:33.123Z","event":"done","skills":["git"],"on":"2026-11-20"}}
{{"v":1,"id":"{}","at":"2026-11-20T09:12:33.124Z","event":"start","skills":["http","sql"],"on":"2026-11-20","note":"…"}}
"#,
            first.id, second.id
        )
    );
    let log = journal.read().unwrap();
    let events: Vec<_> = log.events().iter().map(|logged| log.event(logged)).collect();
    assert_eq!(events, [first, second]);
    for event in events {
        assert_eq!(event.id.get_version_num(), 7);
        let (seconds, nanos) = event.id.get_timestamp().unwrap().to_unix();
        let time = Timestamp::new(i64::try_from(seconds).unwrap(), i32::try_from(nanos).unwrap());
        assert_eq!(time.unwrap(), event.at);
    }
}

#[test]
fn instants_are_cut_to_milliseconds() {
    let (_home, journal) = home();
    let now = "2026-11-20T09:12:33.123999999Z".parse().unwrap();
    let event =
        journal.append(now, &WAIT, |_| Ok::<_, JournalError>(Some(draft(done("git"))))).unwrap();
    assert_eq!(event.unwrap().at.to_string(), "2026-11-20T09:12:33.123Z");
    assert_eq!(journal.read().unwrap().events()[0].at.to_string(), "2026-11-20T09:12:33.123Z");
}

#[test]
fn a_clock_before_1970_does_no_harm() {
    let (_home, journal) = home();
    let now = "1901-01-01T00:00:00.0005Z".parse().unwrap();
    for skill in ["git", "sql"] {
        let draft = Draft { on: date(1901, 1, 1), change: done(skill) };
        journal.append(now, &WAIT, |_| Ok::<_, JournalError>(Some(draft.clone()))).unwrap();
    }
    assert_eq!(skills(&journal), ["git", "sql"]);
}

#[test]
fn an_event_is_dated_after_all_existing_ones() {
    let (home, journal) = begun();
    // Another machine, whose clock is wrong, wrote half a millisecond too.
    let other = home.path().join("data/roadmap/progress-laptop.jsonl");
    let ahead = line(1, r#""event":"start","skills":["sql"]"#);
    fs::write(other, ahead.replace("2026-11-20T09:12:34.123Z", "2099-01-01T00:00:00.0005Z"))
        .unwrap();
    let event = record(&journal, "php");
    assert_eq!(event.at.to_string(), "2099-01-01T00:00:00.001Z");
    assert_eq!(skills(&journal), ["git", "sql", "php"]);
    assert_eq!(record(&journal, "php").at.to_string(), "2099-01-01T00:00:00.002Z");
}

#[test]
fn an_event_at_the_end_of_time_is_an_error() {
    let (home, journal) = begun();
    let last = line(1, r#""event":"start","skills":["sql"]"#);
    let last = last.replace("2026-11-20T09:12:34.123Z", &Timestamp::MAX.to_string());
    let text = format!("\n{last}\n");
    fs::write(home.path().join("data/roadmap/progress-x.jsonl"), text).unwrap();
    let before = self::text(&journal);
    let error = append(&journal, done("php")).unwrap_err().to_string();
    assert_eq!(
        error.replace(&home.path().display().to_string(), "~"),
        "no event can come after ~/data/roadmap/progress-x.jsonl:2, which is dated \
         9999-12-30T22:00:00.999999999Z: correct that line"
    );
    assert_eq!(self::text(&journal), before);
}

#[test]
fn invalid_events_are_not_written() {
    let (home, journal) = home();
    let refused = |draft: Draft| {
        journal
            .append(now(), &WAIT, |_| Ok::<_, JournalError>(Some(draft.clone())))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused(Draft { on: date(2026, 11, 22), change: done("git") }),
        "`on` is 2026-11-22, later than the event itself"
    );
    assert_eq!(
        refused(draft(Change::Spent { skills: vec![id("git")], minutes: 1441 })),
        "1441 minutes is not within 1 to 1440"
    );
    assert_eq!(
        refused(draft(Change::Start { skills: vec![], redate: false, note: None })),
        "missing field `skills`"
    );
    assert_eq!(tree(home.path()), [""; 0]);
}

/// The error of a command that decides not to write.
#[derive(Debug)]
struct No;

impl From<JournalError> for No {
    fn from(_: JournalError) -> Self {
        unreachable!("the journal is fine")
    }
}

#[test]
fn a_decision_to_write_nothing_creates_and_removes_nothing() {
    let (home, journal) = home();
    let nothing: Result<_, JournalError> = journal.append(now(), &WAIT, |_| Ok(None));
    assert_eq!(nothing.unwrap(), None);
    assert!(journal.append(now(), &WAIT, |_| Err(No)).is_err());
    assert_eq!(tree(home.path()), [""; 0]);

    // A journal that appears during the decision stays.
    let other = line(1, r#""event":"start","skills":["sql"]"#);
    let nothing: Result<_, JournalError> = journal.append(now(), &WAIT, |_| {
        fs::create_dir_all(journal.path().parent().unwrap()).unwrap();
        fs::write(journal.path(), &other).unwrap();
        Ok(None)
    });
    assert_eq!(nothing.unwrap(), None);
    assert_eq!(skills(&journal), ["sql"]);

    // So does an empty one.
    fs::write(journal.path(), "").unwrap();
    assert!(journal.append(now(), &WAIT, |_| Err(No)).is_err());
    assert_eq!(tree(home.path()), ["data/", "data/roadmap/", "data/roadmap/progress.jsonl"]);
    record(&journal, "git");
    let before = text(&journal);
    assert!(journal.append(now(), &WAIT, |_| Err(No)).is_err());
    assert_eq!(text(&journal), before);
}

#[test]
fn a_file_that_appears_before_the_lock_is_read_and_decided_again() {
    let (_home, journal) = home();
    let other = line(1, r#""event":"start","skills":["sql"]"#) + "\n";
    let mut seen = Vec::new();
    let event = journal.append(now(), &WAIT, |log| {
        seen.push(log.events().len());
        if seen.len() == 1 {
            fs::create_dir_all(journal.path().parent().unwrap()).unwrap();
            fs::write(journal.path(), &other).unwrap();
        }
        Ok::<_, JournalError>(Some(draft(done("git"))))
    });
    assert_eq!(event.unwrap().unwrap().at.to_string(), "2026-11-20T09:12:34.124Z");
    assert_eq!(seen, [0, 1]);
    assert_eq!(skills(&journal), ["sql", "git"]);
}

#[test]
fn a_file_with_text_and_no_event_is_not_written() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("README.md");
    for text in [
        "# Read me\n",
        "x",
        "{\n  \"name\": \"package\"\n}\n",
        "SQLite\0\x01",
        "{\"v\":1,\"foo\":[\n1]}",
        "{\"v\":2}\n",
        "{\"v\":1,\n\"a\":1}",
    ] {
        fs::write(&path, text).unwrap();
        let journal = Journal::new(&path);
        let error = append(&journal, done("git")).unwrap_err().to_string();
        assert_eq!(
            error.replace(&home.path().display().to_string(), "~"),
            "~/README.md is not a journal: it has text but no event; \
             name another file with --progress or ROADMAP_PROGRESS"
        );
        assert_eq!(self::text(&journal), text);
        // Nothing to write is fine.
        let nothing: Result<_, JournalError> = journal.append(now(), &WAIT, |_| Ok(None));
        assert_eq!(nothing.unwrap(), None);
    }
    let event = line(1, r#""event":"start","skills":["sql"]"#);
    for text in [
        "",
        "\n \n",
        "{",
        "{\"v\":1,\"id\":\"x",
        "{\"v\":1\n{\"v\":",
        &format!("# Mine\n {event}\n"),
    ] {
        fs::write(&path, text).unwrap();
        record(&Journal::new(&path), "git");
    }
}

#[test]
fn a_full_file_says_what_to_do() {
    let (home, journal) = begun();
    let file = fs::OpenOptions::new().append(true).open(journal.path()).unwrap();
    file.set_len(64 * 1024 * 1024).unwrap();
    let error = append(&journal, done("sql")).unwrap_err().to_string();
    assert_eq!(
        error.replace(&home.path().display().to_string(), "~"),
        "~/data/roadmap/progress.jsonl is full, at 64 MiB: rename it to progress-old.jsonl, \
         which still counts if it stays in the same folder"
    );
    assert_eq!(fs::metadata(journal.path()).unwrap().len(), 64 * 1024 * 1024);
    fs::rename(journal.path(), home.path().join("data/roadmap/progress-old.jsonl")).unwrap();
    record(&journal, "php");
    assert_eq!(skills(&journal), ["git", "php"]);
}

#[test]
fn a_lock_that_is_held_too_long_is_an_error() {
    let (home, journal) = begun();
    let file = fs::File::open(journal.path()).unwrap();
    file.lock().unwrap();
    let notified = std::cell::RefCell::new(Vec::new());
    let wait = LockWait {
        limit: Duration::from_millis(300),
        notify_after: Duration::from_millis(100),
        notify: &|path| notified.borrow_mut().push(path.to_owned()),
    };
    let result: Result<_, JournalError> =
        journal.append(now(), &wait, |_| Ok(Some(draft(done("sql")))));
    assert_eq!(
        result.unwrap_err().to_string().replace(&home.path().display().to_string(), "~"),
        "another program has locked ~/data/roadmap/progress.jsonl for 0.3 s: try again when it is \
         done, or set ROADMAP_LOCK_TIMEOUT to wait for more seconds"
    );
    assert_eq!(notified.into_inner(), [journal.path()]);
    file.unlock().unwrap();
    record(&journal, "sql");
}

#[test]
fn a_torn_line_stays_and_the_next_event_starts_a_new_line() {
    let (_home, journal) = begun();
    let whole = text(&journal);
    for end in [1, whole.len() / 2, whole.len() - 1] {
        fs::write(journal.path(), &whole[..end]).unwrap();
        let event = record(&journal, "sql");
        let line = write::line(&event);
        assert_eq!(text(&journal), format!("{}\n{line}\n", &whole[..end]));
        let lost = usize::from(end + 1 < whole.len());
        let log = journal.read().unwrap();
        assert_eq!((log.foreign_lines(), log.events().len()), (lost, 2 - lost), "{end}");
    }
}

#[test]
fn copies_next_to_a_journal_of_the_default_name_count() {
    let (home, journal) = begun();
    let folder = home.path().join("data/roadmap");
    let put = |name: &str, n: u32, skill: &str| {
        let line = line(n, &format!(r#""event":"start","skills":["{skill}"]"#));
        fs::write(folder.join(name), line).unwrap();
    };
    put("progress-laptop.jsonl", 2, "laptop");
    put("progress (conflicted copy).jsonl", 3, "dropbox");
    put("progress.sync-conflict-20261120-091233-ABCDEF.jsonl", 4, "syncthing");
    put("my-progress.jsonl", 5, "mine");
    put("progress.json", 6, "json");
    put("progress-laptop.jsonl.bak", 7, "bak");
    fs::create_dir(folder.join("progress-old.jsonl")).unwrap();
    fs::copy(journal.path(), folder.join("progress-same.jsonl")).unwrap();
    assert_eq!(skills(&journal), ["git", "laptop", "dropbox", "syncthing"]);
    let log = journal.read().unwrap();
    let names: Vec<_> =
        log.files().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "progress.jsonl",
            "progress (conflicted copy).jsonl",
            "progress-laptop.jsonl",
            "progress-same.jsonl",
            "progress.sync-conflict-20261120-091233-ABCDEF.jsonl",
        ]
    );
    let candidates = journal.candidates().unwrap();
    assert!(log.files().skip(1).all(|file| candidates.iter().any(|other| *other == *file)));
    assert!(candidates.contains(&folder.join("progress-old.jsonl")));

    // Only the journal is written.
    let before = fs::read(folder.join("progress-laptop.jsonl")).unwrap();
    record(&journal, "php");
    assert_eq!(fs::read(folder.join("progress-laptop.jsonl")).unwrap(), before);
    assert_eq!(skills(&Journal::new(folder.join("my-progress.jsonl"))), ["mine"]);
    assert_eq!(skills(&Journal::new(folder.join("progress-laptop.jsonl"))), ["laptop"]);
}

#[test]
fn copies_count_without_a_journal() {
    let (home, journal) = home();
    fs::create_dir_all(home.path().join("data/roadmap")).unwrap();
    let line = line(1, r#""event":"start","skills":["sql"]"#);
    fs::write(home.path().join("data/roadmap/progress-laptop.jsonl"), line).unwrap();
    assert_eq!(skills(&journal), ["sql"]);
    record(&journal, "git");
    assert_eq!(skills(&journal), ["sql", "git"]);
}

#[test]
fn a_folder_is_not_a_journal() {
    let (home, journal) = home();
    fs::create_dir_all(journal.path()).unwrap();
    fails(
        &home,
        &journal,
        "~/data/roadmap/progress.jsonl is a folder, not a file: \
         name the journal with --progress or ROADMAP_PROGRESS",
    );
}

#[test]
fn parallel_writers_lose_no_events() {
    const WRITERS: usize = 16;
    const EVENTS: usize = 20;
    let (_home, journal) = home();
    let path = journal.path();
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            scope.spawn(move || {
                for n in 0..EVENTS {
                    let journal = Journal::new(path);
                    record(&journal, &format!("skill-{writer}-{n}"));
                    // A writer that decides against writing must not remove the file.
                    let nothing: Result<_, JournalError> =
                        journal.append(now(), &WAIT, |_| Ok(None));
                    assert_eq!(nothing.unwrap(), None);
                    assert!(journal.read().unwrap().events().len() > n);
                }
            });
        }
    });
    let log = journal.read().unwrap();
    assert_eq!(log.foreign_lines(), 0);
    let ats: BTreeSet<_> = log.events().iter().map(|logged| logged.at).collect();
    assert_eq!(ats.len(), WRITERS * EVENTS);
    assert_eq!(skills(&journal).into_iter().collect::<BTreeSet<_>>().len(), WRITERS * EVENTS);
}

#[test]
fn writers_with_nothing_to_write_do_not_disturb_others() {
    for _ in 0..50 {
        let (_home, journal) = home();
        thread::scope(|scope| {
            for writer in 0..4 {
                let journal = &journal;
                scope.spawn(move || {
                    for _ in 0..5 {
                        let nothing: Result<_, JournalError> =
                            journal.append(now(), &WAIT, |_| Ok(None));
                        assert_eq!(nothing.unwrap(), None);
                    }
                    record(journal, &format!("skill-{writer}"));
                });
            }
        });
        assert_eq!(skills(&journal).len(), 4);
    }
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;
    use std::time::Duration;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn new_files_are_private_and_existing_ones_keep_their_mode() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        fs::create_dir(&data).unwrap();
        fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
        let journal = Journal::new(data.join("a/b/progress.jsonl"));
        record(&journal, "git");
        assert_eq!(mode(&data), 0o755);
        assert_eq!(mode(&data.join("a")), 0o700);
        assert_eq!(mode(&data.join("a/b")), 0o700);
        assert_eq!(mode(journal.path()), 0o600);
        fs::set_permissions(journal.path(), fs::Permissions::from_mode(0o640)).unwrap();
        record(&journal, "sql");
        assert_eq!(mode(journal.path()), 0o640);
    }

    #[test]
    fn only_a_regular_file_is_a_journal() {
        let (home, journal) = begun();
        let pipe = home.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let why = "is a device or a pipe, not a file: \
                   name the journal with --progress or ROADMAP_PROGRESS";
        fails(&home, &Journal::new(pipe.clone()), &format!("~/pipe {why}"));
        fails(&home, &Journal::new("/dev/null"), &format!("/dev/null {why}"));
        // A pipe with the name of a copy is passed over.
        fs::rename(pipe, home.path().join("data/roadmap/progress-pipe.jsonl")).unwrap();
        assert_eq!(skills(&journal), ["git"]);
        fails(
            &home,
            &Journal::new(journal.path().join("progress.jsonl")),
            "cannot read ~/data/roadmap/progress.jsonl/progress.jsonl: Not a directory",
        );
    }

    #[test]
    fn a_link_loop_next_to_the_journal_is_a_warning() {
        let (home, journal) = begun();
        let folder = home.path().join("data/roadmap");
        symlink(home.path().join("nowhere"), folder.join("progress-gone.jsonl")).unwrap();
        assert_eq!(journal.read().unwrap().warnings(), []);
        let mut warnings = Vec::new();
        for name in ["progress-loop.jsonl", "progress-other.jsonl"] {
            symlink(folder.join(name), folder.join(name)).unwrap();
            let log = journal.read().unwrap();
            assert_eq!(log.events().len(), 1);
            warnings.extend(log.warnings().iter().map(ToString::to_string));
        }
        assert_eq!(
            warnings,
            [
                "progress-loop.jsonl is skipped: the link cannot be followed",
                "progress-loop.jsonl and 1 more are skipped: the link cannot be followed",
            ]
        );
        record(&journal, "sql");
    }

    #[test]
    fn a_copy_that_cannot_be_read_stops_the_command() {
        let (home, journal) = begun();
        let copy = home.path().join("data/roadmap/progress-copy.jsonl");
        fs::write(&copy, "").unwrap();
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o000)).unwrap();
        if File::open(&copy).is_ok() {
            // Nothing is unreadable for root.
            return;
        }
        fails(&home, &journal, "cannot read ~/data/roadmap/progress-copy.jsonl: Permission denied");
    }

    /// Only the beginning of a 3 GB copy is read.
    #[test]
    fn a_large_copy_is_read_up_to_the_limit() {
        let (home, journal) = begun();
        let copy = File::create(home.path().join("data/roadmap/progress-copy.jsonl")).unwrap();
        copy.set_len(3 << 30).unwrap();
        let log = journal.read().unwrap();
        let warnings: Vec<String> = log.warnings().iter().map(ToString::to_string).collect();
        assert_eq!(warnings, ["progress-copy.jsonl is longer than 64 MiB: the rest is not read"]);
        record(&journal, "sql");
    }

    #[test]
    fn a_symlink_is_followed_and_stays() {
        let (home, journal) = home();
        let dotfiles = home.path().join("dotfiles");
        fs::create_dir_all(&dotfiles).unwrap();
        fs::create_dir_all(journal.path().parent().unwrap()).unwrap();
        let target = dotfiles.join("progress.jsonl");
        symlink("../../dotfiles/progress.jsonl", journal.path()).unwrap();

        assert!(journal.read().unwrap().is_empty());
        let nothing: Result<_, JournalError> = journal.append(now(), &WAIT, |_| Ok(None));
        assert_eq!(nothing.unwrap(), None);
        let everything = ["data/", "data/roadmap/", "data/roadmap/progress.jsonl", "dotfiles/"];
        assert_eq!(tree(home.path()), everything);

        record(&journal, "git");
        assert!(journal.path().is_symlink());
        assert_eq!(mode(&target), 0o600);
        assert_eq!(skills(&Journal::new(&target)), ["git"]);

        // One file per machine, in the repository of the dotfiles or next to the link.
        let line = |n, skill| line(n, &format!(r#""event":"start","skills":["{skill}"]"#));
        fs::write(dotfiles.join("progress-laptop.jsonl"), line(1, "laptop")).unwrap();
        fs::write(home.path().join("data/roadmap/progress-old.jsonl"), line(2, "old")).unwrap();
        assert_eq!(skills(&journal), ["git", "laptop", "old"]);
        assert_eq!(journal.read().unwrap().files().len(), 3);
    }

    #[test]
    fn a_symlink_to_a_missing_folder_is_an_error() {
        let (home, journal) = home();
        fs::create_dir_all(journal.path().parent().unwrap()).unwrap();
        symlink(home.path().join("disk/progress.jsonl"), journal.path()).unwrap();
        assert!(journal.read().unwrap().is_empty());
        let error = append(&journal, done("git")).unwrap_err().to_string();
        assert_eq!(
            error.replace(&home.path().display().to_string(), "~"),
            "~/data/roadmap/progress.jsonl is a link to ~/disk/progress.jsonl, whose folder is \
             missing: create that folder"
        );
        assert!(!home.path().join("disk").exists());
    }

    #[test]
    fn a_folder_that_takes_no_files_is_an_error() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("data");
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
        if File::create(folder.join("probe")).is_ok() {
            // Nothing is read-only for root.
            return;
        }
        for (path, expected) in [
            ("progress.jsonl", "cannot write ~/data/progress.jsonl: Permission denied"),
            ("a/progress.jsonl", "cannot create the folder ~/data/a: Permission denied"),
        ] {
            let error = append(&Journal::new(folder.join(path)), done("git")).unwrap_err();
            assert_eq!(
                error.to_string().replace(&home.path().display().to_string(), "~"),
                format!("{expected}")
            );
        }
    }

    /// Lets a writer wait for the lock, does something to the file, and lets it go on.
    fn while_a_writer_waits(journal: &Journal, meanwhile: impl FnOnce()) {
        let old = File::open(journal.path()).unwrap();
        old.lock().unwrap();
        thread::scope(|scope| {
            let writer = scope.spawn(|| record(journal, "sql"));
            thread::sleep(Duration::from_millis(100));
            assert!(!writer.is_finished());
            meanwhile();
            old.unlock().unwrap();
            writer.join().unwrap();
        });
    }

    #[test]
    fn a_file_that_was_replaced_while_waiting_is_reopened() {
        let (home, journal) = begun();
        let replacement = home.path().join("new");
        let new = format!("{}\n", line(1, r#""event":"start","skills":["php"]"#));
        fs::write(&replacement, &new).unwrap();
        let kept = home.path().join("old");
        fs::hard_link(journal.path(), &kept).unwrap();
        let old = fs::read_to_string(&kept).unwrap();
        while_a_writer_waits(&journal, || fs::rename(&replacement, journal.path()).unwrap());
        assert_eq!(fs::read_to_string(kept).unwrap(), old);
        assert_eq!(skills(&journal), ["php", "sql"]);
    }

    #[test]
    fn a_file_that_was_removed_while_waiting_is_created_again() {
        let (_home, journal) = begun();
        while_a_writer_waits(&journal, || fs::remove_file(journal.path()).unwrap());
        assert_eq!(skills(&journal), ["sql"]);
    }

    #[test]
    fn readers_do_not_wait() {
        let (_home, journal) = begun();
        let file = File::open(journal.path()).unwrap();
        file.lock().unwrap();
        assert_eq!(skills(&journal), ["git"]);
    }

    const CHILD: &str = "progress::tests::files::unix::on_a_full_disk";

    /// The disk is full for a process that may write no larger files.
    #[test]
    fn a_short_write_is_cut_back() {
        let (home, journal) = begun();
        // A line is longer than the rest of the 512 bytes.
        let before = format!("{:1$}", text(&journal), 500);
        fs::write(journal.path(), &before).unwrap();
        let child = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh"])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", CHILD, "--ignored"])
            .env("JOURNAL_OF_TEST", journal.path())
            .output()
            .unwrap();
        assert!(child.status.success(), "{child:?}");
        assert!(String::from_utf8_lossy(&child.stdout).contains("1 passed"));
        assert_eq!(text(&journal), before);
        assert_eq!(tree(home.path()).len(), 3);
        record(&journal, "sql");
        assert_eq!(skills(&journal), ["git", "sql"]);
    }

    #[test]
    #[ignore = "the part of another test that runs in its own process"]
    fn on_a_full_disk() {
        let Ok(path) = std::env::var("JOURNAL_OF_TEST") else { return };
        let error = append(&Journal::new(&path), done("sql")).unwrap_err();
        let length = done_line_length();
        assert_eq!(
            error.to_string(),
            format!(
                "cannot write {path}: only 12 of {length} bytes could be written, \
                 the disk may be full"
            )
        );
    }

    /// The length of the line of `done("sql")` with the newlines before and after it.
    fn done_line_length() -> usize {
        line(0, r#""event":"done","skills":["sql"]"#).len() + 2
    }
}

#[test]
fn an_event_with_too_many_skills_is_refused() {
    let (_home, journal) = begun();
    let before = text(&journal);
    let skills: Vec<String> = (0..20_000).map(|n| format!("{}-{n:05}", "a".repeat(58))).collect();
    let skills: Vec<Id> = skills.iter().map(|id| Id::new(id).unwrap()).collect();
    let change = Change::Start { skills, redate: false, note: None };
    assert_eq!(
        append(&journal, change).unwrap_err().to_string(),
        "one event would name 20000 skills and be longer than 1 MiB: \
         name fewer at a time, such as one stage or group"
    );
    assert_eq!(text(&journal), before);
}

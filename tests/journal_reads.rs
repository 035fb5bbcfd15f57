//! Reading commands write nothing and wait for no lock.

#![cfg(unix)]

mod common;

use std::fs::OpenOptions;
use std::time::Duration;

use common::{Home, Ran, roadmap_of};

/// Every reading command in all its forms.
const READERS: [&[&str]; 23] = [
    &[],
    &["--json"],
    &["list"],
    &["list", "--json"],
    &["show"],
    &["show", "s-0"],
    &["show", "s-0", "--json"],
    &["show", "roadmap/backend"],
    &["next"],
    &["next", "--explain"],
    &["next", "--json"],
    &["next", "--all", "-n", "99"],
    &["history"],
    &["history", "s-0", "--json"],
    &["progress"],
    &["progress", "--json"],
    &["find", "t1"],
    &["find", "t1", "--json"],
    &["lint", ".config/roadmap/roadmaps/backend.yaml"],
    &["doctor"],
    &["doctor", "--json"],
    &["open", "s-link"],
    &["--help"],
];

fn home() -> Home {
    let home = Home::new();
    let link = "  - { id: s-link, title: L, resources: [https://link.example/] }\n";
    home.roadmap("backend", &format!("{}{link}", roadmap_of("s", 10)));
    home
}

/// `PATH` has no program that opens links.
fn reader(home: &Home, args: &[&str]) -> Ran {
    Ran::within(Duration::from_secs(20), home.command(args).env("PATH", home.path()))
}

#[test]
fn readers_change_nothing_in_the_home() {
    for journal in [false, true] {
        let home = home();
        if journal {
            home.ok(&["check", "s-0", "--note", "words"]);
            // Readers do not repair a torn line.
            let mut text = std::fs::read_to_string(home.journal()).unwrap();
            text.push_str("{\"v\":1,\"id\":");
            home.file(".local/share/roadmap/progress.jsonl", &text);
        }
        let before = home.tree();
        for args in READERS {
            let ran = reader(&home, args);
            assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
            assert_eq!(home.tree(), before, "{args:?} left something behind");
        }
    }
}

#[test]
fn readers_do_not_wait_for_locks() {
    let home = home();
    home.ok(&["check", "s-0"]);
    let file = OpenOptions::new().read(true).write(true).open(home.journal()).unwrap();
    file.lock().unwrap();
    for args in READERS {
        let ran = reader(&home, args);
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn readers_work_where_nothing_can_be_written() {
    let home = home();
    home.ok(&["check", "s-0"]);
    let commands =
        READERS.map(|args| format!("\"$roadmap\" {} >/dev/null 2>&1 || exit 8", args.join(" ")));
    let script = format!(
        "mount --bind \"$HOME\" \"$HOME\" && mount -o remount,bind,ro \"$HOME\" && cd \"$HOME\" || exit 9
        touch x 2>/dev/null && exit 7
        export PATH=/nowhere
        {}",
        commands.join("\n")
    );
    let Some(ran) = home.among_own_mounts(&script) else { return };
    assert_eq!((ran.status, ran.stderr.as_str(), ran.stdout.as_str()), (0, "", ""));
}

#[test]
fn an_unreadable_journal_is_an_error_and_not_an_empty_one() {
    let home = home();
    std::fs::create_dir_all(home.journal()).unwrap();
    for args in READERS {
        let needs_none = matches!(args.first(), Some(&("lint" | "--help")));
        let ran = reader(&home, args);
        assert_eq!(ran.status, i32::from(!needs_none), "{args:?}: {}", ran.stdout);
    }
}

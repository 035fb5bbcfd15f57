//! Files that were made to hurt: a clear error, soon, in little memory, and
//! the other roadmaps go on working.

#![cfg(unix)]

mod common;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use common::{Home, Ran, skip};

const START: &str = "title: T\nstages:\n- id: st\n  title: S\n  skills:\n";

/// What a file is made of, and a piece of what is said about it.
type Case = (&'static str, &'static str, fn(&Path));

const CASES: [Case; 20] = [
    ("billion laughs", "[yaml-alias]", |path| {
        let mut text = "title: T\nstages:\n- &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for pair in ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi", "ij"] {
            let (old, new) = pair.split_at(1);
            writeln!(text, "- &{new} [{}]", vec![format!("*{old}"); 10].join(", ")).unwrap();
        }
        fs::write(path, text).unwrap();
    }),
    ("an anchor of 100 KB with 20,000 aliases", "[yaml-alias]", |path| {
        let skills = (0..20_000).map(|n| format!("  - {{ id: s-{n}, title: T, summary: *a }}\n"));
        let text = format!("summary: &a \"{}\"\n{START}", "y".repeat(100_000));
        fs::write(path, text + &skills.collect::<String>()).unwrap();
    }),
    ("a merge key", "[yaml-alias]", |path| {
        fs::write(path, "x: &x { title: T }\n<<: *x\nstages: []\n").unwrap();
    }),
    ("open brackets", "[too-deep]", |path| {
        fs::write(path, format!("title: {}\n", "[".repeat(10_000))).unwrap();
    }),
    ("nested brackets", "[too-deep]", |path| {
        let (open, close) = ("[".repeat(10_000), "]".repeat(10_000));
        fs::write(path, format!("title: T\nstages: {open}{close}\n")).unwrap();
    }),
    ("nested braces", "[too-deep]", |path| {
        let (open, close) = ("{a: ".repeat(10_000), "}".repeat(10_000));
        fs::write(path, format!("title: T\nstages: {open}1{close}\n")).unwrap();
    }),
    ("nested dashes, to the largest size", "[too-deep]", |path| {
        fs::write(path, "- ".repeat(4_000_000)).unwrap();
    }),
    ("groups nested 1,000 deep", "[too-deep]", |path| {
        let mut text = START.to_owned();
        for n in 0..1000 {
            let indent = "  ".repeat(n + 1);
            write!(text, "{indent}- id: g-{n}\n{indent}  title: G\n{indent}  skills:\n").unwrap();
        }
        writeln!(text, "{}- {{ id: a, title: A }}", "  ".repeat(1001)).unwrap();
        fs::write(path, text).unwrap();
    }),
    ("groups nested 5 deep", "[too-deep]", |path| {
        let mut entry = "{ id: a, title: A }".to_owned();
        for n in 0..5 {
            entry = format!("{{ id: g-{n}, title: G, skills: [{entry}] }}");
        }
        fs::write(path, format!("{START}  - {entry}\n")).unwrap();
    }),
    ("100 MB", "[too-large]", |path| {
        // Without blocks on the disk; a file of spaces would be the same to a reader.
        File::create(path).unwrap().set_len(100_000_000).unwrap();
    }),
    ("a pipe", "[not-a-file]", |path| {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }),
    ("a folder", "[not-a-file]", |path| fs::create_dir(path).unwrap()),
    ("invalid UTF-8", "[not-utf8]", |path| {
        fs::write(path, b"title: \xff\xfe\xfa\nstages: []\n").unwrap();
    }),
    ("a NUL byte", "[not-utf8]", |path| fs::write(path, "title: a\0b\nstages: []\n").unwrap()),
    ("UTF-16", "[not-utf8]", |path| {
        let text = format!("\u{feff}{START}  - {{ id: a, title: A }}\n");
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        fs::write(path, bytes).unwrap();
    }),
    ("a duplicate key", "[duplicate-key]", |path| {
        fs::write(path, format!("{START}  - {{ id: a, title: A, title: B }}\n")).unwrap();
    }),
    ("needs on itself", "[circle]", |path| {
        fs::write(path, format!("{START}  - {{ id: a, title: A, needs: a }}\n")).unwrap();
    }),
    ("a circle of 20,000", "[circle]", |path| {
        let skills = (0..20_000)
            .map(|n| format!("  - {{ id: a-{n}, title: A, needs: a-{} }}\n", (n + 1) % 20_000));
        fs::write(path, START.to_owned() + &skills.collect::<String>()).unwrap();
    }),
    ("100,000 times the same id", "[duplicate-id]", |path| {
        fs::write(path, START.to_owned() + &"  - { id: a, title: A }\n".repeat(100_000)).unwrap();
    }),
    ("30,000 misspelt keys", "[unknown-key]", |path| {
        let skills = (0..30_000).map(|n| format!("  - {{ id: a-{n}, titel: A, needz: [b] }}\n"));
        fs::write(path, START.to_owned() + &skills.collect::<String>()).unwrap();
    }),
];

fn home_with(name: &str, make: fn(&Path)) -> (Home, PathBuf) {
    let home = Home::new();
    fs::create_dir_all(home.roadmaps()).unwrap();
    let path = home.roadmaps().join(name);
    make(&path);
    (home, path)
}

/// Runs with a second of processor time (two where the build is slow) and 200 MB.
fn limited(home: &Home, args: &[&str]) -> Ran {
    let seconds = if cfg!(debug_assertions) { 2 } else { 1 };
    // Where a shell cannot limit memory it says so, and the test goes on without.
    let script =
        format!("ulimit -v 200000 2>/dev/null; ulimit -t {seconds}; exec \"$roadmap\" \"$@\"");
    let mut command = home.shell(&script);
    Ran::within(Duration::from_secs(60), command.arg("sh").args(args))
}

#[test]
fn each_is_a_clear_error_to_lint() {
    for (what, code, make) in CASES {
        let (home, path) = home_with("mine.yaml", make);
        if path.is_dir() {
            continue;
        }
        let ran = limited(&home, &["lint", path.to_str().unwrap()]);
        assert_eq!(ran.status, 1, "{what}: {}", ran.stderr);
        assert!(ran.stderr.contains(&format!("error{code}")), "{what}: {}", ran.stderr);
        assert!(ran.stderr.len() < 100_000, "{what}: {} bytes are no help", ran.stderr.len());
    }
}

#[test]
fn each_is_a_clear_error_in_use_and_the_others_work() {
    for (what, code, make) in CASES {
        let (home, _) = home_with("mine.yaml", make);
        let ran = limited(&home, &["show", "roadmap/mine"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{what}");
        assert!(ran.stderr.contains(code), "{what}: {}", ran.stderr);
        assert!(ran.stderr.contains("error: "), "{what}: {}", ran.stderr);

        let ran = limited(&home, &["show", "roadmap/devops"]);
        assert_eq!(ran.status, 0, "{what}: {}", ran.stderr);
        for args in [&["next"][..], &["progress"], &["check", "git"], &["history"]] {
            let ran = limited(&home, args);
            assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{what}, {args:?}");
        }
        let ran = limited(&home, &["list"]);
        assert_eq!(ran.status, 0, "{what}: {}", ran.stderr);
        assert!(ran.stdout.contains("devops"), "{what}: {}", ran.stdout);
    }
}

#[test]
fn broken_shared_skills_leave_the_built_in_ones() {
    for (what, _, make) in CASES {
        let (home, _) = home_with("skills.yaml", make);
        for args in [&["next"][..], &["check", "git"], &["show", "git"]] {
            let ran = limited(&home, args);
            assert_eq!(ran.status, 0, "{what}, {args:?}: {}", ran.stderr);
            assert!(!ran.stdout.is_empty(), "{what}, {args:?}");
        }
    }
}

#[test]
fn a_broken_current_roadmap_is_an_error_and_progress_stays() {
    for (what, code, make) in CASES {
        let (home, path) = home_with("backend.yaml", make);
        let ran = limited(&home, &["next"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{what}");
        assert!(ran.stderr.contains(code), "{what}: {}", ran.stderr);
        assert_eq!(limited(&home, &["use", "devops"]).status, 0, "{what}");
        assert_eq!(limited(&home, &["next"]).status, 0, "{what}");
        if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) }.unwrap();
        assert_eq!(limited(&home, &["use", "backend"]).status, 0, "{what}");
    }
}

#[test]
fn a_memory_limit_is_one_here() {
    let home = Home::new();
    let ran = Ran::of(&home.shell("ulimit -v 4000 && exec \"$roadmap\" list").output().unwrap());
    if ran.status == 0 {
        skip("memory cannot be limited here");
    }
}

#[test]
fn files_of_other_editors_are_read() {
    let text = format!("{START}  - {{ id: a, title: Ä }}\n");
    for (what, text) in [
        ("a byte order mark", format!("\u{feff}{text}")),
        ("ends of lines of Windows", text.replace('\n', "\r\n")),
        ("no last end of line", text.trim_end().to_owned()),
        ("a start and an end", format!("---\n{text}...\n")),
    ] {
        let home = Home::new();
        home.roadmap("mine", &text);
        let show = home.json(&["show", "roadmap/mine"]);
        assert_eq!(show["title"], "T", "{what}");
        assert_eq!(show["stages"][0]["skills"][0]["title"], "Ä", "{what}");
    }
}

#[test]
fn names_of_files_that_are_no_ids_do_no_harm() {
    use std::os::unix::ffi::OsStrExt as _;

    let home = Home::new();
    home.roadmap("good", &format!("{START}  - {{ id: a, title: A }}\n"));
    for name in [
        &b"x.yml"[..],
        b"\xff.yaml",
        b".yaml",
        b"..yaml",
        b"con.yaml",
        b"A b.yaml",
        b"-n.yaml",
        b"a\nb.yaml",
    ] {
        fs::write(home.roadmaps().join(std::ffi::OsStr::from_bytes(name)), "title: 1\n").unwrap();
    }
    let ran = limited(&home, &["show", "roadmap/good"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(limited(&home, &["lint"]).status, 1);
    for name in ["../good", "roadmap/../good", "roadmaps/good", "/etc/passwd", "con", "skills"] {
        assert_eq!(limited(&home, &["use", name]).status, 1, "{name}");
    }
}

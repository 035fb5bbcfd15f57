//! Hostile files: a clear error, quickly, with little memory, and other roadmaps still
//! work. `tests/hostile.txt` has the expected reports; `SNAPSHOTS=overwrite` writes it.

#![cfg(unix)]

mod common;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use common::{Home, Ran, skip};
use snapbox::{Assert, Data};

const START: &str = "title: T\nstages:\n- id: st\n  title: S\n  skills:\n";

/// The content of a file.
type Case = (&'static str, fn(&Path));

const CASES: [Case; 32] = [
    ("billion laughs", |path| {
        let mut text = "title: T\nstages:\n- &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for pair in ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi", "ij"] {
            let (old, new) = pair.split_at(1);
            writeln!(text, "- &{new} [{}]", vec![format!("*{old}"); 10].join(", ")).unwrap();
        }
        fs::write(path, text).unwrap();
    }),
    ("an anchor of 100 KB with 20,000 aliases", |path| {
        let skills = (0..20_000).map(|n| format!("  - {{ id: s-{n}, title: T, summary: *a }}\n"));
        let text = format!("summary: &a \"{}\"\n{START}", "y".repeat(100_000));
        fs::write(path, text + &skills.collect::<String>()).unwrap();
    }),
    ("a merge key", |path| {
        fs::write(path, "x: &x { title: T }\n<<: *x\nstages: []\n").unwrap();
    }),
    ("open brackets", |path| {
        fs::write(path, format!("title: {}\n", "[".repeat(10_000))).unwrap();
    }),
    ("nested brackets", |path| {
        let (open, close) = ("[".repeat(10_000), "]".repeat(10_000));
        fs::write(path, format!("title: T\nstages: {open}{close}\n")).unwrap();
    }),
    ("nested braces", |path| {
        let (open, close) = ("{a: ".repeat(10_000), "}".repeat(10_000));
        fs::write(path, format!("title: T\nstages: {open}1{close}\n")).unwrap();
    }),
    ("nested dashes, to the largest size", |path| {
        fs::write(path, "- ".repeat(4_000_000)).unwrap();
    }),
    ("groups nested 1,000 deep", |path| {
        let mut text = START.to_owned();
        for n in 0..1000 {
            let indent = "  ".repeat(n + 1);
            write!(text, "{indent}- id: g-{n}\n{indent}  title: G\n{indent}  skills:\n").unwrap();
        }
        writeln!(text, "{}- {{ id: a, title: A }}", "  ".repeat(1001)).unwrap();
        fs::write(path, text).unwrap();
    }),
    ("groups nested 5 deep", |path| {
        let mut entry = "{ id: a, title: A }".to_owned();
        for n in 0..5 {
            entry = format!("{{ id: g-{n}, title: G, skills: [{entry}] }}");
        }
        fs::write(path, format!("{START}  - {entry}\n")).unwrap();
    }),
    ("100 MB", |path| {
        // A sparse file, which takes no disk space.
        File::create(path).unwrap().set_len(100_000_000).unwrap();
    }),
    ("a pipe", |path| {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }),
    ("a folder", |path| fs::create_dir(path).unwrap()),
    ("invalid UTF-8", |path| {
        fs::write(path, b"title: \xff\xfe\xfa\nstages: []\n").unwrap();
    }),
    ("a NUL byte", |path| fs::write(path, "title: a\0b\nstages: []\n").unwrap()),
    ("UTF-16", |path| {
        let text = format!("\u{feff}{START}  - {{ id: a, title: A }}\n");
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        fs::write(path, bytes).unwrap();
    }),
    ("a duplicate key", |path| {
        fs::write(path, format!("{START}  - {{ id: a, title: A, title: B }}\n")).unwrap();
    }),
    ("needs on itself", |path| {
        fs::write(path, format!("{START}  - {{ id: a, title: A, needs: a }}\n")).unwrap();
    }),
    ("a circle of 20,000", |path| {
        let skills = (0..20_000)
            .map(|n| format!("  - {{ id: a-{n}, title: A, needs: a-{} }}\n", (n + 1) % 20_000));
        fs::write(path, START.to_owned() + &skills.collect::<String>()).unwrap();
    }),
    ("100,000 times the same id", |path| {
        fs::write(path, START.to_owned() + &"  - { id: a, title: A }\n".repeat(100_000)).unwrap();
    }),
    ("30,000 misspelt keys", |path| {
        let skills = (0..30_000).map(|n| format!("  - {{ id: a-{n}, titel: A, needz: [b] }}\n"));
        fs::write(path, START.to_owned() + &skills.collect::<String>()).unwrap();
    }),
    ("only blank lines, to the largest size", |path| fs::write(path, "\n".repeat(MAX)).unwrap()),
    ("490,000 keys that are numbers", |path| fs::write(path, "1:\n".repeat(490_000)).unwrap()),
    ("2,000,000 empty complex keys", |path| fs::write(path, "? \n".repeat(2_000_000)).unwrap()),
    ("a million tags", |path| fs::write(path, "!b k:\n".repeat(1_000_000)).unwrap()),
    ("a million anchors", |path| fs::write(path, "- &a\n".repeat(1_000_000)).unwrap()),
    ("a title of colons, to the largest size", |path| {
        fs::write(path, format!("title: {}\n", "a:".repeat(MAX / 2 - 10))).unwrap();
    }),
    ("a syntax error in each of 40,000 lines", |path| {
        let lines = (0..40_000).map(|n| format!("k{n}: a: b\n"));
        fs::write(path, lines.collect::<String>()).unwrap();
    }),
    ("400,000 aliases", |path| {
        let aliases = (0..400_000).map(|n| format!("a{n},"));
        let skill =
            format!("  - {{ id: a, title: A, aliases: [{}] }}\n", aliases.collect::<String>());
        fs::write(path, START.to_owned() + &skill + "  - nothing\n").unwrap();
    }),
    ("400,000 unknown references", |path| {
        let references = (0..400_000).map(|n| format!("  - zz{n}\n"));
        fs::write(path, START.to_owned() + &references.collect::<String>()).unwrap();
    }),
    ("unknown keys of 127 characters", |path| {
        let skills = (0..40_000).map(|n| {
            format!("  - id: a-{n}\n    title: A\n    {}: x\n", format!("k{n:08}").repeat(14))
        });
        fs::write(path, START.to_owned() + &skills.collect::<String>()).unwrap();
    }),
    ("2,000 choices of 40, and a skill that needs all options", |path| {
        let choices = (0..2000).map(|group| {
            let options = (0..40).map(|n| format!("{{id: s{group}-{n}, title: S}},"));
            let options = options.collect::<String>();
            format!("  - {{ id: g{group}, title: G, choose: 1, skills: [{options}] }}\n")
        });
        let needs = (0..2000).flat_map(|group| (0..40).map(move |n| format!("s{group}-{n},")));
        let (choices, needs) = (choices.collect::<String>(), needs.collect::<String>());
        let last =
            format!("  - {{ id: z, title: Z, needs: [{needs}] }}\n  - {{ id: z, title: Z }}\n");
        fs::write(path, START.to_owned() + &choices + &last).unwrap();
    }),
    ("100,000 unknown needs", |path| {
        let skills =
            (0..100_000).map(|n| format!("  - {{ id: a-{n}, title: A, needs: z{n}, x: 1 }}\n"));
        fs::write(path, START.to_owned() + &skills.collect::<String>()).unwrap();
    }),
];

/// The largest file that is read, in bytes.
const MAX: usize = 8 * 1024 * 1024;

fn home_with(name: &str, make: fn(&Path)) -> (Home, PathBuf) {
    let home = Home::new();
    fs::create_dir_all(home.roadmaps()).unwrap();
    let path = home.roadmaps().join(name);
    make(&path);
    (home, path)
}

/// Runs with at most one second of CPU time (two for a slow build) and 200 MB of
/// memory.
fn limited(home: &Home, args: &[&str]) -> Ran {
    let seconds = if cfg!(debug_assertions) { 2 } else { 1 };
    // A shell that cannot limit memory prints an error, and the test runs without the
    // limit.
    let script =
        format!("ulimit -v 200000 2>/dev/null; ulimit -t {seconds}; exec \"$roadmap\" \"$@\"");
    let mut command = home.shell(&script);
    Ran::within(Duration::from_mins(1), command.arg("sh").args(args))
}

/// Returns the first line, without the folder, and the number of bytes.
fn summary(what: &str, stderr: &str, home: &Home) -> String {
    let folder = format!("{}/", home.roadmaps().display());
    let first = stderr.lines().next().unwrap_or_default().replace(&folder, "");
    format!("{what}\n    {first}\n")
}

#[test]
fn lint_reports_a_clear_error_for_each() {
    let mut report = String::new();
    for (what, make) in CASES {
        let (home, path) = home_with("mine.yaml", make);
        if path.is_dir() {
            continue;
        }
        let ran = limited(&home, &["lint", "--plain", path.to_str().unwrap()]);
        assert_eq!(ran.status, 1, "{what}: {}", ran.stderr);
        assert!(ran.stderr.len() < 64 * 1024, "{what}: {} bytes", ran.stderr.len());
        assert!(ran.stderr.lines().count() <= 101, "{what}: {}", ran.stderr.lines().count());
        report += &summary(what, &ran.stderr, &home);
    }
    let expected = Data::read_from(Path::new("tests/hostile.txt"), None);
    Assert::new().action_env("SNAPSHOTS").eq(report, expected);
}

#[test]
fn each_is_a_clear_error_and_other_roadmaps_work() {
    let mut report = String::new();
    for (what, make) in CASES {
        let (home, _) = home_with("mine.yaml", make);
        let ran = limited(&home, &["show", "roadmap/mine"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{what}");
        assert!(ran.stderr.lines().count() <= 2, "{what}: {}", ran.stderr);
        report += &summary(what, &ran.stderr, &home);

        let ran = limited(&home, &["show", "roadmap/devops"]);
        assert_eq!(ran.status, 0, "{what}: {}", ran.stderr);
        for args in [&["next"][..], &["progress"], &["check", "git"], &["history"]] {
            let ran = limited(&home, args);
            assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{what}, {args:?}");
        }
        let ran = limited(&home, &["list", "--json"]);
        assert_eq!(ran.status, 0, "{what}: {}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "{what}: {}", ran.stderr);
    }
    let expected = Data::read_from(Path::new("tests/hostile_use.txt"), None);
    Assert::new().action_env("SNAPSHOTS").eq(report, expected);
}

#[test]
fn broken_shared_skills_fall_back_to_the_built_in_ones() {
    for (what, make) in CASES {
        let (home, _) = home_with("skills.yaml", make);
        for args in [&["next"][..], &["check", "git"], &["show", "git"]] {
            let ran = limited(&home, args);
            assert_eq!(ran.status, 0, "{what}, {args:?}: {}", ran.stderr);
            assert!(!ran.stdout.is_empty(), "{what}, {args:?}");
        }
    }
}

#[test]
fn a_broken_current_roadmap_is_an_error_and_keeps_progress() {
    for (what, make) in CASES {
        let (home, path) = home_with("backend.yaml", make);
        let ran = limited(&home, &["next"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{what}");
        assert!(ran.stderr.lines().count() <= 2, "{what}: {}", ran.stderr);
        assert_eq!(limited(&home, &["use", "devops"]).status, 0, "{what}");
        assert_eq!(limited(&home, &["next"]).status, 0, "{what}");
        if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) }.unwrap();
        assert_eq!(limited(&home, &["use", "backend"]).status, 0, "{what}");
    }
}

#[test]
fn the_memory_limit_works() {
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
fn file_names_that_are_not_ids_are_harmless() {
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

#[test]
fn warnings_are_limited_too() {
    let (home, path) = home_with("mine.yaml", |path| {
        let skills = (0..90_000).map(|n| format!("  - id: a-{n}\n    title: A #x\n"));
        fs::write(path, START.to_owned() + &skills.collect::<String>()).unwrap();
    });
    let ran = limited(&home, &["lint", "--plain", path.to_str().unwrap()]);
    assert_eq!(ran.status, 0);
    assert!(ran.stderr.len() < 64 * 1024, "{} bytes", ran.stderr.len());
}

//! `prompt`: its output, and that the stored answer is never stale.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use common::{Home, Ran};

const WEB: &str = "\
title: Web
stages:
  - id: s
    title: S
    skills:
      - { id: sql, title: SQL }
      - id: language
        title: A language
        choose: 1
        skills: [{ id: ruby, title: Ruby }, { id: perl, title: Perl }]
      - { id: last, title: \"$(id) `id` %F{red} #{pid} \\e[31m\" }
";

fn home() -> Home {
    let home = Home::new();
    home.roadmap("web", WEB);
    home.ok(&["use", "web"]);
    home
}

#[test]
fn prints_a_line_for_every_state() {
    let home = home();
    assert_eq!(home.ok(&["prompt"]), "web 0% ▸ SQL\n");
    home.ok(&["check", "sql"]);
    assert_eq!(home.ok(&["prompt"]), "web 33% ▸ choose: A language\n");
    assert_eq!(home.ok(&["prompt", "--plain"]), "web 33%, choose: A language\n");
    home.ok(&["check", "ruby"]);
    assert_eq!(home.ok(&["prompt"]), "web 66% ▸ $(id) `id` %F{red} #{pi…\n");
    home.ok(&["check", "last"]);
    assert_eq!(home.ok(&["prompt"]), "web 100%\n");
}

#[test]
fn prints_nothing_before_the_first_event_or_on_failure() {
    let home = Home::new();
    assert_eq!(home.ok(&["prompt"]), "");
    home.ok(&["use", "backend"]);
    assert!(home.ok(&["prompt"]).starts_with("backend 0% ▸ "));
    let command = |args: &[&str], name: &str, value: &str| {
        Ran::of(&home.command(args).env(name, value).output().unwrap())
    };
    let nothing = Ran { stdout: String::new(), stderr: String::new(), status: 0 };
    assert_eq!(command(&["prompt"], "ROADMAP_PROGRESS", "/"), nothing);
    assert_eq!(command(&["prompt"], "ROADMAP_PROGRESS", "/"), nothing, "from the cache");
    assert_eq!(home.run(&["prompt", "--format", "{{ missing }}"]), nothing);
    assert_eq!(home.run(&["prompt", "--format", "{{ unclosed"]), nothing);
    home.roadmap("backend", "title: 404");
    assert_eq!(home.run(&["prompt"]), nothing);
    assert_eq!(home.run(&["prompt", "--color", "never"]), nothing);
}

#[test]
fn the_json_object_has_no_dates() {
    let home = home();
    home.ok(&["start", "sql"]);
    let want = serde_json::json!({
        "schema": 1, "roadmap": "web", "title": "Web", "percent": 0, "done": 0, "required": 3,
        "stage": "s",
        "step": { "kind": "skill", "id": "sql", "title": "SQL", "status": "learning", "label": "SQL" },
        "milestone": null,
    });
    assert_eq!(home.json(&["prompt"]), want);
    let template = "{{ roadmap }} {{ done }}/{{ required }} {{ step.id }}";
    assert_eq!(home.ok(&["prompt", "--format", template]), "web 0/3 sql\n");
}

#[test]
fn escapes_of_a_template_stay_and_those_of_a_title_do_not() {
    let home = home();
    fs::write(home.roadmaps().join("web.yaml"), WEB.replace("SQL", "\"a\\e[31mb\"")).unwrap();
    backdate(&home.roadmaps().join("web.yaml"));
    let template = "\u{1b}[32m{{ roadmap }}\u{1b}[0m\t{{ step.title }}";
    let line = "\u{1b}[32mweb\u{1b}[0m\ta\u{fffd}[31mb\n";
    let prompt = ["prompt", "--format", template];
    assert_eq!([home.ok(&prompt), home.ok(&prompt)], [line, line], "made, then from the cache");
    assert_eq!(cached(&home).len(), 1);
}

#[test]
fn follows_the_locale_and_the_flags() {
    let home = home();
    let with = |name: &str, value: &str, args: &[&str]| {
        Ran::of(&home.command(args).env(name, value).output().unwrap()).stdout
    };
    assert_eq!(with("LANG", "C", &["prompt"]), "web 0% > SQL\n");
    assert_eq!(with("ROADMAP_PLAIN", "1", &["prompt"]), "web 0%, SQL\n");
    assert_eq!(home.ok(&["--plain", "prompt"]), "web 0%, SQL\n");
    assert_eq!(home.ok(&["prompt", "--color", "always"]), "web 0% ▸ SQL\n");
}

#[test]
fn wrong_usage_is_silent_unless_checked() {
    let home = home();
    let silent = Ran { stdout: String::new(), stderr: String::new(), status: 0 };
    for args in [
        &["prompt", "--bogus"][..],
        &["prompt", "extra"],
        &["prompt", "--format"],
        &["prompt", "--progress", ""],
        &["--progress", "", "prompt"],
        &["--roadmaps", "next", "prompt", "--json", "--format", "x"],
        &["--json", "prompt"],
    ] {
        assert_eq!(home.run(args), silent, "{args:?}");
        let checked = home.run(&[args, &["--check"]].concat());
        assert_eq!((checked.status, checked.stdout.as_str()), (2, ""), "{args:?}");
        assert!(checked.stderr.starts_with("error: "), "{args:?}: {}", checked.stderr);
    }
    assert_eq!(home.run(&["prompt", "extra", "--help"]).status, 0);
    assert_eq!(home.run(&["next", "prompt", "--bogus"]).status, 2);
}

#[test]
fn check_reports_errors() {
    let home = home();
    assert_eq!(home.ok(&["prompt", "--check"]), "web 0% ▸ SQL\n");
    assert_eq!(home.ok(&["prompt", "--check", "--plain"]), "web 0%, SQL\n");
    let error = home.fails(&["prompt", "--check", "--format", "{{ missing }}"]);
    assert_eq!(
        error,
        "error: the template '{{ missing }}' does not fit a prompt: \
         undefined value (in <string>:1)\n"
    );
    let long = format!("{}{{{{ missing }}}}", "é".repeat(3000));
    let error = home.fails(&["prompt", "--check", "--format", &long]);
    let want = format!(
        "error: the template '{}…' does not fit a prompt: undefined value (in <string>:1)\n",
        "é".repeat(60)
    );
    assert_eq!(error, want);
    home.roadmap("web", "title: 404");
    assert_eq!(home.ok(&["prompt"]), "");
    assert_ne!(home.fails(&["prompt", "--check"]), "");
    let empty = Home::new().run(&["prompt", "--check"]);
    let hint = "nothing is recorded yet, so the prompt is empty\n";
    assert_eq!(empty, Ran { stdout: String::new(), stderr: hint.into(), status: 0 });
}

/// Runs the program under strace, which writes to the file `trace`. `None` if that is not
/// possible.
#[cfg(target_os = "linux")]
fn traced(home: &Home, options: &[&str], args: &[&str]) -> Option<Ran> {
    let mut command = std::process::Command::new("strace");
    command.args(["-f", "-qq", "-o", "trace"]).args(options);
    command.arg(env!("CARGO_BIN_EXE_roadmap")).args(args);
    home.set_up(&mut command);
    let Ok(output) = command.output() else {
        common::missing("strace");
        return None;
    };
    let ran = Ran::of(&output);
    if ran.stderr.contains("ptrace") {
        common::skip("strace cannot trace here");
        return None;
    }
    Some(ran)
}

/// Makes each system call of the running prompt fail, one at a time.
#[cfg(target_os = "linux")]
#[test]
fn no_failing_system_call_breaks_the_prompt() {
    use std::collections::BTreeMap;

    let home = kept();
    for is_stored in [true, false] {
        let forget = || {
            if !is_stored {
                fs::remove_dir_all(home.path().join(".cache")).ok();
            }
        };
        forget();
        let Some(ran) = traced(&home, &[], &["prompt"]) else { return };
        assert_eq!(ran.stdout, "web 0% ▸ SQL\n");
        let trace = fs::read_to_string(home.path().join("trace")).unwrap();
        let names = trace.lines().filter_map(|line| {
            let (_, call) = line.split_once(' ')?;
            let (name, _) = call.trim_start().split_once('(')?;
            name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_').then_some(name)
        });
        let names: Vec<&str> = names.collect();
        // Earlier calls belong to the loader and the start of the runtime.
        let start = names.iter().rposition(|name| *name == "sigaltstack").unwrap_or(0);
        let start = names[..start].iter().rposition(|name| *name == "sigaltstack").unwrap_or(start);
        let mut counts = BTreeMap::new();
        let mut tried = 0;
        for (at, name) in names.iter().enumerate() {
            let nth = *counts.entry(*name).and_modify(|n| *n += 1).or_insert(1);
            let cannot_fail =
                ["exit_group", "mmap", "munmap", "brk", "sigaltstack", "mprotect", "mremap"];
            if at <= start || cannot_fail.contains(name) {
                continue;
            }
            forget();
            let inject = format!("inject={name}:error=EIO:when={nth}");
            let Some(ran) = traced(&home, &["-e", &inject], &["prompt"]) else { return };
            let is_fine = ran.stdout == "web 0% ▸ SQL\n" || ran.stdout.is_empty();
            assert!(is_fine && ran.stderr.is_empty() && ran.status == 0, "{inject}: {ran:?}");
            assert_eq!(home.ok(&["prompt"]), "web 0% ▸ SQL\n", "after {inject}");
            tried += 1;
        }
        assert!(tried > 5, "{trace}");
    }
}

#[cfg(unix)]
#[test]
fn an_answer_that_cannot_be_stored_is_still_printed() {
    let home = kept();
    fs::remove_dir_all(home.path().join(".cache")).unwrap();
    for _ in 0..2 {
        let ran = Ran::of(&home.shell("ulimit -f 0; exec \"$roadmap\" prompt").output().unwrap());
        let line = Ran { stdout: "web 0% ▸ SQL\n".into(), stderr: String::new(), status: 0 };
        assert_eq!(ran, line);
    }
    assert_eq!(cached(&home), [] as [PathBuf; 0], "nothing is left behind");
}

#[cfg(target_os = "linux")]
#[test]
fn running_out_of_memory_prints_nothing() {
    let home = kept();
    fs::remove_dir_all(home.path().join(".cache")).unwrap();
    let line = |n: usize| {
        format!(
            "{{\"v\":1,\"id\":\"00000000-0000-7000-8000-{n:012x}\",\"at\":\"2026-01-01T00:00:00Z\",\
             \"event\":\"done\",\"skills\":[\"s-{n}\"],\"on\":\"2026-01-01\"}}\n"
        )
    };
    fs::write(home.journal(), (0..420_000).map(line).collect::<String>()).unwrap();
    let nothing = Ran { stdout: String::new(), stderr: String::new(), status: 0 };
    for limit in [60_000, 90_000, 110_000] {
        let script = format!("ulimit -v {limit}; exec \"$roadmap\" prompt");
        assert_eq!(Ran::of(&home.shell(&script).output().unwrap()), nothing, "{limit} kB");
    }
    let script = "ulimit -v 60000; exec \"$roadmap\" next";
    let error = format!("error: cannot read {}: out of memory\n", home.journal().display());
    let ran = Ran::of(&home.shell(script).output().unwrap());
    assert_eq!(ran, Ran { stdout: String::new(), stderr: error, status: 1 });
}

#[cfg(target_os = "linux")]
#[test]
fn a_template_cannot_use_up_the_memory() {
    let home = home();
    let doubled = "{% set x = 'aaaaaaaaaaaaaaaa' %}".to_owned() + &"{% set x = x ~ x %}".repeat(60);
    for template in [
        &*doubled,
        "{{ range(100000)|list|join(range(100000)|list|join('x')) }}",
        "{{ ('a'*60000)|replace('a','b'*60000)|length }}",
        "{{ 'a'|indent(2000000000) }}",
    ] {
        let nothing = Ran { stdout: String::new(), stderr: String::new(), status: 0 };
        assert_eq!(home.run(&["prompt", "--format", template]), nothing, "{template}");
        let ran = home.run(&["next", "--format", template]);
        assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{template}");
        assert!(ran.stderr.starts_with("memory allocation of "), "{}", ran.stderr);
    }
}

#[test]
fn a_failure_is_stored_until_a_file_changes() {
    let home = kept();
    let file = home.roadmaps().join("web.yaml");
    fs::write(&file, "title: 404").unwrap();
    backdate(&file);
    assert_eq!(home.ok(&["prompt"]), "");
    let stored = modified(&cached(&home)[0]);
    assert_eq!(home.ok(&["prompt"]), "");
    assert_eq!(modified(&cached(&home)[0]), stored, "it was not made again");
    fs::write(&file, WEB).unwrap();
    backdate(&file);
    assert_prompt(&home, "web 0% ▸ SQL\n");
}

#[test]
fn data_and_cache_can_share_a_folder() {
    let home = home();
    backdate(&home.roadmaps().join("web.yaml"));
    let run = |args: &[&str]| {
        let mut command = home.command(args);
        let shared = home.path().join("shared");
        command.env("XDG_DATA_HOME", &shared).env("XDG_CACHE_HOME", &shared);
        let ran = Ran::of(&command.output().unwrap());
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
        ran.stdout
    };
    run(&["use", "web"]);
    assert_eq!(run(&["prompt"]), "web 0% ▸ SQL\n");
    let stored = || {
        let folder = fs::read_dir(home.path().join("shared/roadmap/cache")).unwrap();
        let files: Vec<_> = folder.map(|entry| modified(&entry.unwrap().path())).collect();
        assert_eq!(files.len(), 1);
        files[0]
    };
    let first = stored();
    assert_eq!(run(&["prompt"]), "web 0% ▸ SQL\n");
    assert_eq!(stored(), first, "it was not made again");
}

#[test]
fn an_answer_is_stored_if_the_file_is_dated_in_the_future() {
    let home = home();
    let file = home.roadmaps().join("web.yaml");
    set_modified(&file, SystemTime::now() + Duration::from_hours(1));
    assert_eq!(home.ok(&["prompt"]), "web 0% ▸ SQL\n");
    assert_eq!(cached(&home).len(), 1);
}

#[test]
fn control_characters_of_a_title_are_replaced() {
    let home = home();
    fs::write(home.roadmaps().join("web.yaml"), WEB.replace("SQL", "\"a\\e[31m\\u202eb\""))
        .unwrap();
    assert_eq!(home.ok(&["prompt"]), "web 0% ▸ a\u{fffd}[31m\u{fffd}b\n");
}

/// A home with a stored answer, which requires that the YAML file is old enough.
fn kept() -> Home {
    let home = home();
    let backdated = backdate(&home.roadmaps().join("web.yaml"));
    assert_eq!(home.ok(&["prompt"]), "web 0% ▸ SQL\n");
    assert_eq!(cached(&home).len(), 1);
    assert_eq!(modified(&home.roadmaps().join("web.yaml")), backdated);
    home
}

fn backdate(file: &Path) -> SystemTime {
    let long_ago = SystemTime::now() - Duration::from_hours(1);
    set_modified(file, long_ago);
    modified(file)
}

fn set_modified(file: &Path, time: SystemTime) {
    fs::File::options().write(true).open(file).unwrap().set_modified(time).unwrap();
}

fn modified(file: &Path) -> SystemTime {
    fs::metadata(file).unwrap().modified().unwrap()
}

fn cached(home: &Home) -> Vec<PathBuf> {
    let folder = fs::read_dir(home.path().join(".cache/roadmap/cache"));
    folder.map_or_else(|_| Vec::new(), |all| all.map(|entry| entry.unwrap().path()).collect())
}

#[track_caller]
fn assert_prompt(home: &Home, line: &str) {
    assert_eq!(home.ok(&["prompt"]), line);
    assert_eq!(home.ok(&["prompt"]), line, "from the cache");
}

#[test]
fn an_answer_is_computed_once() {
    let home = kept();
    let file = &cached(&home)[0];
    let first = modified(file);
    assert_prompt(&home, "web 0% ▸ SQL\n");
    assert_eq!(modified(file), first);
    home.ok(&["check", "sql"]);
    assert_prompt(&home, "web 33% ▸ choose: A language\n");
    assert_ne!(modified(file), first);
    assert_eq!(cached(&home).len(), 1);
}

#[test]
fn answers_differ_by_form_locale_journal_and_folder() {
    let home = kept();
    let with = |args: &[&str], name: &str, value: &str| {
        Ran::of(&home.command(args).env(name, value).output().unwrap()).stdout
    };
    for _ in ["made", "kept"] {
        assert_eq!(home.ok(&["prompt", "--plain"]), "web 0%, SQL\n");
        assert_eq!(with(&["prompt"], "LANG", "C"), "web 0% > SQL\n");
        assert_eq!(home.ok(&["prompt", "--format", "{{ step.id }}"]), "sql\n");
        assert_eq!(home.ok(&["prompt", "--format", "--plain".trim_start_matches('-')]), "plain\n");
        assert_eq!(home.ok(&["prompt", "--format=--plain"]), "--plain\n");
        assert_eq!(home.json(&["prompt"])["step"]["id"], "sql");
        assert_eq!(home.ok(&["prompt", "--progress", "other.jsonl"]), "");
        assert_eq!(with(&["prompt"], "ROADMAP_PROGRESS", "other.jsonl"), "");
        // Only the usual folder defines `web`, and no other roadmap is in use.
        let other = "backend 0% ▸ What a backend develope…\n";
        assert_eq!(home.ok(&["prompt", "--roadmaps", "."]), other);
        assert_prompt(&home, "web 0% ▸ SQL\n");
    }
}

#[test]
fn a_relative_path_in_another_folder_is_another_file() {
    let home = kept();
    home.file("a/j.jsonl", &fs::read_to_string(home.journal()).unwrap());
    home.file("b/j.jsonl", "");
    let within = |folder: &str| {
        let mut command = home.command(&["prompt", "--progress", "j.jsonl"]);
        Ran::of(&command.current_dir(home.path().join(folder)).output().unwrap()).stdout
    };
    for _ in ["made", "kept"] {
        assert_eq!([within("a"), within("b")], ["web 0% ▸ SQL\n", ""]);
    }
}

#[test]
fn changes_of_a_roadmap_are_noticed() {
    let home = kept();
    let file = home.roadmaps().join("web.yaml");
    // The size and the time stay the same.
    let time = modified(&file);
    fs::write(&file, WEB.replace("SQL", "CSS")).unwrap();
    set_modified(&file, time);
    assert_prompt(&home, "web 0% ▸ CSS\n");
    // Replaced by another file of the same size and time.
    let other = home.file("other.yaml", &WEB.replace("SQL", "CGI"));
    set_modified(&other, time);
    fs::rename(other, &file).unwrap();
    assert_prompt(&home, "web 0% ▸ CGI\n");
    fs::remove_file(&file).unwrap();
    assert_prompt(&home, "backend 0% ▸ What a backend develope…\n");
    home.roadmap("web", WEB);
    assert_prompt(&home, "web 0% ▸ SQL\n");
}

#[test]
fn changes_of_shared_skills_are_noticed() {
    let home = Home::new();
    home.ok(&["use", "backend"]);
    home.ok(&["start", "git"]);
    let line = |title: &str| format!("backend 0% ▸ {title}\n");
    let skills = |title: &str| format!("skills:\n  - {{ id: git, title: {title} }}\n");
    assert_prompt(&home, &line("Git"));
    let file = home.roadmap("skills", &skills("One"));
    assert_prompt(&home, &line("One"));
    let time = backdate(&file);
    assert_prompt(&home, &line("One"));
    fs::write(&file, skills("Two")).unwrap();
    set_modified(&file, time);
    assert_prompt(&home, &line("Two"));
    fs::remove_file(&file).unwrap();
    assert_prompt(&home, &line("Git"));
    // A roadmap with the same name replaces the built-in one.
    let file = home.roadmap("backend", WEB);
    backdate(&file);
    assert_prompt(&home, "backend 0% ▸ SQL\n");
}

#[test]
fn a_new_folder_is_noticed() {
    let home = kept();
    let folders = std::env::join_paths([home.path().join("new"), home.roadmaps()]).unwrap();
    let prompt = || {
        let mut command = home.command(&["prompt"]);
        Ran::of(&command.env("ROADMAP_DIR", &folders).output().unwrap()).stdout
    };
    assert_eq!([prompt(), prompt()], ["web 0% ▸ SQL\n"; 2]);
    backdate(&home.file("new/web.yaml", &WEB.replace("SQL", "New")));
    assert_eq!([prompt(), prompt()], ["web 0% ▸ New\n"; 2]);
}

#[test]
fn changes_of_the_journal_are_noticed() {
    let home = kept();
    let start = fs::read_to_string(home.journal()).unwrap();
    home.ok(&["check", "sql"]);
    assert_prompt(&home, "web 33% ▸ choose: A language\n");
    // The size and the time stay the same.
    let time = modified(&home.journal());
    let text = fs::read_to_string(home.journal()).unwrap();
    fs::write(home.journal(), text.replace("\"done\"", "\"skip\"")).unwrap();
    set_modified(&home.journal(), time);
    assert_prompt(&home, "web 0% ▸ choose: A language\n");
    fs::write(home.journal(), start).unwrap();
    assert_prompt(&home, "web 0% ▸ SQL\n");
    fs::remove_file(home.journal()).unwrap();
    assert_prompt(&home, "");
}

#[test]
fn changes_of_a_copy_of_the_journal_are_noticed() {
    let home = kept();
    let own = fs::read_to_string(home.journal()).unwrap();
    home.ok(&["check", "sql"]);
    let both = fs::read_to_string(home.journal()).unwrap();
    fs::write(home.journal(), &own).unwrap();
    assert_prompt(&home, "web 0% ▸ SQL\n");
    let copy = home.journal().with_file_name("progress-laptop.jsonl");
    fs::write(&copy, &both).unwrap();
    assert_prompt(&home, "web 33% ▸ choose: A language\n");
    fs::write(&copy, &own).unwrap();
    assert_prompt(&home, "web 0% ▸ SQL\n");
    fs::remove_file(&copy).unwrap();
    assert_prompt(&home, "web 0% ▸ SQL\n");
}

#[cfg(unix)]
#[test]
fn a_new_target_of_a_symlink_is_noticed() {
    let home = kept();
    let own = fs::read_to_string(home.journal()).unwrap();
    home.ok(&["check", "sql"]);
    let both = fs::read_to_string(home.journal()).unwrap();
    fs::write(home.journal(), own).unwrap();
    let copy = home.journal().with_file_name("progress-laptop.jsonl");
    std::os::unix::fs::symlink(home.path().join("elsewhere/laptop.jsonl"), copy).unwrap();
    assert_prompt(&home, "web 0% ▸ SQL\n");
    home.file("elsewhere/laptop.jsonl", &both);
    assert_prompt(&home, "web 33% ▸ choose: A language\n");
}

#[test]
fn an_answer_is_not_stored_while_a_roadmap_is_being_edited() {
    let home = home();
    home.ok(&["prompt"]);
    assert_eq!(cached(&home), [] as [PathBuf; 0]);
}

#[cfg(unix)]
#[test]
fn an_unusable_cache_is_not_an_error() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let home = kept();
    let file = cached(&home)[0].clone();
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    mode(&file, 0o000);
    assert_prompt(&home, "web 0% ▸ SQL\n");
    fs::write(&file, "no answer").unwrap();
    mode(&file, 0o600);
    assert_prompt(&home, "web 0% ▸ SQL\n");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_prompt(&home, "web 0% ▸ SQL\n");
    let folder = file.parent().unwrap();
    fs::remove_dir_all(folder).unwrap();
    fs::write(folder, "a file").unwrap();
    assert_prompt(&home, "web 0% ▸ SQL\n");
}

/// While one process records, others must not store an answer from a partial read.
#[test]
fn prompts_are_correct_after_the_journal_grew() {
    let home = Home::new();
    home.ok(&["use", "backend"]);
    let template = ["prompt", "--format", "{{ done }}"];
    let skills = ["git", "html-and-css", "javascript", "sql", "http"];
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for skill in skills {
                home.run(&["check", skill]);
            }
        });
        for _ in 0..2 {
            scope.spawn(|| (0..20).for_each(|_| drop(home.run(&template))));
        }
    });
    let done = home.json(&["progress"])["roadmaps"][0]["done"].to_string() + "\n";
    assert_eq!([home.ok(&template), home.ok(&template)], [done.clone(), done]);
}

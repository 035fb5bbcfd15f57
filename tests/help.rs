//! Tests of the help: every command has examples, and every example works. Also tests
//! the manual pages, which are made from the help.

#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{Home, Ran, missing};

/// All commands that the help lists.
fn commands(home: &Home) -> Vec<String> {
    let help = home.ok(&["--help"]);
    let (_, list) = help.split_once("\nCommands:\n").unwrap();
    let names = list.lines().take_while(|line| !line.is_empty());
    let names = names.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.map(|line| line.split_whitespace().next().unwrap().to_owned());
    names.filter(|name| name != "help").collect()
}

fn examples(help: &str) -> Vec<String> {
    let Some((_, below)) = help.split_once("\nExamples:\n") else { return Vec::new() };
    let lines = below.lines().take_while(|line| line.starts_with("  ") || line.is_empty());
    lines.map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A journal with the progress that the examples need.
fn journal() -> String {
    let home = Home::new();
    home.ok(&["use", "backend", "devops"]);
    home.ok(&["start", "git"]);
    home.ok(&["note", "git", "rebase"]);
    home.ok(&["check", "html-and-css"]);
    fs::read_to_string(home.journal()).unwrap()
}

/// A home with this journal, files to check and import, fake editors and openers of links,
/// and a repository to sync with, also through a fake ssh.
fn prepared(journal: &str) -> Home {
    let home = Home::new();
    home.file(".local/share/roadmap/progress.jsonl", journal);
    home.file("class/ann/progress.jsonl", journal);
    home.file("plan.md", "# Plan\n\n## First\n\n- A skill\n");
    home.file("skills.csv", "title,hours\nA skill,5\n");
    home.file(
        "backend.json",
        r#"{"nodes":[{"id":"a","type":"topic","position":{"x":0,"y":0},"data":{"label":"A topic"}}],"edges":[]}"#,
    );
    home.file("backend/content/a-topic@a.md", "# A topic\n\nWhat it is.\n");
    home.file("tasks.json", r#"[{"uuid":"00000000-0000-4000-8000-000000000001","description":"A task","status":"pending"}]"#);
    home.file("my-roadmap.yaml", "title: Mine\nstages: [{ id: a, title: A, skills: [git] }]\n");
    home.roadmap("web", "title: Web\nstages: [{ id: a, title: A, skills: [git] }]\n");
    for editor in ["vi", "nano"] {
        let editor = home.file(&format!("bin/{editor}"), "#!/bin/sh\n");
        fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    }
    home.file("roadmaps/other.yaml", "title: O\nstages: [{ id: a, title: A, skills: [git] }]\n");
    let opener = home.file("bin/xdg-open", "#!/bin/sh\n");
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    fs::copy(&opener, home.path().join("bin/open")).unwrap();
    let ssh = "#!/bin/sh\nfor last do :; done\ncd && exec sh -c \"$last\"\n";
    let ssh = home.file("bin/ssh", ssh);
    fs::set_permissions(&ssh, fs::Permissions::from_mode(0o755)).unwrap();
    let repositories = "git init -q --bare me/progress.git && cd .local/share/roadmap && \
        git init -q && git config remote.origin.url ~/me/progress.git";
    assert_eq!(sh(&home, repositories).status, 0);
    home
}

fn sh(home: &Home, line: &str) -> Ran {
    let mut command = Command::new("sh");
    home.set_up(command.args(["-c", line]));
    let program = Path::new(env!("CARGO_BIN_EXE_roadmap")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = [home.path().join("bin"), program.to_owned()];
    let folders = folders.into_iter().chain(std::env::split_paths(&path));
    command.env("PATH", std::env::join_paths(folders).unwrap());
    Ran::of(&command.output().unwrap())
}

#[test]
fn every_example_works() {
    let any = Home::new();
    let names = commands(&any);
    assert!(names.len() > 15, "{names:?}");
    let helps = std::iter::once(vec!["--help"])
        .chain(names.iter().map(|name| vec![name.as_str(), "--help"]));
    let journal = journal();
    let mut failed = Vec::new();
    for args in helps {
        let examples = examples(&any.ok(&args));
        if examples.is_empty() {
            failed.push(format!("{} has no examples", args[0]));
        }
        // These need a terminal, and are tested in tests/browse and tests/cli/setup.rs.
        let asks = |line: &&String| {
            line.starts_with("roadmap browse") || line.starts_with("roadmap setup")
        };
        for example in examples.iter().filter(|line| !asks(line)) {
            assert!(example.starts_with("roadmap"), "{}: {example}", args[0]);
            let ran = sh(&prepared(&journal), example);
            if ran.status != 0 || ran.stderr.contains("error") {
                failed.push(format!("$ {example}\n{}: {}", ran.status, ran.stderr));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn help_fits_a_terminal() {
    let home = Home::new();
    for name in commands(&home) {
        let help = home.ok(&[&name, "--help"]);
        let wide = help.lines().find(|line| line.chars().count() > 80);
        assert_eq!(wide, None, "{name}");
    }
}

#[test]
fn the_program_and_each_command_have_a_manual_page() {
    let home = Home::new();
    let main = home.ok(&["man"]);
    let title = main.lines().find(|line| line.starts_with(".TH")).unwrap_or_default();
    let want = concat!(".TH ROADMAP 1  \"roadmap ", env!("CARGO_PKG_VERSION"), "\" ");
    assert_eq!(title, want);
    home.ok(&["man", "--dir", "share/man/man1"]);
    let dir = home.path().join("share/man/man1");
    let mut pages = vec![("roadmap.1".to_owned(), main)];
    for name in commands(&home) {
        pages.push((format!("roadmap-{name}.1"), home.ok(&["man", &name])));
    }
    assert_eq!(fs::read_dir(&dir).unwrap().count(), pages.len());
    for (name, page) in pages {
        assert_eq!(fs::read_to_string(dir.join(&name)).unwrap(), page, "{name}");
        let sections = ["NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "OPTIONS"];
        let places = sections.map(|section| page.find(&format!("\n.SH {section}\n")));
        assert!(places.iter().all(Option::is_some), "{name}: {places:?}");
    }
    assert_eq!(
        home.fails(&["man", "nothing"]),
        "error: no command 'nothing'\nroadmap --help lists them\n"
    );
    assert_eq!(home.run(&["man", "--dir", "/dev/null/x"]).status, 1);
}

#[test]
fn groff_renders_the_manual_pages() {
    let home = Home::new();
    home.ok(&["man", "--dir", "man1"]);
    let groff = Command::new("groff").arg("--version").stdout(Stdio::null()).status();
    if groff.is_err() {
        missing("groff");
        return;
    }
    for page in fs::read_dir(home.path().join("man1")).unwrap() {
        let page = page.unwrap().path();
        let mut command = Command::new("groff");
        home.set_up(command.args(["-man", "-Tutf8", "-ww", "-P-c"]).arg(&page));
        let ran = Ran::of(&command.output().unwrap());
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", page.display());
        if page.ends_with("roadmap-check.1") {
            assert!(
                ran.stdout.lines().any(|line| line.trim() == "roadmap check git/2"),
                "{}",
                ran.stdout
            );
        }
    }
}

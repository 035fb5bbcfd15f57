//! The repository, checked out where git converts line endings, as it does on Windows.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{Home, Ran, missing};

/// Makes a repository `original` in `home` from the current files of this one,
/// committed or not. Returns false, with a message, if git is missing.
fn make_repository(home: &Home) -> bool {
    if Command::new("git").arg("--version").output().is_err() {
        missing("git");
        return false;
    }
    git(home, home.path(), &["init", "-q", "original"]);
    let original = home.path().join("original");
    let files = format!("--work-tree={}", env!("CARGO_MANIFEST_DIR"));
    git(home, &original, &[&files, "add", "-A"]);
    let me = ["-c", "user.name=Me", "-c", "user.email=me@example.org"];
    git(home, &original, &[&me[..], &["commit", "-q", "-m", "All files"]].concat());
    true
}

/// Runs git, which must succeed; returns stdout.
#[track_caller]
fn git(home: &Home, folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    home.set_up(&mut command);
    let ran = Ran::of(&command.args(args).current_dir(folder).output().unwrap());
    assert_eq!(ran.status, 0, "git {args:?}: {}", ran.stderr);
    ran.stdout
}

/// What `lint` prints for a file or folder of a clone.
fn lint(home: &Home, clone: &Path, path: &str) -> Ran {
    let mut command = home.command(&["lint", "--plain", path]);
    Ran::of(&command.current_dir(clone).output().unwrap())
}

/// The folders of the lint fixtures, and the shipped roadmaps.
fn to_lint() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint");
    let cases = fs::read_dir(folder).unwrap().map(|case| case.unwrap().file_name());
    let cases = cases.map(|name| format!("tests/lint/{}", name.into_string().unwrap()));
    let mut paths: Vec<String> = cases.chain(["roadmaps".to_owned()]).collect();
    paths.sort();
    paths
}

#[test]
fn autocrlf_leaves_the_line_endings() {
    let home = Home::new();
    if !make_repository(&home) {
        return;
    }
    git(&home, home.path(), &["clone", "-q", "-c", "core.autocrlf=true", "original", "clone"]);
    let clone = home.path().join("clone");
    let listed = git(&home, &clone, &["ls-files", "--eol"]);
    assert_ne!(listed, "");
    let converted: Vec<&str> =
        listed.lines().filter(|line| line.contains("w/crlf") || line.contains("w/mixed")).collect();
    assert_eq!(converted, [""; 0]);
    assert_eq!(git(&home, &clone, &["status", "--porcelain"]), "");

    // The scripts equal those in the program.
    for (shell, file) in
        [("bash", "init.bash"), ("zsh", "init.zsh"), ("fish", "init.fish"), ("elvish", "init.elv")]
    {
        let source = fs::read_to_string(clone.join("src/shell").join(file)).unwrap();
        let script = home.ok(&["init", shell]);
        let lines = |text: &str| text.split('\n').map(str::to_owned).collect::<Vec<_>>();
        let differ = |(source, script): &(String, String)| source != script;
        let pairs = lines(&source).into_iter().zip(lines(&script));
        let differing: Vec<_> = pairs.filter(differ).map(|(source, _)| source).collect();
        let program: Vec<_> =
            lines(&source).into_iter().filter(|line| line.contains("@PROGRAM@")).collect();
        assert_eq!(differing, program, "{file}");
    }
}

#[test]
fn files_with_crlf_have_the_same_problems() {
    let home = Home::new();
    if !make_repository(&home) {
        return;
    }
    git(&home, home.path(), &["clone", "-q", "original", "lf"]);
    git(&home, home.path(), &["clone", "-q", "--no-checkout", "original", "crlf"]);
    let (lf, crlf) = (home.path().join("lf"), home.path().join("crlf"));
    // Overrides .gitattributes.
    fs::create_dir_all(crlf.join(".git/info")).unwrap();
    fs::write(crlf.join(".git/info/attributes"), "* text=auto eol=crlf\n").unwrap();
    git(&home, &crlf, &["checkout", "-q"]);
    let script = fs::read_to_string(crlf.join("src/shell/init.bash")).unwrap();
    assert_eq!(script.matches('\n').count(), script.matches("\r\n").count());
    for path in to_lint() {
        assert_eq!(lint(&home, &crlf, &path), lint(&home, &lf, &path), "{path}");
    }
}

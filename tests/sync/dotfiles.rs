//! A journal in a repository that also has other files.

use super::*;

/// Returns a dotfiles repository with a remote, on a branch with staged, changed and
/// new files; the journal is a link into it.
fn dotfiles(remote: &Remote) -> (Home, PathBuf) {
    let home = Home::new().with_skills();
    let top = home.path().join("dotfiles");
    git(home.path(), &["clone", "-q", &remote.url(), "dotfiles"]);
    if git(&top, &["branch", "-r"]).is_empty() {
        git(&top, &["symbolic-ref", "HEAD", "refs/heads/main"]);
        for (name, text) in [("bashrc", "# bash\n"), ("vimrc", "\" vim\n")] {
            fs::write(top.join(name), text).unwrap();
        }
        git(&top, &["add", "."]);
        git(&top, &["commit", "-qm", "Add dotfiles"]);
        git(&top, &["push", "-q", "origin", "main"]);
    }
    fs::create_dir_all(top.join("roadmap")).unwrap();
    fs::create_dir_all(data(&home)).unwrap();
    std::os::unix::fs::symlink(top.join("roadmap/progress.jsonl"), home.journal()).unwrap();
    (home, top)
}

/// Returns the state of the user's files and refs in a repository.
fn state(top: &Path) -> Vec<String> {
    let refs = git(top, &["for-each-ref", "refs/heads", "refs/tags", "refs/stash"]);
    let tracking = git(top, &["rev-parse", "origin/main"]);
    let status = git(top, &["status", "--porcelain=v2", "--branch", "-uall"]);
    let own = |line: &&str| !line.ends_with("progress.jsonl") && !line.ends_with(".gitattributes");
    let status = status.lines().filter(own).collect::<Vec<_>>().join("\n");
    let staged = git(top, &["diff", "--cached"]);
    let unstaged = git(top, &["diff"]);
    vec![refs, tracking, status, staged, unstaged]
}

#[test]
fn the_files_of_the_user_are_not_changed() {
    let remote = Remote::new();
    let (home, top) = dotfiles(&remote);
    git(&top, &["checkout", "-q", "-b", "experiment"]);
    fs::write(top.join("bashrc"), "# staged\n").unwrap();
    git(&top, &["add", "bashrc"]);
    fs::write(top.join("vimrc"), "\" changed\n").unwrap();
    fs::write(top.join("new"), "new\n").unwrap();
    fs::write(top.join("mine"), "unpushed\n").unwrap();
    git(&top, &["add", "mine"]);
    git(&top, &["commit", "-qm", "Not pushed", "mine"]);
    let main = remote.git(&["rev-parse", "main"]);
    let before = state(&top);
    note(&home, "a");
    let url = remote.url();
    assert_eq!(
        home.ok(&["sync", "--setup", &url]),
        format!("syncing branch roadmap-progress of {url}: sent 1\n")
    );
    note(&home, "b");
    assert_eq!(home.ok(&["sync"]), "sent 1\n");
    assert_eq!(state(&top), before);
    assert_eq!(remote.git(&["rev-parse", "main"]), main);
    let files = remote.git(&["ls-tree", "-r", "--name-only", "roadmap-progress"]);
    assert_eq!(files, ".gitattributes\nprogress.jsonl");
    assert_eq!(
        remote.git(&["branch", "--format=%(refname)"]),
        "refs/heads/main\nrefs/heads/roadmap-progress"
    );
    assert!(home.journal().is_symlink());

    // One more machine without dotfiles and one with them.
    let other = Home::new().with_skills();
    let text = other.ok(&["sync", "--setup", &url]);
    assert_eq!(
        text.split(" from ").next().unwrap(),
        format!("syncing branch roadmap-progress of {url}: received 2")
    );
    let (third, third_top) = dotfiles(&remote);
    third.ok(&["sync", "--setup", &url]);
    assert_eq!(lines(&third), lines(&home));
    assert_eq!(lines(&other), lines(&home));
    assert_eq!(
        git(&third_top, &["status", "--porcelain", "-uall"]),
        "?? .gitattributes\n?? roadmap/progress.jsonl"
    );
}

#[test]
fn an_unfinished_merge_or_rebase_is_left_alone_and_reported() {
    let remote = Remote::new();
    let (home, top) = dotfiles(&remote);
    home.ok(&["sync", "--setup", &remote.url()]);
    fs::write(top.join("bashrc"), "# ours\n").unwrap();
    git(&top, &["commit", "-qam", "Ours"]);
    git(&top, &["checkout", "-q", "-b", "theirs", "HEAD~1"]);
    fs::write(top.join("bashrc"), "# theirs\n").unwrap();
    git(&top, &["commit", "-qam", "Theirs"]);
    for (args, what) in [(["merge", "main"], "merge"), (["rebase", "main"], "rebase")] {
        assert_eq!(git_command(&top, &args).output().unwrap().status.code(), Some(1));
        let before = state(&top);
        note(&home, what);
        let ran = home.run(&["sync"]);
        let warning = format!(
            "warning: the repository has an unfinished {what} of yours; it was left alone\n"
        );
        assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr), (0, "sent 1\n", warning));
        assert_eq!(state(&top), before);
        git(&top, &[what, "--abort"]);
    }
}

#[test]
fn a_sync_in_a_hook_of_another_repository_uses_its_own() {
    let remote = Remote::new();
    let home = machine(&remote, "desk");
    note(&home, "a");
    let other = tempfile::tempdir().unwrap();
    git(other.path(), &["init", "-q"]);
    let mut command = home.command(&["sync"]);
    command.current_dir(other.path()).env("GIT_DIR", other.path().join(".git"));
    command.env("GIT_INDEX_FILE", other.path().join(".git/index"));
    let ran = Ran::of(&command.env("GIT_WORK_TREE", other.path()).output().unwrap());
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("sent 1\n", ""));
    assert_eq!(git(other.path(), &["for-each-ref"]), "");
}

#[test]
fn hooks_signatures_and_filters_of_the_user_are_ignored() {
    use std::os::unix::fs::PermissionsExt as _;

    let remote = Remote::new();
    let (home, top) = dotfiles(&remote);
    for hook in ["pre-commit", "commit-msg", "pre-push", "reference-transaction", "post-commit"] {
        let path = top.join(".git/hooks").join(hook);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "#!/bin/sh\nexit 1\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    for (name, value) in [
        ("commit.gpgsign", "true"),
        ("gpg.program", "false"),
        ("push.gpgSign", "true"),
        ("filter.lfs.clean", "false"),
        ("filter.lfs.required", "true"),
        ("core.autocrlf", "true"),
        ("core.eol", "crlf"),
        ("user.useConfigOnly", "true"),
    ] {
        git(&top, &["config", name, value]);
    }
    fs::write(top.join(".gitattributes"), "*.jsonl filter=lfs diff=lfs merge=lfs -text\n").unwrap();
    note(&home, "a");
    home.ok(&["sync", "--setup", &remote.url()]);
    assert_eq!(lines(&home), remote.lines("roadmap-progress", "progress.jsonl"));
    let author = remote.git(&["log", "-1", "--format=%an <%ae>", "roadmap-progress"]);
    assert_eq!(author, "roadmap <roadmap@localhost>");
}

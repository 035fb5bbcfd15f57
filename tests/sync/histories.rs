//! Remotes and clones in every state.

use super::*;

/// Returns two machines that have synced two events.
fn pair() -> (Remote, Home, Home) {
    let remote = Remote::new();
    let (desk, laptop) = (machine(&remote, "desk"), machine(&remote, "laptop"));
    note(&desk, "desk");
    desk.ok(&["sync"]);
    note(&laptop, "laptop");
    laptop.ok(&["sync"]);
    desk.ok(&["sync"]);
    (remote, desk, laptop)
}

/// Both machines record one more event; after some syncs all events are everywhere.
#[track_caller]
fn all_converge(remote: &Remote, desk: &Home, laptop: &Home) {
    note(desk, "more of desk");
    note(laptop, "more of laptop");
    for home in [desk, laptop, desk] {
        home.ok(&["sync"]);
        home.ok(&["sync"]);
    }
    assert_eq!(lines(desk).len(), 4);
    assert_eq!(lines(desk), lines(laptop));
    assert_eq!(lines(desk), remote.lines("main", "progress.jsonl"));
    assert_eq!(git(&data(desk), &["fsck", "--no-dangling"]), "");
}

#[test]
fn an_emptied_remote_is_filled_again() {
    let (remote, desk, laptop) = pair();
    remote.git(&["update-ref", "-d", "refs/heads/main"]);
    all_converge(&remote, &desk, &laptop);
}

#[test]
fn a_recreated_remote_is_filled_again() {
    let (remote, desk, laptop) = pair();
    fs::remove_dir_all(remote.path()).unwrap();
    git(remote.folder.path(), &["init", "-q", "--bare", "progress.git"]);
    all_converge(&remote, &desk, &laptop);
}

#[test]
fn a_rewritten_history_is_continued_without_the_old_one() {
    let (remote, desk, laptop) = pair();
    let old = remote.git(&["rev-parse", "main"]);
    let tree = remote.git(&["rev-parse", "main^{tree}"]);
    let new = remote.git(&["commit-tree", "-m", "Rewritten", &tree]);
    remote.git(&["update-ref", "refs/heads/main", &new]);
    all_converge(&remote, &desk, &laptop);
    let roots = remote.git(&["rev-list", "--max-parents=0", "main"]);
    assert_eq!(roots, new);
    assert_eq!(remote.git(&["rev-list", "--merges", "main"]), "");
    assert_ne!(remote.git(&["rev-list", "main"]).lines().find(|line| *line == old), Some(&*old));
}

#[test]
fn a_remote_history_that_was_reset_gets_its_events_back() {
    let (remote, desk, laptop) = pair();
    remote.git(&["update-ref", "refs/heads/main", "main~1"]);
    all_converge(&remote, &desk, &laptop);
}

#[test]
fn unrelated_histories_are_merged() {
    let (remote, desk, _) = pair();
    // A machine that already had a repository.
    let home = Home::new().with_skills();
    note(&home, "own");
    git(&data(&home), &["init", "-q", "-b", "main"]);
    git(&data(&home), &["add", "."]);
    git(&data(&home), &["commit", "-qm", "My own"]);
    home.ok(&["sync", "--setup", &remote.url()]);
    desk.ok(&["sync"]);
    assert_eq!(lines(&home), lines(&desk));
    assert_eq!(lines(&home).len(), 3);
}

#[test]
fn a_detached_head_is_not_moved() {
    let (remote, desk, laptop) = pair();
    git(&data(&desk), &["checkout", "-q", "--detach"]);
    let head = git(&data(&desk), &["rev-parse", "HEAD"]);
    all_converge(&remote, &desk, &laptop);
    assert_eq!(git(&data(&desk), &["rev-parse", "HEAD"]), head);
}

#[test]
fn a_shallow_clone_syncs() {
    let (remote, desk, _) = pair();
    let home = Home::new().with_skills();
    let url = format!("file://{}", remote.url());
    git(home.path(), &["clone", "-q", "--depth=1", &url, ".local/share/roadmap"]);
    note(&home, "more of laptop");
    assert_eq!(home.ok(&["sync"]), "sent 1\n");
    note(&desk, "more of desk");
    desk.ok(&["sync"]);
    home.ok(&["sync"]);
    assert_eq!(lines(&home), lines(&desk));
    assert_eq!(lines(&home).len(), 4);
}

#[test]
fn a_shallow_clone_fills_a_remote_that_was_made_anew() {
    let (remote, desk, _) = pair();
    let url = format!("file://{}", remote.url());
    let home = Home::new().with_skills();
    git(home.path(), &["clone", "-q", "--depth=1", &url, ".local/share/roadmap"]);
    assert_eq!(git(&data(&home), &["rev-list", "--count", "HEAD"]), "1");
    fs::remove_dir_all(remote.path()).unwrap();
    git(remote.folder.path(), &["init", "-q", "--bare", "progress.git"]);
    note(&home, "more of laptop");
    assert_eq!(home.ok(&["sync"]), "sent 3\n");
    assert_eq!(home.ok(&["sync"]), "up to date\n");
    assert_eq!(git(&data(&home), &["status", "--porcelain"]), "");
    assert_eq!(remote.git(&["rev-list", "--count", "main"]), "1");
    note(&desk, "more of desk");
    desk.ok(&["sync"]);
    home.ok(&["sync"]);
    assert_eq!(lines(&home).len(), 4);
    assert_eq!(lines(&home), lines(&desk));
    assert_eq!(lines(&home), remote.lines("main", "progress.jsonl"));
}

#[test]
fn lines_with_crlf_are_the_same_lines() {
    let (remote, desk, laptop) = pair();
    let text = fs::read_to_string(desk.journal()).unwrap();
    fs::write(desk.journal(), text.replace('\n', "\r\n")).unwrap();
    git(&data(&desk), &["config", "core.autocrlf", "true"]);
    assert_eq!(desk.ok(&["sync"]), "up to date\n");
    all_converge(&remote, &desk, &laptop);
    assert_eq!(git(&data(&desk), &["status", "--porcelain"]), "");
}

#[test]
fn a_hook_that_refuses_is_quoted() {
    let (remote, desk, laptop) = pair();
    remote.hook("echo 'branch main is protected'; exit 1");
    note(&desk, "more of desk");
    let url = remote.url();
    let expected = format!(
        "error: committed locally; the remote refuses to update branch 'main'\n\
         {url}: branch main is protected\n\
         allow the push there, or sync another branch: \
         roadmap sync --setup URL --branch NAME\n"
    );
    for _ in 0..2 {
        assert_eq!(desk.fails(&["sync"]), expected);
    }
    // Events from others still arrive, and nothing is lost.
    remote.hook("exit 0");
    note(&laptop, "more of laptop");
    laptop.ok(&["sync"]);
    assert_eq!(desk.ok(&["sync"]), "sent 1, received 1 from laptop\n");
}

#[test]
fn a_protected_branch_is_reported() {
    let (remote, desk, _) = pair();
    // Hosts protect a branch like this: the ref update fails, without a message from a
    // hook.
    let hook = remote.path().join("hooks/update");
    remote.hook("exit 0");
    fs::copy(remote.path().join("hooks/pre-receive"), &hook).unwrap();
    fs::write(&hook, "#!/bin/sh\nexit 1\n").unwrap();
    note(&desk, "more of desk");
    let before = lines(&desk);
    let url = remote.url();
    assert_eq!(
        desk.fails(&["sync"]),
        format!(
            "error: committed locally; the remote refuses to update branch 'main'\n\
             {url}: hook declined to update refs/heads/main\n\
             allow the push there, or sync another branch: \
             roadmap sync --setup URL --branch NAME\n"
        )
    );
    assert_eq!(lines(&desk), before);
    fs::remove_file(hook).unwrap();
    assert_eq!(desk.ok(&["sync"]), "sent 1\n");
}

#[test]
fn a_branch_that_is_checked_out_on_the_remote_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    git(folder.path(), &["commit", "-q", "--allow-empty", "-m", "Begin"]);
    let home = Home::new().with_skills();
    note(&home, "a");
    let url = folder.path().canonicalize().unwrap().display().to_string();
    assert_eq!(
        home.fails(&["sync", "--setup", &url]),
        "error: committed locally; branch 'main' is checked out in the remote repository\n\
         sync with a bare repository: git init --bare progress.git\n"
    );
}

#[test]
fn a_journal_in_lfs_is_refused() {
    let (remote, desk, _) = pair();
    let before = lines(&desk);
    let work = tempfile::tempdir().unwrap();
    git(work.path(), &["clone", "-q", &remote.url(), "."]);
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n";
    fs::write(work.path().join("progress.jsonl"), pointer).unwrap();
    git(work.path(), &["commit", "-qam", "Use LFS"]);
    git(work.path(), &["push", "-q", "origin", "HEAD:main"]);
    assert_eq!(
        desk.fails(&["sync"]),
        "error: progress.jsonl is in Git LFS on the remote\n\
         take the journal out of Git LFS: put the line\n  \
         progress*.jsonl merge=union -text -filter\n\
         at the end of .gitattributes, then commit the journal again\n"
    );
    assert_eq!(lines(&desk), before);
}

#[test]
fn links_and_odd_names_on_a_remote_are_ignored() {
    let (remote, desk, _) = pair();
    let work = tempfile::tempdir().unwrap();
    git(work.path(), &["clone", "-q", &remote.url(), "."]);
    std::os::unix::fs::symlink("/etc/passwd", work.path().join("progress-x.jsonl")).unwrap();
    fs::write(work.path().join("progress\u{1b}.jsonl"), "x").unwrap();
    git(work.path(), &["add", "."]);
    git(work.path(), &["commit", "-qm", "\u{1b}]0;x\u{7} events from \u{1b}[31mevil"]);
    git(work.path(), &["push", "-q", "origin", "HEAD:main"]);
    note(&desk, "more");
    assert_eq!(desk.ok(&["sync"]), "sent 1\n");
    assert!(!data(&desk).join("progress-x.jsonl").exists());
    assert!(!data(&desk).join("progress\u{1b}.jsonl").exists());
}

/// Commits to the remote from another place, such as its web page.
fn elsewhere(remote: &Remote, change: impl FnOnce(&Path)) {
    let work = tempfile::tempdir().unwrap();
    git(work.path(), &["clone", "-q", &remote.url(), "."]);
    change(work.path());
    git(work.path(), &["add", "-A"]);
    git(work.path(), &["commit", "-qm", "Change"]);
    git(work.path(), &["push", "-q", "origin", "HEAD:main"]);
}

#[test]
fn nothing_is_written_through_a_link_of_the_remote() {
    for name in ["progress.jsonl", "progress-old.jsonl", "README.md"] {
        let remote = Remote::new();
        let outside = tempfile::tempdir().unwrap();
        let target = outside.path().join("target");
        elsewhere(&remote, |work| {
            git(work, &["checkout", "-q", "-B", "main"]);
            std::os::unix::fs::symlink(&target, work.join(name)).unwrap();
        });
        let home = machine(&remote, "desk");
        note(&home, "a");
        assert!(!data(&home).join(name).is_symlink(), "{name}");
        home.ok(&["sync"]);
        assert!(!target.exists(), "{name}");
        assert_eq!(lines(&home), remote.lines("main", "progress.jsonl"));
        // Nor by one that comes later.
        elsewhere(&remote, |work| {
            fs::remove_file(work.join(name)).unwrap();
            fs::write(work.join("README.md"), "My progress\n").unwrap();
            std::os::unix::fs::symlink(&target, work.join("progress-x.jsonl")).unwrap();
            std::os::unix::fs::symlink(&target, work.join("notes")).unwrap();
        });
        home.ok(&["sync"]);
        note(&home, "b");
        home.ok(&["sync"]);
        assert!(!data(&home).join("progress-x.jsonl").is_symlink(), "{name}");
        assert!(!data(&home).join("notes").is_symlink(), "{name}");
        assert!(!target.exists(), "{name}");
        assert_eq!(lines(&home).len(), 2, "{name}");
    }
}

#[test]
fn foreign_lines_of_the_remote_stay_there() {
    let (remote, desk, laptop) = pair();
    let text = fs::read_to_string(desk.journal()).unwrap();
    let foreign = "<<<<<<< HEAD\n=======\n{\"v\":1,\"torn\n";
    elsewhere(&remote, |work| {
        fs::write(work.join("progress.jsonl"), format!("{foreign}{text}>>>>>>> x\n")).unwrap();
    });
    note(&desk, "more");
    assert_eq!(desk.ok(&["sync"]), "sent 1\n");
    assert_eq!(laptop.ok(&["sync"]), "received 1 from desk\n");
    assert_eq!(lines(&desk), lines(&laptop));
    assert_eq!(lines(&desk).len(), 3);
    assert_eq!(desk.events().len(), 3, "every line is an event");
    // Nothing is deleted on the remote.
    assert_eq!(remote.lines("main", "progress.jsonl").len(), 3 + 4);
    assert_eq!(desk.ok(&["sync"]), "up to date\n");
}

#[test]
fn other_files_of_a_checked_out_branch_follow() {
    let remote = Remote::new();
    elsewhere(&remote, |work| {
        git(work, &["checkout", "-q", "-B", "main"]);
        fs::write(work.join("README.md"), "My progress\n").unwrap();
        fs::write(work.join("LICENSE"), "old\n").unwrap();
    });
    let home = machine(&remote, "desk");
    elsewhere(&remote, |work| {
        fs::write(work.join("README.md"), "Edited on the host\n").unwrap();
        fs::remove_file(work.join("LICENSE")).unwrap();
        fs::create_dir(work.join("docs")).unwrap();
        fs::write(work.join("docs/new"), "new\n").unwrap();
    });
    note(&home, "a");
    assert_eq!(home.ok(&["sync"]), "sent 1\n");
    let folder = data(&home);
    let readme = || fs::read_to_string(folder.join("README.md")).unwrap();
    assert_eq!(git(&folder, &["status", "--porcelain"]), "");
    assert_eq!(readme(), "Edited on the host\n");
    assert_eq!(fs::read_to_string(folder.join("docs/new")).unwrap(), "new\n");
    assert!(!folder.join("LICENSE").exists());

    // What somebody is about to change here is theirs.
    for (args, state) in
        [(&["status"][..], " M README.md"), (&["add", "README.md"], "M  README.md")]
    {
        fs::write(folder.join("README.md"), "Edited here\n").unwrap();
        git(&folder, args);
        let head = git(&folder, &["rev-parse", "HEAD"]);
        elsewhere(&remote, |work| {
            fs::write(work.join("README.md"), format!("Edited for {state}\n")).unwrap();
        });
        note(&home, state);
        assert_eq!(home.ok(&["sync"]), "sent 1\n");
        assert_eq!(readme(), "Edited here\n");
        assert_eq!(git(&folder, &["rev-parse", "HEAD"]), head);
        assert_eq!(git(&folder, &["status", "--porcelain"]), format!("{state}\n M progress.jsonl"));
        // As soon as it is out of the way, the branch catches up.
        git(&folder, &["checkout", "-q", "HEAD", "README.md"]);
        home.ok(&["sync"]);
        assert_eq!(git(&folder, &["status", "--porcelain"]), "");
        assert_eq!(readme(), format!("Edited for {state}\n"));
    }

    // A new file that is in the way, too.
    fs::write(folder.join("mine"), "mine\n").unwrap();
    elsewhere(&remote, |work| fs::write(work.join("mine"), "theirs\n").unwrap());
    note(&home, "b");
    home.ok(&["sync"]);
    assert_eq!(fs::read_to_string(folder.join("mine")).unwrap(), "mine\n");
    assert_eq!(git(&folder, &["status", "--porcelain"]), " M progress.jsonl\n?? mine");
}

#[test]
fn commits_of_the_user_meet_the_others_by_a_pull() {
    let (_remote, desk, laptop) = pair();
    let folder = data(&desk);
    fs::write(folder.join("README.md"), "Mine\n").unwrap();
    git(&folder, &["add", "README.md"]);
    git(&folder, &["commit", "-qm", "Add a readme"]);
    let head = git(&folder, &["rev-parse", "HEAD"]);
    note(&laptop, "more of laptop");
    laptop.ok(&["sync"]);
    note(&desk, "more of desk");
    assert_eq!(desk.ok(&["sync"]), "sent 1, received 1 from laptop\n");
    assert_eq!(git(&folder, &["rev-parse", "HEAD"]), head);
    assert_eq!(git(&folder, &["status", "--porcelain"]), " M progress.jsonl");
    git(&folder, &["commit", "-qam", "Commit the journal"]);
    git(&folder, &["pull", "-q", "--no-rebase"]);
    git(&folder, &["push", "-q"]);
    for (home, said) in [(&desk, "up to date\n"), (&laptop, "received 1 from desk\n")] {
        assert_eq!(home.ok(&["sync"]), said);
        assert_eq!(git(&data(home), &["status", "--porcelain"]), "");
    }
    assert_eq!(lines(&desk).len(), 4);
    assert_eq!(lines(&desk), lines(&laptop));
    assert_eq!(fs::read_to_string(data(&laptop).join("README.md")).unwrap(), "Mine\n");
}

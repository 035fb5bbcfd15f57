//! `--setup`, and what prevents a sync from starting.

use super::*;

#[test]
fn setup_creates_a_private_repository() {
    use std::os::unix::fs::PermissionsExt as _;

    let remote = Remote::new();
    let home = Home::new().with_skills();
    note(&home, "a");
    let url = remote.url();
    assert_eq!(
        home.ok(&["sync", "--setup", &url]),
        format!("syncing branch main of {url}: sent 1\n")
    );
    let attributes = fs::read_to_string(data(&home).join(".gitattributes")).unwrap();
    assert_eq!(attributes, "progress*.jsonl merge=union -text -filter\n");
    let mode = fs::metadata(data(&home).join(".git/HEAD")).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);
    // A second setup changes nothing.
    let again = home.ok(&["sync", "--setup", &url]);
    assert_eq!(again, format!("syncing branch main of {url}: up to date\n"));
    assert_eq!(git(&data(&home), &["status", "--porcelain"]), "");
}

#[test]
fn without_a_setup_the_error_explains_how() {
    let home = Home::new().with_skills();
    let expected = "error: sync is not set up\n\
        to set it up: roadmap sync --setup git@example.com:me/progress.git\n";
    assert_eq!(home.fails(&["sync"]), expected);
    note(&home, "a");
    assert_eq!(home.fails(&["sync"]), expected);
    assert!(!data(&home).join(".git").exists());
}

#[test]
fn options_and_commands_are_refused_as_remotes() {
    let home = Home::new().with_skills();
    for url in ["ext::sh -c 'touch pwned'", "-uevil", "--upload-pack=touch pwned"] {
        let stderr = home.fails(&["sync", &format!("--setup={url}")]);
        let first = stderr.lines().next().unwrap();
        assert!(first.starts_with(&format!("error: cannot sync with '{url}': ")), "{stderr}");
    }
    assert!(!data(&home).join(".git").exists());
}

#[test]
fn remotes_changed_by_hand_are_refused() {
    let remote = Remote::new();
    let home = machine(&remote, "desk");
    note(&home, "a");
    let evil = "ext::touch pwned";
    let folder = data(&home);
    git(&folder, &["config", "remote.roadmap.url", evil]);
    assert_eq!(
        home.fails(&["sync"]),
        format!(
            "error: cannot sync with '{evil}': it would start a program; \
             use an https, ssh or file address\n\
             for example: roadmap sync --setup git@example.com:me/progress.git\n"
        )
    );
    git(&folder, &["config", "remote.roadmap.url", &remote.url()]);
    git(&folder, &["config", "protocol.ext.allow", "always"]);
    git(&folder, &["config", &format!("url.{evil}.insteadOf"), &remote.url()]);
    let stderr = home.fails(&["sync"]);
    assert_eq!(
        stderr.lines().next().unwrap(),
        format!(
            "error: cannot sync with '{}': git is configured to use a program for it",
            remote.url()
        )
    );
    assert!(!folder.join("pwned").exists());
}

#[test]
fn a_missing_or_old_git_is_reported() {
    use std::os::unix::fs::PermissionsExt as _;

    let home = Home::new().with_skills();
    let run = |path: &Path| {
        let ran = Ran::of(&home.command(&["sync"]).env("PATH", path).output().unwrap());
        (ran.status, ran.stderr)
    };
    let advice = "install it from https://git-scm.com/downloads\n";
    let missing = format!("error: git is not installed, or not in PATH\n{advice}");
    assert_eq!(run(Path::new("/nonexistent")), (1, missing));
    let git = home.file("bin/git", "#!/bin/sh\necho git version 2.24.1\n");
    fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).unwrap();
    let old = format!("error: git 2.25 or later is needed, this is 'git version 2.24.1'\n{advice}");
    assert_eq!(run(git.parent().unwrap()), (1, old));
}

#[test]
fn a_clone_needs_no_setup() {
    let remote = Remote::new();
    let desk = machine(&remote, "desk");
    note(&desk, "a");
    desk.ok(&["sync"]);
    let home = Home::new().with_skills();
    fs::create_dir_all(data(&home).parent().unwrap()).unwrap();
    git(home.path(), &["clone", "-q", &remote.url(), ".local/share/roadmap"]);
    note(&home, "b");
    assert_eq!(home.ok(&["sync"]), "sent 1\n");
    assert_eq!(desk.ok(&["sync"]).split(" from ").next(), Some("received 1"));
    assert_eq!(git(&data(&home), &["status", "--porcelain"]), "");
}

#[test]
fn a_readme_from_the_host_is_harmless() {
    let remote = Remote::new();
    let work = tempfile::tempdir().unwrap();
    git(work.path(), &["clone", "-q", &remote.url(), "."]);
    git(work.path(), &["checkout", "-q", "-b", "main"]);
    fs::write(work.path().join("README.md"), "My progress\n").unwrap();
    git(work.path(), &["add", "."]);
    git(work.path(), &["commit", "-qm", "Initial commit"]);
    git(work.path(), &["push", "-q", "origin", "main"]);
    let home = Home::new().with_skills();
    note(&home, "a");
    home.ok(&["sync", "--setup", &remote.url()]);
    assert_eq!(git(&data(&home), &["status", "--porcelain"]), "");
    let files = remote.git(&["ls-tree", "--name-only", "main"]);
    assert_eq!(files, ".gitattributes\nREADME.md\nprogress.jsonl");
}

#[test]
fn a_new_remote_gets_no_history_of_the_first() {
    let (first, second) = (Remote::new(), Remote::new());
    let home = machine(&first, "desk");
    note(&home, "a");
    home.ok(&["sync"]);
    home.ok(&["sync", "--setup", &second.url()]);
    assert_eq!(lines(&home), second.lines("main", "progress.jsonl"));
    assert_eq!(second.git(&["rev-list", "--count", "main"]), "1");
}

#[test]
fn a_repository_with_a_folder_for_each_person_is_cloned() {
    let remote = Remote::new();
    let (ann, bob) = (Home::new().with_skills(), Home::new().with_skills());
    for (home, name) in [(&ann, "ann"), (&bob, "bob")] {
        git(home.path(), &["clone", "-q", &remote.url(), "class"]);
        let journal = format!("class/{name}/progress.jsonl");
        if name == "ann" {
            // The first person, while the repository is empty.
            git(&home.path().join("class"), &["symbolic-ref", "HEAD", "refs/heads/main"]);
            home.ok(&["note", "s-0", "a", "--progress", &journal]);
            home.ok(&["sync", "--setup", &remote.url(), "--progress", &journal]);
        } else {
            home.ok(&["note", "s-0", "b", "--progress", &journal]);
            assert_eq!(home.ok(&["sync", "--progress", &journal]), "sent 1\n");
        }
    }
    let files = remote.git(&["ls-tree", "-r", "--name-only", "main"]);
    assert_eq!(files, ".gitattributes\nann/progress.jsonl\nbob/progress.jsonl");
    assert!(!bob.path().join("class/bob/ann").exists());
    // A third person, whose journal would be at the top.
    let carol = Home::new().with_skills();
    let url = remote.url();
    let expected = format!(
        "error: {url} has a folder for each person, such as 'ann'\n\
         clone it: git clone {url} class\n\
         then set ROADMAP_PROGRESS to class/YOUR-NAME/progress.jsonl\n"
    );
    assert_eq!(carol.fails(&["sync", "--setup", &url]), expected);
}

/// Commits a readme on a branch of the remote, as hosts do for a new repository.
fn begin_with_readme(remote: &Remote, branch: &str) {
    let work = tempfile::tempdir().unwrap();
    git(work.path(), &["init", "-q"]);
    fs::write(work.path().join("README.md"), "My progress\n").unwrap();
    git(work.path(), &["add", "."]);
    git(work.path(), &["commit", "-qm", "Initial commit"]);
    git(work.path(), &["push", "-q", &remote.url(), &format!("HEAD:{branch}")]);
}

fn clone(remote: &Remote) -> Home {
    let home = Home::new().with_skills();
    git(home.path(), &["clone", "-q", &remote.url(), ".local/share/roadmap"]);
    home
}

fn branches(remote: &Remote) -> String {
    remote.git(&["branch", "--format=%(refname:short)"])
}

#[test]
fn a_clone_syncs_the_branch_with_progress_whatever_the_head_of_the_remote() {
    for with_readme in [false, true] {
        let remote = Remote::new();
        let desk = machine(&remote, "desk");
        note(&desk, "a");
        desk.ok(&["sync"]);
        remote.git(&["symbolic-ref", "HEAD", "refs/heads/master"]);
        if with_readme {
            begin_with_readme(&remote, "master");
        }
        let home = clone(&remote);
        note(&home, "b");
        assert_eq!(home.ok(&["sync"]), "sent 1, received 1\n");
        assert_eq!(home.ok(&["sync"]), "up to date\n");
        assert_eq!(branches(&remote), if with_readme { "main\nmaster" } else { "main" });
        assert_eq!(lines(&home), remote.lines("main", "progress.jsonl"));
        if !with_readme {
            assert_eq!(git(&data(&home), &["symbolic-ref", "HEAD"]), "refs/heads/main");
            assert_eq!(git(&data(&home), &["status", "--porcelain"]), "");
        }
        // A machine that is set up comes to the same branch.
        let other = Home::new().with_skills();
        let text = other.ok(&["sync", "--setup", &remote.url()]);
        assert_eq!(text.split(" of ").next(), Some("syncing branch main"));
        assert_eq!(lines(&other), lines(&home));
    }
}

#[test]
fn a_clone_of_an_empty_repository_waits_for_what_others_choose() {
    let remote = Remote::new();
    remote.git(&["symbolic-ref", "HEAD", "refs/heads/trunk"]);
    let (first, second) = (clone(&remote), clone(&remote));
    git(&data(&second), &["symbolic-ref", "HEAD", "refs/heads/other"]);
    for home in [&first, &second] {
        note(home, "a");
        home.ok(&["sync"]);
        assert_eq!(git(&data(home), &["status", "--porcelain"]), "");
    }
    first.ok(&["sync"]);
    assert_eq!(branches(&remote), "trunk");
    assert_eq!(lines(&first), lines(&second));
}

#[test]
fn an_empty_repository_gets_the_branch_that_its_head_names() {
    let remote = Remote::new();
    remote.git(&["symbolic-ref", "HEAD", "refs/heads/trunk"]);
    let home = Home::new().with_skills();
    note(&home, "a");
    let url = remote.url();
    assert_eq!(
        home.ok(&["sync", "--setup", &url]),
        format!("syncing branch trunk of {url}: sent 1\n")
    );
    // So a clone has it checked out.
    assert_eq!(lines(&clone(&remote)), lines(&home));
}

#[test]
fn a_folder_that_is_not_there_may_be_a_disk_that_is_not_mounted() {
    let remote = Remote::new();
    let home = machine(&remote, "desk");
    note(&home, "a");
    let url = remote.url();
    let away = remote.folder.path().join("away");
    fs::rename(remote.path(), &away).unwrap();
    let advice = format!(
        "{url}: '{url}' does not appear to be a git repository\n\
         if it is on a disk or a share that is not mounted: mount it and sync again\n\
         otherwise create an empty repository there, or correct the address with --setup\n"
    );
    assert_eq!(
        home.fails(&["sync"]),
        format!("error: committed locally; there is no such repository\n{advice}")
    );
    assert_eq!(
        home.fails(&["sync", "--setup", &url]),
        format!("error: there is no such repository\n{advice}")
    );
    fs::rename(away, remote.path()).unwrap();
    assert_eq!(home.ok(&["sync"]), "sent 1\n");
}

//! `kill -9` at any moment, and the files that git leaves behind.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::*;

/// Kills syncs of a machine after increasing delays; the next sync repairs.
fn kills(times: u64) {
    let remote = Remote::new();
    let (desk, laptop) = (machine(&remote, "desk"), machine(&remote, "laptop"));
    note(&desk, "first");
    let begun = Instant::now();
    desk.ok(&["sync"]);
    let whole = begun.elapsed();
    for n in 0..times {
        note(&desk, &format!("desk {n}"));
        note(&laptop, &format!("laptop {n}"));
        laptop.ok(&["sync"]);
        let mut command = desk.command(&["sync"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let micros = u64::try_from(whole.as_micros()).unwrap() * n / times;
        std::thread::sleep(Duration::from_micros(micros));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(lines(&desk).len() as u64 > n, "what was written is there");
        if n % 3 == 0 {
            desk.ok(&["sync"]);
        }
    }
    for home in [&desk, &laptop, &desk] {
        home.ok(&["sync"]);
    }
    assert_eq!(lines(&desk).len() as u64, 2 * times + 1);
    assert_eq!(lines(&desk), lines(&laptop));
    assert_eq!(lines(&desk), remote.lines("main", "progress.jsonl"));
    assert_eq!(git(&data(&desk), &["status", "--porcelain"]), "");
    assert_eq!(git(&data(&desk), &["fsck", "--no-dangling"]), "");
}

#[test]
fn a_sync_after_a_killed_one_repairs() {
    kills(9);
}

#[test]
#[ignore = "takes minutes"]
fn a_sync_after_each_of_500_killed_ones_repairs() {
    kills(500);
}

#[test]
fn lock_files_of_a_crash_are_removed_and_those_of_the_user_kept() {
    let remote = Remote::new();
    let desk = machine(&remote, "desk");
    note(&desk, "a");
    desk.ok(&["sync"]);
    let folder = data(&desk).join(".git");
    let left = [
        "refs/roadmap/sync.lock",
        "refs/remotes/roadmap/main.lock",
        "roadmap-index",
        "roadmap-index.lock",
        "index.lock",
    ];
    for name in left {
        fs::write(folder.join(name), "").unwrap();
    }
    fs::write(data(&desk).join(".progress.jsonl.merging"), "half").unwrap();
    note(&desk, "b");
    assert_eq!(desk.ok(&["sync"]), "sent 1\n");
    assert!(folder.join("index.lock").exists());
    // The user's git has finished, so the branch is updated.
    fs::remove_file(folder.join("index.lock")).unwrap();
    assert_eq!(desk.ok(&["sync"]), "up to date\n");
    fs::remove_file(data(&desk).join(".progress.jsonl.merging")).ok();
    assert_eq!(git(&data(&desk), &["status", "--porcelain"]), "");
}

#[test]
fn a_damaged_ref_is_replaced() {
    let remote = Remote::new();
    let desk = machine(&remote, "desk");
    note(&desk, "a");
    desk.ok(&["sync"]);
    for damage in ["", "\0\0\0", "1234567890123456789012345678901234567890\n"] {
        for name in ["refs/roadmap/sync", "refs/remotes/roadmap/main"] {
            fs::write(data(&desk).join(".git").join(name), damage).unwrap();
        }
        note(&desk, damage.trim_matches(['\0', '\n']).get(..4).unwrap_or("x"));
        assert_eq!(desk.ok(&["sync"]), "sent 1\n", "{damage:?}");
    }
    assert_eq!(lines(&desk), remote.lines("main", "progress.jsonl"));
}

#[test]
fn syncs_on_one_machine_take_turns() {
    let remote = Remote::new();
    let desk = machine(&remote, "desk");
    note(&desk, "a");
    let mut commands: Vec<_> = (0..4).map(|_| desk.command(&["sync"])).collect();
    let children: Vec<_> =
        commands.iter_mut().map(|c| c.stdout(Stdio::piped()).spawn().unwrap()).collect();
    let mut said: Vec<String> = children
        .into_iter()
        .map(|child| Ran::of(&child.wait_with_output().unwrap()).stdout)
        .collect();
    said.sort();
    assert_eq!(said, ["sent 1\n", "up to date\n", "up to date\n", "up to date\n"]);
}

#[test]
fn a_hanging_sync_times_out() {
    let home = Home::new().with_skills();
    note(&home, "a");
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("git://{}/p.git", silent.local_addr().unwrap());
    let begun = Instant::now();
    let stderr = home.fails(&["sync", "--timeout", "1", "--setup", &url]);
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert_eq!(
        stderr,
        format!(
            "error: the remote did not answer within 1 s\n\
             {url}: to wait longer: roadmap sync --timeout 120\n\
             the next roadmap sync tries again\n"
        )
    );
}

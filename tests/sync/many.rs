//! Many machines that write and sync at random.

use super::*;

/// A small random number generator, so that a failure can be reproduced.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn rounds(rounds: u64, seed: u64) {
    let remote = Remote::new();
    let homes: Vec<Home> = (0..8).map(|n| machine(&remote, &format!("m{n}"))).collect();
    let mut random = Random(seed);
    let mut written = 0;
    for round in 0..rounds {
        let mut syncing = Vec::new();
        for (n, home) in homes.iter().enumerate() {
            match random.below(4) {
                0 | 1 => {
                    note(home, &format!("{n} {round}"));
                    written += 1;
                }
                2 => syncing.push(home.command(&["sync", "--timeout", "120"])),
                _ => {}
            }
        }
        // The machines that sync in this round race. Some may lose more than five
        // times; they report it and try again later.
        let children: Vec<_> = syncing
            .iter_mut()
            .map(|command| {
                use std::process::Stdio;
                command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
            })
            .collect();
        for child in children {
            let ran = Ran::of(&child.wait_with_output().unwrap());
            let raced =
                ran.stderr.starts_with("error: committed locally; other machines pushed first");
            assert!(ran.status == 0 || raced, "round {round} of seed {seed}: {}", ran.stderr);
        }
    }
    for home in homes.iter().chain(&homes) {
        home.ok(&["sync"]);
    }
    let all = lines(&homes[0]);
    assert_eq!(all.len(), written, "seed {seed}");
    for home in &homes {
        assert_eq!(lines(home), all, "seed {seed}");
        assert_eq!(home.events().len(), written, "every line is an event");
    }
    assert_eq!(remote.lines("main", "progress.jsonl"), all);
    assert_eq!(remote.git(&["fsck", "--no-dangling"]), "");
}

#[test]
fn eight_machines_converge() {
    rounds(6, 0x9e37_79b9_7f4a_7c15);
}

/// Run with `cargo test --test sync -- --ignored`; `SYNC_SEED` sets the seed.
#[test]
#[ignore = "takes minutes"]
fn eight_machines_converge_in_500_rounds() {
    let seed = std::env::var("SYNC_SEED").ok().and_then(|seed| seed.parse().ok());
    rounds(500, seed.unwrap_or(0x2545_f491_4f6c_dd1d));
}

//! Files that change while somebody browses.

use std::fs;
use std::time::{Duration, Instant};

use super::*;

#[test]
fn another_process_is_seen() {
    if !has_tmux() {
        return;
    }
    let home = home();
    let terminal = browse(&home);
    home.ok(&["check", "alpha"]);
    let begun = Instant::now();
    terminal.wait_for("33%");
    // It looks twice a second; the rest is for machines under load.
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    // A copy that a file synchroniser leaves counts, too.
    let line = fs::read_to_string(home.journal()).unwrap();
    let line = line.lines().last().unwrap().replace("alpha", "gamma");
    let line = line.replacen("\"id\":\"0", "\"id\":\"1", 1);
    fs::write(home.journal().with_file_name("progress (copy).jsonl"), line + "\n").unwrap();
    terminal.wait_for("66%");
}

#[test]
fn a_roadmap_that_breaks_stays_as_it_was() {
    if !has_tmux() {
        return;
    }
    let home = home();
    let terminal = browse(&home);
    home.roadmap("mine", &MINE.replace("Beta", "Better"));
    terminal.wait_for("Better");
    home.roadmap("mine", &MINE.replace("title: Beta", "titel: Worst"));
    let screen = terminal.wait_for("cannot use the roadmap 'mine'");
    assert!(screen.contains("Better"), "{screen}");
    assert!(screen.contains("unknown key 'titel'"), "{screen}");
    // It can still be used.
    terminal.press("v");
    terminal.press("V");
    home.roadmap("mine", &MINE.replace("Beta", "Best"));
    let screen = terminal.wait_for("Best");
    assert!(!screen.contains("cannot use"), "{screen}");
    fs::remove_file(home.roadmaps().join("mine.yaml")).unwrap();
    let screen = terminal.wait_for("there is no roadmap 'mine'");
    assert!(screen.contains("Best"), "{screen}");
}

#[test]
fn shared_definitions_that_break_leave_all_as_it_was() {
    if !has_tmux() {
        return;
    }
    let home = home();
    home.roadmap("skills", "skills:\n- { id: shared, title: Shared one }\n");
    home.roadmap("mine", &MINE.replace("  - { id: gamma,", "  - shared\n  - { id: gamma,"));
    let terminal = browse(&home);
    terminal.press("z");
    terminal.wait_for("Shared one");
    home.roadmap("skills", "skills:\n- { id: shared, title: }\n");
    let screen = terminal.wait_for("skills.yaml");
    assert!(screen.contains("Shared one"), "{screen}");
    home.roadmap("skills", "skills:\n- { id: shared, title: Shared again }\n");
    terminal.wait_for("Shared again");
}

#[test]
fn a_journal_that_is_locked_stops_nothing() {
    if !has_tmux() {
        return;
    }
    let home = home();
    let locked = fs::File::open(home.journal()).unwrap();
    locked.lock().unwrap();
    let terminal = browse(&home);
    terminal.press("Space");
    terminal.press("Down");
    terminal.wait_for("Beta  (beta)");
    terminal.wait_for("waiting for another program that has locked the journal");
    assert_eq!(home.events().len(), 1);
    locked.unlock().unwrap();
    terminal.wait_for("done: Alpha");
    assert_eq!(home.events().len(), 2);
}

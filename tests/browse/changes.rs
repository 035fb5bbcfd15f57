//! Files that change while the browser is open.

use std::fs;
use std::time::{Duration, Instant};

use super::*;

#[test]
fn changes_by_other_processes_show() {
    if !has_tmux() {
        return;
    }
    let home = home();
    let terminal = browse(&home);
    home.ok(&["check", "alpha"]);
    let begun = Instant::now();
    terminal.wait_for("33%");
    // It checks more than twice a second; the rest is a margin for machines under load.
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    // A conflict copy of a sync program counts too.
    let line = fs::read_to_string(home.journal()).unwrap();
    let line = line.lines().last().unwrap().replace("alpha", "gamma");
    let line = line.replacen("\"id\":\"0", "\"id\":\"1", 1);
    fs::write(home.journal().with_file_name("progress (copy).jsonl"), line + "\n").unwrap();
    terminal.wait_for("66%");
}

#[test]
fn the_last_valid_version_of_a_broken_roadmap_stays() {
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
    // A change says what is wrong with the file, not with the skill.
    terminal.press("Space");
    let screen = terminal.wait_for("error: cannot use the roadmap 'mine'");
    assert!(!screen.contains("no skill"), "{screen}");
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
fn a_broken_skills_file_keeps_the_last_valid_version() {
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
fn a_locked_journal_does_not_block_the_screen() {
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

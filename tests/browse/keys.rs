//! Keys and mouse actions record the same as the commands.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use super::*;

/// The newest event, without id, time and date.
fn newest(home: &Home) -> Value {
    let mut event = home.events().pop().unwrap();
    for field in ["v", "id", "at", "on"] {
        event.as_object_mut().unwrap().remove(field);
    }
    event
}

#[test]
fn keys_record_at_once_and_answer_like_the_commands() {
    if !has_tmux() {
        return;
    }
    let home = home();
    let terminal = browse(&home);
    terminal.press("Space");
    let screen = terminal.wait_for("done: Alpha");
    let want = ["✓ done: Alpha", "My way: 1 of 3 done, 33% (was 0%)", "ready now: Beta"];
    assert_eq!(answer(&screen, 3), want);
    assert_eq!(newest(&home), json!({ "event": "done", "skills": ["alpha"] }));
    terminal.press("u");
    let screen = terminal.wait_for("undone");
    let want = [
        "undone: check alpha, made 2026-11-20 09:12",
        "Alpha is todo again",
        "My way: 0 of 3 done, 0% (was 33%)",
    ];
    assert_eq!(answer(&screen, 3), want);
    terminal.press("s");
    let screen = terminal.wait_for("learning: Alpha");
    assert_eq!(answer(&screen, 2), ["▸ learning: Alpha", "My way: 0 of 3 done, 0%"]);
    assert_eq!(newest(&home), json!({ "event": "start", "skills": ["alpha"] }));
    terminal.write("2");
    terminal.wait_for("done: Two (alpha/2)");
    let resource = json!([{ "skill": "alpha", "url": "https://a.example/2" }]);
    assert_eq!(newest(&home)["resources"], resource);
    terminal.write("nread it again");
    terminal.wait_for("Note on Alpha: read it again");
    terminal.press("Enter");
    terminal.wait_for("noted on Alpha");
    let note = json!({ "event": "note", "skills": ["alpha"], "note": "read it again" });
    assert_eq!(newest(&home), note);
    terminal.write("t1h30m");
    terminal.press("Enter");
    let screen = terminal.wait_for("logged");
    assert_eq!(answer(&screen, 1), ["Alpha: 1 h 30 min logged, 1 h 30 min of 2 h spent"]);
    assert_eq!(newest(&home), json!({ "event": "spent", "skills": ["alpha"], "minutes": 90 }));
    // Errors are those of the command too.
    terminal.write("tsoon");
    terminal.press("Enter");
    let screen = terminal.wait_for("error");
    let error = "error: 'soon' is not a time; write 1h30m, 1:30, 90m, 2h or 1.5h";
    // What was typed is there to be corrected.
    let typed = "Time (1h30m) spent on Alpha: soon";
    assert_eq!(answer(&screen, 3), [error, "nothing was recorded", typed]);
    terminal.press("BSpace");
    terminal.wait(|screen| answer(screen, 2) == [error, &typed[..typed.len() - 1]], "no typing");
    terminal.press("Escape");
    terminal.wait(|screen| answer(screen, 1) == ["nothing was recorded"], "it is still asked");
    terminal.write("ehttps://a.example/me");
    terminal.press("Enter");
    terminal.wait_for("done: Alpha");
    assert_eq!(newest(&home)["evidence"], json!(["https://a.example/me"]));
    terminal.press("Down");
    terminal.press("x");
    terminal.wait_for("skipped: Beta");
    assert_eq!(newest(&home), json!({ "event": "skip", "skills": ["beta"] }));
    terminal.press("w");
    terminal.wait_for("known: Beta");
    assert_eq!(newest(&home)["known"], json!(true));
}

#[test]
fn opening_a_link_does_not_block_the_screen() {
    if !has_tmux() {
        return;
    }
    let home = home();
    let opener = home.file("bin/xdg-open", "#!/bin/sh\nsleep 2\nprintf %s \"$1\" >opened\n");
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::copy(&opener, home.path().join("bin/open")).unwrap();
    let terminal = browse(&home);
    terminal.press("o");
    terminal.wait_for("opening …");
    terminal.press("Down");
    terminal.press("Space");
    terminal.wait_for("done: Beta");
    assert_eq!(newest(&home), json!({ "event": "done", "skills": ["beta"] }));
    assert!(!home.path().join("opened").exists());
    terminal.wait(|screen| answer(screen, 1) == ["https://a.example/1"], "nothing is opened");
    let opened = std::fs::read_to_string(home.path().join("opened")).unwrap();
    assert_eq!(opened, "https://a.example/1");
}

#[test]
fn keys_search_and_switch_views_and_roadmaps() {
    if !has_tmux() {
        return;
    }
    let home = home();
    let terminal = browse(&home);
    terminal.write("/gmr");
    let screen = terminal.wait(|screen| !screen.contains("Alpha"), "the list is not narrowed");
    assert!(screen.contains("Gamma rays"), "{screen}");
    terminal.press("Escape");
    terminal.wait_for("Alpha");
    for (key, text) in [
        ("N", "Gamma rays"),
        ("P", "this week"),
        ("Y", "less · ░ ▒ ▓ █ more"),
        ("T", "▾ 1. First steps"),
        ("?", "mark as done"),
    ] {
        terminal.press(key);
        terminal.wait_for(text);
    }
    terminal.press("Escape");
    terminal.wait(|screen| !screen.contains("mark as done"), "the help is not closed");
    terminal.press("Tab");
    terminal.wait_for("Their way  ");
    terminal.press("g");
    terminal.wait_for("╭─ Roadmaps ");
    terminal.press("Home");
    terminal.press("Enter");
    terminal.wait_for("Backend Developer  ");
    // Names are looked up in the viewed roadmap first.
    terminal.press("s");
    terminal.wait_for("Backend Developer: 0 of 100 done");
}

#[test]
fn the_mouse_clicks_and_scrolls() {
    if !has_tmux() {
        return;
    }
    let home = home();
    let terminal = browse(&home);
    // A click on column 5 of line 6, counted from 1.
    terminal.write("\u{1b}[<0;5;6M\u{1b}[<0;5;6m");
    terminal.wait_for("Beta  (beta)");
    terminal.write("\u{1b}[<0;3;24M\u{1b}[<0;3;24m");
    let screen = terminal.wait_for("done: Beta");
    assert!(screen.contains("Alpha usually comes first"), "{screen}");
    terminal.write("\u{1b}[<0;17;3M\u{1b}[<0;17;3m");
    terminal.wait_for("this week");
}

#[test]
fn it_redraws_when_the_terminal_is_resized() {
    if !has_tmux() {
        return;
    }
    let home = home();
    let terminal = browse(&home);
    for (columns, lines) in [(40, 12), (200, 50), (72, 20), (10, 3), (40, 12)] {
        terminal.resize(columns, lines);
        terminal.wait(
            |screen| {
                let title = screen.lines().next().unwrap_or_default();
                if columns < 20 { title == "too small" } else { title.starts_with("My way") }
            },
            "it is not redrawn",
        );
    }
    let screen = terminal.wait_for("q quit");
    assert_eq!(
        screen.trim_end(),
        "My way  ░░░░░░ 0%   0 of 3 done\n Tree   Next   Plan   Year\n\
         ▾ 1. First steps            0/2 ░░░░░░░░\n  · Alpha                            2 h\n\
         \x20 · Beta\n▹ 2. Second steps           0/1 ░░░░░░░░\n\n\n\n\n\n\
         space done  s start  ? help  q quit"
    );
}

#[test]
fn colours_and_characters_follow_the_environment() {
    if !has_tmux() {
        return;
    }
    let home = home();
    home.ok(&["start", "alpha"]);
    let is_coloured = |screen: &str| {
        // 39 is the default colour of the terminal.
        screen.split('\u{1b}').any(|part| part.starts_with("[3") && !part.starts_with("[39"))
    };
    let terminal = browse(&home);
    assert!(is_coloured(&terminal.screen_with_colours()));
    let command = "NO_COLOR=1 LC_ALL=C roadmap browse; exec sleep 1000";
    let terminal = Terminal::run(&home, command);
    let screen = terminal.wait_for("q quit");
    assert!(screen.is_ascii(), "{screen}");
    assert!(!is_coloured(&terminal.screen_with_colours()));
    terminal.press("Space");
    let screen = terminal.wait_for("done: Alpha");
    assert!(screen.is_ascii(), "{screen}");
}

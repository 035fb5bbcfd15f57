//! Compares whole frames. `SNAPSHOTS=overwrite` updates them.

use ratatui::style::Color;
use snapbox::assert_data_eq;

use super::super::mode::View;
use super::*;

fn see(columns: u16, lines: u16, keys: &str) -> State {
    let mut state = state(columns, lines);
    write(&mut state, keys);
    state
}

macro_rules! frames {
    ($($name:ident: $state:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_data_eq!(frame(&$state), kept(stringify!($name)));
        }
    )*};
}

frames! {
    tree: see(80, 24, "");
    tree_unfolded: see(80, 24, "z");
    tree_narrow: see(40, 12, "");
    tree_narrow_and_high: see(50, 30, "");
    tree_wide: see(120, 30, "zkkk");
    details_narrow: see(40, 12, "l");
    next_steps: see(80, 24, "N");
    plan: see(80, 24, "P");
    plan_narrow: see(40, 12, "P");
    year: see(80, 24, "Y");
    year_narrow: see(40, 12, "Y");
    year_wide: see(180, 40, "Y");
    help: see(80, 24, "?");
    help_narrow: see(40, 12, "?");
    filter: see(80, 24, "f");
    filtered: { let mut state = see(80, 24, "f "); press(&mut state, KeyCode::Esc); state };
    search: see(80, 24, "/dckr");
    search_without_hits: see(80, 24, "/zzzz");
    note: see(80, 24, "nread chapter 4");
    roadmaps: {
        let mut state = see(80, 24, "");
        let choice = |id: &str, title: &str, in_use| Choice {
            id: RoadmapId::new(id).unwrap(), title: title.to_owned(), percent: 16, in_use,
        };
        state.choose(vec![
            choice("backend", "Backend Developer", true),
            choice("devops", "DevOps Engineer", false),
        ]);
        state
    };
    problem: {
        let mut state = see(80, 24, "");
        state.answer("✓ done: SQL");
        state.problems(vec!["cannot use the roadmap 'backend': line 3: unknown key".to_owned()]);
        state
    };
    nothing_left: {
        let done = Change::Done {
            skills: ["git", "shell", "sql", "mysql", "docker"].map(id).to_vec(),
            known: true, redate: false, resources: Vec::new(), note: None, evidence: Vec::new(),
        };
        let done = Recorded { id: Uuid::nil(), at: Timestamp::UNIX_EPOCH, on: TODAY, change: done };
        let mut state = State::new(board(Progress::fold(&[done])), STYLE, (60, 14));
        write(&mut state, "N");
        state
    };
    ascii: {
        let style = Style { unicode: false, ..STYLE };
        let board = Board::new(roadmap("backend", BACKEND), progress(), Vec::new(), TODAY, &style);
        let mut state = State::new(board, style, (80, 24));
        write(&mut state, "zk");
        state
    };
}

#[test]
fn every_size_can_be_drawn() {
    for keys in ["", "z", "N", "P", "Y", "?", "f", "/s", "t1", "l"] {
        for columns in [0, 1, 5, 19, 20, 21, 39, 40, 71, 72, 73, 100, 300] {
            for lines in [0, 1, 5, 6, 7, 11, 12, 13, 14, 25, 26, 60] {
                let mut state = see(80, 24, keys);
                state.update(&Event::Resize(columns, lines));
                let drawn = buffer(&state);
                assert_eq!((drawn.area.width, drawn.area.height), (columns, lines));
                // The same state gives the same frame.
                assert_eq!(drawn, buffer(&state));
            }
        }
    }
}

#[test]
fn frames_fit_in_40_by_12() {
    for view in View::ALL {
        let mut state = state(40, 12);
        state.see(view);
        state.settle();
        let text = frame(&state);
        assert_eq!(text.lines().count(), 12);
        assert!(text.lines().all(|line| crate::view::wrap::width(line) <= 41), "{text}");
    }
}

#[test]
fn colours_and_unicode_are_used_only_if_enabled() {
    for (color, unicode) in [(true, true), (false, true), (false, false)] {
        let style = Style { color, unicode, ..STYLE };
        for keys in ["z", "N", "P", "Y", "?", "f", "/s", "n日本"] {
            let board =
                Board::new(roadmap("backend", BACKEND), progress(), Vec::new(), TODAY, &style);
            let mut state = State::new(board, style, (100, 30));
            write(&mut state, keys);
            let drawn = buffer(&state);
            let is_coloured = |cell: &ratatui::buffer::Cell| {
                !matches!(cell.fg, Color::Reset) || !matches!(cell.bg, Color::Reset)
            };
            assert!(color || !drawn.content().iter().any(is_coloured), "{keys}");
            // The background is always that of the terminal.
            assert!(drawn.content().iter().all(|cell| cell.bg == Color::Reset));
            let is_ascii = drawn.content().iter().all(|cell| cell.symbol().is_ascii());
            assert!(unicode || is_ascii, "{keys}\n{}", frame(&state));
        }
    }
}

#[test]
fn text_from_files_has_no_control_characters() {
    let yaml = BACKEND.replace("Keeps every", "\"\\e[31mKeeps \\a every\"").replace(
        "summary: \"\\e[31mKeeps \\a every\" version of your work.",
        "summary: \"\\e[31m\\u202e version\"",
    );
    let backend = roadmap("backend", &yaml);
    let board = Board::new(backend, progress(), Vec::new(), TODAY, &STYLE);
    let mut state = State::new(board, STYLE, (80, 24));
    write(&mut state, "zkkkkkkkkkj");
    state.answer("\u{1b}[2J");
    state.problems(vec!["\u{9b}2J".to_owned()]);
    let drawn = buffer(&state);
    let is_unsafe =
        |cell: &ratatui::buffer::Cell| cell.symbol().chars().any(crate::escape::is_unsafe);
    assert!(!drawn.content().iter().any(is_unsafe), "{}", frame(&state));
    assert!(frame(&state).contains('\u{fffd}'));
}

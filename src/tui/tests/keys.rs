//! Tests of keys, clicks and the wheel.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::super::mode::{Mode, Pane, View};
use super::*;

/// The selected line, with single spaces.
fn selected(state: &State) -> String {
    let frame = frame(state);
    let is_selected = |line: &&str| line.starts_with(['>', '_']) && !line.contains("Next   Plan");
    let line = frame.lines().find(is_selected).unwrap_or_default();
    let line = line.split('│').next().unwrap_or_default().trim_start_matches(['>', '_']);
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn assert_selected(state: &State, want: &str) {
    assert_eq!(selected(state), want, "{}", frame(state));
}

#[track_caller]
fn assert_runs(state: &mut State, key: KeyCode, words: &str) {
    let effect = press(state, key);
    let words = words.split(' ').map(str::to_owned).collect();
    assert_eq!(effect, Some(Effect::Run(words)));
}

/// Presses a key that asks for text, enters `text`, and checks the command.
#[track_caller]
fn assert_enters(state: &mut State, key: char, text: &str, words: &[&str]) {
    assert_eq!(press(state, KeyCode::Char(key)), None);
    write(state, text);
    let effect = press(state, KeyCode::Enter);
    let words = words.iter().map(|word| (*word).to_owned()).collect();
    assert_eq!(effect, Some(Effect::Run(words)));
    assert_eq!(state.mode, Mode::Normal);
}

#[test]
fn keys_run_the_commands() {
    let mut state = state(80, 24);
    assert_selected(&state, "▸ SQL 25–40 h");
    for (key, words) in [
        (' ', "check -- sql"),
        ('s', "start -- sql"),
        ('x', "skip -- sql"),
        ('w', "check --known -- sql"),
        ('c', "uncheck -- sql"),
        ('o', "open -- sql"),
        ('3', "check -- sql/3"),
        ('u', "undo"),
    ] {
        assert_runs(&mut state, KeyCode::Char(key), words);
    }
    assert_enters(&mut state, 'n', " -read it ", &["note", "--", "sql", "-read it"]);
    assert_enters(&mut state, 't', "1h30m", &["spent", "--", "sql", "1h30m"]);
    assert_enters(&mut state, '%', "50%", &["estimate", "--", "sql", "50%"]);
    assert_enters(&mut state, '%', "", &["estimate", "--reset", "--", "sql"]);
    let evidence = ["check", "--evidence=https://a.example", "--", "sql"];
    assert_enters(&mut state, 'e', "https://a.example", &evidence);
    press(&mut state, KeyCode::Up);
    assert_selected(&state, "▾ 2. Databases 0/2 ░░░░░░░░");
    assert_runs(&mut state, KeyCode::Char(' '), "check -- databases");
    press(&mut state, KeyCode::Char('n'));
    assert_eq!(state.mode, Mode::Normal);
}

#[test]
fn the_key_of_a_ticked_resource_unticks_it() {
    let mut progress = progress();
    let resources = vec![crate::progress::ResourceRef {
        skill: id("git"),
        url: "https://git-scm.com/book".to_owned(),
    }];
    let change = Change::Done {
        skills: Vec::new(),
        known: false,
        redate: false,
        resources,
        note: None,
        evidence: Vec::new(),
    };
    progress.add(&Recorded { id: Uuid::nil(), at: Timestamp::UNIX_EPOCH, on: TODAY, change });
    let mut state = State::new(board(progress), STYLE, (80, 24));
    press(&mut state, KeyCode::Char('z'));
    press(&mut state, KeyCode::Home);
    press(&mut state, KeyCode::Down);
    assert_runs(&mut state, KeyCode::Char('1'), "uncheck -- git/1");
    assert_runs(&mut state, KeyCode::Char('2'), "check -- git/2");
}

#[test]
fn q_escape_and_control_c_quit() {
    let quit = Some(Effect::Quit);
    let mut state = state(80, 24);
    assert_eq!(press(&mut state, KeyCode::Char('q')), quit);
    assert_eq!(press(&mut state, KeyCode::Esc), quit);
    let control = |c| Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL));
    for keys in ["", "/sq", "nq", "f", "?"] {
        write(&mut state, keys);
        assert_eq!(state.update(&control('c')), quit, "{keys}");
        press(&mut state, KeyCode::Esc);
        press(&mut state, KeyCode::Esc);
        assert_eq!(state.mode, Mode::Normal);
    }
    assert_eq!(state.update(&control('z')), Some(Effect::Suspend));
    // Escape first closes panels and clears the search.
    for keys in ["nq", "f", "?", "/sq"] {
        write(&mut state, keys);
        assert_eq!(press(&mut state, KeyCode::Esc), None, "{keys}");
        assert_eq!((&state.mode, &*state.query), (&Mode::Normal, ""), "{keys}");
    }
    write(&mut state, "/sq");
    press(&mut state, KeyCode::Enter);
    assert_eq!(press(&mut state, KeyCode::Esc), None);
    assert_eq!(press(&mut state, KeyCode::Esc), quit);
}

#[test]
fn keys_move_fold_and_show_details() {
    let mut state = state(80, 24);
    let mut seen = Vec::new();
    for key in ['k', 'h', 'h', 'l', 'l', 'j', 'j', 'h', 'h', 'h', 'l', 'l', 'j', 'l', 'j', 'h'] {
        press(&mut state, KeyCode::Char(key));
        let title = selected(&state);
        let pane = if state.pane == Pane::Details { " (details)" } else { "" };
        seen.push(format!("{key} {title}{pane}"));
    }
    snapbox::assert_data_eq!(seen.join("\n"), kept("moves"));
}

#[test]
fn page_keys_home_and_end_move() {
    let mut state = state(40, 12);
    press(&mut state, KeyCode::Char('z'));
    press(&mut state, KeyCode::End);
    assert_selected(&state, "· Docker and containers 12–20 h");
    press(&mut state, KeyCode::Home);
    assert_selected(&state, "▾ 1. Tools 1/2 ████░░░░");
    press(&mut state, KeyCode::PageDown);
    press(&mut state, KeyCode::PageDown);
    assert_selected(&state, "· Docker and containers 12–20 h");
    press(&mut state, KeyCode::PageUp);
    press(&mut state, KeyCode::PageUp);
    assert_eq!(state.place().selected, 0);
}

#[test]
fn a_search_narrows_the_tree_and_selects_the_best_hit() {
    let mut state = state(80, 24);
    write(&mut state, "/contain");
    assert_selected(&state, "· Docker and containers 12–20 h");
    assert_eq!(state.rows.len(), 2);
    press(&mut state, KeyCode::Enter);
    assert_runs(&mut state, KeyCode::Char(' '), "check -- docker");
    press(&mut state, KeyCode::Esc);
    assert_selected(&state, "· Docker and containers 12–20 h");
    assert!(state.rows.len() > 2);
    // Words of a summary match too.
    write(&mut state, "/every version");
    assert_selected(&state, "✓ Git 10–15 h");
}

#[test]
fn pasted_text_is_not_read_as_keys() {
    let mut state = state(80, 24);
    assert_eq!(state.update(&Event::Paste("qqq x".to_owned())), None);
    write(&mut state, "n");
    state.update(&Event::Paste("line 1\nq\n".to_owned()));
    let words = ["note", "--", "sql", "line 1 q"].map(str::to_owned).to_vec();
    assert_eq!(press(&mut state, KeyCode::Enter), Some(Effect::Run(words)));
}

#[test]
fn tab_cycles_through_roadmaps_and_restores_the_selection() {
    let mut state = state(80, 24);
    let other = roadmap("other", OTHER);
    let show = |roadmap: &Rc<Roadmap>| Some(Effect::Show(roadmap.id.clone()));
    assert_eq!(press(&mut state, KeyCode::Tab), show(&other));
    let in_use = vec![roadmap("backend", BACKEND), Rc::clone(&other)];
    state.refresh(Board::new(Rc::clone(&other), progress(), in_use, TODAY, &STYLE));
    assert_eq!(state.viewed(), &other.id);
    assert_selected(&state, "· Something new");
    assert_eq!(press(&mut state, KeyCode::Tab), show(&roadmap("backend", BACKEND)));
    assert_eq!(press(&mut state, KeyCode::BackTab), show(&roadmap("backend", BACKEND)));
    state.refresh(board(progress()));
    assert_selected(&state, "▸ SQL 25–40 h");
}

#[test]
fn the_selection_survives_changes_of_files() {
    let mut state = state(80, 24);
    let yaml =
        BACKEND.replace("  - { id: sql,", "  - { id: before, title: Before }\n  - { id: sql,");
    state.refresh(Board::new(roadmap("backend", &yaml), progress(), Vec::new(), TODAY, &STYLE));
    assert_selected(&state, "▸ SQL 25–40 h");
    let yaml = BACKEND.replace("id: sql", "id: sequel").replace("needs: sql", "needs: sequel");
    state.refresh(Board::new(roadmap("backend", &yaml), progress(), Vec::new(), TODAY, &STYLE));
    assert!(!selected(&state).is_empty());
}

#[test]
fn views_keep_their_selection() {
    let mut state = state(80, 24);
    for view in [View::Next, View::Plan, View::Year, View::Tree] {
        press(&mut state, KeyCode::Char('v'));
        assert_eq!(state.view, view);
    }
    for view in [View::Year, View::Plan] {
        press(&mut state, KeyCode::Char('V'));
        assert_eq!(state.view, view);
    }
    assert_selected(&state, "20 Nov, this week 3.4 h");
    assert_eq!(press(&mut state, KeyCode::Char(' ')), None);
    press(&mut state, KeyCode::Down);
    assert_runs(&mut state, KeyCode::Char(' '), "check -- sql");
    press(&mut state, KeyCode::Char('T'));
    assert_selected(&state, "▸ SQL 25–40 h");
}

fn mouse(state: &mut State, kind: MouseEventKind, column: u16, row: u16) -> Option<Effect> {
    state.update(&Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}

/// Clicks on the first occurrence of `text` in the frame.
#[track_caller]
fn click(state: &mut State, text: &str) -> Option<Effect> {
    let frame = frame(state);
    let at = frame.lines().enumerate().find_map(|(y, line)| Some((y, line.find(text)?)));
    let (y, x) = at.unwrap_or_else(|| panic!("{text:?} is not there:\n{frame}"));
    let line = frame.lines().nth(y).unwrap_or_default();
    let x = crate::view::wrap::width(&line[..x]) - 1;
    let place = (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
    mouse(state, MouseEventKind::Down(MouseButton::Left), place.0, place.1)
}

#[test]
fn clicks_select_fold_and_press_keys() {
    let mut state = state(80, 24);
    assert_eq!(click(&mut state, "1. Tools"), None);
    assert_selected(&state, "▾ 1. Tools 1/2 ████░░░░");
    click(&mut state, "1. Tools");
    assert_selected(&state, "▹ 1. Tools 1/2 ████░░░░");
    click(&mut state, "1. Tools");
    click(&mut state, "The shell");
    assert_selected(&state, "· The shell 6 h");
    let check = vec!["check".to_owned(), "--".to_owned(), "shell".to_owned()];
    assert_eq!(click(&mut state, "space done"), Some(Effect::Run(check)));
    click(&mut state, " Plan ");
    assert_eq!(state.view, View::Plan);
    click(&mut state, "? help");
    assert_eq!(state.mode, Mode::Help);
    click(&mut state, "Space");
    assert_eq!(state.mode, Mode::Normal);
    click(&mut state, " Tree ");
    press(&mut state, KeyCode::Char('f'));
    click(&mut state, "learning");
    assert_eq!(state.filter.words(), "learning");
    press(&mut state, KeyCode::Esc);
    assert_eq!(state.rows.len(), 2);
    assert_eq!(click(&mut state, "q quit"), None);
    assert_eq!(click(&mut state, "q quit"), Some(Effect::Quit));
}

#[test]
fn the_wheel_scrolls_where_the_mouse_is() {
    let mut state = state(80, 12);
    press(&mut state, KeyCode::Char('z'));
    press(&mut state, KeyCode::Home);
    mouse(&mut state, MouseEventKind::ScrollDown, 5, 5);
    assert_eq!((state.place().offset, state.place().selected), (3, 3));
    mouse(&mut state, MouseEventKind::ScrollUp, 5, 5);
    assert_eq!((state.place().offset, state.place().selected), (0, 3));
    press(&mut state, KeyCode::Down);
    assert_eq!(state.details_at, 0);
    press(&mut state, KeyCode::Home);
    press(&mut state, KeyCode::Down);
    mouse(&mut state, MouseEventKind::ScrollDown, 70, 5);
    assert_eq!((state.place().offset, state.details_at), (0, 3));
    for _ in 0..50 {
        mouse(&mut state, MouseEventKind::ScrollDown, 70, 5);
        mouse(&mut state, MouseEventKind::ScrollDown, 5, 5);
    }
    let text = frame(&state);
    assert!(text.contains("Docker"), "{text}");
}

#[test]
fn escape_leads_from_the_details_to_the_list_before_it_leaves() {
    let mut state = state(80, 24);
    press(&mut state, KeyCode::Enter);
    assert_eq!(state.pane, Pane::Details);
    assert_eq!(press(&mut state, KeyCode::Esc), None);
    assert_eq!(state.pane, Pane::List);
    assert_eq!(press(&mut state, KeyCode::Esc), Some(Effect::Quit));
}

#[test]
fn a_new_search_begins_empty() {
    let mut state = state(80, 24);
    press(&mut state, KeyCode::Char('/'));
    write(&mut state, "docker");
    press(&mut state, KeyCode::Enter);
    assert_eq!(state.query, "docker");
    press(&mut state, KeyCode::Char('/'));
    assert_eq!(state.query, "");
    write(&mut state, "shell");
    assert_selected(&state, "· The shell 6 h");
}

#[test]
fn what_was_typed_is_asked_again_after_an_error() {
    let mut state = state(80, 24);
    press(&mut state, KeyCode::Char('t'));
    write(&mut state, "1h30");
    assert!(press(&mut state, KeyCode::Enter).is_some());
    assert_eq!(state.mode, Mode::Normal);
    state.fail("error: '1h30' is not a time");
    let lines = |state: &State| {
        let frame = frame(state);
        let lines = frame.lines().rev().skip(1).take(2).map(str::trim);
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lines(&state), ["Time (1h30m) spent on SQL: 1h30", "error: '1h30' is not a time"]);
    write(&mut state, "m");
    assert_eq!(lines(&state)[0], "Time (1h30m) spent on SQL: 1h30m");
    let words = ["spent", "--", "sql", "1h30m"].map(str::to_owned).to_vec();
    assert_eq!(press(&mut state, KeyCode::Enter), Some(Effect::Run(words)));
    // Another key in between: it is not asked again.
    press(&mut state, KeyCode::Down);
    state.fail("error: no");
    assert_eq!(state.mode, Mode::Normal);
}

#[test]
fn an_error_goes_with_the_next_key() {
    let mut state = state(80, 24);
    state.fail("error: no");
    assert!(frame(&state).contains("error: no"));
    press(&mut state, KeyCode::Down);
    assert!(!frame(&state).contains("error: no"));
    state.answer("done: SQL");
    press(&mut state, KeyCode::Up);
    assert!(frame(&state).contains("done: SQL"));
}

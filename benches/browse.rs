//! Drawing and scrolling the browser. `cargo bench --bench browse`.
//!
//! A frame of 10,000 skills must be drawn in under 5 ms.

use std::fmt::Write;
use std::rc::Rc;

use career_roadmap::catalog::{Roadmap, RoadmapId};
use career_roadmap::progress::Progress;
use career_roadmap::tui::{Board, State, draw};
use career_roadmap::view::style::Style;
use jiff::civil::date;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

const STYLE: Style = Style { color: true, unicode: true, plain: false, width: None };

const SCREEN: (u16, u16) = (200, 50);

fn main() {
    divan::main();
}

fn board(skills: usize) -> Board {
    let mut yaml = String::from("title: Long\nstages:\n");
    for at in 0..skills {
        if at % 100 == 0 {
            let stage = at / 100;
            writeln!(yaml, "- id: stage-{stage}\n  title: Stage\n  skills:").unwrap();
        }
        let hours = 1 + at % 40;
        write!(yaml, "  - {{ id: s{at}, title: Skill number {at}, hours: {hours}").unwrap();
        if at > 0 {
            write!(yaml, ", needs: s{}", at / 2).unwrap();
        }
        yaml.push_str(" }\n");
    }
    let roadmap = Roadmap::from_yaml(&RoadmapId::new("long").unwrap(), &yaml, None).unwrap();
    Board::new(Rc::new(roadmap), Progress::default(), Vec::new(), date(2026, 11, 20), &STYLE)
}

fn key(code: KeyCode) -> Event {
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

/// Everything unfolded, scrolled to the middle.
fn state(skills: usize) -> State {
    let mut state = State::new(board(skills), STYLE, SCREEN);
    state.update(&key(KeyCode::Char('z')));
    for _ in 0..20 {
        state.update(&key(KeyCode::PageDown));
    }
    state
}

fn terminal() -> Terminal<TestBackend> {
    Terminal::new(TestBackend::new(SCREEN.0, SCREEN.1)).unwrap()
}

#[divan::bench(args = [100, 10_000])]
fn frame(bencher: divan::Bencher, skills: usize) {
    let state = state(skills);
    let mut terminal = terminal();
    bencher.bench_local(|| terminal.draw(|frame| draw(&state, frame)).unwrap().count);
}

/// Handles a key and draws the frame.
#[divan::bench(args = [100, 10_000])]
fn one_line_down(bencher: divan::Bencher, skills: usize) {
    let mut state = state(skills);
    let mut terminal = terminal();
    bencher.bench_local(|| {
        state.update(&key(KeyCode::Down));
        terminal.draw(|frame| draw(&state, frame)).unwrap().count
    });
}

/// Handles a letter of a search and draws the frame.
#[divan::bench(args = [100, 10_000])]
fn a_letter_of_a_search(bencher: divan::Bencher, skills: usize) {
    let mut state = state(skills);
    let mut terminal = terminal();
    state.update(&key(KeyCode::Char('/')));
    let mut letters = "skl".chars().cycle();
    bencher.bench_local(|| {
        let letter = letters.next().unwrap();
        if letter == 's' {
            state.update(&Event::Key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
        }
        state.update(&key(KeyCode::Char(letter)));
        terminal.draw(|frame| draw(&state, frame)).unwrap().count
    });
}

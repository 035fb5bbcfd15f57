//! Tests of the browser: keys, clicks and frames.

mod frames;
mod keys;

use std::rc::Rc;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use uuid::Uuid;

use super::*;
use crate::catalog::{Id, Roadmap, RoadmapId};
use crate::progress::{Change, Event as Recorded, Plan, Progress};
use crate::view::style::Style;

const TODAY: Date = date(2026, 11, 20);

const STYLE: Style = Style { color: true, unicode: true, plain: false, width: None };

const BACKEND: &str = "
title: Backend Developer
stages:
- id: tools
  title: Tools
  level: beginner
  milestone: Ready to help
  skills:
  - { id: git, title: Git, hours: 10-15, summary: Keeps every version of your work.,
      resources: [{ title: Pro Git, url: https://git-scm.com/book, kind: book, cost: free },
                  https://a.example/2] }
  - { id: shell, title: The shell, hours: 6, needs: git }
  - { id: talks, title: Talks at meetups, kind: soft, optional: true }
- id: databases
  title: Databases
  level: intermediate
  milestone: Ready to apply for junior jobs
  summary: Keep data, and find it again.
  skills:
  - { id: sql, title: SQL, hours: 25-40, summary: The language of databases. }
  - { id: relational, title: A relational database, choose: 1, needs: sql, skills: [
      { id: postgresql, title: PostgreSQL, hours: 12-20 },
      { id: mysql, title: MySQL, hours: 12-20 }] }
- id: delivery
  title: Delivery to 日本 and everywhere else on this planet
  skills:
  - { id: docker, title: Docker and containers, hours: 12-20, aliases: [containers] }
";

const OTHER: &str = "
title: Another Way
stages: [{ id: only, title: The only stage, skills: [git, { id: new, title: Something new }] }]
";

fn roadmap(id: &str, yaml: &str) -> Rc<Roadmap> {
    let yaml = yaml.replace("[git, ", "[{ id: git, title: Git }, ");
    let id = RoadmapId::new(id).unwrap();
    Rc::new(Roadmap::from_yaml(&id, &yaml, None).unwrap())
}

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

/// Git is done, SQL is being learned, and some time was logged.
fn progress() -> Progress {
    let event =
        |on: Date, change| Recorded { id: Uuid::nil(), at: Timestamp::UNIX_EPOCH, on, change };
    let backend = RoadmapId::new("backend").unwrap();
    let plan = Plan { minutes_per_week: Some(480), ..Plan::default() };
    let spent = |minutes| Change::Spent { skills: vec![id("sql")], minutes };
    Progress::fold(&[
        event(
            date(2026, 3, 2),
            Change::Start { skills: vec![id("git")], redate: false, note: None },
        ),
        event(date(2026, 3, 4), Change::Spent { skills: vec![id("git")], minutes: 150 }),
        event(
            date(2026, 3, 13),
            Change::Done {
                skills: vec![id("git")],
                known: false,
                redate: false,
                resources: Vec::new(),
                note: Some("read chapter 3 again".to_owned()),
                evidence: vec!["https://a.example/me".to_owned()],
            },
        ),
        event(
            date(2026, 11, 2),
            Change::Start { skills: vec![id("sql")], redate: false, note: None },
        ),
        event(date(2026, 11, 3), spent(90)),
        event(date(2026, 11, 12), spent(30)),
        event(date(2026, 11, 14), spent(240)),
        event(TODAY, Change::Plan { roadmap: backend, plan }),
    ])
}

fn board(progress: Progress) -> Board {
    let backend = roadmap("backend", BACKEND);
    let in_use = vec![Rc::clone(&backend), roadmap("other", OTHER)];
    Board::new(backend, progress, in_use, TODAY, &STYLE)
}

fn state(columns: u16, lines: u16) -> State {
    State::new(board(progress()), STYLE, (columns, lines))
}

fn press(state: &mut State, code: KeyCode) -> Option<Effect> {
    state.update(&Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

/// The expected frame, from a file.
fn kept(name: &str) -> snapbox::Data {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui/frames");
    snapbox::Data::read_from(&folder.join(name).with_extension("txt"), None).raw()
}

/// Presses the keys of `text`.
fn write(state: &mut State, text: &str) {
    for c in text.chars() {
        press(state, KeyCode::Char(c));
    }
}

fn buffer(state: &State) -> Buffer {
    let (columns, lines) = state.size;
    let mut terminal = Terminal::new(TestBackend::new(columns, lines)).unwrap();
    terminal.draw(|frame| draw(state, frame)).unwrap();
    terminal.backend().buffer().clone()
}

/// The frame as text without trailing spaces. Each line starts with `>` if it is reversed,
/// with `_` if it is underlined, or else with a space.
fn frame(state: &State) -> String {
    use ratatui::style::Modifier;
    let buffer = buffer(state);
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        let first = &buffer[(0, y)];
        let is = |modifier| first.modifier.contains(modifier);
        line.push(if is(Modifier::REVERSED) {
            '>'
        } else if is(Modifier::UNDERLINED) {
            '_'
        } else {
            ' '
        });
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(crate::view::wrap::width(symbol).max(1)).unwrap();
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

//! The table of keys, from which the help and the key hints are made.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::mode::View;

/// The action of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    In,
    Out,
    Enter,
    FoldAll,
    Done,
    Start,
    Skip,
    Known,
    Todo,
    Estimate,
    /// Ticks or unticks a resource, counted from 1.
    Tick(usize),
    Open,
    Note,
    Evidence,
    Spent,
    Undo,
    Search,
    Filter,
    NextInUse,
    PreviousInUse,
    Choose,
    View(View),
    NextView,
    PreviousView,
    Help,
    Quit,
}

/// A key, its action, and their descriptions.
pub(super) struct Key {
    pub(super) codes: &'static [KeyCode],
    /// The name in the help.
    pub(super) name: &'static str,
    pub(super) action: Action,
    /// A word for the key hints; empty if the key is not among them.
    pub(super) short: &'static str,
    pub(super) about: &'static str,
}

const fn key(
    codes: &'static [KeyCode],
    name: &'static str,
    action: Action,
    short: &'static str,
    about: &'static str,
) -> Key {
    Key { codes, name, action, short, about }
}

use KeyCode::{BackTab, Char, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right, Tab, Up};

/// All keys, by the headings of the help.
pub(super) const KEYS: [(&str, &[Key]); 4] = [
    (
        "Record",
        &[
            key(&[Char(' ')], "Space", Action::Done, "done", "mark as done"),
            key(&[Char('s')], "s", Action::Start, "start", "start learning; choose an option"),
            key(&[Char('x')], "x", Action::Skip, "skip", "leave out"),
            key(&[Char('w')], "w", Action::Known, "known", "known before, with all it needs"),
            key(&[Char('c')], "c", Action::Todo, "todo", "back to todo"),
            key(&[Char('t')], "t", Action::Spent, "time", "log time spent"),
            key(&[Char('n')], "n", Action::Note, "note", "add a note"),
            key(&[Char('e')], "e", Action::Evidence, "evidence", "mark as done, with evidence"),
            key(&[Char('%')], "%", Action::Estimate, "estimate", "set your estimate of hours"),
            key(&[], "1-9", Action::Tick(0), "", "tick or untick a resource"),
            key(&[Char('o')], "o", Action::Open, "open", "open the first unticked resource"),
            key(&[Char('u')], "u", Action::Undo, "undo", "undo the newest change"),
        ],
    ),
    (
        "Move",
        &[
            key(&[Up, Char('k')], "Up, k", Action::Up, "", "up"),
            key(&[Down, Char('j')], "Down, j", Action::Down, "", "down"),
            key(&[Left, Char('h')], "Left, h", Action::Out, "", "fold; back to the list"),
            key(&[Right, Char('l')], "Right, l", Action::In, "", "unfold; into the details"),
            key(&[Enter], "Enter", Action::Enter, "fold", "fold or unfold; show the details"),
            key(&[Char('z')], "z", Action::FoldAll, "", "fold or unfold everything"),
            key(&[PageUp], "Page Up", Action::PageUp, "", "a page up"),
            key(&[PageDown], "Page Down", Action::PageDown, "", "a page down"),
            key(&[Home], "Home", Action::First, "", "to the top"),
            key(&[End], "End", Action::Last, "", "to the bottom"),
        ],
    ),
    (
        "Find",
        &[
            key(&[Char('/')], "/", Action::Search, "search", "search titles, ids and summaries"),
            key(&[Char('f')], "f", Action::Filter, "filter", "filter by status, kind, free links"),
            key(&[Tab], "Tab", Action::NextInUse, "", "the next roadmap in use"),
            key(&[BackTab], "Shift-Tab", Action::PreviousInUse, "", "the previous roadmap in use"),
            key(&[Char('g')], "g", Action::Choose, "go", "view another roadmap"),
        ],
    ),
    (
        "Views",
        &[
            key(&[Char('v')], "v", Action::NextView, "view", "the next view"),
            key(&[Char('V')], "V", Action::PreviousView, "", "the previous view"),
            key(&[Char('T')], "T", Action::View(View::Tree), "", "tree: the whole roadmap"),
            key(&[Char('N')], "N", Action::View(View::Next), "", "next steps"),
            key(&[Char('P')], "P", Action::View(View::Plan), "", "plan: a calendar of weeks"),
            key(&[Char('Y')], "Y", Action::View(View::Year), "", "year: time, hours, progress"),
            key(&[Char('?')], "?", Action::Help, "help", "all keys"),
            key(&[Char('q'), Esc], "q, Esc, Ctrl-C", Action::Quit, "quit", "quit"),
        ],
    ),
];

/// The action of a key while no text is being typed.
pub(super) fn action(pressed: KeyEvent) -> Option<Action> {
    if pressed.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
        return None;
    }
    if let Char(digit @ '1'..='9') = pressed.code {
        return digit.to_digit(10).map(|digit| Action::Tick(digit as usize));
    }
    let mut keys = KEYS.iter().flat_map(|(_, keys)| *keys);
    keys.find(|key| key.codes.contains(&pressed.code)).map(|key| key.action)
}

/// The keys to show as hints, the most important first. The last two are always shown.
pub(super) fn hints(view: View) -> Vec<&'static Key> {
    let order: &[&str] = match view {
        View::Tree => &[
            "Space", "s", "/", "v", "Enter", "x", "w", "t", "n", "1-9", "o", "f", "u", "g", "e",
            "c", "%",
        ],
        View::Next => &["Space", "s", "v", "x", "t", "n", "o", "u", "g", "w", "e", "c", "%"],
        View::Plan => &["v", "Space", "s", "x", "t", "n", "o", "u", "g"],
        View::Year => &["v", "t", "u", "g"],
    };
    let find = |name: &&str| {
        KEYS.iter()
            .flat_map(|(_, keys)| *keys)
            .find(|key| key.name == *name && !key.short.is_empty())
    };
    order.iter().chain(&["?", "q, Esc, Ctrl-C"]).filter_map(find).collect()
}

impl Key {
    /// The name in the key hints.
    pub(super) fn short_name(&self) -> &'static str {
        match self.action {
            Action::Quit => "q",
            Action::Done => "space",
            Action::Enter => "enter",
            _ => self.name,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_key_has_one_action() {
        let mut seen = HashSet::new();
        for key in KEYS.iter().flat_map(|(_, keys)| *keys) {
            for code in key.codes {
                assert!(seen.insert(*code), "{code:?}");
                assert_eq!(action(KeyEvent::new(*code, KeyModifiers::NONE)), Some(key.action));
            }
        }
        assert_eq!(action(KeyEvent::new(Char('s'), KeyModifiers::CONTROL)), None);
        assert_eq!(action(KeyEvent::new(Char('3'), KeyModifiers::NONE)), Some(Action::Tick(3)));
        assert_eq!(action(KeyEvent::new(Char('0'), KeyModifiers::NONE)), None);
    }

    #[test]
    fn every_view_ends_with_help_and_quit() {
        for view in View::ALL {
            let hints = hints(view);
            let last: Vec<_> = hints.iter().rev().take(2).map(|key| key.action).collect();
            assert_eq!(last, [Action::Quit, Action::Help], "{view:?}");
        }
    }

    /// `BLESS=1` updates the table.
    #[test]
    fn the_documentation_has_every_key() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/browse.md");
        let written = std::fs::read_to_string(path).unwrap();
        let begin = "| key | what it does |\n|---|---|\n";
        let (before, rest) = written.split_once(begin).unwrap();
        let behind = &rest[rest.find("\n\n").unwrap_or(0)..];
        let keys = KEYS.iter().flat_map(|(_, keys)| *keys);
        let name = |key: &Key| key.name.split(", ").map(|name| format!("`{name}`")).collect();
        let row = |key: &Key| {
            let names: Vec<String> = name(key);
            format!("| {} | {} |", names.join(", "), key.about)
        };
        let rows: Vec<String> = keys.map(row).collect();
        let wanted = format!("{before}{begin}{}{behind}", rows.join("\n"));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path, &wanted).unwrap();
        } else {
            assert_eq!(written, wanted);
        }
    }
}

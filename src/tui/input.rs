//! A line of text input.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The maximum length of the line in bytes, the same as of a note.
const LONGEST: usize = crate::progress::MAX_NOTE;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Input {
    text: String,
    /// The byte index of the cursor, at a character boundary.
    cursor: usize,
}

impl Input {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text before and after the cursor.
    pub(super) fn split(&self) -> (&str, &str) {
        self.text.split_at(self.cursor)
    }

    /// Inserts text at the cursor, with newlines and tabs as spaces. Does nothing if the
    /// line would be too long.
    pub(super) fn insert(&mut self, text: &str) {
        let text: String = text
            .trim_end_matches(['\r', '\n'])
            .replace("\r\n", " ")
            .replace(['\r', '\n', '\t'], " ");
        if self.text.len() + text.len() <= LONGEST {
            self.text.insert_str(self.cursor, &text);
            self.cursor += text.len();
        }
    }

    /// Edits the line; returns false if the key has no effect.
    pub(super) fn press(&mut self, key: KeyEvent) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('a') if control => self.cursor = 0,
            KeyCode::Char('e') if control => self.cursor = self.text.len(),
            KeyCode::Char('u') if control => self.remove(0, self.cursor),
            KeyCode::Char('k') if control => self.remove(self.cursor, self.text.len()),
            KeyCode::Char('w') if control => self.remove(self.word_before(), self.cursor),
            KeyCode::Char('h') if control => self.remove(self.before(), self.cursor),
            KeyCode::Char(c) if !control && !key.modifiers.contains(KeyModifiers::ALT) => {
                self.insert(c.encode_utf8(&mut [0; 4]));
            }
            KeyCode::Backspace => self.remove(self.before(), self.cursor),
            KeyCode::Delete => self.remove(self.cursor, self.after()),
            KeyCode::Left => self.cursor = self.before(),
            KeyCode::Right => self.cursor = self.after(),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = self.text.len(),
            _ => return false,
        }
        true
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].char_indices().next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let next = self.text[self.cursor..].chars().next();
        self.cursor + next.map_or(0, char::len_utf8)
    }

    fn word_before(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before.rfind(' ').map_or(0, |at| at + 1)
    }

    fn remove(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_edit_at_the_cursor() {
        let mut input = Input::default();
        let key = |code| KeyEvent::new(code, KeyModifiers::NONE);
        let control = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
        input.insert("read chapter é日 4\r\n");
        assert_eq!(input.text(), "read chapter é日 4");
        for (press, want) in [
            (key(KeyCode::Left), "read chapter é日 |4"),
            (key(KeyCode::Backspace), "read chapter é日|4"),
            (key(KeyCode::Backspace), "read chapter é|4"),
            (key(KeyCode::Backspace), "read chapter |4"),
            (key(KeyCode::Delete), "read chapter |"),
            (key(KeyCode::Delete), "read chapter |"),
            (control('w'), "read |"),
            (key(KeyCode::Char('日')), "read 日|"),
            (key(KeyCode::Home), "|read 日"),
            (key(KeyCode::Left), "|read 日"),
            (key(KeyCode::Right), "r|ead 日"),
            (control('k'), "r|"),
            (control('u'), "|"),
            (control('w'), "|"),
        ] {
            assert!(input.press(press));
            let (before, behind) = input.split();
            assert_eq!(format!("{before}|{behind}"), want);
        }
        assert!(!input.press(key(KeyCode::F(5))));
    }
}

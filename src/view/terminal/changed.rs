//! What a command changed, with signs.

use super::super::changed::{Changed, Verb, consequences, progress, remarks, unchanged};
use super::super::style::{Style, Tone};
use super::super::text::{Line, Text};

pub(crate) fn changed(verb: Verb, what: &Changed<'_>, style: &Style) -> Text {
    let signs = style.signs();
    let (sign, tone) = match verb {
        Verb::Start => (signs.learning, Tone::Active),
        Verb::Check | Verb::Known => (signs.done, Tone::Good),
        Verb::Skip => (signs.skipped, Tone::Faint),
        Verb::Reset => (signs.todo, Tone::Faint),
    };
    let status = || Line::new().paint(tone, &format!("{sign} {}:", verb.status())).text(" ");
    let mut text = Text::new();
    for title in &what.changed {
        text.line(status().title(title));
    }
    for title in &what.needed {
        text.line(status().title(title).faint(", which the others need"));
    }
    for resource in &what.resources {
        text.line(status().title(resource));
    }
    text.append(unchanged(verb, what).into_iter().collect::<Text>());
    for remark in remarks(what) {
        text.line(Line::new().faint(&remark));
    }
    for (title, options) in &what.choices {
        let line = Line::new().faint("still to choose: ").title(title);
        text.line(line.text(" (").paint(Tone::Command, options).text(")"));
    }
    text.append(what.counts.iter().map(progress).collect::<Text>());
    for consequence in consequences(what) {
        text.line(Line::new().faint(&consequence));
    }
    text
}

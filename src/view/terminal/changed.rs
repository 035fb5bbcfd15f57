//! The effect of a change of status, with signs.

use crate::query::effect::{Effect, Verb};

use super::super::changed::{Skills, consequences, progress, remarks, skills, status, unchanged};
use super::super::style::{Style, Tone};
use super::super::text::{Line, Text};

pub(crate) fn changed(verb: Verb, effect: &Effect<'_>, style: &Style) -> Text {
    let signs = style.signs();
    let (sign, tone) = match verb {
        Verb::Start => (signs.learning, Tone::Active),
        Verb::Check | Verb::Known => (signs.done, Tone::Good),
        Verb::Skip => (signs.skipped, Tone::Faint),
        Verb::Uncheck => (signs.todo, Tone::Faint),
    };
    let marked = || Line::new().paint(tone, &format!("{sign} {}:", status(verb))).text(" ");
    let mut text = Text::new();
    for (titles, why) in [(&effect.changed, ""), (&effect.needed, ", needed by the others")] {
        match skills(titles) {
            Skills::Each(titles) => {
                for title in titles {
                    text.line(marked().title(title).faint(why));
                }
            }
            Skills::Count(count) => {
                text.line(marked().text(&count).faint(why));
            }
        }
    }
    for resource in &effect.resources {
        text.line(marked().title(resource));
    }
    text.append(unchanged(verb, effect).into_iter().collect::<Text>());
    for remark in remarks(effect) {
        text.line(Line::new().faint(&remark));
    }
    for (title, options) in &effect.choices {
        let line = Line::new().faint("still to choose: ").title(title);
        text.line(line.text(" (").paint(Tone::Command, &options.join(", ")).text(")"));
    }
    text.append(effect.counts.iter().map(progress).collect::<Text>());
    for consequence in consequences(effect) {
        text.line(Line::new().faint(&consequence));
    }
    text
}

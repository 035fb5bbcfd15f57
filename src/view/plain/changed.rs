//! The effect of a change of status, in plain lines.

use crate::query::effect::{Effect, Verb};

use super::super::changed::{Skills, consequences, progress, remarks, skills, status, unchanged};
use super::super::text::{Line, Text};

pub(crate) fn changed(verb: Verb, effect: &Effect<'_>) -> Text {
    let marked = || Line::from(format!("{}: ", status(verb)));
    let mut text = Text::new();
    for (titles, why) in [(&effect.changed, ""), (&effect.needed, ", needed by the others")] {
        match skills(titles) {
            Skills::Each(titles) => {
                for title in titles {
                    text.line(marked().title(title).text(why));
                }
            }
            Skills::Count(count) => {
                text.line(marked().text(&count).text(why));
            }
        }
    }
    for resource in &effect.resources {
        text.line(marked().title(resource));
    }
    text.append(unchanged(verb, effect).into_iter().collect::<Text>());
    text.append(remarks(effect).into_iter().map(Line::from).collect::<Text>());
    for (title, options) in &effect.choices {
        text.line(
            Line::from("still to choose: ")
                .title(title)
                .text(&format!(" ({})", options.join(", "))),
        );
    }
    text.append(effect.counts.iter().map(progress).collect::<Text>());
    text.append(consequences(effect).into_iter().map(Line::from).collect::<Text>());
    text
}

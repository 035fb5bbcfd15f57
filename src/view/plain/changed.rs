//! What a command changed, in lines.

use super::super::changed::{Changed, Verb, consequences, progress, remarks, unchanged};
use super::super::text::{Line, Text};

pub(crate) fn changed(verb: Verb, what: &Changed<'_>) -> Text {
    let status = || Line::from(format!("{}: ", verb.status()));
    let mut text = Text::new();
    for title in &what.changed {
        text.line(status().title(title));
    }
    for title in &what.needed {
        text.line(status().title(title).text(", which the others need"));
    }
    for resource in &what.resources {
        text.line(status().title(resource));
    }
    text.append(unchanged(verb, what).into_iter().collect::<Text>());
    text.append(remarks(what).iter().map(|remark| Line::from(&**remark)).collect::<Text>());
    for (title, options) in &what.choices {
        text.line(Line::from("still to choose: ").title(title).text(&format!(", from {options}")));
    }
    text.append(what.counts.iter().map(progress).collect::<Text>());
    text.append(consequences(what).into_iter().map(Line::from).collect::<Text>());
    text
}

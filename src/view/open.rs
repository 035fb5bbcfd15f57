//! What `open` prints: the link it opened, or all links of a skill.

use crate::query::links::{SkillLink, Unusual};

use super::style::Style;
use super::text::{Line, Text};

/// A title and its link.
pub fn link(link: &SkillLink) -> Text {
    let title = link.title.iter().map(|title| Line::new().title(title));
    title.chain([Line::new().link(&link.url)]).collect()
}

/// Numbered links, each on a line of its own.
pub fn links(links: &[SkillLink], style: &Style) -> Text {
    let mut text = Text::new();
    for link in links {
        let number = Line::from(format!("{}. ", link.number));
        let facts = match (link.own, link.done) {
            (true, _) => " (yours)",
            (false, true) if style.plain => " (done)",
            (false, _) => "",
        };
        let line = match &link.title {
            Some(title) => number.text(title).faint(facts),
            None => number.link(&link.url).faint(facts),
        };
        let is_ticked = link.done && !style.plain;
        let sign = style.signs().done;
        text.line(if is_ticked { line.text(" ").text(sign) } else { line });
        if link.title.is_some() {
            text.line(Line::from("   ").link(&link.url));
        }
    }
    text
}

/// Where an unusual address leads, and why that may not be what it seems.
pub fn unusual(link: &SkillLink) -> String {
    let why = link.unusual.iter().map(|unusual| match unusual {
        Unusual::UserPart => "the part before the '@' is not the host",
        Unusual::Letters => "it has letters that may look like others",
        Unusual::Punycode => "its name is written in code (xn--)",
        Unusual::Encoded => "its name is encoded (%)",
        Unusual::Port => "it names a port",
        Unusual::Number => "it is a number, not a name",
    });
    let why: Vec<_> = why.collect();
    format!("this link leads to {}: {}", in_ascii(&link.host), why.join(", and "))
}

/// Letters that may deceive as their code points.
fn in_ascii(host: &str) -> String {
    host.chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { format!("[U+{:04X}]", u32::from(c)) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::in_ascii;

    #[test]
    fn letters_that_look_like_others_are_shown_by_number() {
        assert_eq!(in_ascii("g\u{456}t\u{ad}hub.com"), "g[U+0456]t[U+00AD]hub.com");
    }
}

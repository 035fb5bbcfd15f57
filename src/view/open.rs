//! Renders the answer of `open`: the opened link, or all links of a skill.

use crate::query::links::{SkillLink, Unusual};

use super::style::Style;
use super::text::{Line, Text};

/// A title and its link.
pub fn link(link: &SkillLink) -> Text {
    let title = link.title.iter().map(|title| Line::new().title(title));
    title.chain([Line::new().link(&link.url)]).collect()
}

/// The numbered links, with their titles.
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

/// A warning about an unusual link: where it leads, and why that may be unexpected.
pub fn unusual(link: &SkillLink) -> String {
    let why = link.unusual.iter().map(|unusual| match unusual {
        Unusual::UserPart => "the part before the '@' is not the host",
        Unusual::Letters => "it has letters that look like others",
        Unusual::Punycode => "its name is encoded (xn--)",
        Unusual::Encoded => "its name is percent-encoded",
        Unusual::Port => "it has a port",
        Unusual::Number => "it is a number, not a name",
    });
    let why: Vec<_> = why.collect();
    format!("this link leads to {}: {}", in_ascii(&link.host), why.join(", and "))
}

/// `host` with non-ASCII letters as code points, since they can look like others.
fn in_ascii(host: &str) -> String {
    host.chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { format!("[U+{:04X}]", u32::from(c)) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::in_ascii;

    #[test]
    fn non_ascii_letters_are_shown_as_code_points() {
        assert_eq!(in_ascii("g\u{456}t\u{ad}hub.com"), "g[U+0456]t[U+00AD]hub.com");
    }
}

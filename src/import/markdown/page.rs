//! A short page on one topic.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::inline::Inline;
use super::{check_size, extensions, take_inline};
use crate::import::draft::Link;
use crate::import::report::{Remark, Tally};

/// The content of a page on a topic of a graph.
#[derive(Debug, Default)]
pub struct Page {
    pub summary: String,
    pub links: Vec<Link>,
}

/// Reads the paragraphs and links of a short page.
pub fn page(text: &str, tally: &mut Tally) -> Page {
    let mut page = Page::default();
    if check_size(text).is_err() {
        tally.add(Remark::Text, 0, text);
        return page;
    }
    let mut inline = Inline::default();
    let (mut heading, mut item, mut code) = (false, 0_usize, false);
    for event in Parser::new_ext(text, extensions()) {
        match &event {
            Event::Start(Tag::Heading { .. }) => heading = true,
            Event::Start(Tag::Item) => item += 1,
            Event::Start(Tag::CodeBlock(_)) => {
                tally.add(Remark::Code, 0, "");
                code = true;
            }
            Event::End(TagEnd::CodeBlock) => {
                code = false;
                inline = Inline::default();
            }
            Event::End(TagEnd::Heading(_)) => {
                heading = false;
                inline = Inline::default();
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                let done = std::mem::take(&mut inline);
                let in_list = item > 0;
                item -= usize::from(matches!(event, Event::End(TagEnd::Item)) && in_list);
                page.links.extend(done.links());
                let text = done.text.trim();
                if heading || text.is_empty() || done.only_link().is_some() {
                    continue;
                }
                // A sentence that introduces a list of links is useless without it.
                if in_list {
                    tally.add(Remark::Text, 0, text);
                } else if !text.ends_with(':') {
                    page.summary.push(' ');
                    page.summary.push_str(text);
                }
            }
            _ if code => {}
            event => take_inline(&mut inline, event),
        }
    }
    page
}

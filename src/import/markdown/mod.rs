//! Markdown: headings, nested lists, task lists, links, and tables of courses.

mod inline;
mod marker;
mod page;
mod sections;
mod table;

use std::collections::HashSet;

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::ImportError;
use super::draft::{At, Draft, Item, Link};
use super::report::{Remark, Tally};
use inline::Inline;
use marker::Marker;
use sections::Origin;
use table::Table;

pub use page::{Page, page};

/// The most lines of a file.
const MAX_LINES: usize = 200_000;
/// The most markup characters in one line, which a parser has to match with each other.
const MAX_MARKS: usize = 20_000;

/// Reads a whole document.
pub fn read(text: &str, tally: &mut Tally) -> Result<Draft, ImportError> {
    check_size(text)?;
    let mut reader = Reader::new(text);
    reader.run(text, tally);
    let Reader { draft, origins, title_at, emptied, .. } = reader;
    Ok(sections::settle(draft, &origins, title_at, &emptied, tally))
}

fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

/// Refuses documents that would take too long to parse.
fn check_size(text: &str) -> Result<(), ImportError> {
    if text.bytes().filter(|byte| *byte == b'\n').count() > MAX_LINES {
        return Err(ImportError::TooLarge { what: "lines", most: MAX_LINES });
    }
    let marks = |line: &str| {
        let is_mark = |byte: &u8| b"*_[]()<>`!|~&\\>-+".contains(byte);
        line.as_bytes().iter().filter(|byte| is_mark(byte)).count()
    };
    if text.lines().any(|line| line.len() > MAX_MARKS && marks(line) > MAX_MARKS) {
        return Err(ImportError::TooLarge { what: "marks in a line", most: MAX_MARKS });
    }
    Ok(())
}

/// Adds an event inside a paragraph to its text.
fn take_inline(inline: &mut Inline, event: &Event<'_>) {
    match event {
        Event::Text(text) | Event::Code(text) => inline.push(text),
        Event::SoftBreak | Event::HardBreak => inline.push(" "),
        Event::TaskListMarker(ticked) => inline.ticked = Some(*ticked),
        Event::Start(Tag::Strong) => inline.start_bold(),
        Event::End(TagEnd::Strong) => inline.end_bold(),
        Event::Start(Tag::Link { dest_url, .. }) => inline.start_link(dest_url),
        Event::End(TagEnd::Link) => inline.end_link(),
        _ => {}
    }
}

struct Reader {
    draft: Draft,
    /// Where each item comes from.
    origins: Vec<Origin>,
    /// The offsets of line starts.
    lines: Vec<usize>,
    /// The heading before everything else.
    title_at: Option<At>,
    headings: Vec<(HeadingLevel, At)>,
    /// Sections that contained lines of a table of contents.
    emptied: HashSet<At>,
    /// The list items around, the innermost last; `None` once the draft is full.
    items: Vec<Open>,
    inline: Inline,
    table: Option<Table>,
    /// From "Choose one of the following:": how many, the text and its line, until a
    /// list or table follows.
    choice: Option<(u32, String, usize)>,
    /// The group that the following list or table goes into.
    chosen: Option<At>,
    /// The depth of block quotes.
    quotes: usize,
    /// Whether inside a code block or front matter.
    is_verbatim: bool,
    /// The depth of images.
    images: usize,
}

/// A list item that is being read.
struct Open {
    at: Option<At>,
    has_title: bool,
    is_named: bool,
    /// Its link, if it is only a link without a tick.
    link: Option<(Link, Option<Marker>)>,
}

impl Reader {
    fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            draft: Draft::default(),
            origins: Vec::new(),
            lines: std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect(),
            title_at: None,
            headings: Vec::new(),
            emptied: HashSet::new(),
            items: Vec::new(),
            inline: Inline::default(),
            table: None,
            choice: None,
            chosen: None,
            quotes: 0,
            is_verbatim: false,
            images: 0,
        }
    }

    fn run(&mut self, text: &str, tally: &mut Tally) {
        for (event, range) in Parser::new_ext(text, extensions()).into_offset_iter() {
            let line = self.lines.partition_point(|start| *start <= range.start);
            self.take(&event, &text[range], line, tally);
        }
        self.no_choice(tally);
    }

    fn take(&mut self, event: &Event<'_>, source: &str, line: usize, tally: &mut Tally) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                if self.quotes == 0 {
                    tally.add(Remark::Quote, line, source);
                }
                self.quotes += 1;
            }
            Event::End(TagEnd::BlockQuote(_)) => self.quotes = self.quotes.saturating_sub(1),
            _ if self.quotes > 0 => {}
            Event::Start(Tag::CodeBlock(_)) => {
                self.flush(line, tally);
                tally.add(Remark::Code, line, source);
                self.is_verbatim = true;
            }
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)) => {
                tally.add(Remark::FrontMatter, line, source);
                self.is_verbatim = true;
            }
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_)) => self.is_verbatim = false,
            _ if self.is_verbatim => {}
            Event::Start(Tag::Image { .. }) => {
                tally.add(Remark::Image, line, source);
                self.images += 1;
            }
            Event::End(TagEnd::Image) => self.images = self.images.saturating_sub(1),
            _ if self.images > 0 => {}
            Event::Html(html) | Event::InlineHtml(html) => self.html(html, line, tally),
            Event::Start(Tag::Table(_)) => {
                self.flush(line, tally);
                let parent = self.list_parent(line);
                self.table = Some(Table::new(parent, line));
            }
            Event::Start(Tag::Heading { .. }) => self.inline = Inline::default(),
            Event::End(TagEnd::Heading(level)) => self.heading(*level, line, tally),
            Event::Start(Tag::List(_)) => {
                self.flush(line, tally);
                if self.items.is_empty() {
                    self.chosen = self.list_parent(line);
                }
            }
            Event::Start(Tag::Item) => self.open_item(line, tally),
            Event::End(TagEnd::Item) => self.close_item(line, tally),
            Event::End(TagEnd::Paragraph) => self.flush(line, tally),
            Event::End(TagEnd::TableCell) => {
                let cell = std::mem::take(&mut self.inline);
                if let Some(table) = &mut self.table {
                    table.cell(cell);
                }
            }
            Event::End(TagEnd::TableHead) => {
                if let Some(table) = &mut self.table {
                    table.end_head(source, tally);
                }
            }
            Event::End(TagEnd::TableRow) => {
                if let Some(table) = &mut self.table
                    && let Some(item) = table.end_row(line, tally)
                {
                    let parent = table.parent;
                    self.add(parent, item, Origin::Row, tally);
                }
            }
            Event::End(TagEnd::Table) => self.table = None,
            event => take_inline(&mut self.inline, event),
        }
    }

    fn add(
        &mut self,
        parent: Option<At>,
        item: Item,
        origin: Origin,
        tally: &mut Tally,
    ) -> Option<At> {
        let (line, title) = (item.line, super::text::start(&item.title, 60));
        let at = self.draft.add(parent, item);
        match at {
            Some(_) => self.origins.push(origin),
            None => tally.add(Remark::TooMany, line, &title),
        }
        at
    }

    fn html(&mut self, html: &str, line: usize, tally: &mut Tally) {
        let Some(marker) = Marker::parse(html) else {
            if !html.trim().is_empty() {
                tally.add(Remark::Html, line, html);
            }
            return;
        };
        self.inline.mark(marker);
    }

    fn heading(&mut self, level: HeadingLevel, line: usize, tally: &mut Tally) {
        self.no_choice(tally);
        let inline = std::mem::take(&mut self.inline);
        while self.headings.last().is_some_and(|(other, _)| *other >= level) {
            self.headings.pop();
        }
        let parent = self.headings.last().map(|(_, at)| *at);
        let is_first = self.draft.items.is_empty();
        let mut item = Item::new(line, "");
        let marker = inline.marker.clone();
        for link in &inline.links {
            tally.add(Remark::LooseLink, line, &link.url);
        }
        inline.named().clone_into(&mut item.title);
        if let Some(marker) = &marker
            && !marker.apply_to_draft(&mut self.draft)
        {
            marker.apply(&mut item, tally);
        }
        if let Some(at) = self.add(parent, item, Origin::Heading(level), tally) {
            self.headings.push((level, at));
            if is_first {
                self.title_at = Some(at);
            }
        }
    }

    /// The item that a list or table at this place goes into.
    fn list_parent(&mut self, line: usize) -> Option<At> {
        if let Some(open) = self.items.last() {
            return open.at;
        }
        let section = self.headings.last().map(|(_, at)| *at);
        let Some((choose, title, at)) = self.choice.take() else { return section };
        let mut group = Item::new(if at > 0 { at } else { line }, title);
        group.choose = Some(choose);
        group.comments.push("A guess: how many of these are enough?".to_owned());
        let added = self.draft.add(section, group);
        if added.is_some() {
            self.origins.push(Origin::Choice);
        }
        added.or(section)
    }

    fn open_item(&mut self, line: usize, tally: &mut Tally) {
        let parent = match self.items.last() {
            Some(open) => open.at,
            None => self.chosen,
        };
        self.inline = Inline::default();
        let at = self.add(parent, Item::new(line, ""), Origin::ListItem, tally);
        self.items.push(Open { at, has_title: false, is_named: false, link: None });
    }

    fn close_item(&mut self, line: usize, tally: &mut Tally) {
        self.flush(line, tally);
        let Some(Open { at: Some(at), link, .. }) = self.items.pop() else { return };
        let parent = self.items.last();
        let is_leaf = self.draft.items[at].children.is_empty();
        let siblings = match parent.map(|open| open.at) {
            Some(Some(parent)) => &mut self.draft.items[parent].children,
            _ => match self.chosen {
                Some(section) => &mut self.draft.items[section].children,
                None => &mut self.draft.roots,
            },
        };
        let Some((mut link, marker)) = link.filter(|_| is_leaf) else { return };
        if link.url.starts_with('#') {
            // A table of contents.
            siblings.pop();
            self.emptied.extend(self.chosen);
            tally.add(Remark::Contents, self.draft.items[at].line, &link.title);
            return;
        }
        let Some(Open { at: Some(parent), has_title: true, .. }) = parent else { return };
        // A list item that is only a link is a resource of the item around it.
        let parent = *parent;
        self.draft.items[parent].children.pop();
        if let Some(marker) = marker {
            marker.apply_to_link(&mut link, line, tally);
        }
        self.draft.items[parent].links.push(link);
    }

    /// Adds the text read so far to the item or section it belongs to.
    fn flush(&mut self, line: usize, tally: &mut Tally) {
        if self.table.is_some() || self.inline.is_empty() && self.inline.ticked.is_none() {
            return;
        }
        let inline = std::mem::take(&mut self.inline);
        match self.items.last() {
            Some(open) if open.has_title => self.more_of_item(&inline, line, tally),
            Some(_) => self.title_of_item(inline, tally),
            None => self.paragraph(&inline, line, tally),
        }
    }

    fn title_of_item(&mut self, inline: Inline, tally: &mut Tally) {
        let around = self.items.len().checked_sub(2).map(|above| &self.items[above]);
        let parent = around.and_then(|around| around.at);
        let around_is_named = around.is_some_and(|around| around.is_named);
        let Some(open) = self.items.last_mut() else { return };
        let Some(at) = open.at else { return };
        if let (Some(parent), Some(text)) = (parent, inline.labelled("Done when:")) {
            let text = text.to_owned();
            self.draft.items[parent].children.pop();
            self.draft.items[parent].done_when.push(text);
            open.at = None;
            return;
        }
        let is_record = || ["Evidence:", "Note:"].iter().any(|at| inline.labelled(at).is_some());
        if let Some(parent) = parent.filter(|_| around_is_named && is_record()) {
            // Somebody's records are not part of a roadmap.
            tally.add(Remark::Record, self.draft.items[at].line, &inline.text);
            self.draft.items[parent].children.pop();
            open.at = None;
            return;
        }
        open.has_title = true;
        open.is_named = inline.marker.as_ref().is_some_and(Marker::names);
        if inline.ticked.is_none() && !open.is_named && inline.only_link().is_some() {
            open.link = inline.links().pop().map(|link| (link, inline.marker.clone()));
        }
        let item = &mut self.draft.items[at];
        item.ticked = inline.ticked;
        if let Some(marker) = inline.marker.as_ref().filter(|_| open.link.is_none()) {
            marker.apply(item, tally);
        }
        let title = inline.into_title();
        item.title = title.title;
        item.summary = title.summary;
        item.links.extend(title.links);
    }

    fn more_of_item(&mut self, inline: &Inline, line: usize, tally: &mut Tally) {
        let Some(at) = self.items.last().and_then(|open| open.at) else {
            tally.add(Remark::Text, line, &inline.text);
            return;
        };
        let item = &mut self.draft.items[at];
        if !item.summary.is_empty() {
            item.summary.push(' ');
        }
        item.summary.push_str(inline.text.trim());
        item.links.extend(inline.links());
    }

    fn paragraph(&mut self, inline: &Inline, line: usize, tally: &mut Tally) {
        self.no_choice(tally);
        let section = self.headings.last().map(|(_, at)| *at);
        if let Some(marker) = &inline.marker {
            match section {
                Some(at) if !marker.apply_to_draft(&mut self.draft) => {
                    marker.apply(&mut self.draft.items[at], tally);
                }
                _ => {}
            }
        }
        let text = inline.text.trim();
        if text.is_empty() {
            return;
        }
        let is_named = section.is_some_and(|at| self.draft.items[at].id.is_some());
        if let Some(choose) = sections::choice(text).filter(|_| !is_named) {
            let title = text.trim_end_matches([':', '.']).to_owned();
            self.choice = Some((choose, title, line));
            return;
        }
        for link in &inline.links {
            tally.add(Remark::LooseLink, line, &link.url);
        }
        if let (Some(at), Some(text)) = (section, inline.labelled("Milestone:")) {
            text.clone_into(&mut self.draft.items[at].milestone);
            return;
        }
        let (summary, is_first) = match section {
            Some(at) => {
                let item = &mut self.draft.items[at];
                let is_first = item.children.is_empty();
                (&mut item.summary, is_first)
            }
            None => (&mut self.draft.summary, self.draft.items.is_empty()),
        };
        if summary.is_empty() && is_first {
            text.clone_into(summary);
        } else {
            tally.add(Remark::Text, line, text);
        }
    }

    /// Drops a choice that no list followed.
    fn no_choice(&mut self, tally: &mut Tally) {
        if let Some((_, text, line)) = self.choice.take() {
            tally.add(Remark::Text, line, &text);
        }
    }
}

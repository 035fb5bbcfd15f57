//! A run of text with its links, and which part of it is a title.

use super::marker::Marker;
use crate::import::draft::{self, Link};

/// The text of a heading, a paragraph, a list item or a cell.
#[derive(Debug, Default)]
pub struct Inline {
    pub text: String,
    pub links: Vec<LinkSpan>,
    /// The end of bold text at the very beginning.
    pub bold: usize,
    pub marker: Option<Marker>,
    /// Where the marker is. The text after it is only for readers.
    marked: usize,
    pub ticked: Option<bool>,
    /// Whether bold text is open that started at the beginning.
    bold_from_start: bool,
    open_link: Option<(usize, String)>,
}

/// A link, and the range of its text.
#[derive(Debug)]
pub struct LinkSpan {
    pub start: usize,
    pub end: usize,
    pub url: String,
}

/// A title, a summary, and links.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Split {
    pub title: String,
    pub summary: String,
    pub links: Vec<Link>,
}

impl Inline {
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub fn start_bold(&mut self) {
        self.bold_from_start = self.text.trim().is_empty();
    }

    pub fn end_bold(&mut self) {
        if std::mem::take(&mut self.bold_from_start) {
            self.bold = self.text.len();
        }
    }

    pub fn start_link(&mut self, url: &str) {
        self.open_link = Some((self.text.len(), url.to_owned()));
    }

    pub fn end_link(&mut self) {
        if let Some((start, url)) = self.open_link.take() {
            self.links.push(LinkSpan { start, end: self.text.len(), url });
        }
    }

    /// Sets the marker from a comment at this point.
    pub fn mark(&mut self, marker: Marker) {
        self.marker = Some(marker);
        self.marked = self.text.len();
    }

    /// The text, up to its marker if it has one.
    pub fn named(&self) -> &str {
        if self.marker.is_some() { self.text[..self.marked].trim_end() } else { &self.text }
    }

    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.links.is_empty() && self.marker.is_none()
    }

    /// The link, if there is nothing else.
    pub fn only_link(&self) -> Option<&LinkSpan> {
        let [link] = self.links.as_slice() else { return None };
        let around = [&self.text[..link.start], &self.text[link.end..]];
        around.iter().all(|text| !has_words(text)).then_some(link)
    }

    /// The text after a bold `label`, such as "Done when:".
    pub fn labelled(&self, label: &str) -> Option<&str> {
        let bold = self.text[..self.bold].trim();
        bold.eq_ignore_ascii_case(label).then(|| self.text[self.bold..].trim())
    }

    /// All links, with their texts as titles.
    pub fn links(&self) -> Vec<Link> {
        self.links.iter().map(|span| self.link(span)).collect()
    }

    fn link(&self, span: &LinkSpan) -> Link {
        let (kind, title) = of_kind(self.text[span.start..span.end].trim());
        Link { title: title.to_owned(), url: span.url.clone(), kind, cost: None }
    }

    /// Splits the text into title and summary. With a marker, all of it is the title.
    pub fn into_title(self) -> Split {
        let mut links = self.links();
        let Some(first) = self.links.first() else {
            let rest = &self.text[self.bold..];
            let is_lead = self.marker.is_none()
                && self.bold > 0
                && rest.trim_start().starts_with([':', '-', '–', '—', '.'])
                || self.text[..self.bold].trim_end().ends_with(':');
            return if is_lead && has_words(&self.text[..self.bold]) && self.marker.is_none() {
                let title = trimmed(&self.text[..self.bold]).to_owned();
                Split { title, summary: trimmed(rest).to_owned(), links }
            } else {
                Split { title: self.named().to_owned(), summary: String::new(), links }
            };
        };
        if self.marker.is_some() {
            return Split { title: self.named().to_owned(), summary: String::new(), links };
        }
        let before = &self.text[..first.start];
        let mut after = String::new();
        let mut end = first.end;
        for link in &self.links[1..] {
            after.push_str(&self.text[end..link.start]);
            end = link.end;
        }
        after.push_str(&self.text[end..]);
        if !has_words(before) {
            links[0].title.clear();
            let title = of_kind(self.text[first.start..first.end].trim()).1.to_owned();
            let summary = if has_words(&after) { trimmed(&self.text[first.end..]) } else { "" };
            return Split { title, summary: summary.to_owned(), links };
        }
        if has_words(&after) {
            return Split { title: self.text, summary: String::new(), links };
        }
        Split { title: trimmed(before).to_owned(), summary: String::new(), links }
    }
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// `text` without the separators between a title and what follows.
fn trimmed(text: &str) -> &str {
    let separators = |c: char| c.is_whitespace() || ":-–—(,;*|".contains(c);
    text.trim_start_matches(|c| separators(c) || c == '.' || c == ')').trim_end_matches(separators)
}

/// Splits off the kind before the title of a link, as in `@video@Title`.
fn of_kind(title: &str) -> (Option<&'static str>, &str) {
    let Some((word, rest)) = title.strip_prefix('@').and_then(|rest| rest.split_once('@')) else {
        return (None, title);
    };
    if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-') {
        return (None, title);
    }
    let kind = match word.to_ascii_lowercase().as_str() {
        "official" => Some("docs"),
        "opensource" => Some("project"),
        "feed" | "podcast" | "roadmap" => Some("article"),
        word => draft::word(word, draft::LINK_KINDS),
    };
    (kind, rest.trim())
}

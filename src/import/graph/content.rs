//! The Markdown pages of the topics of a graph, named `title@id.md`.

use std::collections::HashMap;

use crate::catalog::slug;
use crate::import::markdown::{self, Page};
use crate::import::report::{Remark, Tally};

/// Pages, by the id of their node and by the slug of their title.
pub struct Content<'a> {
    pages: &'a [(String, String)],
    by_id: HashMap<&'a str, usize>,
    by_slug: HashMap<&'a str, usize>,
    used: Vec<bool>,
}

impl<'a> Content<'a> {
    pub fn new(pages: &'a [(String, String)]) -> Self {
        let mut content = Self {
            pages,
            by_id: HashMap::new(),
            by_slug: HashMap::new(),
            used: vec![false; pages.len()],
        };
        for (at, (name, _)) in pages.iter().enumerate() {
            let stem = name.strip_suffix(".md").unwrap_or(name);
            match stem.rsplit_once('@') {
                Some((_, id)) => content.by_id.insert(id, at),
                None => content.by_id.insert(stem, at),
            };
            content.by_slug.insert(stem.split('@').next().unwrap_or(stem), at);
        }
        content
    }

    /// The page of a node, if there is one.
    pub fn page(&mut self, id: &str, label: &str, tally: &mut Tally) -> Option<Page> {
        if self.pages.is_empty() {
            return None;
        }
        let by_slug = || self.by_slug.get(slug(label)?.as_str()).copied();
        let Some(at) = self.by_id.get(id).copied().or_else(by_slug) else {
            tally.add(Remark::MissingContent, 0, label);
            return None;
        };
        self.used[at] = true;
        Some(markdown::page(&self.pages[at].1, tally))
    }

    /// Adds a remark for each page without a node.
    pub fn report_unused(&self, tally: &mut Tally) {
        for ((name, _), used) in self.pages.iter().zip(&self.used) {
            if !used {
                tally.add(Remark::Content, 0, name);
            }
        }
    }
}

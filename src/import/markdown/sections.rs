//! Decides which headings are stages, which are skills, and which are only prose.

use std::collections::HashSet;

use pulldown_cmark::HeadingLevel;

use crate::import::draft::{At, Draft};
use crate::import::report::{Remark, Tally};

/// What an item of a draft was in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Heading(HeadingLevel),
    ListItem,
    /// A row of a table of courses.
    Row,
    /// A group made for "choose one of these".
    Choice,
}

/// How many to choose, in a sentence such as "Choose one of the following:".
pub fn choice(text: &str) -> Option<u32> {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let verb = words.next()?.to_lowercase();
    let announces = text.ends_with(':') || text.contains("following");
    if !matches!(verb.as_str(), "choose" | "pick" | "select") || !announces || text.len() > 120 {
        return None;
    }
    match words.next()?.to_lowercase().as_str() {
        "one" | "1" | "any" => Some(1),
        "two" | "2" => Some(2),
        "three" | "3" => Some(3),
        _ => None,
    }
}

/// Removes sections without entries, and the title, from the tree.
pub fn settle(
    mut draft: Draft,
    origins: &[Origin],
    title_at: Option<At>,
    emptied: &HashSet<At>,
    tally: &mut Tally,
) -> Draft {
    let has = |wanted: Origin| origins.contains(&wanted);
    let (has_rows, has_lists) = (has(Origin::Row), has(Origin::ListItem));
    let kept = Kept { origins, emptied, has_rows, has_lists };
    let order = draft.in_order();
    // From the end, so that children are settled first.
    for at in order.into_iter().rev() {
        let children = std::mem::take(&mut draft.items[at].children);
        draft.items[at].children = kept.of(&draft, children, tally);
    }
    let roots = std::mem::take(&mut draft.roots);
    draft.roots = match title_at {
        // The title may have nothing below it.
        Some(title) if (has_rows || has_lists) && kept.may_be_title(title) => {
            let rest = roots.iter().copied().filter(|at| *at != title).collect();
            let mut rest = kept.of(&draft, rest, tally);
            if !draft.items[title].children.is_empty() || rest.is_empty() {
                rest.insert(0, title);
            } else if draft.title.is_none() {
                name_after(&mut draft, title);
            }
            rest
        }
        _ => kept.of(&draft, roots, tally),
    };
    let [only] = draft.roots.as_slice() else { return draft };
    let only = *only;
    if !matches!(origins[only], Origin::Heading(_)) {
        return draft;
    }
    if Some(only) == title_at {
        name_after(&mut draft, only);
    }
    let holds_sections =
        draft.items[only].children.iter().any(|child| !draft.items[*child].children.is_empty());
    if holds_sections {
        draft.roots = std::mem::take(&mut draft.items[only].children);
    }
    draft
}

fn name_after(draft: &mut Draft, title: At) {
    draft.title = Some(draft.items[title].title.clone());
    if draft.summary.is_empty() {
        draft.summary = std::mem::take(&mut draft.items[title].summary);
    }
}

/// Decides which items of a list are kept.
struct Kept<'a> {
    origins: &'a [Origin],
    /// Sections that were only a table of contents.
    emptied: &'a HashSet<At>,
    has_rows: bool,
    has_lists: bool,
}

impl Kept<'_> {
    fn may_be_title(&self, at: At) -> bool {
        self.origins[at] == Origin::Heading(HeadingLevel::H1) && !self.emptied.contains(&at)
    }

    fn of(&self, draft: &Draft, list: Vec<At>, tally: &mut Tally) -> Vec<At> {
        let is_kept = |at: &At| {
            let item = &draft.items[*at];
            if !item.children.is_empty() || item.id.is_some() {
                return true;
            }
            let is_prose = |level| level <= HeadingLevel::H2 && !item.summary.is_empty();
            let remark = match self.origins[*at] {
                Origin::ListItem if self.has_rows => Remark::ListBesideTables,
                Origin::Choice => return false,
                Origin::Heading(_) if self.has_rows || self.emptied.contains(at) => {
                    Remark::ProseSection
                }
                Origin::Heading(level) if self.has_lists && is_prose(level) => Remark::ProseSection,
                _ => return true,
            };
            tally.add(remark, item.line, &item.title);
            false
        };
        list.into_iter().filter(is_kept).collect()
    }
}

//! Gives a draft the shape of a roadmap: stages with entries, groups at most four deep,
//! no empty titles, no empty groups.

use super::draft::{At, Draft, Item};
use super::report::{Remark, Tally};
use super::{prose, text};

/// Groups may nest this deep.
const MAX_GROUPS: usize = 4;
/// The most links of a skill.
const MAX_LINKS: usize = 50;
/// The most items of `done_when`.
const MAX_CHECKS: usize = 50;

/// Tidies `draft`. If there is nothing to import, no roots remain.
pub fn tidy(draft: &mut Draft, tally: &mut Tally) {
    draft.summary = prose::summary(&draft.summary, 0, tally);
    for at in draft.in_order() {
        clean(&mut draft.items[at], tally);
    }
    without_empty(draft, tally);
    into_stages(draft, tally);
    plain_stages(draft);
    split_details(draft, tally);
    lift_deep(draft, tally);
    for item in &mut draft.items {
        settle_choice(item);
    }
    options_are_required(draft);
    inherit_ticks(draft);
}

fn clean(item: &mut Item, tally: &mut Tally) {
    let line = item.line;
    let (title, whole) = prose::title(&item.title, line, tally);
    item.title = title;
    if !whole.is_empty() {
        item.summary = format!("{whole} {}", item.summary);
    }
    item.summary = prose::summary(&item.summary, line, tally);
    item.milestone = prose::summary(&item.milestone, line, tally);
    item.done_when = item.done_when.iter().map(|text| prose::summary(text, line, tally)).collect();
    item.done_when.retain(|text| !text.is_empty());
    for text in item.done_when.drain(item.done_when.len().min(MAX_CHECKS)..) {
        tally.add(Remark::Text, line, &text);
    }
    item.comments = item.comments.iter().map(|text| text::start(text, 200)).collect();
    for link in &mut item.links {
        link.title = prose::title(&link.title, line, tally).0;
        if link.title == link.url {
            link.title.clear();
        }
    }
    let mut links: Vec<super::draft::Link> = Vec::new();
    for link in item.links.drain(..) {
        if crate::catalog::Link::new(&link.url).is_err() {
            tally.add(Remark::BadLink, line, &link.url);
        } else if links.iter().any(|other| other.url == link.url) {
            tally.add(Remark::SameLink, line, &link.url);
        } else if links.len() == MAX_LINKS {
            tally.add(Remark::MoreLinks, line, &link.url);
        } else {
            links.push(link);
        }
    }
    item.links = links;
}

/// Removes items without a title. Their children move up.
fn without_empty(draft: &mut Draft, tally: &mut Tally) {
    // From the end, so that children are settled first.
    for at in draft.in_order().into_iter().rev() {
        let children = std::mem::take(&mut draft.items[at].children);
        draft.items[at].children = spliced(draft, children, tally);
    }
    let roots = std::mem::take(&mut draft.roots);
    draft.roots = spliced(draft, roots, tally);
}

fn spliced(draft: &mut Draft, list: Vec<At>, tally: &mut Tally) -> Vec<At> {
    let mut kept = Vec::with_capacity(list.len());
    for at in list {
        let item = &mut draft.items[at];
        if !item.title.is_empty() {
            kept.push(at);
            continue;
        }
        if let Some(link) = item.links.first() {
            // A link without text is called what it leads to.
            item.title = text::start(&link.url, prose::MAX_TITLE - 1);
            kept.push(at);
            continue;
        }
        tally.add(Remark::Untitled, item.line, &item.summary);
        kept.append(&mut item.children);
    }
    kept
}

/// Puts entries outside all stages into new stages.
fn into_stages(draft: &mut Draft, tally: &mut Tally) {
    let mut stages = Vec::new();
    let mut loose: Vec<At> = Vec::new();
    let roots = std::mem::take(&mut draft.roots);
    let has_stages = roots.iter().any(|at| !draft.items[*at].children.is_empty());
    for at in roots {
        if draft.items[at].children.is_empty() {
            if has_stages {
                tally.add(Remark::OwnStage, draft.items[at].line, &draft.items[at].title);
            }
            loose.push(at);
        } else {
            close(draft, &mut loose, &mut stages);
            stages.push(at);
        }
    }
    close(draft, &mut loose, &mut stages);
    draft.roots = stages;
}

fn close(draft: &mut Draft, loose: &mut Vec<At>, stages: &mut Vec<At>) {
    let title = match loose.as_slice() {
        [] => return,
        [one] => draft.items[*one].title.clone(),
        _ => "Skills".to_owned(),
    };
    let mut stage = Item::new(draft.items[loose[0]].line, title);
    stage.comments.push("Made by the import: give it a title, or split it.".to_owned());
    stage.children = std::mem::take(loose);
    stages.push(draft.items.len());
    draft.items.push(stage);
}

/// A stage can be neither a choice nor optional, so its entries become optional
/// instead.
fn plain_stages(draft: &mut Draft) {
    for root in draft.roots.clone() {
        let stage = &mut draft.items[root];
        stage.choose = None;
        if std::mem::take(&mut stage.optional) {
            for child in stage.children.clone() {
                draft.items[child].optional = true;
            }
        }
    }
}

/// Moves entries that are nested too deep further out.
fn lift_deep(draft: &mut Draft, tally: &mut Tally) {
    let mut waiting: Vec<(At, usize)> = draft.roots.iter().map(|root| (*root, 0)).collect();
    while let Some((at, depth)) = waiting.pop() {
        if depth == MAX_GROUPS {
            // Nothing inside this one can be a group.
            let mut flat = Vec::new();
            let mut inner: Vec<At> = draft.items[at].children.iter().rev().copied().collect();
            while let Some(entry) = inner.pop() {
                flat.push(entry);
                for child in std::mem::take(&mut draft.items[entry].children).into_iter().rev() {
                    tally.add(Remark::TooDeep, draft.items[child].line, &draft.items[child].title);
                    inner.push(child);
                }
                draft.items[entry].choose = None;
            }
            draft.items[at].children = flat;
            continue;
        }
        waiting.extend(draft.items[at].children.iter().map(|child| (*child, depth + 1)));
    }
}

/// Groups and stages cannot have links, hours and the like, so these become a skill
/// inside.
fn split_details(draft: &mut Draft, tally: &mut Tally) {
    for at in draft.in_order() {
        if draft.items[at].children.is_empty() || !draft.items[at].has_details() {
            continue;
        }
        let group = &mut draft.items[at];
        tally.add(Remark::OwnSkill, group.line, &group.title);
        let skill = Item {
            line: group.line,
            title: format!("{}: overview", group.title),
            kind: group.kind.take(),
            hours: group.hours.take(),
            aliases: std::mem::take(&mut group.aliases),
            done_when: std::mem::take(&mut group.done_when),
            links: std::mem::take(&mut group.links),
            ticked: group.ticked,
            ..Item::default()
        };
        // It must not become an option of a choice.
        let child = draft.items.len();
        draft.items.push(skill);
        if draft.items[at].choose.is_none() {
            draft.items[at].children.insert(0, child);
            continue;
        }
        let inner = Item {
            line: draft.items[at].line,
            title: format!("{}: options", draft.items[at].title),
            choose: draft.items[at].choose.take(),
            children: std::mem::replace(&mut draft.items[at].children, vec![child]),
            ..Item::default()
        };
        let inner_at = draft.items.len();
        draft.items.push(inner);
        draft.items[at].children.push(inner_at);
    }
}

fn settle_choice(item: &mut Item) {
    let options = u32::try_from(item.children.len()).unwrap_or(u32::MAX);
    item.choose = item.choose.filter(|choose| (1..=options).contains(choose));
}

/// Options of a choice must not be marked as optional.
fn options_are_required(draft: &mut Draft) {
    for at in draft.in_order() {
        if draft.items[at].choose.is_some() {
            for child in draft.items[at].children.clone() {
                draft.items[child].optional = false;
            }
        }
    }
}

/// A ticked group ticks the entries in it that have no tick state themselves.
fn inherit_ticks(draft: &mut Draft) {
    for at in draft.in_order() {
        let ticked = draft.items[at].ticked;
        for child in draft.items[at].children.clone() {
            let child = &mut draft.items[child].ticked;
            *child = child.or(ticked.filter(|ticked| *ticked));
        }
    }
}

//! CSV: one row per skill, columns in any order.

use std::collections::HashMap;

use super::columns::{Column, column};
use super::draft::{self, At, Draft, Estimate, Item, Link, is_yes};
use super::report::{Remark, Tally};
use super::{ImportError, Kind};

/// The most rows of a file.
const MAX_ROWS: usize = 200_000;

/// Whether the first line looks like a CSV header.
pub fn looks_like(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    if first.len() > 2_000 || first.starts_with(['#', '-', '*', '|', '>', '<']) {
        return false;
    }
    let Ok(head) = head(first, delimiter(first)) else { return false };
    let is_list = head.len() == 1 && head[0].trim().eq_ignore_ascii_case("title");
    is_list || head.len() > 1 && head.iter().any(|title| column(title) == Column::Title)
}

/// Reads a whole file.
pub fn read(text: &str, tally: &mut Tally) -> Result<Draft, ImportError> {
    let unreadable = |error: &csv::Error| ImportError::Unreadable {
        kind: Kind::Csv,
        why: super::text::start(&error.to_string(), 150),
    };
    let first = text.trim_start().lines().next().unwrap_or_default();
    let delimiter = delimiter(first.get(..2_000).unwrap_or(first));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut columns: Vec<Column> = Vec::new();
    let mut rows = Rows::default();
    let mut count = 0;
    while reader.read_record(&mut record).map_err(|error| unreadable(&error))? {
        count += 1;
        if count > MAX_ROWS {
            return Err(ImportError::TooLarge { what: "rows", most: MAX_ROWS });
        }
        let line = record.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(0));
        if count == 1 {
            columns = record.iter().map(column).collect();
            if columns.contains(&Column::Title) {
                for (title, column) in record.iter().zip(&columns) {
                    if *column == Column::Other {
                        tally.add(Remark::Column, line, title);
                    }
                }
                continue;
            }
            columns = vec![Column::Other; record.len()];
            if let Some(first) = columns.first_mut() {
                *first = Column::Title;
            }
            tally.add(Remark::NoHeader, line, &record.iter().collect::<Vec<_>>().join(", "));
        }
        rows.add(&record, &columns, line, tally);
    }
    Ok(rows.draft)
}

fn head(line: &str, delimiter: u8) -> Result<Vec<String>, csv::Error> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .from_reader(line.as_bytes());
    let first = reader.records().next().transpose()?;
    Ok(first.map_or_else(Vec::new, |first| first.iter().map(str::to_owned).collect()))
}

/// The common delimiter that is most frequent in the line.
fn delimiter(line: &str) -> u8 {
    let count = |byte: u8| line.bytes().filter(|other| *other == byte).count();
    // Of equals, the last wins.
    [b'\t', b';', b','].into_iter().max_by_key(|byte| count(*byte)).unwrap_or(b',')
}

#[derive(Default)]
struct Rows {
    draft: Draft,
    stages: HashMap<String, At>,
    groups: HashMap<(Option<At>, String), At>,
}

impl Rows {
    fn add(
        &mut self,
        record: &csv::StringRecord,
        columns: &[Column],
        line: usize,
        tally: &mut Tally,
    ) {
        let mut item = Item::new(line, "");
        let (mut stage, mut group, mut level) = ("", "", None);
        for (at, text) in record.iter().enumerate() {
            if text.is_empty() {
                continue;
            }
            let mut bad = |what: Option<&'static str>| {
                if what.is_none() {
                    tally.add(Remark::BadValue, line, text);
                }
                what
            };
            match columns.get(at).copied().unwrap_or(Column::Other) {
                Column::Id => item.id = Some(text.to_owned()),
                Column::Title => text.clone_into(&mut item.title),
                Column::Stage => stage = text,
                Column::Group => group = text,
                Column::Level => level = bad(draft::word(text, draft::LEVELS)),
                Column::Summary => text.clone_into(&mut item.summary),
                Column::Kind => item.kind = bad(draft::word(text, draft::SKILL_KINDS)),
                Column::Hours | Column::Duration => {
                    item.hours = Estimate::parse(text);
                    if item.hours.is_none() {
                        tally.add(Remark::BadHours, line, text);
                    }
                }
                Column::MaxHours => {
                    let most = Estimate::parse(text);
                    if most.is_none() {
                        tally.add(Remark::BadHours, line, text);
                    }
                    item.hours = item.hours.into_iter().chain(most).reduce(Estimate::or);
                }
                Column::Needs => item.needs.push(text.to_owned()),
                Column::Url => {
                    let urls = text.split(|c: char| c.is_whitespace() || c == '|' || c == ';');
                    let urls = urls.map(|url| url.trim_end_matches(',')).filter(|u| !u.is_empty());
                    item.links
                        .extend(urls.map(|url| Link { url: url.to_owned(), ..Link::default() }));
                }
                Column::Done => item.ticked = Some(is_yes(text)),
                Column::DoneWhen => item.done_when.push(text.to_owned()),
                Column::Optional => item.optional = is_yes(text),
                Column::Effort | Column::Other => tally.add(Remark::Cell, line, text),
            }
        }
        if item == Item::new(line, "") {
            return;
        }
        let parent = self.parent(stage, group, line, tally);
        if let (Some(level), Some(parent)) = (level, self.stages.get(&name(stage))) {
            let stage = &mut self.draft.items[*parent];
            stage.level = stage.level.or(Some(level));
        } else if level.is_some() {
            tally.add(Remark::BadValue, line, "a level without a stage");
        }
        let title = item.title.clone();
        if item.title.is_empty() {
            item.links.clear();
            item.summary = record.iter().collect::<Vec<_>>().join(", ");
        }
        if self.draft.add(parent, item).is_none() {
            tally.add(Remark::TooMany, line, &title);
        }
    }

    fn parent(&mut self, stage: &str, group: &str, line: usize, tally: &mut Tally) -> Option<At> {
        let mut parent = None;
        if !stage.is_empty() {
            let key = name(stage);
            parent = self.stages.get(&key).copied();
            if parent.is_none() {
                parent = self.draft.add(None, Item::new(line, stage));
                match parent {
                    Some(at) => drop(self.stages.insert(key, at)),
                    None => tally.add(Remark::TooMany, line, stage),
                }
            }
        }
        if !group.is_empty() {
            let key = (parent, name(group));
            let known = self.groups.get(&key).copied();
            parent = known.or_else(|| {
                let at = self.draft.add(parent, Item::new(line, group))?;
                self.groups.insert(key, at);
                Some(at)
            });
        }
        parent
    }
}

/// The key by which rows are put into the same stage or group.
fn name(text: &str) -> String {
    super::text::clean(text).to_lowercase()
}

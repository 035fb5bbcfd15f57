//! The journal from the outside: real files, real threads.

use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::*;
use crate::catalog::Id;

const DAY: Date = date(2026, 11, 20);

fn now() -> Timestamp {
    "2026-11-20T09:12:33.123Z".parse().unwrap()
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn done(skill: &str) -> Draft {
    let change = Change::Done {
        skills: vec![id(skill)],
        known: false,
        resources: vec![],
        note: None,
        evidence: vec![],
    };
    Draft { on: DAY, change }
}

fn append(journal: &Journal, draft: Draft) -> Result<Option<Event>, JournalError> {
    journal.append(now(), |_| Ok(Some(draft)))
}

#[test]
fn what_is_appended_is_read() {
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::new(home.path().join("a/b/progress.jsonl"));
    assert!(journal.read().unwrap().is_empty());
    let first = append(&journal, done("git")).unwrap().unwrap();
    let second = append(&journal, done("sql")).unwrap().unwrap();
    let log = journal.read().unwrap();
    let events: Vec<_> = log.events().iter().map(|logged| &logged.event).collect();
    assert_eq!(events, [&first, &second]);
    assert_eq!(log.progress().record([&id("git")]).status, Status::Done);
}

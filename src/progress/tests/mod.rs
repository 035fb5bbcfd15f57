//! Tests of the journal that cross its modules, and what they share.

mod fields;
mod files;
mod fold;
mod merge;

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::*;
use crate::catalog::{Id, RoadmapId};

const DAY: Date = date(2026, 11, 20);

fn now() -> Timestamp {
    "2026-11-20T09:12:33.123Z".parse().unwrap()
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// `git` done today.
fn done(skill: &str) -> Change {
    Change::Done {
        skills: vec![id(skill)],
        known: false,
        redate: false,
        resources: vec![],
        note: None,
        evidence: vec![],
    }
}

/// A wait for the lock that is long enough for any test.
pub(super) const WAIT: LockWait<'_> = LockWait {
    limit: Duration::from_mins(1),
    notify_after: Duration::from_mins(1),
    notify: &|_| {},
};

fn draft(change: Change) -> Draft {
    Draft { on: DAY, change }
}

/// The id of the `n`th event, in order.
fn uuid(n: u32) -> uuid::Uuid {
    uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(n))
}

/// A line of the `n`th second of the day, with these fields besides those of all events.
fn line(n: u32, fields: &str) -> String {
    let at = now() + jiff::SignedDuration::from_secs(n.into());
    format!(r#"{{"v":1,"id":"{}","at":"{at:.3}","on":"2026-11-20",{fields}}}"#, uuid(n))
}

/// The log of one file.
fn log(text: impl Into<Vec<u8>>) -> Log {
    Log::parse([(PathBuf::from("progress.jsonl"), text.into())])
}

/// Where lines were skipped and why, as `3: why`.
fn foreign(log: &Log) -> Vec<String> {
    log.foreign().map(|(place, why)| format!("{}: {why}", place.line)).collect()
}

//! The journal without private data. It reads back as the same progress.

use super::wishes::{Evidence, Notes, Wishes};
use crate::escape::is_unsafe;
use crate::progress::{Change, Event, Log, json_line};

/// The events that count, oldest first, one per line. Undone events are left out, and
/// so are unknown fields and events, since they may be private.
pub(super) fn journal(log: &Log, wishes: Wishes) -> String {
    let counted = log.events().iter().filter(|logged| !logged.is_void());
    let events = counted.filter_map(|logged| shared(log.event(logged), wishes));
    events.map(|event| escaped(&json_line(&event)) + "\n").collect()
}

/// The same JSON with control characters escaped.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        // They occur only in strings, and all are in the basic multilingual plane.
        if is_unsafe(c) { out += &format!("\\u{:04x}", u32::from(c)) } else { out.push(c) }
    }
    out
}

fn shared(mut event: Event, wishes: Wishes) -> Option<Event> {
    if matches!(event.change, Change::Undo { .. } | Change::Unknown { .. }) {
        return None;
    }
    if let Change::Done { evidence, .. } = &mut event.change
        && wishes.evidence == Evidence::LeaveOut
    {
        evidence.clear();
    }
    if wishes.notes == Notes::LeaveOut {
        match &mut event.change {
            Change::Start { note, .. } | Change::Done { note, .. } | Change::Skip { note, .. } => {
                *note = None;
            }
            // The empty note keeps the order in which skills were touched last,
            // by which `next` goes.
            Change::Note { note, links, .. } => {
                *note = None;
                links.clear();
            }
            _ => {}
        }
    }
    Some(event)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::super::wishes::CalendarOf;
    use super::*;
    use crate::catalog::Id;
    use crate::progress::{Progress, Record};
    use crate::view::history::{Wanted, newest_first};

    const PRIVATE: Wishes =
        Wishes { notes: Notes::LeaveOut, evidence: Evidence::LeaveOut, calendar: CalendarOf::Days };

    const SKILLS: [&str; 3] = ["git", "sql", "php"];

    fn log(text: &str) -> Log {
        Log::parse([(PathBuf::from("progress.jsonl"), text.as_bytes().to_vec())])
    }

    /// The fields of some event on a skill.
    fn fields() -> impl Strategy<Value = String> {
        let skills = format!(r#""skills":["{}"]"#, SKILLS.join("\",\""));
        let on_one = (0..SKILLS.len()).prop_map(|at| format!(r#""skills":["{}"]"#, SKILLS[at]));
        let skills = prop_oneof![3 => on_one, 1 => Just(skills)];
        let what = proptest::sample::select(vec![
            r#""event":"note","note":"SECRET""#,
            r#""event":"note","links":["https://secret.example"]"#,
            r#""event":"note","note":"SECRET","links":["https://secret.example"]"#,
            r#""event":"start","note":"SECRET""#,
            r#""event":"done","evidence":["SECRET"]"#,
            r#""event":"done","known":true"#,
            r#""event":"done","resources":[{"skill":"git","url":"https://a.example"}]"#,
            r#""event":"reset""#,
            r#""event":"skip""#,
            r#""event":"spent","minutes":30"#,
            r#""event":"refresh""#,
            r#""event":"estimate","estimate":{"percent":50}"#,
        ]);
        (what, skills).prop_map(|(what, skills)| format!("{what},{skills}"))
    }

    fn journal_of(fields: &[String]) -> Log {
        let line = |(at, fields): (usize, &String)| {
            format!(
                r#"{{"v":1,"id":"01900000-0000-7000-8000-{at:012}","at":"2026-11-20T09:00:00.{at:03}Z","on":"2026-11-20",{fields}}}"#
            )
        };
        log(&fields.iter().enumerate().map(line).collect::<Vec<_>>().join("\n"))
    }

    proptest! {
        #[test]
        fn the_progress_is_the_same_without_what_is_private(
            fields in prop::collection::vec(fields(), 0..30),
        ) {
            let log_before = journal_of(&fields);
            let text = journal(&log_before, PRIVATE);
            prop_assert!(!text.to_lowercase().contains("secret"), "{}", text);
            let log_after = log(&text);
            prop_assert_eq!(log_after.foreign().count(), 0);
            let (before, after) = (log_before.progress(), log_after.progress());
            for skill in SKILLS {
                let id: Id = skill.parse().unwrap();
                let without = |record: Record| Record {
                    notes: Vec::new(),
                    links: Vec::new(),
                    evidence: Vec::new(),
                    ..record
                };
                prop_assert_eq!(after.record([&id]), without(before.record([&id])));
            }
            let events = |progress: &Progress| progress.events(|_| true).collect::<Vec<_>>();
            prop_assert_eq!(events(&after), events(&before));
            // Nothing is in the history that was not recorded.
            let notes = fields.iter().filter(|fields| fields.contains(r#":"note""#)).count();
            let shown = newest_first(&log_after, Wanted::default(), usize::MAX);
            prop_assert_eq!(shown.len(), fields.len() - notes);
            prop_assert_eq!(journal(&log_after, PRIVATE), text);
        }
    }
}

//! The values of fields: ids of events, instants, dates, links, evidence, hours.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use uuid::fmt::Hyphenated;

/// The longest note, in bytes.
pub const MAX_NOTE: usize = 64 * 1024;

/// The longest link or piece of evidence, in bytes.
pub const MAX_LINK: usize = 8 * 1024;

/// The most minutes of one `spent` event: a day.
pub const MAX_SPENT: u32 = 24 * 60;

/// The most minutes of an estimate: 10,000 hours.
pub const MAX_ESTIMATE: u32 = 10_000 * 60;

/// The most percent of the roadmap's hours that an estimate can be.
pub const MAX_PERCENT: u32 = 1000;

/// The most hours a week that a plan can have.
pub const MAX_HOURS_PER_WEEK: u32 = 7 * 24;

/// Only the hyphenated form, so that spellings of an id differ only in case.
pub(super) fn uuid(text: &str) -> Result<Uuid, String> {
    let is_hyphenated = text.len() == Hyphenated::LENGTH;
    let id = Uuid::try_parse(text).ok().filter(|_| is_hyphenated);
    id.ok_or_else(|| format!("'{text}' is not an event id"))
}

/// An instant, in any format that `Timestamp` parses.
pub(super) fn instant(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| format!("'{text}' is not an instant"))
}

/// A date in the form `2026-11-20`; other ISO 8601 forms are refused.
pub(super) fn date(text: &str) -> Result<Date, String> {
    let is_plain = matches!(text.as_bytes(), [_, _, _, _, b'-', _, _, b'-', _, _]);
    let date = text.parse().ok().filter(|_| is_plain);
    date.ok_or_else(|| format!("'{text}' is not a date"))
}

pub(super) fn days(from: &str, to: &str) -> Result<(Date, Date), String> {
    let (from, to) = (date(from)?, date(to)?);
    if from > to {
        Err(format!("the days off {from} to {to} end before they start"))
    } else {
        Ok((from, to))
    }
}

pub(super) fn link(text: &str) -> Result<(), String> {
    let host = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    if host.is_none_or(|host| host.is_empty() || host.starts_with('/')) {
        return Err(format!("'{text}' is not an http or https link"));
    }
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err("a link contains a space or a control character".into());
    }
    not_too_long("a link", text)
}

/// Checks a piece of evidence: a link, a path or words. Other kinds of addresses are refused, so
/// that showing evidence as links can never run anything.
pub(super) fn evidence(text: &str) -> Result<(), String> {
    const NOT_WORDS: [&str; 3] = ["javascript:", "data:", "vbscript:"];
    let start = text.trim_start().to_ascii_lowercase();
    if start.contains("://") || NOT_WORDS.iter().any(|scheme| start.starts_with(scheme)) {
        return link(text);
    }
    if start.is_empty() {
        return Err("evidence is empty".into());
    }
    if text.contains(char::is_control) {
        return Err("evidence contains a control character".into());
    }
    not_too_long("evidence", text)
}

fn not_too_long(what: &str, text: &str) -> Result<(), String> {
    if text.len() > MAX_LINK {
        return Err(format!("{what} has {} bytes, the limit is {MAX_LINK}", text.len()));
    }
    Ok(())
}

pub(super) fn minutes_per_week(hours: f64) -> Result<u32, String> {
    let halves = hours * 2.0;
    if !(halves.fract() == 0.0 && halves > 0.0 && hours <= f64::from(MAX_HOURS_PER_WEEK)) {
        return Err(format!(
            "{hours} hours a week is not a multiple of 0.5 from 0.5 to {MAX_HOURS_PER_WEEK}"
        ));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 1 to 336"
    )]
    Ok(halves as u32 * 30)
}

//! What the fields of a line may say: ids of events, instants, dates, links,
//! hours.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use uuid::Uuid;
use uuid::fmt::Hyphenated;

/// The longest note, in bytes.
pub const MAX_NOTE: usize = 64 * 1024;

/// The longest link, in bytes.
pub const MAX_LINK: usize = 8 * 1024;

/// The most minutes that one event logs: a day.
pub const MAX_SPENT: u32 = 24 * 60;

/// The most hours a week that a plan has.
pub const MAX_HOURS_PER_WEEK: u32 = 7 * 24;

/// Only the form with hyphens, so that an id has one spelling but for case.
pub(super) fn uuid(text: &str) -> Result<Uuid, String> {
    let plain = text.len() == Hyphenated::LENGTH;
    Uuid::try_parse(text).ok().filter(|_| plain).ok_or_else(|| format!("'{text}' is no event id"))
}

/// Any spelling of an instant; the usual one without the generality.
pub(super) fn instant(text: &str) -> Result<Timestamp, String> {
    plain_instant(text)
        .or_else(|| text.parse().ok())
        .ok_or_else(|| format!("'{text}' is no instant"))
}

/// How this program writes instants.
pub(super) const USUAL_INSTANT: &str = "2026-11-20T09:12:33.123Z";

/// An instant in the form of [`USUAL_INSTANT`].
pub(super) fn plain_instant(text: &str) -> Option<Timestamp> {
    let (day, time) = text.split_at_checked(10)?;
    let &[b'T', h1, h2, b':', m1, m2, b':', s1, s2, b'.', f1, f2, f3, b'Z'] = time.as_bytes()
    else {
        return None;
    };
    let [hour, minute, second] = [[h1, h2], [m1, m2], [s1, s2]].map(|pair| number(&pair));
    let [hour, minute, second] = [hour?, minute?, second?].map(|n| i8::try_from(n).ok());
    let nanos = i32::from(number(&[f1, f2, f3])?) * 1_000_000;
    let time = Time::new(hour?, minute?, second?, nanos).ok()?;
    Offset::UTC.to_timestamp(plain_date(day)?.to_datetime(time)).ok()
}

pub(super) fn date(text: &str) -> Result<Date, String> {
    plain_date(text).ok_or_else(|| format!("'{text}' is no date"))
}

/// Only `2026-11-20`, of all that ISO 8601 allows.
fn plain_date(text: &str) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let [month, day] = [[m1, m2], [d1, d2]].map(|pair| number(&pair));
    let [month, day] = [month?, day?].map(|n| i8::try_from(n).ok());
    Date::new(number(&[y1, y2, y3, y4])?, month?, day?).ok()
}

/// At most four digits.
fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0, |sum, digit| {
        digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0'))
    })
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
        return Err(format!("'{text}' is no http or https address"));
    }
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err("an address has a space or a control character in it".into());
    }
    if text.len() > MAX_LINK {
        return Err(format!("an address has {} bytes, {MAX_LINK} are the most", text.len()));
    }
    Ok(())
}

pub(super) fn minutes_per_week(hours: f64) -> Result<u32, String> {
    let halves = hours * 2.0;
    if !(halves.fract() == 0.0 && halves > 0.0 && hours <= f64::from(MAX_HOURS_PER_WEEK)) {
        return Err(format!(
            "{hours} hours a week: it takes halves of hours, more than 0, at most {MAX_HOURS_PER_WEEK}"
        ));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 1 to 336"
    )]
    Ok(halves as u32 * 30)
}

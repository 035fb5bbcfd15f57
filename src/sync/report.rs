//! What a sync did.

use std::fmt;

use serde::Serialize;

/// What was sent and received.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Events that the remote did not have.
    pub sent: usize,
    /// Events that were missing here.
    pub received: usize,
    /// The machines that committed the received events, as far as known, in order.
    pub from: Vec<String>,
    /// An unfinished operation of the user in the repository, such as a merge. It was
    /// left alone.
    pub unfinished: Option<&'static str>,
}

/// `sent 3, received 5 from laptop`.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.sent, self.received) {
            (0, 0) => return f.write_str("up to date"),
            (sent, 0) => return write!(f, "sent {sent}"),
            (0, received) => write!(f, "received {received}")?,
            (sent, received) => write!(f, "sent {sent}, received {received}")?,
        }
        match &self.from[..] {
            [] => Ok(()),
            [one] => write!(f, " from {one}"),
            [one, two] => write!(f, " from {one} and {two}"),
            [one, two, three] => write!(f, " from {one}, {two} and {three}"),
            [one, two, others @ ..] => write!(f, " from {one}, {two} and {} others", others.len()),
        }
    }
}

/// The message of a commit.
pub(super) fn message(events: usize, host: &str) -> String {
    let noun = if events == 1 { "event" } else { "events" };
    format!("{events} {noun} from {host}")
}

/// The machine that wrote a commit, by its message.
pub(super) fn host(message: &str) -> Option<&str> {
    let (count, host) =
        message.split_once(" events from ").or_else(|| message.split_once(" event from "))?;
    (!host.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit())).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_one_line() {
        for (sent, received, from, expected) in [
            (0, 0, "", "up to date"),
            (3, 0, "", "sent 3"),
            (3, 5, "laptop", "sent 3, received 5 from laptop"),
            (0, 5, "laptop desk", "received 5 from laptop and desk"),
            (0, 5, "", "received 5"),
            (0, 5, "a b c", "received 5 from a, b and c"),
            (0, 5, "a b c d", "received 5 from a, b and 2 others"),
        ] {
            let from = from.split_whitespace().map(str::to_owned).collect();
            let report = Report { sent, received, from, unfinished: None };
            assert_eq!(report.to_string(), expected);
        }
    }

    #[test]
    fn the_machine_is_read_from_the_message() {
        assert_eq!(host(&message(1, "laptop")), Some("laptop"));
        assert_eq!(host(&message(12, "my laptop")), Some("my laptop"));
        assert_eq!(host("Remove events from the calendar"), None);
    }
}

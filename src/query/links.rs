//! The links of a skill: its resources and the person's own links.

use serde::Serialize;

use crate::catalog::{Entry, Link};
use crate::progress::Record;

/// A link of a skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkillLink {
    /// What comes after the slash in `git/2`, from 1: resources first, then own links.
    pub number: usize,
    pub title: Option<String>,
    pub url: String,
    /// The host, as written in the address.
    pub host: String,
    /// Why the address may be deceptive; usually empty.
    pub unusual: Vec<Unusual>,
    /// Whether the person added it.
    pub own: bool,
    /// Whether it is ticked.
    pub done: bool,
}

/// A reason why an address may lead elsewhere than it seems to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unusual {
    /// There is a user part before the host.
    UserPart,
    /// Characters that are not ASCII, which may look like others or be invisible.
    Letters,
    /// Such letters, written in ASCII (`xn--`).
    Punycode,
    /// Bytes written as `%XX`.
    Encoded,
    Port,
    /// Numbers instead of a name.
    Number,
}

/// The links of a skill with this record.
pub fn links(entry: &Entry, record: &Record) -> Vec<SkillLink> {
    let resources = entry.skill().map_or(&[][..], |skill| &skill.resources);
    let resources = resources.iter().map(|resource| {
        let url = resource.url.as_str();
        (resource.title.clone(), url, false, record.ticked.contains(url))
    });
    let own = record.links.iter().map(|link| (None, &**link, true, false));
    (1..)
        .zip(resources.chain(own))
        .map(|(number, (title, url, own, done))| {
            let (host, unusual) = host(url);
            SkillLink { number, title, url: url.to_owned(), host, unusual, own, done }
        })
        .collect()
}

/// The link to open: the first that is not ticked, or else the first.
pub fn to_open(links: &[SkillLink]) -> Option<&SkillLink> {
    links.iter().find(|link| !link.done).or(links.first())
}

/// The host of an address, and what is unusual about it.
fn host(url: &str) -> (String, Vec<Unusual>) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let (user, host) = match authority.rsplit_once('@') {
        Some((_, host)) => (true, host),
        None => (false, authority),
    };
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let is_default = |port: &str| {
        port.is_empty() || port == if url.starts_with("http://") { "80" } else { "443" }
    };
    let is_number = name.starts_with('[')
        || name.split('.').rfind(|label| !label.is_empty()).is_some_and(|label| {
            label.bytes().all(|b| b.is_ascii_digit()) || label.starts_with("0x")
        });
    let punycode =
        |label: &str| label.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("xn--"));
    let unusual = [
        (user, Unusual::UserPart),
        (!name.is_ascii(), Unusual::Letters),
        (name.split('.').any(punycode), Unusual::Punycode),
        (name.contains('%'), Unusual::Encoded),
        (port.is_some_and(|port| !is_default(port)), Unusual::Port),
        (is_number, Unusual::Number),
    ];
    let unusual = unusual.into_iter().filter_map(|(is, what)| is.then_some(what)).collect();
    (host.to_owned(), unusual)
}

/// The address to pass to a program. Quotes are encoded, since a careless script may
/// interpret them.
pub fn to_hand_over(url: &str) -> String {
    url.replace('\'', "%27")
}

/// Checks an own link.
///
/// # Errors
/// What is wrong with it, and what to do, in one sentence.
pub fn parse_own(text: &str) -> Result<String, String> {
    match Link::new(text.trim()) {
        Ok(link) => Ok(link.as_str().to_owned()),
        Err(error) => Err(format!("{error}; {}", error.help())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deceptive_addresses_are_unusual() {
        use Unusual::{Encoded, Letters, Number, Port, Punycode, UserPart};
        for (url, name, want) in [
            ("https://github.com/a", "github.com", &[][..]),
            ("https://github.com:443/a", "github.com:443", &[]),
            ("http://a.example:80?b=c:9@d", "a.example:80", &[]),
            ("https://a.example/b@c", "a.example", &[]),
            ("https://g\u{456}thub.com/", "g\u{456}thub.com", &[Letters]),
            ("https://git\u{ad}hub.com/", "git\u{ad}hub.com", &[Letters]),
            ("https://www.XN--80ak6aa92e.com", "www.XN--80ak6aa92e.com", &[Punycode]),
            ("https://github.com@evil.example/", "evil.example", &[UserPart]),
            ("https://a.example:8443/", "a.example:8443", &[Port]),
            ("https://a%2eexample/", "a%2eexample", &[Encoded]),
            ("https://127.0.0.1/", "127.0.0.1", &[Number]),
            ("https://2130706433/", "2130706433", &[Number]),
            ("https://[::1]:8080/", "[::1]:8080", &[Port, Number]),
            ("https://[::1]/", "[::1]", &[Number]),
        ] {
            assert_eq!(host(url), (name.to_owned(), want.to_vec()), "{url}");
        }
    }
}

//! The address of a remote.

use std::fmt;
use std::path::Path;

use super::error::SyncError;

/// An address that git cannot take for an option or a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteUrl(String);

impl RemoteUrl {
    /// Checks an address as typed. The path of a folder becomes absolute.
    ///
    /// # Errors
    /// [`SyncError::UnsafeUrl`], with the reason.
    pub fn new(text: &str) -> Result<Self, SyncError> {
        check(text).map_err(|why| SyncError::UnsafeUrl { url: text.to_owned(), why })?;
        if !text.contains("://")
            && let Ok(folder) = Path::new(text).canonicalize()
            && let Some(folder) = folder.to_str()
        {
            return Ok(Self(folder.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Refuses options, and schemes such as `ext::`, which run commands.
fn check(text: &str) -> Result<(), &'static str> {
    if text.trim().is_empty() {
        return Err("it is empty");
    }
    if text.starts_with('-') {
        return Err("it would be read as an option");
    }
    if text.contains(char::is_control) {
        return Err("it has control characters");
    }
    let helper = text.find("::");
    if helper.is_some_and(|at| text[..at].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')) {
        return Err("it would start a program; use an https, ssh or file address");
    }
    if let Some((scheme, rest)) = text.split_once("://") {
        let scheme = scheme.to_ascii_lowercase();
        if !["https", "http", "ssh", "git", "file", "git+ssh", "ssh+git"].contains(&&*scheme) {
            return Err("use an https, ssh or file address");
        }
        if rest.starts_with('-') {
            return Err("its host would be read as an option");
        }
    }
    Ok(())
}

/// Shows the address without its password.
impl fmt::Display for RemoteUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&without_password(&self.0))
    }
}

/// Replaces the passwords of addresses in a text.
pub(super) fn without_password(text: &str) -> String {
    let mut clean = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        clean.push_str(before);
        let end = after.find(|c: char| c == '/' || c.is_whitespace() || c == '\'');
        let authority = &after[..end.unwrap_or(after.len())];
        rest = after;
        if let Some((user, host)) = authority.rsplit_once('@')
            && let Some((name, _)) = user.split_once(':')
        {
            clean.push_str(&format!("{name}:***@{host}"));
            rest = &after[authority.len()..];
        }
    }
    clean + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refuses(text: &str, reason: &str) {
        match RemoteUrl::new(text) {
            Err(SyncError::UnsafeUrl { why, .. }) => assert_eq!(why, reason),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn options_and_programs_are_refused() {
        refuses("", "it is empty");
        refuses("--upload-pack=touch x", "it would be read as an option");
        refuses("ssh://-oProxyCommand=x/y", "its host would be read as an option");
        let program = "it would start a program; use an https, ssh or file address";
        refuses("ext::sh -c x", program);
        refuses("fd::17", program);
        refuses("::x", program);
        refuses("gopher://example.com", "use an https, ssh or file address");
        refuses("a\nb", "it has control characters");
    }

    #[test]
    fn addresses_of_every_kind_are_accepted() {
        let urls = [
            "git@example.com:me/progress.git",
            "https://example.com/me/progress.git",
            "ssh://git@example.com:2222/~/progress.git",
            "file:///no/such/progress.git",
            "/no/such/progress.git",
            "git@[::1]:progress.git",
        ];
        for url in urls {
            assert_eq!(RemoteUrl::new(url).unwrap().as_str(), url);
        }
    }

    #[test]
    fn passwords_are_not_shown() {
        let url = RemoteUrl::new("https://me:secret@example.com/p.git").unwrap();
        assert_eq!(url.to_string(), "https://me:***@example.com/p.git");
        let text = "fatal: 'https://a:b@h/x' and https://c@d/ and ssh://e:f@g";
        let clean = "fatal: 'https://a:***@h/x' and https://c@d/ and ssh://e:***@g";
        assert_eq!(without_password(text), clean);
    }
}

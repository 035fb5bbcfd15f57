//! Opens links and files with the system's programs.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Opens a link or a file; returns whether a program took it. It is passed as one
/// argument, without a shell.
///
/// A browser may stay in the foreground, so a program that still runs after
/// [`PATIENCE`] counts as having taken it.
pub fn open(link: impl AsRef<OsStr>) -> bool {
    openers().iter().any(|(program, args)| {
        let mut command = Command::new(program);
        command
            .args(*args)
            .arg(&link)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let Ok(mut child) = command.spawn() else { return false };
        let begun = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return status.success(),
                Ok(None) if begun.elapsed() < PATIENCE => sleep(Duration::from_millis(10)),
                Ok(None) => return true,
                Err(_) => return false,
            }
        }
    })
}

const PATIENCE: Duration = Duration::from_secs(3);

/// The programs that open links and files on this system, each with the arguments
/// that come before the link.
fn openers() -> &'static [(&'static str, &'static [&'static str])] {
    if cfg!(windows) {
        &[("rundll32", &["url.dll,FileProtocolHandler"])]
    } else if cfg!(target_os = "macos") {
        &[("open", &[])]
    } else {
        &[("xdg-open", &[]), ("wslview", &[])]
    }
}

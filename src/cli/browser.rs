//! Hands links and files to the system, which shows them.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Whether a program took a link or a file, as one argument and through no shell.
///
/// A browser that starts may stay in the foreground: one that still runs after
/// [`PATIENCE`] has taken it.
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

/// The programs that open links and files here, each with the arguments before it.
fn openers() -> &'static [(&'static str, &'static [&'static str])] {
    if cfg!(windows) {
        &[("rundll32", &["url.dll,FileProtocolHandler"])]
    } else if cfg!(target_os = "macos") {
        &[("open", &[])]
    } else {
        &[("xdg-open", &[]), ("wslview", &[])]
    }
}

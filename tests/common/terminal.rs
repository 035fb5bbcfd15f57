//! Runs a command on a terminal of its own.

use std::fs::File;
use std::io::Read as _;
use std::process::{Command, Stdio};
use std::thread;

use rustix_openpty::openpty;
use rustix_openpty::rustix::termios::Winsize;

use super::Ran;

/// Runs with stdout and stderr on a terminal that is `columns` wide; what both
/// printed is in `stdout`.
pub fn on_terminal(columns: u16, command: &mut Command) -> Ran {
    let size = Winsize { ws_col: columns, ws_row: 40, ws_xpixel: 0, ws_ypixel: 0 };
    let terminal = openpty(None, Some(&size)).unwrap();
    let user = || Stdio::from(terminal.user.try_clone().unwrap());
    let mut child = command.stdin(Stdio::null()).stdout(user()).stderr(user()).spawn().unwrap();
    // Only the child holds that end now, so that its end is the end of the text.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    drop(terminal.user);
    let mut controller = File::from(terminal.controller);
    let reader = thread::spawn(move || {
        let mut text = Vec::new();
        let mut piece = [0; 4096];
        // Linux answers with an error once nobody holds the other end.
        while let Ok(count @ 1..) = controller.read(&mut piece) {
            text.extend_from_slice(&piece[..count]);
        }
        text
    });
    let status = child.wait().unwrap().code().unwrap_or(-1);
    let text = String::from_utf8(reader.join().unwrap()).unwrap();
    Ran { stdout: text.replace("\r\n", "\n"), stderr: String::new(), status }
}

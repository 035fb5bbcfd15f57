//! Runs a command in a new terminal.

#![allow(dead_code, reason = "each test file uses only a part")]

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::thread;

use rustix_openpty::openpty;
use rustix_openpty::rustix::termios::{LocalModes, OptionalActions, Winsize, tcgetattr, tcsetattr};

use super::Ran;

/// Runs with stdout and stderr on a terminal of `columns` columns; the result has the
/// output of both in `stdout`.
pub fn on_terminal(columns: u16, command: &mut Command) -> Ran {
    run(columns, command, None)
}

/// Runs on a terminal where somebody types these lines and then Ctrl-D. The terminal
/// does not echo them.
pub fn answering(columns: u16, command: &mut Command, lines: &[&str]) -> Ran {
    let typed: String = lines.iter().map(|line| format!("{line}\n")).collect();
    run(columns, command, Some(&format!("{typed}\u{4}")))
}

fn run(columns: u16, command: &mut Command, typed: Option<&str>) -> Ran {
    let size = Winsize { ws_col: columns, ws_row: 40, ws_xpixel: 0, ws_ypixel: 0 };
    let terminal = openpty(None, Some(&size)).unwrap();
    let user = || Stdio::from(terminal.user.try_clone().unwrap());
    let mut modes = tcgetattr(&terminal.user).unwrap();
    modes.local_modes.remove(LocalModes::ECHO);
    tcsetattr(&terminal.user, OptionalActions::Now, &modes).unwrap();
    let stdin = if typed.is_some() { user() } else { Stdio::null() };
    let mut child = command.stdin(stdin).stdout(user()).stderr(user()).spawn().unwrap();
    // Now only the child holds that end, so the output ends when the child does.
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    drop(terminal.user);
    let mut controller = File::from(terminal.controller);
    if let Some(typed) = typed {
        controller.write_all(typed.as_bytes()).unwrap();
    }
    let reader = thread::spawn(move || {
        let mut text = Vec::new();
        let mut piece = [0; 4096];
        // Linux returns an error once nobody holds the other end.
        while let Ok(count @ 1..) = controller.read(&mut piece) {
            text.extend_from_slice(&piece[..count]);
        }
        text
    });
    let status = child.wait().unwrap().code().unwrap_or(-1);
    let text = String::from_utf8(reader.join().unwrap()).unwrap();
    Ran { stdout: text.replace("\r\n", "\n"), stderr: String::new(), status }
}

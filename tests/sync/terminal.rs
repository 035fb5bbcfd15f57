//! Git asks for a password on a terminal.

use std::fs::File;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix_openpty::openpty;

use super::network::serve;
use super::*;

/// A shell in a new session, with a controlling terminal.
struct Session {
    shell: Child,
    keyboard: File,
    screen: Receiver<String>,
    shown: String,
}

impl Session {
    /// Runs a script in which `$roadmap` is the program. Skips the test and returns
    /// `None` where that is not possible.
    fn begin(home: &Home, shell: &[&str], script: &str) -> Option<Self> {
        if Command::new("setsid").arg("--version").output().is_err() {
            common::skip("setsid is not installed");
            return None;
        }
        let terminal = openpty(None, None).unwrap();
        let end = || Stdio::from(terminal.user.try_clone().unwrap());
        let mut command = Command::new("setsid");
        command.arg("--ctty").args(shell).args(["-c", script]);
        home.set_up(&mut command);
        command.env("roadmap", env!("CARGO_BIN_EXE_roadmap")).env("NO_COLOR", "1");
        let shell = command.stdin(end()).stdout(end()).stderr(end()).spawn().unwrap();
        let keyboard = File::from(terminal.controller);
        let mut controller = keyboard.try_clone().unwrap();
        let (sender, screen) = channel();
        std::thread::spawn(move || {
            use std::io::Read as _;

            let mut piece = [0; 4096];
            while let Ok(count @ 1..) = controller.read(&mut piece) {
                let text = String::from_utf8_lossy(&piece[..count]).replace('\r', "");
                if sender.send(text).is_err() {
                    return;
                }
            }
        });
        Some(Self { shell, keyboard, screen, shown: String::new() })
    }

    /// Waits for a text, and returns what was shown up to its end.
    #[track_caller]
    fn see(&mut self, text: &str) -> String {
        let seen = self.see_within(Duration::from_secs(20), text);
        seen.unwrap_or_else(|| panic!("{text:?} does not come: {:?}", self.shown))
    }

    fn see_within(&mut self, time: Duration, text: &str) -> Option<String> {
        let begun = Instant::now();
        loop {
            if let Some(at) = self.shown.find(text) {
                let rest = self.shown.split_off(at + text.len());
                return Some(std::mem::replace(&mut self.shown, rest));
            }
            self.shown += &self.screen.recv_timeout(time.saturating_sub(begun.elapsed())).ok()?;
        }
    }

    fn type_in(&mut self, text: &str) {
        use std::io::Write as _;

        self.keyboard.write_all(text.as_bytes()).unwrap();
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.shell.kill().ok();
        self.shell.wait().ok();
    }
}

/// A machine, and a URL for which git asks for a password.
fn asked() -> (Remote, Home, String) {
    let remote = Remote::new();
    let home = Home::new().with_skills();
    note(&home, "a");
    let url = serve(remote.folder.path(), true).replace("http://", "http://me@");
    (remote, home, url)
}

/// The prompt of git.
fn prompt(url: &str) -> String {
    format!("Password for '{}': ", url.strip_suffix("/progress.git").unwrap())
}

/// Prints whether the terminal echoes, and the processes of the sync that are left.
const LOOK: &str = r#"stty -a | grep -ow -e '-*echo'; ps -eo args | grep "[h]ttp $url"; echo end"#;

#[test]
fn a_password_prompt_times_out_and_the_terminal_is_restored() {
    let (_remote, home, url) = asked();
    let script = format!(
        "url={url}; $roadmap sync --setup $url --timeout 2; {LOOK}; read -r line; echo \"<$line>\""
    );
    let Some(mut session) = Session::begin(&home, &["sh"], &script) else { return };
    session.see(&prompt(&url));
    session.type_in("half a pass");
    assert_eq!(
        session.see("end\n"),
        format!(
            "error: the remote did not answer within 2 s\n\
             {url}: to wait longer: roadmap sync --timeout 120\n\
             the next roadmap sync tries again\necho\nend\n"
        )
    );
    session.type_in("next\n");
    assert_eq!(session.see(">\n"), "next\n<next>\n");
}

#[test]
fn a_typed_password_reaches_git() {
    let (_remote, home, url) = asked();
    let script = format!("url={url}; $roadmap sync --setup $url; {LOOK}");
    let Some(mut session) = Session::begin(&home, &["sh"], &script) else { return };
    session.see(&prompt(&url));
    session.type_in("secret\n");
    assert_eq!(
        session.see("end\n"),
        format!(
            "\nerror: the remote refuses access\n\
             {url}: Authentication failed for '{}/'\n\
             to log in, or to see what is wrong: git ls-remote {url}\necho\nend\n",
            url.replace("me@", "")
        )
    );
}

#[test]
fn ctrl_c_at_a_password_prompt_ends_the_sync_and_its_script() {
    let (_remote, home, url) = asked();
    let script = format!(
        "url={url}; trap 'echo interrupted' INT; $roadmap sync --setup $url; echo $?; {LOOK}"
    );
    let Some(mut session) = Session::begin(&home, &["sh"], &script) else { return };
    session.see(&prompt(&url));
    session.type_in("\u{3}");
    assert_eq!(session.see("end\n"), "interrupted\n130\necho\nend\n");
}

#[test]
fn ctrl_z_at_a_password_prompt_stops_the_sync_until_it_is_continued() {
    let (_remote, home, url) = asked();
    let script = format!(
        "url={url}; set -m; $roadmap sync --setup $url; echo stopped $?; {LOOK}; fg; {LOOK}"
    );
    let Some(mut session) = Session::begin(&home, &["bash", "--norc"], &script) else { return };
    session.see(&prompt(&url));
    session.type_in("\u{1a}");
    session.see("stopped 148\necho\n");
    session.see("end\n");
    // The shell drops what is typed until the sync has the terminal again.
    let answered = (0..20).find_map(|_| {
        session.type_in("secret\n");
        session.see_within(Duration::from_secs(1), "error: the remote refuses access\n")
    });
    answered.expect("git gets the password");
    assert_eq!(session.see("end\n").lines().rev().nth(1), Some("echo"));
}

#[test]
fn a_sync_in_the_background_does_not_ask() {
    let (_remote, home, url) = asked();
    let script = format!("url={url}; set -m; $roadmap sync --setup $url & wait; {LOOK}");
    let Some(mut session) = Session::begin(&home, &["bash", "--norc"], &script) else { return };
    let host = url.strip_suffix("/progress.git").unwrap();
    assert_eq!(
        session.see(&format!("git ls-remote {url}\n")),
        format!(
            "error: the remote refuses access\n\
             {url}: could not read Password for '{host}': terminal prompts disabled\n\
             to log in, or to see what is wrong: git ls-remote {url}\n"
        )
    );
    assert_eq!(session.see("end\n").lines().rev().nth(1), Some("echo"));
}

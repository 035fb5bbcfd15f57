//! The terminal is restored after quitting, signals and suspending.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::*;

/// Runs the browser, then prints its exit status; its process id is in the file `pid`.
const WATCHED: &str = "sh -c 'echo $$ >pid; exec roadmap browse'; echo ended $?; \
    stty -a | grep -ow -e -icanon -e icanon -e -echo -e echo | tr '\\n' ' '; echo; exec sleep 1000";

fn signal(home: &Home, name: &str) {
    let pid = fs::read_to_string(home.path().join("pid")).unwrap();
    assert!(Command::new("kill").args([name, pid.trim()]).status().unwrap().success());
}

/// Checks that the normal screen is back, with a cursor and without mouse capture.
#[track_caller]
fn assert_restored(terminal: &Terminal<'_>, ended: &str) {
    let screen = terminal.wait_for("icanon");
    assert_eq!(screen.trim_end(), format!("{ended}\nicanon echo"));
    let flags = terminal.ask("#{alternate_on} #{mouse_any_flag} #{cursor_flag}");
    assert_eq!(flags.trim(), "0 0 1");
}

#[test]
fn quitting_restores_the_terminal() {
    if !has_tmux() {
        return;
    }
    for key in ["q", "Escape", "C-c"] {
        let home = home();
        let terminal = Terminal::run(&home, WATCHED);
        terminal.wait_for("q quit");
        let flags = terminal.ask("#{alternate_on} #{mouse_any_flag} #{cursor_flag}");
        assert_eq!(flags.trim(), "1 1 0");
        terminal.press(key);
        assert_restored(&terminal, "ended 0");
    }
}

#[test]
fn signals_restore_the_terminal() {
    if !has_tmux() {
        return;
    }
    for (name, status) in [("-TERM", 143), ("-HUP", 129), ("-INT", 130)] {
        let home = home();
        let terminal = Terminal::run(&home, WATCHED);
        terminal.wait_for("q quit");
        signal(&home, name);
        let word = match name {
            "-TERM" => "Terminated\n",
            "-HUP" => "Hangup\n",
            _ => "",
        };
        let screen = terminal.wait_for("icanon");
        // Some shells print the signal.
        let screen = screen.trim_end().trim_start_matches(word);
        assert!(screen.ends_with(&format!("ended {status}\nicanon echo")), "{name}: {screen}");
        let flags = terminal.ask("#{alternate_on} #{mouse_any_flag} #{cursor_flag}");
        assert_eq!(flags.trim(), "0 0 1", "{name}");
    }
}

/// A regression test: it used to poll the closed terminal forever, at full load.
#[test]
fn it_exits_when_the_terminal_is_closed() {
    if !has_tmux() {
        return;
    }
    for start in ["exec roadmap browse", "trap \"\" HUP; exec roadmap browse"] {
        let home = home();
        let terminal = Terminal::run(&home, &format!("sh -c 'echo $$ >pid; {start}'"));
        terminal.wait_for("q quit");
        let pid = fs::read_to_string(home.path().join("pid")).unwrap();
        terminal.close();
        let begun = Instant::now();
        let is_there = || {
            let mut kill = Command::new("kill");
            kill.args(["-0", pid.trim()]).stderr(Stdio::null());
            kill.status().unwrap().success()
        };
        while is_there() {
            assert!(begun.elapsed() < Duration::from_secs(10), "{start}: it still runs");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

#[test]
fn it_can_be_suspended_and_continued() {
    if !has_tmux() {
        return;
    }
    let home = home();
    let terminal = Terminal::run(&home, "PS1='> ' bash --norc --noprofile -i");
    terminal.wait_for(">");
    terminal.write("sh -c 'echo $$ >pid; exec roadmap browse'");
    terminal.press("Enter");
    for stop in ["C-z", "-TSTP", "-STOP"] {
        terminal.wait_for("q quit");
        if stop == "C-z" {
            terminal.press(stop);
        } else {
            signal(&home, stop);
        }
        terminal.wait(|screen| screen.contains("Stopped") || stop == "-STOP", "it does not stop");
        if stop == "-STOP" {
            // SIGSTOP cannot be handled: the shell gets the terminal as it is.
            std::thread::sleep(Duration::from_millis(500));
        } else {
            assert_eq!(terminal.ask("#{alternate_on} #{mouse_any_flag}").trim(), "0 0");
        }
        terminal.write("stty sane; clear; fg\r");
    }
    terminal.wait_for("q quit");
    assert_eq!(terminal.ask("#{alternate_on} #{mouse_any_flag}").trim(), "1 1");
    terminal.press("Space");
    terminal.wait_for("done: Alpha");
    terminal.press("q");
    terminal.wait(|screen| !screen.contains("q quit"), "it does not quit");
}

//! Gives the terminal to git, so that it can ask for a password.
//!
//! Git runs in a separate process group, which can be ended as a whole. Only the
//! foreground group may read from the terminal, so git's group is in the foreground
//! while it runs, like a job of a shell. As in a shell, more follows from that: Ctrl-C
//! and Ctrl-Z reach only git and must be passed on, and the terminal modes must be
//! restored, since a git that is killed at a password prompt leaves the echo off.

use std::fs::File;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, ExitStatus};

use nix::sys::signal::{SigSet, SigmaskHow, Signal as Blocked};
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, getpgrp, kill_current_process_group, kill_process_group,
    waitid,
};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr, tcsetpgrp};

/// The controlling terminal, with its original modes.
#[derive(Debug)]
pub(super) struct Terminal {
    tty: File,
    modes: Termios,
}

/// The terminal while a child has it. Dropping this takes it back.
pub(super) struct Lent<'t> {
    terminal: &'t Terminal,
    group: Pid,
    discards_input: bool,
}

impl Terminal {
    /// `None` if there is no terminal, or if this process is in the background and would
    /// be stopped if it read from it.
    pub(super) fn open() -> Option<Self> {
        let tty = File::options().read(true).write(true).open("/dev/tty").ok()?;
        let modes = tcgetattr(&tty).ok()?;
        let terminal = Self { tty, modes };
        terminal.is_ours().then_some(terminal)
    }

    /// Puts the process group of the child into the foreground.
    pub(super) fn lend(&self, child: &Child) -> Lent<'_> {
        let lent = Lent { terminal: self, group: Pid::from_child(child), discards_input: false };
        lent.give(None);
        lent
    }

    fn is_ours(&self) -> bool {
        tcgetpgrp(&self.tty).is_ok_and(|group| group == getpgrp())
    }

    fn set(&self, foreground: Pid, modes: Option<&Termios>, when: OptionalActions) {
        without_stopping(|| {
            // If the terminal is gone, there is nothing to set.
            tcsetpgrp(&self.tty, foreground).ok();
            if let Some(modes) = modes {
                tcsetattr(&self.tty, when, modes).ok();
            }
        });
    }
}

impl Lent<'_> {
    /// If the child was stopped, such as by Ctrl-Z, stops this process too, and continues
    /// the child once this process is continued.
    pub(super) fn stop_with_child(&self) {
        let options = WaitIdOptions::STOPPED | WaitIdOptions::NOHANG;
        let stopped = waitid(WaitId::Pid(self.group), options);
        let Ok(Some(status)) = stopped else { return };
        let signal = status.stopping_signal().and_then(Signal::from_named_raw);
        let modes = tcgetattr(&self.terminal.tty).ok();
        self.take();
        kill_current_process_group(signal.unwrap_or(Signal::TSTP)).ok();
        // Continued, possibly in the background.
        if self.terminal.is_ours() {
            self.give(modes.as_ref());
        } else {
            self.continue_child();
        }
    }

    /// Discards what was typed when the terminal is taken back: it was the answer to a
    /// prompt that is gone.
    pub(super) fn discard_input(&mut self) {
        self.discards_input = true;
    }

    /// If the child was ended by Ctrl-C, sends that signal to the process group of this
    /// process too.
    pub(super) fn end_with_child(self, status: ExitStatus) {
        let signal = status.signal().and_then(Signal::from_named_raw);
        drop(self);
        if let Some(signal @ (Signal::INT | Signal::QUIT)) = signal {
            kill_current_process_group(signal).ok();
        }
    }

    fn give(&self, modes: Option<&Termios>) {
        self.terminal.set(self.group, modes, OptionalActions::Now);
        self.continue_child();
    }

    /// Continues the child. It was stopped if it used the terminal too early.
    fn continue_child(&self) {
        kill_process_group(self.group, Signal::CONT).ok();
    }

    fn take(&self) {
        let when = if self.discards_input { OptionalActions::Flush } else { OptionalActions::Now };
        self.terminal.set(getpgrp(), Some(&self.terminal.modes), when);
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        self.take();
    }
}

/// Blocks the signal that stops a background process when it changes the terminal.
fn without_stopping(change: impl FnOnce()) {
    let mut signals = SigSet::empty();
    signals.add(Blocked::SIGTTOU);
    let before = signals.thread_swap_mask(SigmaskHow::SIG_BLOCK);
    change();
    if let Ok(before) = before {
        before.thread_set_mask().ok();
    }
}

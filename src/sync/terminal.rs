//! Lending the terminal to git, so that it can ask for a password.
//!
//! Git runs in a process group of its own, which can be ended whole. Only the
//! group in the foreground may read from the terminal, so git's group gets
//! there while it runs: what a shell with job control does for its jobs. That
//! makes its duties ours too: Ctrl-C and Ctrl-Z reach git alone and are passed
//! on, and the modes of the terminal are restored, since a git that was killed
//! at a password prompt leaves the echo off.

use std::fs::File;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, ExitStatus};

use nix::sys::signal::{SigSet, SigmaskHow, Signal as Blocked};
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, getpgrp, kill_current_process_group, kill_process_group,
    waitid,
};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr, tcsetpgrp};

/// The terminal of this process, with the modes it had in the beginning.
#[derive(Debug)]
pub(super) struct Terminal {
    tty: File,
    modes: Termios,
}

/// The terminal while a child has it. It comes back in the end.
pub(super) struct Lent<'t> {
    terminal: &'t Terminal,
    group: Pid,
    discards_input: bool,
}

impl Terminal {
    /// `None` if there is no terminal, or this process is in the background,
    /// where it would be stopped if it read from it.
    pub(super) fn open() -> Option<Self> {
        let tty = File::options().read(true).write(true).open("/dev/tty").ok()?;
        let modes = tcgetattr(&tty).ok()?;
        let terminal = Self { tty, modes };
        terminal.is_ours().then_some(terminal)
    }

    /// Puts the group that this child leads into the foreground.
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
            // The terminal may be gone; then there is nothing to set.
            tcsetpgrp(&self.tty, foreground).ok();
            if let Some(modes) = modes {
                tcsetattr(&self.tty, when, modes).ok();
            }
        });
    }
}

impl Lent<'_> {
    /// Stops this process as well if the child was stopped, such as by Ctrl-Z,
    /// and goes on with it.
    pub(super) fn stop_along(&self) {
        let options = WaitIdOptions::STOPPED | WaitIdOptions::NOHANG;
        let stopped = waitid(WaitId::Pid(self.group), options);
        let Ok(Some(status)) = stopped else { return };
        let signal = status.stopping_signal().and_then(Signal::from_named_raw);
        let modes = tcgetattr(&self.terminal.tty).ok();
        self.take();
        kill_current_process_group(signal.unwrap_or(Signal::TSTP)).ok();
        // Here it goes on, in the background perhaps.
        if self.terminal.is_ours() {
            self.give(modes.as_ref());
        } else {
            self.go_on();
        }
    }

    /// What has been typed was an answer to a question that nobody asks any more.
    pub(super) fn discard_input(&mut self) {
        self.discards_input = true;
    }

    /// Ends this process too if the child ended by Ctrl-C, and all others that
    /// would have ended by it.
    pub(super) fn end_along(self, status: ExitStatus) {
        let signal = status.signal().and_then(Signal::from_named_raw);
        drop(self);
        if let Some(signal @ (Signal::INT | Signal::QUIT)) = signal {
            kill_current_process_group(signal).ok();
        }
    }

    fn give(&self, modes: Option<&Termios>) {
        self.terminal.set(self.group, modes, OptionalActions::Now);
        self.go_on();
    }

    /// A child that was faster than this process has been stopped.
    fn go_on(&self) {
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

/// A process in the background that changes the terminal is stopped, unless it
/// blocks the signal.
fn without_stopping(change: impl FnOnce()) {
    let mut signals = SigSet::empty();
    signals.add(Blocked::SIGTTOU);
    let before = signals.thread_swap_mask(SigmaskHow::SIG_BLOCK);
    change();
    if let Ok(before) = before {
        before.thread_set_mask().ok();
    }
}

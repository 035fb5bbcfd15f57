//! Signals that end, stop or continue the program. A handler only sets a flag.

#[cfg(not(unix))]
use anyhow::Result;

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    End(i32),
    Stop,
    Continue,
}

#[cfg(unix)]
mod unix {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use anyhow::{Context as _, Result};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::{flag, low_level};

    use super::Signal;

    const SIGNALS: [Signal; 6] = [
        Signal::End(SIGTERM),
        Signal::End(SIGHUP),
        Signal::End(SIGINT),
        Signal::End(SIGQUIT),
        Signal::Stop,
        Signal::Continue,
    ];

    /// The signals that were received.
    pub struct Signals {
        came: Vec<(Signal, Arc<AtomicBool>)>,
    }

    impl Signals {
        pub fn register() -> Result<Self> {
            let register = |signal: Signal| {
                let came = Arc::new(AtomicBool::new(false));
                flag::register(signal.number(), Arc::clone(&came))
                    .context("cannot listen for signals")?;
                Ok((signal, came))
            };
            Ok(Self { came: SIGNALS.into_iter().map(register).collect::<Result<_>>()? })
        }

        /// Takes a received signal, the most urgent first.
        pub fn take(&self) -> Option<Signal> {
            let came = |(_, came): &&(Signal, Arc<AtomicBool>)| came.swap(false, Ordering::SeqCst);
            self.came.iter().find(came).map(|(signal, _)| *signal)
        }

        /// Discards `signal` if it was received.
        pub fn forget(&self, signal: Signal) {
            for (_, came) in self.came.iter().filter(|(other, _)| *other == signal) {
                came.store(false, Ordering::SeqCst);
            }
        }
    }

    /// Whether the terminal was closed. This usually comes with SIGHUP, but the parent
    /// process may have made it ignored.
    pub fn is_terminal_gone() -> bool {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};

        let input = std::io::stdin();
        let mut terminal = [PollFd::new(&input, PollFlags::IN)];
        poll(&mut terminal, Some(&Timespec::default())).is_ok()
            && terminal[0].revents().contains(PollFlags::HUP)
    }

    /// Whether a shell can continue this program after it stops: a shell leads the
    /// session and runs each job in a separate process group.
    pub fn can_stop() -> bool {
        rustix::process::getsid(None).is_ok_and(|session| session != rustix::process::getpgrp())
    }

    /// Stops the other processes of this job, as Ctrl-Z does.
    pub fn stop_others() -> Result<()> {
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)
            .context("cannot stop this job")
    }

    impl Signal {
        fn number(self) -> i32 {
            match self {
                Self::End(number) => number,
                Self::Stop => SIGTSTP,
                Self::Continue => SIGCONT,
            }
        }

        /// Runs the default action of this signal: ends the program, or stops it until
        /// it is continued.
        pub fn end(self) -> Result<()> {
            low_level::emulate_default_handler(self.number()).context("cannot handle a signal")
        }
    }
}

#[cfg(unix)]
pub use unix::{Signals, can_stop, is_terminal_gone, stop_others};

#[cfg(not(unix))]
pub fn can_stop() -> bool {
    false
}

#[cfg(not(unix))]
pub fn is_terminal_gone() -> bool {
    false
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail elsewhere")]
pub fn stop_others() -> Result<()> {
    Ok(())
}

/// Windows has none of these signals.
#[cfg(not(unix))]
pub struct Signals;

#[cfg(not(unix))]
impl Signals {
    #[expect(clippy::unnecessary_wraps, reason = "it can fail elsewhere")]
    pub fn register() -> Result<Self> {
        Ok(Self)
    }

    pub fn take(&self) -> Option<Signal> {
        None
    }

    pub fn forget(&self, _: Signal) {}
}

#[cfg(not(unix))]
impl Signal {
    #[expect(clippy::unnecessary_wraps, reason = "it can fail elsewhere")]
    pub fn end(self) -> Result<()> {
        Ok(())
    }
}

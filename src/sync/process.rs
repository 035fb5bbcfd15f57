//! A child process with a time limit.

use std::io::{self, Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use super::terminal::{Lent, Terminal};

/// How long a process may clean up after it was asked to end.
const GRACE: Duration = Duration::from_secs(1);

/// How long stderr may stay open after the process has ended. A shared connection of
/// ssh keeps it open.
const STDERR_GRACE: Duration = Duration::from_millis(200);

pub(super) struct Finished {
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

/// How often to check whether a process that has the terminal was stopped.
const CHECK: Duration = Duration::from_millis(50);

/// Runs `command` with this input. At the deadline, ends it with everything it started,
/// and returns `None`. With a terminal it may ask the person.
pub(super) fn run(
    command: &mut Command,
    input: Option<Vec<u8>>,
    deadline: Instant,
    terminal: Option<&Terminal>,
) -> io::Result<Option<Finished>> {
    let stdin = match &input {
        Some(_) => Stdio::piped(),
        None if terminal.is_some() => Stdio::inherit(),
        None => Stdio::null(),
    };
    command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
    // A separate process group can be ended as a whole.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command.spawn()?;
    let mut lent = terminal.map(|terminal| terminal.lend(&child));
    if let (Some(bytes), Some(mut stdin)) = (input, child.stdin.take()) {
        // A process that stops reading has failed and reports why.
        thread::spawn(move || stdin.write_all(&bytes).ok());
    }
    let stdout = drain(child.stdout.take().expect("it is piped"));
    let stderr = drain(child.stderr.take().expect("it is piped"));
    let stdout = receive(&stdout, deadline, lent.as_ref());
    let status = if stdout.is_some() { wait(&mut child, deadline)? } else { None };
    let (Some(stdout), Some(status)) = (stdout, status) else {
        end(&mut child)?;
        if let Some(lent) = &mut lent {
            lent.discard_input();
        }
        return Ok(None);
    };
    if let Some(lent) = lent {
        lent.end_with_child(status);
    }
    let stderr = stderr.recv_timeout(STDERR_GRACE).unwrap_or_else(|_| Ok(Vec::new()))?;
    Ok(Some(Finished { status, stdout: stdout?, stderr }))
}

/// All of the output, or `None` at the deadline.
fn receive(
    output: &Receiver<io::Result<Vec<u8>>>,
    deadline: Instant,
    lent: Option<&Lent<'_>>,
) -> Option<io::Result<Vec<u8>>> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let pause = if lent.is_some() { left.min(CHECK) } else { left };
        match output.recv_timeout(pause) {
            Ok(output) => return Some(output),
            Err(_) if left <= pause => return None,
            Err(_) => {
                if let Some(lent) = lent {
                    lent.stop_with_child();
                }
            }
        }
    }
}

fn drain(mut pipe: impl Read + Send + 'static) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let result = pipe.read_to_end(&mut bytes).map(|_| bytes);
        // Nobody receives it after the deadline.
        sender.send(result).ok();
    });
    receiver
}

/// Waits for a process that has closed its output, so it is about to end.
fn wait(child: &mut Child, deadline: Instant) -> io::Result<Option<ExitStatus>> {
    let mut pause = Duration::from_micros(100);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline {
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// Asks the process to end first, so that git removes its lock files.
#[cfg(unix)]
fn end(child: &mut Child) -> io::Result<()> {
    use rustix::process::{Pid, Signal, kill_process_group};

    let send = |child: &Child, signal| kill_process_group(Pid::from_child(child), signal).ok();
    send(child, Signal::TERM);
    // A stopped process does not receive other signals.
    send(child, Signal::CONT);
    let ended = wait(child, Instant::now() + GRACE)?.is_some();
    // Children of git may have ignored it. Nothing else is left in the group.
    send(child, Signal::KILL);
    if !ended {
        child.wait()?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn end(child: &mut Child) -> io::Result<()> {
    child.kill()?;
    wait(child, Instant::now() + GRACE)?;
    Ok(())
}

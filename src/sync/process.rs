//! A child process with a time limit.

use std::io::{self, Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

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

/// Runs `command` with this input. At the deadline, ends it with everything it started,
/// and returns `None`. With `terminal` it may ask the person.
pub(super) fn run(
    command: &mut Command,
    input: Option<Vec<u8>>,
    deadline: Instant,
    terminal: bool,
) -> io::Result<Option<Finished>> {
    let stdin = match &input {
        Some(_) => Stdio::piped(),
        None if terminal => Stdio::inherit(),
        None => Stdio::null(),
    };
    command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
    // A separate process group can be ended as a whole. But ssh can read a password
    // from the terminal only in the foreground group.
    #[cfg(unix)]
    if !terminal {
        std::os::unix::process::CommandExt::process_group(command, 0);
    }
    let mut child = command.spawn()?;
    if let (Some(bytes), Some(mut stdin)) = (input, child.stdin.take()) {
        // A process that stops reading has failed and reports why.
        thread::spawn(move || stdin.write_all(&bytes).ok());
    }
    let stdout = drain(child.stdout.take().expect("it is piped"));
    let stderr = drain(child.stderr.take().expect("it is piped"));
    let left = deadline.saturating_duration_since(Instant::now());
    let Ok(stdout) = stdout.recv_timeout(left) else {
        end(&mut child, !terminal)?;
        return Ok(None);
    };
    let Some(status) = wait(&mut child, deadline)? else {
        end(&mut child, !terminal)?;
        return Ok(None);
    };
    let stderr = stderr.recv_timeout(STDERR_GRACE).unwrap_or_else(|_| Ok(Vec::new()))?;
    Ok(Some(Finished { status, stdout: stdout?, stderr }))
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
fn end(child: &mut Child, has_group: bool) -> io::Result<()> {
    use rustix::process::{Pid, Signal, kill_process, kill_process_group};

    let send = |child: &Child, signal| {
        let pid = Pid::from_child(child);
        if has_group { kill_process_group(pid, signal) } else { kill_process(pid, signal) }
    };
    send(child, Signal::TERM).ok();
    if wait(child, Instant::now() + GRACE)?.is_none() {
        send(child, Signal::KILL).ok();
        child.wait()?;
    } else if has_group {
        // Children of git may have ignored it. Nothing else is left in the group.
        send(child, Signal::KILL).ok();
    }
    Ok(())
}

#[cfg(not(unix))]
fn end(child: &mut Child, _: bool) -> io::Result<()> {
    child.kill()?;
    wait(child, Instant::now() + GRACE)?;
    Ok(())
}

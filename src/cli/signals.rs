//! Signals that would end the program before it can handle an error.

/// Lets a write beyond the limit on the size of files (`ulimit -f`) fail with an error.
/// By default a signal ends the process, which leaves half-written files behind.
///
/// This handles the signal instead of ignoring it, since the editor, git and other
/// programs that are run would ignore it too.
#[cfg(unix)]
pub fn outlive_full_files() {
    use std::sync::Arc;

    // If it fails, the signal ends the process as before.
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default()).ok();
}

/// Turns an abort, which is how running out of memory ends, into success without a word.
/// Nothing more is printed to stderr.
#[cfg(unix)]
pub fn end_silently_on_abort() {
    use std::fs::File;
    use std::sync::Arc;

    use signal_hook::{consts::SIGABRT, flag};

    // If these fail, an abort is reported as before.
    if let Ok(null) = File::options().write(true).open("/dev/null") {
        rustix::stdio::dup2_stderr(null).ok();
    }
    flag::register_conditional_shutdown(SIGABRT, 0, Arc::new(true.into())).ok();
}

#[cfg(not(unix))]
pub fn outlive_full_files() {}

#[cfg(not(unix))]
pub fn end_silently_on_abort() {}

//! A limit on the memory that a template takes.

/// The address space while a template is filled, in bytes. Its instructions are limited too, but
/// a few of them can double a text again and again.
#[cfg(target_os = "linux")]
const MOST: u64 = 1 << 30;

/// Runs `fill` with limited memory. If it needs more, the process ends with status 1 and the
/// message of the runtime: nothing can be done once an allocation fails.
#[cfg(target_os = "linux")]
pub fn limited<T>(fill: impl FnOnce() -> T) -> T {
    use std::sync::Arc;

    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use signal_hook::{consts::SIGABRT, flag};

    let old = getrlimit(Resource::As);
    let current = Some(old.current.map_or(MOST, |old| old.min(MOST)));
    // Without these the template can take more memory, or the process ends with a signal.
    flag::register_conditional_shutdown(SIGABRT, 1, Arc::new(true.into())).ok();
    setrlimit(Resource::As, Rlimit { current, maximum: old.maximum }).ok();
    let filled = fill();
    setrlimit(Resource::As, old).ok();
    filled
}

/// Other systems do not enforce such a limit.
#[cfg(not(target_os = "linux"))]
pub fn limited<T>(fill: impl FnOnce() -> T) -> T {
    fill()
}

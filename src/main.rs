//! The `roadmap` program: maps the outcome of a run to an exit status.

#![warn(clippy::unwrap_used)]
#![cfg_attr(not(test), warn(clippy::disallowed_macros, clippy::disallowed_methods))]

mod cli;

use std::process::ExitCode;

/// musl's allocator is slow at the many small allocations that loading a roadmap makes.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> ExitCode {
    cli::main()
}

//! `completions`: static scripts, for packages and for shells without an `init`
//! script.

use clap::{Command, ValueEnum};
use clap_complete::generate;
use clap_complete_nushell::Nushell;

use crate::cli::error::{Outcome, Status};
use crate::cli::output::print_raw;

/// Print a completion script for commands and options, for packages and other shells
#[derive(Debug, clap::Args)]
#[command(after_help = "It does not complete skills. For that, see roadmap init.\n\n\
    Examples:\n  roadmap completions powershell\n  roadmap completions nushell\n  \
    roadmap completions zsh")]
pub struct Args {
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Elvish,
    Powershell,
    Nushell,
}

pub fn run(args: &Args, mut command: Command) -> Outcome {
    use clap_complete::Shell as Known;
    let mut script = Vec::new();
    let name = command.get_name().to_owned();
    let known = match args.shell {
        Shell::Bash => Some(Known::Bash),
        Shell::Zsh => Some(Known::Zsh),
        Shell::Fish => Some(Known::Fish),
        Shell::Elvish => Some(Known::Elvish),
        Shell::Powershell => Some(Known::PowerShell),
        Shell::Nushell => None,
    };
    match known {
        Some(shell) => generate(shell, &mut command, name, &mut script),
        None => generate(Nushell, &mut command, name, &mut script),
    }
    print_raw(&String::from_utf8(script)?)?;
    Ok(Status::Done)
}

//! `init`: prints the script that a shell sources.

use career_roadmap::shell::Shell;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::cli::env;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::print_raw;

/// Print a script for your shell that completes your skills and defines a prompt function
#[derive(Debug, clap::Args)]
#[command(after_help = "Without a shell, prints the line to add to each shell's startup file.\n\
    The script defines completion and the function roadmap_prompt.\n\n\
    Examples:\n  roadmap init\n  roadmap init bash\n  roadmap init zsh")]
pub struct Args {
    #[arg(value_parser = PossibleValuesParser::new(Shell::ALL.map(Shell::name))
        .try_map(|name| name.parse::<Shell>()))]
    shell: Option<Shell>,
}

pub fn run(args: &Args) -> Outcome {
    let text = match args.shell {
        Some(shell) => shell.init(&env::program()?),
        None => instructions(),
    };
    print_raw(&text)?;
    Ok(Status::Done)
}

fn instructions() -> String {
    let lines = Shell::ALL.map(|shell| {
        let (file, line) = shell.startup();
        format!("{:<8}{file}\n        {line}\n", shell.name())
    });
    [
        "Add a line to the end of your shell's startup file, then open a new shell:\n\n",
        &lines.concat(),
        "\nTab then completes skills, and roadmap_prompt prints your current step for the\n\
         prompt, for example in bash: PS1='\\w$(roadmap_prompt \" (%s)\") \\$ '\n\
         For PowerShell and nushell, see roadmap completions.\n",
    ]
    .concat()
}

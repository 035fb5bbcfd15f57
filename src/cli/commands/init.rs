//! `init`: what a shell sources.

use std::env;
use std::path::Path;

use anyhow::{Context as _, Result};
use career_roadmap::shell::Shell;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::cli::error::{Outcome, Status};
use crate::cli::output::print_raw;

/// What your shell needs: completion that knows your skills, and a segment for its prompt
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without a shell: the line to add to each shell's file. What it prints defines\n\
    completion and the function roadmap_prompt, and runs nothing.\n\n\
    Examples:\n  roadmap init\n  roadmap init bash\n  roadmap init zsh"
)]
pub struct Args {
    #[arg(value_parser = PossibleValuesParser::new(Shell::ALL.map(Shell::name))
        .try_map(|name| name.parse::<Shell>()))]
    shell: Option<Shell>,
}

pub fn run(args: &Args) -> Outcome {
    let text = match args.shell {
        Some(shell) => shell.init(&program()?),
        None => how_to_begin(),
    };
    print_raw(&text)?;
    Ok(Status::Done)
}

fn how_to_begin() -> String {
    let lines = Shell::ALL.map(|shell| {
        let (file, line) = shell.begin();
        format!("{:<8}{file}\n        {line}\n", shell.name())
    });
    [
        "Add one line to the end of your shell's file, then open a new shell:\n\n",
        &lines.concat(),
        "\nTab then completes skills by their ids, and roadmap_prompt prints where you\n\
         stand, for your prompt: in bash PS1='\\w$(roadmap_prompt \" (%s)\") \\$ '\n\
         PowerShell, nushell: roadmap completions powershell, roadmap completions nushell\n",
    ]
    .concat()
}

/// How a shell finds this program: by its name, if it was found by it, so that
/// an update at another place is seen; else by its whole path.
fn program() -> Result<String> {
    let name = env::args_os().next().unwrap_or_else(|| "roadmap".into());
    let mut path = Path::new(&name).to_owned();
    if path.components().count() > 1 {
        path = std::path::absolute(&path).context("cannot tell where this program is")?;
    }
    let text = path
        .to_str()
        .with_context(|| format!("the path of this program is not UTF-8: {}", path.display()))?;
    Ok(text.to_owned())
}

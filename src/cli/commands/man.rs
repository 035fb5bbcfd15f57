//! `man`: manual pages, made from the help texts.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::cli::error::{Outcome, Status, advised};
use crate::cli::output::print_raw;

/// Print the manual pages
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Pages are roff: read them with 'roadmap man | man -l -', or write them to a folder\n\
    of MANPATH and read them with 'man roadmap'.\n\n\
    Examples:\n  roadmap man\n  roadmap man check\n  roadmap man --dir man1"
)]
pub struct Args {
    /// Print the page of this command instead of the main page
    #[arg(value_name = "COMMAND", conflicts_with = "dir")]
    command: Option<String>,
    /// Write all pages to this folder, which is created if it does not exist
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub fn run(args: &Args, mut program: Command) -> Outcome {
    program.build();
    if let Some(dir) = &args.dir {
        write_all(&program, dir)?;
        return Ok(Status::Done);
    }
    let wanted = match &args.command {
        None => &program,
        Some(name) => program.find_subcommand(name).ok_or_else(|| {
            advised(format!("no command '{name}'"), ["roadmap --help lists them".to_owned()])
        })?,
    };
    print_raw(&String::from_utf8(page(wanted)?)?)?;
    Ok(Status::Done)
}

fn write_all(program: &Command, dir: &Path) -> Result<()> {
    std::fs::create_dir_all(dir)
        .with_context(|| format!("cannot create the folder {}", dir.display()))?;
    let commands = program.get_subcommands().filter(|command| command.get_name() != "help");
    for command in std::iter::once(program).chain(commands) {
        let path = dir.join(format!("{}.1", name(command)));
        std::fs::write(&path, page(command)?)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// A page as `Man::render` makes it, except that the synopsis is the usage of the help
/// and examples keep their lines.
fn page(command: &Command) -> Result<Vec<u8>> {
    let name = name(command).to_owned();
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (remarks, examples) = after.split_once("Examples:\n").unwrap_or((&after, ""));
    // Variables go into a separate section.
    let (remarks, variables) = remarks.split_once("Environment:\n").unwrap_or((remarks, ""));
    let source = concat!("roadmap ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone()).title(name.to_uppercase()).source(source);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    let usage = command.clone().render_usage().to_string();
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]).control("nf", []);
    for line in usage.trim_start_matches("Usage:").lines() {
        roff.text([roman(line.trim())]);
    }
    roff.control("fi", []);
    roff.to_writer(&mut page)?;
    man.render_description_section(&mut page)?;
    if !remarks.trim().is_empty() {
        let mut roff = Roff::new();
        roff.control("PP", []).text([roman(remarks.trim())]);
        roff.to_writer(&mut page)?;
    }
    if !examples.is_empty() {
        let mut roff = Roff::new();
        roff.control("SH", ["EXAMPLES"]).control("nf", []);
        for line in examples.lines() {
            roff.text([roman(line.trim_start())]);
        }
        roff.control("fi", []);
        roff.to_writer(&mut page)?;
    }
    man.render_options_section(&mut page)?;
    if !variables.is_empty() {
        let mut roff = Roff::new();
        roff.control("SH", ["ENVIRONMENT"]);
        for (name, what) in variables.lines().filter_map(|line| line.trim().split_once("  ")) {
            roff.control("TP", []).text([bold(name)]).text([roman(what.trim_start())]);
        }
        roff.to_writer(&mut page)?;
    }
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    } else {
        page.write_all(b".SH \"SEE ALSO\"\n\\fBroadmap\\fR(1)\n")?;
    }
    Ok(page)
}

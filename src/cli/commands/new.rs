//! `new`: creates a roadmap file to edit.

use anyhow::Result;
use career_roadmap::catalog::{BadIdReason, Id, Roadmap, RoadmapId, roadmap_yaml, slug};
use career_roadmap::view;
use career_roadmap::view::text::{Line, Text};

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status, advised};
use crate::cli::output;
use crate::cli::own_roadmap::{create, overlay, title};

/// Create a commented roadmap in your folder, ready to edit
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Never overwrites a roadmap. Also writes the schema of the format into the \
    folder, so that an editor with a YAML language server can complete and check as you type.\n\n\
    Examples:\n  roadmap new data-engineer\n  roadmap new web-class --from backend\n  \
    roadmap new our-devops --from devops --copy"
)]
pub struct Args {
    /// Id and file name: lower-case words joined by -
    id: String,
    /// Base it on this roadmap: the file has only your changes, and follows its updates
    #[arg(long, value_name = "ROADMAP")]
    from: Option<String>,
    /// With --from: copy the whole roadmap instead, shared skills included
    #[arg(long, requires = "from")]
    copy: bool,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let id = RoadmapId::new(&args.id).map_err(|bad| {
        let advice = match (bad.why, slug(&args.id)) {
            (BadIdReason::Reserved, _) | (_, None) => "choose another id".to_owned(),
            (_, Some(slug)) => format!("for example: roadmap new {slug}"),
        };
        advised(bad.to_string(), [advice])
    })?;
    let text = match &args.from {
        None => template(&id)?,
        Some(base) => {
            let opened = context.open()?;
            let base = opened.catalog.load(&opened.lookup("new").roadmap(base)?)?;
            if args.copy { copy(&id, &base) } else { overlay(&id, &base) }
        }
    };
    let path = create(context, &id, &text)?;
    let shadows =
        context.catalog().listing(id.as_str()).is_some_and(|listing| !listing.shadowed.is_empty());
    let mut text = Text::new();
    text.line(Line::from("wrote ").id(&path.display().to_string()).whole());
    if shadows {
        let verb = if args.from.as_deref() == Some(id.as_str()) && !args.copy {
            "changes"
        } else {
            "replaces"
        };
        text.line(format!("it {verb} the built-in roadmap '{id}'"));
    }
    text.line("edit it, then:");
    text.line(view::command(&format!("roadmap lint {}", path.display()), &context.style));
    text.line(view::command(&format!("roadmap use {id}"), &context.style));
    output::print(context, text)?;
    Ok(Status::Done)
}

/// The text of a full copy of `base` with the id `id`.
fn copy(id: &RoadmapId, base: &Roadmap) -> String {
    let mut copy = base.clone();
    if *id != base.id {
        copy.title = title(id);
    }
    copy.id = id.clone();
    roadmap_yaml(&copy)
}

/// The text of a new roadmap, which passes lint as it is. The same id means the same
/// skill in every roadmap, so the ids of the examples contain the id of the roadmap.
fn template(id: &RoadmapId) -> Result<String> {
    const TEMPLATE: &str = include_str!("new-roadmap.yaml");
    let title = serde_yaml::to_string(&title(id))?;
    let skill = |name: &str| {
        let room = Id::MAX_LEN - name.len() - 1;
        let prefix = &id.as_str()[..id.as_str().len().min(room)];
        format!("{}-{name}", prefix.trim_end_matches('-'))
    };
    Ok(TEMPLATE
        .replace("My roadmap", title.trim_end())
        .replace("first-skill", &skill("first-skill"))
        .replace("second-skill", &skill("second-skill")))
}

//! `use`: chooses the roadmaps in use, the current one first.

use career_roadmap::catalog::{BadId, RoadmapId};
use career_roadmap::progress::event::Change;
use career_roadmap::query::Standing;
use career_roadmap::query::change::Decision;
use career_roadmap::query::names::{Named, Names, Wanted};
use career_roadmap::view::list::{Used, used};

use super::app::App;
use super::fail::{Outcome, advised};
use super::read::Answer;
use super::write::{self, Report};

/// Choose the roadmaps to follow; the first is the current one
#[derive(Debug, clap::Args)]
#[command(after_help = "Replaces the list. Progress is kept by skill, so nothing is lost.\n\n\
    Examples:\n  roadmap use backend\n  roadmap use devops backend")]
pub struct Args {
    /// Ids or titles of roadmaps (roadmap list shows them)
    #[arg(required = true, value_name = "ROADMAP")]
    roadmaps: Vec<String>,
    #[command(flatten)]
    answer: Answer,
}

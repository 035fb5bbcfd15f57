//! Runs commands for the browser, one after the other, beside it: one that has
//! to wait for the journal or for a program does not stop the screen.

use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::{self, JoinHandle};

use anyhow::{Result, bail};
use career_roadmap::catalog::RoadmapId;
use career_roadmap::view::style::Style;
use career_roadmap::view::text::Text;

use crate::cli::context::Context;
use crate::cli::env::Places;

/// What comes from a command.
pub enum Heard {
    /// It waits for another program that has locked the journal.
    Waits,
    /// It has ended, with this answer.
    Said(Text),
}

struct Job {
    words: Vec<String>,
    viewed: RoadmapId,
    columns: usize,
}

/// The commands that run, and those that wait for their turn.
pub struct Commands {
    jobs: Sender<Job>,
    heard: Receiver<Heard>,
    worker: JoinHandle<()>,
    running: usize,
}

impl Commands {
    pub fn new(places: Places, style: Style) -> Self {
        let (jobs, incoming) = channel::<Job>();
        let (outgoing, heard) = channel();
        let worker = thread::spawn(move || {
            for job in incoming {
                let style = Style { width: Some(job.columns), ..style };
                let waiting = outgoing.clone();
                let waits = move || _ = waiting.send(Heard::Waits);
                let context = Context::heard(places.clone(), style, job.viewed, Box::new(waits));
                let said = crate::cli::hear(&context, job.words);
                if outgoing.send(Heard::Said(said)).is_err() {
                    break;
                }
            }
        });
        Self { jobs, heard, worker, running: 0 }
    }

    /// Runs the words of a command line, behind those that run already. Names are
    /// looked up in the roadmap `viewed` first.
    pub fn run(&mut self, words: Vec<String>, viewed: RoadmapId, columns: usize) {
        if self.jobs.send(Job { words, viewed, columns }).is_ok() {
            self.running += 1;
        }
    }

    pub fn is_busy(&self) -> bool {
        self.running > 0
    }

    /// The next answer, if there is one.
    ///
    /// # Errors
    /// When nothing can be run any more, because a command panicked.
    pub fn hear(&mut self) -> Result<Option<Heard>> {
        match self.heard.try_recv() {
            Ok(heard) => {
                if matches!(heard, Heard::Said(_)) {
                    self.running -= 1;
                }
                Ok(Some(heard))
            }
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => bail!("a command ended unexpectedly"),
        }
    }

    /// Waits for what runs still; returns the answers that nobody saw.
    pub fn finish(self) -> Vec<Text> {
        let Self { jobs, heard, worker, running } = self;
        drop(jobs);
        let unseen = if running > 0 {
            let said = |heard| match heard {
                Heard::Said(text) => Some(text),
                Heard::Waits => None,
            };
            heard.iter().filter_map(said).collect()
        } else {
            Vec::new()
        };
        // A panic has been printed already.
        let _ = worker.join();
        unseen
    }
}

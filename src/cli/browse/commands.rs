//! Runs the browser's commands on a worker thread, one after the other, so that a
//! command that waits for the journal or for a program does not block the screen.

use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::{self, JoinHandle};

use anyhow::{Result, bail};
use career_roadmap::catalog::RoadmapId;
use career_roadmap::view::style::Style;
use career_roadmap::view::text::Text;

use crate::cli::context::Context;
use crate::cli::env::Places;

/// A message from a running command.
pub enum Message {
    /// The command waits for another program that has locked the journal.
    Waiting,
    /// The command has ended with this answer.
    Answer(Text),
}

struct Job {
    words: Vec<String>,
    viewed: RoadmapId,
    columns: usize,
}

/// The worker thread and its queue of commands.
pub struct Commands {
    jobs: Sender<Job>,
    messages: Receiver<Message>,
    worker: JoinHandle<()>,
    running: usize,
}

impl Commands {
    pub fn new(places: Places, style: Style) -> Self {
        let (jobs, incoming) = channel::<Job>();
        let (outgoing, messages) = channel();
        let worker = thread::spawn(move || {
            for job in incoming {
                let style = Style { width: Some(job.columns), ..style };
                let waiting = outgoing.clone();
                let on_wait = move || _ = waiting.send(Message::Waiting);
                let context =
                    Context::for_browser(places.clone(), style, job.viewed, Box::new(on_wait));
                let answer = crate::cli::run_for_browser(&context, job.words);
                if outgoing.send(Message::Answer(answer)).is_err() {
                    break;
                }
            }
        });
        Self { jobs, messages, worker, running: 0 }
    }

    /// Queues a command line. Its names are looked up in the roadmap `viewed` first.
    pub fn run(&mut self, words: Vec<String>, viewed: RoadmapId, columns: usize) {
        if self.jobs.send(Job { words, viewed, columns }).is_ok() {
            self.running += 1;
        }
    }

    pub fn is_busy(&self) -> bool {
        self.running > 0
    }

    /// The next message, if one has arrived.
    ///
    /// # Errors
    /// If a command panicked, so that no other can run.
    pub fn receive(&mut self) -> Result<Option<Message>> {
        match self.messages.try_recv() {
            Ok(message) => {
                if matches!(message, Message::Answer(_)) {
                    self.running -= 1;
                }
                Ok(Some(message))
            }
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => bail!("a command ended unexpectedly"),
        }
    }

    /// Waits for the queued commands; returns the answers that were not shown yet.
    pub fn finish(self) -> Vec<Text> {
        let Self { jobs, messages, worker, running } = self;
        drop(jobs);
        let unseen = if running > 0 {
            let answer = |message| match message {
                Message::Answer(text) => Some(text),
                Message::Waiting => None,
            };
            messages.iter().filter_map(answer).collect()
        } else {
            Vec::new()
        };
        // A panic has been printed already.
        let _ = worker.join();
        unseen
    }
}

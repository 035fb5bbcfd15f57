//! Runs the browser's commands on a worker thread, one after the other, so that a
//! command that waits for the journal or for a program does not block the screen.

use std::sync::mpsc::{Receiver, Sender, channel};
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
    /// The command has failed with this error.
    Error(Text),
}

struct Job {
    words: Vec<String>,
    viewed: RoadmapId,
    columns: usize,
}

impl Job {
    fn run(self, places: Places, style: Style, said: &Sender<Message>) {
        let style = Style { width: Some(self.columns), ..style };
        let waiting = said.clone();
        let waits = move || _ = waiting.send(Message::Waiting);
        let context = Context::for_browser(places, style, self.viewed, Box::new(waits));
        let message = match crate::cli::run_for_browser(&context, self.words) {
            Ok(text) => Message::Answer(text),
            Err(text) => Message::Error(text),
        };
        // Once the browser has been left, nobody listens.
        _ = said.send(message);
    }
}

/// The commands that run, and those that wait for their turn.
pub struct Commands {
    jobs: Sender<Job>,
    said: Sender<Message>,
    messages: Receiver<Message>,
    places: Places,
    style: Style,
    worker: JoinHandle<()>,
    running: usize,
}

impl Commands {
    pub fn new(places: Places, style: Style) -> Self {
        let (jobs, incoming) = channel::<Job>();
        let (said, messages) = channel();
        let (outgoing, of_worker) = (said.clone(), places.clone());
        let worker = thread::spawn(move || {
            for job in incoming {
                job.run(of_worker.clone(), style, &outgoing);
            }
        });
        Self { jobs, said, messages, places, style, worker, running: 0 }
    }

    /// Queues a command line. Its names are looked up in the roadmap `viewed` first.
    pub fn run(&mut self, words: Vec<String>, viewed: RoadmapId, columns: usize) {
        let job = Job { words, viewed, columns };
        // A browser that starts takes seconds, and changes nothing here: what is
        // recorded meanwhile does not wait for it.
        if job.words.first().is_some_and(|word| word == "open") {
            let (places, style, said) = (self.places.clone(), self.style, self.said.clone());
            thread::spawn(move || job.run(places, style, &said));
            self.running += 1;
        } else if self.jobs.send(job).is_ok() {
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
                if !matches!(message, Message::Waiting) {
                    self.running -= 1;
                }
                Ok(Some(message))
            }
            Err(_) if self.worker.is_finished() => bail!("a command ended unexpectedly"),
            Err(_) => Ok(None),
        }
    }

    /// Waits for what is still being recorded, but not for a browser that starts;
    /// returns the answers that nobody saw.
    pub fn finish(self) -> Vec<Text> {
        let Self { jobs, messages, worker, .. } = self;
        drop(jobs);
        // A panic has been printed already.
        let _ = worker.join();
        let said = |message| match message {
            Message::Answer(text) | Message::Error(text) => Some(text),
            Message::Waiting => None,
        };
        messages.try_iter().filter_map(said).collect()
    }
}

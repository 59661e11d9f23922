//! A client, a flow at work, and why it failed.

use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use backhaul_flows::{Error, Event};
use clap::ArgMatches;
use tokio::sync::mpsc::error::SendError;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::super::context::Context;
use super::super::questions::asked;
use super::super::{missing, refused};
use super::flags::GROUP;
use super::needs;
use super::plan::{Asked, Names, Sources};
use super::words::{Guide, Started};
use crate::args;
use crate::failure::{Failure, Mistakes, Status, in_words};
use crate::providers::{Connected, Entry, Preset};
use crate::terminal::{Progress, Question, again};

/// The client of a flow.
pub(super) struct Stage {
    pub(super) entry: &'static Entry,
    connected: Connected,
    names: Names,
    sources: Sources,
    /// Values for flags that were not given.
    pub(super) presets: Vec<Preset>,
    /// Whether a project is found by its name, too.
    finds_names: bool,
    /// What is wrong with the flags, as far as it is known.
    pub(super) mistakes: RefCell<Mistakes>,
    /// Values of flags that are known, for commands that say more.
    known: RefCell<BTreeMap<String, String>>,
}

/// Where a flow sends its events to. What was begun is noted before the flow goes on, so that an interrupt finds it.
pub(super) struct Sender {
    started: Arc<Mutex<Started>>,
    events: UnboundedSender<Event>,
}

impl Sender {
    /// Notes and passes on an event. An error means that nobody listens.
    pub(super) fn send(&self, event: Event) -> Result<(), SendError<Event>> {
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        started.hear(&event);
        drop(started);
        self.events.send(event)
    }
}

/// Where its events come from.
pub(super) struct Receiver {
    started: Arc<Mutex<Started>>,
    events: UnboundedReceiver<Event>,
}

/// Both ends.
pub(super) fn events() -> (Sender, Receiver) {
    let started: Arc<Mutex<Started>> = Arc::default();
    let (sender, receiver) = unbounded_channel();
    (
        Sender {
            started: Arc::clone(&started),
            events: sender,
        },
        Receiver {
            started,
            events: receiver,
        },
    )
}

impl Stage {
    /// Makes the client of a flow. Flags that are missing are mistakes, which are told with all others.
    ///
    /// # Errors
    /// If there are no credentials.
    pub(super) fn new(
        entry: &'static Entry,
        asked: Asked,
        matches: &ArgMatches,
        context: &Context,
    ) -> Result<Self, Failure> {
        let connected = context.connect(entry)?;
        let presets = connected.defaults.iter();
        let presets = presets.filter(|preset| !needs::is_given(matches, preset.flag));
        let presets: Vec<Preset> = presets.cloned().collect();
        let mut known = needs::known(entry, matches);
        let values = presets.iter();
        known.extend(values.map(|preset| (preset.flag.to_owned(), preset.value.clone())));
        let (needs, sources) = (asked.needs, asked.sources);
        let mistakes = needs::check(entry, needs, sources, matches, &presets, &known);
        Ok(Self {
            entry,
            connected,
            names: asked.names,
            sources: asked.sources,
            presets,
            finds_names: matches.try_contains_id(GROUP).is_ok(),
            mistakes: RefCell::new(mistakes),
            known: RefCell::new(known),
        })
    }

    /// From now on, the value of a flag is known.
    pub(super) fn learn(&self, flag: &str, value: &str) {
        let mut known = self.known.borrow_mut();
        known.insert(flag.to_owned(), value.to_owned());
    }

    /// The client, by its type.
    ///
    /// # Errors
    /// If it is of another type, which would be a mistake of the table of flows.
    pub(super) fn client<C: 'static>(&self) -> Result<&C, Failure> {
        let client: &dyn Any = self.connected.client.as_ref();
        client.downcast_ref().ok_or_else(|| {
            let text = "the flow belongs to another provider; this is a bug";
            Failure::new(Status::NotUnderstood, text)
        })
    }

    /// The failure of a flow, in the names of flags.
    pub(super) fn failed(&self, error: Error) -> Failure {
        let kebab = |line: String| match line.split_once(": ") {
            Some((operation, rest)) => {
                in_words(&format!("{}: {rest}", operation.replace('_', "-")))
            }
            None => in_words(&line),
        };
        match error {
            Error::Call(error) => self.refused(error),
            Error::Ended(end) => Failure::new(Status::JobFailed, kebab(end.to_string())),
            Error::Late(end) => Failure::new(Status::TimeOver, kebab(end.to_string())),
            // Which of several is meant, only the user knows.
            Error::Name(ref name) if !name.ids().is_empty() => Failure::usage(error.to_string()),
            Error::NothingFits(what) => {
                let failure = Failure::new(Status::NotFound, error.to_string());
                self.listed(what).into_iter().fold(failure, Failure::hint)
            }
            Error::Name(_) => Failure::new(Status::NotFound, error.to_string()),
            Error::Altered { path, .. } => {
                let path = path.to_string_lossy();
                let path = backhaul_runtime::OneLine::new(&path);
                let text = format!(
                    "{path}: the file is not what the job's checksum says: delete it, and fetch it again"
                );
                Failure::new(Status::NotUnderstood, text)
            }
            Error::Exists { path } => {
                let path = path.to_string_lossy();
                let path = backhaul_runtime::OneLine::new(&path).at_most(usize::MAX);
                let text = format!(
                    "--to: {path} is there already: add --overwrite to replace it, or give another --to"
                );
                Failure::new(Status::File, text)
            }
            Error::NotSent => Failure::new(Status::Refused, error.to_string()),
            Error::Folder { path, source } => {
                let path = path.to_string_lossy();
                let path = backhaul_runtime::OneLine::new(&path);
                Failure::file(&format!("--to: {path}"), &source)
            }
            other => Failure::new(Status::NotUnderstood, kebab(other.to_string())),
        }
    }

    /// The commands that list what there is, where `what` is not.
    fn listed(&self, what: &str) -> Vec<String> {
        let kinds = [("snapshot", "snapshot-id"), ("process", "host-name")];
        let mut kinds = kinds.iter().filter(|(kind, _)| what.contains(kind));
        let known = |flag: &str| self.known.borrow().get(flag).cloned();
        let lists = kinds
            .next()
            .map(|(_, flag)| needs::source(self.entry, self.sources, flag, &known));
        lists.unwrap_or_default()
    }

    fn refused(&self, error: backhaul_runtime::Error) -> Failure {
        let operation = error.operation().map(|name| name.replace('_', "-"));
        let operation = operation.and_then(|name| self.entry.table.operation(&name));
        let idempotent = operation.is_none_or(|(_, operation)| operation.idempotent);
        let known = |flag: &str| self.known.borrow().get(flag).cloned();
        let hint = operation.and_then(|(_, operation)| {
            missing::hint(self.entry, operation, &error, &self.presets, &known)
        });
        let failure = Failure::of_call(error, idempotent, &|wire| {
            let top = wire.split(['.', '[']).next().unwrap_or_default();
            let mut names = self.names.iter();
            if let Some((_, flag)) = names.find(|(name, _)| *name == top) {
                return Some(format!("--{flag}"));
            }
            let flag = args::flag_of(operation?.1, wire)?;
            let preset = self.presets.iter().find(|preset| preset.flag == flag);
            // What the user wrote is what the user can mend.
            Some(preset.map_or_else(|| format!("--{flag}"), |preset| preset.place.to_owned()))
        });
        let operation = operation.map(|(_, operation)| operation);
        let lists = operation.filter(|_| missing::is_not_found(&failure));
        let lists = lists.and_then(|operation| missing::not_found(self.entry, operation, &known));
        let by_name = hint
            .as_ref()
            .filter(|hint| self.finds_names && hint.contains("--group-id"));
        let by_name = by_name.map(|_| "--group NAME takes the project by its name.".to_owned());
        let hints = hint.clone().into_iter().chain(by_name).chain(lists);
        refused::explained(hints.fold(failure, Failure::hint), self.entry)
    }

    /// Runs a flow that begins nothing at the provider, for `limit` at most.
    ///
    /// # Errors
    /// Those of the flow, or that the time is over.
    pub(super) async fn download<T>(
        &self,
        context: &mut Context,
        limit: Option<Duration>,
        mut events: Receiver,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Failure> {
        let mut progress = context.progress();
        let mut work = pin!(work);
        // Nothing waits longer than a year.
        let mut over = pin!(tokio::time::sleep(limit.unwrap_or(YEAR)));
        let ended = loop {
            tokio::select! {
                biased;
                Some(event) = events.events.recv() => hear(&event, &mut progress, context),
                ended = &mut work => break ended,
                () = &mut over, if limit.is_some() => {
                    let text = "the time was over; what is complete stays, and the rest goes on with the same command";
                    let next = format!("Go on: {} --overwrite", again(&context.words));
                    return Err(Failure::new(Status::TimeOver, text).hint(next));
                }
            }
        };
        while let Ok(event) = events.events.try_recv() {
            hear(&event, &mut progress, context);
        }
        ended.map_err(|error| self.failed(error))
    }

    /// Runs a flow, shows how far it is, and says what was begun if it ends too early.
    ///
    /// # Errors
    /// Those of the flow.
    pub(super) async fn watch<T>(
        &self,
        context: &mut Context,
        guide: Guide,
        mut events: Receiver,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Failure> {
        let started = Arc::clone(&events.started);
        let guide = Arc::new(Mutex::new(guide));
        let words = {
            let (started, guide) = (Arc::clone(&started), Arc::clone(&guide));
            let sent = self.connected.sent.clone();
            move || {
                let started = started.lock().unwrap_or_else(PoisonError::into_inner);
                let guide = guide.lock().unwrap_or_else(PoisonError::into_inner);
                guide.words(&started, &sent)
            }
        };
        context.begun.set(words.clone());
        let mut progress = context.progress();
        let mut work = pin!(work);
        let ended = loop {
            tokio::select! {
                biased;
                Some(event) = events.events.recv() => hear(&event, &mut progress, context),
                ended = &mut work => break ended,
            }
        };
        while let Ok(event) = events.events.try_recv() {
            hear(&event, &mut progress, context);
        }
        drop(progress);
        context.begun.clear();
        let error = match ended {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let failure = self.failed(error);
        let begun = !started
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_empty();
        let words = words();
        Err(match (failure.status, words.next) {
            (Status::TimeOver, Some(next)) => {
                let message = format!("{}\n{}", failure.message, words.what);
                Failure::new(Status::TimeOver, message).hint(next)
            }
            // What has ended does not go on, and what was refused is not better the next time.
            (Status::JobFailed | Status::Usage | Status::Done, _) => failure,
            (Status::FateUnknown, Some(next)) => failure.hint(next),
            (_, Some(next)) if begun => failure.hint(next),
            _ => failure,
        })
    }
}

/// A long time.
const YEAR: Duration = Duration::from_secs(365 * 86_400);

/// Shows what a flow says.
fn hear(event: &Event, progress: &mut Progress, context: &mut Context) {
    let state = match event {
        Event::Seen { work, state, .. } => format!("{}: {state}", work.name()),
        // Too many for lines.
        Event::Received { .. } if !context.draws() => return,
        other => other.to_string(),
    };
    let now = context.environment.now();
    progress.show(state, event.to_string(), now, &mut context.streams.err);
}

/// Asks before something is overwritten. `resource` has names and values of what that is.
///
/// # Errors
/// If the answer is not yes, or nobody can be asked.
pub(super) async fn ask(
    context: &mut Context,
    command: &str,
    resource: &[(&str, &str)],
    text: &str,
) -> Result<(), Failure> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let resource: Vec<(String, String)> = resource.iter().map(owned).collect();
    let question = Question {
        command,
        resource: &resource,
        text,
        typed: None,
    };
    asked(context, &question).await
}

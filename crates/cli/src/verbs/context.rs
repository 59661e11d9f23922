//! What all verbs need: flags, environment, streams.

use std::io::Write;

use backhaul_runtime::auth::env::Environment;
use clap::Command;

use super::missing;
use crate::args::{Common, Named};
use crate::call::{Filled, Given, Operation};
use crate::failure::{Failure, Status};
use crate::providers::{Connected, Entry};
use crate::terminal::{Begun, Progress, Words};

/// Where results and messages go.
pub struct Streams {
    /// Results only.
    pub out: Box<dyn Write>,
    /// Everything else.
    pub err: Box<dyn Write>,
    /// The width of the terminal that shows results, if one does.
    pub width: Option<u16>,
    /// Whether standard error is a terminal, so that a person reads it.
    pub has_reader: bool,
    /// Whether a person can answer questions.
    pub can_ask: bool,
    /// Whether what is printed for people as a result, such as help, may have color.
    pub has_color: bool,
    /// Whether standard error is a terminal where a line can be drawn again.
    pub can_redraw: bool,
}

/// What a verb works with.
pub struct Context {
    /// The flags that every command has.
    pub common: Common,
    /// Where credentials are looked for.
    pub environment: Environment,
    /// All commands, as far as they are asked for.
    pub tree: fn(&Named) -> Command,
    /// Where results and messages go.
    pub streams: Streams,
    /// What was begun, for the words after an interrupt.
    pub begun: Begun,
    /// The command line, beginning with the name of the program.
    pub words: Vec<String>,
}

/// An operation that was found, and its client.
pub struct Prepared {
    /// Its place in the table.
    pub number: usize,
    /// Its provider.
    pub entry: &'static Entry,
    /// Its row of the table.
    pub operation: &'static Operation,
    /// The client.
    pub connected: Connected,
    /// The values of its flags.
    pub given: Given,
}

impl Context {
    /// Whether lines are drawn again: not between the lines of `--verbose`.
    pub(super) fn draws(&self) -> bool {
        self.streams.can_redraw && self.common.verbose == 0
    }

    /// Shows how far jobs are.
    pub(super) fn progress(&self) -> Progress {
        Progress::new(self.draws())
    }

    /// A call that may change something begins: an interrupt says what nobody knows then.
    pub(super) fn begins(&self, prepared: &Prepared) {
        let operation = prepared.operation;
        let next = match (operation.method, operation.idempotent) {
            ("GET" | "HEAD", _) => return,
            (_, true) => "Repeating the command does no harm.",
            (_, false) => "Look at the resource before you repeat the command.",
        };
        let name = operation.name;
        let sent = prepared.connected.sent.clone();
        self.begun.set(move || {
            if sent.is_nothing() {
                return Words {
                    what: "nothing was sent".to_owned(),
                    next: None,
                };
            }
            Words {
                what: format!("{name} was begun, and it is unknown whether it was applied"),
                next: Some(next.to_owned()),
            }
        });
    }

    /// Makes a client.
    ///
    /// # Errors
    /// If there are no credentials. A dry run needs none; what is wrong with those that are there, it tells when it
    /// prints.
    pub fn connect(&self, entry: &'static Entry) -> Result<Connected, Failure> {
        let settings = &self.common.settings;
        let pretends = self.common.dry_run && (entry.found)(settings, &self.environment).is_err();
        let make = if pretends {
            entry.pretend
        } else {
            entry.connect
        };
        make(settings, &self.environment)
    }

    /// Makes a client for an operation, and fills in what the environment says about its flags.
    ///
    /// # Errors
    /// If there are no credentials.
    pub fn prepare(
        &self,
        entry: &'static Entry,
        (number, operation): (usize, &'static Operation),
        mut given: Given,
    ) -> Result<Prepared, Failure> {
        let connected = self.connect(entry)?;
        for (flag, value) in &connected.defaults {
            if operation.flags.iter().any(|known| known.name == *flag) && !given.has(flag) {
                given.set(flag, crate::call::Value::Text(value.clone()));
            }
        }
        Ok(Prepared {
            number,
            entry,
            operation,
            connected,
            given,
        })
    }
}

impl Prepared {
    /// The call, filled.
    ///
    /// # Errors
    /// If the table and the calls do not fit together, which would be a mistake of the generator.
    pub fn call(&self) -> Result<Filled, Failure> {
        let filler = self.connected.client.operation(self.number);
        let filler = filler.ok_or_else(|| {
            Failure::new(
                Status::NotUnderstood,
                "the operation has no call; this is a bug",
            )
        })?;
        let answer = &self.operation.answer;
        Ok(Filled::new(filler, self.given.clone(), answer))
    }

    /// A failure of the call.
    pub fn failed(&self, error: backhaul_runtime::Error) -> Failure {
        let operation = self.operation;
        let hint = missing::hint(self.entry, operation, &error);
        let failure = Failure::of_call(error, operation.idempotent, &|wire| {
            crate::args::flag_of(operation, wire).map(|flag| format!("--{flag}"))
        });
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

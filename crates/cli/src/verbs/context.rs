//! What all verbs need: flags, environment, streams.

use backhaul_runtime::auth::env::Environment;
use clap::Command;

use super::missing::{self, is_not_found};
use super::refused;

use crate::args::{Common, Named};
use crate::call::{Filled, Given, Operation};
use crate::failure::{Failure, Status};
use crate::output::Streams;
use crate::providers::{Connected, Entry, Preset};
use crate::terminal::{Begun, Progress, Words};

/// What a verb works with.
pub struct Context {
    /// The flags that every command has.
    pub common: Common,
    /// Whether it only finds out what is wrong with the flags, in a dry run that nobody sees.
    pub only_checks: bool,
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
    /// Those of them that were not given with a flag of the operation.
    pub presets: Vec<Preset>,
}

impl Context {
    /// Whether lines are drawn again: not between the lines of `--verbose`.
    pub(super) fn draws(&self) -> bool {
        self.streams.can_redraw && self.common.verbose == 0 && !self.streams.is_quiet
    }

    /// Shows how far jobs are.
    pub(super) fn progress(&self) -> Progress {
        match self.streams.is_quiet {
            true => Progress::silent(),
            false => Progress::new(self.draws()),
        }
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
        let mut presets = Vec::new();
        for preset in &connected.defaults {
            let flag = preset.flag;
            if operation.flags.iter().any(|known| known.name == flag) && !given.has(flag) {
                given.set(flag, crate::call::Value::Text(preset.value.clone()));
                presets.push(preset.clone());
            }
        }
        Ok(Prepared {
            number,
            entry,
            operation,
            connected,
            given,
            presets,
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
        let known = |flag: &str| self.given.text(flag).map(str::to_owned);
        let hint = missing::hint(self.entry, operation, &error, &self.presets, &known);
        let failure = Failure::of_call(error, operation.idempotent, &|wire| {
            let flag = crate::args::flag_of(operation, wire)?;
            let preset = self.presets.iter().find(|preset| preset.flag == flag);
            // What the user wrote is what the user can mend.
            Some(preset.map_or_else(|| format!("--{flag}"), |preset| preset.place.to_owned()))
        });
        let lists = is_not_found(&failure)
            .then(|| missing::not_found(self.entry, operation, &known))
            .flatten();
        let failure = hint.into_iter().chain(lists).fold(failure, Failure::hint);
        refused::explained(failure, self.entry)
    }
}

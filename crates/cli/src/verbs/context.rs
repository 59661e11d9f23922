//! What all verbs need: flags, environment, streams.

use std::io::Write;

use backhaul_runtime::auth::env::Environment;

use crate::args::Common;
use crate::call::{Call, Given, Operation};
use crate::failure::{Failure, Status};
use crate::providers::{Connected, Entry};

/// Where results and messages go.
pub struct Streams {
    /// Results only.
    pub out: Box<dyn Write>,
    /// Everything else.
    pub err: Box<dyn Write>,
    /// The width of the terminal that shows results, if one does.
    pub width: Option<u16>,
    /// Whether a person can answer questions.
    pub can_ask: bool,
    /// Whether what is printed for people as a result, such as help, may have color.
    pub has_color: bool,
}

/// What a verb works with.
pub struct Context {
    /// The flags that every command has.
    pub common: Common,
    /// Where credentials are looked for.
    pub environment: Environment,
    /// Where results and messages go.
    pub streams: Streams,
}

/// An operation that was found, and its client.
pub struct Prepared {
    /// Its place in the table.
    pub number: usize,
    /// Its row of the table.
    pub operation: &'static Operation,
    /// The client.
    pub connected: Connected,
    /// The values of its flags.
    pub given: Given,
}

impl Context {
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
        let settings = &self.common.settings;
        // A dry run needs no credentials. Whether what is there is broken, it tells when it prints.
        let pretends = self.common.dry_run && (entry.found)(settings, &self.environment).is_err();
        let make = if pretends {
            entry.pretend
        } else {
            entry.connect
        };
        let connected = make(settings, &self.environment)?;
        for (flag, value) in &connected.defaults {
            if operation.flags.iter().any(|known| known.name == *flag) && !given.has(flag) {
                given.set(flag, crate::call::Value::Text(value.clone()));
            }
        }
        Ok(Prepared {
            number,
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
    pub fn call(&self) -> Result<Box<dyn Call>, Failure> {
        let call = self.connected.client.operation(self.number, &self.given);
        call.ok_or_else(|| {
            Failure::new(
                Status::NotUnderstood,
                "the operation has no call; this is a bug",
            )
        })
    }

    /// A failure of the call.
    pub fn failed(&self, error: backhaul_runtime::Error) -> Failure {
        let operation = self.operation;
        Failure::of_call(error, operation.idempotent, &|wire| {
            crate::args::flag_of(operation, wire)
        })
    }
}

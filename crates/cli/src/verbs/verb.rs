//! A command beside the providers.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use clap::{ArgMatches, Command};

use super::context::Context;
use crate::args::Named;
use crate::failure::Failure;

/// What a verb does, while it does it.
pub type Running<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>>;

/// A command beside the providers, such as `wait`.
pub struct Verb {
    /// The word of the command line.
    pub name: &'static str,
    /// Its flags, as far as the command line names it.
    pub command: fn(&Named) -> Command,
    /// Does it.
    pub run: for<'a> fn(&'a ArgMatches, &'a mut Context) -> Running<'a>,
}

impl fmt::Debug for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verb")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

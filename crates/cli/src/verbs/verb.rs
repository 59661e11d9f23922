//! A command beside the providers.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use clap::{ArgMatches, Command};

use super::context::Context;
use crate::args::{Named, OF_ALL};
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

/// What people read about a command, for the search.
pub(super) struct Described {
    /// The word of the command line.
    pub(super) name: String,
    /// Other words for what it does.
    pub(super) words: &'static str,
    /// One line.
    pub(super) about: String,
    /// All of its help.
    pub(super) text: String,
}

impl Described {
    /// What the help of `command` says.
    pub(super) fn of(name: &str, words: &'static str, command: &Command) -> Self {
        let about = command.get_about().map(ToString::to_string);
        let texts = [command.get_long_about(), command.get_after_help()];
        let texts = texts.into_iter().flatten().map(ToString::to_string);
        // What is said of every command tells none from the others.
        let texts = texts.map(|text| text.replace(OF_ALL, ""));
        let flags = command.get_arguments();
        let flags =
            flags.filter_map(|flag| Some(format!("{} {}", flag.get_id(), flag.get_help()?)));
        Self {
            name: name.to_owned(),
            words,
            about: about.unwrap_or_default(),
            text: texts.chain(flags).collect::<Vec<_>>().join("\n"),
        }
    }
}

impl fmt::Debug for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verb")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

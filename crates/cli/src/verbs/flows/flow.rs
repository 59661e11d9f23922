//! A flow as a command.

use clap::{ArgMatches, Command};

use super::super::context::Context;
use super::super::verb::Running;
use crate::providers::Entry;

/// A flow of a provider: `collect atlas`.
pub(super) struct Flow {
    /// The verb.
    pub(super) verb: &'static str,
    /// The provider.
    pub(super) provider: &'static str,
    /// Adds its flags.
    pub(super) command: fn(Command) -> Command,
    /// Does it.
    pub(super) run: for<'a> fn(&'static Entry, &'a ArgMatches, &'a mut Context) -> Running<'a>,
}

//! A flow as a command.

use clap::{ArgMatches, Command};

use super::super::context::Context;
use super::super::verb::Running;
use super::plan::{Names, Needs, Sources};
use super::stage::Stage;

/// A flow of a provider: `collect atlas`.
pub(super) struct Flow {
    /// The verb.
    pub(super) verb: &'static str,
    /// The provider.
    pub(super) provider: &'static str,
    /// Other words for what it does, which people search for.
    pub(super) words: &'static str,
    /// The operations that begin it, whose help points to it.
    pub(super) begins_with: &'static [&'static str],
    /// Names on the wire.
    pub(super) names: Names,
    /// What has to be given.
    pub(super) needs: Needs,
    /// Where what has to be given comes from.
    pub(super) sources: Sources,
    /// Adds its flags.
    pub(super) command: fn(Command) -> Command,
    /// Does it.
    pub(super) run: for<'a> fn(Stage, &'a ArgMatches, &'a mut Context) -> Running<'a>,
}

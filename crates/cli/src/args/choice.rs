//! Values that are known, for completion and help.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};

use crate::failure::{Failure, in_words};

/// Takes any text, and knows which ones are meant. Whoever uses the values checks them all, and names every wrong
/// one; clap would stop at the first.
#[derive(Clone, Debug)]
pub struct Choice(pub &'static [&'static str]);

impl TypedValueParser for Choice {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().map(PossibleValue::new)))
    }
}

impl Choice {
    /// Checks the values of `flag`, which nobody else checks.
    ///
    /// # Errors
    /// A line for each that is not known.
    pub fn check<'a>(
        &self,
        flag: &str,
        values: impl IntoIterator<Item = &'a String>,
    ) -> Result<(), Failure> {
        let wrong = values
            .into_iter()
            .filter(|value| !self.0.contains(&value.as_str()));
        let lines: Vec<String> = wrong
            .map(|value| {
                let shown = backhaul_runtime::OneLine::new(value);
                let list = self.0.join(", ");
                in_words(&format!(
                    "--{flag}: {shown:?} is not allowed: it must be one of {list}"
                ))
            })
            .collect();
        if lines.is_empty() {
            return Ok(());
        }
        Err(Failure::usage(lines.join("\n")))
    }
}

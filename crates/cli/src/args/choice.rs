//! Values that are known, for completion and help.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
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
        let value = StringValueParser::new().parse_ref(command, arg, value)?;
        Ok(self.spelled(value))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().map(PossibleValue::new)))
    }
}

impl Choice {
    /// `value` as it is spelled here, if it is one of these but for small and capital letters.
    fn spelled(&self, value: String) -> String {
        if self.0.contains(&value.as_str()) {
            return value;
        }
        let mut alike = self
            .0
            .iter()
            .filter(|known| known.eq_ignore_ascii_case(&value));
        match (alike.next(), alike.next()) {
            (Some(known), None) => (*known).to_owned(),
            // Which of several is meant, only the user knows.
            _ => value,
        }
    }

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

/// Takes only these values, in small or capital letters.
#[derive(Clone, Debug)]
pub struct Only(pub &'static [&'static str]);

impl TypedValueParser for Only {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, Error> {
        let value = Choice(self.0).parse_ref(command, arg, value)?;
        let known = PossibleValuesParser::new(self.0.iter().copied());
        known.parse_ref(command, arg, value.as_ref())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().map(PossibleValue::new)))
    }
}

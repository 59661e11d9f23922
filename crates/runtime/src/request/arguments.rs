//! The arguments of one call, with the problems found in them.

use std::fmt::Display;

use bytes::Bytes;
use reqwest::header::{HeaderName, HeaderValue};
use serde::Serialize;
use url::Url;

use crate::error::Error;
use crate::error::invalid_value::at_place;
use crate::request::operation::Operation;
use crate::request::outgoing::Outgoing;
use crate::request::path::Path;
use crate::sent::argument::Argument;
use crate::sent::fields::{FieldValue, Fields};
use crate::settings::options::CallOptions;

/// The arguments of a call. Wrong and missing ones are remembered and reported together.
#[derive(Clone, Debug)]
pub(crate) struct Arguments {
    pub(crate) operation: &'static Operation,
    pub(crate) options: CallOptions,
    /// The headers that request bytes as they are stored, and a range of them.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    path: Path,
    query: Vec<(&'static str, String)>,
    body: Option<Bytes>,
    problems: Vec<String>,
    /// The address, if it was made and checked before. Then there is nothing else to check.
    made: Option<Box<Url>>,
}

impl Arguments {
    /// No arguments yet, for a call of `operation`, whose path comes after `prefix`.
    pub(crate) fn new(prefix: &str, operation: &'static Operation, options: CallOptions) -> Self {
        Self {
            operation,
            options,
            headers: Vec::new(),
            path: Path::new(prefix, &operation.path),
            query: Vec::new(),
            body: None,
            problems: Vec::new(),
            made: None,
        }
    }

    /// The arguments of a call that only has an address, `url`, which was made and checked before.
    pub(crate) fn made(operation: &'static Operation, options: CallOptions, url: Url) -> Self {
        Self {
            operation,
            options,
            headers: Vec::new(),
            path: Path::unused(&operation.path),
            query: Vec::new(),
            body: None,
            problems: Vec::new(),
            made: Some(Box::new(url)),
        }
    }

    pub(crate) fn path(&mut self, name: &'static str, setter: &str, argument: Argument<String>) {
        let Some(text) = self.required(setter, argument) else {
            self.path.skip();
            return;
        };
        if let Err(reason) = self.path.push(name, &text) {
            self.problems.push(at_place(setter, &reason));
        }
    }

    pub(crate) fn query<T: Display>(
        &mut self,
        name: &'static str,
        setter: &str,
        argument: Argument<T>,
    ) {
        if let Some(value) = self.required(setter, argument) {
            self.query.push((name, value.to_string()));
        }
    }

    pub(crate) fn json<T: Serialize>(&mut self, setter: &str, argument: Argument<T>) {
        if let Some(value) = self.required(setter, argument) {
            match serde_json::to_vec(&value) {
                Ok(body) => self.body = Some(body.into()),
                Err(error) => self.problems.push(format!("{setter}: {error}")),
            }
        }
    }

    pub(crate) fn object(&mut self, fields: Fields, required: &[(&'static str, &'static str)]) {
        let fields = fields.require(required);
        let before = self.problems.len();
        fields.problems("", &mut self.problems);
        if self.problems.len() == before {
            self.json("body", Argument::Given(fields));
        }
    }

    pub(crate) fn value(&mut self, setter: &str, value: FieldValue) {
        let before = self.problems.len();
        value.problems(setter, setter, &mut self.problems);
        if self.problems.len() == before {
            self.json(setter, Argument::Given(value));
        }
    }

    fn required<T>(&mut self, setter: &str, argument: Argument<T>) -> Option<T> {
        match argument {
            Argument::Given(value) => Some(value),
            Argument::Missing => {
                self.problems
                    .push(format!("{setter} is missing: call .{setter}(...)"));
                None
            }
            Argument::Invalid(reason) => {
                self.problems.push(at_place(setter, &reason));
                None
            }
        }
    }

    /// The request data for the provider at `base`.
    ///
    /// # Errors
    /// If arguments are missing or wrong: one error lists all of them.
    pub(crate) fn finish(self, base: &Url) -> Result<Outgoing, Error> {
        if !self.problems.is_empty() {
            return Err(Error::invalid_input(self.problems.join("; ")));
        }
        let url = match self.made {
            Some(url) => *url,
            None => {
                let mut url = self.path.on(base).map_err(Error::invalid_input)?;
                if !self.query.is_empty() {
                    url.query_pairs_mut().extend_pairs(&self.query);
                }
                url
            }
        };
        Ok(Outgoing {
            operation: self.operation,
            url,
            headers: self.headers,
            body: self.body,
            options: self.options,
        })
    }
}

//! The arguments of one call, with the problems found in them.

mod values;

use std::fmt::Display;

use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};
use serde::Serialize;
use url::Url;

use crate::error::Error;
use crate::error::problem::{Place, Problem};
use crate::request::form::{Coding, PartStyle, checked, multipart, urlencoded};
use crate::request::header::{cookie, header, with_another};
use crate::request::operation::Operation;
use crate::request::outgoing::Outgoing;
use crate::request::path::Path;
use crate::request::payload::Payload;
use crate::request::query::{ListStyle, Query, Wrong};
use crate::request::streamed::Piece;
use crate::sent::argument::Argument;
use crate::sent::fields::{FieldValue, Fields, Found};
use crate::sent::upload::Upload;
use crate::settings::options::CallOptions;

/// The arguments of a call. Wrong and missing ones are remembered and reported together.
#[derive(Clone, Debug)]
pub(crate) struct Arguments {
    pub(crate) operation: &'static Operation,
    pub(crate) options: CallOptions,
    /// The parameters in headers, and the headers that request bytes as they are stored, or a range of them.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    path: Path,
    query: Query,
    body: Option<Payload>,
    /// How the body is written, if it is a form.
    pub(crate) coding: Option<Coding>,
    found: Found,
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
            query: Query::default(),
            body: None,
            coding: None,
            found: Found::default(),
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
            query: Query::default(),
            body: None,
            coding: None,
            found: Found::default(),
            made: Some(Box::new(url)),
        }
    }

    pub(crate) fn path(&mut self, name: &'static str, setter: &str, argument: Argument<String>) {
        let place = Place::at_top(setter, name);
        let Some(text) = self.required(&place, argument) else {
            self.path.skip();
            return;
        };
        if let Err(reason) = self.path.push(name, &text) {
            self.wrong(&place, &reason);
        }
    }

    /// A parameter of the path that is never shown.
    pub(crate) fn secret_path(
        &mut self,
        name: &'static str,
        setter: &str,
        argument: Argument<String>,
    ) {
        let place = Place::at_top(setter, name);
        let Some(text) = self.required(&place, argument) else {
            self.path.skip();
            return;
        };
        match self.path.push(name, &text) {
            Ok(()) => self.hide_last_of_path(),
            Err(_) => self.wrong(&place, NOT_IN_PATH),
        }
    }

    fn hide_last_of_path(&mut self) {
        self.found.secrets.push(format!("{{{}", self.path.last()));
    }

    /// What each call of the operation has in its query.
    pub(crate) fn written_query(&mut self, text: &'static str) {
        self.query.push_written(text);
    }

    pub(crate) fn query<T: Display>(
        &mut self,
        name: &'static str,
        setter: &str,
        argument: Argument<T>,
    ) {
        if let Some(value) = self.required(&Place::at_top(setter, name), argument) {
            self.query.push(name, &value);
        }
    }

    /// A parameter in the query that is never shown.
    pub(crate) fn secret_query(
        &mut self,
        name: &'static str,
        setter: &str,
        argument: Argument<String>,
    ) {
        self.found.secrets.push(in_query(name));
        self.query(name, setter, argument);
    }

    pub(crate) fn query_list(
        &mut self,
        name: &'static str,
        setter: &str,
        style: ListStyle,
        argument: Argument<Vec<String>>,
    ) {
        let argument = argument.for_style(style);
        if let Some(items) = self.required(&Place::at_top(setter, name), argument) {
            self.query.push_list(name, style, items);
        }
    }

    pub(crate) fn cookie(&mut self, name: &'static str, setter: &str, argument: Argument<String>) {
        let place = Place::at_top(setter, name);
        if let Some(text) = self.required(&place, argument) {
            match cookie(name, &text) {
                Ok(header) => self.add_header(header),
                Err(reason) => self.wrong(&place, &reason),
            }
        }
    }

    /// Adds a header. All cookies are in one.
    fn add_header(&mut self, (name, value): (HeaderName, HeaderValue)) {
        let mut known = self.headers.iter_mut();
        match known.find(|(known, _)| *known == name && name == COOKIE) {
            Some((_, before)) => *before = with_another(before, &value),
            None => self.headers.push((name, value)),
        }
    }

    /// A header that is never shown.
    pub(crate) fn secret_header(
        &mut self,
        name: &'static str,
        setter: &str,
        argument: Argument<String>,
    ) {
        let before = self.headers.len();
        self.header(name, setter, argument);
        for (_, value) in self.headers.iter_mut().skip(before) {
            value.set_sensitive(true);
        }
    }

    pub(crate) fn header(&mut self, name: &'static str, setter: &str, argument: Argument<String>) {
        let place = Place::at_top(setter, name);
        if let Some(text) = self.required(&place, argument) {
            match header(name, &text) {
                Ok(header) => self.add_header(header),
                Err(reason) => self.wrong(&place, &reason),
            }
        }
    }

    pub(crate) fn json<T: Serialize>(&mut self, setter: &str, argument: Argument<T>) {
        let place = Place::at_top(setter, "");
        if let Some(value) = self.required(&place, argument) {
            match serde_json::to_vec(&value) {
                Ok(body) => self.body = Some(Payload::Whole(body.into())),
                Err(error) => self.wrong(&place, &error.to_string()),
            }
        }
    }

    pub(crate) fn object(&mut self, fields: Fields, required: &[(&'static str, &'static str)]) {
        let fields = fields.require(required);
        let before = self.found.problems.len();
        fields.inspect(&Place::Top, &mut self.found);
        if self.found.problems.len() == before {
            match self.coding {
                Some(coding) => self.form(&fields.into(), coding),
                None => self.json("body", Argument::Given(fields)),
            }
        }
    }

    pub(crate) fn value(&mut self, setter: &str, value: FieldValue) {
        let before = self.found.problems.len();
        value.inspect(&Place::at_top(setter, ""), false, &mut self.found);
        if self.found.problems.len() == before {
            match self.coding {
                Some(coding) => self.form(&value, coding),
                None => self.json(setter, Argument::Given(value)),
            }
        }
    }

    fn form(&mut self, body: &FieldValue, coding: Coding) {
        let written = match coding {
            Coding::Form(styles) => urlencoded(body, styles).map(|body| (body, None)),
            Coding::Multipart(styles) => in_parts(body, "form-data", styles),
            Coding::Parts(subtype, styles) => in_parts(body, subtype, styles),
        };
        match written {
            Ok((body, media_type)) => {
                self.body = Some(body);
                let header = media_type.map(|media_type| (CONTENT_TYPE, media_type));
                self.headers.extend(header);
            }
            Err(wrong) => self.wrong_parts(&wrong),
        }
    }

    fn wrong_parts(&mut self, wrong: &Wrong) {
        for (name, reason) in wrong {
            match name.as_str() {
                "" => self.wrong(&Place::at_top("body", ""), reason),
                name => self.wrong(&Place::at_top(name, name), reason),
            }
        }
    }

    pub(crate) fn text(&mut self, setter: &str, argument: Argument<String>) {
        if let Some(text) = self.required(&Place::at_top(setter, ""), argument) {
            self.body = Some(Payload::Whole(text.into()));
        }
    }

    pub(crate) fn upload(&mut self, setter: &str, argument: Argument<Upload>) {
        let place = Place::at_top(setter, "");
        let Some(upload) = self.required(&place, argument) else {
            return;
        };
        let own = upload.content_type.as_deref();
        let of_document = self.operation.content_type.as_ref();
        let media_type = own.or(of_document.and_then(|value| value.to_str().ok()));
        if media_type.is_some_and(lacks_boundary) {
            self.wrong(&place, NO_BOUNDARY);
        }
        match own.map(checked).transpose() {
            Ok(own) => self.headers.extend(own.map(|own| (CONTENT_TYPE, own))),
            Err(reason) => self.wrong(&place, &reason),
        }
        self.body = Some(Payload::of(vec![Piece::from(&upload)]));
    }

    fn required<T>(&mut self, place: &Place<'_>, argument: Argument<T>) -> Option<T> {
        match argument {
            Argument::Given(value) => Some(value),
            Argument::Missing => {
                self.found.problems.push(Problem::missing(place, false));
                None
            }
            Argument::Invalid(reason) => {
                self.wrong(place, &reason);
                None
            }
        }
    }

    fn wrong(&mut self, place: &Place<'_>, reason: &str) {
        let problem = Problem::not_allowed(place, reason, false);
        self.found.problems.push(problem);
    }

    /// The request data for the provider at `base`, with JSON pointers to the secrets in the body.
    ///
    /// # Errors
    /// The same as for [`finish`](Self::finish).
    pub(crate) fn preview(mut self, base: &Url) -> Result<(Outgoing, Vec<String>), Error> {
        let secrets = std::mem::take(&mut self.found.secrets);
        Ok((self.finish(base)?, secrets))
    }

    /// The request data for the provider at `base`.
    ///
    /// # Errors
    /// If arguments are missing or wrong: one error lists all of them.
    pub(crate) fn finish(self, base: &Url) -> Result<Outgoing, Error> {
        if !self.found.problems.is_empty() {
            return Err(Error::of_arguments(self.found.problems));
        }
        let url = match self.made {
            Some(url) => *url,
            None => {
                let mut url = self.path.on(base).map_err(Error::invalid_input)?;
                self.query.set_on(&mut url);
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

/// A body of parts, with its media type.
fn in_parts(
    body: &FieldValue,
    subtype: &str,
    styles: &[(&str, PartStyle)],
) -> Result<(Payload, Option<HeaderValue>), Wrong> {
    let (body, media_type) = multipart(body, subtype, styles)?;
    Ok((body, Some(media_type)))
}

const NO_BOUNDARY: &str = "its parts have a boundary that only its writer knows: say it with \
                           `Upload::content_type`, as in \"multipart/related; boundary=x\"";

/// Whether nobody could take a body of this type apart.
fn lacks_boundary(media_type: &str) -> bool {
    let media_type = media_type.to_ascii_lowercase();
    media_type.starts_with("multipart/") && !media_type.contains("boundary=")
}

/// How a secret in the query is told from one in a body.
fn in_query(name: &str) -> String {
    format!("?{name}")
}

/// Why a secret cannot be in a path. What is wrong with others is told with their values.
const NOT_IN_PATH: &str = "is a secret that no path can have: it must not be empty, `.` or `..`, and have no slash, \
                           backslash or control character, nor what separates it from the parameter beside it";

//! One operation, read.

use std::collections::BTreeSet;

use serde_json::Value;

use super::body::Body;
use super::description::description;
use super::errors::Errors;
use super::field::{Field, Kind};
use super::listed::Listed;
use super::paging::Paging;
use super::parameter::{Parameter, Place, is_left_out};
use super::requests::Requests;
use super::security::alternatives;
use super::sensitive::SensitivePlaces;
use super::server::Server;
use super::shown::{Row, Shown};
use super::success::{Content, Success};
use super::times::TimeRange;
use crate::document::{Document, flag, items, text};
use crate::methods::is_idempotent;
use crate::path_key::PathKey;
use crate::{markdown, naming};

/// One operation of the document.
#[derive(Debug)]
pub(crate) struct Operation {
    /// `operationId`.
    pub(crate) id: String,
    /// The group of operations that it belongs to.
    pub(crate) tag: String,
    /// The feature of the crate that it needs; none if the crate has all operations always.
    pub(crate) feature: Option<String>,
    /// Method in lower case.
    pub(crate) method: String,
    /// Path template.
    pub(crate) path: String,
    /// What each call has in its query, as it is written.
    pub(crate) query: String,
    pub(crate) summary: String,
    pub(crate) description: String,
    /// The parameters that builders offer.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) success: Success,
    /// How to move through the list that it answers.
    pub(crate) pages: Option<Paging>,
    pub(crate) errors: Errors,
    /// Whether the answer of success contains anything `x-sensitive`.
    pub(crate) sensitive: bool,
    pub(crate) idempotent: bool,
    /// Where it is, if not where the document is: an address, or a path at the same host.
    pub(crate) server: Option<String>,
    /// What authorizes it: each entry names the schemes that are needed together.
    pub(crate) security: Vec<Vec<String>>,
    pub(crate) source: String,
    /// What a command asks a person before it sends the call.
    pub(crate) confirm: Option<String>,
    /// The parameter of the path whose value a person types instead of "yes".
    pub(crate) confirm_with: Option<String>,
    /// How the name of the file ends that it answers.
    pub(crate) file_suffix: Option<String>,
    pub(crate) shown: Shown,
    /// Where the list that it answers has its items, if it has no `pages`.
    pub(crate) listed: Option<Listed>,
    /// Which two of its values are a range of time.
    pub(crate) time_range: Option<TimeRange>,
}

impl Operation {
    /// Reads an operation, and puts into `requests` what it sends.
    pub(super) fn of<'a>(
        document: &'a Document,
        path: &str,
        method: &str,
        value: &'a Value,
        requests: &mut Requests<'a>,
        secrets: &SensitivePlaces<'a>,
    ) -> Self {
        let success = Success::of(document, method, value);
        let pages = Paging::of(document, value, &success);
        let id = text(value, "operationId");
        let key = PathKey::of(path);
        let in_path = key.names();
        let is_stray = |parameter: &Value| {
            text(parameter, "in") == "path" && !in_path.contains(&text(parameter, "name"))
        };
        let mut parameters: Vec<Parameter> = items(value, "parameters")
            .iter()
            .map(|parameter| document.follow(parameter))
            .filter(|parameter| !flag(parameter, "x-omit") && !is_left_out(parameter))
            .filter(|parameter| !is_stray(parameter))
            .map(|parameter| Parameter::of(requests, id, parameter))
            .collect();
        for name in in_path {
            let mut known = parameters.iter();
            if !known.any(|one| one.place == Place::Path && one.name == name) {
                parameters.push(Parameter::undeclared(name));
            }
        }
        let mut taken = BTreeSet::new();
        for parameter in &mut parameters {
            let own = std::mem::take(&mut parameter.setter);
            parameter.setter = naming::unique_parameter(own, &mut taken);
        }
        // An empty page ends a list: one of no items would make every list look empty.
        for parameter in &mut parameters {
            let is_size = |paging: &Paging| paging.size == parameter.name;
            if pages.as_ref().is_some_and(is_size)
                && let Kind::Integer(limits) = &mut parameter.kind
            {
                limits.least.get_or_insert(1);
            }
        }
        let setters: Vec<String> = parameters
            .iter()
            .map(|parameter| parameter.setter.clone())
            .collect();
        let body = value.get("requestBody");
        let body = body.and_then(|body| Body::of(requests, body, &setters));
        let sensitive = match &success.content {
            Content::Json { schema, .. } | Content::Value { schema, .. } => secrets.has(schema),
            Content::Bytes { .. } | Content::Nothing { .. } => false,
        };
        let listed = Listed::of(document, value, &success);
        let row = match (&pages, &listed) {
            (Some(pages), _) => Row::Item(Some(&pages.item)),
            (None, Some(listed)) => Row::Item(listed.item.as_deref()),
            (None, None) => Row::Answer,
        };
        let safe_by_method = is_idempotent(method);
        let tags = items(value, "tags");
        let tag = tags.first().and_then(Value::as_str).unwrap_or_default();
        let by_tag = document
            .root
            .get("x-features")
            .is_some_and(|by| by == "tags");
        let said = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        Self {
            id: id.to_owned(),
            tag: tag.to_owned(),
            feature: by_tag.then(|| naming::feature(tag)),
            confirm: said("x-confirm"),
            confirm_with: said("x-confirm-with"),
            file_suffix: said("x-file-suffix"),
            shown: Shown::of(document, secrets, &success, row),
            time_range: TimeRange::of(value),
            method: method.to_owned(),
            // What tells operations of one path apart in some documents is not part of the address.
            path: key.path.to_owned(),
            query: key.query.to_owned(),
            summary: markdown::plain(text(value, "summary")),
            description: description(value),
            parameters,
            body,
            listed,
            pages,
            success,
            errors: Errors::of(document, value),
            sensitive,
            idempotent: value
                .get("x-idempotent")
                .and_then(Value::as_bool)
                .unwrap_or(safe_by_method),
            server: value
                .get("servers")
                .and_then(|_| Server::of(document).own_of(value)),
            security: alternatives(value),
            source: value
                .get("x-source")
                .map(|source| text(source, "url"))
                .unwrap_or_default()
                .to_owned(),
        }
    }

    /// Path and query as they are sent, but for parameters.
    pub(crate) fn address(&self) -> String {
        let (path, query) = (&self.path, &self.query);
        let mark = "";
        PathKey { path, query, mark }.address()
    }

    /// The media type to ask for: that of success, or of errors where success has no body.
    pub(crate) fn accept(&self) -> Option<&String> {
        match &self.success.content {
            Content::Json { media_type, .. }
            | Content::Value { media_type, .. }
            | Content::Bytes { media_type } => Some(media_type),
            Content::Nothing { media_type } => {
                let error = self.errors.content.as_ref();
                media_type
                    .as_ref()
                    .or(error.map(|(media_type, _)| media_type))
            }
        }
    }

    /// The fields of the body, if that is an object.
    pub(crate) fn fields(&self) -> &[Field] {
        self.body.as_ref().map(Body::fields).unwrap_or_default()
    }

    /// Schema names of what it answers, errors included.
    pub(super) fn answers(&self) -> impl Iterator<Item = &String> {
        let success = match &self.success.content {
            Content::Json { schema, .. } | Content::Value { schema, .. } => Some(schema),
            Content::Bytes { .. } | Content::Nothing { .. } => None,
        };
        success.into_iter().chain(self.errors.schemas())
    }

    /// Whether success is an array of what [`answer`](Self::answer) names.
    pub(crate) fn is_list(&self) -> bool {
        matches!(self.success.content, Content::Json { is_list: true, .. })
    }

    /// Schema name of what success decodes into, or of the items of an array.
    pub(crate) fn answer(&self) -> Option<&String> {
        match &self.success.content {
            Content::Json { schema, .. } => Some(schema),
            Content::Value { .. } | Content::Bytes { .. } | Content::Nothing { .. } => None,
        }
    }
}

//! From flags to the call.

use std::io::Read as _;

use backhaul_runtime::{CustomCall, Error, Method, OneLine};
use clap::ArgMatches;

use super::super::{missing, refused};
use super::media::Media;
use super::{command, path};
use crate::args;
use crate::failure::Failure;
use crate::providers::{Client, Entry, Preset};

/// What the flags say.
pub(super) struct Request {
    pub(super) method: Method,
    path: String,
    values: Vec<(String, String)>,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    idempotent: bool,
    entry: &'static Entry,
}

/// Reads the flags, and the body.
///
/// # Errors
/// If something is wrong with them, or the body cannot be read.
pub(super) fn of(matches: &ArgMatches, entry: &'static Entry) -> Result<Request, Failure> {
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let path = text(command::PATH);
    let values = pairs(matches, command::VALUE, '=', "NAME=VALUE")?;
    let project = entry.project.map(|(flag, _)| flag);
    path::check(&path, &values, &|name| project == Some(&args::kebab(name)))?;
    let headers = pairs(matches, command::HEADER, ':', "'NAME: VALUE'")?;
    let is_json = match value_of(&headers, "content-type") {
        Some(media_type) => media_type.to_ascii_lowercase().contains("json"),
        None => true,
    };
    let body = match matches.get_one::<String>(command::BODY) {
        Some(file) if is_json => Some(args::body_of(file)?.into_bytes()),
        Some(file) => Some(bytes_of(file)?),
        None => None,
    };
    Ok(Request {
        method: method(&text(command::METHOD)),
        path,
        values,
        query: pairs(matches, command::QUERY, '=', "NAME=VALUE")?,
        headers,
        body,
        idempotent: matches.get_flag(command::IDEMPOTENT),
        entry,
    })
}

fn method(text: &str) -> Method {
    match text.to_ascii_uppercase().as_str() {
        "HEAD" => Method::Head,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "PATCH" => Method::Patch,
        "DELETE" => Method::Delete,
        _ => Method::Get,
    }
}

fn pairs(
    matches: &ArgMatches,
    flag: &str,
    sign: char,
    form: &str,
) -> Result<Vec<(String, String)>, Failure> {
    let texts = matches.get_many::<String>(flag).unwrap_or_default();
    let pair = |text: &String| match text.split_once(sign) {
        Some((name, value)) if !name.is_empty() => {
            // In a header a blank follows the colon; everywhere else blanks belong to the value.
            let value = if sign == ':' { value.trim() } else { value };
            Ok((name.to_owned(), value.to_owned()))
        }
        _ => Err(Failure::usage(format!("--{flag}: write it as {form}"))),
    };
    texts.map(pair).collect()
}

fn value_of<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut found = headers
        .iter()
        .filter(|(known, _)| known.eq_ignore_ascii_case(name));
    found.next().map(|(_, value)| value.as_str())
}

/// The bytes in the file `path`, or in standard input.
fn bytes_of(path: &str) -> Result<Vec<u8>, Failure> {
    let failed = |what: &str, error| Failure::file(&format!("--body: {what}"), &error);
    if path == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.map_err(|error| failed("standard input", error))?;
        // The command before it in the pipe may have failed.
        return match bytes.is_empty() {
            true => Err(Failure::usage("--body: standard input is empty")),
            false => Ok(bytes),
        };
    }
    std::fs::read(path).map_err(|error| failed(path, error))
}

impl Request {
    /// Fills the names in the path that nothing was given for: the project that the environment or a flag names.
    ///
    /// # Errors
    /// If there is none.
    pub(super) fn fill(&mut self, defaults: &[Preset]) -> Result<(), Failure> {
        for name in path::names(&self.path) {
            if self.values.iter().any(|(known, _)| known == name) {
                continue;
            }
            let flag = args::kebab(name);
            let found = defaults.iter().find(|default| default.flag == flag);
            let Some(default) = found else {
                let failure = Failure::usage(format!(
                    "PATH: it has no value for {{{name}}}: add --path {name}=VALUE"
                ));
                let known = |flag: &str| {
                    let given = self.values.iter();
                    let mut given = given.filter(|(name, _)| args::kebab(name) == flag);
                    let mut presets = defaults.iter().filter(|preset| preset.flag == flag);
                    let preset = presets.next().map(|preset| preset.value.clone());
                    given.next().map(|(_, value)| value.clone()).or(preset)
                };
                return Err(match missing::of_flag(self.entry, None, &flag, &known) {
                    Some(hint) => failure.hint(hint),
                    None => failure,
                });
            };
            self.values.push((name.to_owned(), default.value.clone()));
        }
        Ok(())
    }

    /// Whether nothing changes by it.
    pub(super) fn reads(&self) -> bool {
        matches!(self.method, Method::Get | Method::Head)
    }

    /// Whether a second call does no harm.
    pub(super) fn is_idempotent(&self) -> bool {
        self.idempotent || !matches!(self.method, Method::Post | Method::Patch)
    }

    /// The media types that it sends and asks for.
    pub(super) fn media(&self, client: &dyn Client) -> Media {
        Media::of(self.entry, client, (self.method, &self.path), &self.headers)
    }

    /// The call, filled.
    pub(super) fn call(&self, client: &dyn Client, media: &Media) -> CustomCall {
        let mut call = client.custom(self.method, self.path.clone());
        for (name, value) in &self.values {
            call = call.path(name, value);
        }
        for (name, value) in &self.query {
            call = call.query(name, value);
        }
        if let Some(body) = &self.body {
            call = call.bytes(body.clone()).content_type(&media.content_type);
        }
        call = call.accept(&media.accept);
        for (name, value) in &self.headers {
            call = call.header(name, value);
        }
        if self.idempotent {
            call = call.idempotent(true);
        }
        call
    }

    /// A failure of the call, which had the types `media`.
    pub(super) fn failed(&self, error: Error, media: &Media) -> Failure {
        let hint = media.hint(self.entry, error.status());
        let mut failure = Failure::of_call(error, self.is_idempotent(), &|wire| {
            Some(match wire {
                "path" => "PATH".to_owned(),
                "header" => "--header".to_owned(),
                "body" | "" => "--body".to_owned(),
                name => format!("--header {name}"),
            })
        });
        // The client has no name for it.
        if let Some(rest) = failure.message.strip_prefix("call: ") {
            let path = OneLine::new(&self.path);
            failure.message = format!("{} {path}: {rest}", self.method.as_str());
        }
        let failure = match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        };
        refused::explained(failure, self.entry)
    }
}

//! `whoami`: which credentials there are, and whether the provider takes them.

use std::io::Write as _;

use backhaul_runtime::auth::env::Found;
use backhaul_runtime::{Error, Method, OneLine};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::context::Context;
use super::verb::{Running, Verb};
use crate::args::Output;
use crate::call::{Answer, Given, Value};
use crate::failure::{Failure, Status, told};
use crate::json::Json;
use crate::output::Printer;
use crate::providers::{self, Connected, Entry};

pub(super) const VERB: Verb = Verb {
    name: "whoami",
    command: |_| {
        let names = providers::all().map(|entry| entry.table.name);
        Command::new("whoami")
            .about("Which credentials are found, and whether the provider takes them")
            .long_about(
                "Tells which credentials are found, where, and which account and place follow from the environment. \
                 Then it tries them with one call that reads little. No secret is shown.",
            )
            .arg(
                Arg::new("provider")
                    .value_name("PROVIDER")
                    .value_parser(PossibleValuesParser::new(names))
                    .help("Only this provider. Default: all"),
            )
            .arg(
                Arg::new("no-call")
                    .long("no-call")
                    .action(ArgAction::SetTrue)
                    .help("Only look for credentials; call nothing"),
            )
    },
    run,
};

/// What is told of each provider.
const COLUMNS: Answer = Answer {
    columns: &[
        "provider",
        "credentials",
        "id",
        "place",
        "names",
        "project",
        "address",
        "result",
    ],
    narrow: 8,
    items: Some(""),
    ..Answer::JSON
};

fn run<'a>(matches: &'a ArgMatches, context: &'a mut Context) -> Running<'a> {
    Box::pin(async move {
        let only = matches.get_one::<String>("provider");
        let calls = !matches.get_flag("no-call") && !context.common.dry_run;
        let mut worst: Option<Failure> = None;
        let mut told = Vec::new();
        let mut works = 0;
        for entry in providers::all() {
            if only.is_some_and(|name| name != entry.table.name) {
                continue;
            }
            let (seen, failure) = look(entry, context, calls).await;
            works += usize::from(failure.is_none());
            // Who has an account at one provider wants to hear of the others, but not to fail for them.
            let is_missing = seen.credentials.is_none() && only.is_none();
            worst = worst.or(failure.filter(|_| !is_missing));
            told.push(seen.into_json(entry));
        }
        print(told, context)?;
        match worst {
            Some(failure) => Err(failure),
            None if works == 0 => Err(Failure::new(
                Status::Credentials,
                "no credentials found for any provider; `backhaul whoami PROVIDER` says where they are looked for",
            )),
            None => Ok(()),
        }
    })
}

fn print(told: Vec<Json>, context: &mut Context) -> Result<(), Failure> {
    let streams = &mut context.streams;
    let mut common = context.common.clone();
    let form = *common.output.get_or_insert(Output::Table);
    let is_table = matches!(form, Output::Table | Output::Wide) && common.get.is_none();
    if told.len() > 1 && !is_table {
        let mut printer = Printer::new(&mut streams.out, &common, COLUMNS, streams.width);
        for one in told {
            printer.item(one, None)?;
        }
        return printer.end();
    }
    for (number, one) in told.into_iter().enumerate() {
        if number > 0 {
            let written = streams.out.write_all(b"\n");
            written.map_err(|error| Failure::file("standard output", &error))?;
        }
        let mut printer = Printer::new(&mut streams.out, &common, COLUMNS, streams.width);
        printer.one(one)?;
        printer.flush()?;
    }
    Ok(())
}

/// What there is to tell of a provider.
#[derive(Default)]
struct Seen {
    credentials: Option<Found>,
    project: Option<String>,
    address: Option<String>,
    result: String,
}

async fn look(entry: &'static Entry, context: &Context, calls: bool) -> (Seen, Option<Failure>) {
    let settings = &context.common.settings;
    let mut seen = Seen::default();
    match (entry.found)(settings, &context.environment) {
        Ok(found) => seen.credentials = Some(found),
        Err(error) => {
            let failure = entry.refused(settings, &error);
            seen.result.clone_from(&failure.message);
            return (seen, Some(failure));
        }
    }
    let connected = match (entry.connect)(settings, &context.environment) {
        Ok(connected) => connected,
        Err(failure) => {
            seen.result.clone_from(&failure.message);
            return (seen, Some(failure));
        }
    };
    seen.project = connected.project.clone();
    seen.address = Some(connected.address.clone());
    if !calls {
        "not tried".clone_into(&mut seen.result);
        return (seen, None);
    }
    let failure = match tried(entry, &connected).await {
        Ok(said) => {
            seen.result = said;
            None
        }
        Err(failure) => {
            seen.result.clone_from(&failure.message);
            Some(failure)
        }
    };
    (seen, failure)
}

/// What came of one call: in words, if the credentials were taken.
async fn tried(entry: &'static Entry, connected: &Connected) -> Result<String, Failure> {
    let Some((name, is_operation, outcome)) = called(entry, connected).await else {
        return Ok("not tried: the project is not known; give --project".to_owned());
    };
    match outcome {
        Ok(()) => Ok(format!("accepted ({name})")),
        // Who lacks a right for one call, or names what does not exist, was recognized before.
        Err(error) if error.status() == Some(403) => Ok(format!(
            "accepted, but a right is missing: {}",
            told(&error)
        )),
        Err(error) if error.status() == Some(404) && is_operation => Ok(format!(
            "accepted, but something does not exist: {}",
            told(&error)
        )),
        // Some answer this before they look at credentials.
        Err(error) if error.status() == Some(404) => Ok(format!(
            "not tried: give --project. Without it, the answer is {}",
            told(&error)
        )),
        Err(error) => Err(Failure::of_call(error, true, &|_| None)),
    }
}

/// The name of what was called, whether it is an operation of the document, and what came of it.
async fn called(
    entry: &'static Entry,
    connected: &Connected,
) -> Option<(String, bool, Result<(), Error>)> {
    let probe = &entry.probe;
    let (number, operation) = entry.table.operation(probe.operation)?;
    let mut given = Given::default();
    for (flag, value) in &connected.defaults {
        if operation.flags.iter().any(|known| known.name == *flag) {
            given.set(flag, Value::Text(value.clone()));
        }
    }
    let in_path = operation.flags.iter().filter(|flag| flag.required);
    if in_path.clone().all(|flag| given.has(flag.name)) {
        let call = connected.client.operation(number, &given)?;
        let outcome = call.sent().await.map(|_| ());
        return Some((operation.name.to_owned(), true, outcome));
    }
    let (path, media) = probe.path?;
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut call = connected.client.custom(Method::Get, path.to_owned());
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        call = call.query(name, value);
    }
    let outcome = call.header("accept", media).send_raw().await.map(|_| ());
    Some((format!("GET {path}"), false, outcome))
}

impl Seen {
    fn into_json(self, entry: &Entry) -> Json {
        let text = |name: &str, value: Option<String>| {
            let value = value.map_or(Json::Null, Json::Text);
            (name.to_owned(), value)
        };
        let found = self.credentials;
        let names = found.as_ref().map(|found| found.names.join(", "));
        let kind = found.as_ref().map(|found| found.kind.to_string());
        let public = found.as_ref().and_then(|found| found.public.clone());
        let public = public.map(|id| OneLine::new(&id).to_string());
        Json::Object(vec![
            text("provider", Some(entry.table.name.to_owned())),
            text("credentials", kind),
            text("id", public),
            text("place", found.map(|found| found.place)),
            text("names", names),
            text("project", self.project),
            text("address", self.address),
            text("result", Some(self.result)),
        ])
    }
}

//! `whoami`: which credentials there are, and whether the provider takes them.

use std::io::Write as _;

use backhaul_runtime::auth::env::Found;
use backhaul_runtime::{Error, Method, OneLine};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::context::Context;
use super::refused;
use super::verb::{Running, Verb};
use crate::args::Output;
use crate::call::{Answer, Filled, Given, Value};
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
        let mut failures: Vec<(&str, Failure)> = Vec::new();
        let mut told = Vec::new();
        let mut works = 0;
        for entry in providers::all() {
            if only.is_some_and(|name| name != entry.table.name) {
                continue;
            }
            let (seen, failure) = look(entry, context, calls).await;
            works += usize::from(failure.is_none());
            // Who has an account at one provider wants to hear of the others, but not to fail for them.
            let is_missing = seen.is_missing && only.is_none();
            let failure = failure.filter(|_| !is_missing);
            failures.extend(failure.map(|failure| (entry.table.name, failure)));
            told.push(seen.into_json(entry));
        }
        print(told, context)?;
        match together(failures, only.is_none()) {
            Some(failure) => Err(failure),
            None if works == 0 => Err(Failure::new(
                Status::Credentials,
                "no credentials found for any provider; `backhaul whoami PROVIDER` says where they are looked for",
            )),
            None => Ok(()),
        }
    })
}

/// One failure of all, with the status of the first. `are_named` says whether each names its provider.
fn together(failures: Vec<(&str, Failure)>, are_named: bool) -> Option<Failure> {
    let mut all: Option<Failure> = None;
    for (name, failure) in failures {
        let message = if are_named {
            format!("{name}: {}", failure.message)
        } else {
            failure.message.clone()
        };
        match &mut all {
            Some(before) => before.message.push_str(&format!("\n{message}")),
            None => all = Some(Failure { message, ..failure }),
        }
    }
    all
}

fn print(told: Vec<Json>, context: &mut Context) -> Result<(), Failure> {
    let common = context.common.clone();
    let is_table = match common.output {
        Some(form) => matches!(form, Output::Table | Output::Wide),
        // It is for people, and so for their pager.
        None => true,
    } && common.get.is_none();
    if told.len() > 1 && !is_table {
        let mut printer = Printer::new(&mut context.streams, &common, COLUMNS);
        for one in told {
            printer.item(one, None)?;
        }
        return printer.end();
    }
    for (number, one) in told.into_iter().enumerate() {
        let one = if is_table { filled(one) } else { one };
        if number > 0 {
            let written = context.streams.out.write_all(b"\n");
            written.map_err(|error| Failure::file("standard output", &error))?;
        }
        let mut printer = Printer::new(&mut context.streams, &common, COLUMNS).for_people(&common);
        printer.one(one)?;
        printer.flush()?;
    }
    Ok(())
}

/// What there is to tell, without what there is not.
fn filled(told: Json) -> Json {
    let Json::Object(mut members) = told else {
        return told;
    };
    members.retain(|(_, value)| !matches!(value, Json::Null));
    Json::Object(members)
}

/// What there is to tell of a provider.
#[derive(Default)]
struct Seen {
    credentials: Option<Found>,
    project: Option<String>,
    address: Option<String>,
    /// In few words: what is wrong is told on standard error.
    result: String,
    /// Whether there are none.
    is_missing: bool,
}

async fn look(entry: &'static Entry, context: &Context, calls: bool) -> (Seen, Option<Failure>) {
    let settings = &context.common.settings;
    let mut seen = Seen::default();
    match (entry.found)(settings, &context.environment) {
        Ok(found) => seen.credentials = Some(found),
        Err(error) => {
            seen.is_missing = error.is_not_found();
            let result = if seen.is_missing {
                "no credentials found"
            } else {
                "not usable"
            };
            result.clone_into(&mut seen.result);
            return (seen, Some(entry.refused(settings, &error)));
        }
    }
    let connected = match (entry.connect)(settings, &context.environment) {
        Ok(connected) => connected,
        Err(failure) => {
            NOT_TRIED.clone_into(&mut seen.result);
            return (seen, Some(failure));
        }
    };
    seen.project = connected.project.clone();
    seen.address = Some(connected.address.clone());
    if !calls {
        NOT_TRIED.clone_into(&mut seen.result);
        return (seen, None);
    }
    let failure = match tried(entry, &connected).await {
        Ok(said) => {
            seen.result = said;
            None
        }
        Err(failure) => {
            seen.result = in_short(&failure);
            Some(failure)
        }
    };
    (seen, failure)
}

const NOT_TRIED: &str = "found, not tried";

/// What came of the call, in few words.
fn in_short(failure: &Failure) -> String {
    let status = failure.call.as_ref().and_then(|error| error.status());
    match (failure.status, status) {
        (Status::Usage, _) => NOT_TRIED.to_owned(),
        (Status::Credentials, Some(401)) => "refused (401 Unauthorized)".to_owned(),
        (Status::Credentials, _) => "refused".to_owned(),
        (Status::Unreachable, _) => "not tried: unreachable".to_owned(),
        (_, Some(status)) => format!("not tried: the answer has status {status}"),
        _ => "not tried: the answer was not understood".to_owned(),
    }
}

/// What came of one call: in words, if the credentials were taken.
async fn tried(entry: &'static Entry, connected: &Connected) -> Result<String, Failure> {
    let Some((name, is_operation, outcome)) = called(entry, connected).await else {
        return Err(untried(entry, ""));
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
        Err(error) if error.status() == Some(404) => {
            Err(untried(entry, &format!(" {name} answered 404.")))
        }
        Err(error) => Err(refused::place(
            Failure::of_call(error, true, &|_| None),
            entry,
        )),
    }
}

/// No call could be made that tells whether the credentials are taken.
fn untried(entry: &Entry, why: &str) -> Failure {
    let variables = entry.project.map(|(_, variables)| variables.join(" or "));
    let variables = variables.unwrap_or_default();
    Failure::usage(format!(
        "the credentials were found, but not tried, because no project is known.{why} Give --project, or set {variables}"
    ))
}

/// The name of what was called, whether it is an operation of the document, and what came of it.
async fn called(
    entry: &'static Entry,
    connected: &Connected,
) -> Option<(String, bool, Result<(), Error>)> {
    let probe = &entry.probe;
    let (number, operation) = entry.table.operation(probe.operation)?;
    let mut given = Given::default();
    for preset in &connected.defaults {
        if operation
            .flags
            .iter()
            .any(|known| known.name == preset.flag)
        {
            given.set(preset.flag, Value::Text(preset.value.clone()));
        }
    }
    let in_path = operation.flags.iter().filter(|flag| flag.required);
    if in_path.clone().all(|flag| given.has(flag.name)) {
        let filler = connected.client.operation(number)?;
        let call = Filled::new(filler, given, &operation.answer);
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

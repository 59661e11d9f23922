//! `--dry-run`: a request is shown, and not sent.

use backhaul_runtime::Preview;
use backhaul_runtime::auth::env::{Found, FoundKind};

use super::context::Context;
use crate::failure::Failure;
use crate::json::HIDDEN;
use crate::output::{Authorized, curl};
use crate::providers::Entry;

/// Prints the request as a curl command, with placeholders for credentials.
///
/// # Errors
/// If it cannot be written.
pub fn print(
    context: &mut Context,
    entry: &'static Entry,
    preview: &Preview,
) -> Result<(), Failure> {
    let found = (entry.found)(&context.common.settings, &context.environment);
    let found = match found {
        Ok(found) => Some(found),
        Err(error) => {
            if !error.is_not_found() {
                let refused = entry.refused(&context.common.settings, &error);
                context.streams.warn(&refused.message);
            }
            None
        }
    };
    let text = shown(entry, found.as_ref(), preview);
    written(context, &text)
}

/// Prints a request that can be made only when those before it are answered, as a comment. `unknown` has what stands
/// for ids that they answer, and what is shown instead.
///
/// # Errors
/// If it cannot be written.
pub(super) fn print_later(
    context: &mut Context,
    entry: &'static Entry,
    preview: &Preview,
    unknown: &[(&str, &str)],
) -> Result<(), Failure> {
    let found = (entry.found)(&context.common.settings, &context.environment).ok();
    let text = shown(entry, found.as_ref(), preview);
    let shown = |text: &str| {
        unknown
            .iter()
            .fold(text.to_owned(), |text, (id, name)| text.replace(id, name))
    };
    let replaced = unknown.iter().filter(|(id, _)| text.contains(id));
    let replaced: Vec<&str> = replaced.map(|(_, name)| *name).collect();
    let first = match replaced.as_slice() {
        [] => "# then:".to_owned(),
        names => format!(
            "# then, with what was found in place of {}:",
            names.join(", ")
        ),
    };
    // What is said of the credentials, the first request has said.
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let lines = lines.map(|line| format!("#   {}", shown(line)));
    let lines: Vec<String> = std::iter::once(first).chain(lines).collect();
    written(context, &(lines.join("\n") + "\n"))
}

/// The request as a curl command, with what is to know about it.
fn shown(entry: &Entry, found: Option<&Found>, preview: &Preview) -> String {
    let (authorized, mut notes) = authorized(entry.table.name, found);
    let body = preview.body().map(String::from_utf8_lossy);
    if body.is_some_and(|body| body.contains(HIDDEN)) {
        notes.push("Values that are secret are shown as [sensitive]: put yours there.");
    }
    let mut names = preview.header_names();
    if names.any(|name| preview.header(name).is_none()) {
        notes.push("A header that is not ASCII is left out.");
    }
    let command = curl(preview, &authorized);
    if command.contains("@BODY") {
        notes.push("The body is not text: BODY is the file that has it.");
    }
    let mut text = String::new();
    for note in notes {
        text.push_str("# ");
        text.push_str(note);
        text.push('\n');
    }
    text.push_str(&command);
    text.push('\n');
    text
}

fn written(context: &mut Context, text: &str) -> Result<(), Failure> {
    let out = &mut context.streams.out;
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Failure::file("standard output", &error))
}

/// How curl authorizes the request, and what to know about that. Without credentials it is the first way that the
/// provider's document has.
fn authorized(provider: &str, found: Option<&Found>) -> (Authorized, Vec<&'static str>) {
    // Only a variable can stand in a command. A key of a file has the variable of its kind instead.
    let in_variables = found.filter(|found| found.names.iter().all(|name| is_variable(name)));
    let name = |index: usize, usual: &str| {
        let names = in_variables.map(|found| found.names.as_slice());
        let name = names.and_then(|names| names.get(index));
        name.map_or_else(|| usual.to_owned(), Clone::clone)
    };
    let bearer = |variable: String| Authorized::Header("Authorization", "Bearer ", variable);
    let iam = |variable: String| Authorized::Header("X-Auth-Token", "", variable);
    let usual = match provider {
        "sls" => FoundKind::AccessKey,
        "dcs" => FoundKind::Token,
        "cloud-manager" => FoundKind::ApiKey,
        _ => FoundKind::ServiceAccount,
    };
    match found.map_or(usual, |found| found.kind) {
        FoundKind::ApiKey => (
            Authorized::Digest(
                name(0, "MONGODB_ATLAS_PUBLIC_API_KEY"),
                name(1, "MONGODB_ATLAS_PRIVATE_API_KEY"),
            ),
            Vec::new(),
        ),
        FoundKind::ServiceAccount => (
            bearer("MONGODB_ATLAS_ACCESS_TOKEN".to_owned()),
            vec![
                "MONGODB_ATLAS_ACCESS_TOKEN is a token that the service account gets from /api/oauth/token.",
            ],
        ),
        FoundKind::AccessToken => (bearer(name(0, "MONGODB_ATLAS_ACCESS_TOKEN")), Vec::new()),
        FoundKind::Token => (iam(name(0, "OS_TOKEN")), Vec::new()),
        FoundKind::Password | FoundKind::Agency => (
            iam("OS_TOKEN".to_owned()),
            vec!["OS_TOKEN is a token that the user gets from IAM with the password."],
        ),
        _ => (
            Authorized::Otherwise,
            vec![
                "An access key signs each request, which curl cannot do: the provider refuses this one without its \
                 signature.",
            ],
        ),
    }
}

fn is_variable(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    !name.is_empty() && name.chars().all(is_part)
}

//! What a document of others need not say, although ours must, and what it says that generated code need not know.
//! Under the profile `open` it is filled in before the lint, so that no later stage has to ask for the profile.
//!
//! | file | fills in |
//! |---|---|
//! | `kinds` | nothing: it puts right values of another kind than OpenAPI says |
//! | `numbers` | whole numbers, and defaults that their limits refuse |
//! | `operations` | names, tags, words and security of operations |
//! | `parameters` | schemas of parameters |
//! | `schemas` | types that follow from the other keys, and values of enums that are no texts |
//! | `secrets`, `secret_names` | which texts are secrets, and which names say so |
//! | `servers` | the address of the API |
//! | `walk` | finding every object of a document that is not a name for something |

mod kinds;
mod numbers;
mod operations;
mod parameters;
mod schemas;
mod secret_names;
mod secrets;
mod servers;
mod walk;

use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, is_invisible};
use crate::document::{Document, text};
use crate::rules::{Profile, Severity, severity};
use operations::Numbered;

/// Headers that carry the id of a request at many providers.
const REQUEST_IDS: [&str; 3] = ["x-request-id", "request-id", "x-correlation-id"];

/// Where many providers have the code of an error.
const CODES: [&str; 4] = ["/code", "/error/code", "/errorCode", "/error"];

/// Where many providers have the message of an error.
const MESSAGES: [&str; 5] = [
    "/message",
    "/error/message",
    "/detail",
    "/error_description",
    "/title",
];

pub(crate) use secrets::Secrets;

/// Fills in what is missing.
pub(crate) fn fill(document: &mut Document) {
    kinds::mend(document);
    // Nothing is said, so nothing is missing.
    let _ = secrets::mark(document, &Secrets::default());
    fill_rest(document);
}

/// The same, with what somebody says of secrets.
///
/// # Errors
/// Names that are not in the document.
pub(crate) fn fill_with(document: &mut Document, said: &Secrets) -> Result<(), Vec<Diagnostic>> {
    kinds::mend(document);
    secrets::mark(document, said)?;
    fill_rest(document);
    Ok(())
}

/// Refuses to be told of secrets in a document that is not filled in.
///
/// # Errors
/// Each name of `said`.
pub(crate) fn refuse(document: &Document, said: &Secrets) -> Result<(), Vec<Diagnostic>> {
    secrets::refuse(document, said)
}

fn fill_rest(document: &mut Document) {
    let root = &mut document.root;
    walk::each_object(root, &mut |object| {
        clean_words(object);
        // Nothing is made of them, and many have another form.
        object.remove("examples");
        schemas::fill(object);
    });
    let title = text(root.get("info").unwrap_or_default(), "title").trim();
    let provider = json!({
        "name": title.lines().next().filter(|line| !line.is_empty()).unwrap_or("The provider"),
        "requestId": REQUEST_IDS, "code": CODES, "message": MESSAGES,
    });
    if let Value::Object(root) = root {
        servers::fill(root);
        root.entry("x-provider").or_insert(provider);
        let numbered = operations::fill(root);
        schemas::describe(root);
        warn_of_numbers(document, numbered);
    }
}

/// A number says nothing of what the operation does, and another operation may have it in the next document.
fn warn_of_numbers(document: &mut Document, numbered: Vec<Numbered>) {
    let rule = "document/same-operation-id";
    for Numbered { path, id } in numbered {
        let message = format!(
            "another operation has this `operationId` or one that is written alike: this one is called {id}"
        );
        let hint = "give it another `operationId`";
        let mut finding = document.finding(rule, &path, message, hint);
        finding.severity = severity(rule, Profile::Open).unwrap_or(Severity::Error);
        document.warnings.push(finding);
    }
}

/// Takes characters that do not show out of what people read.
fn clean_words(object: &mut Map<String, Value>) {
    for key in ["description", "summary", "title"] {
        if let Some(Value::String(words)) = object.get_mut(key) {
            clean(words);
        }
    }
    // Of a flow of OAuth: each scope with what it allows.
    let scopes = object.get_mut("scopes").and_then(Value::as_object_mut);
    for (_, words) in scopes.into_iter().flatten() {
        if let Value::String(words) = words {
            clean(words);
        }
    }
}

fn clean(words: &mut String) {
    words.retain(|c| matches!(c, '\n' | '\t') || !is_invisible(c));
}

#[cfg(test)]
mod tests;

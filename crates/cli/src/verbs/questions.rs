//! Questions before a call is sent.

use backhaul_runtime::OneLine;

use super::context::{Context, Prepared};
use crate::call::{Operation, Place};
use crate::failure::Failure;
use crate::terminal::{Asking, Question, Words, confirm, line};

/// Asks what the document wants to be asked before the operation is called.
///
/// # Errors
/// If the answer is not yes, or nobody can be asked.
pub async fn ask(
    context: &mut Context,
    provider: &str,
    prepared: &Prepared,
) -> Result<(), Failure> {
    let operation = prepared.operation;
    let Some(text) = operation.confirm else {
        return Ok(());
    };
    let command = format!("{provider} {}", operation.name);
    let resource = resource(operation, prepared);
    let typed = operation.confirm_with.and_then(|flag| {
        let value = prepared.given.text(flag)?;
        Some((flag, value))
    });
    let question = Question {
        command: &command,
        resource: &resource,
        text,
        typed,
    };
    asked(context, &question).await
}

/// Asks before something that no document describes is deleted.
///
/// # Errors
/// If the answer is not yes, or nobody can be asked.
pub async fn ask_to_delete(
    context: &mut Context,
    provider: &str,
    address: &str,
) -> Result<(), Failure> {
    let command = format!("api {provider}");
    let resource = [("address".to_owned(), address.to_owned())];
    let path = OneLine::address(address);
    let path = path.to_string();
    let path = path
        .split_once("://")
        .map_or(path.as_str(), |(_, rest)| rest);
    let path = path.find('/').map_or("/", |at| &path[at..]);
    let text = format!("Send DELETE {path}?");
    let question = Question {
        command: &command,
        resource: &resource,
        text: &text,
        typed: None,
    };
    asked(context, &question).await
}

/// Asks.
///
/// # Errors
/// If the answer is not yes, or nobody can be asked.
pub(super) async fn asked(context: &mut Context, question: &Question<'_>) -> Result<(), Failure> {
    let asking = Asking {
        yes: context.common.yes,
        can_ask: context.streams.can_ask,
        err: &mut context.streams.err,
    };
    let is_first = context.begun.is_empty();
    if is_first {
        context.begun.set(|| Words {
            what: "nothing was sent".to_owned(),
            next: None,
        });
    }
    confirm(question, asking, line()).await?;
    if is_first {
        context.begun.clear();
    }
    Ok(())
}

/// The names of what the call changes: its parameters in the path.
fn resource(operation: &Operation, prepared: &Prepared) -> Vec<(String, String)> {
    let flags = operation.flags.iter();
    let in_path = flags.filter(|flag| flag.place == Place::Path);
    let named = in_path.filter_map(|flag| {
        let value = prepared.given.text(flag.name)?;
        Some((flag.name.to_owned(), value.to_owned()))
    });
    named.collect()
}

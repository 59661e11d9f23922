//! `backhaul api`: a call that no document has, with the credentials, retries and limits of all others.
//!
//! | file | subject |
//! |---|---|
//! | `command` | its flags |
//! | `path` | what is wrong with a path, in the words of the command line |
//! | `media` | which media types a call sends and asks for |
//! | `request` | from flags to the call |
//! | `answer` | what is printed of the answer |

mod answer;
mod command;
mod media;
mod path;
mod request;

use backhaul_runtime::Method;
use clap::ArgMatches;

use super::context::Context;
use super::verb::{Running, Verb};
use super::{dry_run, questions};
use crate::failure::Failure;
use crate::providers;
use crate::terminal::Words;

/// The verb.
pub(super) const VERB: Verb = Verb {
    name: "api",
    command: command::command,
    run: |matches, context| -> Running<'_> { Box::pin(run(matches, context)) },
};

async fn run(matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let none = || Failure::usage("name a provider; see backhaul api --help");
    let (provider, matches) = matches.subcommand().ok_or_else(none)?;
    let entry = providers::find(provider).ok_or_else(none)?;
    let mut request = request::of(matches, entry)?;
    let connected = context.connect(entry)?;
    request.fill(&connected.defaults)?;
    let media = request.media(connected.client.as_ref());
    let call = request.call(connected.client.as_ref(), &media);
    let preview = call.preview();
    let preview = preview.map_err(|error| request.failed(error, &media))?;
    if context.common.dry_run {
        return dry_run::print(context, entry, &preview);
    }
    if request.method == Method::Delete {
        questions::ask_to_delete(context, provider, preview.url()).await?;
    }
    if !request.reads() {
        let repeatable = request.is_idempotent();
        let method = request.method.as_str();
        let next = if repeatable {
            "Repeating the command does no harm."
        } else {
            "Look at the resource before you repeat the command."
        };
        let sent = connected.sent.clone();
        context.begun.set(move || {
            if sent.is_nothing() {
                return Words {
                    what: "nothing was sent".to_owned(),
                    next: None,
                };
            }
            Words {
                what: format!("the {method} was begun, and it is unknown whether it was applied"),
                next: Some(next.to_owned()),
            }
        });
    }
    let answer = call
        .send_raw()
        .await
        .map_err(|error| request.failed(error, &media))?;
    context.begun.clear();
    answer::print(&answer, context).await
}

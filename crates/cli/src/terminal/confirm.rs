//! Questions before something is deleted, overwritten or irreversible.

use std::io::{self, Write};

use backhaul_runtime::OneLine;
use tokio::sync::oneshot;

use crate::failure::{Failure, Status};

/// What is asked, and of what.
#[derive(Debug)]
pub struct Question<'a> {
    /// The command: `atlas delete-export-bucket`.
    pub command: &'a str,
    /// What it is done to: names and values.
    pub resource: &'a [(String, String)],
    /// The question, with its question mark.
    pub text: &'a str,
    /// What a person types instead of "yes": a flag and its value.
    pub typed: Option<(&'a str, &'a str)>,
}

/// How people are asked.
pub struct Asking<'a> {
    /// Whether `--yes` answers.
    pub yes: bool,
    /// Whether a person can answer.
    pub can_ask: bool,
    /// Where the question goes.
    pub err: &'a mut dyn Write,
}

/// Asks, unless `--yes` has answered. `answer` reads a line, and is only awaited when the question was put.
///
/// # Errors
/// If the answer is not yes, or nobody can be asked.
pub async fn confirm(
    question: &Question<'_>,
    asking: Asking<'_>,
    answer: impl Future<Output = io::Result<String>>,
) -> Result<(), Failure> {
    if asking.yes {
        return Ok(());
    }
    let command = question.command;
    if !asking.can_ask {
        let named = question.resource.iter();
        let named = named.map(|(name, value)| format!("{name} {}", OneLine::new(value)));
        let named: Vec<String> = named.collect();
        let of = match named.is_empty() {
            true => String::new(),
            false => format!(" about {}", named.join(", ")),
        };
        // Nobody is there who could continue.
        let text = question.text.trim_end_matches(" Continue?");
        let text = format!(
            "Nothing was sent: {command} asks first, and there is no terminal to ask on. It asks{of}: {text}"
        );
        return Err(Failure::new(Status::Declined, text).hint("To answer yes, give --yes."));
    }
    // A person who cannot see the question must not be taken to have answered it.
    let asked = ask(question, asking.err);
    asked.map_err(|error| Failure::file("standard error", &error))?;
    let answer = answer.await;
    let answer = answer.map_err(|error| Failure::file("standard input", &error))?;
    let answer = answer.trim();
    let is_yes = match question.typed {
        Some((_, value)) => answer == value,
        None => answer.eq_ignore_ascii_case("y") || answer.eq_ignore_ascii_case("yes"),
    };
    if is_yes {
        return Ok(());
    }
    let said = match question.typed {
        Some((flag, _)) => {
            format!("That is not the value of --{flag}. Nothing was sent.")
        }
        None => "Nothing was sent.".to_owned(),
    };
    Err(Failure {
        is_choice: true,
        ..Failure::new(Status::Declined, said)
    })
}

/// A line from standard input. A thread of its own reads it: nothing can stop that, and after an interrupt the end
/// of the process does not wait for it.
///
/// # Errors
/// If it cannot be read.
pub async fn line() -> io::Result<String> {
    let (tell, told) = oneshot::channel();
    std::thread::Builder::new().spawn(move || {
        let mut line = String::new();
        // Nobody is told after an interrupt.
        let _ = tell.send(io::stdin().read_line(&mut line).map(|_| line));
    })?;
    told.await.map_err(io::Error::other)?
}

fn ask(question: &Question<'_>, err: &mut dyn Write) -> std::io::Result<()> {
    writeln!(err, "{}", question.command)?;
    for (name, value) in question.resource {
        writeln!(err, "  {name}: {}", OneLine::new(value))?;
    }
    match question.typed {
        Some((flag, _)) => write!(
            err,
            "{} Type the value of --{flag} to go on: ",
            question.text
        )?,
        None => write!(err, "{} [y/N] ", question.text)?,
    }
    err.flush()
}

#[cfg(test)]
mod tests {
    use super::{Asking, Question, confirm};

    async fn answered(typed: Option<(&str, &str)>, answer: &str) -> (bool, String) {
        let resource = [("export-bucket-id".to_owned(), "fake\u{1b}[2J".to_owned())];
        let question = Question {
            command: "atlas delete-export-bucket",
            resource: &resource,
            text: "Delete it?",
            typed,
        };
        let mut err = Vec::new();
        let asking = Asking {
            yes: false,
            can_ask: true,
            err: &mut err,
        };
        let outcome = confirm(&question, asking, async { Ok(answer.to_owned()) }).await;
        if let Err(failure) = &outcome {
            assert_eq!(failure.status.code(), 9);
            assert!(
                failure.message.ends_with("Nothing was sent."),
                "{failure:?}"
            );
        }
        (outcome.is_ok(), String::from_utf8(err).unwrap())
    }

    #[tokio::test]
    async fn only_yes_is_yes() {
        for (answer, expected) in [
            ("y\n", true),
            ("Y", true),
            ("yes\n", true),
            (" YES \n", true),
            ("\n", false),
            ("", false),
            ("n\n", false),
            ("yep\n", false),
        ] {
            assert_eq!(answered(None, answer).await.0, expected, "{answer:?}");
        }
        let (_, shown) = answered(None, "y").await;
        assert!(shown.ends_with("Delete it? [y/N] "), "{shown}");
        assert!(
            shown.contains("export-bucket-id: fake\\u{1b}[2J"),
            "{shown}"
        );
    }

    #[tokio::test]
    async fn what_nobody_can_undo_takes_the_value() {
        let typed = Some(("group-id", "5f00"));
        for (answer, expected) in [
            ("5f00\n", true),
            ("y\n", false),
            ("yes\n", false),
            ("5F00\n", false),
        ] {
            let (outcome, shown) = answered(typed, answer).await;
            assert_eq!(outcome, expected, "{answer:?}");
            assert!(
                shown.ends_with("Type the value of --group-id to go on: "),
                "{shown}"
            );
        }
    }
}

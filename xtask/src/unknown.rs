//! Tasks and options that do not exist: what is wrong, and what was probably meant.

use backhaul_codegen::closest;
use lexopt::Arg;

/// There is no task `name`.
pub(crate) fn task(name: &str, tasks: &[&str]) -> String {
    format!("there is no task {name:?}{}", meant(name, tasks))
}

/// `argument` is none that the task takes whose help is `usage`.
pub(crate) fn argument(argument: Arg<'_>, usage: &str) -> String {
    let name = match &argument {
        Arg::Long(name) => format!("--{name}"),
        Arg::Short(_) | Arg::Value(_) => String::new(),
    };
    let known: Vec<&str> = options(usage).collect();
    let meant = meant(&name, &known);
    format!("{}{meant}\n\n{usage}", argument.unexpected())
}

/// The options that a help text names.
fn options(usage: &str) -> impl Iterator<Item = &str> {
    let is_part = |letter: char| letter.is_ascii_lowercase() || letter == '-';
    let words = usage.split(move |letter| !is_part(letter));
    words.filter(|word| word.len() > 2 && word.starts_with("--"))
}

fn meant(name: &str, known: &[&str]) -> String {
    let found = closest(name, known).map(|one| format!("; did you mean {one}?"));
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use lexopt::Parser;

    use super::{argument, task};

    #[test]
    fn what_is_alike_is_suggested() {
        let tasks = ["regenerate", "review", "changes"];
        let said = task("regenrate", &tasks);
        assert_eq!(
            said,
            "there is no task \"regenrate\"; did you mean regenerate?"
        );
        assert_eq!(task("deploy", &tasks), "there is no task \"deploy\"");

        const USAGE: &str =
            "cargo xtask regenerate [--check] [PROVIDER...]\n  --deny-breaking  or else";
        let said = |text: &str| {
            let mut parser = Parser::from_args([text]);
            argument(parser.next().unwrap().unwrap(), USAGE)
        };
        for (text, expected) in [
            ("--chek", "invalid option '--chek'; did you mean --check?"),
            (
                "--deny-braking",
                "invalid option '--deny-braking'; did you mean --deny-breaking?",
            ),
            ("--force", "invalid option '--force'"),
            ("-c", "invalid option '-c'"),
            ("check", "unexpected argument \"check\""),
        ] {
            assert_eq!(said(text), format!("{expected}\n\n{USAGE}"));
        }
    }
}

//! A command line whose values may be wrong.

use std::borrow::Cow;
use std::error::Error as _;
use std::ffi::OsString;
use std::ops::Range;

use backhaul_runtime::OneLine;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Command};

use crate::failure::{Mistakes, in_words};

/// What a command line says.
#[derive(Debug)]
pub struct Reading {
    /// The flags whose values are right.
    pub matches: Result<ArgMatches, Box<clap::Error>>,
    /// The values that are wrong.
    pub mistakes: Mistakes,
}

/// Reads `words` by `tree`. Clap ends at the first wrong value, so each is taken out, and the rest is read again.
pub fn read(mut tree: Command, mut words: Vec<OsString>) -> Reading {
    let mut mistakes = Mistakes::default();
    loop {
        let error = match tree.try_get_matches_from_mut(&words) {
            Ok(matches) => {
                return Reading {
                    matches: Ok(matches),
                    mistakes,
                };
            }
            Err(error) => error,
        };
        if let Some(at) = negative_value(&error, &words) {
            let value = words.remove(at);
            let flag = &mut words[at - 1];
            flag.push("=");
            flag.push(value);
            continue;
        }
        let Some((flag, line, place)) = wrong_value(&error, &words) else {
            return Reading {
                matches: Err(Box::new(error)),
                mistakes,
            };
        };
        mistakes.add(&[&flag], line);
        words.drain(place);
    }
}

/// Where a number is that clap takes for a flag, because it begins with a hyphen, behind a flag with two of them.
fn negative_value(error: &clap::Error, words: &[OsString]) -> Option<usize> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let Some(ContextValue::String(unknown)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let is_number = |word: &str| {
        let digits = word.strip_prefix('-');
        digits.is_some_and(|digits| !digits.is_empty() && digits.parse::<f64>().is_ok())
    };
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let is_value = |pair: &[Cow<'_, str>]| {
        let is_flag = pair[0].len() > 2 && pair[0].starts_with("--") && !pair[0].contains('=');
        is_flag && is_number(&pair[1]) && pair[1].starts_with(unknown.as_str())
    };
    let before = words.windows(2).position(is_value)?;
    Some(before + 1)
}

/// The flag whose value is wrong, what is wrong with it, and where both are in `words`.
fn wrong_value(error: &clap::Error, words: &[OsString]) -> Option<(String, String, Range<usize>)> {
    if !matches!(
        error.kind(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation
    ) {
        return None;
    }
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let shown = text(ContextKind::InvalidArg)?;
    let flag = shown.split([' ', '=', '[']).next()?.strip_prefix("--")?;
    let Some(value) = text(ContextKind::InvalidValue).filter(|value| !value.is_empty()) else {
        let at = without_value(flag, words)?;
        return Some((
            flag.to_owned(),
            format!("--{flag}: its value is missing"),
            at..at + 1,
        ));
    };
    let place = place(flag, value, words)?;
    let reason = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) => format!("it must be one of {}", values.join(", ")),
        _ => reason(&error.source()?.to_string()),
    };
    let quoted = format!("{:?}", OneLine::new(value));
    let said = match reason.starts_with(&format!("{value:?}")) {
        true => reason,
        false => format!("{quoted} is not allowed: {reason}"),
    };
    let line = in_words(&format!("--{flag}: {said}"));
    Some((flag.to_owned(), line, place))
}

/// What the standard library says of numbers, in words.
fn reason(text: &str) -> String {
    match text {
        "invalid digit found in string" => "it must be a whole number".to_owned(),
        "number too large to fit in target type" => "the number is too large".to_owned(),
        "number too small to fit in target type" => "the number is too small".to_owned(),
        other => match other.split_once(" is not in ") {
            Some((_, range)) => match range.split_once("..") {
                // The most that a number can be is no limit to tell.
                Some((least, most)) if most.is_empty() || most.len() > 12 => {
                    format!("it must be at least {least}")
                }
                Some((least, most)) => {
                    format!("it must be {least} to {}", most.trim_start_matches('='))
                }
                None => other.to_owned(),
            },
            None => other.to_owned(),
        },
    }
}

/// Where a flag is that has no value.
fn without_value(flag: &str, words: &[OsString]) -> Option<usize> {
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let (named, empty) = (format!("--{flag}"), format!("--{flag}="));
    let has_none = |at: usize| words.get(at + 1).is_none_or(|next| next.starts_with('-'));
    (0..words.len()).find(|at| words[*at] == empty || words[*at] == named && has_none(*at))
}

/// Where a flag and its value are.
fn place(flag: &str, value: &str, words: &[OsString]) -> Option<Range<usize>> {
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let joined = format!("--{flag}={value}");
    if let Some(at) = words.iter().position(|word| *word == joined) {
        return Some(at..at + 1);
    }
    let apart = |is_flag: &dyn Fn(&str) -> bool| {
        let mut pairs = words.windows(2);
        pairs.position(|pair| is_flag(&pair[0]) && pair[1] == value)
    };
    let named = format!("--{flag}");
    // A flag may have another spelling.
    let at = apart(&|word| word == named).or_else(|| apart(&|word| word.starts_with('-')));
    if let Some(at) = at {
        return Some(at..at + 2);
    }
    let end = format!("={value}");
    let is_joined = |word: &str| word.starts_with('-') && word.ends_with(&end);
    let at = words.iter().position(|word| is_joined(word))?;
    Some(at..at + 1)
}

#[cfg(test)]
mod tests {
    use clap::{Arg, Command, value_parser};

    use super::read;

    fn tree() -> Command {
        let number = |name: &'static str| {
            let arg = Arg::new(name).long(name);
            arg.value_parser(value_parser!(u8).range(1..))
        };
        Command::new("x")
            .arg(number("one"))
            .arg(number("two").alias("zwei"))
            .arg(
                Arg::new("form")
                    .long("form")
                    .short('f')
                    .value_parser(["json", "table"]),
            )
            .arg(Arg::new("text").long("text"))
    }

    fn told(words: &[&str]) -> String {
        let words = ["x"].iter().chain(words).map(Into::into);
        let reading = read(tree(), words.collect());
        let failure = reading.mistakes.together(Ok(())).err();
        failure.map(|failure| failure.message).unwrap_or_default()
    }

    #[test]
    fn every_wrong_value_is_told() {
        assert_eq!(told(&["--one=1", "--text=0"]), "");
        assert_eq!(
            told(&["--one", "0", "--zwei=x", "-f", "jsan", "--text", "0"]),
            "--one: \"0\" is not allowed: it must be 1 to 255\n\
             --two: \"x\" is not allowed: it must be a whole number\n\
             --form: \"jsan\" is not allowed: did you mean json? It must be one of json, table"
        );
    }

    #[test]
    fn a_negative_number_is_a_value_like_others() {
        let said = "--one: \"-1\" is not allowed: it must be 1 to 255";
        assert_eq!(told(&["--one", "-1"]), said);
        assert_eq!(told(&["--one=-1"]), said);
        assert_eq!(
            told(&["--one", "-15", "--two", "0"]),
            "--one: \"-15\" is not allowed: it must be 1 to 255\n\
             --two: \"0\" is not allowed: it must be 1 to 255"
        );
    }

    #[test]
    fn a_value_that_is_missing_is_a_mistake_like_others() {
        assert_eq!(
            told(&["--form", "--one=0", "--two"]),
            "--form: its value is missing\n\
             --one: \"0\" is not allowed: it must be 1 to 255\n\
             --two: its value is missing"
        );
    }

    #[test]
    fn what_is_right_is_read() {
        let words = ["x", "--one=0", "--text=0"].map(Into::into).to_vec();
        let reading = read(tree(), words);
        assert!(reading.mistakes.has("one") && !reading.mistakes.has("text"));
        let matches = reading.matches.unwrap();
        assert_eq!(matches.get_one::<String>("text").unwrap(), "0");
        // Another kind of mistake ends it.
        let words = ["x", "--one=0", "--nothing=1"].map(Into::into).to_vec();
        let reading = read(tree(), words);
        assert!(reading.mistakes.has("one") && reading.matches.is_err());
    }
}

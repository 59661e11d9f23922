//! Simple patterns, read into the atoms that `backhaul_runtime::for_client_crates::Pattern` checks.

use std::iter::Peekable;
use std::str::Chars;

/// A character class with its repetition, as `backhaul_runtime::for_client_crates::Atom` has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Atom {
    /// Inclusive ranges.
    pub(crate) ranges: Vec<(char, char)>,
    /// Smallest number of repetitions.
    pub(crate) min: u32,
    /// Largest number of repetitions; `None` means no limit.
    pub(crate) max: Option<u32>,
}

/// Reads an anchored sequence of literals and character classes with repetitions.
///
/// # Errors
/// The part that is not simple, in words.
pub(crate) fn parse(pattern: &str) -> Result<Vec<Atom>, String> {
    let inner = pattern
        .strip_prefix('^')
        .and_then(|rest| rest.strip_suffix('$'))
        .ok_or("it is not anchored at both ends (^...$)")?;
    // Atlas prints its id patterns with one pair of parentheses around the whole.
    let inner = inner
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap_or(inner);
    let mut characters = inner.chars().peekable();
    let mut atoms = Vec::new();
    while let Some(character) = characters.next() {
        let ranges = match character {
            '[' => class(&mut characters)?,
            '\\' => vec![single(escaped(&mut characters)?)],
            '(' | ')' | '|' | '.' | '^' | '$' | '*' | '+' | '?' | '{' | '}' | ']' => {
                return Err(format!(
                    "`{character}` is used other than as a literal in a class"
                ));
            }
            literal => vec![single(literal)],
        };
        let (min, max) = repetition(&mut characters)?;
        atoms.push(Atom { ranges, min, max });
    }
    Ok(atoms)
}

fn single(character: char) -> (char, char) {
    (character, character)
}

/// A backslash only takes away the meaning of punctuation; classes such as `\d` are not simple.
fn escaped(characters: &mut Peekable<Chars<'_>>) -> Result<char, String> {
    match characters.next() {
        Some(character) if character.is_ascii_punctuation() => Ok(character),
        Some(character) => Err(format!("`\\{character}` is not a plain character")),
        None => Err("it ends in a backslash".to_owned()),
    }
}

/// The rest of a class after its `[`.
fn class(characters: &mut Peekable<Chars<'_>>) -> Result<Vec<(char, char)>, String> {
    let mut ranges = Vec::new();
    if characters.peek() == Some(&'^') {
        return Err("a class is negated".to_owned());
    }
    loop {
        let first = match characters.next() {
            None => return Err("a class is not closed".to_owned()),
            Some(']') if ranges.is_empty() => return Err("a class is empty".to_owned()),
            Some(']') => return Ok(ranges),
            Some('\\') => escaped(characters)?,
            Some(character) => character,
        };
        let mut ahead = characters.clone();
        let is_range = ahead.next() == Some('-') && ahead.next().is_some_and(|next| next != ']');
        if !is_range {
            ranges.push(single(first));
            continue;
        }
        characters.next();
        let last = match characters.next() {
            Some('\\') => escaped(characters)?,
            Some(character) => character,
            None => return Err("a class is not closed".to_owned()),
        };
        if last < first {
            return Err(format!("the range {first}-{last} runs backwards"));
        }
        ranges.push((first, last));
    }
}

fn repetition(characters: &mut Peekable<Chars<'_>>) -> Result<(u32, Option<u32>), String> {
    let bounds = match characters.peek() {
        Some('*') => (0, None),
        Some('+') => (1, None),
        Some('?') => (0, Some(1)),
        Some('{') => {
            characters.next();
            let text: String = characters.by_ref().take_while(|&c| c != '}').collect();
            return counted(&text)
                .ok_or_else(|| format!("{{{text}}} is not a count up to {MOST_REPETITIONS}"));
        }
        _ => return Ok((1, Some(1))),
    };
    characters.next();
    Ok(bounds)
}

/// `n`, `n,` or `n,m`.
fn counted(text: &str) -> Option<(u32, Option<u32>)> {
    let (min, max) = match text.split_once(',') {
        None => {
            let count = text.parse().ok()?;
            (count, Some(count))
        }
        Some((min, "")) => (min.parse().ok()?, None),
        Some((min, max)) => (min.parse().ok()?, Some(max.parse().ok()?)),
    };
    let most = max.unwrap_or(min);
    (min <= most && most <= MOST_REPETITIONS).then_some((min, max))
}

/// No address has room for more characters.
const MOST_REPETITIONS: u32 = 65_535;

#[cfg(test)]
mod tests {
    use super::{Atom, parse};

    fn atom(ranges: &[(char, char)], min: u32, max: Option<u32>) -> Atom {
        Atom {
            ranges: ranges.to_vec(),
            min,
            max,
        }
    }

    #[test]
    fn reads_the_patterns_that_providers_print() {
        assert_eq!(
            parse("^([a-f0-9]{24})$").unwrap(),
            [atom(&[('a', 'f'), ('0', '9')], 24, Some(24))]
        );
        assert_eq!(
            parse("^[a-zA-Z0-9][a-zA-Z0-9-]*$").unwrap(),
            [
                atom(&[('a', 'z'), ('A', 'Z'), ('0', '9')], 1, Some(1)),
                atom(&[('a', 'z'), ('A', 'Z'), ('0', '9'), ('-', '-')], 0, None),
            ]
        );
        assert_eq!(
            parse(r"^vpce-[0-9_\-]{2,}x?$").unwrap()[5..],
            [
                atom(&[('0', '9'), ('_', '_'), ('-', '-')], 2, None),
                atom(&[('x', 'x')], 0, Some(1))
            ]
        );
    }

    #[test]
    fn refuses_what_is_not_simple() {
        for pattern in [
            "[a-z]+",
            "^a",
            "^a|b$",
            "^(a)(b)$",
            "^a.b$",
            r"^\d+$",
            "^[^a]$",
            "^[]$",
            "^[a$",
            "^a{$",
            "^a{2,1}$",
            "^a{x}$",
            "^a{65536}$",
            "^a{1,4294967295}$",
            "^[z-a]$",
            r"^a\$",
            "^*$",
            "^[a-$",
            "^((a))$",
        ] {
            assert!(parse(pattern).is_err(), "{pattern}");
        }
    }
}

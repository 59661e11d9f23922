//! Literals that are sent as they are written: paths, media types, addresses, and names of operations.

use super::part::{Findings, Part};
use crate::model::is_media_type;
use crate::path_key::PathKey;

/// Checks the literal parts of a path. The runtime sends them as they are written, and refuses what an
/// address cannot contain or would change.
pub(super) fn check_path(template: &str, path_item: &Part<'_>, findings: &mut Findings<'_>) {
    let key = PathKey::of(template);
    if !key.mark.is_empty() {
        findings.report(
            "house/path-fragment",
            path_item,
            format!(
                "`#{}` behind the path is not sent, and tells it from no other path",
                key.mark
            ),
            "remove it: a path has several methods, and an operation several forms of a body",
        );
    }
    if !key.query.is_empty() {
        findings.report(
            "house/path-query",
            path_item,
            format!("the path has a query, `?{}`", key.query),
            "put it into `parameters`",
        );
        if let Some(Odd::Character(problem)) = odd_character(key.query, "/?") {
            wrong(problem, path_item, findings);
        }
    }
    for segment in key.path.split('/') {
        if matches!(
            segment.replace("%2e", ".").replace("%2E", ".").as_str(),
            "." | ".."
        ) {
            let problem = format!("{segment:?} leads to another path");
            wrong(problem, path_item, findings);
            continue;
        }
        match beside_parameters(segment).find_map(|literal| odd_character(literal, "")) {
            Some(Odd::Character(problem)) => wrong(problem, path_item, findings),
            Some(Odd::Escape(problem)) => findings.report(
                "house/path-escape",
                path_item,
                format!("the path may be read as another: {problem}"),
                "write the character itself",
            ),
            None => {}
        }
    }
}

fn wrong(problem: String, path_item: &Part<'_>, findings: &mut Findings<'_>) {
    findings.report(
        "wire/path-literal",
        path_item,
        format!("the path cannot be sent as it is written: {problem}"),
        "write the path exactly as it is sent: letters, digits, -._~!$&'()*+,;=:@ and, for other \
         characters, %XX (%20 for a space); put the query into `parameters`",
    );
}

/// The literal texts of a segment. Braces that do not fit together are a finding of the parameters.
fn beside_parameters(segment: &str) -> impl Iterator<Item = &str> {
    let mut pieces = segment.split('{');
    let first = pieces.next();
    let behind = pieces.filter_map(|piece| Some(piece.split_once('}')?.1));
    let literals = first.into_iter().chain(behind);
    literals.filter(|literal| !literal.contains('}'))
}

/// What is odd about a literal.
#[derive(Debug, PartialEq)]
enum Odd {
    /// An address cannot have it.
    Character(String),
    /// It is sent, but may be read in two ways.
    Escape(String),
}

/// The first thing that is odd about a literal, which may have the characters of `more` too.
fn odd_character(literal: &str, more: &str) -> Option<Odd> {
    let mut rest = literal;
    let mut escape = None;
    while let Some(character) = rest.chars().next() {
        let behind = &rest[character.len_utf8()..];
        let signs = "-._~!$&'()*+,;=:@";
        let is_plain = character.is_ascii_alphanumeric();
        rest = if is_plain || signs.contains(character) || more.contains(character) {
            behind
        } else if character == '%' {
            let code = behind.get(..2).unwrap_or(behind);
            let byte = u8::from_str_radix(code, 16).ok();
            let is_code = code.bytes().all(|digit| digit.is_ascii_hexdigit()) && code.len() == 2;
            match byte.filter(|_| is_code) {
                None => {
                    let problem = "a `%` without two hexadecimal digits".to_owned();
                    return Some(Odd::Character(problem));
                }
                Some(byte) if is_ambiguous(byte) => {
                    let problem = format!("some servers read %{code} as {:?}", char::from(byte));
                    escape.get_or_insert(problem);
                }
                Some(_) => {}
            }
            &behind[2..]
        } else {
            return Some(Odd::Character(match character {
                ' ' => "it contains a space".to_owned(),
                other => format!("it contains {other:?}"),
            }));
        };
    }
    escape.map(Odd::Escape)
}

/// What servers and libraries decode before they look which resource is meant.
fn is_ambiguous(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte.is_ascii_control()
        || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/' | b'\\' | b'%')
}

/// Checks the media types of a body, which are sent or asked for.
pub(super) fn check_media_types(owner: &Part<'_>, findings: &mut Findings<'_>) {
    let content = owner.members_of("content");
    let has_one = content
        .iter()
        .any(|(media_type, _)| is_media_type(media_type));
    for (media_type, media) in content {
        if !is_media_type(media_type) {
            // Without a slash it is never sent nor asked for.
            let is_left_out = has_one && !media_type.contains('/');
            findings.report(
                match is_left_out {
                    true => "idle/media-type",
                    false => "wire/media-type",
                },
                &media,
                format!("{media_type:?} is not a valid media type"),
                "write the type that the provider sends, such as application/json, in plain ASCII",
            );
        }
    }
}

/// Whether `text` is the address of a page, of the characters that an address has.
pub(super) fn is_page(text: &str) -> bool {
    let is_allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    text.strip_prefix("https://")
        .is_some_and(|rest| !rest.is_empty())
        && text.bytes().all(is_allowed)
}

/// Whether `text` can be the name of an operation or of a component.
pub(super) fn is_name(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    !text.is_empty() && text.bytes().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::{Odd, is_name, is_page, odd_character};

    #[test]
    fn only_what_an_address_keeps_is_a_literal() {
        for good in [
            "", "v1.0", "a-b_c~d", "jobs:run", "a%20b", "$batch", "(x)", "@me", "%C3%A9",
        ] {
            assert_eq!(odd_character(good, ""), None, "{good}");
        }
        assert_eq!(odd_character("a/b?c=d", "/?"), None);
        for bad in [
            "a b", "a?b", "a#b", "é", "%", "%4", "%zz", "%+1", "a\\b", "a|b", "^", "`", "\"", "<",
            "{", "}", "[", "%2e ",
        ] {
            let odd = odd_character(bad, "");
            assert!(matches!(odd, Some(Odd::Character(_))), "{bad}");
        }
        for bad in ["%2e", "%2E%2e", "%2f", "%5C", "%00", "%25", "a%41"] {
            let odd = odd_character(bad, "");
            assert!(matches!(odd, Some(Odd::Escape(_))), "{bad}");
        }
    }

    #[test]
    fn pages_and_names() {
        assert!(is_page("https://example.com/a_(b)?c=d#e"));
        for bad in [
            "http://example.com",
            "https://",
            "https://a b",
            "https://é",
            "https://a\"b",
            "https://a<b",
        ] {
            assert!(!is_page(bad), "{bad}");
        }
        for (text, good) in [
            ("a-b.C_1", true),
            ("", false),
            ("a b", false),
            ("a'b", false),
            ("é", false),
        ] {
            assert_eq!(is_name(text), good, "{text}");
        }
    }
}

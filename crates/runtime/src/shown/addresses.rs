//! Removes the parts of addresses that give access: the query and the user information.

use std::borrow::Cow;

use super::signatures::{CUT, without_signatures};

/// `text` without the query and the user information of each address in it, and without signatures.
pub(super) fn without_access(text: &str) -> Cow<'_, str> {
    // Every such part contains one of these characters.
    if !has_one_of(text, &['?', '%', '@', '=', '#', ':']) {
        return Cow::Borrowed(text);
    }
    // A query begins with one of the first three, user information ends with the fourth, and a fragment begins with
    // the last. Without them there are only signatures.
    if !has_one_of(text, &['?', '%', '\\', '@', '#']) {
        return Cow::Owned(without_signatures(text));
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(ends_address).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        shown.push_str(&without_query(word));
        let width = after.chars().next().map_or(0, char::len_utf8);
        shown.push_str(&after[..width]);
        rest = &after[width..];
    }
    Cow::Owned(without_signatures(&shown))
}

/// The setting `text` without user information, query and fragment, even if it is malformed.
pub(super) fn bare_address(text: &str) -> Cow<'_, str> {
    let begin = text.find("://").map_or(0, |scheme| scheme + 3);
    let (scheme, rest) = text.split_at(begin);
    let (user, rest) = match rest.rfind('@') {
        Some(at) => (CUT, &rest[at..]),
        None => ("", rest),
    };
    match rest.find(['?', '#']) {
        Some(end) => Cow::Owned(format!("{scheme}{user}{}{CUT}", &rest[..end])),
        None => Cow::Owned(format!("{scheme}{user}{rest}")),
    }
}

/// Whether `text` has one of these characters. Each is looked for alone, which the standard library does many bytes
/// at once.
fn has_one_of(text: &str, characters: &[char]) -> bool {
    characters.iter().any(|one| text.contains(*one))
}

/// Characters that cannot be part of an address.
fn ends_address(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '"' | '\'' | '<' | '>' | '`')
}

/// A word, cut where the query of an address begins.
fn without_query(word: &str) -> Cow<'_, str> {
    if !has_one_of(word, &['?', '%', '\\', '@', '#']) {
        return Cow::Borrowed(word);
    }
    let word = without_user(word);
    let scheme = place_of(&word, 0, is_scheme_end);
    let begins = |at: usize, known: bool| {
        let query = &word[at..];
        let has_value =
            query.contains('=') || place_of(query, 0, |rest| encoded(rest, "3d")).is_some();
        let has_path = word[..at].contains(['/', '.']) || word[..at].contains('%');
        known || (has_value && has_path)
    };
    let query = place_of(&word, 0, |rest| {
        rest.starts_with('?') || encoded(rest, "3f") || rest.starts_with("\\u003f")
    });
    if let Some(at) = query
        && begins(at, scheme.is_some_and(|scheme| scheme < at))
        && word[at..].len() > 1
    {
        return Cow::Owned(format!("{}?{CUT}", &word[..at]));
    }
    if let Some(scheme) = scheme
        && let Some(at) = word[scheme..].find('#').map(|at| scheme + at)
        && word[at..].contains('=')
    {
        return Cow::Owned(format!("{}#{CUT}", &word[..at]));
    }
    word
}

/// A word, without the user information of the address in it.
fn without_user(word: &str) -> Cow<'_, str> {
    let Some(scheme) = word.find("://").or_else(|| word.find(":\\/\\/")) else {
        // `user:password@host`, which is not an address, but was given as one.
        return match word.rsplit_once('@') {
            Some((user, host)) if user.contains(':') => Cow::Owned(format!("{CUT}@{host}")),
            _ => Cow::Borrowed(word),
        };
    };
    let begin = scheme
        + word[scheme..]
            .bytes()
            .take_while(|byte| b":/\\".contains(byte))
            .count();
    let authority = word[begin..].find(['/', '?', '#', '\\']);
    let end = authority.map_or(word.len(), |length| begin + length);
    // A password may contain a slash, although it should not. Then the text after the colon is not a port.
    let port = word[begin..end].rsplit_once(':').map(|(_, port)| port);
    let is_password = port.is_some_and(|port| port.bytes().any(|byte| !byte.is_ascii_digit()));
    let searched = if is_password { word.len() } else { end };
    let Some(at) = word[begin..searched].rfind('@') else {
        return Cow::Borrowed(word);
    };
    Cow::Owned(format!("{}{CUT}{}", &word[..begin], &word[begin + at..]))
}

/// The first position from `start` on where `is` holds for the rest of the text.
fn place_of(text: &str, start: usize, is: impl Fn(&str) -> bool) -> Option<usize> {
    let rest = &text[start..];
    rest.char_indices()
        .map(|(at, _)| start + at)
        .find(|at| is(&text[*at..]))
}

/// `://`, also in the escapes of JSON, HTML and addresses.
fn is_scheme_end(rest: &str) -> bool {
    rest.starts_with("://")
        || rest.starts_with(":\\/\\/")
        || rest.starts_with(":\\u002f\\u002f")
        || encoded(rest, "3a%2f%2f")
        || encoded(rest, "3a%252f%252f")
        || rest.starts_with(":&#x2F;&#x2F;")
}

/// Whether `rest` begins with the byte `hex`, percent-encoded once or more than once.
fn encoded(rest: &str, hex: &str) -> bool {
    let Some(mut digits) = rest.strip_prefix('%') else {
        return false;
    };
    while let Some(inner) = digits.strip_prefix("25") {
        digits = inner;
    }
    digits
        .get(..hex.len())
        .is_some_and(|digits| digits.eq_ignore_ascii_case(hex))
}

#[cfg(test)]
mod tests {
    use super::without_access;

    #[test]
    fn addresses_lose_their_query_and_their_user() {
        for (text, expected) in [
            (
                "see https://b.example/k?X-Amz-Signature=fake now",
                "see https://b.example/k?… now",
            ),
            ("(https://b.example/k?sig)", "(https://b.example/k?…"),
            (
                "<a href=\"https://b.example/k?a=1&amp;b=2\">x",
                "<a href=\"https://b.example/k?…\">x",
            ),
            (
                r#"{"u":"https:\/\/b.example\/k?a=1"}"#,
                r#"{"u":"https:\/\/b.example\/k?…"}"#,
            ),
            (
                "to=https%3A%2F%2Fb.example%2Fk%3Fsig%3Dfake",
                "to=https%3A%2F%2Fb.example%2Fk?…",
            ),
            (
                "https%253a%252f%252fb%253Fsig%253Dfake",
                "https%253a%252f%252fb?…",
            ),
            (
                "GET /bucket/key?Signature=fake HTTP",
                "GET /bucket/key?… HTTP",
            ),
            ("bucket.example/key?Signature=fake", "bucket.example/key?…"),
            (
                "https://h.example/#access_token=fake",
                "https://h.example/#…",
            ),
            (
                "at https://user:fake@h.example/x",
                "at https://…@h.example/x",
            ),
            ("https://user:fa/ke@h.example/x", "https://…@h.example/x"),
            ("no user:fake@h.example", "no …@h.example"),
            (
                r"https:\u002f\u002fb.example\u002fk\u003fsig",
                r"https:\u002f\u002fb.example\u002fk?…",
            ),
            (
                "at https://h.example: signature=0123456789abcdef",
                "at https://h.example: signature=…",
            ),
            (
                "links.https://b.example/k?sig.x",
                "links.https://b.example/k?…",
            ),
        ] {
            assert_eq!(without_access(text), expected);
        }
    }

    #[test]
    fn ordinary_text_stays() {
        for text in [
            "Is it there? No: 100% of a@b.example, see https://docs.example:80/@page#part",
            "must match ^[a-z]+(-[0-9]+)?$",
            "Retry? yes=1",
            "response: 503, signature: wrong",
            "the signature does not match",
            "",
        ] {
            assert_eq!(without_access(text), text);
        }
    }
}

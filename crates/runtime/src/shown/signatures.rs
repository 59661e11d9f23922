//! Removes signatures and answers to challenges from a text. Each authorizes a request, even if only one.

pub(super) const CUT: &str = "…";

/// The names before them, followed by `=` or `:`.
const NAMES: [&str; 2] = ["signature", "response"];

/// The scheme of SLS, followed by an id, a colon and a signature.
const SLS: &str = "log";

/// Shorter words are not signatures.
const SHORTEST: usize = 16;

/// `text` without the values of `Signature=...`, `response="..."` and `LOG ID:...`.
pub(super) fn without_signatures(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    if !NAMES.iter().chain(&[SLS]).any(|name| lower.contains(name)) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, _) in text.char_indices() {
        if at < copied {
            continue;
        }
        let rest = &lower[at..];
        let named = || {
            NAMES
                .iter()
                .find_map(|name| after_name(rest.strip_prefix(name)?))
        };
        let Some(value) = named().or_else(|| after_id(rest.strip_prefix(SLS)?)) else {
            continue;
        };
        let length = value
            .find(|character| !is_of_value(character))
            .unwrap_or(value.len());
        if length >= SHORTEST {
            let start = text.len() - value.len();
            shown.push_str(&text[copied..start]);
            shown.push_str(CUT);
            copied = start + length;
        }
    }
    shown.push_str(&text[copied..]);
    shown
}

/// Base64 or hex digits, also percent-encoded.
fn is_of_value(character: char) -> bool {
    character.is_ascii_alphanumeric() || "+/=_%-".contains(character)
}

/// The text after the name of a value.
fn after_name(rest: &str) -> Option<&str> {
    let (rest, has_sign) = skip(rest);
    has_sign.then_some(rest)
}

/// The text after the id of a key.
fn after_id(rest: &str) -> Option<&str> {
    let (id, _) = skip(rest);
    let end = id.find(|character: char| !character.is_ascii_alphanumeric())?;
    let is_apart = id.len() < rest.len();
    let (value, has_sign) = skip(&id[end..]);
    (is_apart && end > 0 && has_sign).then_some(value)
}

/// `rest` without leading blanks, quotes and signs, in plain text, JSON, HTML or an address; and whether
/// there was a sign.
fn skip(rest: &str) -> (&str, bool) {
    const SIGNS: [&str; 6] = ["=", ":", "%3d", "%3a", "&#58;", "&#61;"];
    const OTHERS: [&str; 9] = [" ", "\"", "'", "\\", "+", "%20", "%22", "%5c", "&quot;"];
    let (mut rest, mut has_sign) = (rest, false);
    loop {
        if let Some(after) = SIGNS.iter().find_map(|sign| rest.strip_prefix(sign)) {
            (rest, has_sign) = (after, true);
        } else if let Some(after) = OTHERS.iter().find_map(|other| rest.strip_prefix(other)) {
            rest = after;
        } else {
            return (rest, has_sign);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::without_signatures;

    #[test]
    fn signatures_are_cut() {
        let digest = "0123456789abcdef0123456789abcdef";
        for (text, expected) in [
            (
                "Digest nc=1, response=\"@\", qop",
                "Digest nc=1, response=\"…\", qop",
            ),
            (r#"response=\"@\""#, r#"response=\"…\""#),
            (
                "SLS4 Credential=x, Signature=@",
                "SLS4 Credential=x, Signature=…",
            ),
            ("{\"signature\": \"@\"}", "{\"signature\": \"…\"}"),
            ("response=&quot;@&quot;", "response=&quot;…&quot;"),
            ("response%3D%22@", "response%3D%22…"),
            ("\u{17f}ignature Signature=@", "\u{17f}ignature Signature=…"),
            (
                "authorization: LOG FAKEID:@=",
                "authorization: LOG FAKEID:…",
            ),
            ("LOG%20FAKEID%3A@", "LOG%20FAKEID%3A…"),
        ] {
            assert_eq!(without_signatures(&text.replace('@', digest)), expected);
        }
    }

    #[test]
    fn ordinary_words_stay() {
        for text in [
            "response: 503, signature: wrong",
            "the log 2026: 0123456789",
            "logs:0123456789abcdef0123456789abcdef",
            "signature",
            "LOG",
        ] {
            assert_eq!(without_signatures(text), text);
        }
    }
}

//! Signatures and answers to challenges in a text: they prove a request, though only the one.

pub(super) const CUT: &str = "…";

/// What they stand behind, with `=` or `:` between.
const NAMES: [&str; 2] = ["signature", "response"];

/// The scheme of SLS, behind which an id, a colon and a signature stand.
const SLS: &str = "log";

/// Shorter words are no signature.
const SHORTEST: usize = 16;

/// `text` without the values of `Signature=...`, `response="..."` and `LOG ID:...`.
pub(super) fn without_signatures(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
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
                .find_map(|name| behind_name(rest.strip_prefix(name)?))
        };
        let Some(value) = named().or_else(|| behind_id(rest.strip_prefix(SLS)?)) else {
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

/// Base64 or hex digits, also as an address writes them.
fn is_of_value(character: char) -> bool {
    character.is_ascii_alphanumeric() || "+/=_%-".contains(character)
}

/// What follows on the name of a value.
fn behind_name(rest: &str) -> Option<&str> {
    let (rest, has_sign) = skip(rest);
    has_sign.then_some(rest)
}

/// What follows on the id of a key.
fn behind_id(rest: &str) -> Option<&str> {
    let (id, _) = skip(rest);
    let end = id.find(|character: char| !character.is_ascii_alphanumeric())?;
    let is_apart = id.len() < rest.len();
    let (value, has_sign) = skip(&id[end..]);
    (is_apart && end > 0 && has_sign).then_some(value)
}

/// `rest` without the blanks, quotes and signs that it begins with, as texts, JSON, HTML and addresses write
/// them; and whether a sign was among them.
fn skip(rest: &str) -> (&str, bool) {
    const SIGNS: [&str; 6] = ["=", ":", "%3d", "%3a", "&#58;", "&#61;"];
    const OTHERS: [&str; 9] = [" ", "\"", "'", "\\", "+", "%20", "%22", "%5c", "&quot;"];
    let (mut rest, mut has_sign) = (rest, false);
    loop {
        if let Some(behind) = SIGNS.iter().find_map(|sign| rest.strip_prefix(sign)) {
            (rest, has_sign) = (behind, true);
        } else if let Some(behind) = OTHERS.iter().find_map(|other| rest.strip_prefix(other)) {
            rest = behind;
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

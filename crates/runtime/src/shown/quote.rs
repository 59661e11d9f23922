//! Quotes from a body for errors: its beginning, or the place where it cannot be decoded.

use super::addresses::without_access;
use super::one_line::{OneLine, beginning};
use super::secrets::Secrets;

/// The most characters of a body that are quoted.
const LONGEST_QUOTE: usize = 200;

/// How much of a body is inspected.
const INSPECTED: usize = 8 * 1024;

/// The first words of a body that is not the provider's JSON, without `secrets` and other parts that give
/// access.
pub(crate) fn quote(body: &[u8], secrets: &Secrets) -> String {
    let start = &body[..body.len().min(INSPECTED)];
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // The end may be inside a character.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return format!("{} bytes that are not text", body.len()),
    };
    let shown = secrets.blot(text);
    // The end may be the beginning of a secret.
    let is_cut = body.len() > start.len();
    let doubtful = if is_cut { secrets.longest() } else { 0 };
    let kept = shown.chars().count().saturating_sub(doubtful);
    let shown = without_access(beginning(&shown, kept));
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return if is_cut {
            format!("{} bytes", body.len())
        } else {
            "the answer has no body".to_owned()
        };
    }
    OneLine::new(&words).at_most(LONGEST_QUOTE).to_string()
}

/// The place of a failure in a JSON body, such as `results[0].id`. An undocumented key may be anything, for
/// example a link, so it is not shown.
pub(crate) fn path_in_body(path: &str) -> String {
    const LONGEST_KEY: usize = 64;
    const MOST_KEYS: usize = 16;
    let is_name = |key: &str| {
        let is_plain =
            |character: char| character.is_ascii_alphanumeric() || "_-$[]".contains(character);
        key.len() <= LONGEST_KEY && key.chars().all(is_plain)
    };
    let keys: Vec<&str> = path.split('.').take(MOST_KEYS + 1).collect();
    if keys.len() > MOST_KEYS || !keys.iter().all(|key| is_name(key)) {
        // A key may contain dots, so everything after a key that is not a name is ambiguous.
        let known = keys.iter().take(MOST_KEYS).take_while(|key| is_name(key));
        let mut shown: Vec<&str> = known.copied().collect();
        shown.push("…");
        return shown.join(".");
    }
    path.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{path_in_body, quote};
    use crate::shown::Secrets;

    #[test]
    fn a_quote_is_short_and_shows_no_secret() {
        let mut secrets = Secrets::new();
        secrets.add("fake marker");
        let quoted = |text: &str| quote(text.as_bytes(), &secrets);
        assert_eq!(quoted(" <h1>\n 502 </h1>"), "<h1> 502 </h1>");
        assert_eq!(quoted("  \n"), "the answer has no body");
        assert_eq!(quoted("sent: fake marker."), "sent: [secret].");
        assert_eq!(
            quoted("https://b.example/k?sig=fake"),
            "https://b.example/k?…"
        );
        assert_eq!(quoted("a\u{1b}[0m"), r"a\u{1b}[0m");
        let long = quoted(&"ü".repeat(60_000));
        assert_eq!(long.chars().count(), 201, "{long}");
        assert_eq!(
            quote(&[0x1f, 0x8b, 8, 0, 0], &secrets),
            "5 bytes that are not text"
        );
        // Nor half a secret, at each place where the inspected or the shown text may end.
        for before in (150..220).chain(8_150..8_200) {
            let shown = quoted(&format!("{}fake marker", " .".repeat(before / 2)));
            assert!(!shown.contains("fak"), "{before}: {shown}");
        }
        for blanks in 8_170..8_200 {
            let shown = quoted(&format!("{}fake marker", " ".repeat(blanks)));
            assert!(!shown.contains("fak"), "{blanks}: {shown}");
        }
    }

    #[test]
    fn a_place_shows_only_names() {
        for (path, expected) in [
            ("results[0].exportId", "results[0].exportId"),
            (".", "."),
            ("links.https://b.example/k?sig=fake", "links.…"),
            ("a.b\nc.d", "a.…"),
        ] {
            assert_eq!(path_in_body(path), expected);
        }
        assert_eq!(
            path_in_body(&format!("a.{}", "k".repeat(60_000_000))),
            "a.…"
        );
        let deep = path_in_body(&"a.".repeat(1000));
        assert!(deep.len() < 40 && deep.ends_with(".…"), "{deep}");
    }
}

//! Removes the client's own secrets from a text.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use secrecy::zeroize::Zeroizing;

use super::reading::Reading;

/// The replacement for a secret.
const BLOT: &str = "[secret]";

/// Secrets that must not show in a text from outside: a server may repeat what it was sent.
///
/// They are found unchanged, and with the escapes of JSON, HTML or addresses.
#[derive(Default)]
pub struct Secrets(Vec<Zeroizing<String>>);

impl Secrets {
    /// No secrets yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a secret. An empty text is ignored.
    pub fn add(&mut self, secret: &str) {
        if !secret.is_empty() {
            self.0.push(Zeroizing::new(secret.to_owned()));
        }
    }

    /// Adds the secrets in the value of an authorization header: the whole value, and the secret part alone.
    pub(crate) fn add_proof(&mut self, header: &str) {
        let header = header.trim();
        self.add(header);
        let after = |sign: &str| header.split_once(sign).map(|(_, rest)| rest);
        let proof = match header.split_once(' ') {
            Some(("Bearer" | "Basic", token)) => Some(token),
            Some(("LOG", key)) => key.rsplit(':').next(),
            Some(("Digest", _)) => after("response=\"").and_then(|rest| rest.split('"').next()),
            _ => after("Signature="),
        };
        self.add(proof.unwrap_or_default());
    }

    /// The length of the longest secret, including escapes.
    pub(super) fn longest(&self) -> usize {
        // A byte may be written as `%5Cu0026`, or longer.
        let bytes = self.0.iter().map(|secret| secret.len()).max();
        bytes.unwrap_or_default().saturating_mul(12)
    }

    /// Replaces the secrets in `text`.
    pub(crate) fn blot<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut found: Vec<Range<usize>> = Vec::new();
        if !self.0.is_empty() {
            for reading in Reading::all_of(text) {
                for secret in &self.0 {
                    found.extend(reading.places_of(secret.as_bytes()));
                }
            }
        }
        found.retain(|place| text.get(place.clone()).is_some());
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        found.sort_unstable_by_key(|place| place.start);
        let mut shown = String::with_capacity(text.len());
        let mut copied = 0;
        for place in found {
            if place.start >= copied {
                shown.push_str(&text[copied..place.start]);
                shown.push_str(BLOT);
            }
            copied = copied.max(place.end);
        }
        shown.push_str(&text[copied..]);
        Cow::Owned(shown)
    }

    /// The same for an owned text.
    pub(crate) fn blot_owned(&self, text: String) -> String {
        match self.blot(&text) {
            Cow::Owned(blotted) => blotted,
            Cow::Borrowed(_) => text,
        }
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secrets({})", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Secrets;

    fn blotted(secret: &str, text: &str) -> String {
        let mut secrets = Secrets::new();
        secrets.add(secret);
        secrets.blot(text).into_owned()
    }

    #[test]
    fn a_secret_is_found_in_every_spelling() {
        let secret = "fa/ke \"ü%+&<😀\\";
        let json = serde_json::to_string(secret).unwrap();
        for written in [
            secret,
            json.trim_matches('"'),
            "fa%2Fke%20%22%C3%BC%25%2B%26%3C%F0%9F%98%80%5C",
            "fa%2fke+%22%c3%bc%25%2b%26%3c%f0%9f%98%80%5c",
            "fa%252Fke%2520%2522%25C3%25BC%2525%252B%2526%253C%25F0%259F%2598%2580%255C",
            r#"fa\/ke \"\u00fc%+\u0026\u003c\ud83d\ude00\\"#,
            r#"fa\\/ke \\\"\\u00fc%+\\u0026\\u003c\\ud83d\\ude00\\\\"#,
            "fa/ke &quot;ü%+&amp;&lt;😀\\",
            "fa%2Fke%20%5C%22%C3%BC%25%2B%26%3C%F0%9F%98%80%5C%5C",
            "fa&#47;ke &#x22;&#252;%+&#38;&#60;&#x1F600;\\",
        ] {
            let text = format!("you sent <{written}>.");
            let shown = blotted(secret, &text);
            assert!(
                shown.starts_with("you sent <[secret]") && !shown.contains("fa"),
                "{written}: {shown}"
            );
        }
    }

    #[test]
    fn other_text_stays() {
        let odd = "fake-2 %zz %2 \\u12 \\u &no; &#xzz; & %";
        assert_eq!(blotted("fake-1", odd), odd);
        assert_eq!(blotted("", odd), odd);
        // A short one only as a separate word.
        assert_eq!(blotted("a", "bad: a, \"a\""), "bad: [secret], \"[secret]\"");
        assert_eq!(
            blotted("fake", "fake, fakefake"),
            "[secret], [secret][secret]"
        );
    }

    #[test]
    fn the_secret_part_of_a_header_is_also_found_alone() {
        for (header, proof) in [
            ("Bearer fake-token", "fake-token"),
            ("fake-token", "fake-token"),
            ("Basic ZmFrZTpmYWtl", "ZmFrZTpmYWtl"),
            (
                "Digest username=\"u\", response=\"0123abcd\", nc=1",
                "0123abcd",
            ),
            (
                "SLS4-HMAC-SHA256 Credential=x, Signature=0123abcd",
                "0123abcd",
            ),
            ("LOG FAKEID:c2ln", "c2ln"),
        ] {
            let mut secrets = Secrets::new();
            secrets.add_proof(header);
            let text = format!("got {header} with {proof}.");
            assert_eq!(secrets.blot(&text), "got [secret] with [secret].");
        }
    }
}

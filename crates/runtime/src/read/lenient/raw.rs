//! Valid JSON in pieces, each a slice of the same text.

use std::borrow::Cow;

use serde::de::IgnoredAny;

/// The text of one JSON value, without space around it.
#[derive(Clone, Copy)]
pub(super) struct Raw<'a>(&'a str);

/// The type of a JSON value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    Array,
    Text,
    Number,
    Boolean,
    Null,
}

impl Kind {
    /// The name with its article, for messages.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::Text => "a string",
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::Null => "null",
        }
    }
}

const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

impl<'a> Raw<'a> {
    /// Parses `text` as one value. All of it is checked here, so nothing below fails.
    ///
    /// # Errors
    /// If it is not exactly one JSON value.
    pub(super) fn parse(text: &'a str) -> Result<Self, serde_json::Error> {
        let IgnoredAny = serde_json::from_str(text)?;
        Ok(Self(text.trim_matches(SPACE)))
    }

    /// The value as written.
    pub(super) fn as_str(self) -> &'a str {
        self.0
    }

    pub(super) fn kind(self) -> Kind {
        match self.0.as_bytes().first() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::Text,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'n') => Kind::Null,
            _ => Kind::Number,
        }
    }

    /// The elements of an array, or the keys and values of an object in turn.
    pub(super) fn parts(self) -> Parts<'a> {
        Parts(self.inner())
    }

    /// The text between the brackets or the quotes.
    fn inner(self) -> &'a str {
        let inner = self.0.get(1..self.0.len().saturating_sub(1));
        inner.unwrap_or_default()
    }

    /// The members of an object in order, including repeated keys.
    pub(super) fn members(self) -> impl Iterator<Item = (Cow<'a, str>, Raw<'a>)> {
        let mut parts = self.parts();
        std::iter::from_fn(move || Some((parts.next()?.text(), parts.next()?)))
    }

    /// The contents of a string. Half a surrogate pair is not valid Unicode and becomes U+FFFD.
    pub(super) fn text(self) -> Cow<'a, str> {
        let inner = self.inner();
        if !inner.contains('\\') {
            return Cow::Borrowed(inner);
        }
        let text = serde_json::from_str(self.0);
        let text = text.or_else(|_| serde_json::from_str(&without_lone_surrogates(self.0)));
        Cow::Owned(text.unwrap_or_default())
    }

    /// The value at a JSON pointer. If a key appears twice, the last one counts.
    pub(super) fn at(self, pointer: &str) -> Option<Self> {
        let mut steps = pointer.split('/').skip(1);
        steps.try_fold(self, |value, step| {
            let step = step.replace("~1", "/").replace("~0", "~");
            match value.kind() {
                Kind::Object => {
                    let members = value.members().filter(|(key, _)| *key == step);
                    members.last().map(|(_, value)| value)
                }
                Kind::Array => value.parts().nth(step.parse().ok()?),
                _ => None,
            }
        })
    }

    /// A string that is not empty, or a number as written.
    pub(super) fn shown(self) -> Option<String> {
        match self.kind() {
            Kind::Text => Some(self.text().into_owned()).filter(|text| !text.is_empty()),
            Kind::Number => Some(self.0.to_owned()),
            _ => None,
        }
    }
}

/// The remaining values in an array or an object.
pub(super) struct Parts<'a>(&'a str);

impl<'a> Iterator for Parts<'a> {
    type Item = Raw<'a>;

    fn next(&mut self) -> Option<Raw<'a>> {
        let is_between = |character| SPACE.contains(&character) || matches!(character, ',' | ':');
        let rest = self.0.trim_start_matches(is_between);
        if rest.is_empty() {
            return None;
        }
        let (value, rest) = rest.split_at(length_of_first(rest));
        self.0 = rest;
        Some(Raw(value))
    }
}

/// The length of the first value in valid JSON.
fn length_of_first(text: &str) -> usize {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (index, byte) in text.bytes().enumerate() {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    in_text = false;
                    if depth == 0 {
                        return index + 1;
                    }
                }
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index + 1;
                }
            }
            b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return index,
            _ => {}
        }
    }
    text.len()
}

/// A string literal with each lone surrogate replaced by the escape of U+FFFD.
fn without_lone_surrogates(literal: &str) -> String {
    let mut rest = literal;
    let mut whole = String::with_capacity(literal.len());
    while let Some((before, escape)) = rest.find('\\').map(|at| rest.split_at(at)) {
        whole.push_str(before);
        let length = match (surrogate(escape), escape.get(6..).and_then(surrogate)) {
            (Some(0xD800..0xDC00), Some(0xDC00..)) => 12,
            (Some(_), _) => {
                whole.push_str("\\ufffd");
                rest = &escape[6..];
                continue;
            }
            // A backslash and the next character, which is ASCII.
            (None, _) => 2,
        };
        let (kept, after) = escape.split_at(length);
        whole.push_str(kept);
        rest = after;
    }
    whole + rest
}

/// The surrogate whose escape `text` begins with.
fn surrogate(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let unit = u16::from_str_radix(digits, 16).ok()?;
    (0xD800..0xE000).contains(&unit).then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::Raw;

    #[test]
    fn values_are_split_correctly_with_any_strings() {
        let text = r#" { "a,b:" : [1 , -2.5e3,"]}\"\\", {"x":[]},null ,true], "" : {} } "#;
        let members: Vec<(String, &str)> = Raw::parse(text)
            .unwrap()
            .members()
            .map(|(key, value)| (key.into_owned(), value.as_str()))
            .collect();
        assert_eq!(members[1], (String::new(), "{}"));
        let (key, array) = &members[0];
        assert_eq!(key, "a,b:");
        let parts: Vec<&str> = Raw::parse(array)
            .unwrap()
            .parts()
            .map(Raw::as_str)
            .collect();
        let expected = ["1", "-2.5e3", r#""]}\"\\""#, r#"{"x":[]}"#, "null", "true"];
        assert_eq!(parts, expected);
        for empty in ["[]", "[ ]", "{}"] {
            assert_eq!(Raw::parse(empty).unwrap().parts().count(), 0, "{empty}");
        }
    }

    #[test]
    fn half_a_surrogate_is_replaced_and_a_pair_is_not() {
        for (literal, text) in [
            (r#""a\ud83d\ude00b""#, "a\u{1F600}b"),
            (r#""a\ud83db""#, "a\u{FFFD}b"),
            (r#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
            (r#""\ud83d\ud83d\ude00""#, "\u{FFFD}\u{1F600}"),
            (r#""\ud83d\u0041\n""#, "\u{FFFD}A\n"),
            (r#""\\ud83d\ud83d\"é""#, "\\ud83d\u{FFFD}\"é"),
        ] {
            assert_eq!(Raw::parse(literal).unwrap().text(), text, "{literal}");
        }
    }

    #[test]
    fn a_pointer_leads_to_the_last_of_equal_keys() {
        let text = r#"{"a":1,"error":{"code":"x","list":[0,{"c/d":1.10}]},"a":"two"}"#;
        let raw = Raw::parse(text).unwrap();
        let at = |pointer| raw.at(pointer).map(Raw::as_str);
        assert_eq!(at("/a"), Some("\"two\""));
        assert_eq!(at("/error/list/1/c~1d"), Some("1.10"));
        assert_eq!(at("/error/none"), None);
        assert_eq!(at("/a/b"), None);
        assert_eq!(at(""), Some(text));
    }
}

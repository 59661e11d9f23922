//! The key of a path: what of it is sent.

use crate::document::path_and_mark;

/// The key of a path in its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PathKey<'a> {
    /// The path, with its parameters in braces.
    pub(crate) path: &'a str,
    /// The query that every call has, without the question mark.
    pub(crate) query: &'a str,
    /// What tells operations of one method and address apart. It is not sent.
    pub(crate) mark: &'a str,
}

impl<'a> PathKey<'a> {
    pub(crate) fn of(key: &'a str) -> Self {
        let (sent, mark) = path_and_mark(key);
        let mut depth = 0_usize;
        let is_query = |character: char| {
            match character {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            character == '?' && depth == 0
        };
        let (path, query) = match sent.find(is_query) {
            Some(at) => (&sent[..at], &sent[at + 1..]),
            None => (sent, ""),
        };
        Self { path, query, mark }
    }

    /// The names in braces of the path, in order. Literals may stand beside them: `/v{major}.{minor}/{name}.gz`.
    pub(crate) fn names(&self) -> Vec<&'a str> {
        let segments = self.path.split('/');
        let names = segments.flat_map(|segment| {
            let pieces = segment.split('{').skip(1);
            pieces.filter_map(|piece| Some(piece.split_once('}')?.0))
        });
        names.filter(|name| !name.is_empty()).collect()
    }

    /// Path and query, as they are sent.
    pub(crate) fn address(&self) -> String {
        match self.query {
            "" => self.path.to_owned(),
            query => format!("{}?{query}", self.path),
        }
    }
}

/// Whether what stands in braces is no more than a name. Operators of URI templates and the patterns of routers are.
pub(crate) fn is_name_alone(text: &str) -> bool {
    let is_odd =
        |c: char| c.is_whitespace() || matches!(c, '*' | '+' | ':' | '=' | ',' | '<' | '>');
    !text.starts_with(['.', ';', '/', '?', '&', '#']) && !text.contains(is_odd)
}

/// What may stand in the path as it is, beside letters, digits and `%XX`.
const IN_PATH: &str = "-._~!$&'()*+,;=:@/";

/// Adds a text of the path, or of the query, with `%XX` for what no address can have. What has two meanings stays: a
/// backslash, and a `%` without two digits.
pub(crate) fn push_encoded(encoded: &mut String, text: &str) {
    for character in text.chars() {
        let is_kept = character.is_ascii_alphanumeric()
            || character.is_ascii_control()
            || IN_PATH.contains(character)
            || matches!(character, '%' | '\\' | '?' | '{' | '}');
        if is_kept {
            encoded.push(character);
        } else {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PathKey, is_name_alone, push_encoded};

    #[test]
    fn a_key_has_a_path_a_query_and_a_mark() {
        for (key, (path, query, mark)) in [
            ("/a/{b}", ("/a/{b}", "", "")),
            ("/a/{b}/?c=d&e#start", ("/a/{b}/", "c=d&e", "start")),
            ("/a#start?c=d", ("/a", "", "start?c=d")),
            ("/{a?}/b?c={d?}", ("/{a?}/b", "c={d?}", "")),
            ("", ("", "", "")),
        ] {
            let parts = PathKey { path, query, mark };
            assert_eq!(PathKey::of(key), parts, "{key}");
        }
        assert_eq!(
            PathKey::of("/v{a}.{b}/x/{c}.gz?d={e}").names(),
            ["a", "b", "c"]
        );
        assert_eq!(PathKey::of("/a?b=c#d").address(), "/a?b=c");
    }

    #[test]
    fn a_name_has_no_operator() {
        for name in [
            "id", "app_id", "a-b", "a.b", "$top", "r#type", "1param", "é",
        ] {
            assert!(is_name_alone(name), "{name}");
        }
        for name in [
            "+a", "a*", "a+", ".a", ";a", "/a", "?a", "#a", "a:.*", "a=**", "a b", "a,b",
        ] {
            assert!(!is_name_alone(name), "{name}");
        }
    }

    #[test]
    fn what_no_address_has_is_encoded_once() {
        let mut encoded = String::new();
        push_encoded(&mut encoded, "/a b/é[1]/%C3%A9|^\"<>`/\\%?x");
        assert_eq!(
            encoded,
            "/a%20b/%C3%A9%5B1%5D/%C3%A9%7C%5E%22%3C%3E%60/\\%?x"
        );
    }
}

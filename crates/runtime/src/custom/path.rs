//! The path of a call that no document has.

use percent_encoding::{AsciiSet, utf8_percent_encode};
use url::Url;

use crate::request::path::push_value;
use crate::text::unreserved::RESERVED;

/// What is encoded in the text of a path: all that RFC 3986, section 3.3, does not allow in a segment.
const NOT_IN_PATHS: &AsciiSet = &RESERVED
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// The address of `path` behind `prefix` on `base`. `values` are for the names in braces.
///
/// # Errors
/// Everything that is wrong with the path. A path may hold anything, so no reason quotes it.
pub(super) fn address(
    base: &Url,
    prefix: &str,
    path: &str,
    values: &[(String, String)],
) -> Result<Url, Vec<String>> {
    let Some(inside) = path.strip_prefix('/') else {
        return Err(vec![
            "must begin with a slash: scheme and host are those of the client".to_owned(),
        ]);
    };
    let mut problems = Vec::new();
    let mut filled = prefix.to_owned();
    let mut used = Vec::new();
    let segments: Vec<&str> = inside.split('/').collect();
    for (index, segment) in segments.iter().enumerate() {
        filled.push('/');
        let is_last = index + 1 == segments.len();
        match fill(segment, values, &mut used) {
            Ok(text) if text.is_empty() && is_last => {}
            Ok(text) if text.is_empty() => {
                problems.push("must not have an empty segment (//)".to_owned());
            }
            Ok(text) if text == "." || text == ".." => {
                problems.push(
                    "must not have a segment . or ..: it would name another resource".to_owned(),
                );
            }
            Ok(text) => filled.push_str(&text),
            Err(reason) => problems.push(reason),
        }
    }
    for (name, _) in values {
        if !used.contains(&name.as_str()) {
            problems.push(format!("has no {{{name}}} for .path({name:?}, ...)"));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut url = base.clone();
    url.set_path(&filled);
    if url.path() == filled {
        Ok(url)
    } else {
        Err(vec![
            "would be changed on the way: it has characters that no path has".to_owned(),
        ])
    }
}

/// One segment, percent-encoded, with the values of its names in braces.
fn fill<'v>(
    segment: &str,
    values: &'v [(String, String)],
    used: &mut Vec<&'v str>,
) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = segment;
    while let Some((before, from_name)) = rest.split_once('{') {
        push_literal(&mut text, before)?;
        let Some((name, after)) = from_name.split_once('}') else {
            return Err("has a brace that is not closed".to_owned());
        };
        let value = values.iter().find(|(known, _)| known == name);
        let Some((known, value)) = value else {
            return Err(format!(
                "has no value for {{{name}}}: call .path({name:?}, ...)"
            ));
        };
        used.push(known);
        push_value(&mut text, value).map_err(|_| {
            format!(
                "the value of {{{name}}} is empty, . or .., or has a slash, a backslash or a control \
                 character: it would name another resource"
            )
        })?;
        rest = after;
    }
    push_literal(&mut text, rest)?;
    Ok(text)
}

/// Adds text of the path itself.
fn push_literal(text: &mut String, literal: &str) -> Result<(), String> {
    for (wrong, reason) in [
        ('?', "must not have a query: call .query(name, value)"),
        ('#', "must not have a fragment (#)"),
        ('\\', "must not have a backslash"),
        (
            '%',
            "must not be percent-encoded: write the text itself, or give it with .path(name, value)",
        ),
        ('}', "has a brace that is not opened"),
    ] {
        if literal.contains(wrong) {
            return Err(reason.to_owned());
        }
    }
    if literal.contains(char::is_control) {
        return Err("must not have a control character".to_owned());
    }
    text.extend(utf8_percent_encode(literal, NOT_IN_PATHS));
    Ok(())
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::address;

    fn of(path: &str, values: &[(&str, &str)]) -> Result<String, String> {
        let base = Url::parse("https://cloud.example/mirror").unwrap();
        let values: Vec<(String, String)> = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let url = address(&base, "/mirror", path, &values);
        let url = url.map_err(|problems| problems.join("; "))?;
        assert_eq!(url.host_str(), Some("cloud.example"));
        Ok(url.path().to_owned())
    }

    #[test]
    fn a_path_comes_behind_the_base_address() {
        assert_eq!(of("/groups", &[]).unwrap(), "/mirror/groups");
        assert_eq!(of("/", &[]).unwrap(), "/mirror/");
        assert_eq!(of("/a b/é;x:y/", &[]).unwrap(), "/mirror/a%20b/%C3%A9;x:y/");
        let values = [("groupId", "a b?c%2F"), ("log", "mongodb")];
        assert_eq!(
            of("/groups/{groupId}/logs/{log}.gz", &values).unwrap(),
            "/mirror/groups/a%20b%3Fc%252F/logs/mongodb.gz"
        );
        assert_eq!(
            of("/v1.0/x...y/.../..z", &[]).unwrap(),
            "/mirror/v1.0/x...y/.../..z"
        );
    }

    #[test]
    fn no_path_leaves_the_host_or_names_another_resource() {
        for (path, expected) in [
            ("", "must begin with a slash"),
            ("groups", "must begin with a slash"),
            (
                "https://elsewhere.example/hidden-text",
                "must begin with a slash",
            ),
            ("//elsewhere.example/x", "must not have an empty segment"),
            ("/a//b", "must not have an empty segment"),
            ("/a/../b", "must not have a segment . or .."),
            ("/a/./b", "must not have a segment . or .."),
            ("/..", "must not have a segment . or .."),
            ("/a/%2e%2e/b", "must not be percent-encoded"),
            ("/a%2Fb", "must not be percent-encoded"),
            (
                "/a?token=hidden-text",
                "must not have a query: call .query(name, value)",
            ),
            ("/a#b", "must not have a fragment"),
            ("/a\\..\\b", "must not have a backslash"),
            ("/a\r\nHost: x", "must not have a control character"),
            ("/a/{id", "has a brace that is not closed"),
            ("/a/id}", "has a brace that is not opened"),
            ("/a/{id}", "has no value for {id}: call .path(\"id\", ...)"),
        ] {
            let refused = of(path, &[]).unwrap_err();
            assert!(refused.starts_with(expected), "{path}: {refused}");
            assert!(!refused.contains("hidden-text"), "{refused}");
        }
        for value in ["", ".", "..", "a/b", "../x", "a\\b", "a\nb"] {
            let refused = of("/a/{id}/b", &[("id", value)]).unwrap_err();
            assert!(
                refused.starts_with("the value of {id} is empty, . or .., or has"),
                "{refused}"
            );
        }
        // A value cannot make a step upwards together with the text around it.
        assert!(of("/a/.{id}/b", &[("id", ".")]).is_err());
        assert!(of("/a/{one}{two}/b", &[("one", "."), ("two", ".")]).is_err());
        assert_eq!(
            of("/a/b", &[("id", "1")]).unwrap_err(),
            "has no {id} for .path(\"id\", ...)"
        );
    }

    #[test]
    fn every_problem_is_named() {
        assert_eq!(
            of("/a//{id}/../x", &[("other", "1")]).unwrap_err(),
            "must not have an empty segment (//); has no value for {id}: call .path(\"id\", ...); must not have \
             a segment . or ..: it would name another resource; has no {other} for .path(\"other\", ...)"
        );
    }
}

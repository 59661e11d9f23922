//! Paths that reach the resource they name and no other.

use percent_encoding::utf8_percent_encode;
use url::Url;

use crate::unreserved::RESERVED;

/// Fills `template` with `values` (already by name) and puts the result behind `base`.
///
/// # Errors
/// If a parameter has no value, or the finished address does not name the resource that the
/// template and the values name: the URL parser resolves `.` and `..`, whichever way they are
/// written, and some servers fold empty segments and decode `%2F`.
pub(crate) fn build(base: &Url, template: &str, values: &[(&str, String)]) -> Result<Url, String> {
    let values_length: usize = values.iter().map(|(_, value)| value.len()).sum();
    let length = base.path().len() + template.len() + values_length;
    let mut wanted = String::with_capacity(length);
    // The path that the base address itself has, for servers behind a prefix.
    for segment in base.path().split('/').filter(|segment| !segment.is_empty()) {
        wanted.push('/');
        wanted.push_str(segment);
    }
    let mut rest = template;
    while let Some((fixed, parameter)) = split_at(rest, b'{') {
        let (name, after) = split_at(parameter, b'}')
            .ok_or_else(|| format!("a brace is not closed in {template:?}"))?;
        let (_, value) = values
            .iter()
            .find(|(known, _)| *known == name)
            .ok_or_else(|| format!("{name} is missing"))?;
        wanted.push_str(fixed);
        push_value(&mut wanted, name, value)?;
        rest = after;
    }
    wanted.push_str(rest);
    let mut url = base.clone();
    url.set_path(&wanted);
    if url.path() == wanted {
        Ok(url)
    } else {
        Err(format!(
            "the path would become {:?} instead of {wanted:?}",
            url.path()
        ))
    }
}

/// What stands before and behind the first `byte`. Templates are short: `split_once` takes several times
/// as long to begin.
fn split_at(text: &str, byte: u8) -> Option<(&str, &str)> {
    let position = text.bytes().position(|found| found == byte)?;
    Some((text.get(..position)?, text.get(position + 1..)?))
}

/// Whether a character stays as it is in a path; most values have no others.
fn is_unreserved(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~')
}

/// Adds `value`, percent-encoded. Refuses values that no resource can have as a name and that servers
/// read as something else.
fn push_value(path: &mut String, name: &str, value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Err(format!("{name} is empty"));
    }
    if value == "." || value == ".." {
        return Err(format!(
            "{name} is {value:?}, which would name another resource"
        ));
    }
    if value.bytes().all(is_unreserved) {
        path.push_str(value);
        return Ok(());
    }
    if value.contains(|c: char| matches!(c, '/' | '\\') || c.is_control()) {
        return Err(format!(
            "{name} has a slash, backslash or control character: {value:?}"
        ));
    }
    path.extend(utf8_percent_encode(value, RESERVED));
    Ok(())
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::build;

    const TEMPLATE: &str = "/groups/{groupId}/clusters/{name}/jobs";

    fn path(base: &str, name: &str) -> Result<String, String> {
        let values = [("groupId", "g1".to_owned()), ("name", name.to_owned())];
        build(&Url::parse(base).unwrap(), TEMPLATE, &values).map(|url| url.path().to_owned())
    }

    #[test]
    fn values_stay_in_their_segment() {
        let base = "https://cloud.example";
        assert_eq!(path(base, "prod").unwrap(), "/groups/g1/clusters/prod/jobs");
        assert_eq!(
            path(base, "a b?c#d%2F").unwrap(),
            "/groups/g1/clusters/a%20b%3Fc%23d%252F/jobs"
        );
        assert_eq!(
            path(base, "%2e%2e").unwrap(),
            "/groups/g1/clusters/%252e%252e/jobs"
        );
        assert_eq!(path(base, "...").unwrap(), "/groups/g1/clusters/.../jobs");
        assert_eq!(path(base, "é").unwrap(), "/groups/g1/clusters/%C3%A9/jobs");
    }

    #[test]
    fn nothing_reaches_another_resource() {
        for name in ["", ".", "..", "a/b", "../x", "..\\x", "a\\b", "a\nb", "a\0"] {
            let refused = path("https://cloud.example", name).unwrap_err();
            assert!(refused.starts_with("name "), "{name:?}: {refused}");
        }
    }

    #[test]
    fn a_base_address_may_have_a_prefix() {
        for base in [
            "http://127.0.0.1:8080/mirror",
            "http://127.0.0.1:8080/mirror/",
        ] {
            assert_eq!(
                path(base, "prod").unwrap(),
                "/mirror/groups/g1/clusters/prod/jobs"
            );
        }
    }

    /// A file name has its ending in the template.
    #[test]
    fn text_may_stand_behind_a_parameter() {
        let base = Url::parse("https://cloud.example").unwrap();
        let path = |name: &str| {
            let values = [("log", name.to_owned())];
            build(&base, "/logs/{log}.gz", &values).map(|url| url.path().to_owned())
        };
        assert_eq!(path("mongodb").unwrap(), "/logs/mongodb.gz");
        assert_eq!(path("a b").unwrap(), "/logs/a%20b.gz");
        for name in ["", ".", "..", "a/b", "../x"] {
            assert!(path(name).is_err(), "{name:?}");
        }
        // What stands behind it cannot make a step upwards of it either.
        let upwards = [("log", "x".to_owned())];
        assert_eq!(
            build(&base, "/a/{log}..", &upwards).unwrap().path(),
            "/a/x.."
        );
    }

    #[test]
    fn a_missing_parameter_is_named() {
        let url = Url::parse("https://cloud.example").unwrap();
        let refused = build(&url, TEMPLATE, &[("groupId", "g1".to_owned())]).unwrap_err();
        assert_eq!(refused, "name is missing");
    }
}

//! Which media types a call sends and asks for.

use backhaul_runtime::{Method, OneLine};

use crate::call::{Given, Operation};
use crate::providers::{Client, Entry};

/// What a call asks for, and what it says of its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Media {
    pub(super) accept: String,
    pub(super) content_type: String,
}

/// The headers with these types, as flags write them.
pub(super) const ACCEPT: &str = "accept";
pub(super) const CONTENT_TYPE: &str = "content-type";

impl Media {
    /// What to do if the provider refuses one of them, which it says with `status`.
    pub(super) fn hint(&self, entry: &Entry, status: Option<u16>) -> Option<String> {
        let (name, sent, what) = match status? {
            406 => ("Accept", &self.accept, "The call asked for"),
            415 => ("Content-Type", &self.content_type, "The body was sent as"),
            _ => return None,
        };
        let versions = if entry.media_type.starts_with("application/vnd.") {
            " A version is a date in it, and a file has +gzip or +csv in place of +json."
        } else {
            ""
        };
        Some(format!(
            "{what} {}. The provider's page of the operation names the media type that it wants: give it as --header \
             '{name}: ...'.{versions}",
            OneLine::new(sent)
        ))
    }

    /// Those of the operation that the document has for `method` and `path`, or else of JSON. `headers` are what the
    /// user says: a version in one of them counts for the other, too.
    pub(super) fn of(
        entry: &'static Entry,
        client: &dyn Client,
        (method, path): (Method, &str),
        headers: &[(String, String)],
    ) -> Self {
        let mut media = Self::usual(entry, client, method, path);
        let given = |name: &str| {
            let mut found = headers
                .iter()
                .filter(|(known, _)| known.eq_ignore_ascii_case(name));
            found.next().map(|(_, value)| value.clone())
        };
        let (accept, content_type) = (given(ACCEPT), given(CONTENT_TYPE));
        let versioned = |value: &Option<String>| {
            let value = value.clone()?;
            (value.starts_with("application/vnd.") && value.ends_with("+json")).then_some(value)
        };
        let (of_accept, of_content) = (versioned(&accept), versioned(&content_type));
        media.accept = accept.or(of_content).unwrap_or(media.accept);
        media.content_type = content_type.or(of_accept).unwrap_or(media.content_type);
        media
    }

    fn usual(entry: &'static Entry, client: &dyn Client, method: Method, path: &str) -> Self {
        let mut media = Self {
            accept: entry.media_type.to_owned(),
            content_type: entry.media_type.to_owned(),
        };
        let Some(number) = documented(entry.table.operations, method.as_str(), path) else {
            return media;
        };
        let Some(fill) = client.operation(number) else {
            return media;
        };
        let operation = fill(&Given::default()).operation();
        let accept = operation.accept.as_ref().map(|value| value.to_str());
        let content_type = operation.content_type.as_ref().map(|value| value.to_str());
        if let Some(Ok(text)) = accept {
            text.clone_into(&mut media.accept);
        }
        if let Some(Ok(text)) = content_type {
            text.clone_into(&mut media.content_type);
        }
        media
    }
}

/// The place of the operation of `method` at `path`, if there is one.
fn documented(operations: &[Operation], method: &str, path: &str) -> Option<usize> {
    let all = operations.iter().enumerate();
    let fits = all.filter(|(_, operation)| operation.method == method);
    let fits = fits.filter_map(|(number, operation)| Some((alike(operation.path, path)?, number)));
    // A path that is written out means itself, and not the value of another one.
    fits.max_by_key(|(alike, number)| (*alike, std::cmp::Reverse(*number)))
        .map(|(_, number)| number)
}

/// How many segments of `path` are those of `template`; `None` if it is no such path. A name in braces is any value.
fn alike(template: &str, path: &str) -> Option<usize> {
    let (expected, found) = (template.split('/'), path.split('/'));
    if expected.clone().count() != found.clone().count() {
        return None;
    }
    let mut same = 0;
    for (expected, found) in expected.zip(found) {
        if expected == found {
            same += 1;
            continue;
        }
        let (before, rest) = expected.split_once('{')?;
        let (_, after) = rest.rsplit_once('}')?;
        let is_value = found.len() > before.len() + after.len();
        let fits = found.starts_with(before) && found.ends_with(after);
        if !fits || !is_value {
            return None;
        }
    }
    Some(same)
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn a_path_with_values_is_that_of_its_operation() {
        for (template, path, expected) in [
            ("/a/{id}/b", "/a/1/b", Some(3)),
            ("/a/{id}/b", "/a/{group}/b", Some(3)),
            ("/a/{id}/b", "/a//b", None),
            ("/a/{id}/b", "/a/1/c", None),
            ("/a/{id}", "/a/1/b", None),
            ("/logs/{name}.gz", "/logs/mongodb.gz", Some(2)),
            ("/logs/{name}.gz", "/logs/mongodb", None),
            ("/logs/{name}.gz", "/logs/.gz", None),
            ("/logs/byName", "/logs/byName", Some(3)),
        ] {
            assert_eq!(alike(template, path), expected, "{template} {path}");
        }
    }
}

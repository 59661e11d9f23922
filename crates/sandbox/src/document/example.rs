//! The example of a success in a document.

use axum::http::StatusCode;
use serde_json::Value;

use crate::files::archive;

/// The success of an operation, as its document shows it.
#[derive(Debug)]
pub(crate) struct Example {
    /// Its status; the 200 if there are 200 and 204.
    pub(crate) status: StatusCode,
    /// The media type of its body; `None` if it has no body.
    pub(crate) media_type: Option<String>,
    /// Whether there is a 204 too, for a list with nothing in it.
    none_beside: bool,
    body: Option<Value>,
    pages: Option<Pages>,
}

/// A list that is read page by page: `x-pages`.
#[derive(Debug)]
struct Pages {
    /// Whether a position is the number of a page, and not a number of items.
    numbered: bool,
    position: String,
    size: String,
    items: String,
    total: Option<String>,
}

/// The part of an example that a request gets.
#[derive(Debug, PartialEq)]
pub(crate) enum Shown {
    /// No body.
    Nothing,
    /// The status 204: the page has no items.
    NoContent,
    /// A JSON body.
    Json(Value),
    /// A body that is not JSON.
    Bytes(Vec<u8>),
}

impl Example {
    /// That of `operation`, whose successes are `successes`. `None` if there is no success.
    pub(crate) fn of(operation: &Value, successes: &[(u16, &Value)]) -> Option<Self> {
        let (status, response) = successes.iter().min_by_key(|(status, _)| *status)?;
        let content = response.get("content").and_then(Value::as_object);
        let content = content.and_then(|content| content.iter().next());
        Some(Self {
            status: StatusCode::from_u16(*status).ok()?,
            media_type: content.map(|(media_type, _)| media_type.clone()),
            none_beside: successes.iter().any(|(status, _)| *status == 204),
            body: content.and_then(|(_, media)| media.get("example").cloned()),
            pages: operation.get("x-pages").and_then(Pages::of),
        })
    }

    /// The part for a request whose path and query have these parameters; `is_last` tells whether the
    /// path ends with the last one. `None` if the document has a body and no example of it.
    pub(crate) fn shown(
        &self,
        path: &[(String, String)],
        is_last: bool,
        query: &[(String, String)],
    ) -> Option<Shown> {
        let Some(media_type) = self.media_type.as_deref() else {
            return Some(Shown::Nothing);
        };
        if self.status == StatusCode::NO_CONTENT {
            return Some(Shown::Nothing);
        }
        if media_type.ends_with("gzip") {
            return Some(Shown::Bytes(archive::gzip(
                b"a line of a file of the sandbox\n",
            )));
        }
        if !media_type.ends_with("json") {
            return Some(Shown::Bytes(b"a file of the sandbox\n".to_vec()));
        }
        let mut body = self.body.clone()?;
        name(&mut body, path);
        // What stands in the answer under its own name is not its id.
        let last = path.last().filter(|(key, _)| body.get(key).is_none());
        if let (true, Some((_, id))) = (is_last, last) {
            replace(&mut body, "id", id);
        }
        let Some(pages) = &self.pages else {
            return Some(Shown::Json(body));
        };
        let left = pages.cut(&mut body, query);
        if let Some(items) = body.get_mut(&pages.items).and_then(Value::as_array_mut) {
            items.iter_mut().for_each(|item| name(item, path));
        }
        Some(if left == 0 && self.none_beside {
            Shown::NoContent
        } else {
            Shown::Json(body)
        })
    }
}

impl Pages {
    fn of(value: &Value) -> Option<Self> {
        let text = |key: &str| Some(value.get(key)?.as_str()?.to_owned());
        Some(Self {
            numbered: text("style")? == "page",
            position: text("position")?,
            size: text("size")?,
            items: text("items")?,
            total: text("total"),
        })
    }

    /// Keeps those items in the body that are on the page, and returns how many.
    fn cut(&self, body: &mut Value, query: &[(String, String)]) -> usize {
        let number = |name: &str| {
            let found = query.iter().find(|(key, _)| key == name);
            found.and_then(|(_, value)| value.parse::<usize>().ok())
        };
        let Some(items) = body.get_mut(&self.items).and_then(Value::as_array_mut) else {
            return 0;
        };
        let total = items.len();
        // Without a size the first page has all of them.
        let size = number(&self.size).unwrap_or(total.max(1));
        let position = number(&self.position);
        let start = if self.numbered {
            position.unwrap_or(1).saturating_sub(1).saturating_mul(size)
        } else {
            position.unwrap_or(0)
        };
        *items = items.drain(..).skip(start).take(size).collect();
        let left = items.len();
        if let Some(count) = self.total.as_ref().and_then(|name| body.get_mut(name)) {
            *count = Value::from(total);
        }
        left
    }
}

/// Gives an object the ids that the path names, where it has a text of the same name.
fn name(object: &mut Value, path: &[(String, String)]) {
    for (key, id) in path {
        replace(object, key, id);
    }
}

fn replace(object: &mut Value, key: &str, id: &str) {
    if let Some(value) = object.get_mut(key).filter(|value| value.is_string()) {
        *value = Value::from(id);
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::{Value, json};

    use super::{Example, Shown};

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    fn body(media_type: &str, example: &Value) -> Value {
        json!({ "content": { media_type: { "example": example } } })
    }

    fn list(numbered: bool) -> Example {
        let style = if numbered { "page" } else { "offset" };
        let pages = json!({
            "style": style, "position": "from", "size": "count", "items": "things", "total": "all",
        });
        let things = json!([{ "group": "g" }, { "group": "g" }, {}]);
        let response = body("application/json", &json!({ "things": things, "all": 9 }));
        let successes = [(204, &json!({})), (200, &response)];
        Example::of(&json!({ "x-pages": pages }), &successes).unwrap()
    }

    #[test]
    fn an_example_is_shown_with_the_ids_of_the_path() {
        let example =
            json!({ "id": "i", "group": "g", "other": "o", "count": 1, "deep": { "id": "i" } });
        let response = body("application/vnd.a+json", &example);
        let one = Example::of(&json!({}), &[(201, &response)]).unwrap();
        assert_eq!(one.status, StatusCode::CREATED);
        assert_eq!(one.media_type.as_deref(), Some("application/vnd.a+json"));
        let path = pairs(&[("group", "wanted"), ("count", "two"), ("thing", "this")]);
        let shown = |is_last| one.shown(&path, is_last, &[]);
        let mut expected = example.clone();
        expected["group"] = json!("wanted");
        assert_eq!(shown(false), Some(Shown::Json(expected.clone())));
        expected["id"] = json!("this");
        assert_eq!(shown(true), Some(Shown::Json(expected)));

        // A thing that is asked for by its name keeps its id.
        let path = pairs(&[("group", "wanted"), ("other", "this")]);
        let mut expected = example;
        expected["group"] = json!("wanted");
        expected["other"] = json!("this");
        let shown = one.shown(&path, true, &[]);
        assert_eq!(shown, Some(Shown::Json(expected)));
    }

    #[test]
    fn a_list_shows_its_items_once() {
        for (numbered, query, count) in [
            (true, vec![], 3),
            (true, vec![("from", "1"), ("count", "100")], 3),
            (true, vec![("from", "1"), ("count", "2")], 2),
            (true, vec![("from", "2"), ("count", "2")], 1),
            (false, vec![("from", "0"), ("count", "2")], 2),
            (false, vec![("from", "2"), ("count", "2")], 1),
            (false, vec![("from", "1")], 2),
        ] {
            let path = pairs(&[("group", "wanted")]);
            let shown = list(numbered).shown(&path, false, &pairs(&query));
            let Some(Shown::Json(body)) = shown else {
                panic!("{query:?}: {shown:?}");
            };
            let things = body["things"].as_array().unwrap();
            assert_eq!(
                (things.len(), &body["all"]),
                (count, &json!(3)),
                "{query:?}"
            );
            let groups = things.iter().filter_map(|thing| thing.get("group"));
            assert!(groups.into_iter().all(|group| group == "wanted"), "{body}");
        }
        for (numbered, position) in [(true, "2"), (false, "3")] {
            let shown = list(numbered).shown(&[], false, &pairs(&[("from", position)]));
            assert_eq!(shown, Some(Shown::NoContent), "{position}");
        }
        let mut without_204 = list(true);
        without_204.none_beside = false;
        let shown = without_204.shown(&[], false, &pairs(&[("from", "2")]));
        let empty = json!({ "things": [], "all": 3 });
        assert_eq!(shown, Some(Shown::Json(empty)));
    }

    #[test]
    fn what_is_not_json_has_bytes_or_nothing() {
        let shown = |status, response: Value| {
            let example = Example::of(&json!({}), &[(status, &response)]).unwrap();
            example.shown(&[], false, &[])
        };
        assert_eq!(shown(202, json!({})), Some(Shown::Nothing));
        // Atlas documents media types without a body.
        let versioned = json!({ "content": { "application/vnd.a+json": {} } });
        assert_eq!(shown(204, versioned.clone()), Some(Shown::Nothing));
        assert_eq!(shown(200, versioned), None);
        for (media_type, start) in [
            ("application/gzip", [0x1f, 0x8b].as_slice()),
            ("application/vnd.a+gzip", &[0x1f, 0x8b]),
            ("application/octet-stream", b"a file"),
        ] {
            let found = shown(200, json!({ "content": { media_type: {} } }));
            let Some(Shown::Bytes(bytes)) = found else {
                panic!("{media_type}: {found:?}");
            };
            assert!(bytes.starts_with(start), "{media_type}");
        }
        assert!(Example::of(&json!({}), &[]).is_none());
    }
}

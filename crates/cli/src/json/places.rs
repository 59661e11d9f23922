//! Pointers into it, and values that are hidden.

use super::tree::Json;

/// What is written in place of a sensitive value.
pub const HIDDEN: &str = "[sensitive]";

/// What a JSON pointer leads to.
pub fn get<'a>(json: &'a Json, pointer: &str) -> Option<&'a Json> {
    let mut here = json;
    for segment in segments(pointer)? {
        here = match here {
            Json::Object(_) => here.member(&segment)?,
            Json::Array(items) => items.get(segment.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(here)
}

/// Replaces what `pointers` lead to; `*` is any item of an array, or member of a map, and `**` any number of steps, or
/// none.
pub fn hide(json: &mut Json, pointers: &[&str]) {
    for pointer in pointers {
        if let Some(segments) = segments(pointer) {
            hide_at(json, &segments);
        }
    }
}

fn hide_at(json: &mut Json, segments: &[String]) {
    let Some((first, rest)) = segments.split_first() else {
        if *json != Json::Null {
            *json = Json::Text(HIDDEN.to_owned());
        }
        return;
    };
    match json {
        _ if first == "**" => {
            hide_at(json, rest);
            match json {
                Json::Array(items) => items.iter_mut().for_each(|item| hide_at(item, segments)),
                Json::Object(members) => {
                    for (_, value) in members {
                        hide_at(value, segments);
                    }
                }
                _ => {}
            }
        }
        Json::Array(items) if first == "*" => {
            for item in items {
                hide_at(item, rest);
            }
        }
        Json::Object(members) if first == "*" => {
            for (_, value) in members.iter_mut() {
                hide_at(value, rest);
            }
            // The document may promise an array here. What came instead may hold the secret too.
            if !rest.is_empty() {
                hide_at(json, rest);
            }
        }
        Json::Object(members) => {
            for (name, value) in members {
                if name == first {
                    hide_at(value, rest);
                }
            }
        }
        // The document promises an array here. What came instead may hold the secret too.
        other if first == "*" => hide_at(other, rest),
        _ => {}
    }
}

/// The names in a pointer; `None` if it is not one.
fn segments(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let names = pointer.strip_prefix('/')?.split('/');
    Some(
        names
            .map(|name| name.replace("~1", "/").replace("~0", "~"))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::{Json, get, hide};
    use crate::json::compact;

    fn read(text: &str) -> Json {
        Json::read(text).unwrap()
    }

    #[test]
    fn a_pointer_leads_to_a_value() {
        let json = read(r#"{"a/b":[{"c":1}],"":2}"#);
        assert_eq!(get(&json, "/a~1b/0/c"), Some(&Json::Number("1".to_owned())));
        assert_eq!(get(&json, "/"), Some(&Json::Number("2".to_owned())));
        assert_eq!(get(&json, ""), Some(&json));
        assert_eq!(get(&json, "/a~1b/1"), None);
        assert_eq!(get(&json, "a"), None);
    }

    #[test]
    fn what_is_sensitive_is_hidden_wherever_it_is() {
        let hidden = |text: &str, pointers: &[&str]| {
            let mut json = read(text);
            hide(&mut json, pointers);
            compact(&json)
        };
        assert_eq!(
            hidden(r#"{"r":[{"u":["x","y"],"v":1},{"u":null}]}"#, &["/r/*/u/*"]),
            r#"{"r":[{"u":["[sensitive]","[sensitive]"],"v":1},{"u":null}]}"#
        );
        assert_eq!(
            hidden(r#"{"u":"x","u":{"a":1}}"#, &["/u"]),
            r#"{"u":"[sensitive]","u":"[sensitive]"}"#
        );
        assert_eq!(
            hidden(
                r#"{"u":"a","r":[[{"u":{"u":"b"},"v":1}]],"s":{"w":{"u":"c"}}}"#,
                &["/r/**/u", "/s/**/u"]
            ),
            r#"{"u":"a","r":[[{"u":"[sensitive]","v":1}]],"s":{"w":{"u":"[sensitive]"}}}"#
        );
        assert_eq!(
            hidden(r#"{"r":{"u":"x"}}"#, &["/r/**/u"]),
            r#"{"r":{"u":"[sensitive]"}}"#
        );
        // A text where the document has an array.
        assert_eq!(hidden(r#"{"u":"x"}"#, &["/u/*"]), r#"{"u":"[sensitive]"}"#);
    }
}

//! What `--get` finds, and what there is where it finds nothing.

use backhaul_runtime::OneLine;

use super::cells::bare;
use crate::failure::{Failure, Status};
use crate::json::{Json, get};

/// More names than this say no more.
const MOST: usize = 20;

/// What `--get` found in the items of a list.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Whether any item had something there.
    any: bool,
    /// How many had nothing.
    pub(super) without: u64,
    /// The first of them.
    first: Option<Json>,
}

impl Found {
    /// The lines of the next item: one, with what it has at `pointer`. Before the first item that has something, nobody
    /// knows whether there will be any, so the lines of those before it come with it.
    pub(super) fn lines(&mut self, item: Json, pointer: &str) -> String {
        match get(&item, pointer) {
            Some(value) => {
                let before = self.empty_lines();
                self.any = true;
                format!("{before}{}\n", bare(value))
            }
            None => {
                self.without += 1;
                self.first.get_or_insert(item);
                match self.any {
                    true => "\n".to_owned(),
                    false => String::new(),
                }
            }
        }
    }

    /// The lines of items before the first that has something, if none has.
    pub(super) fn empty_lines(&self) -> String {
        let number = usize::try_from(self.without).unwrap_or_default();
        match self.any {
            true => String::new(),
            false => "\n".repeat(number),
        }
    }

    /// The failure if there were items, and none had anything.
    pub(super) fn nothing(&self, pointer: &str) -> Option<Failure> {
        let first = self.first.as_ref().filter(|_| !self.any)?;
        let what = match self.without {
            1 => "the only item",
            _ => "each item",
        };
        Some(nothing_at(pointer, first, what))
    }
}

/// The failure where `pointer` leads to nothing in `json`, with what there is. `what` names it.
pub(super) fn nothing_at(pointer: &str, json: &Json, what: &str) -> Failure {
    // As far as it leads.
    let mut known = pointer;
    let mut here = json;
    while let Some((before, _)) = known.rsplit_once('/') {
        known = before;
        if let Some(value) = get(json, known) {
            here = value;
            break;
        }
    }
    let place = match known {
        "" => what.to_owned(),
        known => format!("{} of {what}", OneLine::new(known)),
    };
    let there = match here {
        Json::Object(members) if members.is_empty() => format!("{place} is an empty object"),
        Json::Object(members) => {
            let names = members.iter().take(MOST).map(|(name, _)| name.as_str());
            let names = names.collect::<Vec<_>>().join(", ");
            let more = match members.len().saturating_sub(MOST) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let names = OneLine::new(&names).at_most(usize::MAX).to_string();
            format!("{place} has {names}{more}")
        }
        Json::Array(items) => match items.len().checked_sub(1) {
            None => format!("{place} is an empty array"),
            Some(last) => {
                format!("{place} is an array, whose items are {known}/0 to {known}/{last}")
            }
        },
        _ => format!("{place} is a single value"),
    };
    let shown = OneLine::new(pointer);
    let text = format!("--get: {what} has nothing at {shown}: {there}");
    Failure::new(Status::NotUnderstood, text)
}

#[cfg(test)]
mod tests {
    use super::{Found, nothing_at};
    use crate::json::Json;

    fn read(text: &str) -> Json {
        Json::read(text).unwrap()
    }

    #[test]
    fn each_item_has_a_line_if_any_has_something() {
        let mut found = Found::default();
        let mut text = String::new();
        for item in [
            r#"{"b":1}"#,
            r#"{}"#,
            r#"{"a":"x"}"#,
            r#"{"b":2}"#,
            r#"{"a":null}"#,
        ] {
            text.push_str(&found.lines(read(item), "/a"));
        }
        assert_eq!(text, "\n\nx\n\nnull\n");
        assert_eq!(found.without, 3);
        assert!(found.nothing("/a").is_none());
        assert_eq!(found.empty_lines(), "", "they were printed");
    }

    #[test]
    fn where_no_item_has_anything_the_members_are_named() {
        let mut found = Found::default();
        assert!(found.nothing("/x").is_none(), "a list with nothing in it");
        for _ in 0..2 {
            assert_eq!(found.lines(read(r#"{"id":1,"name":"a\u001b"}"#), "/x"), "");
        }
        let failure = found.nothing("/x").unwrap();
        assert_eq!(
            failure.message,
            r"--get: each item has nothing at /x: each item has id, name"
        );
        assert_eq!(failure.status.code(), 7);
    }

    #[test]
    fn what_there_is_is_told_as_far_as_the_pointer_leads() {
        let json = read(r#"{"a":{"b":[1,2],"c":{}},"d":"x"}"#);
        for (pointer, there) in [
            ("/e", "the answer has a, d"),
            ("/a/e/f", "/a of the answer has b, c"),
            (
                "/a/b/2",
                "/a/b of the answer is an array, whose items are /a/b/0 to /a/b/1",
            ),
            ("/a/c/x", "/a/c of the answer is an empty object"),
            ("/d/x", "/d of the answer is a single value"),
        ] {
            let failure = nothing_at(pointer, &json, "the answer");
            assert!(failure.message.ends_with(there), "{}", failure.message);
        }
        let many: Vec<String> = (0..30).map(|number| format!("\"m{number}\":1")).collect();
        let json = read(&format!("{{{}}}", many.join(",")));
        let told = nothing_at("/x", &json, "the answer").message;
        assert!(told.ends_with("m19 and 10 more"), "{told}");
    }
}

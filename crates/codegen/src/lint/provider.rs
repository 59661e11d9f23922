//! `x-provider`: where answers carry what an error shows, and what means throttling.

use std::collections::HashSet;

use super::part::{Findings, Part};
use super::shape;
use super::walk;
use crate::document::Document;
use crate::openapi::{Shape, may, must};

static PROVIDER: Shape = Shape::Object(&[
    must("name", &Shape::Text),
    must("requestId", &TEXTS),
    must("code", &TEXTS),
    must("message", &TEXTS),
    may("throttling", &THROTTLING),
    may("clockSkew", &CLOCK_SKEW),
]);

static TEXTS: Shape = Shape::List(&Shape::Text);

static THROTTLING: Shape = Shape::Object(&[
    may("description", &Shape::Text),
    must("answers", &Shape::List(&ANSWER)),
    may("window", &Shape::Count),
]);

static ANSWER: Shape = Shape::Object(&[must("status", &Shape::Count), may("codes", &TEXTS)]);

static CLOCK_SKEW: Shape = Shape::Object(&[
    may("description", &Shape::Text),
    must("followsDate", &Shape::Boolean),
    may("codes", &TEXTS),
]);

/// The longest window that a rate limit may have, in seconds: a day.
const LONGEST_WINDOW: u64 = 24 * 3600;

/// Checks the `x-provider` of the document.
pub(super) fn check(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(provider) = root.get("x-provider") else {
        findings.report(
            "house/no-provider",
            root,
            "`x-provider` is missing",
            "say what the provider is called and where its answers carry a request id, a code and \
             a message; specs/README.md shows the form",
        );
        return;
    };
    if !shape::check(document, &provider, &PROVIDER, findings) {
        return;
    }
    check_name(&provider, findings);
    check_list(&provider, "requestId", &HEADER, findings);
    check_list(&provider, "code", &POINTER, findings);
    check_list(&provider, "message", &POINTER, findings);
    check_error_schemas(document, root, &provider, findings);
    if let Some(throttling) = provider.get("throttling") {
        check_throttling(&throttling, findings);
    }
    if let Some(skew) = provider.get("clockSkew") {
        check_clock_skew(&skew, findings);
    }
}

fn check_name(provider: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(name) = provider.get("name") else {
        return; // a finding of its form
    };
    let text = provider.text("name");
    if text.trim() != text || text.is_empty() || text.contains('\n') {
        findings.report(
            "extension/provider-name",
            &name,
            "`name` is not one line of text",
            "write the provider's own name, as an error message shows it",
        );
    }
}

/// The errors that the document describes have a code and a message where `x-provider` looks for them.
fn check_error_schemas(
    document: &Document,
    root: &Part<'_>,
    provider: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    let responses = walk::operations(root)
        .into_iter()
        .flat_map(|(_, _, operation)| operation.members_of("responses"))
        .filter(|(status, _)| status.starts_with(['4', '5']))
        .filter_map(|(_, response)| response.follow(document, "responses"));
    let schemas: Vec<Part<'_>> = responses
        .flat_map(|response| response.members_of("content"))
        .filter_map(|(_, media)| media.get("schema")?.follow(document, "schemas"))
        .collect();
    let Some(first) = schemas.first() else {
        return;
    };
    for key in ["code", "message"] {
        let pointers = provider.items_of(key);
        let leads_somewhere = pointers.iter().any(|pointer| {
            let pointer = pointer.value.as_str().unwrap_or_default();
            let mut schemas = schemas.iter();
            schemas.any(|schema| leads_to_property(document, schema, pointer))
        });
        // A list with nothing in it is a finding already.
        if let Some(list) = provider.get(key)
            && !pointers.is_empty()
            && !leads_somewhere
        {
            let name = first.name();
            findings.report(
                "house/error-pointer",
                &list,
                format!("no pointer in `{key}` leads to a property of {name}, the type of errors"),
                "correct the pointer or the property",
            );
        }
    }
}

fn leads_to_property(document: &Document, schema: &Part<'_>, pointer: &str) -> bool {
    let mut schema = schema.clone();
    for segment in pointer.split('/').skip(1) {
        let name = segment.replace("~1", "/").replace("~0", "~");
        let property = schema
            .get("properties")
            .and_then(|properties| properties.get(&name))
            .and_then(|property| property.follow(document, "schemas"));
        match property {
            Some(property) => schema = property,
            None => return false,
        }
    }
    true
}

fn check_throttling(throttling: &Part<'_>, findings: &mut Findings<'_>) {
    let answers = throttling.items_of("answers");
    if let Some(list) = throttling.get("answers")
        && answers.is_empty()
    {
        findings.report(
            "extension/throttling-empty",
            &list,
            "`answers` is empty",
            "list the statuses that mean that calls come too fast, or leave out `throttling`",
        );
    }
    let mut seen = HashSet::new();
    for answer in &answers {
        let Some(status) = answer.get("status") else {
            continue; // a finding of its form
        };
        let number = status.value.as_u64().unwrap_or_default();
        if !(400..600).contains(&number) {
            findings.report(
                "extension/throttling-status",
                &status,
                format!("{number} is not the status of an error"),
                "write a status from 400 to 599",
            );
        } else if !seen.insert(number) {
            findings.report(
                "extension/throttling-twice",
                &status,
                format!("the status {number} is listed twice"),
                "put all of its codes into one entry",
            );
        }
        check_list(answer, "codes", &CODE, findings);
    }
    if let Some(window) = throttling.get("window") {
        let seconds = window.value.as_u64().unwrap_or_default();
        if !(1..=LONGEST_WINDOW).contains(&seconds) {
            findings.report(
                "extension/throttling-window",
                &window,
                format!("a window of {seconds} seconds is not possible"),
                "write the seconds in which the provider counts calls, from 1 to 86400, or leave \
                 it out if no source says it",
            );
        }
    }
}

fn check_clock_skew(skew: &Part<'_>, findings: &mut Findings<'_>) {
    check_list(skew, "codes", &CODE, findings);
    if let Some(codes) = skew.get("codes")
        && !skew.flag("followsDate")
    {
        findings.report(
            "extension/clock-skew-codes",
            &codes,
            "`codes` mean nothing without `followsDate: true`",
            "remove them: a request that was refused for its date is not signed again",
        );
    }
}

/// What the items of a list are.
struct Items {
    is_good: fn(&str) -> bool,
    /// What an item should be, as in "is not ...".
    wanted: &'static str,
    hint: &'static str,
}

const HEADER: Items = Items {
    is_good: is_header,
    wanted: "the name of a header in small letters",
    hint: "write it as it is compared: small letters, digits and hyphens",
};

const POINTER: Items = Items {
    is_good: is_pointer,
    wanted: "a JSON pointer",
    hint: "begin with `/` and write one name of a property behind each: /error/code",
};

const CODE: Items = Items {
    is_good: is_code,
    wanted: "an error code",
    hint: "write the code as the provider sends it",
};

/// Checks a list that has something in it, each item once.
fn check_list(owner: &Part<'_>, key: &str, items: &Items, findings: &mut Findings<'_>) {
    let Some(list) = owner.get(key) else {
        return;
    };
    if list.items().is_empty() {
        findings.report(
            "extension/list-empty",
            &list,
            format!("`{key}` is empty"),
            "write at least one item",
        );
    }
    let mut seen = HashSet::new();
    for item in list.items() {
        let text = item.value.as_str().unwrap_or_default();
        if !(items.is_good)(text) {
            let message = format!("{text:?} is not {}", items.wanted);
            findings.report("extension/list-item", &item, message, items.hint);
        } else if !seen.insert(text) {
            let message = format!("{text:?} is listed twice");
            findings.report("extension/list-twice", &item, message, "remove one of them");
        }
    }
}

fn is_header(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(is_allowed)
}

/// A JSON pointer that leads to something: `~` stands only in the escapes `~0` and `~1`.
fn is_pointer(text: &str) -> bool {
    let is_escaped = || {
        let mut behind = text.split('~').skip(1);
        behind.all(|rest| rest.starts_with(['0', '1']))
    };
    text.strip_prefix('/').is_some_and(|rest| !rest.is_empty()) && is_escaped()
}

fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::{is_code, is_header, is_pointer};

    #[test]
    fn headers_pointers_and_codes() {
        for (text, header, pointer, code) in [
            ("x-request-id", true, false, true),
            ("X-Request-Id", false, false, true),
            ("/errorCode", false, true, true),
            ("/error/code", false, true, true),
            ("/a~1b~0c", false, true, true),
            ("/a~b", false, false, true),
            ("/a~", false, false, true),
            ("/", false, false, true),
            ("errorCode", false, false, true),
            ("", false, false, false),
            ("a b", false, false, false),
        ] {
            assert_eq!(is_header(text), header, "{text:?} as a header");
            assert_eq!(is_pointer(text), pointer, "{text:?} as a pointer");
            assert_eq!(is_code(text), code, "{text:?} as a code");
        }
    }
}

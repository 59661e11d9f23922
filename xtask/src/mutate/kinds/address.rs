//! Mistakes in paths, methods and servers.

use serde_json::{Value, json};

use super::super::book::{Book, join};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};
use super::words::misspelled;

pub(super) const KINDS: &[Kind] = &[
    kind("path: a segment misspelled", |book| {
        segments(book, misspelled)
    }),
    kind("path: a segment in other capitals", |book| {
        segments(book, other_capitals)
    }),
    kind("path: a segment in the plural", |book| {
        segments(book, other_number)
    }),
    kind("path: a segment left out", left_out),
    kind("path: two segments exchanged", exchanged),
    kind("path: another version", version),
    kind("method: another one", method),
    kind("server: another host", host),
    kind("server: plain http", |book| {
        addresses(book, |url| url.replace("https:", "http:"))
    }),
    kind("server: a path behind the host", |book| {
        addresses(book, |url| format!("{url}/v1"))
    }),
    kind("server: another region or endpoint", variables),
];

fn is_literal(segment: &str) -> bool {
    !segment.is_empty() && !segment.contains('{')
}

/// Every path with what `change` makes of its segments; nothing where it gives nothing.
fn paths(book: &Book, change: impl Fn(&[&str]) -> Vec<Vec<String>>) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (path, part) in book.at("/paths").map(|one| one.parts()).unwrap_or_default() {
        let segments: Vec<&str> = path.split('/').collect();
        for changed in change(&segments) {
            found.push(Mutant::rename(&part.pointer, &changed.join("/")));
        }
    }
    found
}

fn owned(segments: &[&str]) -> Vec<String> {
    segments.iter().map(|&one| one.to_owned()).collect()
}

fn segments(book: &Book, change: impl Fn(&str) -> String) -> Vec<Mutant> {
    paths(book, |segments| {
        let literals = (0..segments.len()).filter(|at| is_literal(segments[*at]));
        let changed = literals.map(|at| {
            let mut changed = owned(segments);
            changed[at] = change(segments[at]);
            changed
        });
        changed.collect()
    })
}

fn other_capitals(segment: &str) -> String {
    let lower = segment.to_ascii_lowercase();
    if lower != segment {
        return lower;
    }
    let mut letters = segment.chars();
    let first = letters.next().map(|one| one.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn other_number(segment: &str) -> String {
    segment
        .strip_suffix('s')
        .map_or_else(|| format!("{segment}s"), str::to_owned)
}

fn left_out(book: &Book) -> Vec<Mutant> {
    paths(book, |segments| {
        let inner = (0..segments.len()).filter(|at| !segments[*at].is_empty());
        let changed = inner.map(|at| {
            let mut changed = owned(segments);
            changed.remove(at);
            changed
        });
        changed.filter(|changed| changed.len() > 1).collect()
    })
}

fn exchanged(book: &Book) -> Vec<Mutant> {
    paths(book, |segments| {
        let pairs = (2..segments.len()).map(|at| {
            let mut changed = owned(segments);
            changed.swap(at, at - 1);
            changed
        });
        pairs.collect()
    })
}

fn version(book: &Book) -> Vec<Mutant> {
    paths(book, |segments| {
        let mut found = Vec::new();
        for (at, segment) in segments.iter().enumerate() {
            let number = segment.strip_prefix('v').unwrap_or_default();
            if number.starts_with(|digit: char| digit.is_ascii_digit()) {
                let mut changed = owned(segments);
                changed[at] = if number.contains('.') { "v1.5" } else { "v3" }.to_owned();
                found.push(changed);
            }
        }
        found
    })
}

fn method(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    for operation in book.operations() {
        let others: &[&str] = match operation.method {
            "get" => &["post"],
            "post" => &["put", "get"],
            "put" => &["post", "patch"],
            "patch" => &["put", "post"],
            _ => &["post"],
        };
        for other in others {
            found.push(Mutant::rename(&operation.part.pointer, other));
        }
    }
    found
}

fn addresses(book: &Book, change: impl Fn(&str) -> String) -> Vec<Mutant> {
    let servers = book
        .at("/servers")
        .map(|one| one.parts())
        .unwrap_or_default();
    let changed = servers.iter().map(|(_, server)| {
        let changed = change(server.text("url"));
        Mutant::put(&join(&server.pointer, "url"), json!(changed))
    });
    changed.collect()
}

fn host(book: &Book) -> Vec<Mutant> {
    let mut found = addresses(book, |url| url.replace(".com", ".org"));
    found.extend(addresses(book, |url| match url.split_once("://") {
        Some((scheme, rest)) => format!("{scheme}://api.{rest}"),
        None => url.to_owned(),
    }));
    found.extend(addresses(book, |url| match url.rsplit_once('.') {
        Some((start, end)) => format!("{}.{end}", misspelled(start)),
        None => url.to_owned(),
    }));
    let servers = book.at("/servers").into_iter();
    found.extend(servers.map(|one| {
        Mutant::append(
            &one.pointer,
            json!({"url": "https://eu.example.com", "description": "Europe."}),
        )
    }));
    found
}

fn variables(book: &Book) -> Vec<Mutant> {
    let mut found = Vec::new();
    let servers = book
        .at("/servers")
        .map(|one| one.parts())
        .unwrap_or_default();
    for (_, variable) in servers
        .iter()
        .flat_map(|(_, server)| server.parts_of("variables"))
    {
        let text = variable.text("default");
        found.push(Mutant::put(
            &join(&variable.pointer, "default"),
            json!(misspelled(text)),
        ));
        let Some(values) = variable.get("enum") else {
            continue;
        };
        found.push(Mutant::append(&values.pointer, json!("eu-ch")));
        for (_, value) in values.parts() {
            found.push(Mutant::remove(&value.pointer));
            let text = value.value.as_str().map(misspelled);
            found.extend(text.map(|text| Mutant::put(&value.pointer, Value::String(text))));
        }
    }
    found
}

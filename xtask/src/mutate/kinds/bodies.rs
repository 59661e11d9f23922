//! Mistakes in media types.

use serde_json::json;

use super::super::book::{Book, join};
use super::super::edit::Mutant;
use super::kind::{Kind, kind};

pub(super) const KINDS: &[Kind] = &[
    kind("media type: another date", |book| {
        media_types(book, |name| {
            let changed = match name.split_once("vnd.atlas.20") {
                Some((start, end)) if end.starts_with("23-01-01") => {
                    format!("{start}vnd.atlas.2023-02-01{}", &end[8..])
                }
                Some((start, end)) => format!("{start}vnd.atlas.2023-01-01{}", &end[8..]),
                None => return None,
            };
            Some(changed)
        })
    }),
    kind("media type: no version", |book| {
        media_types(book, |name| {
            name.contains("vnd.").then(|| "application/json".to_owned())
        })
    }),
    kind("media type: not JSON", |book| {
        media_types(book, |name| {
            (name == "application/json").then(|| "text/json".to_owned())
        })
    }),
    kind("media type: another type of file", |book| {
        media_types(book, |name| {
            (!name.contains("json")).then(|| {
                let other = if name.contains("gzip") { "zip" } else { "gzip" };
                match name.split_once("vnd.") {
                    Some(_) => name.rsplit_once('+').map_or_else(
                        || format!("{name}+{other}"),
                        |(start, _)| format!("{start}+{other}"),
                    ),
                    None => format!("application/{other}"),
                }
            })
        })
    }),
    kind("body: a file for JSON", |book| {
        let media = book.media_types().into_iter();
        let json = media.filter(|(name, one)| name.contains("json") && one.get("schema").is_some());
        let bytes = json!({"type": "string", "format": "binary"});
        json.map(|(_, one)| Mutant::put(&join(&one.pointer, "schema"), bytes.clone()))
            .collect()
    }),
    kind("body: a request left out", |book| {
        book.requests()
            .into_iter()
            .map(|one| Mutant::remove(&one.pointer))
            .collect()
    }),
    kind("body: an answer left out", |book| {
        let successes = book.successes().into_iter();
        let bodies = successes.filter_map(|(_, one)| one.get("content"));
        bodies.map(|one| Mutant::remove(&one.pointer)).collect()
    }),
];

fn media_types(book: &Book, change: impl Fn(&str) -> Option<String>) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (name, part) in book.media_types() {
        let changed = change(&name).map(|changed| Mutant::rename(&part.pointer, &changed));
        found.extend(changed);
    }
    found
}
